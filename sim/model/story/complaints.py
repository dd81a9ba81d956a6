"""Complaining: brought to the desk, answered or given up, solved at once or later, perhaps followed up, closed."""

from sim.model.codes import Account, Case, Kind, Outcome, Severity, Turn
from sim.model.flat import Parameters, Person
from sim.model.rules.authority import allow, approval_time, is_audited, is_granted, misused
from sim.model.rules.blame import blame_response, forgive
from sim.model.rules.causes import remove_root
from sim.model.rules.complaints import (
    again_outcome,
    answer_cost,
    back_office_time,
    compensation_amount,
    follow_up_outcome,
    is_followed_up,
    is_resolved,
    is_written,
    perceived_quality,
    recovery_outcome,
)
from sim.model.rules.friction import annoy, handoffs
from sim.model.rules.incentives import is_false
from sim.model.rules.insults import take_insult
from sim.model.rules.reputation import goes_public, reach_of
from sim.model.rules.satisfaction import (
    satisfaction_after_giving_up,
    satisfaction_after_purchase,
    satisfaction_after_recovery,
)
from sim.model.rules.stations import dispatch_due, is_on_the_spot, way_time
from sim.model.rules.steps import comes_again, is_broken, is_caught
from sim.model.story.hands import schedule
from sim.model.story.parting import close_purchase
from sim.model.story.writing import note, note_mood, pay
from sim.model.world import World


def complain(w: World, p: Parameters, c: Person, now: float) -> None:
    """Complain; perhaps one is handed on first to whoever hears it. Nothing is bought until the complaint is closed."""
    n = c.purchases - 1
    c.complaints += 1
    c.complaint_time = now
    c.written = int(is_written(p, c, n))
    c.patient = 0
    c.attempt = 0
    c.booked = 0
    c.broken = 0
    c.refused = 0
    allow(p, c, compensation_amount(p, c.price))
    pay(w, now, Kind.COMPLAINT, c, n, Kind.FAILURE, Account.HANDLING, -p.complaint_cost, c.written)
    times = 0
    if p.friction_on:
        times = handoffs(p, c, n)
        annoy(p, c, n, times)
    if times > 0:
        c.case = Case.HANDED_ON
        note(w, now, Kind.HANDOFF, c, n, Kind.COMPLAINT, times)
        schedule(w, now + times * p.rule_handoff_time, Turn.LATER, c.number, n, 0)
    else:
        be_heard(w, p, c, now)


def be_heard(w: World, p: Parameters, c: Person, now: float) -> None:
    """Bring a complaint to whoever hears it: it waits for an agent; without a desk it is answered at once."""
    if p.desk_on:
        c.case = Case.GONE_FOR_NOW  # until she is there: who waits is counted in the desk's order of time
        schedule(w, now, Turn.ARRIVAL, c.number, c.purchases - 1, c.attempt)
    else:
        c.wait = now - c.complaint_time
        answer(w, p, c, now)


def answer(w: World, p: Parameters, c: Person, now: float) -> None:
    """Answer a complaint, perhaps with an apology, and send for help if it comes from a station."""
    if p.steps_on:
        c.load = w.state[0].load
    forgive(p, c, now)
    if p.stations_on:
        c.case = Case.SENT_FOR
        schedule(w, now + way_time(p, c.distance), Turn.LATER, c.number, c.purchases - 1, 0)
    else:
        put_right(w, p, c, now)


def be_helped(w: World, p: Parameters, c: Person, now: float) -> None:
    """Let help arrive from the nearest station; it has cost the way."""
    n = c.purchases - 1
    c.wait = now - c.complaint_time
    spot = int(is_on_the_spot(p, c))
    pay(w, now, Kind.DISPATCH, c, n, Kind.COMPLAINT, Account.DISPATCH, -dispatch_due(p, c), spot)
    put_right(w, p, c, now)


