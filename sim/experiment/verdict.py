"""From paired replications to an answer: better, worse, not settled or identical, and how many more would settle it.

The verdict is read from simultaneous intervals (Bonferroni over the alternatives); Holm's p-values stand beside them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sim.experiment.statistics import (
    Moments,
    Number,
    Pairs,
    Series,
    bootstrap_interval,
    half_width,
    holm,
    moments,
    p_value,
    paired_differences,
    simultaneous_level,
)

MORE_CAP = 1_000_000
FEW_PAIRS = 10
STRONG_SKEW = 1.0
_ENOUGH_FOR_SPREAD = 2


class Verdict(StrEnum):
    """What a comparison says about an alternative."""

    BETTER = "better"
    WORSE = "worse"
    NOT_SETTLED = "not settled"
    IDENTICAL = "identical"


class Doubt(StrEnum):
    """Why an interval deserves less trust than it looks; the reader's words for each stand in the report."""

    FEW_PAIRS = "few_pairs"
    SKEWED = "skewed"
    FAILED_REPLICATIONS = "failed_replications"
    NO_SPREAD_KNOWN = "no_spread_known"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One alternative against the baseline, in one response.

    ``difference`` (alternative - baseline), ``low`` and ``high`` are in the response's unit; ``low`` and ``high`` are
    None with fewer than two pairs, all three without any. All intervals of one `compare` hold together with ``level``.
    ``exact`` says that every pair had the same difference: then low = high = difference and no t was used.
    ``failed`` pairs were lost to a failed replication. ``p_value`` is Holm's, None where no t exists. ``bootstrap`` is
    an interval to look at beside (same level), given when a warning says that t is doubtful.
    """

    name: str
    response: str
    difference: Number | None
    low: Number | None
    high: Number | None
    level: float
    pairs: int
    failed: int
    exact: bool
    verdict: Verdict
    more_replications: int | None
    p_value: float | None
    warnings: tuple[str, ...]
    bootstrap: tuple[float, float] | None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        plain = asdict(self)
        plain["verdict"] = str(self.verdict)
        plain["warnings"] = [str(warning) for warning in self.warnings]
        plain["bootstrap"] = None if self.bootstrap is None else list(self.bootstrap)
        return plain


def compare_series(
    response: str,
    baseline: Series,
    alternatives: Mapping[str, Series],
    *,
    level: float = 0.95,
    higher_is_better: bool = True,
) -> tuple[Comparison, ...]:
    """Compare every alternative with the baseline, replication by replication.

    Parameters
    ----------
    response
        Name of what the series hold.
    baseline, alternatives
        Response by replication, None where the replication failed. Pairing is by replication number.
    level
        Probability, in (0, 1), with which all intervals hold at once.
    higher_is_better
        False for a response such as waiting: then a negative difference is better.

    Raises
    ------
    ValueError
        If ``level`` is outside (0, 1), or a response is not finite.
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"level: must be between 0 and 1, both excluded (got {level})")
    pairs = {name: paired_differences(baseline, series) for name, series in alternatives.items()}
    spreads = {name: moments(found.differences) for name, found in pairs.items()}
    raw = {name: p_value(spread) for name, spread in spreads.items()}
    family = holm(_for_holm(raw[name], spread) for name, spread in spreads.items())
    adjusted = {name: p if raw[name] is not None else None for name, p in zip(spreads, family, strict=True)}
    single = simultaneous_level(level, max(1, len(alternatives)))
    return tuple(
        _one(
            (name, response),
            pairs[name],
            spread,
            levels=(level, single),
            higher_is_better=higher_is_better,
            adjusted=adjusted[name],
        )
        for name, spread in spreads.items()
    )


def _for_holm(raw: float | None, spread: Moments) -> float:
    """Return the p-value with which an alternative takes its place in the family; a sure difference has 0."""
    if raw is not None:
        return raw
    return 0.0 if spread.same and spread.mean != 0.0 else 1.0


