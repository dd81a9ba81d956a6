"""From stored rows to differences: which numbers are subtracted, in which unit, and what is concluded.

Profit is subtracted exactly: rows hold the ledger, its months are weighted with integers, and only the final number
is rounded. Numbers here are in the unit that people read: money in currency units, not in minor ones.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations

from sim.experiment.construction import construction_of
from sim.experiment.packed import Number, Packed
from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.rows import CUSTOMERS, TOP, Asked, Booked, Measure, Rows, Told, Worth
from sim.experiment.settle import Evidence, Rule, hull, telling_pairs
from sim.experiment.shard import Row
from sim.experiment.statistics import Pairs, Series, difference_series, moments, paired_differences
from sim.experiment.verdict import Comparison, compare_series, in_unit, may_be_best
from sim.model.limits import ENOUGH
from sim.model.rules.books import FIXED_POINT
from sim.response import RESPONSES, Reach, Unit
from sim.scenario.units import Currency

PROFIT = "profit"
MANY = 100_000


def measure_of(entry: Entry, response: str) -> Measure:
    """Return what gives a scenario's response in its exact unit: profit from the ledger, in 2^-40 minor units."""
    return Booked(entry.rate, months=entry.months) if response == PROFIT else Told(response)


def exact_series(rows: Rows, entry: Entry, response: str) -> Series:
    """Return a response by replication in its exact unit; None where the replication failed.

    Replications that are not there, or whose record gives the response no meaning, are left out.
    """
    return rows.series(entry.key, measure_of(entry, response))


def needed(plan: Plan, responses: Iterable[str]) -> set[Asked]:
    """Return what a comparison of some responses asks of the rows, so that they are read once.

    Where there are many, what one customer brings is read for itself, since many pairs hardly need it.
    """
    entries, names = (plan.baseline, *plan.of_role(ALTERNATIVE)), tuple(responses)
    found: set[Asked] = {(entry.key, measure_of(entry, name)) for entry in entries for name in names}
    if any(RESPONSES[name].unit is Unit.MONEY for name in names):
        found |= {(entry.key, CUSTOMERS) for entry in entries}
    return found if plan.run.replications > MANY else found | {(entry.key, TOP) for entry in entries}


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
    if isinstance(value, int):  # as below, but quicker: tables of results have millions of them
        top = value * scale.numerator
        return top // scale.denominator if top % scale.denominator == 0 else top / scale.denominator
    return float(Fraction(value) * scale)


def mean_of(plan: Plan, rows: Rows, response: str) -> tuple[Number | None, Number | None, Number | None]:
    """Return the baseline's mean and its own interval, judged as one look, in the unit that people read."""
    series = exact_series(rows, plan.baseline, response)
    found = moments(Packed(value for value in series.values() if value is not None))
    if found.mean is None:
        return None, None, None
    ends = hull(found, Rule(plan.run.level, one_look=True).side(found.n))
    scale = scale_of(plan, response)
    mean, low, high = (scaled(value, scale) if math.isfinite(value) else None for value in (found.mean, *ends))
    return mean, low, high


def rule_of(plan: Plan, response: str, times: int = 1) -> Rule:
    """Return how a plan's differences in a response are judged, told so many ``times`` of each alternative together.

    Indifference is about the first response.
    """
    run = plan.run
    foremost = response == plan.responses[0]
    return Rule(
        level=run.level,
        comparisons=max(1, times * len(plan.of_role(ALTERNATIVE))),
        first_look=run.first_look,
        one_look=run.precision is not None,
        indifference=None if run.indifference is None or not foremost else run.indifference / scale_of(plan, response),
        higher_is_better=RESPONSES[response].higher_is_better,
    )


def judged(rows: Rows, response: str, entries: tuple[Entry, Entry]) -> tuple[Pairs, Evidence]:
    """Return the differences second - first in a response's exact unit, and what is known beside them."""
    first, second = (exact_series(rows, entry, response) for entry in entries)
    kept = array("I", (one for one, value in difference_series(first, second) if value is not None))
    pairs, customers = paired_differences(first, second), _customers_part(rows, response, entries, kept)
    few = bool(kept) and telling_pairs(pairs.differences, customers) < ENOUGH
    most = one_customer(rows, response, entries, kept) if few else None
    return pairs, Evidence(customers, most, construction_of(*entries))


def worth(rows: Rows, entries: tuple[Entry, ...], kept: Iterable[int], measure: Worth) -> Iterator[tuple[int, ...]]:
    """Yield what some replications of scenarios say of the worth of customers.

    Raises
    ------
    KeyError
        If a row of an earlier version does not say it.
    """
    every = [rows.series(entry.key, measure) for entry in entries]
    return (tuple(int(series[replication] or 0) for series in every) for replication in kept)


def _customers_part(rows: Rows, response: str, entries: tuple[Entry, Entry], kept: Iterable[int]) -> Packed | None:
    """Return what everything booked to customers differs by, pair by pair; None if unknown or not about money."""
    if RESPONSES[response].unit is not Unit.MONEY:
        return None
    try:
        return Packed(second - first for first, second in worth(rows, entries, kept, CUSTOMERS))
    except KeyError:
        return None


def one_customer(rows: Rows, response: str, entries: tuple[Entry, ...], kept: Iterable[int]) -> Number | None:
    """Return the most that one customer brings to a response in any row, in its exact unit; None if unknown."""
    reach = RESPONSES[response].reach
    if reach is not Reach.VALUE:
        return 1 if reach is Reach.HEAD else None
    try:
        top = max(map(max, worth(rows, entries, kept, TOP)), default=None)
    except KeyError:
        return None
    return None if top is None else top * (FIXED_POINT if response == PROFIT else 1)


def compared(plan: Plan, rows: Rows, response: str, times: int = 1) -> tuple[Comparison, ...]:
    """Return the comparison of every alternative with the baseline in one response, as :func:`rule_of` judges it."""
    known = {entry.name: judged(rows, response, (plan.baseline, entry)) for entry in plan.of_role(ALTERNATIVE)}
    lines = compare_series(
        response,
        {name: pairs for name, (pairs, _) in known.items()},
        rule_of(plan, response, times),
        {name: evidence for name, (_, evidence) in known.items()},
    )
    scale = scale_of(plan, response)
    return tuple(in_unit(line, lambda value: scaled(value, scale)) for line in lines)


def best_of(plan: Plan, rows: Rows, response: str) -> list[str]:
    """Return the names of the scenarios that may be best in a response: no other one is shown to beat them."""
    entries = (plan.baseline, *plan.of_role(ALTERNATIVE))
    known = {(a.name, b.name): judged(rows, response, (a, b)) for a, b in combinations(entries, 2)}
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
    spans = {Unit.HOURS: "_hours", Unit.DAYS: "_days", Unit.KM: "_km"}
    suffix = (spans | {Unit.MONEY: money, Unit.RATE: "_per_year"}).get(unit, "")
    return f"{response}{suffix}"


def value_in(plan: Plan, row: Row, response: str) -> Number | None:
    """Return a row's response in the unit of :func:`column_of`; None if it failed or has no meaning there."""
    return in_currency(plan.currency, response, row["responses"].get(response))


__all__ = [
    "best_of",
    "column_of",
    "compared",
    "exact_series",
    "in_currency",
    "labels_of",
    "mean_of",
    "needed",
    "scale_of",
    "scaled",
    "unit_in",
    "unit_of",
    "value_in",
]