def put_right(w: World, p: Parameters, c: Person, now: float) -> None:
    """Put right what was complained about: it is settled there and then, or a solution is promised."""
    n = c.purchases - 1
    solved = now + back_office_time(p, c, n)
    if solved > now:
        c.case = Case.PASSED_ON
        w.state[0].cases += 1
        note(w, now, Kind.PASSED_ON, c, n, Kind.COMPLAINT, 0)
        schedule(w, solved, Turn.LATER, c.number, n, 0)
    else:
        settle_complaint(w, p, c, now)


def solve(w: World, p: Parameters, c: Person, now: float) -> None:
    """Bring the solution from the back office, for which she has waited until now; or nothing comes."""
    c.wait = now - c.complaint_time
    w.state[0].cases -= 1
    if is_broken(p, c, c.purchases - 1):
        break_promise(w, p, c, now)
    else:
        settle_complaint(w, p, c, now)


def break_promise(w: World, p: Parameters, c: Person, now: float) -> None:
    """Leave her without what was promised for now: it is unresolved, and as one more minor failure to her."""
    n = c.purchases - 1
    c.broken = 1
    c.outcome = Outcome.UNRESOLVED
    c.satisfaction = satisfaction_after_purchase(p, c.satisfaction, Severity.MINOR)
    note(w, now, Kind.BROKEN, c, n, Kind.PASSED_ON, 0)
    follow_up_or_close(w, p, c, now, Kind.BROKEN)


def settle_complaint(w: World, p: Parameters, c: Person, now: float) -> None:
    """Settle a complaint, or ask somebody above first, if more is to be paid back than may be."""
    if p.authority_on and compensation_amount(p, c.price) > c.allowed:
        c.case = Case.ASKED
        n = c.purchases - 1
        schedule(w, now + approval_time(p, c, n), Turn.LATER, c.number, n, 0)
    else:
        give_answer(w, p, c, now)


def hear_from_above(w: World, p: Parameters, c: Person, now: float) -> None:
    """Settle a complaint as somebody above has decided: what was asked for is paid back, or the limit."""
    n = c.purchases - 1
    c.wait = now - c.complaint_time
    granted = is_granted(p, c, n)
    if granted:
        c.allowed = compensation_amount(p, c.price)
    note(w, now, Kind.APPROVAL, c, n, Kind.COMPLAINT, int(granted))
    give_answer(w, p, c, now)


def give_answer(w: World, p: Parameters, c: Person, now: float) -> None:
    """Say what is done about a complaint and pay for it; perhaps it is followed up."""
    n = c.purchases - 1
    c.outcome = recovery_outcome(p, c, n)
    pay(w, now, Kind.SERVED, c, n, Kind.COMPLAINT, Account.HANDLING, -answer_cost(p, c.outcome), c.outcome)
    compensate(w, p, c, now, Kind.SERVED)
    if p.authority_on:
        look_after(w, p, c, now)
    follow_up_or_close(w, p, c, now, Kind.SERVED)


def look_after(w: World, p: Parameters, c: Person, now: float) -> None:
    """Let the limit be misused, perhaps, and an answer be looked at afterwards."""
    n = c.purchases - 1
    if is_audited(p, c, n):
        pay(w, now, Kind.AUDIT, c, n, Kind.SERVED, Account.AUDIT, -p.audit_cost, 0)
    loss = misused(p, c, n)
    if loss:
        pay(w, now, Kind.MISUSE, c, n, Kind.SERVED, Account.MISUSE, -loss, 0)


