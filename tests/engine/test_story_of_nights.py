"""The story of 00:00: what the firm learns, and what reaches a customer, with every row and field."""

from dataclasses import replace
from math import exp, log1p
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind, Loss, Network, Status
from sim.model.parameters import Parameters
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.setting import Setting
from tests.engine.hand import (
    CERTAIN,
    NOTHING,
    complainers,
    draw,
    ended,
    failing,
    life,
    loyal,
    rows,
    times,
    unlike,
    waits,
)
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)  # an event that costs nothing
START = (0.0, Kind.JOIN, 0, NOTHING, *FREE, 1)
T = times(6)
MONTH = 31.0  # the first day of the second month


def hazards(cause: Cause, rate: float) -> tuple[float, ...]:
    """Return rates of leaving by the calendar for one cause alone."""
    return tuple(rate * (k == cause) for k in range(1, 9))


def idle(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who buy nothing and leave for the firm's price, about once in 10 days, for no rival."""
    given: dict[str, Any] = {"buying_rate": 0.0, "hazards_on": 1, "hazard_rates": hazards(Cause.PRICE, 0.1)}
    return loyal(**(given | {"leaving_to_rival": 0.0} | changes))


def turns(person: int, seed: int = 1) -> float:
    """Return when somebody leaves by the calendar."""
    return waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.1, person, seed)


# What the firm learns ---------------------------------------------------------------------------------------------


