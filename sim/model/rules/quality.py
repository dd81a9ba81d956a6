"""What does it cost to keep purchases from going wrong, and how many still do?"""

from collections.abc import MutableSequence, Sequence

from sim.model.flat import Parameters
from sim.model.numerics import exp, log, round_half_up
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.causes import fresh_weight
from sim.model.storage import CAUSES

HALVING = 0.6931471805599453  # ln 2
NOTHING_FAILS = 1e-200  # of what fails as is


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


def felt_spend(p: Parameters, before: float, more: float) -> float:
    """Return what of the spending on quality acts today, in mean baskets a purchase, by what acted yesterday.

    ``more`` is what a rule of the manager's adds to it today.
    """
    if p.quality_lag <= 0.0:
        return p.quality_spend + more
    return before + (p.quality_spend + more - before) * (1.0 - exp(-1.0 / p.quality_lag))


def share_of_failures(p: Parameters, spent: float) -> float:
    """Return what spending on quality multiplies failures by: 1 at what is spent as is, never below ``quality.least``.

    ``spent`` is what acts of it, in mean baskets a purchase.

    References
    ----------
    Exponential fall to what cannot be avoided: assumed; no published curve was found.
    """
    left = exp(-HALVING * (spent - p.quality_base) / p.quality_half)
    return p.quality_least + (1.0 - p.quality_least) * left


def quality_cost(p: Parameters, more: float) -> int:
    """Return what is spent on the quality of a purchase, in minor units; ``more`` is what a rule adds, in baskets."""
    return round_half_up((p.quality_spend + more) * p.basket_mean)


def aim(p: Parameters, spent: float, matters: Sequence[float], aimed: MutableSequence[float]) -> None:
    """Divide what is spent among causes; set what that multiplies the failures of each by, beside what all alike does.

    Causes get what makes the sum of failures, each weighted by how much it matters, least: the more the heavier, and
    none less than nothing. Without weights, with nothing to divide, or where nothing fails, all causes get alike.

    References
    ----------
    Least sum of w exp(-k q) at a given sum of q: q differs by ln w / k (Lagrange), and what would be below 0 is left
    out ("water filling"; Boyd & Vandenberghe 2004, Convex Optimization, example 5.2).
    """
    causes = 0
    weighty = 0
    for k in range(CAUSES):
        aimed[k] = 1.0
        causes += int(fresh_weight(p, k + 1) > 0.0)
        weighty += int(matters[k] > 0.0)
    budget = causes * (spent - p.quality_base)
    alike = share_of_failures(p, spent)
    if budget <= 0.0 or weighty == 0 or alike < NOTHING_FAILS:
        return
    apart = p.quality_half / HALVING
    level = -1e300  # of everybody who would be left out before the first look
    for _ in range(CAUSES):
        total = 0.0
        kept = 0
        for k in range(CAUSES):
            if matters[k] > 0.0 and (level == -1e300 or level + apart * log(matters[k]) > 0.0):
                total += apart * log(matters[k])
                kept += 1
        if kept == 0:  # what there is to divide is lost in rounding
            return
        level = (budget - total) / kept
    for k in range(CAUSES):
        own = max(0.0, level + apart * log(matters[k])) if matters[k] > 0.0 else 0.0
        aimed[k] = share_of_failures(p, p.quality_base + own) / alike
