"""By how many pairs an open line is likely settled: a guess from those there are, for a difference that is there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.experiment.settle import NOTHING_KNOWN, Evidence, Finding, Rule, Verdict, share_bound
from sim.experiment.statistics import Moments
from sim.model.limits import ENOUGH

FURTHEST = 64
"""Forecasts reach so many times the pairs that there are."""
EVEN_CHANCE, GOOD_CHANCE = 0.5, 0.8
"""Chances that a forecast says as 'an even chance' and, since it is a little hopeful, as 'about 3 in 4'."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """By how many pairs an open line is likely settled, if there is a difference; each None if out of reach.

    Parameters
    ----------
    even, good
        First look, counted by doublings of the first one, with at least an even chance and with about 3 in 4.
    half_width
        Half the width of the interval to expect at the later of the two, in the unit of the differences.
    enough
        Where too few pairs tell anything to give a chance: the look by which enough are expected to.
    """

    even: int | None = None
    good: int | None = None
    half_width: float | None = None
    enough: int | None = None


def forecast(found: Finding, rule: Rule, evidence: Evidence = NOTHING_KNOWN) -> Forecast | None:
    """Return when an open line is likely settled; None where it is settled or nothing can be said."""
    spread = found.spread
    if found.verdict is not Verdict.NOT_SETTLED or spread.mean is None or spread.sd is None:
        return None
    even = good = width = None
    for look in _looks_after(spread.n, rule):
        side = rule.side(look)
        expected = found.informative * look / spread.n
        if found.guarded and not _clear_of_guard(found, expected, look, side, evidence):
            if expected >= 1.5 * ENOUGH:
                return Forecast(enough=look)
            continue
        chance, half = _chance(spread, look, side)
        if chance >= EVEN_CHANCE and even is None:
            even, width = look, half
        if chance >= GOOD_CHANCE:
            good, width = look, half
            break
    return Forecast(even, good, width)


def _looks_after(n: int, rule: Rule) -> list[int]:
    """Return the looks after n pairs, as far as forecasts reach."""
    look, found = rule.first_look, []
    while look <= FURTHEST * n:
        if look > n:
            found.append(look)
        look *= 2
    return found


def _clear_of_guard(found: Finding, expected: float, look: int, side: float, evidence: Evidence) -> bool:
    """Return whether the guard alone would leave 0 out at a later look."""
    if evidence.one_customer is None:
        return False
    return abs(found.middle) > share_bound(round(expected), look, side) * evidence.one_customer


def _chance(spread: Moments, look: int, side: float) -> tuple[float, float]:
    """Return the chance that the interval of a later look leaves 0 out, and half its width by Student's t."""
    from scipy import special  # noqa: PLC0415

    mean, sd, n = spread.mean or 0.0, spread.sd or 0.0, spread.n
    if sd == 0.0:
        return float(mean != 0.0), 0.0
    half = float(-special.stdtrit(look - 1, side)) * sd / math.sqrt(look)
    step = sd * math.sqrt(1.0 / n - 1.0 / look)
    beyond = special.stdtr(n - 1, -(half - mean) / step) + special.stdtr(n - 1, -(half + mean) / step)
    return float(beyond), half
