"""At the desk: what a contact costs and how it ends. Lines, and which agent is free, are the engine's.

A visitor is a customer with a complaint, by her number and purchase, or a contact from outside: person -1, by number.
"""

from sim.model.codes import Account, Case, Kind, Turn
from sim.model.flat import Parameters, Person
from sim.model.rules.callback import is_carried, is_reached_back, takes_callback
from sim.model.rules.desk import is_open, overtime_pay, patience_time, service_time, time_within_hours
from sim.model.rules.outside import outside_patience, outside_service, outside_time
from sim.model.rules.redial import calls_again, redial_span
from sim.model.story.complaints import (
    answer,
    be_heard,
    be_helped,
    come_again,
    follow_up,
    give_up,
    hear_from_above,
    solve,
)
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


def reach_desk(w: World, now: float, person: int, occasion: int, attempt: int) -> bool:
    """Let a visitor reach the desk, for the first time or calling again; return whether she still wants to."""
    if person < 0:
        contact = w.outside[occasion]
        if attempt == 0:
            note_contact(w, now, Kind.CONTACT, occasion, NO_KIND, 0)
        contact.case = Case.WAITING
        w.state[0].waiting += 1
    else:
        c = w.people[person]
        if c.case == Case.GONE_FOR_NOW and c.purchases - 1 == occasion and c.attempt == attempt:
            c.case = Case.WAITING
            w.state[0].waiting += 1
    return is_waiting(w, person, occasion, attempt)


def is_waiting(w: World, person: int, occasion: int, attempt: int) -> bool:
    """Return whether a visitor still waits in this call: not served, not given up, not moved away."""
    if person < 0:
        return w.outside[occasion].case == Case.WAITING and w.outside[occasion].attempt == attempt
    c = w.people[person]
    return c.case == Case.WAITING and c.purchases - 1 == occasion and c.attempt == attempt


def line_up(w: World, p: Parameters, now: float, person: int, occasion: int) -> None:
    """Let a visitor stand in the line, perhaps to be called back; before the opening her patience does not run."""
    s = w.state[0]
    before = s.waiting - 1
    if person < 0:
        contact = w.outside[occasion]
        if is_open(p, now) and takes_callback(p, s.key, occasion, contact.attempt, before):
            contact.booked = 1
            note_contact(w, now, Kind.CALLBACK, occasion, Kind.CONTACT, 0)
    else:
        c = w.people[person]
        if is_open(p, now) and not c.written and takes_callback(p, c.key, occasion, c.attempt, before):
            c.booked = 1
            note(w, now, Kind.CALLBACK, c, occasion, Kind.COMPLAINT, 0)
    if is_open(p, now):
        start_patience(w, p, now, person, occasion)


def start_patience(w: World, p: Parameters, now: float, person: int, occasion: int) -> None:
    """Let the patience of a visitor who waits at the open desk begin to run, unless it has or she is called back."""
    if person < 0:
        contact = w.outside[occasion]
        if contact.patient or contact.booked:
            return
        contact.patient = 1
        attempt = contact.attempt
        patience = outside_patience(p, w.state[0].key, occasion, attempt)
    else:
        c = w.people[person]
        if c.patient or c.booked:
            return
        c.patient = 1
        attempt = c.attempt
        patience = patience_time(p, c, occasion)
    schedule(w, now + patience, Turn.GIVING_UP, person, occasion, attempt)


def can_be_served(w: World, p: Parameters, now: float, person: int, occasion: int) -> bool:
    """Return whether a visitor whose turn it is can be served; who is called back and not reached gives up."""
    if person < 0:
        contact = w.outside[occasion]
        attempt = contact.attempt
        there = not contact.booked or is_reached_back(p, w.state[0].key, occasion, attempt)
        contact.booked = 0
    else:
        c = w.people[person]
        attempt = c.attempt
        there = not c.booked or is_reached_back(p, c.key, occasion, attempt)
        c.booked = 0
    if not there:
        schedule(w, now, Turn.GIVING_UP, person, occasion, attempt)
    return there


