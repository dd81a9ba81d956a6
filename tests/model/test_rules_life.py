from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.draws import Purpose, uniform
from sim.model.events import Case, Cause, Reception, Route, Status, Turn
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.rules.advertising import advert_rate, change_advertising
from sim.model.rules.always import openness
from sim.model.rules.clocks import threshold_left, threshold_time
from sim.model.rules.life import next_time, next_turn, start_buying, start_looking
from sim.model.rules.talk import occasion_time, talk_time
from tests.model.somebody import LIMIT, off_cells, off_mean, somebody

P = solved(replace(Parameters(), advertising_spend=3000 / 365, hazard_rates=(0.0,) * 7 + (0.0001,)))
RATE = st.floats(0.0, 2.0).map(lambda x: 0.0 if x < 0.01 else x)
SPANS = st.lists(st.tuples(st.integers(1, 40), RATE, st.floats(0.0, 1.0)), min_size=1, max_size=8)


def carried(left: float, spans: list[tuple[int, float]]) -> float:
    """Return when a threshold is reached if the rate changes after each span; the last rate stays."""
    now = 0.0
    for days, rate in spans[:-1]:
        time = threshold_time(now, left, rate)
        if time < now + days:
            return time
        left = threshold_left(left, rate, days)
        now += days
    return threshold_time(now, left, spans[-1][1])


def integral(spans: list[tuple[int, float]], until: float) -> Fraction:
    """Return the integrated hazard up to a time, exactly."""
    total, now = Fraction(0), Fraction(0)
    for k, (days, rate) in enumerate(spans):
        end = Fraction(until) if k == len(spans) - 1 else min(Fraction(until), now + days)
        total += Fraction(rate) * max(Fraction(0), end - now)
        now += days
    return total


@given(st.floats(1e-6, 20.0), SPANS)
def test_the_event_comes_when_the_integrated_hazard_reaches_the_threshold(
    left: float, spans: list[tuple[int, float, float]]
) -> None:
    rates = [(days, rate) for days, rate, _ in spans]
    time = carried(left, rates)
    if time == inf:
        assert rates[-1][1] == 0.0
        assert integral(rates, sum(days for days, _ in rates)) <= Fraction(left) * (1 + Fraction(1, 10**9))
    else:
        assert float(integral(rates, time)) == pytest.approx(left, rel=1e-9, abs=1e-12)


@given(st.floats(1e-6, 20.0), SPANS)
def test_a_lower_hazard_never_brings_an_earlier_event(left: float, spans: list[tuple[int, float, float]]) -> None:
    high = carried(left, [(days, rate) for days, rate, _ in spans])
    low = carried(left, [(days, rate * part) for days, rate, part in spans])
    assert low >= high * (1.0 - 1e-12)


def test_a_rate_of_zero_means_never_and_a_threshold_never_falls_below_zero() -> None:
    assert threshold_time(5.0, 0.0, 0.0) == inf
    assert threshold_time(5.0, 1.0, 0.25) == 9.0
    assert threshold_left(1.0, 0.25, 3.0) == 0.25
    assert threshold_left(1.0, 0.25, 5.0) == 0.0


@given(st.floats(0.0, 1000.0), st.integers(0, 200), st.lists(st.floats(0.0, 500.0), min_size=1, max_size=5))
def test_advertising_that_falls_never_brings_a_prospect_in_sooner(spend: float, number: int, cuts: list[float]) -> None:
    # Given a prospect whose advertising is cut night by night, and one whose advertising stays
    steady = solved(replace(P, advertising_spend=spend))
    c, twin = (somebody(steady, number, status=Status.PROSPECT) for _ in range(2))
    start_looking(steady, c, 0.0, 1.0)
    start_looking(steady, twin, 0.0, 1.0)
    old, day = steady, 0
    for cut in cuts:
        day += 7
        new = solved(replace(old, advertising_spend=max(0.0, old.advertising_spend - cut)))
        if c.next_purchase > day:
            change_advertising(new, c, float(day), 1.0)
            old = new
    # Then cutting never brings the joining forward, and changing nothing leaves it where it was
    assert c.next_purchase >= twin.next_purchase * (1.0 - 1e-12)
    before = c.next_purchase
    if before > day:
        change_advertising(old, c, day + 0.5, 1.0)
    assert c.next_purchase == pytest.approx(before, rel=1e-12)


