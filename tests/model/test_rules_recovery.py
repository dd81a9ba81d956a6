from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import COLUMNS, Curve, Outcome, RecoveryLaw, Severity
from sim.model.parameters import Parameters
from sim.model.rules.complaints import (
    MOST_COMPENSATION,
    answer_cost,
    back_office_time,
    compensation_amount,
    compensation_answer,
    follow_up_outcome,
    is_followed_up,
    perceived_quality,
    recovery_outcome,
    recovery_quality,
)
from tests.model.somebody import LIMIT, off_cells, off_mean, off_share, somebody

P = Parameters()
ACCEPT = replace(P, recovery_curve=int(Curve.ACCEPT))
REJECT = replace(P, recovery_curve=int(Curve.REJECT))
MIX = replace(
    P, recovery_law=int(RecoveryLaw.MIX), recovery_mix=(0.3, 0.5, 0.2), recovery_mix_costs=(200.0, 1000.4, 1500.5)
)
N = 8000
STEPS = {"recovery_apology": 1, "recovery_empathy": 1, "recovery_compensation": 0.5}
SEVERITY = st.sampled_from([Severity.MINOR, Severity.MAJOR])
MULTIPLE = st.floats(0.0, 5.0)
WAIT = st.floats(0.0, 60.0)


@pytest.mark.parametrize(
    ("steps", "quality"),
    [
        ({}, 0.20),
        ({"recovery_apology": 1}, 0.375),
        ({"recovery_apology": 1, "recovery_empathy": 1}, 0.55),
        (STEPS, 0.8711),
    ],
)
def test_an_instant_answer_is_worth_the_sum_of_its_steps(steps: dict[str, int], quality: float) -> None:
    assert recovery_quality(replace(ACCEPT, **steps), Severity.MINOR, 0.0, 1.0) == pytest.approx(quality, abs=5e-5)


def test_promptness_fades_to_37_percent_after_tau() -> None:
    assert recovery_quality(P, Severity.MINOR, 3.0, 1.0) == pytest.approx(0.20 * exp(-1.0), rel=1e-12)


def test_the_skill_of_the_agent_multiplies_empathy_and_only_where_there_is_a_desk() -> None:
    p = replace(P, recovery_apology=1, recovery_empathy=1, desk_skill=0.6)
    assert recovery_quality(p, Severity.MINOR, 0.0, 1.0) == pytest.approx(0.20 + 0.35 * (0.5 + 0.3), rel=1e-12)
    assert recovery_quality(replace(p, desk_on=0), Severity.MINOR, 0.0, 1.0) == pytest.approx(0.55, rel=1e-12)


def test_a_rejected_service_gains_most_between_60_and_120_percent_of_the_price() -> None:
    def g(x: float) -> float:
        return compensation_answer(REJECT, Severity.MINOR, x)

    assert g(1.2) - g(0.6) == pytest.approx(0.761594, abs=5e-7)
    # Then the slope is steepest at .9
    slopes = {k: g((k + 1) / 100) - g((k - 1) / 100) for k in range(2, 149)}
    assert max(slopes, key=slopes.__getitem__) == 90


def test_an_accepted_service_gains_most_from_the_first_money() -> None:
    gains = [compensation_answer(ACCEPT, Severity.MAJOR, k / 20) for k in range(31)]
    rises = [after - before for before, after in pairwise(gains)]
    assert gains[0] == 0.0
    assert rises == sorted(rises, reverse=True)
    assert compensation_answer(ACCEPT, Severity.MAJOR, 0.4) == pytest.approx(1.0 - exp(-1.0), rel=1e-12)


@pytest.mark.parametrize("x", [0.1, 0.9, 1.4])
def test_by_severity_a_major_failure_is_rejected_and_a_minor_one_accepted(x: float) -> None:
    assert compensation_answer(P, Severity.MAJOR, x) == compensation_answer(REJECT, Severity.MINOR, x)
    assert compensation_answer(P, Severity.MINOR, x) == compensation_answer(ACCEPT, Severity.MAJOR, x)


