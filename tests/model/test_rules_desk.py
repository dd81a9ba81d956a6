from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import floor, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.draws import WORLD, Purpose, subject_key, uniform
from sim.model.events import SpanLaw
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.rules.desk import (
    always_open,
    desk_changes,
    is_open,
    line_class,
    open_time,
    overtime_pay,
    patience_time,
    service_time,
    span,
)
from sim.model.rules.outside import outside_patience, outside_service, outside_time
from tests.model.somebody import LIMIT, off_cells, off_mean, somebody

HOUR = 1 / 24
MINUTE = HOUR / 60
P = Parameters()
C = somebody(P, 4)
KEY = subject_key(1, 0, WORLD)
N = 4000
PROFILE = (0.0,) * 7 + (1.0, 3.0, 3.0, 2.0, 3.0, 3.0, 2.0, 2.0, 3.0, 4.0, 5.0, 4.0, 2.0, 1.0) + (0.0,) * 3
WEIGHTS = st.lists(st.floats(0.0, 5.0).map(lambda x: 0.0 if x < 1.0 else x), min_size=24, max_size=24)


def hours(opens: float, closes: float) -> Parameters:
    return replace(P, desk_opens=opens, desk_closes=closes)


# ---------------------------------------------------------------- opening hours
@pytest.mark.parametrize("day", [0, 1, 364, 365, 3649])
@pytest.mark.parametrize("minutes", [(540, 1080), (1, 1439), (421, 1223), (0, 720)])
def test_the_desk_is_open_at_opening_and_until_just_before_closing(day: int, minutes: tuple[int, int]) -> None:
    opens, closes = (minute * MINUTE for minute in minutes)
    p = hours(opens, closes)
    # Given the times at which an engine lets the desk open and close
    opening, closing = day + opens, day + closes
    assert is_open(p, opening)
    assert is_open(p, closing - 1e-9)
    assert not is_open(p, closing)
    assert not is_open(p, closing + 1e-9)
    assert minutes[0] == 0 or not is_open(p, opening - 1e-9)


def test_a_desk_that_closes_at_midnight_is_closed_at_midnight() -> None:
    p = hours(0.5, 1.0)
    assert [is_open(p, now) for now in (0.0, 0.49, 0.5, 1.0 - 1e-12, 1.0, 1.2, 1.5)] == [
        *(False, False, True, True, False, False, True)
    ]


def test_a_desk_that_opens_at_midnight_is_open_at_midnight() -> None:
    assert [is_open(hours(0.0, 0.5), now) for now in (0.0, 0.25, 0.5, 1.0, 7.0)] == [True, True, False, True, True]


def test_only_a_desk_from_0_to_24_hours_never_closes() -> None:
    assert always_open(hours(0.0, 1.0))
    assert all(is_open(hours(0.0, 1.0), k / 7) for k in range(70))
    assert not always_open(hours(0.0, 1.0 - 1e-9))
    assert not always_open(hours(1e-9, 1.0))


@pytest.mark.parametrize(("opens", "closes"), [(0.5, 0.5), (0.75, 0.25), (1.0, 1.0), (0.0, 0.0)])
def test_a_desk_that_closes_before_it_opens_is_never_open(opens: float, closes: float) -> None:
    assert not any(is_open(hours(opens, closes), k / 96) for k in range(200))
    assert open_time(hours(opens, closes)) == 0.0


@given(st.integers(0, 1440), st.integers(0, 1440))
def test_the_open_time_is_the_share_of_the_day_that_is_open(first: int, last: int) -> None:
    p = hours(first / 1440, last / 1440)
    open_minutes = sum(is_open(p, 3 + (minute + 0.5) / 1440) for minute in range(1440))
    assert open_time(p) == pytest.approx(open_minutes / 1440, abs=1e-12)


def test_the_desk_changes_between_phases_when_hours_or_posts_do() -> None:
    for other in (replace(P, desk_opens=0.1), replace(P, desk_closes=0.9), replace(P, desk_agents=7)):
        assert desk_changes(P, other)
        assert desk_changes(other, P)
    assert not desk_changes(P, replace(P, desk_wage=5.0, desk_skill=0.5))


