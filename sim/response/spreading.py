"""Departures on account of others: who left because somebody else did, or because of a warning."""

from __future__ import annotations

import numpy as np

from sim.model.events import Kind
from sim.record import Record
from sim.response.counting import events_of
from sim.response.declared import Unit, response


@response(
    "departures_by_contagion",
    Unit.COUNT,
    "customers who left because a contact, or their intermediary, had left",
    rows="A30",
    higher_is_better=False,
    log=True,
    kind=Kind.DEPARTURE,
)
@response(
    "departures_by_warning",
    Unit.COUNT,
    "customers who left because of a warning they heard",
    rows="A19",
    higher_is_better=False,
    log=True,
    kind=Kind.WARNING,
)
def departures_after(record: Record, kind: Kind) -> int | None:
    """Return how many customers left on account of somebody else's event of a kind; needs the complete log."""
    if not record.complete:
        return None
    left = events_of(record, Kind.DEPARTURE)
    return int(np.count_nonzero((left["parent_kind"] == kind) & (left["parent_person"] != left["person"])))


__all__ = ["departures_after"]
