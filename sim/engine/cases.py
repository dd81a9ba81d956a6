"""The compiled engine's persons: complaining, being answered, giving up, being followed up."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.calendar import push
from sim.engine.story import close_story
from sim.engine.twin import jit
from sim.engine.word import go_public
from sim.engine.world import DUE, END, note

Account, Case, Kind, Outcome, Turn = rule.Account, rule.Case, rule.Kind, rule.Outcome, rule.Turn


@jit
def complain(w: Any, p: Any, c: Any, t: Any) -> None:
    """Bring a complaint to the desk; without a desk it is answered at once."""
    n = c.purchases - 1
    c.complaints += 1
    c.complaint_time = t
    c.written = rule.is_written(p, c, n)
    c.patient = 0
    c.case = Case.WAITING
    note(w, t, Kind.COMPLAINT, c.number, n, c.number, n, Kind.FAILURE, Account.HANDLING, -p.complaint_cost, c.written)
    if p.desk_on:
        push(w.calendar, w.n[DUE], t, Turn.ARRIVAL, c.number, n, 0)
        w.n[DUE] += 1
    else:
        c.wait = 0.0
        answer(w, p, c, t)


@jit
def answer(w: Any, p: Any, c: Any, t: Any) -> None:
    """Give the answer to a complaint and pay for it; perhaps it is followed up."""
    n = c.purchases - 1
    c.outcome = rule.recovery_outcome(p, c, n)
    cost = rule.answer_cost(p, c.outcome)
    note(w, t, Kind.SERVED, c.number, n, c.number, n, Kind.COMPLAINT, Account.HANDLING, -cost, c.outcome)
    amount = rule.compensation_amount(p, c.price)
    if amount and p.recovery_voucher:
        c.voucher += amount
        note(w, t, Kind.COMPENSATION, c.number, n, c.number, n, Kind.SERVED, 0, 0, amount)
    elif amount:
        note(w, t, Kind.COMPENSATION, c.number, n, c.number, n, Kind.SERVED, Account.COMPENSATION, -amount, amount)
    if rule.is_followed_up(p, c.outcome):
        c.case = Case.FOLLOW_UP
        later = t + p.follow_up_lag
        if later < w.f[END]:
            push(w.calendar, w.n[DUE], later, Turn.FOLLOW_UP, c.number, n, 0)
            w.n[DUE] += 1
    else:
        close_case(w, p, c, t, Kind.SERVED)


@jit
def close_case(w: Any, p: Any, c: Any, t: Any, pk: Any) -> None:
    """Close a complaint with its outcome, and with it the story of the purchase."""
    n = c.purchases - 1
    c.case = Case.NONE
    resolved = rule.is_resolved(c.outcome)
    if resolved:
        c.resolved += 1
        rule.remove_root(p, c, n)
    rule.blame_response(p, c, t)
    c.satisfaction = rule.satisfaction_after_recovery(p, c.satisfaction, rule.perceived_quality(p, c), c.again)
    rule.take_insult(p, c)
    note(w, t, Kind.CLOSED, c.number, n, c.number, n, pk, 0, 0, c.outcome)
    if not resolved:
        go_public(w, p, c, t, Kind.CLOSED)
    close_story(w, p, c, t, Kind.CLOSED)


@jit
def give_up(w: Any, p: Any, c: Any, t: Any) -> None:
    """Give up in the line: the complaint is unresolved."""
    n = c.purchases - 1
    c.case = Case.NONE
    c.outcome = Outcome.UNRESOLVED
    c.given_up += 1
    rule.blame_response(p, c, t)
    c.satisfaction = rule.satisfaction_after_giving_up(p, c.satisfaction)
    note(w, t, Kind.GIVE_UP, c.number, n, c.number, n, Kind.COMPLAINT, 0, 0, 0)
    go_public(w, p, c, t, Kind.GIVE_UP)
    close_story(w, p, c, t, Kind.GIVE_UP)


@jit
def follow_up(w: Any, p: Any, c: Any, t: Any) -> None:
    """Take an unresolved complaint up once more, and close it."""
    n = c.purchases - 1
    c.outcome = rule.follow_up_outcome(p, c, n)
    note(w, t, Kind.FOLLOW_UP, c.number, n, c.number, n, Kind.SERVED, Account.FOLLOW_UP, -p.follow_up_cost, c.outcome)
    close_case(w, p, c, t, Kind.FOLLOW_UP)
