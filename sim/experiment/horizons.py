"""What a strategy is worth after other times than the one that is judged, and when it has paid for itself.

Rows hold the books month by month, so one run gives every horizon. All intervals at the other horizons hold together
with the level of the plan; the month of breaking even is that of the mean, its interval a bootstrap over pairs.

References
----------
Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13: percentile intervals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.experiment.answer import PROFIT, compared, needed
from sim.experiment.packed import Number
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.rows import Rows
from sim.experiment.settle import Rule, Verdict, hull
from sim.experiment.statistics import moments
from sim.experiment.verdict import Comparison
from sim.model.events import Account
from sim.model.rules.books import FIXED_POINT, discount_weight

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLES = 2_000
"""Samples of the bootstrap."""
BLOCKS = 500
"""Sums of pairs that are kept: from here on several pairs share one, so that a million pairs take no more room."""
MONTHLY: dict[str, Account | None] = {
    PROFIT: None,
    "profit_undiscounted": None,
    **{account.name.lower(): account for account in Account if account},
}
"""The responses that books by month tell, with the account that they are about."""
SAME, OTHER, OPEN = "same", "other", "open"
_SIDES = {Verdict.BETTER: 1, Verdict.WORSE: -1}


@dataclass(frozen=True, slots=True)
class AtHorizon:
    """Profit of one alternative against the baseline after some months.

    Parameters
    ----------
    line
        As in the main table; its interval holds together with those of all alternatives and other horizons.
    sign
        Against the horizon that is judged: ``same``; ``other`` if the difference has the other sign and both are
        settled; ``open`` if the means have different signs and chance may have done it.
    """

    months: int
    line: Comparison
    sign: str

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return {"months": self.months, "sign": self.sign} | self.line.as_dict()


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The first month from whose end on the mean of all that was gained so far, discounted, stays above 0.

    Parameters
    ----------
    month
        From 1; None if there is none within the run.
    low, high
        Interval by bootstrap, for this alternative alone; a None of ``high``, or of both, is beyond the run.
    months
        Of the run, a last part of one included.
    early
        Whether there are fewer pairs than the first look, so that there is no interval.
    """

    name: str
    month: int | None
    low: int | None
    high: int | None
    months: int
    level: float
    early: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return asdict(self)


def horizons_of(plan: Plan, rows: Rows) -> tuple[AtHorizon, ...]:
    """Return profit at the plan's other horizons, alternative by alternative; nothing where none is named."""
    if not (plan.run.horizons and PROFIT in plan.responses):
        return ()
    plans = [
        replace(plan, entries=tuple(replace(entry, months=months) for entry in plan.entries))
        for months in sorted(plan.run.horizons)
    ]
    rows.fetch(one for at in [plan, *plans] for one in needed(at, [PROFIT]))
    judged = {line.name: line for line in compared(plan, rows, PROFIT)}
    found = [
        AtHorizon(months, line, sign_of(line, judged[line.name]))
        for months, at in zip(sorted(plan.run.horizons), plans, strict=True)
        for line in compared(at, rows, PROFIT, len(plans))
    ]
    order = list(judged)
    return tuple(sorted(found, key=lambda one: order.index(one.line.name)))


def sign_of(line: Comparison, judged: Comparison) -> str:
    """Return how the sign of a difference stands to that of the one that is judged."""
    if _side(line.difference) * _side(judged.difference) >= 0:
        return SAME
    return OTHER if _SIDES.get(line.verdict, 0) * _SIDES.get(judged.verdict, 0) < 0 else OPEN


def _side(value: Number | None) -> int:
    return 0 if not value else 1 if value > 0 else -1


def break_even_of(plan: Plan, rows: Rows) -> tuple[BreakEven, ...]:
    """Return when each alternative has paid for itself; nothing where no horizon is named."""
    return paid_back(plan, rows) if plan.run.horizons and PROFIT in plan.responses else ()


def paid_back(plan: Plan, rows: Rows) -> tuple[BreakEven, ...]:
    """Return when each alternative has paid for itself."""
    import numpy as np  # noqa: PLC0415 imported where used: `sim --help` stays quick

    sums, pairs = monthly_sums(plan, rows)
    early = pairs < plan.run.first_look
    found = []
    for entry in plan.of_role(ALTERNATIVE):
        gained = (sums[entry.name] - sums[plan.baseline.name]).cumsum(axis=1)
        months = gained.shape[1]
        (month,) = first_months(gained.sum(axis=0, keepdims=True))
        rng = np.random.default_rng(plan.run.seed)
        times = rng.multinomial(len(gained), np.full(len(gained), 1.0 / max(1, len(gained))), SAMPLES)
        ends = np.quantile(
            first_months(times @ gained),
            [(1.0 - plan.run.level) / 2.0, (1.0 + plan.run.level) / 2.0],
            method="inverted_cdf",
        )
        told = [int(one) if one <= months else None for one in (month, *ends)]
        low, high = (None, None) if early else told[1:]
        found.append(BreakEven(entry.name, told[0], low, high, months, plan.run.level, early))
    return tuple(found)


