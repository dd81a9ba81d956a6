from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.parameters import Parameters
from sim.model.rules.buying import basket_price, gap_end, goods_cost, voucher_cost
from tests.model.somebody import LIMIT, off_mean, somebody

P = solved(Parameters())
N = 4000


def test_gaps_between_purchases_are_exponential_at_the_personal_rate() -> None:
    c = somebody(P, rate=0.2)
    gaps = [gap_end(P, c, 0.0, n) for n in range(N)]
    # Then mean and mean square agree with 1/h and 2/h^2; a mean off by 10% would be found
    assert off_mean(gaps, 5.0, 5.0) < LIMIT
    assert off_mean([gap * gap for gap in gaps], 50.0, 20.0**0.5 * 25.0) < LIMIT


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.floats(0.001, 10.0), st.floats(1.0, 5.0))
def test_who_buys_more_often_never_waits_longer(number: int, n: int, rate: float, times: float) -> None:
    seldom, often = somebody(P, number, rate=rate), somebody(P, number, rate=rate * times)
    assert 3.0 < gap_end(P, often, 3.0, n) <= gap_end(P, seldom, 3.0, n) < inf


def test_who_never_buys_waits_for_ever() -> None:
    assert gap_end(P, somebody(P, rate=0.0), 3.0, 0) == inf


def test_baskets_have_the_personal_mean_and_the_noise_of_the_market() -> None:
    p = solved(replace(P, basket_noise_spread=0.5))
    c = somebody(p, basket=4800.0)
    prices = [basket_price(p, c, n) for n in range(N)]
    # Then a mean off by 5%, or a spread off by 20%, would be found (the fourth moment of a lognormal of spread .5)
    assert off_mean(prices, 4800.0, 2400.0) < LIMIT
    kurtosis = 1.25**4 + 2.0 * 1.25**3 + 3.0 * 1.25**2 - 3.0
    assert off_mean([(x - 4800.0) ** 2 for x in prices], 2400.0**2, 2400.0**2 * (kurtosis - 1.0) ** 0.5) < LIMIT


@pytest.mark.parametrize(("mean", "price"), [(2000.0, 2000), (2000.4999, 2000), (2000.5, 2001), (0.49, 0), (0.5, 1)])
def test_a_price_is_rounded_half_up_to_minor_units_once(mean: float, price: int) -> None:
    assert basket_price(solved(replace(P, basket_noise_spread=0.0)), somebody(P, basket=mean), 7) == price


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.floats(1.0, 1e6), st.floats(1.0, 3.0))
def test_a_larger_personal_mean_never_makes_a_basket_smaller(number: int, n: int, mean: float, times: float) -> None:
    small = basket_price(P, somebody(P, number, basket=mean), n)
    assert 0 <= small <= basket_price(P, somebody(P, number, basket=mean * times), n)


@pytest.mark.parametrize(
    ("price", "margin", "cost"),
    [(1000, 0.3, 700), (1000, 0.0, 1000), (1000, 1.0, 0), (5, 0.5, 2), (1, 0.5, 0), (0, 0.3, 0)],
)
def test_the_cost_of_goods_is_the_price_less_the_rounded_margin(price: int, margin: float, cost: int) -> None:
    p = replace(P, goods_margin=margin)
    assert goods_cost(p, price) == cost
    assert voucher_cost(p, price) == cost


@given(st.integers(0, 10**12), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_cost_of_goods_lies_between_nothing_and_the_price_and_falls_with_the_margin(
    price: int, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0 <= goods_cost(replace(P, goods_margin=high), price) <= goods_cost(replace(P, goods_margin=low), price)
    assert goods_cost(replace(P, goods_margin=low), price) <= price