def begin_service(w: World, p: Parameters, now: float, person: int, occasion: int, post: int) -> None:
    """Let the agent at a post take a visitor."""
    w.began[post] = now
    w.state[0].waiting -= 1
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


def end_visit(w: World, p: Parameters, now: float, turn: int, person: int, occasion: int, post: int) -> bool:
    """Let a visit go on with an answer, the end of patience, a solution, a follow-up or coming again, if it still may.

    ``post`` is the agent's, or the call in which patience ended. Returns whether a customer's complaint is closed, so
    that her life goes on.
    """
    if person < 0:
        end_contact(w, p, now, turn, occasion, post)
        return False
    c = w.people[person]
    if c.purchases - 1 != occasion:
        return False
    if turn == Turn.SERVICE_END and c.case == Case.SERVED:
        answer(w, p, c, now)
    elif turn == Turn.GIVING_UP and is_waiting(w, person, occasion, post) and not c.booked:
        hang_up(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.PASSED_ON:
        solve(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.FOLLOW_UP:
        follow_up(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.HANDED_ON:
        be_heard(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.SENT_FOR:
        be_helped(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.ASKED:
        hear_from_above(w, p, c, now)
    elif turn == Turn.LATER and c.case == Case.REFUSED:
        come_again(w, p, c, now)
    else:
        return False
    return c.case == Case.NONE


def end_contact(w: World, p: Parameters, now: float, turn: int, number: int, attempt: int) -> None:
    """Let a contact from outside be answered, or give up in a call, perhaps to call again."""
    contact = w.outside[number]
    key = w.state[0].key
    if turn == Turn.SERVICE_END:
        contact.case = Case.NONE
        w.state[0].answered += 1
        note_contact(w, now, Kind.SERVED, number, Kind.CONTACT, 0)
    elif is_waiting(w, -1, number, attempt) and not contact.booked:
        w.state[0].waiting -= 1
        if calls_again(p, key, number, attempt):
            contact.case = Case.GONE_FOR_NOW
            contact.attempt = attempt + 1
            contact.patient = 0
            note_contact(w, now, Kind.REDIAL, number, Kind.CONTACT, attempt + 1)
            schedule(w, now + redial_span(p, key, number, attempt), Turn.ARRIVAL, -1, number, attempt + 1)
        else:
            contact.case = Case.NONE
            note_contact(w, now, Kind.GIVE_UP, number, Kind.CONTACT, 0)


def hang_up(w: World, p: Parameters, c: Person, now: float) -> None:
    """Give up in the line: for now and call again, or for good."""
    n = c.purchases - 1
    w.state[0].waiting -= 1
    if calls_again(p, c.key, n, c.attempt):
        c.case = Case.GONE_FOR_NOW
        note(w, now, Kind.REDIAL, c, n, Kind.COMPLAINT, c.attempt + 1)
        schedule(w, now + redial_span(p, c.key, n, c.attempt), Turn.ARRIVAL, c.number, n, c.attempt + 1)
        c.attempt += 1
        c.patient = 0
    else:
        give_up(w, p, c, now)


def send_away(w: World, p: Parameters, now: float, person: int, occasion: int, attempt: int) -> None:
    """Let a visitor who waits at closing give up; a letter keeps its place, and so does who will be called back."""
    if not is_waiting(w, person, occasion, attempt):
        return
    if person < 0:
        contact = w.outside[occasion]
        if contact.booked:
            return
        if is_carried(p, w.state[0].key, occasion, attempt):
            contact.booked = 1
            note_contact(w, now, Kind.CALLBACK, occasion, Kind.CONTACT, 1)
            return
    else:
        c = w.people[person]
        if c.written or c.booked:
            return
        if is_carried(p, c.key, occasion, attempt):
            c.booked = 1
            note(w, now, Kind.CALLBACK, c, occasion, Kind.COMPLAINT, 1)
            return
    schedule(w, now, Turn.GIVING_UP, person, occasion, attempt)
