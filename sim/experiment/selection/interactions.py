"""What strategies bring together beyond the sum of what each brings alone, pair by pair.

A row of an experiment that is made of others (`hotline + recovery` beside `hotline` and `recovery`) is found by its
parts. The interaction (A+B) - A - B + today is taken in every replication, exactly, and judged by the rule of verdicts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.experiment.answer import exact_series, one_customer, rule_of, scale_of, scaled, worth
from sim.experiment.construction import construction_of
from sim.experiment.packed import Packed
from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.rows import CUSTOMERS, Rows
from sim.experiment.settle import Evidence, telling_pairs
from sim.experiment.statistics import Pairs, Series, difference_series, paired_differences
from sim.experiment.verdict import Comparison, compare_series, in_unit
from sim.model.limits import ENOUGH
from sim.response import RESPONSES, Unit

Bundle = tuple[Entry, tuple[Entry, ...]]
"""A scenario, and those that it is made of."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """What a bundle brings beyond the sum of its parts.

    Parameters
    ----------
    parts
        Names of the scenarios that it is made of.
    line
        The interaction, with the bundle's name, in the unit that people read; *better* is more of what is wanted.
    """

    parts: tuple[str, ...]
    line: Comparison

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return {"parts": list(self.parts)} | self.line.as_dict()


def bundles_of(plan: Plan) -> list[Bundle]:
    """Return the alternatives that are made of others: of single strategies if all of them are there, else of two."""
    base = frozenset(plan.baseline.parts)
    rows: dict[frozenset[str], Entry] = {}
    for entry in plan.of_role(ALTERNATIVE) if base else ():
        if base < frozenset(entry.parts):
            rows.setdefault(frozenset(entry.parts) - base, entry)
    found = ((entry, parts) for whole, entry in rows.items() for parts in _ways(whole, rows))
    return [(entry, tuple(rows[part] for part in parts)) for entry, parts in found]


def _ways(whole: frozenset[str], rows: Iterable[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Return how a set of strategies falls into others that are rows."""
    inner = [part for part in rows if part < whole]
    single = [part for part in inner if len(part) == 1]
    if len(single) == len(whole):
        return [single] if len(single) > 1 else []
    return [[one, whole - one] for k, one in enumerate(inner) if whole - one in inner[k:]]


def interactions_of(plan: Plan, rows: Rows, response: str) -> tuple[Interaction, ...]:
    """Return the interactions of a response; their intervals hold together with the level of the plan."""
    bundles = bundles_of(plan)
    rule = replace(rule_of(plan, response), comparisons=max(1, len(bundles)))
    known = {str(k): _judged(plan, rows, response, bundle) for k, bundle in enumerate(bundles)}
    pairs = {name: one for name, (one, _) in known.items()}
    lines = compare_series(response, pairs, rule, {name: evidence for name, (_, evidence) in known.items()})
    scale = scale_of(plan, response)
    return tuple(
        Interaction(
            tuple(part.name for part in parts),
            replace(in_unit(line, lambda value: scaled(value, scale)), name=whole.name),
        )
        for (whole, parts), line in zip(bundles, lines, strict=True)
    )


def _judged(plan: Plan, rows: Rows, response: str, bundle: Bundle) -> tuple[Pairs, Evidence]:
    """Return the interaction by replication in the response's exact unit, and what is known beside it.

    A customer counts once in the bundle and once for every part but one in the firm as it is, so the most that one
    brings is that many times the most that any brought.
    """
    whole, parts = bundle
    entries = (whole, *parts, plan.baseline)
    together = exact_series(rows, whole, response)
    apart = _apart([exact_series(rows, entry, response) for entry in entries[1:]], len(parts))
    kept = array("I", (one for one, value in difference_series(apart, together) if value is not None))
    pairs = paired_differences(apart, together)
    customers = _customers(rows, response, entries, kept)
    few = bool(kept) and telling_pairs(pairs.differences, customers) < ENOUGH
    most = one_customer(rows, response, entries, kept) if few else None
    alone = [construction_of(plan.baseline, entry) for entry in (whole, *parts)]
    keys = None if None in alone else tuple(sorted({key for found in alone for key in found or ()}))
    return pairs, Evidence(customers, None if most is None else len(parts) * most, keys)


def _apart(series: Sequence[Series], parts: int) -> Series:
    """Return the sum of the parts less what is counted too often of the firm as it is, which stands last."""
    found = {}
    for one in series[0]:
        if all(one in other for other in series):
            *values, today = (other[one] for other in series)
            whole = today is not None and None not in values
            found[one] = sum(v for v in values if v is not None) - (parts - 1) * (today or 0) if whole else None
    return found


def _customers(rows: Rows, response: str, entries: tuple[Entry, ...], kept: Iterable[int]) -> Packed | None:
    """Return the interaction of what is booked to customers, pair by pair; None if unknown or not about money."""
    if RESPONSES[response].unit is not Unit.MONEY:
        return None
    try:
        every = worth(rows, entries, kept, CUSTOMERS)
        return Packed(whole - sum(parts) + (len(parts) - 1) * today for whole, *parts, today in every)
    except KeyError:
        return None
