"""The story of coming, buying and telling: lives made by hand, with every row and the fields that move.

Prices are 20.00, goods 14.00. Times are those of the draws; a customer from the start buys with number 1 first.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Loss, Network, Outcome, Reception, Route, Severity, Status
from sim.model.parameters import Parameters
from sim.model.quantiles import poisson_quantile
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.setting import EntryAs, Setting
from sim.model.storage import ACCOUNTS
from tests.engine.hand import CERTAIN, NOTHING, buys, draw, failing, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import quiet, world

FREE = (Account.NONE, 0)  # an event that costs nothing
START = (0.0, Kind.JOIN, 0, NOTHING, *FREE, Route.START)
PRICE_ONLY = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def advertised(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who leave for a rival because of the price at the first purchase; advertising brings all in."""
    given: dict[str, Any] = {"leaving_chance": 1.0, "leaving_causes": PRICE_ONLY, "leaving_to_rival": 1.0}
    given |= {"advertising_on": 1, "rival_openness": 1.0, "acquisition_on": 1, "acquire_cost": 700}
    return replace(loyal(**(given | changes)), advertising_rate=0.5)


def test_a_customer_from_the_start_buys_and_her_goods_are_paid() -> None:
    t = times(3)
    record = both(world(loyal(), 1, t[3]))

    assert life(record) == [START, *buys(t[1], 1, Kind.PURCHASE), *buys(t[2], 2, Kind.PURCHASE)]
    assert not unlike(
        record.people[0], status=Status.CUSTOMER, route=Route.START, joined=0.0, bought=2, purchases=3, failures=0,
        first_purchase=t[1], last_purchase=t[2], next_purchase=t[3], outcome=Outcome.SILENT, severity=Severity.NONE,
    )  # fmt: skip
    assert record.heads.tolist() == [0, 0, 1, 0, 0]
    assert record.people[0]["totals"].tolist() == record.ledger[1].tolist() == [0, 4000, -2800] + [0] * (ACCOUNTS - 3)


def test_who_enters_as_a_customer_buys_at_once() -> None:
    entry = 1.0 + draw(Purpose.ENTRY_TIME, 0)
    later = entry + waits(Purpose.GAP, 0, 1.0)
    p = loyal(acquisition_on=1, acquire_cost=700, hazards_on=1, hazard_rates=(0.0,) * 7 + (1e-9,))
    record = both(world(p, 1, later, entries=(0, 1)))

    assert life(record) == [
        (entry, Kind.ENTRY, 0, NOTHING, *FREE, 1),
        (entry, Kind.JOIN, 0, NOTHING, *FREE, Route.ENTRY),
        *buys(entry, 0, Kind.JOIN),
    ]
    moves = entry + waits(Purpose.MOVING, 0, 1e-9)
    assert not unlike(record.people[0], started=0, joined=entry, next_purchase=later, entry=entry, departure=moves)


def test_who_joins_takes_the_price_of_the_day_for_granted_and_begins_to_feel_the_rival() -> None:
    p = loyal(price_on=1, price_level=2.0, price_loss=0.0, rivals_on=1, rivals_rate=1e-9)
    record = both(world(p, 1, 1.0, entries=(1,)))

    assert not unlike(record.people[0], reference_level=2.0, price_gap=0.0, pull_left=waits(Purpose.RIVAL, 0, 1.0))
    assert not unlike(record.people[0], pull_since=record.people[0]["joined"], appointed=float("inf"))


def test_who_enters_as_a_prospect_waits_for_advertising_and_costs_what_winning_costs() -> None:
    entry = draw(Purpose.ENTRY_TIME, 0)
    won = entry + waits(Purpose.ADVERT, 0, 0.5)
    setting = world(advertised(leaving_chance=0.0), 1, won + 1e-9, entries=(1,), entry_as=EntryAs.PROSPECT)
    record, before = both(setting), both(replace(setting, run_length=won))

    assert life(record) == [
        (entry, Kind.ENTRY, 0, NOTHING, *FREE, 0),
        (won, Kind.JOIN, 0, NOTHING, Account.ACQUISITION, -700, Route.ADVERTISING),
        *buys(won, 0, Kind.JOIN),
    ]
    assert before.heads.tolist() == [0, 1, 0, 0, 0]
    assert not unlike(before.people[0], status=Status.PROSPECT, started=0, route=Route.ADVERTISING, next_purchase=won)


