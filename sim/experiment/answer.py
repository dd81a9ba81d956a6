"""From stored rows to differences: which numbers are subtracted, in which unit, and what is concluded.

Profit is subtracted exactly: rows hold the ledger, its months are weighted with integers, and only the final number
is rounded. Numbers here are in the unit that people read: money in currency units, not in minor ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from sim.experiment.construction import construction_of
from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.settle import Evidence, Rule, hull
from sim.experiment.shard import Key, Row
from sim.experiment.statistics import Number, Pairs, Series, difference_series, moments, paired_differences
from sim.experiment.verdict import Comparison, compare_series, in_unit, may_be_best
from sim.model.rules.books import FIXED_POINT
from sim.response import RESPONSES, Reach, Unit
from sim.response.money import discounted
from sim.scenario.units import Currency

Rows = Mapping[Key, Row]
PROFIT = "profit"


def exact_profit(row: Row, rate: float) -> int:
    """Return a row's discounted profit in units of 2^-40 minor units, exactly."""
    return discounted((row["ledger"] or [])[1:], rate)


def exact_series(rows: Rows, entry: Entry, response: str, replications: Iterable[int]) -> Series:
    """Return a response by replication in its exact unit; None where the replication failed.

    Replications that are not there, or whose record gives the response no meaning, are left out.
    """
    series: dict[int, Number | None] = {}
    for replication in replications:
        row = rows.get((entry.key, replication))
        if row is None:
            continue
        if row["status"] == "failed":
            series[replication] = None
        elif response == PROFIT:
            series[replication] = exact_profit(row, entry.rate)
        elif (value := row["responses"].get(response)) is not None:
            series[replication] = value
    return series


def scale_of(plan: Plan, response: str) -> Fraction:
    """Return what one exact unit of a response is in the unit that people read."""
    if RESPONSES[response].unit is not Unit.MONEY:
        return Fraction(1)
    return Fraction(1, plan.currency.minor * (FIXED_POINT if response == PROFIT else 1))


def scaled(value: Number, scale: Fraction) -> Number:
    """Return a number in the unit that people read: an integer if it is one exactly, else rounded once.

    Examples
    --------
    >>> scaled(300, Fraction(1, 100)), scaled(305, Fraction(1, 100))
    (3, 3.05)
    """
    exact = Fraction(value) * scale
    return int(exact) if exact.denominator == 1 and isinstance(value, int) else float(exact)


def mean_of(plan: Plan, rows: Rows, response: str) -> tuple[Number | None, Number | None, Number | None]:
    """Return the baseline's mean and its own interval, judged as one look, in the unit that people read."""
    series = exact_series(rows, plan.baseline, response, replications_in(rows))
    found = moments([value for value in series.values() if value is not None])
    if found.mean is None:
        return None, None, None
    ends = hull(found, Rule(plan.run.level, one_look=True).side(found.n))
    scale = scale_of(plan, response)
    mean, low, high = (scaled(value, scale) if math.isfinite(value) else None for value in (found.mean, *ends))
    return mean, low, high


def replications_in(rows: Rows) -> range:
    """Return the replications that there may be."""
    return range(1 + max((replication for _, replication in rows), default=-1))


def rule_of(plan: Plan, response: str) -> Rule:
    """Return how a plan's differences in a response are judged; indifference is about the first response."""
    run = plan.run
    foremost = response == plan.responses[0]
    return Rule(
        level=run.level,
        comparisons=max(1, len(plan.of_role(ALTERNATIVE))),
        first_look=run.first_look,
        one_look=run.precision is not None,
        indifference=None if run.indifference is None or not foremost else run.indifference / scale_of(plan, response),
        higher_is_better=RESPONSES[response].higher_is_better,
    )


def judged(rows: Rows, response: str, entries: tuple[Entry, Entry], seen: Iterable[int]) -> tuple[Pairs, Evidence]:
    """Return the differences second - first in a response's exact unit, and what is known beside them."""
    first, second = (exact_series(rows, entry, response, seen) for entry in entries)
    found = difference_series(first, second)
    kept = [(rows[entries[0].key, r], rows[entries[1].key, r]) for r, value in found.items() if value is not None]
    money = RESPONSES[response].unit is Unit.MONEY
    known = Evidence(
        customers=_customers_part(kept) if money else None,
        one_customer=_one_customer(response, kept),
        construction=construction_of(*entries),
    )
    return paired_differences(first, second), known


