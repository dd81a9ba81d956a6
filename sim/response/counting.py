"""Counting after the history: from the totals of a run without one, else from a complete log, else not at all.

The totals of a record count the history too; a number that would silently hold it is None instead.
"""

from __future__ import annotations

import numpy as np

from sim.model.events import Kind, Route, Status
from sim.record import Record, Table
from sim.response.declared import Unit, response
from sim.response.memory import once


def events_of(record: Record, kind: Kind) -> Table:
    """Return the logged rows of persons of one kind after the history."""
    events, places = record.events, _places(record, kind)
    wanted = (events["person"][places] >= 0) & (events["time"][places] >= record.history)
    found: Table = events.take(places[wanted])  # numpy takes rows many times faster than it indexes them
    return found


def rows_of(record: Record, *kinds: Kind) -> Table:
    """Return all logged rows of some kinds in the order of the log: those of the firm and of the history too."""
    places = np.sort(np.concatenate([_places(record, kind) for kind in kinds]))
    found: Table = record.events.take(places)
    return found


def _places(record: Record, kind: Kind) -> Table:
    """Return where in the log the rows of a kind stand."""
    order, ends = _by_kind(record)
    found: Table = order[ends[kind] : ends[kind + 1]]
    return found


@once
def _by_kind(record: Record) -> tuple[Table, Table]:
    """Return the places of all rows, sorted by kind, and where in that list the rows of each kind begin and end."""
    kinds = record.events["kind"]
    ends = np.cumsum(np.bincount(kinds, minlength=len(Kind)))
    return np.argsort(kinds, kind="stable"), np.concatenate([[0], ends])


@response("purchases", Unit.COUNT, "purchases", kind=Kind.PURCHASE)
@response("departures", Unit.COUNT, "customers who left", higher_is_better=False, kind=Kind.DEPARTURE)
@response("failures", Unit.COUNT, "purchases that went wrong", higher_is_better=False, kind=Kind.FAILURE)
@response("complaints", Unit.COUNT, "failures that were complained about", kind=Kind.COMPLAINT)
@response(
    "public_complaints",
    Unit.COUNT,
    "complaints in vain that went public",
    higher_is_better=False,
    kind=Kind.PUBLIC,
)
@response(
    "claims_paid",
    Unit.COUNT,
    "claims after trouble-free purchases that were paid back",
    rows="N22",
    higher_is_better=False,
    kind=Kind.CLAIM,
)
@response("praise", Unit.COUNT, "good things told to others", kind=Kind.PRAISE)
@response("warnings", Unit.COUNT, "bad things told to others", higher_is_better=False, kind=Kind.WARNING)
@response(
    "offers",
    Unit.COUNT,
    "offers that the rival made to customers",
    rows="C12",
    higher_is_better=False,
    kind=Kind.OFFER,
)
@response(
    "calls_made",
    Unit.COUNT,
    "calls to customers who had been silent",
    rows="C20",
    higher_is_better=False,
    kind=Kind.CALL,
)
@response(
    "contacts_made",
    Unit.COUNT,
    "contacts on the firm's own account that reached somebody",
    rows="E22",
    kind=Kind.CONTACTED,
)
def count(record: Record, kind: Kind) -> int | None:
    """Return how many events of a kind persons had after the history; None if the record cannot tell."""
    if record.history == 0:
        return int(record.counts[0, kind])
    return int(_counts(record)[kind]) if record.complete else None


@once
def _counts(record: Record) -> Table:
    """Return the numbers of logged rows of persons after the history by kind, shape (kinds,)."""
    events = record.events
    late = (events["person"] >= 0) & (events["time"] >= record.history)
    return np.bincount(events["kind"][late], minlength=len(Kind))


@once
def at_start(record: Record) -> Table | None:
    """Return whether each person is a customer when the history ends, shape (persons,); None if unknown."""
    people = record.people
    if record.history == 0:
        started: Table = (people["started"] == 1) & (people["status"] != Status.ABSENT)
        return started
    if not record.complete:
        return None
    balance = np.zeros(len(people), np.int64)
    for kind, step in ((Kind.JOIN, 1), (Kind.DEPARTURE, -1)):
        rows = rows_of(record, kind)
        np.add.at(balance, rows["person"][rows["time"] < record.history], step)
    held: Table = balance > 0
    return held


def never_left(record: Record) -> Table | None:
    """Return whether each person is a customer without a departure after the history; None if unknown."""
    people = record.people
    here: Table = people["status"] == Status.CUSTOMER
    if record.history == 0:
        stayed: Table = here & (people["route"] == Route.START)
        return stayed
    if not record.complete:
        return None
    stays = here.copy()
    stays[events_of(record, Kind.DEPARTURE)["person"]] = False
    return stays


def share(part: int | None, whole: int | None) -> float | None:
    """Return a part of a whole; None where the whole is 0 or either is unknown.

    Examples
    --------
    >>> share(1, 4), share(0, 0)
    (0.25, None)
    """
    return None if part is None or not whole else part / whole
