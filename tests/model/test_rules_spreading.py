from __future__ import annotations

from dataclasses import replace
from math import exp, floor, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.codes import Turn
from sim.model.events import Cause, Kind, Route, Status
from sim.model.flat import Person
from sim.model.numerics import log1p
from sim.model.parameters import Parameters
from sim.model.rules.clocks import leaves_by
from sim.model.rules.contagion import everyday_hazard, expose, is_contagious, start_contagion
from sim.model.rules.life import next_time, next_turn, start_buying
from sim.model.rules.talk import hear, leaves_on_warning
from tests.model.somebody import LIMIT, fields_of, off_mean, off_share, somebody

P = replace(Parameters(), contagion_on=1, talk_on=1, contagion_boost=0.8, contagion_tau=30.0, hazards_on=0)
N = 6000
RATE, CHANCE = 0.1, 0.5


def customer(number: int = 0, p: Parameters = P, **fields: float) -> Person:
    """Return somebody whose stay has just begun, who never buys by herself."""
    c = somebody(p, number, rate=RATE, leave_chance=CHANCE, moves=inf)
    start_buying(p, c, 0.0, Route.START)
    c.next_purchase = c.next_talk = inf
    for name, value in fields.items():
        setattr(c, name, value)
    return c


# ---------------------------------------------------------------- contagion
def test_one_exposure_adds_boost_times_hazard_times_tau_in_all() -> None:
    # Given C7's .8 h tau = 1.2 for everybody
    most = 0.8 * RATE * CHANCE * 30.0
    times = []
    for number in range(N):
        c = customer(number)
        moved = expose(P, c, 99, 4, Cause.PRICE, 10)
        assert moved == (c.departure < inf) == (c.contagion_left < most)
        times.append(c.departure - 10.0)
    left = [t for t in times if t < inf]

    # Then so many leave, and half of the added hazard comes in the first tau log 2 days
    assert off_share(len(left), N, 1 - exp(-most)) < LIMIT
    early = sum(t < 30.0 * -log1p(-0.5) for t in left)
    assert off_share(early, N, 1 - exp(-most / 2)) < LIMIT


def test_the_hazard_fades_and_is_carried_over_at_the_next_exposure() -> None:
    c = customer(1, contagion_left=0.7)

    assert expose(P, c, 5, 0, Cause.CORE, 2)
    first = c.departure
    assert expose(P, c, 6, 3, Cause.ETHICS, 12)

    # Then both exposures' hazards add up to the threshold at the new time
    h, u = RATE * CHANCE * 0.8 * 30.0, c.departure
    assert h * (1 - exp(-(u - 2) / 30)) + h * (1 - exp(-(u - 12) / 30)) == pytest.approx(0.7)
    assert 12.0 < c.departure < first
    assert (c.departure_cause, c.departure_kind, c.departure_parent, c.departure_occasion) == (
        Cause.ETHICS, Kind.DEPARTURE, 6, 3,
    )  # fmt: skip


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.floats(0.01, 5.0), st.floats(0.0, 5.0))
def test_more_exposures_never_bring_a_departure_later(days: list[int], left: float, boost: float) -> None:
    p = replace(P, contagion_boost=boost)
    c, before = customer(2, p, contagion_left=left), inf
    for day in sorted(days):
        if c.departure <= day:
            break
        expose(p, c, 1, 0, Cause.CORE, day)
        assert day <= c.departure <= before
        before = c.departure


def test_a_small_threshold_and_a_calendar_cause_the_earlier_one_strikes() -> None:
    late, early = (customer(3, contagion_left=0.1, departure=d, departure_cause=int(Cause.PRICE)) for d in (90.0, 1.5))

    assert expose(P, late, 4, 0, Cause.ETHICS, 1)
    assert not expose(P, early, 4, 0, Cause.ETHICS, 1)

    assert (late.departure_cause, late.departure_kind) == (Cause.ETHICS, Kind.DEPARTURE)
    assert (early.departure, early.departure_cause, early.departure_kind) == (1.5, Cause.PRICE, 0)
    assert next_time(late) == late.departure
    assert next_turn(late, late.departure) == Turn.DEPARTURE


