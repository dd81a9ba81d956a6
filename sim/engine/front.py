"""The compiled engine's desk: agents in posts, two classes of line, closing time, giving up."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.calendar import pop, push
from sim.engine.cases import answer, follow_up, give_up
from sim.engine.twin import jit
from sim.engine.world import AGENTS, CONTACTS, DUE, END, LINE0, LINE1, note

Account, Case, Kind, Turn = rule.Account, rule.Case, rule.Kind, rule.Turn
BUSY = -1.0
ABSENT = -2.0


@jit
def schedule(w: Any, time: Any, turn: Any, person: Any, occasion: Any, post: Any) -> None:
    """Put an event in the calendar unless it would come after the end of the run."""
    if time < w.f[END]:
        push(w.calendar, w.n[DUE], time, turn, person, occasion, post)
        w.n[DUE] += 1


@jit
def free_post(w: Any, p: Any) -> Any:
    """Return the post of the agent who has been idle longest, the lowest at a tie; -1 if there is none."""
    best = -1
    for post in range(min(p.desk_agents, w.n[AGENTS])):
        since = w.idle[post]
        if since >= 0.0 and (best < 0 or since < w.idle[best]):
            best = post
    return best


@jit
def is_waiting(w: Any, person: Any, occasion: Any) -> Any:
    """Return whether an entry of the line still waits."""
    if person < 0:
        return w.outside[occasion].case == Case.WAITING
    c = w.people[person]
    return c.case == Case.WAITING and c.purchases - 1 == occasion


@jit
def begin_service(w: Any, p: Any, t: Any, person: Any, occasion: Any, post: Any) -> None:
    """Let an agent take a contact."""
    w.idle[post] = BUSY
    w.began[post] = t
    if person < 0:
        w.outside[occasion].case = Case.SERVED
        note(w, t, Kind.ANSWER, -1, occasion, -1, occasion, Kind.CONTACT, 0, 0, post)
        ends = t + rule.outside_service(p, w.world[0], occasion)
    else:
        c = w.people[person]
        c.case = Case.SERVED
        c.wait = t - c.complaint_time
        note(w, t, Kind.ANSWER, person, occasion, person, occasion, Kind.COMPLAINT, 0, 0, post)
        ends = t + rule.service_time(p, c, occasion)
    schedule(w, ends, Turn.SERVICE_END, person, occasion, post)


@jit
def take_next(w: Any, p: Any, t: Any) -> None:
    """Let idle agents take who waits: the first class first, within a class who came first."""
    n = w.n
    while n[LINE0] > 0 or n[LINE1] > 0:
        first = n[LINE0] > 0
        head = w.line0[0] if first else w.line1[0]
        person = head.person
        occasion = head.occasion
        waits = is_waiting(w, person, occasion)
        if waits:
            post = free_post(w, p)
            if post < 0:
                return
        if first:
            pop(w.line0, n[LINE0])
            n[LINE0] -= 1
        else:
            pop(w.line1, n[LINE1])
            n[LINE1] -= 1
        if waits:
            begin_service(w, p, t, person, occasion, post)


@jit
def start_patience(w: Any, p: Any, t: Any, person: Any, occasion: Any) -> None:
    """Let the patience of a contact in the line begin to run."""
    if person < 0:
        w.outside[occasion].patient = 1
        until = t + rule.outside_patience(p, w.world[0], occasion)
    else:
        c = w.people[person]
        c.patient = 1
        until = t + rule.patience_time(p, c, occasion)
    schedule(w, until, Turn.GIVING_UP, person, occasion, 0)


@jit
def arrive(w: Any, p: Any, t: Any, person: Any, occasion: Any) -> None:
    """Let a contact reach the desk: served at once, or in the line."""
    if rule.is_open(p, t):
        post = free_post(w, p)
        if post >= 0:
            begin_service(w, p, t, person, occasion, post)
            return
        start_patience(w, p, t, person, occasion)
    n = w.n
    if person >= 0 and rule.line_class(p) == 0:
        push(w.line0, n[LINE0], t, 0, person, occasion, 0)
        n[LINE0] += 1
    else:
        push(w.line1, n[LINE1], t, 0, person, occasion, 0)
        n[LINE1] += 1


@jit
def outside_arrival(w: Any, p: Any, t: Any, number: Any) -> None:
    """Let an outside contact reach the desk, and plan the one after it."""
    contact = w.outside[number]
    contact.arrival = t
    contact.case = Case.WAITING
    contact.patient = 0
    w.n[CONTACTS] = number + 1
    note(w, t, Kind.CONTACT, -1, number, -1, number, -1, 0, 0, 0)
    arrive(w, p, t, -1, number)
    plan_outside(w, p, t, number + 1)


@jit
def plan_outside(w: Any, p: Any, t: Any, number: Any) -> None:
    """Put the arrival of an outside contact in the calendar."""
    if not (p.outside_on and p.desk_on):
        return
    if len(w.times) > 0:
        if number < len(w.times):
            schedule(w, w.times[number], Turn.ARRIVAL, -1, number, 0)
    else:
        schedule(w, rule.outside_time(p, w.world[0], number, t), Turn.ARRIVAL, -1, number, 0)


@jit
def end_service(w: Any, p: Any, t: Any, post: Any) -> None:
    """Let an agent go idle or home after a service; overtime is paid."""
    pay = rule.overtime_pay(p, w.began[post], t)
    if pay:
        note(w, t, Kind.OVERTIME, -1, post, -1, 0, -1, Account.OVERTIME, -pay, post)
    if post < p.desk_agents and rule.is_open(p, t):
        w.idle[post] = t
    else:
        w.idle[post] = ABSENT


@jit
def open_desk(w: Any, p: Any, t: Any) -> None:
    """Let agents come to their posts; the patience of who called before begins to run, then the line moves."""
    for post in range(w.n[AGENTS]):
        if post >= p.desk_agents and w.idle[post] >= 0.0:
            w.idle[post] = ABSENT
        elif post < p.desk_agents and w.idle[post] == ABSENT:
            w.idle[post] = t
    for k in range(w.n[LINE0]):
        wake(w, p, t, w.line0[k])
    for k in range(w.n[LINE1]):
        wake(w, p, t, w.line1[k])
    take_next(w, p, t)


@jit
def wake(w: Any, p: Any, t: Any, entry: Any) -> None:
    """Start the patience of an entry that came while the desk was closed."""
    person = entry.person
    if is_waiting(w, person, entry.occasion):
        patient = w.outside[entry.occasion].patient if person < 0 else w.people[person].patient
        if not patient:
            start_patience(w, p, t, person, entry.occasion)


@jit
def close_desk(w: Any, t: Any) -> None:
    """Send waiting calls away and idle agents home; letters keep their place, service in hand goes on."""
    for post in range(w.n[AGENTS]):
        if w.idle[post] >= 0.0:
            w.idle[post] = ABSENT
    for k in range(w.n[LINE0]):
        send_away(w, t, w.line0[k])
    for k in range(w.n[LINE1]):
        send_away(w, t, w.line1[k])


@jit
def send_away(w: Any, t: Any, entry: Any) -> None:
    """Let a waiting call give up at closing."""
    person = entry.person
    if is_waiting(w, person, entry.occasion) and (person < 0 or not w.people[person].written):
        schedule(w, t, Turn.GIVING_UP, person, entry.occasion, 0)


@jit
def desk_event(w: Any, p: Any, t: Any, turn: Any, person: Any, occasion: Any, post: Any) -> Any:
    """Let a desk event happen; return whether it ended the complaint of a person who is at large again."""
    at_large = False
    if turn == Turn.ARRIVAL:
        if person < 0:
            outside_arrival(w, p, t, occasion)
        elif is_waiting(w, person, occasion):
            arrive(w, p, t, person, occasion)
    elif turn == Turn.OPENING:
        open_desk(w, p, t)
    elif turn == Turn.CLOSING:
        close_desk(w, t)
    else:
        if turn == Turn.SERVICE_END:
            end_service(w, p, t, post)
        if person < 0:
            outside_ends(w, t, turn, occasion)
        else:
            at_large = visit_ends(w, p, w.people[person], t, turn, occasion)
        if turn == Turn.SERVICE_END:
            take_next(w, p, t)
    return at_large


@jit
def visit_ends(w: Any, p: Any, c: Any, t: Any, turn: Any, occasion: Any) -> Any:
    """Let a customer be answered, give up or be followed up; return whether her complaint has ended."""
    if c.purchases - 1 != occasion:
        return False
    if turn == Turn.SERVICE_END and c.case == Case.SERVED:
        answer(w, p, c, t)
        return c.case == Case.NONE
    if turn == Turn.GIVING_UP and c.case == Case.WAITING:
        give_up(w, p, c, t)
        return True
    if turn == Turn.FOLLOW_UP and c.case == Case.FOLLOW_UP:
        follow_up(w, p, c, t)
        return True
    return False


@jit
def outside_ends(w: Any, t: Any, turn: Any, number: Any) -> None:
    """Let an outside contact be served or give up."""
    contact = w.outside[number]
    if turn == Turn.SERVICE_END:
        contact.case = Case.NONE
        note(w, t, Kind.SERVED, -1, number, -1, number, Kind.CONTACT, 0, 0, 0)
    elif contact.case == Case.WAITING:
        contact.case = Case.NONE
        note(w, t, Kind.GIVE_UP, -1, number, -1, number, Kind.CONTACT, 0, 0, 0)
