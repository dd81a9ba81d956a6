from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.draws import Purpose, uniform
from sim.model.events import Cause, Loss, Route, Status
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.rules.clocks import appoint
from sim.model.rules.leaving import departure_detail, destination, loss_of
from sim.model.rules.rivalry import is_stirred, stir
from sim.model.rules.rivals import feel_pull, mood_of, pull_rate
from tests.model.somebody import LIMIT, customer, off_mean, somebody

P = solved(replace(Parameters(), rivals_on=1, rivals_rate=0.01, rivals_reach=1.0, leaving_to_rival=0.0))
SHARE = st.floats(0.0, 1.0)
NUMBER = st.integers(0, 10**6)
N = 8000


# ---------------------------------------------------------------- the pull
def test_the_rate_is_the_logit_of_the_difference_in_value_less_the_barrier() -> None:
    p = replace(P, rivals_quality=1.0, rivals_price=0.8, rivals_price_weight=0.5, own_quality=0.3, rivals_reach=0.4)
    c = customer(p, satisfaction=0.75)
    gap = (1.0 - 0.5 * 0.8) - (0.3 - 0.5 + 0.5 * 0.5)
    assert pull_rate(p, c, 0.0) == pytest.approx(0.01 * 0.4 * logistic(2.0 * gap - 1.0))


def test_the_firms_price_counts_only_where_prices_do() -> None:
    dear = replace(P, price_level=2.0)
    assert pull_rate(dear, customer(dear), 0.0) == pull_rate(P, customer(P), 0.0)
    on = replace(dear, price_on=1)
    assert pull_rate(on, customer(on), 0.0) > pull_rate(P, customer(P), 0.0)


UP = ("rivals_quality", "rivals_rate", "rivals_reach")
DOWN = ("rivals_barrier", "own_quality", "rivals_price")


@pytest.mark.parametrize(("name", "sign"), [*((name, 1) for name in UP), *((name, -1) for name in DOWN)])
@given(one=SHARE, other=SHARE, satisfaction=SHARE)
def test_a_better_or_better_known_rival_pulls_more_and_a_better_firm_less(
    name: str, sign: int, one: float, other: float, satisfaction: float
) -> None:
    low, high = (
        pull_rate(replace(P, **{name: x}), customer(P, satisfaction=satisfaction), 0.0) for x in sorted((one, other))
    )
    assert sign * low <= sign * high


@given(SHARE, SHARE)
def test_the_satisfied_resist(one: float, other: float) -> None:
    low, high = (pull_rate(P, customer(P, satisfaction=x), 0.0) for x in sorted((one, other)))
    assert high <= low
    assert [mood_of(P, customer(P, satisfaction=x)) for x in (0.0, 0.5, 1.0)] == [-1.0, 0.0, 1.0]


def test_the_time_of_leaving_is_exponential_at_the_rate() -> None:
    people = [customer(P, number) for number in range(N)]
    rate = pull_rate(P, people[0], 0.0)
    assert {(c.departure_cause, c.departure_loss) for c in people} == {(Cause.COMPETITION, Loss.ATTRACTED)}
    assert off_mean([c.departure for c in people], 1.0 / rate, 1.0 / rate) < LIMIT
    assert people[5].departure == exponential(uniform(people[5].key, Purpose.RIVAL, 1)) / rate


def lived(number: int, moods: list[tuple[int, float]], part: float) -> float:
    """Return when a customer leaves whose satisfaction changes after spans of days, the rate being times ``part``."""
    p = replace(P, rivals_rate=P.rivals_rate * part)
    c, now = customer(p, number), 0.0
    for days, satisfaction in moods:
        now += days
        if c.departure < now:
            break
        c.satisfaction = satisfaction
        feel_pull(p, c, now)
        assert c.departure >= now
    return c.departure


@given(NUMBER, st.lists(st.tuples(st.integers(1, 100), SHARE), max_size=8), SHARE)
def test_a_lower_hazard_never_brings_an_earlier_leaving(
    number: int, moods: list[tuple[int, float]], part: float
) -> None:
    assert lived(number, moods, part) >= lived(number, moods, 1.0) * (1.0 - 1e-12)