def test_a_joining_promised_to_a_friend_keeps_its_time_unless_advertising_is_sooner() -> None:
    off = solved(replace(P, advertising_spend=0.0))
    c = somebody(off, 3, status=Status.PROSPECT)
    start_looking(off, c, 0.0, 1.0)
    assert c.next_purchase == inf
    c.route, c.next_purchase = Route.TELLING, 10.7
    # When a little advertising begins at day 10
    change_advertising(P, c, 10.0, 1.0)
    assert (c.route, c.next_purchase) == (Route.TELLING, 10.7)
    # When advertising is overwhelming
    loud = replace(P, advertising_rate=1e9)
    change_advertising(loud, c, 10.0, 1.0)
    assert c.route == Route.ADVERTISING
    assert 10.0 <= c.next_purchase < 10.001


def test_a_rivals_customer_answers_by_her_openness_and_nobody_when_advertising_is_off() -> None:
    p = replace(P, rival_openness=0.25, advertising_rate=0.4)
    assert [openness(p, status) for status in (Status.PROSPECT, Status.RIVAL)] == [1.0, 0.25]
    assert [advert_rate(p, status, 1.0) for status in (Status.PROSPECT, Status.RIVAL)] == [0.4, 0.1]
    assert advert_rate(replace(p, advertising_on=0), Status.PROSPECT, 1.0) == 0.0


def test_occasions_to_join_come_only_with_talk_and_headroom() -> None:
    c = somebody(P)
    headroom = replace(P, talk_reception=int(Reception.HEADROOM))
    assert occasion_time(P, c, 4.0) == inf
    assert occasion_time(replace(headroom, talk_on=0), c, 4.0) == inf
    assert 4.0 < occasion_time(headroom, c, 4.0) < inf
    assert talk_time(replace(P, talk_on=0), c, 4.0) == inf
    assert talk_time(P, c, 4.0) > 4.0


def test_twice_the_weight_of_talk_halves_the_wait_for_a_telling() -> None:
    c = somebody(P)
    wait = talk_time(P, c, 0.0)
    c.talk_weight = 2.0
    assert talk_time(P, c, 0.0) == wait / 2.0


RATES = (0.004, 0.003, 0.002, 0.002, 0.0, 0.001, 0.0005, 0.0)


def test_the_earliest_cause_wins_in_the_shares_of_the_rates_and_at_their_sum() -> None:
    # Given competing exponential causes: share of cause j is h_j / h, time has mean 1 / h (science A6)
    n, total = 8000, sum(RATES)
    p = replace(P, hazard_rates=RATES)
    times, counts = [], [0] * 8
    for number in range(n):
        c = somebody(p, number, moves=inf)
        start_buying(p, c, 0.0, Route.START)
        times.append(c.departure)
        counts[c.departure_cause - 1] += 1
    # Then both hold; a share off by .035, or a mean off by 7%, would be found
    assert off_cells(counts, [rate / total for rate in RATES]) < LIMIT
    assert off_mean(times, 1.0 / total, 1.0 / total) < LIMIT


@given(st.integers(0, 500), st.integers(0, 6), st.floats(1.0, 10.0))
def test_a_higher_rate_of_one_cause_never_delays_a_departure(number: int, cause: int, times: float) -> None:
    high = tuple(rate * (times if k == cause else 1.0) for k, rate in enumerate(RATES))
    leaves = []
    for rates in (RATES, high):
        c = somebody(P, number, moves=2000.0)
        start_buying(replace(P, hazard_rates=rates), c, 100.0, Route.ADVERTISING)
        leaves.append(c.departure)
    assert leaves[1] <= leaves[0] <= 2000.0