@given(st.sampled_from([P, ACCEPT, REJECT]), SEVERITY, MULTIPLE, MULTIPLE)
def test_more_money_never_hurts_and_beyond_one_and_a_half_prices_it_is_wasted(
    p: Parameters, severity: Severity, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= compensation_answer(p, severity, low) <= compensation_answer(p, severity, high) < 1.0
    most = compensation_answer(p, severity, MOST_COMPENSATION)
    assert compensation_answer(p, severity, MOST_COMPENSATION + low) == most
    assert compensation_answer(p, severity, 0.0) == 0.0


@given(SEVERITY, WAIT, WAIT, MULTIPLE, st.booleans(), st.booleans(), st.floats(0.01, 1.0))
def test_quality_is_a_chance_that_never_rises_with_the_wait_nor_falls_with_a_step(
    severity: Severity, one: float, other: float, multiple: float, apology: bool, empathy: bool, skill: float
) -> None:
    soon, late = sorted((one, other))
    p = replace(
        P,
        recovery_apology=int(apology),
        recovery_empathy=int(empathy),
        recovery_compensation=multiple,
        desk_skill=skill,
    )
    quality = recovery_quality(p, severity, late, 1.0)
    assert 0.0 <= quality <= recovery_quality(p, severity, soon, 1.0) <= 1.0
    for more in (
        {"recovery_apology": 1},
        {"recovery_empathy": 1},
        {"recovery_compensation": multiple + 0.5},
        {"desk_skill": 1.0},
    ):
        assert recovery_quality(replace(p, **more), severity, late, 1.0) >= quality


def test_weights_that_sum_to_more_than_one_still_leave_a_chance() -> None:
    assert recovery_quality(replace(ACCEPT, recovery_weights=(1.0, 1.0, 1.0), **STEPS), Severity.MINOR, 0.0, 1.0) == 1.0


# ---------------------------------------------------------------- the outcome
def test_complaints_are_resolved_with_the_chance_of_their_quality() -> None:
    c = somebody(P, 9, severity=Severity.MINOR, wait=0.5)
    quality = recovery_quality(P, Severity.MINOR, 0.5, 1.0)
    outcomes = [recovery_outcome(P, c, n) for n in range(N)]
    assert off_cells([outcomes.count(k) for k in COLUMNS], [0.0, 1.0 - quality, 0.0, quality]) < LIMIT


@pytest.mark.parametrize(("wait", "fast"), [(0.0, True), (1.0, True), (1.0 + 2**-52, False), (9.0, False)])
def test_a_wait_of_exactly_tau_fast_is_quick_and_a_longer_one_is_not(wait: float, fast: bool) -> None:
    p = replace(ACCEPT, recovery_weights=(1.0, 1.0, 1.0), **STEPS)
    outcomes = {recovery_outcome(p, somebody(p, k, severity=Severity.MINOR, wait=wait), 0) for k in range(200)}
    assert (Outcome.FAST in outcomes, Outcome.RESOLVED in outcomes) == (fast, not fast)


@given(st.integers(0, 10**6), SEVERITY, WAIT, WAIT, st.integers(0, 10**5))
def test_waiting_less_never_turns_a_resolved_complaint_into_an_unresolved_one(
    number: int, severity: Severity, one: float, other: float, n: int
) -> None:
    soon, late = (
        recovery_outcome(P, somebody(P, number, severity=severity, wait=wait), n) for wait in sorted((one, other))
    )
    assert soon >= late


def test_a_measured_mix_gives_its_shares_whatever_the_wait() -> None:
    c = somebody(MIX, 3, severity=Severity.MAJOR, wait=99.0)
    outcomes = [recovery_outcome(MIX, c, n) for n in range(N)]
    assert off_cells([outcomes.count(k) for k in COLUMNS], [0.0, 0.3, 0.5, 0.2]) < LIMIT


@pytest.mark.parametrize(
    ("mix", "outcome"),
    [((1.0, 0.0, 0.0), Outcome.UNRESOLVED), ((0.0, 1.0, 0.0), Outcome.RESOLVED), ((0.0, 0.0, 1.0), Outcome.FAST)],
)
def test_a_mix_of_one_outcome_gives_only_that(mix: tuple[float, ...], outcome: Outcome) -> None:
    p = replace(MIX, recovery_mix=mix)
    assert {recovery_outcome(p, somebody(p, k), 0) for k in range(100)} == {outcome}


# ---------------------------------------------------------------- cost, follow-up, perception
def test_an_answer_costs_what_its_law_says() -> None:
    assert [answer_cost(MIX, outcome) for outcome in (1, 2, 3)] == [200, 1000, 1501]
    fast = replace(P, recovery_fast_cost=300)
    assert answer_cost(fast, Outcome.FAST) == 0
    assert answer_cost(replace(fast, recovery_fast_handling=1), Outcome.UNRESOLVED) == 300


@pytest.mark.parametrize(
    ("multiple", "price", "amount"), [(0.0, 999, 0), (0.5, 999, 500), (1.0, 999, 999), (5.0, 2, 10)]
)
def test_compensation_is_a_multiple_of_the_price_rounded_half_up(multiple: float, price: int, amount: int) -> None:
    assert compensation_amount(replace(P, recovery_compensation=multiple), price) == amount
    assert compensation_amount(replace(MIX, recovery_compensation=multiple), price) == 0


def test_only_an_unresolved_complaint_is_followed_up_and_only_if_the_firm_does_so() -> None:
    p = replace(P, recovery_follow_up=1)
    assert [is_followed_up(p, outcome) for outcome in Outcome] == [False, True, False, False, False]
    assert not any(is_followed_up(P, outcome) for outcome in Outcome)
    assert not is_followed_up(replace(MIX, recovery_follow_up=1), Outcome.UNRESOLVED)


def test_a_follow_up_resolves_with_its_chance_and_never_quickly() -> None:
    c = somebody(P, 3)
    outcomes = [follow_up_outcome(replace(P, follow_up_chance=0.3), c, n) for n in range(N)]
    assert set(outcomes) == {Outcome.UNRESOLVED, Outcome.RESOLVED}
    assert off_share(outcomes.count(Outcome.RESOLVED), N, 0.3) < LIMIT


def test_what_was_not_resolved_has_no_quality_for_the_customer() -> None:
    for outcome in (Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.FAST, Outcome.INSULTED):
        c = somebody(P, severity=Severity.MINOR, wait=2.0, outcome=outcome)
        resolved = outcome in (Outcome.RESOLVED, Outcome.FAST)
        assert perceived_quality(P, c) == (recovery_quality(P, Severity.MINOR, 2.0, 1.0) if resolved else 0.0)
        assert perceived_quality(MIX, c) == float(resolved)


def test_seven_cases_in_ten_are_settled_at_the_answer_and_the_others_take_five_days_on_average() -> None:
    c = somebody(P)
    found = [back_office_time(P, c, n) for n in range(N)]
    later = [days for days in found if days > 0.0]

    assert off_share(N - len(later), N, 0.7) < LIMIT
    assert off_mean(later, 5.0, 5.0) < LIMIT
    assert off_share(sum(days > 1.0 for days in later), len(later), exp(-1.0 / 5.0)) < LIMIT
    fast = replace(P, recovery_fast_handling=1)
    assert [back_office_time(fast, c, n) for n in range(N)] == pytest.approx([0.7 * days for days in found])


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(0, 1000))
def test_nobody_waits_longer_when_more_is_settled_at_the_answer(one: float, other: float, n: int) -> None:
    c = somebody(P)
    less, more = (replace(P, recovery_first_contact=share) for share in sorted((one, other)))

    assert 0.0 <= back_office_time(more, c, n) <= back_office_time(less, c, n) + 1e-9


@pytest.mark.parametrize("p", [replace(P, recovery_first_contact=1.0), replace(MIX, recovery_first_contact=0.0)])
def test_a_desk_that_settles_all_and_a_measured_mix_have_no_back_office(p: Parameters) -> None:
    assert {back_office_time(p, somebody(p), n) for n in range(200)} == {0.0}
