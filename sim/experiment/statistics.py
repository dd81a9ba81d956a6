"""The arithmetic of a comparison: paired differences, t intervals, Holm, bootstrap, and when precision is reached.

Money arrives as Python integers of any size; differences and their sums are taken in integers, and only the result
becomes a float. Nothing here knows a scenario: a series maps a replication to its response, None where it failed.

References
----------
Law, Simulation Modeling and Analysis: paired t, Welch, sequential relative precision. Holm (1979), Scandinavian
Journal of Statistics 6:65-70. Efron (1987), JASA 82:171-185: the BCa bootstrap.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Number = int | float
Series = Mapping[int, Number | None]

BOOTSTRAP_RESAMPLES = 9_999
_BOOTSTRAP_SEED = 20_240_229
_BOOTSTRAP_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean, standard deviation (n - 1) and adjusted skewness of some numbers, in the numbers' unit.

    ``mean`` is None without numbers, ``sd`` with fewer than two. ``skewness`` is 0 with fewer than three or no spread.
    ``same`` says that there are at least two numbers and all are exactly equal; it is decided before any rounding.
    """

    n: int
    mean: float | None
    sd: float | None
    skewness: float
    same: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """Differences alternative - baseline in order of replication, and how many pairs were lost to a failure."""

    differences: tuple[Number, ...]
    failed: int


def difference_series(baseline: Series, alternative: Series) -> dict[int, Number | None]:
    """Return alternative - baseline for every replication that both have run, None where either failed.

    Raises
    ------
    ValueError
        If a response is infinite or not a number.
    """
    differences: dict[int, Number | None] = {}
    for replication in sorted(baseline.keys() & alternative.keys()):
        before, after = baseline[replication], alternative[replication]
        if before is None or after is None:
            differences[replication] = None
            continue
        if not (math.isfinite(before) and math.isfinite(after)):
            raise ValueError(f"replication {replication}: a response must be finite, got {before} and {after}")
        differences[replication] = after - before
    return differences


def paired_differences(baseline: Series, alternative: Series) -> Pairs:
    """Return the differences by replication, and how many pairs a failure took; raise as `difference_series` does."""
    both = difference_series(baseline, alternative).values()
    kept = tuple(difference for difference in both if difference is not None)
    return Pairs(kept, failed=len(both) - len(kept))


def moments(values: Sequence[Number]) -> Moments:
    """Return mean, spread and skewness; sums of integers are exact, sums of floats correctly rounded.

    Examples
    --------
    >>> moments([10**18, 10**18 + 2])
    Moments(n=2, mean=1e+18, sd=1.4142135623730951, skewness=0.0, same=False)
    """
    n = len(values)
    if n == 0:
        return Moments(0, None, None, 0.0, same=False)
    deviations: list[float]
    if all(isinstance(value, int) for value in values):
        total = sum(values)
        mean = total / n
        deviations = [(n * value - total) / n for value in values]
    else:
        mean = math.fsum(values) / n
        deviations = [value - mean for value in values]
    if n == 1:
        return Moments(1, mean, None, 0.0, same=False)
    if all(value == values[0] for value in values):
        return Moments(n, float(values[0]), 0.0, 0.0, same=True)
    squares = math.fsum(deviation**2 for deviation in deviations)
    sd = math.sqrt(squares / (n - 1))
    return Moments(n, mean, sd, _skewness(deviations, squares), same=False)


def _skewness(deviations: Sequence[float], squares: float) -> float:
    """Return the adjusted Fisher-Pearson coefficient from deviations and the sum of their squares."""
    n = len(deviations)
    if n < 3 or squares == 0.0:  # noqa: PLR2004 the coefficient needs three numbers
        return 0.0
    scale = math.sqrt(squares / n)
    third = math.fsum((deviation / scale) ** 3 for deviation in deviations) / n
    return third * math.sqrt(n * (n - 1)) / (n - 2)


def simultaneous_level(level: float, comparisons: int) -> float:
    """Return the level of each of ``comparisons`` intervals that together hold with ``level`` (Bonferroni).

    Examples
    --------
    >>> round(simultaneous_level(0.95, 5), 12)
    0.99
    """
    return 1.0 - (1.0 - level) / comparisons


def t_quantile(level: float, degrees: float) -> float:
    """Return the t with which a two-sided interval at ``level`` is built."""
    from scipy import special  # noqa: PLC0415 imported where used: `sim --help` stays quick

    return float(special.stdtrit(degrees, 0.5 + level / 2.0))


def half_width(spread: Moments, level: float) -> float:
    """Return half the width of the t interval of a mean, infinite with fewer than two numbers, 0 without spread."""
    if spread.sd is None:
        return math.inf
    if spread.same:
        return 0.0
    return t_quantile(level, spread.n - 1) * spread.sd / math.sqrt(spread.n)


def p_value(spread: Moments) -> float | None:
    """Return the two-sided p-value of a mean of 0, or None where no t exists (no spread, or fewer than two numbers)."""
    from scipy import special  # noqa: PLC0415

    if spread.mean is None or spread.sd is None or spread.same:
        return None
    statistic = abs(spread.mean) / (spread.sd / math.sqrt(spread.n))
    return float(2.0 * special.stdtr(spread.n - 1, -statistic))


