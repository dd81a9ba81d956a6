"""The compiled engine's desk: which agent is free, who stands in which line, when it opens and closes."""

from typing import Any

from sim.engine.run import twin as rule
from sim.engine.run.calendar import pop, push
from sim.engine.run.twin import jit

Turn = rule.Turn
BUSY = -1.0
ABSENT = -2.0


@jit
def desk_event(w: Any, p: Any, t: Any, turn: Any, person: Any, occasion: Any, post: Any) -> Any:
    """Let a desk event happen; return whether it closed the complaint of a person, who is at large again."""
    if turn == Turn.ARRIVAL:
        if person < 0 and post == 0:
            w.own[0].contacts = occasion + 1
        if rule.reach_desk(w, t, person, occasion, post):
            arrive(w, p, t, person, occasion, post)
        if person < 0 and post == 0:
            rule.plan_outside(w, p, t, occasion + 1)
        return False
    if turn == Turn.OPENING:
        open_desk(w, p, t)
        return False
    if turn == Turn.CLOSING:
        close_desk(w, p, t)
        return False
    if turn != Turn.SERVICE_END:
        return rule.end_visit(w, p, t, turn, person, occasion, post)
    rule.end_service(w, p, t, post)
    w.idle[post] = t if post < rule.agents_at(p, t, w.state[0].more_agents) else ABSENT
    at_large = rule.end_visit(w, p, t, turn, person, occasion, post)
    take_next(w, p, t)
    return at_large


@jit
def free_post(w: Any) -> Any:
    """Return the post of the agent who has been idle longest, the lowest at a tie; -1 if there is none."""
    best = -1
    for post in range(w.own[0].agents):
        since = w.idle[post]
        if since >= 0.0 and (best < 0 or since < w.idle[best]):
            best = post
    return best


@jit
def serve(w: Any, p: Any, t: Any, person: Any, occasion: Any, post: Any) -> None:
    """Let an agent take a visitor."""
    w.idle[post] = BUSY
    rule.begin_service(w, p, t, person, occasion, post)


@jit
def arrive(w: Any, p: Any, t: Any, person: Any, occasion: Any, attempt: Any) -> None:
    """Let a visitor reach the desk: served at once, or in the line; before the opening her patience does not run."""
    if rule.is_open(p, t):
        post = free_post(w)
        if post >= 0:
            serve(w, p, t, person, occasion, post)
            return
    rule.line_up(w, p, t, person, occasion)
    n = w.own[0]
    if person >= 0 and rule.line_class(p) == 0:
        push(w.line0, n.line0, t, 0, person, occasion, attempt)
        n.line0 += 1
    else:
        push(w.line1, n.line1, t, 0, person, occasion, attempt)
        n.line1 += 1


@jit
def take_next(w: Any, p: Any, t: Any) -> None:
    """Let idle agents take who waits: the first class first, within a class who came first."""
    n = w.own[0]
    while n.line0 > 0 or n.line1 > 0:
        first = n.line0 > 0
        head = w.line0[0] if first else w.line1[0]
        person = head.person
        occasion = head.occasion
        waits = rule.is_waiting(w, person, occasion, head.post)
        post = free_post(w) if waits else -1
        if waits and post < 0:
            return
        if first:
            pop(w.line0, n.line0)
            n.line0 -= 1
        else:
            pop(w.line1, n.line1)
            n.line1 -= 1
        if waits and rule.can_be_served(w, p, t, person, occasion):
            serve(w, p, t, person, occasion, post)


@jit
def open_desk(w: Any, p: Any, t: Any) -> None:
    """Let who is due come, and who is idle and not due go; early visitors' patience begins, then the line moves."""
    agents = rule.agents_at(p, t, w.state[0].more_agents)
    for post in range(w.own[0].agents):
        if post >= agents and w.idle[post] >= 0.0:
            w.idle[post] = ABSENT
        elif post < agents and w.idle[post] == ABSENT:
            w.idle[post] = t
    for k in range(w.own[0].line0):
        wake(w, p, t, w.line0[k])
    for k in range(w.own[0].line1):
        wake(w, p, t, w.line1[k])
    take_next(w, p, t)


@jit
def wake(w: Any, p: Any, t: Any, entry: Any) -> None:
    """Start the patience of an entry that still waits."""
    if rule.is_waiting(w, entry.person, entry.occasion, entry.post):
        rule.start_patience(w, p, t, entry.person, entry.occasion)


@jit
def close_desk(w: Any, p: Any, t: Any) -> None:
    """Send idle agents home and waiting calls away; service in hand goes on."""
    for post in range(w.own[0].agents):
        if w.idle[post] >= 0.0:
            w.idle[post] = ABSENT
    for k in range(w.own[0].line0):
        rule.send_away(w, p, t, w.line0[k].person, w.line0[k].occasion, w.line0[k].post)
    for k in range(w.own[0].line1):
        rule.send_away(w, p, t, w.line1[k].person, w.line1[k].occasion, w.line1[k].post)
