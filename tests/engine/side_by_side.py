"""Two records side by side: where they first differ, in words."""

from typing import Any

import numpy as np

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.events import Account, Kind, Status
from sim.model.setting import LogLevel, Setting
from sim.record import EVENT, PERSON, Record, Table


def row_text(row: Any) -> str:  # noqa: ANN401  a numpy row
    """Return one event in words."""
    parent = Kind(row["parent_kind"]).name if row["parent_kind"] >= 0 else "nothing"
    return (
        f"{float(row['time'])!r} {Kind(row['kind']).name} of {row['person']} occasion {row['occasion']}"
        f" after {parent} of {row['parent_person']}/{row['parent_occasion']}"
        f" {Account(row['account']).name} {row['amount']} detail {row['detail']}"
    )


def first_difference(one: Table, other: Table) -> int | None:
    """Return the first index at which two tables of one type differ, bit for bit; None if nowhere."""
    shorter = min(len(one), len(other))
    if one.dtype.names is None:
        unlike = one[:shorter] != other[:shorter]
    else:
        unlike = np.zeros(shorter, np.bool_)
        for name in one.dtype.names:
            a, b = (np.ascontiguousarray(t[name][:shorter]) for t in (one, other))
            bits = a.view(np.uint64) != b.view(np.uint64) if a.dtype == np.float64 else a != b
            unlike |= bits.reshape(shorter, -1).any(axis=1) if shorter else bits.any()
    found = np.flatnonzero(unlike)
    if len(found):
        return int(found[0])
    return None if len(one) == len(other) else shorter


def event_difference(one: Table, other: Table) -> str:
    """Return the first differing event rows of two logs in words; empty if there are none."""
    k = first_difference(one, other)
    if k is None:
        return ""
    texts = [row_text(t[k]) if k < len(t) else f"no row, the log has {len(t)}" for t in (one, other)]
    before = f"\n  after    {row_text(one[k - 1])}" if k else ""
    return f"events differ first at row {k}:{before}\n  one:     {texts[0]}\n  another: {texts[1]}"


def people_difference(one: Table, other: Table) -> str:
    """Return the first differing person and all fields that differ; empty if there are none."""
    k = first_difference(one, other)
    if k is None:
        return ""
    if k >= min(len(one), len(other)):
        return f"{len(one)} persons against {len(other)}"
    pairs = ((name, one[k][name], other[k][name]) for name in PERSON.names or ())
    unlike = [f"{name} {a} against {b}" for name, a, b in pairs if np.asarray(a).tobytes() != np.asarray(b).tobytes()]
    return f"people differ first at person {k}: " + ", ".join(unlike)


def array_difference(name: str, one: Table, other: Table, columns: type) -> str:
    """Return the first differing cell of two arrays of whole numbers; empty if there is none."""
    if one.shape != other.shape:
        return f"{name}: shape {one.shape} against {other.shape}"
    for cell in np.argwhere(one != other):
        place = "/".join(str(int(k)) for k in cell[:-1])
        word = columns(int(cell[-1])).name
        return f"{name} differs first at {place} {word}: {one[tuple(cell)]} against {other[tuple(cell)]}"
    return ""


def totals_difference(one: Record, other: Record) -> str:
    """Return where people, ledger, firm, counts or heads of two records differ, a line each; empty if nowhere."""
    found = [
        people_difference(one.people, other.people),
        "workers differ" if one.workers.tobytes() != other.workers.tobytes() else "",
        array_difference("ledger", one.ledger, other.ledger, Account),
        array_difference("firm", one.firm, other.firm, Account),
        array_difference("counts", one.counts, other.counts, Kind),
        array_difference("heads", one.heads, other.heads, Status),
    ]
    return "\n".join(line for line in found if line)


def difference(one: Record, other: Record) -> str:
    """Return where two records differ, the first differing event before all else; empty if their digests are equal."""
    found = [event_difference(one.events, other.events), totals_difference(one, other)]
    text = "\n".join(line for line in found if line)
    if text or one.digest() == other.digest():
        return text
    return f"history, run length or completeness differ: {one.history} {one.run_length} {one.complete}"


def both(setting: Setting, seed: int = 1, replication: int = 0, log_level: LogLevel = LogLevel.ALL) -> Record:
    """Run a setting in both engines, demand the same record, and return it."""
    one = reference.run(setting, seed, replication, log_level)
    other = compiled.run(setting, seed, replication, log_level)
    assert one.digest() == other.digest(), "reference (one) against compiled (another):\n" + difference(one, other)
    return one


def sampled(record: Record, every: int) -> Table:
    """Return the rows that a sampled log keeps: those of the firm, outside contacts, and one person in ``every``."""
    events = record.events
    keys = record.people["key"][np.maximum(events["person"], 0)]
    return events[(events["person"] < 0) | (keys % np.uint64(every) == 0)]


__all__ = ["EVENT", "both", "difference", "event_difference", "first_difference", "sampled", "totals_difference"]
