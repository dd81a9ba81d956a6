"""Numbers of the page's tables: means over paired replications, each with its own interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiment.answer import PROFIT, exact_series, mean_of, measure_of, scale_of, scaled, unit_of
from sim.experiment.packed import Number
from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Booked
from sim.experiment.settle import Rule, hull
from sim.experiment.statistics import Series, moments, paired_differences
from sim.model.events import Account

GROUPS: dict[str, tuple[Account, ...]] = {
    account.group: tuple(one for one in Account if one.group == account.group)
    for account in Account
    if account is not Account.NONE
}
"""Accounts as the page groups them; every account but NONE stands in exactly one group."""
MARGIN = ("sales", "goods", "vouchers")
TOTAL = "total"
SMALL = 0.01
"""Parts up to this share of the largest one are left out of the figure; the table has them all."""
FATE = (
    "customers_at_end", "joins", "departures", "failures", "complaints", "resolved_share", "complaints_given_up_share",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications or pairs, and the longer side of its own interval; infinite with fewer than three."""

    value: float
    half: float = 0.0

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.value + self.half

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of the interval; the mean itself where there is none."""
        return (self.low, self.high) if self.is_known else (self.value, self.value)

    @property
    def is_known(self) -> bool:
        """Whether there is an interval."""
        return math.isfinite(self.half)


def estimate(values: Sequence[Number], level: float) -> Estimate | None:
    """Return the mean of some numbers with its interval; None without numbers."""
    spread = moments(values)
    if spread.mean is None:
        return None
    low, high = hull(spread, Rule(level, one_look=True).side(spread.n))
    return Estimate(spread.mean, max(spread.mean - low, high - spread.mean))


def mean_today(result: ComparisonResult, response: str) -> Estimate | None:
    """Return the baseline's response in the unit that people read."""
    mean, low, high = mean_of(result.plan, result.rows, response)
    if mean is None:
        return None
    return Estimate(mean, math.inf if low is None or high is None else max(mean - low, high - mean))


def _known(series: Series) -> list[Number]:
    return [value for value in series.values() if value is not None]


@dataclass(frozen=True, slots=True)
class Split:
    """How one strategy's difference of profit splits into groups of accounts, in currency units."""

    name: str
    parts: dict[str, Estimate]

    @property
    def bars(self) -> dict[str, Estimate]:
        """The parts that a figure shows: the margin first, the total last, those that hardly move left out."""
        keys = ["margin", *(key for key in GROUPS if key not in MARGIN), TOTAL]
        least = SMALL * max((abs(self.parts[key].value) for key in keys), default=0.0)
        return {key: self.parts[key] for key in keys if abs(self.parts[key].value) > least}


def split_of(result: ComparisonResult, entry: Entry) -> Split | None:
    """Return the split of an alternative's difference of profit; None without pairs.

    Every month is discounted with the scenario's own rate, as profit is. The means of the groups add up to ``total``
    exactly, before they become floats; ``margin`` is the sum of sales, goods and vouchers.
    """
    plan = result.plan
    wanted = {**GROUPS, "margin": tuple(a for key in MARGIN for a in GROUPS[key])}
    wanted[TOTAL] = tuple(account for account in Account if account is not Account.NONE)
    parts: dict[str, Estimate] = {}
    compared = (plan.baseline, *plan.of_role(ALTERNATIVE))
    result.rows.fetch(
        (one.key, Booked(one.rate, accounts, one.months)) for one in compared for accounts in wanted.values()
    )
    for key, accounts in wanted.items():
        series = (result.rows.series(one.key, Booked(one.rate, accounts, one.months)) for one in (plan.baseline, entry))
        found = paired_differences(*series).differences
        scale = scale_of(plan, PROFIT)
        part = estimate([scaled(value, scale) for value in found], plan.run.level)
        if part is None:
            return None
        parts[key] = part
    return Split(entry.name, parts)


def moving(splits: Sequence[Split]) -> list[str]:
    """Return the groups that move in at least one split, in order, the total first."""
    keys = [TOTAL, *GROUPS]
    return [key for key in keys if key == TOTAL or any(s.parts[key].value or s.parts[key].half for s in splits)]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of customers in one scenario: response by name, and its difference to the baseline."""

    name: str
    today: bool
    values: dict[str, Estimate]
    differences: dict[str, Estimate]


def fates_of(result: ComparisonResult) -> list[Fate]:
    """Return the fate of customers in the baseline and in every alternative."""
    plan = result.plan
    compared, found = (plan.baseline, *plan.of_role(ALTERNATIVE)), list[Fate]()
    result.rows.fetch((entry.key, measure_of(entry, response)) for entry in compared for response in FATE)
    for entry in compared:
        values: dict[str, Estimate] = {}
        differences: dict[str, Estimate] = {}
        for response in FATE:
            own = exact_series(result.rows, entry, response)
            base = exact_series(result.rows, plan.baseline, response)
            pairs = paired_differences(base, own).differences
            for where, numbers in ((values, _known(own)), (differences, list(pairs))):
                if (one := estimate(numbers, plan.run.level)) is not None:
                    where[response] = one
        found.append(Fate(entry.name, entry is plan.baseline, values, differences))
    return found


def fate_columns(plan: Plan, fates: Sequence[Fate]) -> list[tuple[str, str]]:
    """Return name and unit of the responses that have a value somewhere and are not 0 everywhere."""
    found = {name: [fate.values[name] for fate in fates if name in fate.values] for name in FATE}
    return [(name, unit_of(plan, name)) for name, every in found.items() if any(one.value or one.half for one in every)]
