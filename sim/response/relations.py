"""Relations: each time somebody is a customer, from joining to departure, read from a complete log."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Kind, Route
from sim.record import Record, Table, departure_cause, departure_status
from sim.response.counting import rows_of
from sim.response.memory import once

Reals = NDArray[np.float64]
Wholes = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Relations:
    """All relations of a record, those of the history too, in the order (person, start).

    Parameters
    ----------
    person, route
        Whose, and by which route she came.
    start, end
        Days; an open relation ends with the run.
    left
        Whether it ended with a departure.
    detail
        Of the departure: 8 x cause + destination; 0 without one.
    """

    person: Wholes
    route: Wholes
    start: Reals
    end: Reals
    left: Truths
    detail: Wholes

    @property
    def from_start(self) -> Truths:
        """Whether the customer was one at the start of the run."""
        found: Truths = self.route == Route.START
        return found

    @property
    def cause(self) -> Wholes:
        """Decisive causes of the departures; 0 without one."""
        found: Wholes = departure_cause(self.detail)
        return found

    @property
    def destination(self) -> Wholes:
        """Where leavers went, a ``Status``; 0 for nobody's."""
        found: Wholes = departure_status(self.detail)
        return found

    def left_in(self, start: float, end: float) -> Truths:
        """Return which relations ended with a departure in [start, end)."""
        found: Truths = self.left & (self.end >= start) & (self.end < end)
        return found

    def held_at(self, time: float) -> Truths:
        """Return which relations there are when a time comes, before anything happens at it."""
        began = (self.start < time) | (self.from_start & (self.start == time))
        found: Truths = began & (self.end >= time)
        return found

    def joined_in(self, start: float, end: float) -> Truths:
        """Return which relations began in [start, end); those of the start of the run began before."""
        found: Truths = ~self.from_start & (self.start >= start) & (self.start < end)
        return found

    def days_in(self, start: float, end: float) -> Reals:
        """Return how many days of [start, end) each relation covers."""
        found: Reals = np.maximum(0.0, np.minimum(self.end, end) - np.maximum(self.start, start))
        return found


@once
def relations_of(record: Record) -> Relations | None:
    """Return the relations of a record; None without the complete log."""
    if not record.complete:
        return None
    joins, leavings = (_of_kind(record, kind) for kind in (Kind.JOIN, Kind.DEPARTURE))
    person = joins["person"].astype(np.int64)
    end = np.full(len(joins), record.end)
    left, detail = np.zeros(len(joins), np.bool_), np.zeros(len(joins), np.int64)
    # the k-th departure of a person ends her k-th relation
    leaver = leavings["person"]
    rank = np.arange(len(leaver)) - np.searchsorted(leaver, leaver, side="left")
    ended = np.searchsorted(person, leaver, side="left") + rank
    end[ended], left[ended], detail[ended] = leavings["time"], True, leavings["detail"]
    return Relations(person, joins["detail"].astype(np.int64), joins["time"].astype(np.float64), end, left, detail)


def relation_of(relations: Relations, person: Table, time: Table) -> Wholes:
    """Return the index of the relation in which each (person, time) lies, or after which; -1 before any.

    What happens at the time of joining belongs to the relation that begins.
    """
    first = np.searchsorted(relations.person, person, side="left")
    last = np.searchsorted(relations.person, person, side="right")
    found = np.full(len(person), -1, np.int64)
    for k in range(int((last - first).max(initial=0))):
        began = first + k < last
        began[began] = relations.start[first[began] + k] <= time[began]
        found[began] = first[began] + k
    return found


def _of_kind(record: Record, kind: Kind) -> Table:
    rows = rows_of(record, kind)
    rows = rows.compress(rows["person"] >= 0)
    found: Table = rows.take(np.lexsort((rows["time"], rows["person"])))
    return found


__all__ = ["Reals", "Relations", "Truths", "Wholes", "relation_of", "relations_of"]
