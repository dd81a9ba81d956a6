"""The compiled engine's day: persons in memory order, then the desk's events in order of time, then the day's rows."""

from typing import Any

import numpy as np

from sim.engine.run import twin as rule
from sim.engine.run.calendar import pop, push, sort_by
from sim.engine.run.desk import desk_event
from sim.engine.run.prefetch import prefetch
from sim.engine.run.twin import jit, jit_allocating, jit_inline
from sim.engine.run.world import FAULT_CLOCK, FAULT_CROWD, NO_FAULT, is_short
from sim.model.storage import INFINITE

Status, Turn = rule.Status, rule.Turn
AHEAD = 8  # visits ahead of which a person's first lines of memory are asked for
CROWD = 10_000  # events of one person on one day before the run is stopped


@jit
def reach_customers(w: Any, p: Any, day: Any, first: Any) -> Any:
    """Let the night reach every customer from ``first`` on; return how many persons are done.

    All, or fewer if the arrays must grow first.
    """
    persons = w.state[0].persons
    if not rule.is_reached(w, p, day):
        return persons
    for i in range(first, persons):
        if is_short(w):
            return i
        rule.reach(w, p, w.people[i], day)
    return persons


@jit_inline
def await_at_desk(w: Any, c: Any) -> None:
    """Put the next telling or departure of somebody at the desk in the day's calendar, or keep it for a later day."""
    t = rule.next_time(c)
    if t < w.own[0].day_end:
        push(w.calendar, w.own[0].due, t, rule.next_turn(c, t), c.number, c.purchases - 1, 0)
        w.own[0].due += 1
        w.due[c.number] = INFINITE
    else:
        w.due[c.number] = t


@jit_inline
def step(w: Any, p: Any, c: Any, last: Any, count: Any) -> Any:
    """Let the next own event of a person at large happen; return its time, or the day's end if there is none today."""
    t = rule.next_time(c)
    day_end = w.own[0].day_end
    if t >= day_end:
        w.due[c.number] = t
        return day_end
    if t < last:
        w.own[0].fault = FAULT_CLOCK
        w.own[0].clock = t
    if count > CROWD:
        w.own[0].fault = FAULT_CROWD
        w.own[0].clock = t
    rule.own_event(w, p, c, t, rule.next_turn(c, t))
    if c.case:
        await_at_desk(w, c)
        return day_end
    return t


@jit_inline
def live(w: Any, p: Any, person: Any, since: Any) -> Any:
    """Let a person at large live on; return whether the day is over for her. If not, the arrays must grow first."""
    c = w.people[person]
    t = since
    while t < w.own[0].day_end and w.own[0].fault == NO_FAULT:
        if is_short(w):
            w.due[person] = rule.next_time(c)
            if w.due[person] < w.own[0].day_end:
                return False
            break
        t = step(w, p, c, t, w.own[0].today)
        w.own[0].today += 1
    w.own[0].today = 0
    return True


@jit
def gather(due: Any, visits: Any, day_end: Any, stride: Any) -> Any:
    """List who has an event of her own today; return how many there are.

    A tight loop over times alone: whom nothing happens to is not looked at.
    """
    persons = len(due)
    count = 0
    i = 0
    for _ in range(persons):
        visits[count] = i
        count += due[i] < day_end
        i += stride
        if i >= persons:
            i -= persons
    return count


@jit
def run_persons(w: Any, p: Any, stride: Any, visited: Any) -> Any:
    """Let everybody with an event of their own today live the day, from the visit ``visited`` on.

    Returns how many visits are done; fewer than ``own.visits`` if the arrays must grow first.
    """
    n = w.own[0]
    if visited == 0:
        n.visits = gather(w.due, w.visits, n.day_end, stride)
    for k in range(visited, n.visits):
        if k + AHEAD < n.visits:
            prefetch(w.people, w.visits[k + AHEAD])
        i = w.visits[k]
        if w.people[i].case:
            if is_short(w):
                return k
            await_at_desk(w, w.people[i])
        elif not live(w, p, i, n.day_end - 1.0):
            return k
    return n.visits


@jit
def run_desk(w: Any, p: Any) -> Any:
    """Let the day's desk events happen in order; return whether all are done. If not, the arrays must grow first."""
    n = w.own[0]
    clock = -1.0
    while True:
        if n.pending >= 0:
            if not live(w, p, n.pending, clock):
                return False
            n.pending = -1
        if n.due == 0 or w.calendar[0].time >= w.own[0].day_end or n.fault != NO_FAULT:
            return True
        if is_short(w):
            return False
        head = w.calendar[0]
        t, turn, person, occasion, post = head.time, head.turn, head.person, head.occasion, head.post
        pop(w.calendar, n.due)
        n.due -= 1
        if t < clock:
            n.fault = FAULT_CLOCK
            w.own[0].clock = t
        clock = t
        if turn == Turn.TELLING or turn == Turn.DEPARTURE:
            c = w.people[person]
            if c.case and c.status == Status.CUSTOMER and rule.next_time(c) == t:
                rule.own_event(w, p, c, t, rule.next_turn(c, t))
                if c.case:
                    await_at_desk(w, c)
                else:
                    n.pending = person
        elif desk_event(w, p, t, turn, person, occasion, post):
            n.pending = person


@jit
def comes_after(a: Any, b: Any) -> Any:
    """Return whether row a of a day stands after row b: by person, time, kind, occasion, parent person."""
    if a.person != b.person:
        return a.person > b.person
    if a.time != b.time:
        return a.time > b.time
    if a.kind != b.kind:
        return a.kind > b.kind
    if a.occasion != b.occasion:
        return a.occasion > b.occasion
    return a.parent_person > b.parent_person


@jit_allocating
def tidy(log: Any, first: Any, last: Any) -> None:
    """Sort the rows of a day.

    Visits in memory order leave them in order but for those of the desk, which come last: the rest of the rows, from
    the first one out of order, is sorted and then merged into the others from behind.
    """
    rest = first + 1
    while rest < last and not comes_after(log[rest - 1], log[rest]):
        rest += 1
    n = last - rest
    if n <= 0:
        return
    rows = np.empty(n, log.dtype)
    keys = np.empty(n, np.int64)
    for k in range(n):
        rows[k] = log[rest + k]
        keys[k] = np.int64(rows[k].person) * n + k  # who wrote first stays first
    order = np.empty(n, np.int64)
    sort_by(keys, order)
    for k in range(1, n):
        j = k
        row = order[k]
        while j > 0 and comes_after(rows[order[j - 1]], rows[row]):
            order[j] = order[j - 1]
            j -= 1
        order[j] = row
    i = rest - 1
    k = last - 1
    for j in range(n - 1, -1, -1):
        row = order[j]
        while i >= first and comes_after(log[i], rows[row]):
            log[k] = log[i]
            i -= 1
            k -= 1
        log[k] = rows[row]
        k -= 1
