from __future__ import annotations

from dataclasses import replace
from math import floor, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Case, Cause, Loss
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.rules.dropping import is_unwanted
from sim.model.rules.poaching import is_offered, is_poaching_night, offer_probability, takes_offer
from sim.model.rules.rivalry import is_stirred, stir
from sim.model.rules.wallet import buys_elsewhere, own_share
from tests.model.somebody import LIMIT, customer, off_mean, off_share

P = solved(replace(Parameters(), rivals_on=1, rivals_rate=0.01, rivals_reach=1.0, leaving_to_rival=0.0))
SHARE = st.floats(0.0, 1.0)
NUMBER = st.integers(0, 10**6)
N = 8000


# ---------------------------------------------------------------- offers
OFFERING = replace(P, rivals_on=0, poaching_on=1, poaching_every=10, poaching_above=2.0, poaching_noise=0.0)


def test_offers_come_on_every_nth_night_but_not_on_the_first_day() -> None:
    assert [day for day in range(31) if is_poaching_night(OFFERING, day)] == [10, 20, 30]
    assert [day for day in range(31) if is_stirred(OFFERING, day, begins=True)] == [10, 20, 30]
    assert not is_poaching_night(replace(OFFERING, poaching_on=0), 10)


def test_without_noise_exactly_the_worthy_get_an_offer_and_nobody_with_an_open_complaint() -> None:
    worth = OFFERING.buying_rate * OFFERING.basket_mean
    for times, offered in ((1.99, False), (2.01, True), (50.0, True)):
        c = customer(OFFERING, rate=worth * times, basket=1.0)
        assert is_offered(OFFERING, c, 10) is offered
        assert not is_offered(OFFERING, c, 11)
    c.case = Case.WAITING
    assert not is_offered(OFFERING, c, 10)


def test_with_noise_the_rival_misjudges_half_of_those_at_the_border() -> None:
    p = replace(OFFERING, poaching_noise=1.0)
    worth = p.buying_rate * p.basket_mean * 2.0
    hits = sum(is_offered(p, customer(p, number, rate=worth, basket=1.0), 10) for number in range(N))
    assert off_share(hits, N, 0.5) < LIMIT


def test_an_offer_is_taken_with_its_chance_at_an_even_time_of_that_day() -> None:
    p = replace(OFFERING, poaching_strength=-1.0)
    people = [customer(p, number, satisfaction=0.5) for number in range(N)]
    takers = [c for c in people if takes_offer(p, c, 10)]
    assert offer_probability(p, people[0]) == pytest.approx(logistic(-1.0))
    assert off_share(len(takers), N, logistic(-1.0)) < LIMIT
    assert {floor(c.departure) for c in takers} == {10}
    assert off_mean([c.departure - 10 for c in takers], 0.5, 12**-0.5) < LIMIT
    assert {(c.departure_cause, c.departure_loss) for c in takers} == {(Cause.COMPETITION, Loss.POACHED)}
    assert {c.departure for c in people if c not in takers} == {inf}


@given(NUMBER, st.floats(-5.0, 5.0), st.floats(-5.0, 5.0), SHARE)
def test_a_weaker_offer_never_takes_anybody_nor_brings_the_leaving_forward(
    number: int, one: float, other: float, satisfaction: float
) -> None:
    times = []
    for strength in sorted((one, other)):
        p = replace(OFFERING, poaching_strength=strength)
        c = customer(p, number, satisfaction=satisfaction)
        takes_offer(p, c, 10)
        times.append(c.departure)
    assert times[0] >= times[1]


def test_the_barrier_of_switching_protects_from_offers_where_there_are_rivals() -> None:
    on, c = replace(OFFERING, rivals_on=1), customer(OFFERING)
    assert offer_probability(replace(on, rivals_barrier=3.0), c) < offer_probability(replace(on, rivals_barrier=0.0), c)
    assert offer_probability(replace(OFFERING, rivals_barrier=9.0), c) == offer_probability(OFFERING, c)


# ---------------------------------------------------------------- dropping and scandal
DROPPING = replace(P, rivals_on=0, dropping_on=1, dropping_every=20, dropping_complaints=2, dropping_worth=500)


