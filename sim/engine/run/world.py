"""The compiled engine's world: its arrays, how they grow, and what it lends to the story.

Compiled code checks no bounds. Every array that grows is checked before each step against ``ROOM``, which is more
than one step can add.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.engine.run import twin as rule
from sim.engine.run.calendar import push, sort_by
from sim.engine.run.twin import jit, jit_allocating
from sim.model.parameters import parameter_storage
from sim.model.storage import storage
from sim.model.world import Contact, State
from sim.record import layout

ROOM = 600  # more rows, posts or entries than one step can add: at most 255 tellings and their posts
# ... but for closing, which adds a row or an entry for everybody in the line
POST = np.dtype([("telling", "i8"), ("teller", "i4"), ("listener", "i4"), ("kind", "i8")], align=True)
CONTACT, STATE, PARAMETERS = map(layout, (storage(Contact), storage(State), parameter_storage()))

OWN = np.dtype(
    [
        *((name, "i8") for name in ("logged", "posts", "due", "line0", "line1", "contacts", "visits")),  # entries
        *((name, "i8") for name in ("agents", "fault")),
        ("pending", "i8"),  # who is at large again
        ("today", "i8"),  # events of the person who lives her day
        ("day_end", "f8"),
        ("clock", "f8"),  # time of a fault
    ],
    align=True,
)
"""What the engine must remember for itself."""

# faults
NO_FAULT, FAULT_CLOCK, FAULT_CROWD, FAULT_BUDGET = range(4)


class World(NamedTuple):
    """All arrays of a run; :class:`sim.model.world.World` says what the story's are."""

    state: Any  # STATE
    phases: Any
    phase_days: Any
    entries: Any
    people: Any  # PERSON
    starts: Any
    contacts: Any
    times: Any
    began: Any
    workers: Any  # WORKER
    ledger: Any
    # the engine's own
    due: Any  # next event of a person's own; at the desk: telling or departure
    visits: Any  # who has an event of her own today
    idle: Any  # of each agent: idle since, -1 busy, -2 absent
    own: Any  # OWN
    # those that grow
    log: Any  # EVENT
    posts: Any  # POST
    calendar: Any  # ENTRY
    line0: Any
    line1: Any
    outside: Any  # CONTACT


@jit
def keep_row(w: Any, now: Any, kind: Any, person: Any, occasion: Any, parent: Any, parent_occasion: Any,
             parent_kind: Any, account: Any, amount: Any, detail: Any) -> None:  # fmt: skip
    """Keep a row of the event log."""
    row = w.log[w.own[0].logged]
    row.time = now
    row.kind = kind
    row.person = person
    row.occasion = occasion
    row.parent_person = parent
    row.parent_occasion = parent_occasion
    row.parent_kind = parent_kind
    row.account = account
    row.amount = amount
    row.detail = detail
    w.own[0].logged += 1


@jit
def send(w: Any, kind: Any, sender: Any, occasion: Any, other: Any) -> None:
    """Send something that arrives at 00:00."""
    post = w.posts[w.own[0].posts]
    post.telling = occasion
    post.teller = sender
    post.listener = other
    post.kind = kind
    w.own[0].posts += 1


@jit_allocating
def deliver(w: Any, p: Any, day: Any) -> None:
    """Let everything that was sent yesterday arrive: by kind of post, sender and occasion."""
    n = w.own[0].posts
    if n == 0:
        return
    keys = np.empty(n, np.int64)
    for k in range(n):
        post = w.posts[k]
        keys[k] = (post.kind << 61) | (np.int64(post.teller) << 37) | post.telling
    order = np.empty(n, np.int64)
    sort_by(keys, order)
    for k in range(n):
        post = w.posts[order[k]]
        rule.receive(w, p, post.kind, post.teller, post.telling, post.listener, day)
    w.own[0].posts = 0


@jit
def schedule(w: Any, time: Any, turn: Any, person: Any, occasion: Any, post: Any) -> None:
    """Let something happen at the desk at a time, unless the run is over by then."""
    if time < w.state[0].end:
        push(w.calendar, w.own[0].due, time, turn, person, occasion, post)
        w.own[0].due += 1


@jit
def replan(w: Any, c: Any) -> None:
    """Look at a person's plans again."""
    w.due[c.number] = rule.next_time(c)


rule.lend(keep_row=keep_row, send=send, deliver=deliver, schedule=schedule, replan=replan)


@jit_allocating
def longer(a: Any) -> Any:
    """Return an array twice as long with the same beginning."""
    b = np.zeros(2 * len(a), a.dtype)
    for k in range(len(a)):  # a slice would take seconds to compile
        b[k] = a[k]
    return b


@jit
def is_short(w: Any) -> Any:
    """Return whether one more step might not fit."""
    n = w.own[0]
    return (
        n.logged + ROOM + n.line0 + n.line1 > len(w.log)
        or n.posts + ROOM > len(w.posts)
        or n.due + ROOM + n.line0 + n.line1 > len(w.calendar)
        or n.line0 + ROOM > len(w.line0)
        or n.line1 + ROOM > len(w.line1)
        or n.contacts + ROOM > len(w.outside)
    )


@jit_allocating
def grown(w: Any) -> Any:
    """Return the world with longer arrays where one more step might not fit."""
    n = w.own[0]
    return World(
        w.state, w.phases, w.phase_days, w.entries, w.people, w.starts, w.contacts, w.times, w.began, w.workers,
        w.ledger, w.due, w.visits, w.idle, w.own,
        longer(w.log) if n.logged + ROOM + n.line0 + n.line1 > len(w.log) else w.log,
        longer(w.posts) if n.posts + ROOM > len(w.posts) else w.posts,
        longer(w.calendar) if n.due + ROOM + n.line0 + n.line1 > len(w.calendar) else w.calendar,
        longer(w.line0) if n.line0 + ROOM > len(w.line0) else w.line0,
        longer(w.line1) if n.line1 + ROOM > len(w.line1) else w.line1,
        longer(w.outside) if n.contacts + ROOM > len(w.outside) else w.outside,
    )  # fmt: skip
