"""The compiled engine's persons: telling, leaving, and how the story of a purchase closes."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.twin import jit, jit_inline
from sim.engine.word import send
from sim.engine.world import PERSONS, note
from sim.engine.worth import part_from_firm

Account, Case, Kind, Loss, Post, Status = (
    rule.Account, rule.Case, rule.Kind, rule.Loss, rule.Post, rule.Status,
)  # fmt: skip


@jit
def tell(w: Any, p: Any, c: Any, t: Any, telling: Any, po: Any, pk: Any) -> None:
    """Tell one contact; the word arrives overnight."""
    other = rule.listener(p, c, telling, w.n[PERSONS], w.starts, w.contacts)
    if other < 0:
        return
    praise = rule.is_praise(p, c)
    if praise:
        c.praised += 1
    else:
        c.warned += 1
    note(w, t, Kind.PRAISE if praise else Kind.WARNING, c.number, telling, c.number, po, pk, 0, 0, other)
    send(w, Post.PRAISE if praise else Post.WARNING, c.number, telling, other)


@jit
def depart(w: Any, p: Any, c: Any, t: Any, cause: Any, po: Any, pk: Any) -> None:
    """Leave: to a rival, or out of the market. The event before it is hers unless it is a departure or a warning."""
    to = rule.destination(p, c, cause)
    pp = c.departure_parent if pk == Kind.DEPARTURE or pk == Kind.WARNING else c.number
    w.heads[c.status] -= 1
    w.heads[to] += 1
    if c.status == Status.CUSTOMER:
        if c.case:
            note(w, t, Kind.WITHDRAWAL, c.number, c.purchases - 1, c.number, c.purchases - 1, Kind.COMPLAINT, 0, 0, 0)
            c.case = Case.NONE
        c.left = t
        c.cause = cause
        c.loss = rule.loss_of(c, cause)
        c.blamed = rule.blamed_causes(c, cause) if p.blame_on else 0
        detail = rule.departure_detail(c, cause, to)
        note(w, t, Kind.DEPARTURE, c.number, c.purchases - 1, pp, po, pk, 0, 0, detail)
        part_from_firm(w, c)
        if p.interviews_on and rule.tells_why(p, c):
            n = c.purchases - 1
            note(w, t, Kind.INTERVIEW, c.number, n, c.number, n, Kind.DEPARTURE, Account.INTERVIEWS, -p.interview_cost,
                 cause)  # fmt: skip
            w.told_why[cause - 1] += 1
        if rule.is_contagious(p, cause):
            send(w, Post.LEAVING, c.number, c.purchases - 1, cause)
    else:
        note(w, t, Kind.MOVE, c.number, c.purchases, c.number, 0, -1, 0, 0, cause * 8 + to)
    c.departure_loss = Loss.NONE
    c.status = to
    if to == Status.RIVAL:
        rule.start_looking(p, c, t)


@jit_inline
def close_story(w: Any, p: Any, c: Any, t: Any, pk: Any) -> None:
    """Close the story of a purchase: tell about it, then leave or plan the next one."""
    n = c.purchases - 1
    count = rule.telling_count(p, c, n)
    for k in range(count):
        tell(w, p, c, t, rule.telling_after(n, k), n, pk)
    if p.blame_on:
        rule.fade_blame(p, c, t)
    if rule.decides_to_leave(p, c, n):
        c.departure_loss = Loss.NONE  # nothing was appointed for this
        c.departure_kind = 0
        depart(w, p, c, t, rule.leave_cause(p, c, n), n, pk)
    else:
        c.next_purchase = rule.gap_end(p, c, t, n)
        if p.rivals_on:
            rule.feel_pull(p, c, t)
