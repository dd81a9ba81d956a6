"""Stored rows as people and programs read them: scenarios by name, what was set by hand, money in currency units."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sim.experiment.answer import column_of, labels_of, value_in
from sim.experiment.plan import Entry, Plan
from sim.experiment.shard import Row
from sim.response import RESPONSES

Line = dict[str, Any]


def set_keys(plan: Plan) -> tuple[str, ...]:
    """Return the dotted keys that were set by hand in any scenario of the plan, sorted."""
    return tuple(sorted({key for entry in plan.entries for key, _ in entry.values}))


def set_in(plan: Plan, entry: Entry) -> Line:
    """Return what was set by hand in a scenario, for every key that was set anywhere; None where it was not."""
    held = dict(entry.values)
    return {key: held.get(key) for key in set_keys(plan)}


def _in_order(names: Collection[str]) -> list[str]:
    """Return the responses among some names in the order of tables."""
    return [name for name in RESPONSES if name in names]


def table_columns(plan: Plan, names: Collection[str]) -> tuple[str, ...]:
    """Return the names of the columns of :func:`table_lines`."""
    responses = (column_of(plan, name) for name in _in_order(names))
    return ("scenario", "label", "role", *set_keys(plan), "replication", "status", *responses, "digest", "error")


def table_lines(plan: Plan, rows: Iterable[Row], names: Collection[str], language: str = "en") -> Iterator[Line]:
    """Yield a flat line for every row and scenario: names, what was set by hand, some responses with their unit."""
    labels, columns = labels_of(plan, language), {column_of(plan, name): name for name in _in_order(names)}
    for entry, row in _named(plan, rows):
        head = {"scenario": entry.name, "label": labels[entry.name], "role": entry.role, **set_in(plan, entry)}
        responses = {column: value_in(plan, row, name) for column, name in columns.items()}
        state = {"replication": row["replication"], "status": row["status"]}
        yield head | state | responses | {"digest": row["digest"], "error": row["error"]}


def json_lines(plan: Plan, rows: Iterable[Row], language: str = "en") -> Iterator[Line]:
    """Yield a line of JSON values for every row and scenario; the ledger alone stays in whole minor units."""
    labels = labels_of(plan, language)
    for entry, row in _named(plan, rows):
        yield {
            "scenario": entry.name,
            "label": labels[entry.name],
            "role": entry.role,
            "key": entry.key,
            "set": dict(entry.values),
            "replication": row["replication"],
            "status": row["status"],
            "currency": plan.currency.code,
            "responses": {name: value_in(plan, row, name) for name in _in_order(row["responses"])},
            "ledger_minor_units": row["ledger"],
            "digest": row["digest"],
            "model_version": row["model_version"],
            "error": row["error"],
        }


def _named(plan: Plan, rows: Iterable[Row]) -> Iterator[tuple[Entry, Row]]:
    """Yield each row with its scenario; scenarios that are equal share a row, which then comes once for each name."""
    entries: dict[str, list[Entry]] = {}
    for entry in plan.entries:
        entries.setdefault(entry.key, []).append(entry)
    for row in rows:
        for entry in entries.get(row["scenario"], ()):
            yield entry, row


__all__ = ["json_lines", "set_in", "set_keys", "table_columns", "table_lines"]