def test_who_never_buys_or_never_leaves_catches_nothing() -> None:
    for fields in ({"rate": 0.0}, {"leave_chance": 0.0}):
        c = customer(4, P, **fields)
        assert everyday_hazard(P, c) == 0.0
        assert not expose(P, c, 1, 0, Cause.CORE, 3)
        assert c.departure == inf


def test_only_a_departure_of_ones_own_will_is_contagious_and_only_along_ties() -> None:
    assert [is_contagious(P, cause) for cause in Cause if cause] == [True] * 7 + [False]
    assert not is_contagious(replace(P, contagion_on=0), Cause.CORE)
    assert not is_contagious(replace(P, talk_on=0), Cause.CORE)


def test_a_new_stay_has_a_new_threshold_and_forgets_who_left() -> None:
    c = customer(5)
    expose(P, c, 1, 0, Cause.CORE, 2)
    first = c.contagion_left

    c.purchases = 7
    start_contagion(c, 50.0)

    assert (c.contagion_stock, c.contagion_since) == (0.0, 50.0)
    assert c.contagion_left != first
    start_buying(P, c, 50.0, Route.ADVERTISING)
    assert (c.departure, c.departure_kind) == (inf, 0)


def test_thresholds_are_exponential_and_off_draws_none() -> None:
    assert off_mean([customer(number).contagion_left for number in range(N)], 1.0, 1.0) < LIMIT
    assert customer(6, replace(P, contagion_on=0)).contagion_left == 0.0
    assert customer(6, replace(P, talk_on=0)).contagion_left == 0.0


# ---------------------------------------------------------------- warnings that customers hear
def warned(p: Parameters, telling: int, **fields: float) -> tuple[Person, bool]:
    c = customer(8, p)
    teller = somebody(p, 7, **fields)
    return c, hear(p, teller, c, telling, 0, 20, 1.0)


def test_a_warning_makes_a_customer_leave_that_day_with_its_chance() -> None:
    p = replace(P, talk_defection=0.25)
    found = [warned(p, telling)[0].departure for telling in range(N)]
    left = [time for time in found if time < inf]

    assert off_share(len(left), N, 0.25) < LIMIT
    assert all(floor(time) == 20 for time in left)
    assert off_mean(left, 20.5, 12**-0.5) < LIMIT


@pytest.mark.parametrize(("failures", "cause"), [(0, Cause.CORE), (2, Cause.ENCOUNTER)])
def test_she_leaves_for_what_failed_the_teller(failures: int, cause: Cause) -> None:
    c, moved = warned(replace(P, talk_defection=1.0), 11, failures=failures, nature=int(Cause.ENCOUNTER))

    assert moved
    assert (c.departure_cause, c.departure_kind, c.departure_parent, c.departure_occasion) == (
        cause, Kind.WARNING, 7, 11,
    )  # fmt: skip


def test_praise_a_chance_of_nothing_or_an_earlier_reason_moves_no_customer() -> None:
    p = replace(P, talk_defection=1.0)
    c = customer(9)
    before = fields_of(c)
    assert not hear(p, somebody(p, 7), c, 3, 1, 20, 1.0)
    assert not hear(P, somebody(p, 7), c, 3, 0, 20, 1.0)
    assert fields_of(c) == before
    c.departure = 20.0
    assert not leaves_on_warning(p, somebody(p, 7), c, 3, 20)
    assert not leaves_by(P, c, 20.0, Cause.PRICE, Kind.WARNING, 1, 1)
    c.status = int(Status.OUT)
    assert not hear(p, somebody(p, 7), c, 3, 0, 20, 1.0)
