from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Cause, Severity
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.rules.leaving import decides_to_leave, leave_cause, leave_probability, usual_leave_probability
from sim.model.rules.price import (
    charged_price,
    compare_price,
    deceit_added,
    level_for,
    price_added,
    price_premium_of,
    price_relief,
)
from tests.model.somebody import LIMIT, off_cells, somebody

P = solved(replace(Parameters(), price_on=1, care_on=0, leaving_causes=(1.0, 0, 0, 0, 0, 0, 0, 0)))
SHARE = st.floats(0.0, 1.0)
LEVEL = st.floats(0.1, 5.0)
N = 8000


def buyer(p: Parameters, reference: float = 1.0, satisfaction: float = 0.0, bought: int = 0) -> Person:
    """Return a customer who has just held the price against her reference."""
    c = somebody(p, 3, reference_level=reference, bought=bought, severity=Severity.NONE)
    c.satisfaction, c.leave_chance = satisfaction, 0.05
    compare_price(p, c)
    return c


def test_the_level_is_the_firms_and_the_premium_is_for_who_has_bought_often() -> None:
    p = replace(P, price_level=1.2, price_premium=0.3, price_premium_after=4)
    assert [level_for(p, somebody(p, bought=k)) for k in (0, 3, 4, 9)] == [1.2, 1.2, 1.5, 1.5]
    assert price_premium_of(p, somebody(p, bought=4)) == 0.3
    assert level_for(replace(p, price_on=0), somebody(p, bought=9)) == 1.0


def test_the_till_adds_what_was_hidden_and_rounds_once() -> None:
    p = replace(P, price_level=0.5, price_hidden=0.1)
    assert [charged_price(p, somebody(p), price) for price in (1000, 999, 1, 0)] == [550, 549, 1, 0]
    assert charged_price(P, somebody(P), 1234) == 1234


def test_the_reference_moves_a_part_of_the_way_and_the_gap_is_what_she_saw_before() -> None:
    p = replace(P, price_level=1.5, price_memory=0.4)
    c = buyer(p)
    assert (c.price_gap, c.reference_level) == (pytest.approx(0.5), pytest.approx(1.2))
    compare_price(p, c)
    assert (c.price_gap, c.reference_level) == (pytest.approx(0.25), pytest.approx(1.32))


@given(LEVEL, LEVEL, SHARE)
def test_the_reference_lies_between_what_it_was_and_the_level(reference: float, level: float, memory: float) -> None:
    c = buyer(replace(P, price_level=level, price_memory=memory), reference)
    assert min(reference, level) - 1e-12 <= c.reference_level <= max(reference, level) + 1e-12


def test_a_loss_weighs_twice_as_much_as_a_gain_of_the_same_size() -> None:
    dearer, cheaper = buyer(replace(P, price_level=1.1)), buyer(replace(P, price_level=0.9))
    assert price_added(P, dearer) == pytest.approx(2.0 * price_relief(P, cheaper))
    assert price_relief(P, dearer) == price_added(P, cheaper) == 0.0
    assert leave_probability(P, dearer) == pytest.approx(0.05 + 0.04)
    assert leave_probability(P, cheaper) == pytest.approx(0.05 - 0.02)


@given(LEVEL, LEVEL, SHARE, SHARE, SHARE)
def test_a_higher_level_never_makes_leaving_less_likely_and_satisfaction_never_more(
    one: float, other: float, satisfaction: float, more: float, hidden: float
) -> None:
    low, high = (buyer(replace(P, price_level=x, price_hidden=hidden), 1.0, satisfaction) for x in sorted((one, other)))
    assert 0.0 <= leave_probability(P, low) <= leave_probability(P, high) <= 1.0
    high.satisfaction = max(satisfaction, more)
    tolerant = leave_probability(P, high)
    high.satisfaction = min(satisfaction, more)
    assert tolerant <= leave_probability(P, high)


def test_a_large_gain_never_brings_the_chance_below_zero_and_a_large_loss_never_above_one() -> None:
    p = replace(P, price_gain=5.0)
    assert leave_probability(p, buyer(replace(p, price_level=0.01), 10.0)) == 0.0
    assert leave_probability(P, buyer(replace(P, price_level=10.0))) == 1.0


def test_a_premium_that_others_do_not_pay_weighs_more_than_the_same_rise_of_everybodys_price() -> None:
    unfair = replace(P, price_premium=0.2, price_premium_after=1, price_fairness=0.5)
    everybody = replace(P, price_level=1.2, price_fairness=0.5)
    assert buyer(unfair, bought=1).price_gap == pytest.approx(0.3)
    assert buyer(everybody, bought=1).price_gap == buyer(unfair, 1.0 / 1.2, bought=0).price_gap == pytest.approx(0.2)


def test_what_the_till_adds_weighs_more_than_the_same_rise_of_the_quote() -> None:
    deceived, quoted = buyer(replace(P, price_hidden=0.1)), buyer(replace(P, price_level=1.1))
    assert deceit_added(P, deceived) == pytest.approx(P.price_deceit * price_added(P, quoted))
    assert deceived.price_gap == 0.0


def test_the_cause_is_drawn_in_proportion_to_the_parts_of_the_chance() -> None:
    # Given a leaver with .05 of her chance from everyday causes, .08 from the price, .04 from the till
    c = buyer(replace(P, price_level=1.2, price_hidden=0.05))
    parts = (usual_leave_probability(P, c), price_added(P, c), deceit_added(P, c))
    assert parts == pytest.approx((0.05, 0.08, 0.04))
    causes = [leave_cause(P, c, n) for n in range(N)]
    counts = [causes.count(cause) for cause in (Cause.CORE, Cause.PRICE, Cause.ETHICS)]
    assert sum(counts) == N
    assert off_cells(counts, [part / sum(parts) for part in parts]) < LIMIT


def test_who_left_for_a_price_never_names_ethics_unless_the_till_deceived_her() -> None:
    c = buyer(replace(P, price_level=2.0))
    assert {leave_cause(P, c, n) for n in range(2000)} == {Cause.CORE, Cause.PRICE}


def test_while_prices_are_off_nothing_of_them_counts() -> None:
    off = replace(P, price_on=0, price_level=3.0)
    c = somebody(off, 3, severity=Severity.NONE, price_gap=5.0, hidden_share=1.0)
    c.leave_chance = 0.05
    assert leave_probability(off, c) == usual_leave_probability(off, c) == pytest.approx(0.05)
    assert not any(decides_to_leave(off, c, n) and leave_cause(off, c, n) == Cause.PRICE for n in range(500))
