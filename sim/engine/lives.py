"""The compiled engine's persons: the same story as the reference engine's, one function an event."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.calendar import push
from sim.engine.stirs import stray
from sim.engine.twin import jit, jit_inline
from sim.engine.word import go_public, likes_what_she_hears, send
from sim.engine.world import CLOCK, DAY_END, DUE, END, FAULT, FAULT_CLOCK, FAULT_CROWD, PERSONS, note
from sim.engine.worth import buy_another, part_from_firm, pay_for
from sim.model.person import INFINITE

Account, Case, Cause, Kind, Loss, Outcome = (
    rule.Account, rule.Case, rule.Cause, rule.Kind, rule.Loss, rule.Outcome,
)  # fmt: skip
Post, Route, Severity, Status, Turn = rule.Post, rule.Route, rule.Severity, rule.Status, rule.Turn
CROWD = 10_000  # events of one person on one day before the run is stopped


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


@jit_inline
def buy(w: Any, p: Any, c: Any, t: Any) -> None:
    """Buy; if it goes wrong, keep silent or complain."""
    n = c.purchases
    if p.neglect_on:
        rule.break_silence(c, t)
    c.last_purchase = t
    price = rule.basket_price(p, c, n)
    paid = price
    if p.price_on:
        paid = rule.charged_price(p, c, price)
        rule.compare_price(p, c)
    if c.bought == 0:
        c.first_purchase = t
    c.bought += 1
    c.purchases = n + 1
    pk = Kind.JOIN if c.joined == t else Kind.PURCHASE
    if p.wallet_on and c.strayed:
        pk = Kind.ELSEWHERE
        c.strayed = 0
    note(w, t, Kind.PURCHASE, c.number, n, c.number, n if pk == Kind.JOIN else n - 1, pk, Account.SALES, paid, 0)
    note(w, t, Kind.GOODS, c.number, n, c.number, n, Kind.PURCHASE, Account.GOODS, -rule.goods_cost(p, price), 0)
    if c.voucher:
        cost = rule.voucher_cost(p, c.voucher)
        note(w, t, Kind.VOUCHER, c.number, n, c.number, n, Kind.PURCHASE, Account.VOUCHERS, -cost, c.voucher)
        c.voucher = 0
    if p.serving_on or p.reward_on:
        pay_for(w, p, c, t, n, paid)
    c.severity = rule.failure_severity(p, c, n)
    if p.familiarity_on:
        c.familiarity = rule.familiarity_after(p, c.familiarity, c.severity)
    c.outcome = Outcome.SILENT
    if c.severity == Severity.NONE:
        rule.enjoy(p, c, t, n)
        if p.crossbuying_on:
            buy_another(w, p, c, t, n)
        close_story(w, p, c, t, Kind.PURCHASE)
        return
    fail(w, p, c, t, paid)


@jit
def fail(w: Any, p: Any, c: Any, t: Any, price: Any) -> None:
    """Meet a failure: keep silent or complain."""
    n = c.purchases - 1
    c.nature = rule.failure_nature(p, c, n)
    rule.plant_root(p, c)
    rule.blame_failure(p, c, t)
    rule.lose_trust(p, c)
    c.failures += 1
    c.again = rule.is_again(p, t, c.last_failure)
    c.last_failure = t
    note(w, t, Kind.FAILURE, c.number, n, c.number, n, Kind.PURCHASE, 0, 0, c.severity * 16 + c.nature)
    speaks = rule.complains(p, c, n)
    c.satisfaction = rule.satisfaction_after_purchase(p, c.satisfaction, c.severity)
    if speaks:
        c.price = price
        if p.rivals_on:
            rule.feel_pull(p, c, t)
        complain(w, p, c, t)
    else:
        note(w, t, Kind.SILENCE, c.number, n, c.number, n, Kind.FAILURE, 0, 0, 0)
        close_story(w, p, c, t, Kind.SILENCE)


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
    if c.outcome != Outcome.UNRESOLVED:
        c.resolved += 1
        rule.remove_root(p, c, n)
    rule.blame_response(p, c, t)
    c.satisfaction = rule.satisfaction_after_recovery(p, c.satisfaction, rule.perceived_quality(p, c), c.again)
    note(w, t, Kind.CLOSED, c.number, n, c.number, n, pk, 0, 0, c.outcome)
    if c.outcome == Outcome.UNRESOLVED:
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
def join(w: Any, p: Any, c: Any, t: Any, route: Any) -> None:
    """Become a customer; the first purchase is at once."""
    w.heads[c.status] -= 1
    w.heads[Status.CUSTOMER] += 1
    told = route == Route.TELLING
    rule.start_buying(p, c, t, route)
    rule.start_comparing(p, c, t)
    cost = rule.acquisition_cost(p, route)
    note(w, t, Kind.JOIN, c.number, c.purchases, c.join_parent if told else -1, c.join_occasion if told else 0,
         Kind.PRAISE if told else -1, Account.ACQUISITION if cost else Account.NONE, -cost, route)  # fmt: skip


@jit
def enter(w: Any, p: Any, c: Any, t: Any) -> None:
    """Enter the market, as a customer who buys at once or as a prospect."""
    note(w, t, Kind.ENTRY, c.number, 0, -1, 0, -1, 0, 0, c.started)
    if c.started:
        c.started = 0
        join(w, p, c, t, Route.ENTRY)
    else:
        w.heads[c.status] -= 1
        w.heads[Status.PROSPECT] += 1
        c.status = Status.PROSPECT
        rule.start_looking(p, c, t)


@jit_inline
def own_event(w: Any, p: Any, c: Any, t: Any, turn: Any) -> None:
    """Let a person's own event happen, of the kind ``turn``."""
    if turn == Turn.PURCHASE:
        if p.wallet_on and rule.buys_elsewhere(p, c):
            stray(w, p, c, t)
        else:
            buy(w, p, c, t)
    elif turn == Turn.TELLING:
        telling = rule.telling_unprompted(c.tellings)
        c.tellings += 1
        c.next_talk = rule.talk_time(p, c, t)
        tell(w, p, c, t, telling, c.purchases - 1, Kind.JOIN)
    elif turn == Turn.DEPARTURE:
        by_other = rule.is_owed(c)
        depart(w, p, c, t, c.departure_cause, c.departure_occasion if by_other else c.purchases - 1,
               c.departure_kind if by_other else Kind.JOIN)  # fmt: skip
    elif turn == Turn.JOIN:
        if c.route == Route.TELLING or likes_what_she_hears(w, p, c):
            join(w, p, c, t, c.route)
        else:
            rule.look_again(p, c, t)
    elif turn == Turn.OCCASION:
        k = c.occasions
        c.occasions = k + 1
        if rule.joins_at_occasion(p, c, k) and likes_what_she_hears(w, p, c):
            join(w, p, c, t, Route.OCCASION)
        else:
            c.next_occasion = rule.occasion_time(p, c, t)
    else:
        enter(w, p, c, t)


