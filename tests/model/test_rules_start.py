from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Route, Status, Turn
from sim.model.parameters import Parameters
from sim.model.rules.buying import gap_end
from sim.model.rules.leaving import decides_to_leave
from sim.model.rules.life import next_time, next_turn
from sim.model.rules.start import await_entry, settle
from tests.model.somebody import fields_of, somebody

P = solved(replace(Parameters(), advertising_spend=3000 / 365, hazard_rates=(0.0,) * 7 + (0.001,)))
NUMBER = st.integers(0, 10**6)


@given(NUMBER)
def test_a_customer_of_old_has_bought_before_and_buys_again_later(number: int) -> None:
    c = somebody(P, number)
    settle(replace(P, start_customers=1.0), c)
    assert (c.status, c.route, c.started, c.purchases, c.joined) == (Status.CUSTOMER, Route.START, 1, 1, 0.0)
    assert c.next_purchase == gap_end(P, c, 0.0, 0) > 0.0
    # Then nothing of the time before counts
    assert (c.bought, c.failures, sum(c.totals), c.first_purchase) == (0, 0, 0, inf)


def test_the_next_purchase_of_a_customer_of_old_is_a_repeat_purchase() -> None:
    p = replace(P, start_customers=1.0, leaving_after=1, leaving_chance=1.0)
    c = somebody(p)
    settle(p, c)
    assert decides_to_leave(p, c, c.purchases)


@pytest.mark.parametrize(("rival", "status"), [(0.0, Status.PROSPECT), (1.0, Status.RIVAL)])
def test_others_look_around_and_have_bought_nothing(rival: float, status: Status) -> None:
    p = replace(P, start_customers=0.0, start_rival=rival, rival_openness=0.5)
    for number in range(50):
        c = somebody(p, number)
        settle(p, c)
        assert (c.status, c.started, c.purchases, c.route) == (status, 0, 0, Route.ADVERTISING)
        assert 0.0 < c.next_purchase < inf
        assert (c.next_talk, c.next_occasion, c.departure) == (inf, inf, c.moves)
        assert next_turn(c, next_time(c)) == (Turn.JOIN if c.next_purchase <= c.moves else Turn.DEPARTURE)


@given(NUMBER, st.integers(0, 3650), st.integers(0, 1))
def test_who_enters_later_is_absent_until_her_day_and_moves_away_after_it(number: int, day: int, customer: int) -> None:
    c = somebody(P, number)
    await_entry(P, c, day, customer)
    assert (c.status, c.started) == (Status.ABSENT, customer)
    assert day < c.entry < day + 1
    assert c.moves > c.entry
    assert (next_time(c), next_turn(c, next_time(c))) == (c.entry, Turn.ENTRY)
    assert c.next_purchase == inf


@given(NUMBER)
def test_traits_do_not_depend_on_when_somebody_enters(number: int) -> None:
    early, late = somebody(P, number), somebody(P, number)
    await_entry(P, early, 3, 1)
    await_entry(P, late, 900, 1)
    assert fields_of(early, "entry", "moves") == fields_of(late, "entry", "moves")
    assert late.entry - early.entry == pytest.approx(897.0)
    # Then they are those of somebody who is there from the start
    there = somebody(P, number)
    settle(replace(P, start_tenure=0.0), there)
    assert (there.rate, there.leave_chance, there.basket) == (early.rate, early.leave_chance, early.basket)