@given(NUMBER, SHARE, st.floats(0.0, 300.0))
def test_the_remainder_of_the_threshold_is_carried(number: int, satisfaction: float, now: float) -> None:
    c = customer(P, number)
    before, rate, time = c.departure, c.pull_rate, min(now, c.departure)
    c.satisfaction = satisfaction
    feel_pull(P, c, time)
    assert (c.departure - time) * c.pull_rate == pytest.approx((before - time) * rate, abs=1e-9)


def test_before_the_rival_enters_nobody_leaves_for_it() -> None:
    p = replace(P, rivals_enters=30)
    c = customer(p, 4)
    assert c.departure == inf
    assert [is_stirred(p, day, begins=False) for day in (29, 30, 31)] == [False, True, False]
    assert is_stirred(p, 29, begins=True)
    stir(p, c, 30)
    assert c.departure == pytest.approx(30.0 + exponential(uniform(c.key, Purpose.RIVAL, 1)) / pull_rate(p, c, 30.0))


def test_the_calendar_and_the_pull_run_side_by_side_and_neither_is_lost() -> None:
    # Given somebody who will move away before the rival would have her
    late = customer(P, 7)
    c = customer(P, 7, departure=late.departure - 1.0, departure_cause=Cause.INVOLUNTARY)
    assert (c.departure, c.departure_cause, c.departure_loss) == (late.departure - 1.0, Cause.INVOLUNTARY, Loss.NONE)
    # When her satisfaction falls, then she leaves for the rival first; when it rises again, she moves away
    c.satisfaction = 0.0
    feel_pull(replace(P, rivals_resistance=10.0), c, 1.0)
    assert (c.departure_cause, c.departure_loss) == (Cause.COMPETITION, Loss.ATTRACTED)
    c.satisfaction = 1.0
    feel_pull(replace(P, rivals_resistance=10.0), c, 1.5)
    assert (c.departure, c.departure_cause, c.departure_loss) == (late.departure - 1.0, Cause.INVOLUNTARY, Loss.NONE)


@pytest.mark.parametrize("on", [0, 1])
def test_an_appointed_leaving_counts_unless_she_leaves_before(on: int) -> None:
    p = replace(P, rivals_on=on, rivals_rate=1e-9)
    c = customer(p, departure=50.0, departure_cause=Cause.PRICE)
    appoint(p, c, 60.0, Cause.ETHICS, Loss.LEFT)
    assert (c.departure, c.departure_cause, c.departure_loss) == (50.0, Cause.PRICE, Loss.NONE)
    appoint(p, c, 40.0, Cause.ETHICS, Loss.LEFT)
    assert (c.departure, c.departure_cause, c.departure_loss) == (40.0, Cause.ETHICS, Loss.LEFT)
    if on:
        c.satisfaction = 0.0
        feel_pull(p, c, 1.0)
        assert (c.departure, c.departure_loss) == (40.0, Loss.LEFT)


def test_who_is_won_goes_to_the_rival_who_is_dropped_by_the_share_and_who_moves_goes_out() -> None:
    everybody = replace(P, leaving_to_rival=1.0)
    won = [somebody(P, departure_loss=loss) for loss in (Loss.ATTRACTED, Loss.POACHED)]
    assert {destination(P, c, Cause.COMPETITION) for c in won} == {Status.RIVAL}
    dropped, mover = somebody(P, departure_loss=Loss.DROPPED), somebody(P)
    assert destination(P, dropped, Cause.INVOLUNTARY) == Status.OUT
    assert destination(everybody, dropped, Cause.INVOLUNTARY) == Status.RIVAL
    assert destination(everybody, mover, Cause.INVOLUNTARY) == Status.OUT
    assert (loss_of(dropped, Cause.INVOLUNTARY), loss_of(mover, Cause.INVOLUNTARY)) == (Loss.DROPPED, Loss.FORCED)
    assert departure_detail(mover, 8, 4) == 68
    assert departure_detail(dropped, 8, 3) == 128 + 67


def test_customers_at_the_start_know_the_old_price_and_others_that_of_the_day() -> None:
    p = replace(P, price_on=1, price_level=1.3, price_known=1.1)
    assert customer(p, route=Route.START).reference_level == 1.1
    assert customer(p, route=Route.TELLING).reference_level == 1.3
