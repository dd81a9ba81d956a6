"""How well is the desk reached? All contacts that came after the history, customers' complaints and others, told apart.

A wait runs from the contact to the moment an agent takes it, over the hours in which the desk is closed too. A
complaint that is answered without a desk is no contact of the desk.

References
----------
Measures of a call centre: Gans, Koole & Mandelbaum (2003), Telephone call centers, section 2.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from sim.model.events import Kind
from sim.record import Record, Table
from sim.response.counting import rows_of, share
from sim.response.declared import Unit, response
from sim.response.memory import once

HOURS = 24.0
ANSWERED_WITHIN = 5.0 / 1440.0
"""Days within which a call counts as answered in time: 5 minutes, the length of one service in the shipped markets."""
ROUNDING = 1e-9
"""Days by which times that are equal may differ: a wait of exactly 5 minutes is within 5 minutes."""
MOST_OCCASIONS = 1 << 32


class Contacts(NamedTuple):
    """Everything that came to the desk after the history: one number a contact, times in days.

    Parameters
    ----------
    complaint, letter
        Whether it is a customer's complaint, and whether it is written; contacts from outside are calls.
    came, taken, served
        When it came, an agent took it, and was done; missing (nan) if that did not happen before the end.
    gone
        When it left the line or the agent without an answer: gave up, or moved away; missing if it did not.
    gave_up
        Whether it gave up in the line.
    """

    complaint: Table
    letter: Table
    came: Table
    taken: Table
    served: Table
    gone: Table
    gave_up: Table


def _identity(rows: Table) -> Table:
    """Return one number for each contact: whose it is, and which."""
    found: Table = (rows["person"].astype(np.int64) + 1) * MOST_OCCASIONS + rows["occasion"]
    return found


def _found(wanted: Table, known: Table) -> tuple[Table, Table]:
    """Return which of some numbers are among known ones, which rise, and the places there of those that are."""
    place = np.searchsorted(known, wanted)
    there = place < len(known)
    there[there] = known[place[there]] == wanted[there]
    return there, place[there]


@once
def contacts(record: Record) -> Contacts | None:
    """Return all contacts of the desk, in the order of the log; None without the complete log."""
    if not record.complete:
        return None
    came = rows_of(record, Kind.CONTACT, Kind.COMPLAINT)
    own = (came["kind"] == Kind.COMPLAINT) == (came["person"] >= 0)
    came = came.compress(own & (came["time"] >= record.history))
    order = np.argsort(_identity(came), kind="stable")
    known = _identity(came)[order]

    def when(kind: Kind) -> Table:
        rows = rows_of(record, kind)
        there, place = _found(_identity(rows), known)
        times = np.full(len(came), np.nan)
        times[order[place]] = rows["time"][there]
        return times

    taken, settled, passed_on, gave_up, away = (
        when(kind) for kind in (Kind.ANSWER, Kind.SERVED, Kind.PASSED_ON, Kind.GIVE_UP, Kind.WITHDRAWAL)
    )
    complaint = came["person"] >= 0
    served = np.fmin(settled, passed_on)  # who is passed on hears later what is done, and not from the desk
    found = Contacts(
        complaint=complaint,
        letter=complaint & (came["detail"] == 1),
        came=came["time"],
        taken=taken,
        served=served,
        gone=np.fmin(gave_up, away),
        gave_up=~np.isnan(gave_up),
    )
    at_desk = np.isnan(served) | ~np.isnan(taken)  # answered though nobody took it: there was no desk
    return Contacts(*(column[at_desk] for column in found))


@response(
    "desk_offered", Unit.COUNT, "contacts that came to the desk: complaints and others, calls and letters", log=True
)
@response("desk_letters", Unit.COUNT, "letters among the contacts that came to the desk", log=True, letters=True)
def offered(record: Record, *, letters: bool | None = None) -> int | None:
    """Return how many contacts came; of calls or of letters only, if ``letters`` says so."""
    found = contacts(record)
    if found is None:
        return None
    return len(found.came) if letters is None else int(np.count_nonzero(found.letter == letters))


@response("desk_answered", Unit.COUNT, "contacts that came to the desk and were taken by an agent", log=True)
def answered(record: Record) -> int | None:
    """Return how many of the contacts that came an agent took before the end."""
    found = contacts(record)
    return None if found is None else int(np.count_nonzero(~np.isnan(found.taken)))


@response(
    "desk_abandoned_share",
    Unit.SHARE,
    "contacts that gave up in the line as a share of all that came",
    higher_is_better=False,
    log=True,
)
def abandoned_share(record: Record) -> float | None:
    """Return contacts that gave up in the line as a share of all that came."""
    found = contacts(record)
    return None if found is None else share(int(np.count_nonzero(found.gave_up)), len(found.came))


@response(
    "desk_service_level",
    Unit.SHARE,
    "calls answered within 5 minutes as a share of all calls: the service level of the desk",
    log=True,
)
def service_level(record: Record) -> float | None:
    """Return calls that were taken within ``ANSWERED_WITHIN`` as a share of all calls.

    A call that leaves early, or waits longer, was not answered in time, whatever becomes of it; one that has waited
    for less than that when the run ends, or whose caller moved away before, is not counted.
    """
    found = contacts(record)
    if found is None:
        return None
    wait = np.fmin(np.fmin(found.taken, found.gone), record.end) - found.came
    late = wait > ANSWERED_WITHIN + ROUNDING
    in_time = ~np.isnan(found.taken) & ~late
    missed = found.gave_up | late
    calls = ~found.letter
    return share(int(np.count_nonzero(calls & in_time)), int(np.count_nonzero(calls & (in_time | missed))))


def _waits(record: Record, *, letters: bool, complaints: bool) -> Table | None:
    """Return the days until an agent took each call, or letter, in order; of complaints only, if wished."""
    found = contacts(record)
    if found is None:
        return None
    wanted = ~np.isnan(found.taken) & (found.letter == letters) & (found.complaint | (not complaints))
    waits: Table = (found.taken - found.came)[wanted]
    return waits if len(waits) else None


@response(
    "complaint_call_wait",
    Unit.HOURS,
    "mean wait of complaints by call until an agent takes them, closed hours too",
    higher_is_better=False,
    log=True,
    complaints=True,
)
@response(
    "complaint_letter_wait",
    Unit.HOURS,
    "mean wait of written complaints until an agent takes them, closed hours too",
    higher_is_better=False,
    log=True,
    complaints=True,
    letters=True,
)
@response(
    "desk_wait",
    Unit.HOURS,
    "mean wait of all calls that were answered, closed hours too",
    higher_is_better=False,
    log=True,
)
def mean_wait(record: Record, *, letters: bool = False, complaints: bool = False) -> float | None:
    """Return the mean wait of answered calls, or letters, in hours; None if there are none."""
    waits = _waits(record, letters=letters, complaints=complaints)
    return None if waits is None else HOURS * math.fsum(waits.tolist()) / len(waits)


@response(
    "desk_wait_open",
    Unit.HOURS,
    "mean wait of answered calls that came at an hour of the day at which the desk answers",
    higher_is_better=False,
    log=True,
)
def mean_wait_while_open(record: Record) -> float | None:
    """Return the mean wait in hours of answered calls that did not come while the desk was closed.

    The desk answers between the earliest and the latest hour of the day at which it took any call in the run; who
    calls at another hour waits for the opening, which no figure of a call centre counts.
    """
    found = contacts(record)
    if found is None:
        return None
    calls = ~np.isnan(found.taken) & ~found.letter
    hours = found.taken[calls] % 1.0
    if not len(hours):
        return None
    came = found.came[calls] % 1.0
    within = (came >= hours.min() - ROUNDING) & (came <= hours.max() + ROUNDING)
    waits = (found.taken - found.came)[calls][within]
    return HOURS * math.fsum(waits.tolist()) / len(waits) if len(waits) else None


@response(
    "desk_wait_p90",
    Unit.HOURS,
    "wait that 90% of all answered calls did not exceed",
    higher_is_better=False,
    log=True,
)
@response(
    "desk_letter_wait_p90",
    Unit.HOURS,
    "wait that 90% of all answered letters did not exceed",
    higher_is_better=False,
    log=True,
    letters=True,
)
def wait_not_exceeded(record: Record, *, letters: bool = False, part: float = 0.9) -> float | None:
    """Return the wait in hours that at least a part of answered calls, or letters, did not exceed."""
    waits = _waits(record, letters=letters, complaints=False)
    return None if waits is None else HOURS * float(np.quantile(waits, part, method="inverted_cdf"))


@response(
    "desk_utilisation",
    Unit.RATIO,
    "time that agents spent with contacts over the time the desk was staffed, beyond 1 with overtime",
    log=True,
)
def utilisation(record: Record) -> float | None:
    """Return the time that agents spent with contacts over the time that the desk was staffed.

    Contacts of before the history's end that were still being served count from there. Overtime is time with contacts
    and not staffed time, so it can lift the number above 1. Of a service whose customer has moved away, the time until
    she did counts. None where no desk was staffed.
    """
    if not record.complete or not record.staffed:
        return None
    taken, ended = rows_of(record, Kind.ANSWER), rows_of(record, Kind.SERVED, Kind.PASSED_ON, Kind.WITHDRAWAL)
    # of several ends of one contact the first counts: who is served may move away later
    known, first = np.unique(_identity(ended), return_index=True)
    there, place = _found(_identity(taken), known)
    until = np.full(len(taken), record.end)
    until[there] = ended["time"][first[place]]
    spans = np.maximum(0.0, until - np.maximum(taken["time"], record.history))
    return math.fsum(spans.tolist()) / record.staffed


__all__ = [
    "ANSWERED_WITHIN",
    "Contacts",
    "abandoned_share",
    "answered",
    "contacts",
    "mean_wait",
    "offered",
    "service_level",
    "utilisation",
    "wait_not_exceeded",
]