def test_the_firm_drops_who_complained_often_and_brought_little() -> None:
    for complaints, brought, case, dropped in (
        (2, 499, 0, 1),
        (2, 500, 0, 0),
        (1, 0, 0, 0),
        (9, -5, 0, 1),
        (9, 0, 1, 0),
    ):
        c = customer(DROPPING, complaints=complaints, case=case)
        c.totals[1], c.totals[4] = brought + 100, -100
        assert is_unwanted(DROPPING, c) == bool(dropped)
        stir(DROPPING, c, 20)
        assert c.departure == (20.0 if dropped else inf)
        if dropped:
            assert (c.departure_cause, c.departure_loss) == (Cause.INVOLUNTARY, Loss.DROPPED)
    assert [day for day in range(61) if is_stirred(DROPPING, day, begins=True)] == [20, 40, 60]


@pytest.mark.parametrize("test", ["breaches", "insults", "overdue"])
def test_a_burden_is_dropped_from_as_many_times_on_as_is_said_and_never_where_nothing_is(test: str) -> None:
    p = replace(DROPPING, dropping_complaints=9, **{f"dropping_{test}": 3})

    dropped = [is_unwanted(p, customer(p, **{test: times})) for times in (2, 3, 4)]

    assert dropped == [False, True, True]
    assert not is_unwanted(p, customer(p, case=1, **{test: 9}))
    assert not is_unwanted(replace(p, **{f"dropping_{test}": 0}), customer(p, **{test: 9}))


def test_a_bad_name_is_enough_to_be_dropped_where_the_firm_looks_at_it() -> None:
    p = replace(DROPPING, dropping_complaints=9)
    known = customer(p, notorious=1)

    assert [is_unwanted(replace(p, dropping_bad_name=k), known) for k in (0, 1)] == [False, True]
    assert not is_unwanted(replace(p, dropping_bad_name=1), customer(p))


def test_a_scandal_costs_everybody_satisfaction_and_the_firm_some_customers_that_day() -> None:
    p = replace(P, rivals_on=0, scandal_on=1, scandal_day=9, scandal_shock=0.25, scandal_leaving=0.3)
    people = [customer(p, number, satisfaction=0.8) for number in range(N)]
    for c in people:
        stir(p, c, 9)
    leavers = [c for c in people if c.departure < inf]
    assert {c.satisfaction for c in people} == {0.8 * 0.75}
    assert off_share(len(leavers), N, 0.3) < LIMIT
    assert {(floor(c.departure), c.departure_cause, c.departure_loss) for c in leavers} == {
        (9, Cause.ETHICS, Loss.LEFT)
    }
    assert [day for day in range(20) if is_stirred(p, day, begins=True)] == [9]
    still = customer(replace(p, satisfaction_on=0), satisfaction=0.8)
    stir(replace(p, satisfaction_on=0), still, 9)
    assert still.satisfaction == 0.8


# ---------------------------------------------------------------- the wallet
WALLET = replace(P, rivals_on=0, wallet_on=1, wallet_share=0.4, wallet_satisfaction=0.5)


def test_occasions_go_elsewhere_by_what_is_missing_to_the_own_share() -> None:
    c = customer(WALLET, 2, satisfaction=0.6, next_purchase=5.0)
    assert own_share(WALLET, c) == pytest.approx(0.7)
    hits = 0
    for n in range(N):
        c.purchases = n
        hits += buys_elsewhere(WALLET, c)
    assert off_share(hits, N, 0.3) < LIMIT
    assert own_share(replace(WALLET, wallet_share=0.9), c) == 1.0


@given(NUMBER, st.integers(0, 1000), SHARE, SHARE)
def test_more_satisfaction_never_sends_an_occasion_elsewhere(number: int, n: int, one: float, other: float) -> None:
    low, high = (customer(WALLET, number, satisfaction=x, next_purchase=5.0, purchases=n) for x in sorted((one, other)))
    assert buys_elsewhere(WALLET, high) <= buys_elsewhere(WALLET, low)


def test_who_joins_buys_here_first() -> None:
    nothing = replace(WALLET, wallet_share=0.0, wallet_satisfaction=0.0)
    assert not buys_elsewhere(nothing, customer(nothing, next_purchase=0.0))
    assert buys_elsewhere(nothing, customer(nothing, next_purchase=3.0))
