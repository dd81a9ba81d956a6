"""At the desk: what a contact costs and how it ends. Lines, and which agent is free, are the engine's.

A visitor is a customer with a complaint, by her number and purchase, or a contact from outside: person -1, by number.
"""

from sim.model.codes import Account, Case, Kind, Turn
from sim.model.flat import Parameters
from sim.model.rules.desk import overtime_pay, patience_time, service_time, time_within_hours
from sim.model.rules.outside import outside_patience, outside_service, outside_time
from sim.model.story.complaints import answer, be_heard, come_again, follow_up, give_up, hear_from_above, solve
from sim.model.story.hands import schedule
from sim.model.story.writing import NO_KIND, book_amount, note, note_contact
from sim.model.world import World


def plan_outside(w: World, p: Parameters, now: float, number: int) -> None:
    """Plan the arrival of a contact from outside: at its given time, or after a drawn gap."""
    if p.outside_on and p.desk_on:
        given = w.state[0].given_times
        if not given:
            schedule(w, outside_time(p, w.state[0].key, number, now), Turn.ARRIVAL, -1, number, 0)
        elif number < given:
            schedule(w, w.times[number], Turn.ARRIVAL, -1, number, 0)


def arrive_outside(w: World, now: float, number: int) -> None:
    """Let a contact from outside reach the desk."""
    w.outside[number].case = Case.WAITING
    note_contact(w, now, Kind.CONTACT, number, NO_KIND, 0)


def is_waiting(w: World, person: int, occasion: int) -> bool:
    """Return whether a visitor still waits: not served, not given up, not moved away."""
    if person < 0:
        return w.outside[occasion].case == Case.WAITING
    c = w.people[person]
    return c.case == Case.WAITING and c.purchases - 1 == occasion


def start_patience(w: World, p: Parameters, now: float, person: int, occasion: int) -> None:
    """Let the patience of a visitor who waits at the open desk begin to run, unless it has begun."""
    if person < 0:
        contact = w.outside[occasion]
        if contact.patient:
            return
        contact.patient = 1
        patience = outside_patience(p, w.state[0].key, occasion)
    else:
        c = w.people[person]
        if c.patient:
            return
        c.patient = 1
        patience = patience_time(p, c, occasion)
    schedule(w, now + patience, Turn.GIVING_UP, person, occasion, 0)


def begin_service(w: World, p: Parameters, now: float, person: int, occasion: int, post: int) -> None:
    """Let the agent at a post take a visitor."""
    w.began[post] = now
    if person < 0:
        w.outside[occasion].case = Case.SERVED
        note_contact(w, now, Kind.ANSWER, occasion, Kind.CONTACT, post)
        span = outside_service(p, w.state[0].key, occasion)
    else:
        c = w.people[person]
        c.case = Case.SERVED
        c.wait = now - c.complaint_time
        note(w, now, Kind.ANSWER, c, occasion, Kind.COMPLAINT, post)
        span = service_time(p, c, occasion)
    schedule(w, now + span, Turn.SERVICE_END, person, occasion, post)


def end_service(w: World, p: Parameters, now: float, post: int) -> None:
    """Count an answered contact and the time it took; pay the agent for what went on after closing."""
    w.state[0].served += 1
    w.state[0].busy += time_within_hours(p, w.began[post], now, post)
    pay_due = overtime_pay(p, w.began[post], now, post)
    if pay_due:
        book_amount(w, now, Kind.OVERTIME, post, Account.OVERTIME, -pay_due, post)


def end_visit(w: World, p: Parameters, now: float, turn: int, person: int, occasion: int) -> bool:
    """Let a visit go on with an answer, the end of patience, a solution, a follow-up or coming again, if it still may.

    Returns whether a customer's complaint is closed, so that her life goes on.
    """
    if person < 0:
        end_contact(w, now, turn, occasion)
        return False
    c = w.people[person]
    if c.purchases - 1 != occasion:
        return False
    if turn == Turn.SERVICE_END and c.case == Case.SERVED:
        answer(w, p, c, now)
    elif turn == Turn.GIVING_UP and c.case == Case.WAITING:
        give_up(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.PASSED_ON:
        solve(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.FOLLOW_UP:
        follow_up(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.HANDED_ON:
        be_heard(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.ASKED:
        hear_from_above(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.REFUSED:
        come_again(w, p, c, now)
    else:
        return False
    return c.case == Case.NONE


def end_contact(w: World, now: float, turn: int, number: int) -> None:
    """Let a contact from outside be answered or give up."""
    contact = w.outside[number]
    if turn == Turn.SERVICE_END:
        contact.case = Case.NONE
        w.state[0].answered += 1
        note_contact(w, now, Kind.SERVED, number, Kind.CONTACT, 0)
    elif contact.case == Case.WAITING:
        contact.case = Case.NONE
        note_contact(w, now, Kind.GIVE_UP, number, Kind.CONTACT, 0)


def send_away(w: World, now: float, person: int, occasion: int) -> None:
    """Let a visitor who waits at closing give up; a letter keeps its place."""
    if is_waiting(w, person, occasion) and (person < 0 or not w.people[person].written):
        schedule(w, now, Turn.GIVING_UP, person, occasion, 0)
