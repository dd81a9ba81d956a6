"""What does a scandal shake?"""

from sim.model.codes import Cause, Loss, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint


class Scandal(Mechanism):
    """A scandal shakes customers."""

    scandal_on: int = switch(0, "a scandal shakes customers")
    scandal_day: int = declared(
        "scandal.day",
        Unit.COUNT,
        180,
        "day on which the scandal breaks, counted from the start of the history",
        high=36_500,
        lively=(0, 100),
        plausible=(0, 1000),
    )
    scandal_shock: float = declared(
        "scandal.shock", Unit.SHARE, 0.3, "part of everybody's satisfaction that it costs", plausible=(0.05, 0.8)
    )
    scandal_leaving: float = declared(
        "scandal.leaving", Unit.SHARE, 0.05, "chance that a customer leaves on that day", plausible=(0.0, 0.3)
    )


def is_scandal(p: Parameters, day: int) -> bool:
    """Return whether the scandal breaks at 00:00 of a day."""
    return bool(p.scandal_on) and day == p.scandal_day


def shake(p: Parameters, c: Person, day: int) -> None:
    """Let a scandal cost satisfaction, and some customers at once, later that day."""
    if p.satisfaction_on:
        c.satisfaction *= 1.0 - p.scandal_shock
    u = uniform(c.key, Purpose.SCANDAL, day)
    if u < p.scandal_leaving:
        appoint(p, c, day + WITHIN_THE_DAY * (u / p.scandal_leaving), Cause.ETHICS, Loss.LEFT)