def test_reputation_gathers_each_nights_word_and_what_was_there_fades() -> None:
    # Given customers who praise until something fails, warn later, and whose complaints go public; one is notorious
    p = complainers(
        start_customers=0.7, buying_rate=0.5, failure_major=0.0, recovery_weights=(1.0, 0.0, 0.0), satisfaction_on=1,
        talk_on=1, talk_network=Network.COMPLETE, talk_rate=1.0, talk_warn=1.0, reputation_on=1, reputation_tau=5.0,
        reputation_weight=2.0, public_chance=0.5, public_reach=3.0, reputation_notorious=0.5, talk_conversion=0.0,
    )  # fmt: skip
    setting = world(p, 4, 20.0)
    record, state = both(setting), ended(setting).state[0]
    stains = sum(draw(Purpose.START, 0, k) < 0.7 and draw(Purpose.NAME, 0, k) < 0.5 for k in range(4))
    words = [[int((rows(record, kind)["time"] // 1 == day).sum()) for day in range(19)]
             for kind in (Kind.PRAISE, Kind.WARNING, Kind.PUBLIC)]  # fmt: skip
    good, bad = 0.0, 0.1 * stains
    for praise, warnings, public in zip(*words, strict=True):
        good, bad = good * exp(-0.2) + praise, bad * exp(-0.2) + warnings + 3.0 * public + 0.1 * stains

    assert all(sum(word) > 3 for word in words)
    assert stains > 0
    assert not unlike(state, told=sum(words[0]), warned=sum(words[1]), published=sum(words[2]))
    assert not unlike(state, good_word=pytest.approx(good), bad_word=pytest.approx(bad))
    assert state.index == pytest.approx((good + 3.0) / (good + bad + 4.0))


def test_from_the_month_on_in_which_the_world_has_heard_advertising_wins_nobody() -> None:
    # Given a complaint in vain that the world has heard of, and a prospect whom advertising would win later
    p = complainers(
        start_customers=0.5, buying_rate=1.0, recovery_weights=(1.0, 0.0, 0.0), reputation_on=1, public_chance=1.0,
        public_reach=1e30, advertising_on=1,
    )  # fmt: skip
    he = next(k for k in range(2) if draw(Purpose.START, 0, k) >= 0.5)
    asks = waits(Purpose.ADVERT, 0, 0.01, he)
    record = both(world(replace(p, advertising_rate=0.01), 2, asks + 1.0))
    before = both(world(replace(p, advertising_rate=0.1), 2, MONTH))

    assert asks > MONTH
    assert life(record, he) == []
    # Then her threshold was carried over at the month's beginning, and the month before ran at the full rate
    assert record.people[he]["advert_since"] >= MONTH
    assert record.people[he]["advert_rate"] < 1e-20
    assert not unlike(before.people[he], advert_rate=0.1, advert_since=0.0)


def test_who_doubts_thinks_twice_and_looks_again() -> None:
    # Given a customer whom something fails at once and who warns her one contact, won by advertising later
    p = failing(
        start_customers=0.5, complaints_on=0, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0, talk_warn=20.0,
        doubt_on=1, doubt_step=1.0, doubt_span=1e9, advertising_on=1,
    )  # fmt: skip
    he = next(k for k in range(2) if draw(Purpose.START, 0, k) >= 0.5)
    asks = waits(Purpose.ADVERT, 0, 0.1, he)
    again = asks + waits(Purpose.HEARD, 1, 0.1, he)
    record = both(world(replace(p, advertising_rate=0.1), 2, again))

    assert asks > 2.0 + times(1, 1.0, 1 - he)[1]
    assert life(record, he) == []
    assert not unlike(record.people[he], consulted=1, next_purchase=again, advert_since=asks, doubt=1.0)


# What reaches a customer --------------------------------------------------------------------------------------------


def test_a_contacts_departure_is_heard_overnight_and_followed() -> None:
    # Given two who know each other, an everyday hazard of a billionth, and a departure that makes it 1 a day
    p = idle(leaving_chance=1e-6, buying_rate=1e-3, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0,
             talk_warn=0.0, praise_mean=0.0, contagion_on=1, contagion_boost=1e9, contagion_tau=30.0)  # fmt: skip
    she, he = sorted((0, 1), key=turns)
    day = int(turns(she)) + 1
    leaves = day - 30.0 * log1p(-waits(Purpose.CONTAGION, 1, 1.0, he) / 30.0)
    record = both(world(p, 2, leaves + 1e-9))
    row = life(record, he)[-1]

    assert leaves < turns(he)
    assert row[:2] == (pytest.approx(leaves), Kind.DEPARTURE)
    assert row[3:] == ((Kind.DEPARTURE, she, record.people["purchases"][she] - 1), *FREE, 8 * Cause.PRICE + Status.OUT)
    assert row[2] == record.people["purchases"][he] - 1
    assert both(world(replace(p, contagion_on=0), 2, leaves + 1e-9)).heads[Status.OUT] == 1


def test_the_customers_of_an_intermediary_follow_her_on_the_next_day() -> None:
    # Given one intermediary who leaves by the calendar, and one who buys through her and would stay longer
    kinds = {seed: [draw(Purpose.PARTNER, 0, k, seed) for k in (0, 1)] for seed in range(99)}
    seed = next(s for s, (a, b) in kinds.items() if a < b and turns(0, s) + 2.0 < turns(1, s))
    p = idle(partners_on=1, partners_share=kinds[seed][1], buying_rate=0.05)
    day = int(turns(0, seed)) + 1
    setting = world(p, 2, day + 1.0)
    record = both(setting, seed)
    dealers, hers = (int(n) - 1 for n in record.people["purchases"])
    leaves = day + WITHIN_THE_DAY * draw(Purpose.PARTNER, 2 * (dealers + 1) + 2, 1, seed)

    detail = 128 * Loss.OTHER + 8 * Cause.PRICE + Status.OUT
    assert life(record, 1)[-1] == (leaves, Kind.DEPARTURE, hers, (Kind.DEPARTURE, 0, dealers), *FREE, detail)
    assert not unlike(record.people[0], intermediary=1, led=dealers + 1, loss=Loss.LEFT, left=turns(0, seed))
    assert not unlike(record.people[1], partner=0, led=0, loss=Loss.OTHER, left=leaves, departure_loss=Loss.NONE)
    assert ended(setting, seed).state[0].leavers == 0


@pytest.mark.parametrize("takes", [1, 0])
def test_a_rivals_offer_at_midnight_is_taken_later_that_day_or_not(takes: int) -> None:
    p = loyal(
        start_customers=0.5, buying_rate=0.0, poaching_on=1, poaching_every=3, poaching_above=0.0,
        poaching_strength=CERTAIN if takes else -CERTAIN,
    )  # fmt: skip
    she, he = (0, 1) if draw(Purpose.START, 0) < 0.5 else (1, 0)
    record = both(world(p, 2, 4.0))

    offer = (3.0, Kind.OFFER, 3, NOTHING, *FREE, takes)
    leaves = 3.0 + WITHIN_THE_DAY * draw(Purpose.OFFER, 3, she)
    detail = 128 * Loss.POACHED + 8 * Cause.COMPETITION + Status.RIVAL
    gone = (leaves, Kind.DEPARTURE, 0, (Kind.OFFER, she, 3), *FREE, detail)
    assert life(record, she) == [START, offer, gone][: 2 + takes]
    assert life(record, he) == []  # who is no customer is made no offer
    assert record.people["loss"][she] == takes * Loss.POACHED


def test_who_decides_to_leave_before_the_appointed_time_leaves_for_her_own_reason() -> None:
    # Given an offer taken on the day of a purchase, after which she decides to leave
    seed = next(
        seed for seed in range(99)
        if 1.0 < (t := times(1, seed=seed)[1]) < 2.0 and t % 1.0 < WITHIN_THE_DAY * draw(Purpose.OFFER, 1, 0, seed)
    )  # fmt: skip
    time = times(1, seed=seed)[1]
    p = loyal(
        leaving_chance=1.0, leaving_to_rival=0.0, leaving_causes=hazards(Cause.PRICE, 1.0), poaching_on=1,
        poaching_every=1, poaching_above=0.0, poaching_strength=CERTAIN,
    )  # fmt: skip
    record = both(world(p, 1, 3.0), seed)

    assert life(record)[1] == (1.0, Kind.OFFER, 1, NOTHING, *FREE, 1)
    gone = (time, Kind.DEPARTURE, 1, (Kind.PURCHASE, 0, 1), *FREE, 8 * Cause.PRICE + Status.OUT)
    assert life(record)[-1] == gone
    assert not unlike(record.people[0], loss=Loss.LEFT, departure_loss=Loss.NONE, departure_kind=0)


def test_a_new_phase_lets_the_rivals_pull_be_felt_anew() -> None:
    # Given a firm that is worse than the rival beyond measure from day 2 on
    p = loyal(buying_rate=0.0, rivals_on=1, rivals_rate=1e-6, rivals_reach=1.0, rivals_barrier=0.0,
              rivals_beta=CERTAIN, own_quality=9.0)  # fmt: skip
    record = both(Setting(1, 5.0, phases=((0, p), (2, replace(p, own_quality=-9.0)))))

    assert not unlike(record.people[0], pull_rate=1e-6, pull_since=2.0)


def test_a_rivals_customer_answers_the_new_phases_advertising_by_half() -> None:
    p = loyal(start_customers=0.0, start_rival=1.0, rival_openness=0.5, advertising_on=1)
    joins = 2.0 + waits(Purpose.ADVERT, 0, 0.25)
    record = both(Setting(1, joins + 1e-9, phases=((0, p), (2, replace(p, advertising_rate=0.5)))))

    assert life(record)[0][:2] == (joins, Kind.JOIN)


def test_a_scandal_shakes_customers_alone_and_drives_them_out_that_day() -> None:
    p = loyal(
        start_customers=0.5, buying_rate=0.0, scandal_on=1, scandal_day=2, scandal_leaving=1.0, leaving_to_rival=0.0,
        satisfaction_on=1,
    )  # fmt: skip
    she, he = (0, 1) if draw(Purpose.START, 0) < 0.5 else (1, 0)
    leaves = 2.0 + WITHIN_THE_DAY * draw(Purpose.SCANDAL, 2, she)
    record = both(world(p, 2, 5.0))

    detail = 128 * Loss.LEFT + 8 * Cause.ETHICS + Status.OUT
    assert life(record, she) == [START, (leaves, Kind.DEPARTURE, 0, (Kind.JOIN, she, 0), *FREE, detail)]
    assert record.people["satisfaction"][[she, he]].tolist() == [pytest.approx(0.35), 0.5]
