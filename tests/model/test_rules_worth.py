from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Route, Severity, SpanLaw
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.acquisition import acquisition_cost
from sim.model.rules.buying import basket_factor, basket_price, gap_end, rate_factor
from sim.model.rules.crossbuying import bond_factor, buys_another
from sim.model.rules.desk import service_time
from sim.model.rules.familiarity import familiarity_after
from sim.model.rules.growth import growth_factor
from sim.model.rules.leaving import base_leave_probability
from sim.model.rules.reward import reward_amount
from sim.model.rules.serving import acquaintance, serving_cost
from tests.model.somebody import LIMIT, off_share, somebody

P = solved(replace(Parameters(), basket_noise_spread=0.0))
SHARE = st.floats(0.0, 1.0)
N = 4000


@given(SHARE, SHARE, SHARE, st.sampled_from([Severity.NONE, Severity.MINOR, Severity.MAJOR]))
def test_familiarity_stays_a_share_and_moves_with_the_experience(
    familiarity: float, gain: float, loss: float, severity: Severity
) -> None:
    after = familiarity_after(replace(P, familiarity_gain=gain, familiarity_loss=loss), familiarity, severity)
    assert 0.0 <= after <= 1.0
    assert after >= familiarity if severity == Severity.NONE else after <= familiarity


def test_familiarity_after_n_good_purchases_is_one_less_a_power() -> None:
    p = replace(P, familiarity_gain=0.1, familiarity_loss=0.5)
    familiarity = 0.0
    for _ in range(7):
        familiarity = familiarity_after(p, familiarity, Severity.NONE)
    assert familiarity == pytest.approx(1.0 - 0.9**7)
    assert familiarity_after(p, familiarity, Severity.MINOR) == familiarity / 2.0


@pytest.mark.parametrize(
    ("rate", "years", "factor"), [(0.02, 5.0, 1.02**5), (0.25, 40.0, 1.25**10), (-0.2, 2.0, 0.64), (0.0, 3.0, 1.0)]
)
def test_growth_compounds_by_the_year_up_to_an_age(rate: float, years: float, factor: float) -> None:
    assert growth_factor(replace(P, growth_per_year=rate), years * YEAR) == pytest.approx(factor, rel=1e-12)


def test_what_is_off_multiplies_nothing() -> None:
    c = somebody(P, familiarity=1.0, products=2, joined=0.0, last_purchase=3.0 * YEAR)
    assert basket_factor(P, c) == rate_factor(P, c) == 1.0
    assert basket_price(P, c, 3) == basket_price(P, somebody(P), 3)
    assert base_leave_probability(P, c) == c.leave_chance


def test_familiarity_years_and_products_raise_the_price_and_are_rounded_once() -> None:
    p = replace(P, familiarity_on=1, growth_on=1, crossbuying_on=1, familiarity_basket=0.5, growth_per_year=0.1)
    c = somebody(p, familiarity=0.4, products=2, came=YEAR, last_purchase=3.0 * YEAR, basket=1001.0)
    assert basket_factor(p, c) == pytest.approx(1.2 * 1.21 * 1.5)
    assert basket_price(p, c, 0) == round(1001.0 * 1.2 * 1.21 * 1.5)


@given(st.integers(0, 10**5), SHARE, SHARE, st.floats(0.0, 3.0))
def test_who_is_more_familiar_never_waits_longer(number: int, one: float, other: float, times: float) -> None:
    p = replace(P, familiarity_on=1, familiarity_rate=times)
    low, high = sorted((one, other))
    stranger, friend = (somebody(p, number, rate=0.1, familiarity=x) for x in (low, high))
    assert gap_end(p, friend, 2.0, 5) <= gap_end(p, stranger, 2.0, 5)


def test_a_reward_shortens_the_gap_while_it_runs_and_not_after() -> None:
    running, ended = (replace(P, reward_on=1, reward_frequency=x) for x in (1.0, 0.0))
    c = somebody(P, rate=0.1, satisfaction=0.4)
    assert gap_end(running, c, 0.0, 5) == pytest.approx(gap_end(P, c, 0.0, 5) / 2.0)
    assert gap_end(ended, c, 0.0, 5) == gap_end(P, c, 0.0, 5)
    assert c.satisfaction == 0.4


@pytest.mark.parametrize(("share", "price", "amount"), [(0.0, 1000, 0), (0.05, 1000, 50), (0.05, 10, 1), (1.0, 7, 7)])
def test_a_reward_is_a_share_of_the_price_rounded_half_up(share: float, price: int, amount: int) -> None:
    assert reward_amount(replace(P, reward_share=share), price) == amount


def test_further_products_come_by_chance_and_end_at_the_most() -> None:
    p = replace(P, cross_chance=0.3, cross_products=3)
    c = somebody(p)
    # Then a chance off by 0.05 would be found
    assert off_share(sum(buys_another(p, c, n) for n in range(N)), N, 0.3) < LIMIT
    assert not any(buys_another(replace(p, cross_chance=1.0), somebody(p, products=2), n) for n in range(50))
    assert not buys_another(replace(p, cross_chance=1.0, cross_products=1), c, 0)


@given(st.integers(0, 9), SHARE)
def test_products_bind_and_never_make_leaving_likelier(products: int, bond: float) -> None:
    p = replace(P, crossbuying_on=1, cross_bond=bond, care_on=0)
    c = somebody(p, products=products, leave_chance=0.2)
    assert bond_factor(p, c) == pytest.approx((1.0 - bond) ** products)
    assert 0.0 <= base_leave_probability(p, c) <= 0.2


def test_serving_somebody_known_costs_less() -> None:
    p = replace(P, serve_cost=200, serve_fall=0.5, serve_half=10.0)
    c = somebody(p, familiarity=0.9)
    # Given that familiarity is not simulated, purchases count: none, as many as the half, very many
    assert [serving_cost(p, c, n) for n in (0, 10, 10**9)] == [200, 150, 100]
    assert acquaintance(p, c, 10) == 0.5
    # Given that it is, it counts alone
    known = replace(p, familiarity_on=1)
    assert {serving_cost(known, c, n) for n in (0, 10, 10**9)} == {110}


def test_a_complaint_of_somebody_known_takes_an_agent_less_time() -> None:
    p = replace(P, serving_on=1, serve_time_fall=0.5, serve_half=10.0, need_law=SpanLaw.FIXED, need_mean=0.2)
    p = replace(p, desk_skill=0.5)
    assert [service_time(p, somebody(p), n) for n in (0, 10)] == pytest.approx([0.4, 0.3])
    assert service_time(replace(p, serving_on=0), somebody(p), 10) == 0.4


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_serving_never_costs_more_with_more_purchases(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert 0 <= serving_cost(P, somebody(P), many) <= serving_cost(P, somebody(P), few) <= P.serve_cost


def test_winning_somebody_costs_but_not_who_was_there_or_came_on_the_day_of_entry() -> None:
    p = replace(P, acquisition_on=1, acquire_cost=500)
    costs = {route.name: acquisition_cost(p, route) for route in Route if route}
    assert costs == {"START": 0, "ENTRY": 0, "ADVERTISING": 500, "TELLING": 500, "OCCASION": 500, "WIN_BACK": 0}
    assert acquisition_cost(replace(p, acquisition_on=0), Route.TELLING) == 0
