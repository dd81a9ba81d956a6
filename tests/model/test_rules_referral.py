from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Route
from sim.model.parameters import Parameters
from sim.model.rules.buying import basket_price
from sim.model.rules.leaving import base_leave_probability
from sim.model.rules.referral import is_referred, personal_basket, personal_leave_chance
from tests.model.somebody import somebody

P = replace(Parameters(), referral_on=1, referral_leaving=0.5, referral_basket=2.0, talk_inclination=0.05, care_on=0)
OFF = replace(P, referral_on=0)


@pytest.mark.parametrize("route", Route)
def test_who_was_won_by_a_telling_and_nobody_else_stays_longer(route: Route) -> None:
    c = somebody(P, route=int(route), leave_chance=0.2, basket=1000.0, inclination=0.05)

    told = route is Route.TELLING
    assert is_referred(P, c) == told
    assert (personal_leave_chance(P, c), personal_basket(P, c)) == ((0.1, 2000.0) if told else (0.2, 1000.0))
    assert (personal_leave_chance(OFF, c), personal_basket(OFF, c)) == (0.2, 1000.0)


def test_at_an_occasion_only_a_risen_inclination_counts_as_recommended() -> None:
    found = [is_referred(P, somebody(P, route=int(Route.OCCASION), inclination=x)) for x in (0.04, 0.05, 0.06)]

    assert found == [False, False, True]


@given(st.floats(0.0, 1.0), st.floats(0.0, 5.0))
def test_a_chance_stays_a_chance(chance: float, factor: float) -> None:
    p = replace(P, referral_leaving=factor)
    c = somebody(p, route=int(Route.TELLING), leave_chance=chance)

    assert 0.0 <= personal_leave_chance(p, c) <= 1.0
    assert base_leave_probability(p, c) == personal_leave_chance(p, c)
    assert base_leave_probability(replace(p, referral_on=0), c) == chance


def test_the_price_follows_the_personal_basket_with_the_same_draw() -> None:
    c = somebody(P, 3, route=int(Route.TELLING), basket=1000.0)
    p = replace(P, basket_noise_variance=0.04)

    prices = [(basket_price(replace(p, referral_on=0), c, n), basket_price(p, c, n)) for n in range(50)]

    assert all(abs(high - 2 * low) <= 1 for low, high in prices)