def test_at_one_time_the_cause_with_the_lower_number_wins() -> None:
    p = replace(P, hazard_rates=(0.0, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0))
    c = somebody(p, moves=inf)
    start_buying(p, c, 0.0, Route.START)
    assert c.departure_cause == Cause.PRICE
    # When moving away falls on the very time of the price's hazard
    c.moves = c.departure
    start_buying(p, c, 0.0, Route.START)
    assert c.departure_cause == Cause.PRICE
    # When hazards are off, moving away is left
    start_buying(replace(p, hazards_on=0), c, 0.0, Route.START)
    assert (c.departure, c.departure_cause) == (c.moves, Cause.INVOLUNTARY)


@pytest.mark.parametrize("cause", range(1, 8))
def test_at_the_time_of_moving_away_every_other_cause_comes_first(cause: int) -> None:
    c = somebody(P, 9)
    rate = exponential(uniform(c.key, Purpose.HAZARD + cause - 1, 0))
    c.moves = 6.0
    start_buying(replace(P, hazard_rates=tuple(rate * (k == cause - 1) for k in range(8))), c, 5.0, Route.START)
    assert (c.departure, c.departure_cause) == (6.0, cause)


def test_two_hazards_at_one_time_leave_the_lower_cause() -> None:
    # Given persons whose thresholds of causes 3 and 6 are met at one time, to the bit
    for number in range(40):
        c = somebody(P, number, moves=inf)
        third, sixth = (exponential(uniform(c.key, Purpose.HAZARD + cause - 1, 0)) for cause in (3, 6))
        rates = (0.0, 0.0, third, 0.0, 0.0, sixth, 0.0, 0.0)
        start_buying(replace(P, hazard_rates=rates), c, 0.0, Route.START)
        assert (c.departure, c.departure_cause) == (1.0, Cause.PRICE)


def test_who_becomes_a_customer_buys_at_once_and_no_longer_looks() -> None:
    c = somebody(P, moves=inf, next_occasion=3.0)
    start_buying(P, c, 2.5, Route.TELLING)
    assert (c.status, c.route, c.joined, c.next_purchase) == (Status.CUSTOMER, Route.TELLING, 2.5, 2.5)
    assert c.next_occasion == inf
    assert next_turn(c, next_time(c)) == Turn.PURCHASE


def clocks(c: Person) -> dict[Turn, float]:
    """Return the clocks that run for a person, in the order in which they win ties."""
    if c.status == Status.ABSENT:
        return {Turn.ENTRY: c.entry}
    if c.status == Status.OUT:
        return {}
    if c.status == Status.CUSTOMER:
        buying = {} if c.case else {Turn.PURCHASE: c.next_purchase}
        return {**buying, Turn.TELLING: c.next_talk, Turn.DEPARTURE: c.departure}
    return {Turn.JOIN: c.next_purchase, Turn.OCCASION: c.next_occasion, Turn.DEPARTURE: c.departure}


@given(st.sampled_from(Status), st.sampled_from(Case), st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_the_first_clock_strikes_and_ties_go_by_the_order_of_turns(status: Status, case: Case, at: list[int]) -> None:
    # Given clocks on three times only, so that ties are common
    c = somebody(P, status=status, case=case, entry=1.0)
    c.next_purchase, c.next_talk, c.departure, c.next_occasion = map(float, at)
    running = clocks(c)
    # Then the earliest one is next, and at a tie the lowest turn
    assert next_time(c) == min(running.values(), default=inf)
    if running:
        assert next_turn(c, next_time(c)) == min((time, turn) for turn, time in running.items())[1]


def test_who_is_out_has_no_event_and_who_complains_buys_nothing() -> None:
    assert next_time(somebody(P, status=Status.OUT, next_purchase=1.0, departure=1.0)) == inf
    c = somebody(P, status=Status.CUSTOMER, case=Case.WAITING, next_purchase=1.0, next_talk=5.0, departure=4.0)
    assert (next_time(c), next_turn(c, next_time(c))) == (4.0, Turn.DEPARTURE)
