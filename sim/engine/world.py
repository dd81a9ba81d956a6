"""The compiled engine's world: its arrays, and how rows are noted and arrays grow.

Compiled code checks no bounds. Every array that grows is checked before each step against ``ROOM``, which is more
than one step can add.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.engine import twin as rule
from sim.engine.calendar import ENTRY
from sim.engine.twin import jit, jit_allocating
from sim.model.events import Account, Kind, Status

ROOM = 600  # more rows, posts or entries than one step can add: at most 255 tellings and their posts
POST = np.dtype([("telling", "i8"), ("teller", "i4"), ("listener", "i4"), ("kind", "i8")], align=True)
CONTACT = np.dtype([("arrival", "f8"), ("case", "i1"), ("patient", "i1")], align=True)

# counters in World.n
(
    LOGGED,
    POSTS,
    DUE,
    LINE0,
    LINE1,
    CONTACTS,
    MONTH,
    DAY,
    PHASE,
    LEVEL,
    HISTORY,
    PERSONS,
    FAULT,
    AGENTS,
    PENDING,
    TODAY,
    LEAVERS,  # intermediaries who left today
    TOLD_GOOD,
    TOLD_BAD,
    TOLD_PUBLIC,
) = range(20)
COUNTERS = 20
# numbers in World.f
DAY_END, END, DAYS, CUSTOMER_DAYS, PROSPECT_DAYS, CLOCK, GOOD_WORD, BAD_WORD, INDEX, MORALE = range(10)
NUMBERS = 10
# faults
NO_FAULT, FAULT_CLOCK, FAULT_CROWD, FAULT_BUDGET = range(4)
EVERY = np.uint64(20)  # a sampled log keeps one person in 20; unsigned as keys are


class World(NamedTuple):
    """All arrays of a run."""

    p: Any  # parameters of each phase
    phase_days: Any
    people: Any  # PERSON
    due: Any  # next event of a person's own; at the desk: telling or departure
    starts: Any
    contacts: Any
    times: Any  # given times of outside contacts
    ledger: Any
    firm: Any
    counts: Any  # events by kind: of persons, of firm and outside
    heads: Any
    told_why: Any  # who said today why she left, by cause
    known: Any  # who had said so by 00:00
    n: Any
    f: Any
    world: Any  # the world's key
    log: Any  # EVENT
    posts: Any  # POST
    calendar: Any  # ENTRY
    line0: Any
    line1: Any
    outside: Any  # CONTACT
    idle: Any  # of each agent: idle since, -1 busy, -2 absent
    began: Any  # of each agent: when the service in hand began


@jit
def note(w: Any, time: Any, kind: Any, person: Any, occasion: Any, pp: Any, po: Any, pk: Any, account: Any, amount: Any,
         detail: Any) -> None:  # fmt: skip
    """Book an amount and note the row of an event."""
    n = w.n
    if person < 0:
        w.counts[1, kind] += 1
    else:
        w.counts[0, kind] += 1
    if amount != 0:
        w.ledger[n[MONTH] + 1, account] += amount
        if person < 0:
            w.firm[account] += amount
        else:
            w.people[person].totals[account] += amount
    if n[LEVEL] == 2 or (n[LEVEL] == 1 and (person < 0 or w.people[person].key % EVERY == 0)):
        row = w.log[n[LOGGED]]
        row.time = time
        row.kind = kind
        row.person = person
        row.occasion = occasion
        row.parent_person = pp
        row.parent_occasion = po
        row.parent_kind = pk
        row.account = account
        row.amount = amount
        row.detail = detail
        n[LOGGED] += 1


@jit_allocating
def longer(a: Any) -> Any:
    """Return an array twice as long with the same beginning."""
    b = np.zeros(2 * len(a), a.dtype)
    b[: len(a)] = a
    return b


@jit
def is_short(w: Any) -> Any:
    """Return whether one more step might not fit."""
    n = w.n
    return (
        n[LOGGED] + ROOM > len(w.log)
        or n[POSTS] + ROOM > len(w.posts)
        or n[DUE] + ROOM > len(w.calendar)
        or n[LINE0] + ROOM > len(w.line0)
        or n[LINE1] + ROOM > len(w.line1)
        or n[CONTACTS] + ROOM > len(w.outside)
    )


@jit_allocating
def grown(w: Any) -> Any:
    """Return the world with longer arrays where one more step might not fit."""
    n = w.n
    return World(
        w.p, w.phase_days, w.people, w.due, w.starts, w.contacts, w.times, w.ledger, w.firm, w.counts, w.heads,
        w.told_why, w.known, n, w.f, w.world,
        longer(w.log) if n[LOGGED] + ROOM > len(w.log) else w.log,
        longer(w.posts) if n[POSTS] + ROOM > len(w.posts) else w.posts,
        longer(w.calendar) if n[DUE] + ROOM > len(w.calendar) else w.calendar,
        longer(w.line0) if n[LINE0] + ROOM > len(w.line0) else w.line0,
        longer(w.line1) if n[LINE1] + ROOM > len(w.line1) else w.line1,
        longer(w.outside) if n[CONTACTS] + ROOM > len(w.outside) else w.outside,
        w.idle, w.began,
    )  # fmt: skip


__all__ = [
    "CONTACT",
    "COUNTERS",
    "ENTRY",
    "NUMBERS",
    "POST",
    "Account",
    "Kind",
    "Status",
    "World",
    "grown",
    "is_short",
    "note",
    "rule",
]
