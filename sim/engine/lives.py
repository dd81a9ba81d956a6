"""The compiled engine's persons: the same story as the reference engine's, one function an event."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.calendar import push
from sim.engine.cases import complain
from sim.engine.stirs import stray
from sim.engine.story import close_story, depart, tell
from sim.engine.twin import jit, jit_inline
from sim.engine.word import likes_what_she_hears
from sim.engine.world import CLOCK, DAY_END, DUE, FAULT, FAULT_CLOCK, FAULT_CROWD, MORALE, note
from sim.engine.worth import buy_another, pay_for
from sim.model.person import INFINITE

Account, Kind, Outcome = rule.Account, rule.Kind, rule.Outcome
Route, Severity, Status, Turn = rule.Route, rule.Severity, rule.Status, rule.Turn
CROWD = 10_000  # events of one person on one day before the run is stopped


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
    c.severity = rule.failure_severity(p, c, n, w.f[MORALE])
    if p.mirror_on:
        c.severity = rule.mirrored_severity(p, c, c.severity, n, w.f[MORALE])
    if p.interviews_on and c.severity and rule.is_learnt_away(p, c, n, w.known):
        c.severity = Severity.NONE
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
    c.mode = rule.failure_mode(p, c, n, w.f[MORALE])
    c.nature = rule.failure_nature(p, c, n)
    rule.plant_root(p, c)
    rule.blame_failure(p, c, t)
    rule.lose_trust(p, c)
    c.failures += 1
    c.again = rule.is_again(p, t, c.last_failure)
    c.last_failure = t
    note(w, t, Kind.FAILURE, c.number, n, c.number, n, Kind.PURCHASE, 0, 0, rule.failure_detail(c))
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
