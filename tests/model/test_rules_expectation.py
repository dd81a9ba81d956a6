from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.parameters import Parameters
from sim.model.rules import expectation
from sim.model.rules.leaving import calm_leave_probability
from tests.model.somebody import LIMIT, off_mean, somebody

P = solved(
    replace(Parameters(), expectation_on=1, expectation_noise=0.0, expectation_market=0.0, satisfaction_gain=0.0)
)
SHARE = st.floats(0.0, 1.0)


def test_service_as_expected_only_satisfies() -> None:
    p = replace(P, service_level=0.6)
    c = somebody(p, expectation=0.6, satisfaction=0.5, trust=0.2)
    expectation.enjoy(p, c, 10.0, 0)
    assert (c.satisfaction, c.trust, c.expectation) == (0.5, 0.2, 0.6)


def test_exceeded_expectation_builds_satisfaction_and_trust_and_is_expected_next_time() -> None:
    p = replace(P, service_level=0.8, expectation_effect=0.2, trust_up=0.5, expectation_drift=0.25)
    c = somebody(p, expectation=0.6, satisfaction=0.5)
    expectation.enjoy(p, c, 10.0, 0)
    assert (c.satisfaction, c.trust, c.expectation) == pytest.approx((0.54, 0.1, 0.65))


@given(st.floats(-0.1, 0.1), st.floats(0.0, 0.3), st.floats(0.0, 0.3))
def test_service_from_adequate_to_what_does_not_yet_delight_changes_neither_satisfaction_nor_trust(
    place: float, below: float, above: float
) -> None:
    # Given service anywhere in the zone, by its own width on either side
    better = place * 10.0 * (above if place > 0.0 else below)
    p = replace(P, service_level=0.5 + better, adequate_below=below, delight_above=above, expectation_drift=0.25)
    c = somebody(p, expectation=0.5, satisfaction=0.6, trust=0.2)
    expectation.enjoy(p, c, 10.0, 0)
    assert (c.satisfaction, c.trust) == pytest.approx((0.6, 0.2), abs=1e-12)
    assert c.expectation == pytest.approx(0.5 + 0.25 * better)


@pytest.mark.parametrize(("met", "moved"), [(0.35, -0.05), (0.40, 0.0), (0.60, 0.0), (0.65, 0.10), (0.75, 0.30)])
def test_what_delights_counts_twice_as_much_as_what_is_less_than_adequate(met: float, moved: float) -> None:
    p = replace(P, service_level=met, adequate_below=0.1, delight_above=0.1, delight_weight=2.0, expectation_effect=1.0)
    c = somebody(p, expectation=0.5, satisfaction=0.5)
    expectation.enjoy(p, c, 10.0, 0)
    assert c.satisfaction == pytest.approx(0.5 + moved)


@pytest.mark.parametrize(("slips", "met"), [(0.0, 0.8), (1.0, 0.6), (1.5, 0.5), (9.0, 0.0)])
def test_the_same_result_is_worth_more_from_who_slips_less(slips: float, met: float) -> None:
    p = replace(P, service_level=0.6, service_process=0.2, staff_on=1)
    c = somebody(p, slips=slips)
    assert expectation.service_met(p, c, 0) == pytest.approx(met)
    assert expectation.service_met(replace(p, staff_on=0), c, 0) == 0.6


def test_trust_is_slower_won_than_lost() -> None:
    p = replace(P, service_level=0.5)
    better, worse = somebody(p, expectation=0.3, trust=0.5), somebody(p, expectation=0.7, trust=0.5)
    expectation.judge_service(p, better, 0.0, 0)
    expectation.judge_service(p, worse, 0.0, 0)
    assert 0.0 < better.trust - 0.5 < 0.5 - worse.trust


def test_the_market_raises_what_is_expected() -> None:
    p = replace(P, expectation_market=0.01)
    c = somebody(p, expectation=0.5, expectation_time=20.0)
    assert expectation.risen_expectation(p, c, 120.0) == pytest.approx(1.0 - 0.5 * exp(-1.0))


def test_service_varies_about_the_firm_s_level() -> None:
    p = replace(P, service_level=0.5, expectation_noise=0.1)
    c = somebody(p)
    met = [expectation.service_met(p, c, n) for n in range(4000)]
    # a level off by .01 would be found
    assert off_mean(met, 0.5, 0.1) < LIMIT


def test_full_trust_takes_its_part_off_the_chance_of_leaving() -> None:
    p = replace(P, trust_bond=0.4, care_on=0)
    assert calm_leave_probability(p, somebody(p, leave_chance=0.1, trust=1.0)) == pytest.approx(0.06)
    c = somebody(p, trust=0.8)
    expectation.lose_trust(p, c)
    assert c.trust == 0.0


@given(SHARE, SHARE, SHARE, SHARE, st.floats(0.0, 1.0), st.integers(0, 1000))
def test_everything_stays_a_share(
    level: float, felt: float, expected: float, trust: float, noise: float, n: int
) -> None:
    p = replace(P, service_level=level, expectation_noise=noise, trust_up=5.0, trust_down=5.0, expectation_effect=5.0)
    c = somebody(p, satisfaction=felt, expectation=expected, trust=trust)
    expectation.enjoy(p, c, 1.0, n)
    assert 0.0 <= c.satisfaction <= 1.0
    assert 0.0 <= c.trust <= 1.0
    assert 0.0 <= c.expectation <= 1.0


def test_pushing_takes_satisfaction_and_fills_baskets() -> None:
    p = solved(replace(Parameters(), pushing_on=1, push_pressure=0.1, satisfaction_gain=0.0))
    c = somebody(p, satisfaction=0.5)
    expectation.enjoy(p, c, 1.0, 0)
    assert c.satisfaction == pytest.approx(0.45)
