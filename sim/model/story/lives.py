"""A person's own events: enter, join, buy, meet a failure, talk, leave by the calendar."""

from sim.model.codes import Account, Kind, Outcome, Route, Severity, Status, Turn
from sim.model.flat import Parameters, Person
from sim.model.rules.acquisition import acquisition_cost
from sim.model.rules.authority import claims, says_yes
from sim.model.rules.blame import blame_failure
from sim.model.rules.buying import basket_price, gap_end, goods_cost, voucher_cost
from sim.model.rules.causes import plant_root
from sim.model.rules.clocks import is_owed
from sim.model.rules.complaints import complains
from sim.model.rules.crossbuying import buys_another
from sim.model.rules.doubt import doubts_too_much, look_again
from sim.model.rules.expectation import enjoy, lose_trust
from sim.model.rules.failures import failure_detail, failure_mode, failure_nature, failure_severity
from sim.model.rules.familiarity import familiarity_after
from sim.model.rules.friction import fee_due
from sim.model.rules.leaving import appointed_driver
from sim.model.rules.life import start_buying, start_looking, stay_away
from sim.model.rules.neglect import break_silence
from sim.model.rules.outreach import get_to_know
from sim.model.rules.price import charged_price, compare_price
from sim.model.rules.problems import is_of_hidden
from sim.model.rules.quality import quality_cost
from sim.model.rules.reward import reward_amount
from sim.model.rules.rivals import feel_pull, start_comparing
from sim.model.rules.satisfaction import is_again, satisfaction_after_purchase
from sim.model.rules.serving import serving_cost
from sim.model.rules.talk import joins_at_occasion, occasion_time, talk_time, telling_unprompted
from sim.model.rules.wallet import buys_elsewhere
from sim.model.rules.winback import open_file
from sim.model.story.complaints import complain
from sim.model.story.floor import meet_staff, please_staff
from sim.model.story.mending import failing_of, take_down
from sim.model.story.parting import close_purchase, depart, move, tell
from sim.model.story.returning import bear, come_back
from sim.model.story.writing import note, note_first, note_mood, pay, write
from sim.model.world import World


def own_event(w: World, p: Parameters, c: Person, now: float, turn: int) -> None:
    """Let a person's own event happen, of the kind ``turn``."""
    if turn == Turn.PURCHASE:
        if p.wallet_on and buys_elsewhere(p, c):
            stray(w, p, c, now)
        else:
            buy(w, p, c, now)
    elif turn == Turn.TELLING:
        k = c.tellings
        c.tellings = k + 1
        c.next_talk = talk_time(p, c, now)
        tell(w, p, c, now, telling_unprompted(k), c.purchases - 1, Kind.JOIN)
    elif turn == Turn.DEPARTURE:
        leave_as_appointed(w, p, c, now)
    elif p.market_closed:
        stay_away(c)
    else:
        come(w, p, c, now, turn)


# Coming --------------------------------------------------------------------------------------------------------------


def come(w: World, p: Parameters, c: Person, now: float, turn: int) -> None:
    """Join as planned or at an occasion, or think better of it; or enter the market."""
    if turn == Turn.JOIN:
        asked = c.route == Route.TELLING or c.route == Route.WIN_BACK  # noqa: PLR1714 no membership in the dialect
        if not asked and p.doubt_on and doubts_too_much(p, c, now):
            look_again(p, c, now, w.state[0].pull)
        else:
            join(w, p, c, now, c.route)
    elif turn == Turn.OCCASION:
        k = c.occasions
        c.occasions = k + 1
        if joins_at_occasion(p, c, k, now, w.state[0].pull):
            join(w, p, c, now, Route.OCCASION)
        else:
            c.next_occasion = occasion_time(p, c, now)
    else:
        enter(w, p, c, now)


def enter(w: World, p: Parameters, c: Person, now: float) -> None:
    """Enter the market on the day fixed in advance, as a customer who buys at once or as a prospect."""
    note_first(w, now, Kind.ENTRY, c, 0, c.started)
    if c.started:
        c.started = 0
        join(w, p, c, now, Route.ENTRY)
    else:
        move(w, c, Status.PROSPECT)
        start_looking(p, c, now, w.state[0].pull)


def join(w: World, p: Parameters, c: Person, now: float, route: int) -> None:
    """Become a customer; the first purchase follows at once."""
    move(w, c, Status.CUSTOMER)
    start_buying(p, c, now, route)
    start_comparing(p, c, now)
    if p.winback_on:
        open_file(c)
    if route == Route.WIN_BACK:
        come_back(w, p, c, now)
        return
    told = route == Route.TELLING
    cost = acquisition_cost(p, route)
    write(
        w, now, Kind.JOIN, c.number, c.purchases,
        c.join_parent if told else -1, c.join_occasion if told else 0, Kind.PRAISE if told else -1,
        Account.ACQUISITION if cost else Account.NONE, -cost, route,
    )  # fmt: skip


# Buying --------------------------------------------------------------------------------------------------------------