# ---------------------------------------------------------------- spans
@pytest.mark.parametrize(
    ("law", "spread", "deviation"),
    [(SpanLaw.EXPONENTIAL, 3.0, 1.0), (SpanLaw.LOGNORMAL, 0.7, 0.7), (SpanLaw.FIXED, 3.0, 0.0)],
)
def test_spans_have_their_mean_and_spread(law: SpanLaw, spread: float, deviation: float) -> None:
    found = [span(law, 0.25, spread, uniform(KEY, Purpose.SERVICE, n)) for n in range(N)]
    if deviation:
        # Then a mean off by 10% would be found
        assert off_mean(found, 0.25, 0.25 * deviation) < LIMIT
        assert len(set(found)) == N
    else:
        assert set(found) == {0.25}


@given(st.sampled_from(SpanLaw), st.floats(1e-4, 1.0 - 1e-4), st.floats(1e-4, 1.0 - 1e-4), st.floats(0.0, 2.0))
def test_a_span_is_never_negative_and_rises_with_its_draw_and_its_mean(
    law: SpanLaw, one: float, other: float, mean: float
) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= span(law, mean, 1.2, low) <= span(law, mean, 1.2, high)
    assert span(law, mean, 1.2, low) <= span(law, mean + 1.0, 1.2, low)


def test_a_letter_and_a_patient_market_wait_for_ever_a_call_does_not() -> None:
    assert 0.0 < patience_time(P, somebody(P, 4), 3) < inf
    assert patience_time(P, somebody(P, 4, written=1), 3) == inf
    none = replace(P, patience_law=int(SpanLaw.NONE))
    assert patience_time(none, somebody(P, 4), 3) == inf
    assert outside_patience(none, KEY, 3, 0) == inf
    assert 0.0 < outside_patience(P, KEY, 3, 0) < inf


