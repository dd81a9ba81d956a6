"""Does an answer put the blame on the customer?"""

from sim.model.codes import Outcome, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch


class Insults(Mechanism):
    """An answer can put the blame on the customer."""

    insults_on: int = switch(0, "an answer can put the blame on the customer")
    insult_staying: float = declared(
        "insult.staying",
        Unit.SHARE,
        0.90,
        "factor of the chance of staying after an answer that blames the customer, over an unresolved complaint",
        plausible=(0.5, 1.0),
    )
    insult_satisfaction: float = declared(
        "insult.satisfaction",
        Unit.SHARE,
        0.20,
        "part of satisfaction that an answer takes which blames the customer",
        plausible=(0.0, 0.6),
    )
    insult_blame: float = declared(
        "insult.blame",
        Unit.NUMBER,
        2.0,
        "blame of an answer that blames the customer, in unresolved complaints; counts with blame",
        low=1.0,
        high=100.0,
        lively=(1.0, 5.0),
        plausible=(1.0, 10.0),
    )
    recovery_insult: float = declared(
        "recovery.insult",
        Unit.SHARE,
        0.10,
        "share of unresolved complaints whose answer blames the customer",
        owner=FIRM,
        plausible=(0.0, 0.5),
    )


def is_insulted(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether an unresolved complaint ends with the blame put on the customer."""
    return uniform(c.key, Purpose.INSULT, occasion) < p.recovery_insult


def take_insult(p: Parameters, c: Person) -> None:
    """Let an answer that blames the customer take satisfaction."""
    if c.outcome == Outcome.INSULTED and p.satisfaction_on:
        c.satisfaction *= 1.0 - p.insult_satisfaction