def compensate(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Pay something back, in cash or as a voucher."""
    n = c.purchases - 1
    amount = c.allowed if p.authority_on else compensation_amount(p, c.price)
    if amount and p.recovery_voucher:
        c.voucher += amount
        note(w, now, Kind.COMPENSATION, c, n, by, amount)
    elif amount:
        pay(w, now, Kind.COMPENSATION, c, n, by, Account.COMPENSATION, -amount, amount)


def follow_up_or_close(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Leave a complaint to a follow-up, if it is to be followed up and not reported as resolved, or close it."""
    if is_followed_up(p, c.outcome) and not is_false(p, c, c.purchases - 1):
        c.case = Case.FOLLOW_UP
        schedule(w, now + p.follow_up_lag, Turn.LATER, c.number, c.purchases - 1, 0)
    else:
        end_round(w, p, c, now, by)


def follow_up(w: World, p: Parameters, c: Person, now: float) -> None:
    """Take an unresolved complaint up once more, or bring what was promised and did not come."""
    n = c.purchases - 1
    before = Kind.BROKEN if c.broken else Kind.SERVED
    caught = c.broken > 0 and is_caught(p, c, n)
    if caught:
        c.broken = 0
        c.wait = now - c.complaint_time
        c.outcome = recovery_outcome(p, c, n)
    elif not c.broken:
        c.outcome = follow_up_outcome(p, c, n)
    pay(w, now, Kind.FOLLOW_UP, c, n, before, Account.FOLLOW_UP, -p.follow_up_cost, c.outcome)
    if caught:
        compensate(w, p, c, now, Kind.FOLLOW_UP)
    end_round(w, p, c, now, Kind.FOLLOW_UP)


def end_round(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Close a complaint, unless she who was refused comes again with it."""
    n = c.purchases - 1
    if comes_again(p, c, n):
        c.case = Case.REFUSED
        schedule(w, now + p.again_after, Turn.LATER, c.number, n, 0)
    else:
        close_complaint(w, p, c, now, by)


def come_again(w: World, p: Parameters, c: Person, now: float) -> None:
    """Come again with a complaint that was refused: it is heard at once, and what was promised is brought now."""
    n = c.purchases - 1
    c.wait = now - c.complaint_time
    c.outcome = again_outcome(p, c, n)
    c.refused += 1
    pay(w, now, Kind.AGAIN, c, n, Kind.COMPLAINT, Account.HANDLING, -p.complaint_cost, c.outcome)
    if c.broken:
        c.broken = 0
        compensate(w, p, c, now, Kind.AGAIN)
    end_round(w, p, c, now, Kind.AGAIN)


def close_complaint(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Close a complaint with its outcome, and with it the story of the purchase."""
    n = c.purchases - 1
    c.case = Case.NONE
    resolved = is_resolved(c.outcome)
    if resolved:
        c.resolved += 1
        remove_root(p, c, n)
    blame_response(p, c, now)
    c.satisfaction = satisfaction_after_recovery(p, c.satisfaction, perceived_quality(p, c), c.again)
    take_insult(p, c)
    note(w, now, Kind.CLOSED, c, n, by, c.outcome)
    if p.incentives_on and (resolved or is_false(p, c, n)):
        pay(w, now, Kind.REPORTED, c, n, Kind.CLOSED, Account.BONUS, -p.pay_bonus, int(resolved))
    note_mood(w, p, c, now, n, Kind.CLOSED)
    if not resolved:
        go_public(w, p, c, now, Kind.CLOSED)
    close_purchase(w, p, c, now, Kind.CLOSED)


def give_up(w: World, p: Parameters, c: Person, now: float) -> None:
    """Give up in the line: the complaint stays unresolved."""
    n = c.purchases - 1
    c.case = Case.NONE
    c.outcome = Outcome.UNRESOLVED
    c.given_up += 1
    blame_response(p, c, now)
    c.satisfaction = satisfaction_after_giving_up(p, c.satisfaction)
    note(w, now, Kind.GIVE_UP, c, n, Kind.COMPLAINT, 0)
    note_mood(w, p, c, now, n, Kind.GIVE_UP)
    go_public(w, p, c, now, Kind.GIVE_UP)
    close_purchase(w, p, c, now, Kind.GIVE_UP)


def go_public(w: World, p: Parameters, c: Person, now: float, by: int) -> None:
    """Make a complaint in vain public, perhaps."""
    n = c.purchases - 1
    if p.reputation_on and goes_public(p, c, n):
        reached = reach_of(p, c, n)
        w.state[0].reached += reached
        note(w, now, Kind.PUBLIC, c, n, by, reached)