@given(st.integers(0, 10**5), st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_skill_and_fast_handling_shorten_a_service_and_leave_patience_alone(n: int, one: float, other: float) -> None:
    low, high = (replace(P, desk_skill=skill) for skill in sorted((one, other)))
    assert service_time(high, C, n) <= service_time(low, C, n)
    assert service_time(low, C, n) == pytest.approx(service_time(P, C, n) / low.desk_skill, rel=1e-12)
    assert outside_service(low, KEY, n) == pytest.approx(outside_service(P, KEY, n) / low.desk_skill, rel=1e-12)
    fast = replace(low, recovery_fast_handling=1, recovery_fast_factor=0.5)
    assert service_time(fast, C, n) == pytest.approx(0.5 * service_time(low, C, n), rel=1e-12)
    # Others at the desk gain nothing by it
    assert outside_service(fast, KEY, n) == outside_service(low, KEY, n)
    assert patience_time(fast, C, n) == patience_time(P, C, n)


def test_a_complaint_needs_the_service_of_the_market_and_an_outside_contact_too() -> None:
    p = replace(P, need_law=int(SpanLaw.EXPONENTIAL), need_mean=0.02)
    assert off_mean([service_time(p, C, n) for n in range(N)], 0.02, 0.02) < LIMIT
    assert off_mean([outside_service(p, KEY, n) for n in range(N)], 0.02, 0.02) < LIMIT


def test_complaints_come_first_in_line_under_fast_handling_only() -> None:
    assert line_class(P) == 1
    assert line_class(replace(P, recovery_fast_handling=1)) == 0


# ---------------------------------------------------------------- contacts from outside
def outside(rate: float, profile: tuple[float, ...]) -> Parameters:
    return solved(replace(P, outside_rate=rate, outside_profile=profile))


def intensity(p: Parameters, start: float, end: float) -> float:
    """Return the integrated rate between two times, hour by hour, exactly."""
    total = sum(Fraction(weight) for weight in p.outside_profile)
    first, last = Fraction(start), Fraction(end)
    hour = floor(first * 24)
    found = Fraction(0)
    while Fraction(hour, 24) < last:
        part = min(last, Fraction(hour + 1, 24)) - max(first, Fraction(hour, 24))
        found += part * 24 * Fraction(p.outside_rate) * Fraction(p.outside_profile[hour % 24]) / total
        hour += 1
    return float(found)


@given(WEIGHTS, st.floats(0.05, 200.0), st.floats(0.0, 400.0), st.integers(0, 10**6))
def test_the_next_contact_comes_when_the_integrated_rate_reaches_its_threshold(
    weights: list[float], rate: float, now: float, contact: int
) -> None:
    p = outside(rate, tuple(weights))
    time = outside_time(p, KEY, contact, now)
    if sum(weights) == 0.0:
        assert time == inf
        return
    assert time > now
    threshold = exponential(uniform(KEY, Purpose.OUTSIDE_GAP, contact))
    assert intensity(p, now, time) == pytest.approx(threshold, rel=1e-8, abs=1e-9)
    # No contact in an hour without weight, its first moment included
    assert weights[floor(time * 24 - 1e-7) % 24] > 0.0 or weights[floor(time * 24 + 1e-7) % 24] > 0.0


@pytest.mark.parametrize("now", [0.0, HOUR, 7 * HOUR, 0.5, 1.0 - 1e-12, 364.0, 21 * HOUR])
def test_from_the_edge_of_an_hour_the_threshold_is_met_as_well(now: float) -> None:
    p = outside(40.0, PROFILE)
    time = outside_time(p, KEY, 12, now)
    assert intensity(p, now, time) == pytest.approx(exponential(uniform(KEY, Purpose.OUTSIDE_GAP, 12)), rel=1e-8)


def test_contacts_from_outside_follow_the_rate_and_the_profile_of_the_day() -> None:
    p, now, times = outside(60.0, PROFILE), 0.0, []
    while now < 100.0:
        times.append(outside_time(p, KEY, len(times), now))
        now = times[-1]
    times.pop()
    # Then the count is Poisson of mean 6,000 (off by 7.5% would be found) and hours have their weights
    assert abs(len(times) - 6000) / 6000**0.5 < LIMIT
    counts = [0] * 24
    for time in times:
        counts[floor(time * 24) % 24] += 1
    assert off_cells(counts, [weight / sum(PROFILE) for weight in PROFILE]) < LIMIT


def test_without_a_rate_nobody_comes_from_outside_and_at_a_tiny_one_hardly_ever() -> None:
    assert outside_time(outside(0.0, PROFILE), KEY, 0, 3.0) == inf
    assert outside_time(outside(1e-9, PROFILE), KEY, 0, 3.0) == inf
    # Given one contact in 3,000 years or so, found without counting hours
    time = outside_time(outside(1e-6, PROFILE), KEY, 12, 3.25)
    assert time == pytest.approx(1e6 * exponential(uniform(KEY, Purpose.OUTSIDE_GAP, 12)), abs=2.0 + 3.25)


@given(st.floats(0.001, 0.2), st.integers(0, 10**6), st.floats(0.0, 400.0))
def test_whole_days_are_passed_over_without_a_change_of_the_time(rate: float, contact: int, now: float) -> None:
    p = outside(rate, PROFILE)
    time = outside_time(p, KEY, contact, now)
    assert time > now
    threshold = exponential(uniform(KEY, Purpose.OUTSIDE_GAP, contact))
    if time < now + 3000.0:
        assert intensity(p, now, time) == pytest.approx(threshold, rel=1e-7, abs=1e-9)
    else:
        assert threshold > 2999.0 * rate


# ---------------------------------------------------------------- overtime
@pytest.mark.parametrize(
    ("began", "ended", "hours_paid"),
    [
        (4 + 17 * HOUR, 4 + 18 * HOUR, 0),  # exactly at closing
        (4 + 17 * HOUR, 4 + 17.5 * HOUR, 0),
        (4 + 17 * HOUR, 4 + 19 * HOUR, 1),
        (4 + 17 * HOUR, 4 + 25 * HOUR, 7),  # past midnight
        (4 + 17 * HOUR, 4 + 33 * HOUR, 15),  # until the next opening
        (4 + 17 * HOUR, 4 + 50 * HOUR, 15),  # no longer overtime once the desk is open
    ],
)
def test_overtime_is_paid_from_closing_to_the_end_of_the_service_in_hand(
    began: float, ended: float, hours_paid: int
) -> None:
    p = replace(hours(9 * HOUR, 18 * HOUR), desk_wage=24 * 2000.0, desk_overtime=1.5)
    assert overtime_pay(p, began, ended, 0) == hours_paid * 3000


def test_a_desk_that_never_closes_knows_no_overtime() -> None:
    assert overtime_pay(replace(hours(0.0, 1.0), desk_wage=1e6), 3.9, 5.0, 0) == 0
