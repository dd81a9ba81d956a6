"""The compiled engine's nights: setting up, books, posts, today's parameters, the day's rows in order."""

from typing import Any

import numpy as np

from sim.engine import twin as rule
from sim.engine.front import schedule
from sim.engine.twin import jit, jit_allocating
from sim.engine.word import gather_word, spread
from sim.engine.world import (
    CUSTOMER_DAYS,
    DAYS,
    END,
    HISTORY,
    LEAVERS,
    MONTH,
    MORALE,
    PERSONS,
    PHASE,
    POSTS,
    PROSPECT_DAYS,
    note,
)  # fmt: skip
from sim.engine.worth import lead_off
from sim.model.person import CAUSES

Account, Kind, Post, Route, Status, Turn = (
    rule.Account, rule.Kind, rule.Post, rule.Route, rule.Status, rule.Turn,
)  # fmt: skip


@jit_allocating
def wire_network(p: Any, w: Any, key: Any, ties: Any) -> None:
    """Fill in the contacts of everybody, sorted by person."""
    ends = np.zeros(2 * ties, np.int64)
    rule.wire(p, w.n[PERSONS], key, ends)
    rule.index_contacts(w.n[PERSONS], ties, ends, w.starts, w.contacts)


@jit
def set_up(w: Any, p: Any, seed: Any, replication: Any, entries: Any, as_customer: Any) -> None:
    """Create everybody, in index order: first those who enter later, then those who are there from the start."""
    day = 0
    last = -1
    left = entries[0] if len(entries) else 0
    for i in range(w.n[PERSONS]):
        while left == 0 and day + 1 < len(entries):
            day += 1
            left = entries[day]
        c = w.people[i]
        rule.create(p, c, seed, replication, i)
        if p.partners_on:
            last = rule.assign_partner(p, c, last)
        if p.talk_on and p.talk_normalise == rule.Normalise.LISTENER and len(w.contacts) > 0:
            c.talk_weight = rule.listener_weight(i, w.starts, w.contacts)
        if left > 0:
            left -= 1
            rule.await_entry(p, c, day, as_customer)
        else:
            rule.settle(p, c)
        w.heads[c.status] += 1
        w.due[i] = rule.next_time(c)


@jit
def note_starters(w: Any) -> None:
    """Note who is a customer from the start; the log has room for everybody."""
    for i in range(w.n[PERSONS]):
        if w.people[i].status == Status.CUSTOMER:
            note(w, 0.0, Kind.JOIN, i, 0, -1, 0, -1, 0, 0, Route.START)


@jit
def book(w: Any, p: Any, time: Any) -> None:
    """Book the standing costs since the last booking."""
    f = w.f
    for account in range(Account.CHANNEL, Account.PROGRAMME + 1):
        amount = rule.standing_cost(p, account, f[DAYS], f[CUSTOMER_DAYS], f[PROSPECT_DAYS])
        if amount:
            note(w, time, Kind.BOOKING, -1, account, -1, 0, -1, account, -amount, w.n[MONTH] + 1)
    f[DAYS] = 0.0
    f[CUSTOMER_DAYS] = 0.0
    f[PROSPECT_DAYS] = 0.0


@jit
def book_once(w: Any, p: Any, before: Any, day: Any) -> None:
    """Book what a strategy costs when it starts."""
    amount = (p.programme_once if p.programme_on else 0) - before
    if amount > 0:
        note(
            w,
            float(day),
            Kind.BOOKING,
            -1,
            64 + Account.PROGRAMME,
            -1,
            0,
            -1,
            Account.PROGRAMME,
            -amount,
            w.n[MONTH] + 1,
        )


@jit_allocating
def deliver(w: Any, p: Any, day: Any) -> None:
    """Let yesterday's word arrive: good, bad, who has left; then by sender and occasion."""
    n = w.n[POSTS]
    if n == 0:
        return
    keys = np.empty(n, np.int64)
    for k in range(n):
        post = w.posts[k]
        keys[k] = (post.kind << 61) | (np.int64(post.teller) << 37) | post.telling
    for k in np.argsort(keys):
        post = w.posts[k]
        if post.kind == Post.LEAVING:
            spread(w, p, post.teller, post.telling, post.listener, day)
            continue
        c = w.people[post.listener]
        if rule.hear(p, w.people[post.teller], c, post.telling, post.kind == Post.PRAISE, day):
            w.due[post.listener] = rule.next_time(c)
    w.n[POSTS] = 0


@jit
def change_phase(w: Any, old: Any, new: Any, day: Any) -> None:
    """Let new parameters begin at 00:00: the desk's hours and agents, and the rate of advertising."""
    if new.desk_on and rule.desk_changes(old, new):
        schedule(w, float(day), Turn.OPENING if rule.is_open(new, float(day)) else Turn.CLOSING, -1, 0, 0)
    if rule.advert_rate(old, Status.PROSPECT) == rule.advert_rate(new, Status.PROSPECT):
        return
    for i in range(w.n[PERSONS]):
        c = w.people[i]
        if c.status == Status.PROSPECT or c.status == Status.RIVAL:
            rule.change_advertising(old, new, c, float(day))
            w.due[i] = rule.next_time(c)


@jit
def mirror(w: Any, p: Any) -> None:
    """Let a month's customers move the morale of staff."""
    total = 0.0
    count = 0
    for i in range(w.n[PERSONS]):
        if w.people[i].status == Status.CUSTOMER:
            total += w.people[i].satisfaction
            count += 1
    if count:
        w.f[MORALE] = rule.settled_morale(p, w.f[MORALE], total / count)


@jit
def night(w: Any, day: Any) -> None:
    """Close the books, deliver posts, let today's parameters begin, open the desk's day."""
    n = w.n
    p = w.p[n[PHASE]]
    month = rule.month_of(day, n[HISTORY])
    turns = n[PHASE] + 1 < len(w.phase_days) and w.phase_days[n[PHASE] + 1] == day
    if day > 0 and (turns or month != n[MONTH]):
        book(w, p, float(day))
    if p.mirror_on and month != n[MONTH] and day > 0:
        mirror(w, p)
    n[MONTH] = month
    deliver(w, p, day)
    if p.interviews_on:
        for k in range(CAUSES):
            w.known[k] += w.told_why[k]
            w.told_why[k] = 0
    if n[LEAVERS]:
        lead_off(w, p, day)
    if p.reputation_on:
        gather_word(w, p)
    if turns:
        n[PHASE] += 1
        new = w.p[n[PHASE]]
        change_phase(w, p, new, day)
        book_once(w, new, p.programme_once if p.programme_on else 0, day)
        p = new
    f = w.f
    part = min(1.0, f[END] - day)
    f[DAYS] += part
    f[CUSTOMER_DAYS] += part * w.heads[Status.CUSTOMER]
    f[PROSPECT_DAYS] += part * (w.heads[Status.PROSPECT] + w.heads[Status.RIVAL])
    if p.desk_on and not rule.always_open(p):
        schedule(w, day + p.desk_opens, Turn.OPENING, -1, 0, 0)
        schedule(w, day + p.desk_closes, Turn.CLOSING, -1, 0, 0)


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
    rows = log[rest:last].copy()
    order = np.argsort(rows["person"], kind="mergesort")
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