def buy(w: World, p: Parameters, c: Person, now: float) -> None:
    """Buy and pay; if it goes wrong, keep silent or complain."""
    n = c.purchases
    if p.neglect_on:
        break_silence(c, now)
    c.last_purchase = now
    price = basket_price(p, c, n)
    paid = price
    if p.price_on:
        paid = charged_price(p, c, price)
        compare_price(p, c)
    if c.bought == 0:
        c.first_purchase = now
    c.bought += 1
    c.purchases = n + 1
    before = Kind.JOIN if c.joined == now else Kind.PURCHASE
    if p.wallet_on and c.strayed:
        before = Kind.ELSEWHERE
        c.strayed = 0
    root = n if before == Kind.JOIN else n - 1
    write(w, now, Kind.PURCHASE, c.number, n, c.number, root, before, Account.SALES, paid, 0)
    pay(w, now, Kind.GOODS, c, n, Kind.PURCHASE, Account.GOODS, -goods_cost(p, price), 0)
    if c.voucher:
        pay(w, now, Kind.VOUCHER, c, n, Kind.PURCHASE, Account.VOUCHERS, -voucher_cost(p, c.voucher), c.voucher)
        c.voucher = 0
    if p.serving_on or p.reward_on or p.quality_on or p.friction_on or p.burdens_on:
        pay_for_serving(w, p, c, now, paid)
    if p.contacts_on:
        get_to_know(p, c, now)
    c.severity = severity_met(w, p, c, n)
    if p.familiarity_on:
        c.familiarity = familiarity_after(p, c.familiarity, c.severity)
    c.outcome = Outcome.SILENT
    if c.severity == Severity.NONE:
        go_well(w, p, c, now, paid)
    else:
        fail(w, p, c, now, paid)


def go_well(w: World, p: Parameters, c: Person, now: float, paid: int) -> None:
    """Be served well; perhaps take one more product, or claim something where the answer is always yes."""
    n = c.purchases - 1
    enjoy(p, c, now, n)
    if p.morale_on and p.staff_on:
        please_staff(w, p, c, n)
    if p.crossbuying_on and buys_another(p, c, n):
        c.products += 1
        note(w, now, Kind.CROSS_BUY, c, n, Kind.PURCHASE, c.products + 1)
    if says_yes(p) and claims(p, c, n, float(w.state[0].yes_days)):
        pay(w, now, Kind.CLAIM, c, n, Kind.PURCHASE, Account.CLAIMS, -paid, 0)
    close_purchase(w, p, c, now, Kind.PURCHASE)


def pay_for_serving(w: World, p: Parameters, c: Person, now: float, paid: int) -> None:
    """Pay what a purchase costs beside its goods: serving it, a reward, keeping it from going wrong; take a fee."""
    n = c.purchases - 1
    if p.serving_on:
        pay(w, now, Kind.SERVICE_COST, c, n, Kind.PURCHASE, Account.SERVING, -serving_cost(p, c, n), 0)
    reward = reward_amount(p, paid) if p.reward_on else 0
    if reward:
        pay(w, now, Kind.SERVICE_COST, c, n, Kind.PURCHASE, Account.REWARDS, -reward, 0)
    spent = quality_cost(p, w.state[0].more_quality) if p.quality_on else 0
    if spent:
        pay(w, now, Kind.SERVICE_COST, c, n, Kind.PURCHASE, Account.QUALITY, -spent, 0)
    fee = fee_due(p, c, n) if p.friction_on else 0
    if fee:
        pay(w, now, Kind.FEE, c, n, Kind.PURCHASE, Account.RULES, fee, 0)
    if p.burdens_on:
        bear(w, p, c, now, paid)


def severity_met(w: World, p: Parameters, c: Person, n: int) -> int:
    """Return how badly purchase n went, as who serves it and the firm's problems leave it."""
    if p.staff_on:
        meet_staff(w, p, c, n)
    if p.backstage_on:
        c.slips = w.state[0].strain * (c.slips if p.staff_on else 1.0)
    return failure_severity(p, c, n, failing_of(w, p, c, n))


def fail(w: World, p: Parameters, c: Person, now: float, paid: int) -> None:
    """Meet a failure: keep silent and decide whether to come again, or complain."""
    n = c.purchases - 1
    s = w.state[0]
    hidden = bool(p.problems_on) and is_of_hidden(p, c, n, s.hidden, s.hidden + s.mending)
    c.mode = failure_mode(p, c, n)
    c.nature = failure_nature(p, c, n)
    plant_root(p, c, n)
    blame_failure(p, c, now)
    lose_trust(p, c)
    c.failures += 1
    c.again = int(is_again(p, now, c.last_failure))
    c.last_failure = now
    note_mood(w, p, c, now, n, Kind.PURCHASE)
    note(w, now, Kind.FAILURE, c, n, Kind.PURCHASE, failure_detail(c))
    speaks = complains(p, c, n)
    c.satisfaction = satisfaction_after_purchase(p, c.satisfaction, c.severity)
    note_mood(w, p, c, now, n, Kind.FAILURE)
    if p.morale_on and p.staff_on:
        please_staff(w, p, c, n)
    if p.problems_on:
        take_down(w, p, c, now, speaks, hidden)
    if speaks:
        c.price = paid
        if p.rivals_on:
            feel_pull(p, c, now)
        complain(w, p, c, now)
    else:
        note(w, now, Kind.SILENCE, c, n, Kind.FAILURE, 0)
        close_purchase(w, p, c, now, Kind.SILENCE)


def stray(w: World, p: Parameters, c: Person, now: float) -> None:
    """Buy elsewhere this time; the next occasion is planned as after a purchase."""
    n = c.purchases
    before = Kind.ELSEWHERE if c.strayed else Kind.PURCHASE
    c.purchases = n + 1
    c.strayed = 1
    write(w, now, Kind.ELSEWHERE, c.number, n, c.number, n - 1, before, Account.NONE, 0, basket_price(p, c, n))
    c.next_purchase = gap_end(p, c, now, n)


# Leaving by the calendar ---------------------------------------------------------------------------------------------


def leave_as_appointed(w: World, p: Parameters, c: Person, now: float) -> None:
    """Leave at the appointed time; somebody else's departure or warning may have made the appointment."""
    owed = is_owed(c)
    depart(
        w, p, c, now, c.departure_cause, appointed_driver(c),
        c.departure_parent if owed else c.number,
        c.departure_occasion if owed else c.purchases - 1,
        c.departure_kind if owed else Kind.JOIN,
    )  # fmt: skip