def _one(
    names: tuple[str, str],
    pairs: Pairs,
    spread: Moments,
    *,
    levels: tuple[float, float],
    higher_is_better: bool,
    adjusted: float | None,
) -> Comparison:
    """Return the comparison of one alternative; ``levels`` are those of the family and of its single members."""
    difference, low, high = _interval(pairs, spread, levels[1])
    seen = _read(low, high, higher_is_better)
    warnings = _warnings(pairs, spread)
    doubtful = Doubt.FEW_PAIRS in warnings or Doubt.SKEWED in warnings
    able = spread.sd is not None and not spread.same
    return Comparison(
        name=names[0],
        response=names[1],
        difference=difference,
        low=low,
        high=high,
        level=levels[0],
        pairs=spread.n,
        failed=pairs.failed,
        exact=spread.same,
        verdict=seen if pairs.failed == 0 else Verdict.NOT_SETTLED,
        more_replications=_more(pairs, spread, levels[1]),
        p_value=adjusted,
        warnings=warnings,
        bootstrap=bootstrap_interval(pairs.differences, levels[1]) if doubtful and able else None,
    )


def _interval(pairs: Pairs, spread: Moments, level: float) -> tuple[Number | None, Number | None, Number | None]:
    """Return difference, low and high; without spread all three are the difference itself, an integer if it was one."""
    if spread.same:
        sure = pairs.differences[0]
        return sure, sure, sure
    half = half_width(spread, level)
    if spread.mean is None or math.isinf(half):
        return spread.mean, None, None
    return spread.mean, spread.mean - half, spread.mean + half


def _read(low: Number | None, high: Number | None, higher_is_better: bool) -> Verdict:
    """Return what an interval says."""
    if low is None or high is None:
        return Verdict.NOT_SETTLED
    if low == high == 0:
        return Verdict.IDENTICAL
    if low <= 0 <= high:
        return Verdict.NOT_SETTLED
    return Verdict.BETTER if (low > 0) == higher_is_better else Verdict.WORSE


def _warnings(pairs: Pairs, spread: Moments) -> tuple[str, ...]:
    """Return the codes of the warnings, in the order of `Doubt`."""
    reasons = {
        Doubt.FEW_PAIRS: spread.n < FEW_PAIRS,
        Doubt.SKEWED: abs(spread.skewness) > STRONG_SKEW,
        Doubt.FAILED_REPLICATIONS: pairs.failed > 0,
        Doubt.NO_SPREAD_KNOWN: spread.n < _ENOUGH_FOR_SPREAD,
    }
    return tuple(code for code, holds in reasons.items() if holds)


def _more(pairs: Pairs, spread: Moments, level: float) -> int | None:
    """Return how many more pairs would settle it; after a failure no number does, for the failure stays."""
    return None if pairs.failed else more_pairs(spread, level)


def more_pairs(spread: Moments, level: float) -> int | None:
    """Return how many more pairs make the interval at ``level`` leave 0, mean and sd staying as they are.

    Returns
    -------
    int or None
        0 if it leaves 0 already. None if no number does (mean 0), if it is above ``MORE_CAP``, or if the spread is
        not known yet (fewer than two pairs).
    """
    if spread.mean is None or spread.sd is None:
        return None

    def leaves_zero(n: int) -> bool:
        trial = Moments(n, spread.mean, spread.sd, spread.skewness, spread.same)
        return half_width(trial, level) < abs(spread.mean or 0.0)

    if spread.same or leaves_zero(spread.n):
        return 0
    if spread.mean == 0.0 or not leaves_zero(spread.n + MORE_CAP):
        return None
    too_few, enough = spread.n, spread.n + MORE_CAP
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        too_few, enough = (too_few, middle) if leaves_zero(middle) else (middle, enough)
    return enough - spread.n


def more_replications_text(more: int | None) -> str:
    """Return the number in words that do not promise more than it knows.

    Examples
    --------
    >>> more_replications_text(57), more_replications_text(None)
    ('57 more', 'more than 1,000,000 more, or none at all')
    """
    return f"more than {MORE_CAP:,} more, or none at all" if more is None else f"{more:,} more"