def test_a_prospect_who_moves_away_is_out_of_the_market() -> None:
    moves = waits(Purpose.MOVING, 0, 0.5)
    p = loyal(start_customers=0.0, hazards_on=1, hazard_rates=(0.0,) * 7 + (0.5,))
    record = both(world(p, 1, 99.0))

    assert life(record) == [(moves, Kind.MOVE, 0, (-1, 0, 0), *FREE, 8 * Cause.INVOLUNTARY + Status.OUT)]
    assert record.heads.tolist() == [0, 0, 0, 0, 1]
    assert not unlike(record.people[0], left=float("inf"), cause=0, loss=0)


def test_who_leaves_at_a_purchase_goes_to_the_rival_and_comes_back() -> None:
    t = times(1)
    back = t[1] + waits(Purpose.ADVERT, 2, 0.5)
    record = both(world(advertised(), 1, back + 1e-9))
    gone = 8 * Cause.PRICE + Status.RIVAL

    assert life(record) == [
        START,
        *buys(t[1], 1, Kind.PURCHASE),
        (t[1], Kind.DEPARTURE, 1, (Kind.PURCHASE, 0, 1), *FREE, gone),
        (back, Kind.JOIN, 2, NOTHING, Account.ACQUISITION, -700, Route.ADVERTISING),
        *buys(back, 2, Kind.JOIN),
        (back, Kind.DEPARTURE, 2, (Kind.PURCHASE, 0, 2), *FREE, gone),
    ]
    assert record.heads.tolist() == [0, 0, 0, 1, 0]
    assert not unlike(
        record.people[0], left=back, joined=back, first_purchase=t[1], last_purchase=back, bought=2, products=0,
        cause=Cause.PRICE, loss=Loss.LEFT, next_purchase=back + waits(Purpose.ADVERT, 3, 0.5), blamed=0, led=0,
    )  # fmt: skip


def test_who_leaves_by_the_calendar_leaves_since_she_joined() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    p = loyal(buying_rate=0.0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0), leaving_to_rival=0.0)
    record = both(world(p, 1, 99.0))

    gone = (leaves, Kind.DEPARTURE, 0, (Kind.JOIN, 0, 0), *FREE, 8 * Cause.PRICE + Status.OUT)
    assert life(record) == [START, gone]
    assert not unlike(record.people[0], left=leaves, cause=Cause.PRICE, loss=Loss.LEFT, route=Route.START)


def test_an_occasion_that_goes_elsewhere_follows_the_one_before() -> None:
    # Given a wallet that is the rival's until midnight of day 2, then the firm's
    t = times(4)
    assert t[2] < 2.0 < t[3]
    rivals = loyal(wallet_on=1, wallet_share=0.0, wallet_satisfaction=0.0)
    phases = ((0, rivals), (2, replace(rivals, wallet_share=1.0)))
    record = both(Setting(1, t[4] + 1e-9, phases=phases))
    early = both(world(rivals, 1, t[3]))

    strays = [
        (t[1], Kind.ELSEWHERE, 1, (Kind.PURCHASE, 0, 0), *FREE, 2000),
        (t[2], Kind.ELSEWHERE, 2, (Kind.ELSEWHERE, 0, 1), *FREE, 2000),
    ]
    assert life(record) == [START, *strays, *buys(t[3], 3, Kind.ELSEWHERE), *buys(t[4], 4, Kind.PURCHASE)]
    assert life(early) == [START, *strays]
    assert not unlike(
        early.people[0], strayed=1, purchases=3, bought=0, next_purchase=t[3], first_purchase=float("inf")
    )
    assert not unlike(record.people[0], strayed=0, purchases=5, bought=2, first_purchase=t[3])


def test_serving_a_reward_by_the_price_and_quality_are_paid_beside_the_goods() -> None:
    # Given a price a tenth above what she knows; half of 3/10 of serving is saved after ten purchases
    t = times(2)
    p = loyal(
        serving_on=1, reward_on=1, reward_share=0.1, price_on=1, price_level=1.1, price_hidden=0.5, price_loss=0.0,
        price_frequency=0.0, price_basket=0.0, quality_base=0.0, quality_on=1, quality_spend=0.05, serve_cost=100,
    )  # fmt: skip
    record = both(world(p, 1, t[2]))

    purchase = (Kind.PURCHASE, 0, 1)
    assert life(record) == [
        START,
        (t[1], Kind.PURCHASE, 1, (Kind.PURCHASE, 0, 0), Account.SALES, 3300, 0),
        (t[1], Kind.GOODS, 1, purchase, Account.GOODS, -1400, 0),
        (t[1], Kind.SERVICE_COST, 1, purchase, Account.SERVING, -round(100 * (1 - 0.3 * 1 / 11)), 0),
        (t[1], Kind.SERVICE_COST, 1, purchase, Account.REWARDS, -330, 0),
        (t[1], Kind.SERVICE_COST, 1, purchase, Account.QUALITY, -100, 0),
    ]
    assert not unlike(
        record.people[0], price_gap=pytest.approx(0.1), hidden_share=0.5, reference_level=pytest.approx(1.03)
    )