def first_months(gained: NDArray[Any]) -> NDArray[Any]:
    """Return for every row of cumulated gains the first month, from 1, from which on they stay above 0.

    One more than there are months where there is none.

    Examples
    --------
    >>> import numpy as np
    >>> first_months(np.array([[-2, 1, -1, 3, 4], [1, 1, 1, 1, 1], [1, 2, 3, 4, 0]])).tolist()
    [4, 1, 6]
    """
    found: NDArray[Any] = 1 + gained.shape[1] - (gained[:, ::-1] > 0).cumprod(axis=1).sum(axis=1)
    return found


def monthly_sums(plan: Plan, rows: Rows, response: str = PROFIT) -> tuple[Mapping[str, NDArray[Any]], int]:
    """Return profit, or an account, by month, summed over blocks of replications, by name, and how many there are.

    Profit is discounted. A replication that failed anywhere is left out everywhere. Amounts are added as they were
    booked, so that equal scenarios differ by exactly 0.
    """
    import numpy as np  # noqa: PLC0415

    lost = {replication for _, replication, _ in rows.failures}
    kept = [one for one in rows.replications if one not in lost]
    place = dict(zip(kept, _blocks(len(kept)), strict=True))
    entries = (plan.baseline, *plan.of_role(ALTERNATIVE))
    keys, months, account = {entry.key for entry in entries}, 0, MONTHLY[response]
    held: dict[str, NDArray[Any]] = {}
    for row in rows:
        if row["replication"] in place and row["scenario"] in keys:
            booked = [sum(month) if account is None else month[account] for month in (row["ledger"] or [])[1:]]
            months = len(booked)
            whole = held.setdefault(row["scenario"], np.zeros((min(BLOCKS, len(kept)), months), np.int64))
            whole[place[row["replication"]]] += booked
    rates = {one: one.rate if response == PROFIT else 0.0 for one in entries}
    weights = {one: [discount_weight(rates[one], month) / FIXED_POINT for month in range(months)] for one in entries}
    none = np.zeros((0, months))
    return {one.name: held.get(one.key, none) * np.array(weights[one]) for one in entries}, len(kept)


def _blocks(pairs: int) -> list[int]:
    """Return the block that each pair is added to."""
    return [k * min(BLOCKS, pairs) // pairs for k in range(pairs)]


@dataclass(frozen=True, slots=True)
class Curve:
    """The mean difference month by month in currency units, with an interval of each month alone.

    Each shape (months,); the ends are NaN where there are too few pairs.
    """

    mean: NDArray[Any]
    low: NDArray[Any]
    high: NDArray[Any]


def curves_of(plan: Plan, rows: Rows, response: str, *, so_far: bool) -> dict[str, Curve]:
    """Return what each alternative differs by from the baseline, by name: in every month, or ``so_far`` at its end.

    Beyond ``BLOCKS`` pairs the band is that of the blocks' means.
    """
    import numpy as np  # noqa: PLC0415

    sums, pairs = monthly_sums(plan, rows, response)
    sizes = np.bincount(np.array(_blocks(pairs), np.int64))[:, None]
    side = Rule(plan.run.level, one_look=True).side(pairs)
    found = {}
    for entry in plan.of_role(ALTERNATIVE):
        gained = (sums[entry.name] - sums[plan.baseline.name]) / sizes / plan.currency.minor
        spread = [moments(month.tolist()) for month in (gained.cumsum(axis=1) if so_far else gained).T]
        ends = np.array([hull(one, side) for one in spread]).reshape(-1, 2)
        ends[~np.isfinite(ends)] = np.nan
        found[entry.name] = Curve(np.array([one.mean for one in spread], np.float64), ends[:, 0], ends[:, 1])
    return found


__all__ = [
    "MONTHLY",
    "AtHorizon",
    "BreakEven",
    "Curve",
    "break_even_of",
    "curves_of",
    "first_months",
    "horizons_of",
    "paid_back",
    "sign_of",
]
