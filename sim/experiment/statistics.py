"""The arithmetic below a comparison: paired differences, moments, t intervals, Holm, and the looks of a sequence.

Money arrives as Python integers of any size; differences and their sums are taken in integers, and only the result
becomes a float. Nothing here knows a scenario: a series maps replications, ascending, to a response; None is a failure.

References
----------
Law, Simulation Modeling and Analysis: paired t, Welch, sequential relative precision. Holm (1979), Scandinavian
Journal of Statistics 6:65-70.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.experiment.packed import Number, Packed

Series = Mapping[int, Number | None]


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

    differences: Sequence[Number]
    failed: int


def difference_series(baseline: Series, alternative: Series) -> Iterator[tuple[int, Number | None]]:
    """Yield replication and alternative - baseline wherever both have run, None where either failed.

    Raises
    ------
    ValueError
        If a response is infinite or not a number.
    """
    for replication, before in baseline.items():
        if replication not in alternative:
            continue
        after = alternative[replication]
        if before is None or after is None:
            yield replication, None
            continue
        if not (math.isfinite(before) and math.isfinite(after)):
            raise ValueError(f"replication {replication}: a response must be finite, got {before} and {after}")
        yield replication, after - before


def paired_differences(baseline: Series, alternative: Series) -> Pairs:
    """Return the differences by replication, and how many pairs a failure took; raise as `difference_series` does."""
    kept, failed = Packed(), 0
    for _, difference in difference_series(baseline, alternative):
        if difference is None:
            failed += 1
        else:
            kept.append(difference)
    return Pairs(kept, failed)


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
    if all(isinstance(value, int) for value in values):
        total = sum(values)
        mean = total / n
        deviations = array("d", ((n * value - total) / n for value in values))
    else:
        mean = math.fsum(values) / n
        deviations = array("d", (value - mean for value in values))
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


def planned_looks(first: int, cap: int) -> tuple[int, ...]:
    """Return the numbers of replications at which a sequence is looked at: doubling from ``first``, ending in ``cap``.

    Examples
    --------
    >>> planned_looks(10, 100)
    (10, 20, 40, 80, 100)
    """
    looks = [min(first, cap)]
    while looks[-1] < cap:
        looks.append(min(2 * looks[-1], cap))
    return tuple(looks)