def test_one_more_product_follows_the_purchase_and_makes_the_next_one_dearer() -> None:
    t = times(3)
    record = both(world(loyal(crossbuying_on=1, cross_chance=1.0, cross_products=2), 1, t[3]))

    assert life(record) == [
        START,
        *buys(t[1], 1, Kind.PURCHASE),
        (t[1], Kind.CROSS_BUY, 1, (Kind.PURCHASE, 0, 1), *FREE, 2),
        (t[2], Kind.PURCHASE, 2, (Kind.PURCHASE, 0, 1), Account.SALES, 2500, 0),
        (t[2], Kind.GOODS, 2, (Kind.PURCHASE, 0, 2), Account.GOODS, -1750, 0),
    ]
    assert record.people[0]["products"] == 1


def test_products_are_given_up_on_leaving() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.1)
    p = loyal(crossbuying_on=1, cross_chance=1.0, hazards_on=1, hazard_rates=(0, 0, 0.1, 0, 0, 0, 0, 0))
    assert leaves > times(1)[1]

    assert both(world(p, 1, leaves)).people[0]["products"] > 0
    assert both(world(p, 1, leaves + 1e-9)).people[0]["products"] == 0


def test_trouble_free_purchases_move_what_they_should() -> None:
    # Given service that is half above what is expected, and expectations that stay
    p = loyal(
        satisfaction_on=1, familiarity_on=1, familiarity_basket=0.0, familiarity_rate=1.0, neglect_on=1,
        neglect_weight=0.0, expectation_on=1, expectation_noise=0.0, expectation_market=0.0, expectation_drift=0.0,
        service_level=1.0, pushing_on=1, push_basket=0.0,
    )  # fmt: skip
    first = times(1)[1]
    second = first + waits(Purpose.GAP, 1, 1.05)
    record = both(world(p, 1, second + 1e-9))

    # Then gains of 2% of the way and of 0.2 x 0.5, less 5% for pushing; familiarity 5% of the way; trust 10%
    once = (0.5 + 0.02 * 0.5 + 0.1) * 0.95
    twice = (once + 0.02 * (1.0 - once) + 0.1) * 0.95
    assert not unlike(
        record.people[0], satisfaction=pytest.approx(twice), familiarity=pytest.approx(0.0975), bought=2,
        trust=pytest.approx(0.19), silence=second - first, expectation_time=second, last_purchase=second,
    )  # fmt: skip


def test_the_rivals_pull_follows_satisfaction_after_a_purchase() -> None:
    t = times(1)
    p = loyal(
        rivals_on=1, rivals_rate=1e-6, rivals_reach=1.0, rivals_barrier=0.0, rivals_beta=CERTAIN, rivals_resistance=1.0,
        satisfaction_on=1, satisfaction_gain=1.0, satisfaction_start=0.0,
    )  # fmt: skip
    before, after = (both(world(p, 1, end)) for end in (t[1], t[1] + 1e-9))

    # Then who was dissatisfied felt all of it, and feels nothing once she is satisfied
    assert not unlike(before.people[0], pull_rate=1e-6, pull_since=0.0)
    assert not unlike(after.people[0], pull_rate=pytest.approx(0.0, abs=1e-40), pull_since=t[1])


def test_a_failure_lets_the_rivals_pull_be_felt_before_the_answer() -> None:
    t = times(2)
    p = failing(
        desk_on=1, desk_agents=0, rivals_on=1, rivals_rate=1e-6, rivals_reach=1.0, rivals_barrier=0.0,
        rivals_beta=CERTAIN, rivals_resistance=1.0, satisfaction_start=1.0, satisfaction_minor=1.0,
    )  # fmt: skip
    record = both(world(p, 1, t[2]))

    assert not unlike(record.people[0], case=Case.WAITING, pull_rate=1e-6, pull_since=t[1])