def _customers_part(kept: list[tuple[Row, Row]]) -> list[int] | None:
    """Return what everything booked to customers differs by, pair by pair; None if older rows do not say it."""
    totals = [(first.get("customers_total"), second.get("customers_total")) for first, second in kept]
    return None if any(None in pair for pair in totals) else [second - first for first, second in totals]  # type: ignore[operator]


def _one_customer(response: str, kept: list[tuple[Row, Row]]) -> int | None:
    """Return the most that one customer brings to a response in any row, in its exact unit; None if unknown."""
    reach = RESPONSES[response].reach
    if reach is not Reach.VALUE:
        return 1 if reach is Reach.HEAD else None
    tops = [row.get("top_customer") for pair in kept for row in pair]
    if not tops or None in tops:
        return None
    return max(tops) * (FIXED_POINT if response == PROFIT else 1)  # type: ignore[type-var, operator]


def compared(plan: Plan, rows: Rows, response: str) -> tuple[Comparison, ...]:
    """Return the comparison of every alternative with the baseline in one response."""
    seen = replications_in(rows)
    known = {entry.name: judged(rows, response, (plan.baseline, entry), seen) for entry in plan.of_role(ALTERNATIVE)}
    lines = compare_series(
        response,
        {name: pairs for name, (pairs, _) in known.items()},
        rule_of(plan, response),
        {name: evidence for name, (_, evidence) in known.items()},
    )
    scale = scale_of(plan, response)
    return tuple(in_unit(line, lambda value: scaled(value, scale)) for line in lines)


def best_of(plan: Plan, rows: Rows, response: str) -> list[str]:
    """Return the names of the scenarios that may be best in a response: no other one is shown to beat them."""
    seen = replications_in(rows)
    entries = (plan.baseline, *plan.of_role(ALTERNATIVE))
    known = {(a.name, b.name): judged(rows, response, (a, b), seen) for a, b in combinations(entries, 2)}
    return may_be_best([entry.name for entry in entries], known, rule_of(plan, response))


def unit_of(plan: Plan, response: str) -> str:
    """Return the unit that people read a response in: the currency's code for money."""
    return unit_in(plan.currency, response)


def unit_in(currency: Currency, response: str) -> str:
    """Return the unit of a response where money is counted in a currency."""
    unit = RESPONSES[response].unit
    return currency.code if unit is Unit.MONEY else str(unit)


def in_currency(currency: Currency, response: str, value: Number | None) -> Number | None:
    """Return a response as read from a record in the unit of :func:`unit_in`: whole minor units become currency units.

    Everything outside the store tells responses in this unit: Python, JSON, CSV, pages.
    """
    money = RESPONSES[response].unit is Unit.MONEY
    return value if value is None or not money else scaled(value, Fraction(1, currency.minor))


def labels_of(plan: Plan, language: str = "en") -> dict[str, str]:
    """Return what people call every scenario of a plan; two with one label have their names beside it."""
    found = {entry.name: entry.label.of(language, entry.name) for entry in plan.entries}
    times = Counter(found.values())
    return {name: label if times[label] == 1 else f"{label} ({name})" for name, label in found.items()}


def column_of(plan: Plan, response: str) -> str:
    """Return the name of a response's column in tables, with its unit where it has one."""
    unit = RESPONSES[response].unit
    money = f"_{plan.currency.code.lower()}"
    suffix = {Unit.MONEY: money, Unit.HOURS: "_hours", Unit.DAYS: "_days", Unit.RATE: "_per_year"}.get(unit, "")
    return f"{response}{suffix}"


def value_in(plan: Plan, row: Row, response: str) -> Number | None:
    """Return a row's response in the unit of :func:`column_of`; None if it failed or has no meaning there."""
    return in_currency(plan.currency, response, row["responses"].get(response))


__all__ = [
    "Rows",
    "best_of",
    "column_of",
    "compared",
    "exact_profit",
    "exact_series",
    "in_currency",
    "labels_of",
    "mean_of",
    "replications_in",
    "scale_of",
    "scaled",
    "unit_in",
    "unit_of",
    "value_in",
]
