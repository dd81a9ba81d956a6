"""Does a customer's demand grow with the years?"""

from sim.model.flat import Parameters
from sim.model.numerics import exp, log1p
from sim.model.quantities import YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import Real


class Growth(Mechanism):
    """What customers spend grows with the years."""

    growth_on: int = switch(0, "what customers spend grows with the years")
    growth_per_year: float = declared(
        "growth.per_year",
        Unit.NUMBER,
        0.02,
        "yearly growth of a customer's prices since she joined, whatever she has met",
        low=-0.2,
        high=0.25,
        source="assumed; science B1: Reinartz & Kumar (2002) found no such effect at four companies",
        plausible=(0.0, 0.05),
    )
    growth_years: float = declared(
        "growth.years",
        Unit.TIME,
        10 * YEAR,
        "time after joining from which growth stands still",
        high=20 * YEAR,
        lively=(0.0, 1000.0),
        plausible=(3 * YEAR, 20 * YEAR),
    )
    # of a person
    came: Real  # when she joined; before day 0 for customers at the start who have a tenure


def growth_factor(p: Parameters, days: float) -> float:
    """Return by how much demand has grown some days after joining: a yearly rate, compounded, up to an age.

    References
    ----------
    Direction: mission row A09. Reinartz & Kumar (science B1) found no such growth at four companies.
    """
    return exp(min(days, p.growth_years) / YEAR * log1p(p.growth_per_year))