def holm(p_values: Iterable[float]) -> tuple[float, ...]:
    """Return Holm's adjusted p-values, in the order given.

    Examples
    --------
    >>> [round(p, 6) for p in holm([0.02, 0.001, 0.04, 0.012])]
    [0.04, 0.004, 0.04, 0.036]
    """
    given = list(p_values)
    adjusted = [0.0] * len(given)
    floor = 0.0
    for rank, place in enumerate(sorted(range(len(given)), key=given.__getitem__)):
        floor = max(floor, min(1.0, (len(given) - rank) * given[place]))
        adjusted[place] = floor
    return tuple(adjusted)


def welch_interval(alternative: Sequence[Number], baseline: Sequence[Number], level: float) -> tuple[float, float]:
    """Return the interval of the difference of two means that share no random numbers; a check on the paired one.

    Raises
    ------
    ValueError
        If either side has fewer than two numbers, or neither has any spread.
    """
    one, other = moments(alternative), moments(baseline)
    if one.mean is None or other.mean is None or one.sd is None or other.sd is None:
        raise ValueError(f"Welch's interval needs two numbers on each side, got {one.n} and {other.n}")
    parts = (one.sd**2 / one.n, other.sd**2 / other.n)
    variance = math.fsum(parts)
    if variance == 0.0:
        raise ValueError("Welch's interval needs some spread: all numbers are equal on both sides")
    degrees = variance**2 / (parts[0] ** 2 / (one.n - 1) + parts[1] ** 2 / (other.n - 1))
    half = t_quantile(level, degrees) * math.sqrt(variance)
    difference = one.mean - other.mean
    return difference - half, difference + half


def bootstrap_interval(values: Sequence[Number], level: float) -> tuple[float, float]:
    """Return the BCa bootstrap interval of the mean, the same at every call: its draws have a seed of their own.

    Where the correction for bias has no finite value, the plain percentiles stand instead.

    Raises
    ------
    ValueError
        If there are fewer than two numbers.
    """
    import numpy as np  # noqa: PLC0415
    from scipy import special  # noqa: PLC0415

    spread = moments(values)
    if spread.mean is None or spread.sd is None:
        raise ValueError(f"a bootstrap needs at least two numbers, got {spread.n}")
    draws = np.random.Generator(np.random.PCG64(_BOOTSTRAP_SEED))
    sample = np.array([float(value) for value in values])
    block = max(1, _BOOTSTRAP_BLOCK // spread.n)
    sizes = [min(block, BOOTSTRAP_RESAMPLES - done) for done in range(0, BOOTSTRAP_RESAMPLES, block)]
    means = np.concatenate([sample[draws.integers(0, spread.n, (size, spread.n))].mean(axis=1) for size in sizes])
    below = (np.count_nonzero(means < spread.mean) + 0.5 * np.count_nonzero(means == spread.mean)) / means.size
    tails = np.array([0.5 - level / 2.0, 0.5 + level / 2.0])
    if 0.0 < below < 1.0 and not spread.same:
        bias = special.ndtri(below)
        scaled = (sample - spread.mean) / spread.sd
        acceleration = float((scaled**3).sum() / (6.0 * (scaled**2).sum() ** 1.5))
        shifted = bias + special.ndtri(tails)
        tails = special.ndtr(bias + shifted / (1.0 - acceleration * shifted))
    low, high = np.quantile(means, tails)
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Precision:
    """How narrow an interval has to be: half its width at most ``amount``.

    ``amount`` is a share of the true mean if ``relative`` (0.05: within 5 %), else in the response's own unit. The
    observed mean stands for the true one, so the share asked of it is gamma' = gamma / (1 + gamma).
    """

    amount: float
    relative: bool
    level: float = 0.95

    def reached(self, spread: Moments, comparisons: int = 1) -> bool:
        """Return whether the interval of one of ``comparisons`` simultaneous means is narrow enough."""
        if spread.mean is None:
            return False
        allowed = self.amount / (1.0 + self.amount) * abs(spread.mean) if self.relative else self.amount
        return half_width(spread, simultaneous_level(self.level, comparisons)) <= allowed


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a run to a precision stands.

    ``replications`` is the planned number to have, 0 to ``replications`` - 1. ``complete`` says that all of them were
    there, so that this is the end; ``reached`` that the precision holds there. Complete but not reached: the cap.
    """

    replications: int
    complete: bool
    reached: bool


def planned_looks(first: int = 10, cap: int = 1_280) -> tuple[int, ...]:
    """Return the numbers of replications at which precision is looked at: doubling from ``first``, ending in ``cap``.

    Examples
    --------
    >>> planned_looks(10, 100)
    (10, 20, 40, 80, 100)
    """
    looks = [min(first, cap)]
    while looks[-1] < cap:
        looks.append(min(2 * looks[-1], cap))
    return tuple(looks)


def stopping_point(series: Sequence[Series], precision: Precision, looks: Sequence[int]) -> Stop:
    """Return the first planned number of replications at which every series is precise enough.

    Only the replications 0 to n - 1 are seen at look n, whatever else is there already, so the answer does not depend
    on how many workers ran ahead. Failed replications are left out of the mean but count as run.
    """
    for look in looks:
        if any(replication not in one for one in series for replication in range(look)):
            return Stop(look, complete=False, reached=False)
        prefixes = ([value for r in range(look) if (value := one[r]) is not None] for one in series)
        if all(precision.reached(moments(prefix), len(series)) for prefix in prefixes):
            return Stop(look, complete=True, reached=True)
    return Stop(looks[-1], complete=True, reached=False)