@jit_inline
def await_at_desk(w: Any, c: Any) -> None:
    """Put the next telling or departure of somebody at the desk in the day's calendar, or keep it for a later day."""
    t = rule.next_time(c)
    if t < w.f[DAY_END]:
        push(w.calendar, w.n[DUE], t, rule.next_turn(c, t), c.number, c.purchases - 1, 0)
        w.n[DUE] += 1
        w.due[c.number] = INFINITE
    else:
        w.due[c.number] = t


@jit_inline
def step(w: Any, p: Any, c: Any, last: Any, count: Any) -> Any:
    """Let the next own event of a person at large happen; return its time, or the day's end if there is none today."""
    t = rule.next_time(c)
    day_end = w.f[DAY_END]
    if t >= day_end:
        w.due[c.number] = t
        return day_end
    if t < last:
        w.n[FAULT] = FAULT_CLOCK
        w.f[CLOCK] = t
    if count > CROWD:
        w.n[FAULT] = FAULT_CROWD
        w.f[CLOCK] = t
    own_event(w, p, c, t, rule.next_turn(c, t))
    if c.case:
        await_at_desk(w, c)
        return day_end
    return t


@jit
def follow_up(w: Any, p: Any, c: Any, t: Any) -> None:
    """Take an unresolved complaint up once more, and close it."""
    n = c.purchases - 1
    c.outcome = rule.follow_up_outcome(p, c, n)
    note(w, t, Kind.FOLLOW_UP, c.number, n, c.number, n, Kind.SERVED, Account.FOLLOW_UP, -p.follow_up_cost, c.outcome)
    close_case(w, p, c, t, Kind.FOLLOW_UP)
