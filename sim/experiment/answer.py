"""From stored rows to differences: which numbers are subtracted, in which unit, and what is concluded.

Profit is subtracted exactly: rows hold the ledger, its months are weighted with integers, and only the final number
is rounded. Numbers here are in the unit that people read: money in currency units, not in minor ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.shard import Key, Row
from sim.experiment.statistics import Number, Series, difference_series
from sim.experiment.verdict import Comparison, compare_series
from sim.model.rules.books import FIXED_POINT
from sim.response import RESPONSES, Unit
from sim.response.money import discounted

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


def differences_of(plan: Plan, rows: Rows, response: str, replications: Iterable[int]) -> tuple[Series, list[Series]]:
    """Return the baseline's response and the alternatives' differences to it, in the unit that people read."""
    seen = list(replications)
    scale = scale_of(plan, response)
    baseline = exact_series(rows, plan.baseline, response, seen)
    others = [exact_series(rows, entry, response, seen) for entry in plan.of_role(ALTERNATIVE)]
    found = [difference_series(baseline, other) for other in others]
    return in_unit(baseline, scale), [in_unit(one, scale) for one in found]


def in_unit(series: Series, scale: Fraction) -> Series:
    """Return a series in the unit that people read."""
    return {r: None if value is None else scaled(value, scale) for r, value in series.items()}


def replications_in(rows: Rows) -> range:
    """Return the replications that there may be."""
    return range(1 + max((replication for _, replication in rows), default=-1))


def compared(plan: Plan, rows: Rows, response: str) -> tuple[Comparison, ...]:
    """Return the comparison of every alternative with the baseline in one response."""
    seen = replications_in(rows)
    alternatives = {entry.name: exact_series(rows, entry, response, seen) for entry in plan.of_role(ALTERNATIVE)}
    lines = compare_series(
        response,
        exact_series(rows, plan.baseline, response, seen),
        alternatives,
        level=plan.run.level,
        higher_is_better=RESPONSES[response].higher_is_better,
    )
    scale = scale_of(plan, response)
    return tuple(_scaled_line(line, scale) for line in lines)


def _scaled_line(line: Comparison, scale: Fraction) -> Comparison:
    difference, low, high = (None if x is None else scaled(x, scale) for x in (line.difference, line.low, line.high))
    boot = line.bootstrap
    return replace(
        line,
        difference=difference,
        low=low,
        high=high,
        bootstrap=None if boot is None else (float(scaled(boot[0], scale)), float(scaled(boot[1], scale))),
    )


def unit_of(plan: Plan, response: str) -> str:
    """Return the unit that people read a response in: the currency's code for money."""
    unit = RESPONSES[response].unit
    return plan.currency.code if unit is Unit.MONEY else str(unit)


def column_of(plan: Plan, response: str) -> str:
    """Return the name of a response's column in tables, with its unit where it has one."""
    unit = RESPONSES[response].unit
    money = f"_{plan.currency.code.lower()}"
    suffix = {Unit.MONEY: money, Unit.HOURS: "_hours", Unit.DAYS: "_days", Unit.RATE: "_per_year"}.get(unit, "")
    return f"{response}{suffix}"


def value_in(plan: Plan, row: Row, response: str) -> Number | None:
    """Return a row's response in the unit of :func:`column_of`; None if it failed or has no meaning there."""
    value = row["responses"].get(response)
    money = RESPONSES[response].unit is Unit.MONEY
    return value if value is None or not money else scaled(value, Fraction(1, plan.currency.minor))


__all__ = [
    "Rows",
    "column_of",
    "compared",
    "differences_of",
    "exact_profit",
    "exact_series",
    "replications_in",
    "scale_of",
    "scaled",
    "unit_of",
    "value_in",
]
