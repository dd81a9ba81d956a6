from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import Parameters
from sim.model.rules.failures import fresh_failure_chance
from sim.model.rules.quality import felt_spend, quality_cost, share_of_failures

# Given 5% failures as is, of which a fifth cannot be avoided, and a spending of half a unit that halves the others
P = replace(Parameters(), quality_on=1, failure_rate=0.05, quality_least=0.2, quality_half=0.5)


def rate_at(spent: float, **changes: float) -> float:
    """Return the chance of failing at a spending."""
    p = replace(P, **changes)
    return fresh_failure_chance(p, share_of_failures(p, spent))


@pytest.mark.parametrize(("spent", "rate"), [(0.0, 0.05), (0.5, 0.03), (1.0, 0.02), (1.5306, 0.01479), (10.0, 0.01)])
def test_failures_fall_by_halves_to_what_cannot_be_avoided(spent: float, rate: float) -> None:
    assert rate_at(spent) == pytest.approx(rate, abs=5e-6)


def test_what_the_firm_spends_as_it_is_leaves_failures_as_they_are_and_less_brings_more() -> None:
    assert share_of_failures(replace(P, quality_base=0.5), 0.5) == 1.0
    assert rate_at(0.0, quality_base=0.5) == pytest.approx(0.01 + 2 * 0.04)
    assert rate_at(0.0, quality_base=0.5, failure_rate=0.7) == 1.0


def test_spending_acts_at_once_or_has_gone_63_percent_of_its_way_after_the_lag() -> None:
    assert felt_spend(replace(P, quality_spend=0.5), 0.1, 0.2) == 0.7
    slow, spent = replace(P, quality_spend=0.3, quality_lag=40.0), 0.1
    for _ in range(40):
        spent = felt_spend(slow, spent, 0.2)
    assert spent == pytest.approx(0.5 - 0.4 * exp(-1.0))


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_more_spending_never_brings_more_failures(one: float, other: float) -> None:
    low, high = sorted((one, other))
    rates = [rate_at(x) for x in (low, high)]
    assert rates[0] >= rates[1] >= 0.01


def test_spending_is_booked_in_mean_baskets_a_purchase() -> None:
    assert quality_cost(replace(P, quality_spend=0.01, basket_mean=4800), 0.005) == 72
