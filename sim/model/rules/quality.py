"""What does it cost to keep purchases from going wrong, and how many still do?"""

from sim.model.flat import Parameters
from sim.model.numerics import exp, round_half_up
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch

HALVING = 0.6931471805599453  # ln 2


class Quality(Mechanism):
    """The firm can spend on keeping purchases from going wrong."""

    quality_on: int = switch(0, "the firm can spend on keeping purchases from going wrong")
    quality_spend: float = declared(
        "quality.spend",
        Unit.NUMBER,
        0.0,
        "spent on each purchase to keep it from going wrong, in mean baskets",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 0.1),
        plausible=(0.0, 0.05),
    )
    quality_least: float = declared(
        "quality.least",
        Unit.SHARE,
        0.20,
        "share of failures that no spending avoids",
        owner=FIRM,
        plausible=(0.05, 0.5),
    )
    quality_half: float = declared(
        "quality.half",
        Unit.NUMBER,
        0.01,
        "spending a purchase, in mean baskets, that halves the failures which can be avoided",
        low=1e-6,
        high=10.0,
        owner=FIRM,
        lively=(0.001, 0.1),
        plausible=(0.003, 0.05),
    )
    quality_lag: float = declared(
        "quality.lag",
        Unit.TIME,
        0.0,
        "time after which about 63% of what more is spent has changed how the work is done; none: at once",
        high=50 * YEAR,
        owner=FIRM,
        lively=(0.0, 100.0),
        plausible=(0.0, 3 * YEAR),
    )
    quality_base: float = solved(0.0)  # what is spent as is


def felt_spend(p: Parameters, before: float) -> float:
    """Return what of the spending on quality acts today, in mean baskets a purchase, by what acted yesterday."""
    if p.quality_lag <= 0.0:
        return p.quality_spend
    return before + (p.quality_spend - before) * (1.0 - exp(-1.0 / p.quality_lag))


def share_of_failures(p: Parameters, spent: float) -> float:
    """Return what spending on quality multiplies failures by: 1 at what is spent as is, never below ``quality.least``.

    ``spent`` is what acts of it, in mean baskets a purchase.

    References
    ----------
    Exponential fall to what cannot be avoided: assumed; no published curve was found.
    """
    left = exp(-HALVING * (spent - p.quality_base) / p.quality_half)
    return p.quality_least + (1.0 - p.quality_least) * left


def quality_cost(p: Parameters) -> int:
    """Return what is spent on the quality of a purchase, in minor units."""
    return round_half_up(p.quality_spend * p.basket_mean)
