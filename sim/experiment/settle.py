"""The rule of verdicts: how much n paired differences settle, the same rule at every n and for every reader.

One side of one interval errs with a share of the budget that shrinks with every doubling from a first look fixed
beforehand, so that one interval serves a single look and all doublings. Where few pairs differ at all, a t knows
nothing of those that did not come up: then the interval also holds what as many unseen pairs could bring as chance
allows. Equal numbers are never taken for exact; only what must be equal by construction is.

References
----------
Hall (1992), JRSS B 54:221-228: removing skewness by transformation. Clopper & Pearson (1934), Biometrika 26:404-413.
Lan & DeMets (1983), Biometrika 70:659-663: spending. docs/statistics.md: what the rule keeps, measured.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from sim.experiment.packed import Number
from sim.experiment.statistics import Moments, moments
from sim.model.limits import ENOUGH, FIRST_LOOK

_LEAST = 3
_STRAIGHT = 1e-8


class Verdict(StrEnum):
    """What a comparison says about an alternative."""

    BETTER = "better"
    WORSE = "worse"
    NOT_SETTLED = "not settled"
    NONE_SEEN = "no difference seen"
    NONE_THAT_MATTERS = "no difference that matters"
    EXACTLY_EQUAL = "exactly equal"
    TOO_EARLY = "too early"


SETTLED = frozenset({Verdict.BETTER, Verdict.WORSE, Verdict.NONE_THAT_MATTERS, Verdict.EXACTLY_EQUAL})
"""The verdicts that answer the question."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How strictly pairs are judged.

    Parameters
    ----------
    level
        Probability, in (0, 1), with which all intervals of the family hold at once.
    comparisons
        Size of the family.
    first_look
        Pairs before which there is no verdict; fixed before anything is run.
    one_look
        Whether the number of pairs was chosen by width alone, never by what the differences said: then nothing is spent
        on looks.
    indifference
        Differences up to this size do not matter, in the unit of the differences; None if every one does.
    higher_is_better
        False for a response such as waiting.

    Raises
    ------
    ValueError
        If the level is outside (0, 1), or the first look is below ``ENOUGH``.
    """

    level: float = 0.95
    comparisons: int = 1
    first_look: int = FIRST_LOOK
    one_look: bool = False
    indifference: Number | None = None
    higher_is_better: bool = True

    def __post_init__(self) -> None:
        if not 0.0 < self.level < 1.0:
            raise ValueError(f"level: must be between 0 and 1, both excluded (got {self.level})")
        if self.first_look < ENOUGH:
            raise ValueError(f"first_look: must be at least {ENOUGH} (got {self.first_look})")

    def side(self, n: int) -> float:
        """Return the chance with which one side of one interval errs at n pairs.

        Summed over the first look and all doublings of it, it is half of (1 - level) / comparisons.

        Examples
        --------
        >>> [round(Rule(comparisons=5).side(n), 6) for n in (12, 30, 60, 120)]
        [0.0025, 0.0025, 0.000833, 0.000417]
        """
        look = 0.0 if self.one_look else max(0.0, math.log2(n / self.first_look)) if n else 0.0
        return (1.0 - self.level) / 2.0 / self.comparisons / ((look + 1.0) * (look + 2.0))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the pairs beside their differences.

    Parameters
    ----------
    customers
        By pair, what everything booked to customers differs by; None where the response is not theirs or nobody wrote
        it down.
    one_customer
        The most that one customer brings, in the unit of the differences, which counts where few pairs tell something;
        None if unknown.
    construction
        The parameters that differ, all of them of a kind that books to the firm alone; empty if none differ; None if
        others do, so that nothing follows from construction.
    """

    customers: Sequence[Number] | None = None
    one_customer: Number | None = None
    construction: tuple[str, ...] | None = None


NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the rule says of some differences; ends are infinite where there is no interval.

    ``informative`` pairs tell something; ``share`` bounds the share of pairs that can differ from the common value;
    ``middle`` is that value. ``guarded`` says that too few pairs tell something, so that the interval was widened.
    """

    spread: Moments
    low: Number
    high: Number
    verdict: Verdict
    informative: int
    share: float
    middle: Number
    guarded: bool
    exact: bool


def informative_pairs(values: Sequence[Number]) -> int:
    """Return the number of pairs whose value is not the (lower) median: ties tell nothing.

    Examples
    --------
    >>> informative_pairs([0, 0, 0, 5, -2])
    2
    """
    middle = _middle(values)
    return sum(value != middle for value in values)


def telling_pairs(differences: Sequence[Number], customers: Sequence[Number] | None) -> int:
    """Return how many pairs tell something of the differences and, where that is known, of what customers bring."""
    found = informative_pairs(differences)
    return found if customers is None else min(found, informative_pairs(customers))


def _middle(values: Sequence[Number]) -> Number:
    """Return the lower median, exactly; found among floats of 8 bytes, whose order is that of what they round."""
    import numpy as np  # noqa: PLC0415 imported where used: `sim --help` stays quick

    place, rough = (len(values) - 1) // 2, np.fromiter(values, np.float64, len(values))
    rough.partition(place)
    near, before = rough[place], int(np.count_nonzero(rough < rough[place]))
    close = sorted(Counter(value for value in values if float(value) == near).items())
    reached = accumulate(times for _, times in close)
    return next(value for (value, _), upto in zip(close, reached, strict=True) if before + upto > place)


def share_bound(k: int, n: int, side: float) -> float:
    """Return the upper Clopper-Pearson bound of a share of which k in n were seen, erring with ``side``.

    Examples
    --------
    >>> round(share_bound(0, 30, 0.0125), 4) == round(1 - 0.0125 ** (1 / 30), 4)
    True
    """
    from scipy import special  # noqa: PLC0415 imported where used: `sim --help` stays quick

    return 1.0 if k >= n else float(special.betaincinv(k + 1, n - k, 1.0 - side))


def hull(spread: Moments, side: float) -> tuple[float, float]:
    """Return the hull of Student's and Hall's skewness-corrected interval of a mean, each end erring with ``side``.

    Without spread it is the mean twice; infinite with fewer than three numbers, which tell no skewness.
    """
    from scipy import special  # noqa: PLC0415

    if spread.mean is None or spread.sd is None or spread.n < _LEAST:
        return -math.inf, math.inf
    error = spread.sd / math.sqrt(spread.n)
    t = float(-special.stdtrit(spread.n - 1, side))
    return spread.mean - error * max(t, _hall(t, spread)), spread.mean + error * max(t, -_hall(-t, spread))


def _hall(t: float, spread: Moments) -> float:
    """Return the inverse of Hall's transformation of a studentised mean, for the sample's skewness."""
    g = spread.skewness
    if abs(g) < _STRAIGHT:
        return t
    r = g / (3.0 * math.sqrt(spread.n))
    return (math.cbrt(1.0 + 3.0 * r * (t - r / 2.0)) - 1.0) / r


def settle(differences: Sequence[Number], rule: Rule, evidence: Evidence = NOTHING_KNOWN) -> Finding:
    """Return what paired differences settle.

    Parameters
    ----------
    differences
        Alternative - baseline, one a pair, in any unit; integers are subtracted and added exactly.
    """
    spread, n = moments(differences), len(differences)
    if n == 0:
        return Finding(spread, -math.inf, math.inf, Verdict.TOO_EARLY, 0, 1.0, 0, guarded=True, exact=False)
    middle, side, k = _middle(differences), rule.side(n), informative_pairs(differences)
    if evidence.construction is not None and k == 0:
        word = _side_of_zero(middle, middle, rule) or Verdict.EXACTLY_EQUAL
        return Finding(spread, middle, middle, word, 0, 0.0, middle, guarded=False, exact=True)
    none_seen = k == 0 and middle == 0
    k = telling_pairs(differences, evidence.customers)
    share = share_bound(k, n, side)
    low, high = hull(spread, side)
    if k < ENOUGH:
        reach = math.inf if evidence.one_customer is None else share * evidence.one_customer
        low, high = min(low, middle - reach), max(high, middle + reach)
    word = _word((low, high), rule, n, none_seen=none_seen)
    return Finding(spread, low, high, word, k, share, middle, guarded=k < ENOUGH, exact=False)


def _word(ends: tuple[Number, Number], rule: Rule, n: int, *, none_seen: bool) -> Verdict:
    """Return the word for an interval."""
    if n < rule.first_look:
        return Verdict.TOO_EARLY
    if (word := _side_of_zero(*ends, rule)) is not None:
        return word
    if rule.indifference is not None and -rule.indifference < ends[0] and ends[1] < rule.indifference:
        return Verdict.NONE_THAT_MATTERS
    return Verdict.NONE_SEEN if none_seen else Verdict.NOT_SETTLED


def _side_of_zero(low: Number, high: Number, rule: Rule) -> Verdict | None:
    """Return what it means that an interval lies on one side of 0; None if it holds 0."""
    if low <= 0 <= high:
        return None
    return Verdict.BETTER if (low > 0) == rule.higher_is_better else Verdict.WORSE
