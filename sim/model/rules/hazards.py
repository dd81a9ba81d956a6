"""Who moves away or leaves by the calendar, whatever she meets?"""

from sim.model.codes import Cause, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantiles import exponential
from sim.model.quantities import YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import INFINITE, Real


class Hazards(Mechanism):
    """Customers can leave by the calendar."""

    hazards_on: int = switch(1, "customers can leave by the calendar")
    hazard_rates: tuple[float, ...] = declared(
        "hazard.rates",
        Unit.RATES,
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02 / YEAR),
        "calendar rates of leaving by cause: core, encounter, price, inconvenience, response, competition, ethics, "
        "involuntary",
        size=8,
        high=1000.0,
        lively=(0.0, 0.002),
    )
    hazard_churn: float = declared(
        "hazard.churn",
        Unit.SHARE,
        0.0,
        "target share of customers who leave by the calendar in a year; above 0, it and hazard.shares take the place "
        "of hazard.rates",
        high=0.99,
        lively=(0.0, 0.5),
    )
    hazard_shares: tuple[float, ...] = declared(
        "hazard.shares",
        Unit.NUMBERS,
        (44.3, 34.1, 29.9, 20.7, 17.3, 10.2, 7.5, 6.2),
        "weights of the eight causes in hazard.churn: core, encounter, price, inconvenience, response, competition, "
        "ethics, involuntary",
        size=8,
        high=1e6,
        source="science A6: Keaveney (1995), percent of incidents that mention a cause, as listed second-hand",
        lively=(0.05, 1.0),
    )
    # of a person
    moves: Real  # time of moving away


def move_time(p: Parameters, c: Person) -> float:
    """Return when a person moves away: one threshold a person, the same under every strategy."""
    rate = p.hazard_rates[Cause.INVOLUNTARY - 1]
    if not p.hazards_on or rate <= 0.0:
        return INFINITE
    return c.entry + exponential(uniform(c.key, Purpose.MOVING, 0)) / rate
