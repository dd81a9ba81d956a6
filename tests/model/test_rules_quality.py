from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import Parameters
from sim.model.rules.quality import failure_rate_left, quality_cost, share_of_failures

# Given 5% failures as is, of which a fifth cannot be avoided, and a spending of half a unit that halves the others
P = replace(Parameters(), quality_on=1, failure_rate=0.05, quality_least=0.2, quality_half=0.5)


@pytest.mark.parametrize(("spent", "rate"), [(0.0, 0.05), (0.5, 0.03), (1.0, 0.02), (1.5306, 0.01479), (10.0, 0.01)])
def test_failures_fall_by_halves_to_what_cannot_be_avoided(spent: float, rate: float) -> None:
    assert failure_rate_left(replace(P, quality_spend=spent)) == pytest.approx(rate, abs=5e-6)


def test_what_the_firm_spends_as_it_is_leaves_failures_as_they_are_and_less_brings_more() -> None:
    p = replace(P, quality_base=0.5)
    assert share_of_failures(replace(p, quality_spend=0.5)) == 1.0
    assert failure_rate_left(replace(p, quality_spend=0.0)) == pytest.approx(0.01 + 2 * 0.04)
    assert failure_rate_left(replace(p, quality_spend=0.0, failure_rate=0.7)) == 1.0


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_more_spending_never_brings_more_failures(one: float, other: float) -> None:
    low, high = sorted((one, other))
    rates = [failure_rate_left(replace(P, quality_spend=x)) for x in (low, high)]
    assert rates[0] >= rates[1] >= 0.01


def test_spending_is_booked_in_mean_baskets_a_purchase() -> None:
    assert quality_cost(replace(P, quality_spend=0.01, basket_mean=4800)) == 48