def test_she_tells_of_a_purchase_as_often_as_drawn_and_is_believed_overnight() -> None:
    # Given a customer and a prospect who know each other only; whatever is praised makes the prospect join
    p = quiet(
        start_customers=0.5, buying_rate=1.0, buying_rate_law=0, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0,
        praise_mean=3.0, talk_conversion=1.0, doubt_on=1,
    )  # fmt: skip
    she, he = (0, 1) if draw(Purpose.START, 0) < 0.5 else (1, 0)
    assert draw(Purpose.START, 0, he) >= 0.5
    t = times(1, 1.0, she)
    count = poisson_quantile(draw(Purpose.TALK_COUNT, 1, she), 3.0)
    joins = int(t[1]) + 1 + draw(Purpose.JOIN_TIME, 0, he)
    record = both(world(p, 2, joins + 1e-9))
    told = [(t[1], Kind.PRAISE, 512 + 2 * k, (Kind.PURCHASE, she, 1), *FREE, he) for k in range(count)]

    assert count > 1
    assert [row for row in life(record, she) if row[1] == Kind.PRAISE and row[0] == t[1]] == told
    assert life(record, he)[0] == (joins, Kind.JOIN, 0, (Kind.PRAISE, she, 512), *FREE, Route.TELLING)
    praised = [row for row in life(record, she) if row[1] == Kind.PRAISE]
    assert not unlike(record.people[she], praised=len(praised), warned=0, tellings=0)
    assert record.people["consulted"][he] == 0  # who was told does not think twice


def test_a_warning_out_of_the_blue_makes_another_customer_leave_within_the_next_day() -> None:
    # Given two customers; the first word of the one who speaks first comes after her purchase has failed
    p = failing(
        complaints_on=0, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.02, talk_warn=0.0, talk_defection=1.0,
        leaving_to_rival=0.0,
    )  # fmt: skip
    spoke = [waits(Purpose.TALK_TIME, 0, 0.02, person) for person in (0, 1)]
    she = 0 if spoke[0] < spoke[1] else 1
    he = 1 - she
    leaves = int(spoke[she]) + 1 + WITHIN_THE_DAY * draw(Purpose.PERSUASION, 1, she)
    record = both(world(p, 2, leaves + 1e-9))
    last = {who: [row for row in life(record, who) if row[1] == Kind.FAILURE][-1][2] for who in (she, he)}
    said = next(row for row in life(record, she) if row[1] == Kind.WARNING)
    before = [row for row in life(record, she) if row[1] == Kind.FAILURE and row[0] < spoke[she]][-1][2]

    assert times(1, 1.0, she)[1] < spoke[she] < leaves < spoke[he]
    assert said == (spoke[she], Kind.WARNING, 1, (Kind.JOIN, she, before), *FREE, he)
    assert not unlike(record.people[she], tellings=1, warned=1, praised=0)
    gone = (leaves, Kind.DEPARTURE, last[he], (Kind.WARNING, she, 1), *FREE, 8 * Cause.CORE + Status.OUT)
    assert life(record, he)[-1] == gone


def test_a_prospect_joins_at_the_first_occasion_that_her_inclination_wins() -> None:
    # Given an inclination that the draw of the first occasion just misses
    inclination = draw(Purpose.OCCASION, 0)
    p = loyal(
        start_customers=0.0, talk_on=1, talk_reception=Reception.HEADROOM, talk_inclination=inclination,
        talk_occasion_rate=0.5, talk_rate=0.0, reputation_on=1,
    )  # fmt: skip
    wins = next(k for k in range(99) if draw(Purpose.OCCASION, k) < inclination)
    when = [0.0]
    for k in range(wins + 1):
        when.append(when[-1] + waits(Purpose.OCCASION_TIME, k, 0.5))
    won, not_yet = (both(world(p, 1, end)) for end in (when[-1] + 1e-9, when[-1]))

    assert life(won) == [(when[-1], Kind.JOIN, 0, NOTHING, *FREE, Route.OCCASION), *buys(when[-1], 0, Kind.JOIN)]
    assert not unlike(won.people[0], occasions=wins + 1, next_occasion=float("inf"))
    assert not unlike(not_yet.people[0], occasions=wins, next_occasion=when[-1], status=Status.PROSPECT)
