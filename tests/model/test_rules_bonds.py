from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import share_left, solved
from sim.model.events import Case, Cause, Outcome, Severity, Status
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.quantiles import beta_quantile
from sim.model.rules import blame, causes, contacts, failures, neglect, outreach, retention, surveys
from sim.model.rules.leaving import calm_leave_probability, leave_cause, leave_probability
from tests.model.somebody import LIMIT, off_cells, off_share, somebody

BASE = replace(Parameters(), leaving_chance=0.1, care_on=0)
P = solved(BASE)
SHARE = st.floats(0.0, 1.0)


def on(**changes: object) -> Parameters:
    """Return solved parameters with changes."""
    return solved(replace(BASE, **changes))  # type: ignore[arg-type]


# Satisfaction and staying -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("s", "leaves"), [(0.0, 5.0), (0.5, 4.5), (0.75, 3.3125), (0.9, 2.084), (1.0, 1.0)])
def test_leaving_falls_with_the_third_power_of_satisfaction(s: float, leaves: float) -> None:
    # kappa 3, excess 4: five times as likely without any satisfaction
    p = on(retention_on=1, retention_excess=4.0)
    assert retention.retention_factor(p, s) == pytest.approx(leaves, rel=1e-12)


@pytest.mark.parametrize(("a", "b"), [(2.0, 2.0), (5.0, 1.5), (0.7, 0.7)])
def test_the_same_mean_satisfaction_keeps_more_customers_the_more_they_differ(a: float, b: float) -> None:
    # science B4, Jensen: E[S^3] of a beta law is above the cube of its mean
    p = on(retention_on=1, retention_excess=1.0)
    many = 4000
    mean = 2.0 - sum(retention.retention_factor(p, beta_quantile((k + 0.5) / many, a, b)) for k in range(many)) / many
    total = a + b
    assert mean == pytest.approx(a * (a + 1) * (a + 2) / (total * (total + 1) * (total + 2)), rel=2e-3)
    assert mean > 2.0 - retention.retention_factor(p, a / total)


@given(SHARE, SHARE, st.floats(0.05, 20.0))
def test_more_satisfaction_never_makes_staying_less_likely(one: float, other: float, curve: float) -> None:
    p = on(retention_on=1, retention_excess=3.0, retention_curve=curve)
    low, high = sorted((one, other))
    assert 4.0 >= retention.retention_factor(p, low) >= retention.retention_factor(p, high) >= 1.0


def test_who_is_satisfied_may_leave_all_the_same() -> None:
    p = on(retention_on=1)
    assert leave_probability(p, somebody(p, satisfaction=1.0, leave_chance=0.1)) == pytest.approx(0.1)


# Newness and neglect ------------------------------------------------------------------------------------------------


def test_newness_doubles_the_chance_of_leaving_at_first_and_fades() -> None:
    p = on(novelty_on=1, novelty_excess=1.0, novelty_fade=5.0)
    chances = [calm_leave_probability(p, somebody(p, spell=4, purchases=4 + k, leave_chance=0.1)) for k in (1, 6, 101)]
    assert chances == pytest.approx([0.2, 0.1 * (1.0 + exp(-1.0)), 0.1], rel=1e-8)


def test_silence_counts_from_the_last_purchase_the_joining_or_a_call() -> None:
    p = on(neglect_on=1, neglect_weight=1.0, neglect_span=10.0)
    c = somebody(p, joined=100.0)
    neglect.break_silence(c, 110.0)
    assert c.silence == 10.0
    assert neglect.neglect_factor(p, c) == pytest.approx(2.0 - exp(-1.0))
    c.last_purchase = 110.0
    neglect.break_silence(c, 117.0)
    assert c.silence == 7.0
    c.called = 115.0
    neglect.break_silence(c, 117.0)
    assert c.silence == 2.0


# Blame --------------------------------------------------------------------------------------------------------------


def test_blame_adds_up_by_cause_and_wears_off() -> None:
    p = on(blame_on=1, blame_span=100.0, blame_major=3.0, blame_response=2.0)
    c = somebody(p, nature=Cause.CORE, severity=Severity.MAJOR, outcome=Outcome.UNRESOLVED)
    c.blame = [0.0] * 8
    blame.blame_failure(p, c, 50.0)
    blame.blame_response(p, c, 150.0)
    assert c.blame == pytest.approx([3.0 * exp(-1.0), 0, 0, 0, 2.0, 0, 0, 0])


def test_a_failure_weighs_more_with_who_blames_the_firm_for_more_than_her_like() -> None:
    # Given that her like have 2 x (1 + .1 x .1 x 100) = 4 to blame the firm for at a failure
    p = on(blame_on=1, blame_temper=0.5, blame_mean=2.0, blame_rate=0.1, blame_span=100.0)
    c = somebody(p, rate=0.1)
    weights = []
    for total in (4.0, 8.0, 0.0):
        c.blame = [total, *[0.0] * 7]
        weights.append(blame.blame_weight(p, c))
    assert weights == pytest.approx([1.0, 1.5, 0.5])
    # Then the factor of staying is raised to it, and never to a negative power
    c = somebody(p, rate=0.1, leave_chance=0.0, severity=Severity.MAJOR, outcome=Outcome.UNRESOLVED)
    plain = 1.0 - leave_probability(replace(p, blame_on=0), c)
    c.blame = [8.0, *[0.0] * 7]
    assert 1.0 - leave_probability(p, c) == pytest.approx(plain**1.5)
    c.blame = [0.0] * 8
    assert leave_probability(replace(p, blame_temper=2.0), c) == 0.0


def test_blame_moves_nobody_whom_nothing_has_failed() -> None:
    p = on(blame_on=1)
    c = somebody(p, leave_chance=0.1)
    c.blame = [9.0] * 8
    assert leave_probability(p, c) == pytest.approx(0.1)


def test_the_decisive_cause_is_drawn_in_proportion_to_blame() -> None:
    p = on(blame_on=1)
    c = somebody(p, leave_chance=0.0, outcome=Outcome.UNRESOLVED, severity=Severity.MINOR)
    c.blame = [1.0, 0, 0, 0, 3.0, 0, 0, 0]
    many = 4000
    core = sum(leave_cause(p, c, n) == Cause.CORE for n in range(many))
    # a share off by .04 would be found
    assert off_share(core, many, 0.25) < LIMIT


def test_all_causes_with_a_tenth_of_the_blame_are_recorded_and_the_decisive_one() -> None:
    c = somebody(P)
    c.blame = [5.0, 4.0, 0.0, 0.0, 0.9, 0.0, 1.1, 0.0]
    assert blame.blamed_causes(c, Cause.CORE) == 0b01000011
    assert blame.blamed_causes(c, Cause.RESPONSE) == 0b01010011


# Causes of failing --------------------------------------------------------------------------------------------------


def test_failures_have_the_causes_by_weight_less_what_is_removed() -> None:
    causes = (0.4, 0.4, 0, 0, 0, 0, 0.2, 0)
    p = on(causes_on=1, failure_rate=1.0, failure_causes=causes, failure_remedies=(0.5, 0, 0, 0, 0, 0, 1.0, 0))
    c = somebody(p)
    assert p.failure_left == pytest.approx(0.6)
    found = [0] * 3
    for n in range(6000):
        if failures.failure_severity(p, c, n, 1.0):
            found[{Cause.CORE: 0, Cause.ENCOUNTER: 1}.get(failures.failure_nature(p, c, n), 2)] += 1  # type: ignore[call-overload]
    assert off_share(sum(found), 6000, 0.6) < LIMIT
    assert found[2] == 0
    assert off_cells(found[:2], [1 / 3, 2 / 3]) < LIMIT


def test_a_cause_that_is_still_there_fails_again_until_it_is_removed_or_gone() -> None:
    p = on(causes_on=1, failure_rate=0.0, root_repeat=1.0, root_span=30.0, root_removal=1.0)
    c = somebody(p, root=Cause.ETHICS, last_failure=100.0, last_purchase=129.0)
    assert failures.failure_severity(p, c, 0, 1.0) != Severity.NONE
    assert failures.failure_nature(p, c, 0) == Cause.ETHICS
    c.last_purchase = 130.0
    assert failures.failure_severity(p, c, 0, 1.0) == Severity.NONE
    c.last_purchase = 129.0
    causes.remove_root(p, c, 0)
    assert failures.failure_severity(p, c, 1, 1.0) == Severity.NONE


def test_harm_is_a_share_of_major_failures_and_few_stay() -> None:
    p = on(causes_on=1, failure_rate=1.0, failure_major=0.5, failure_harm=0.2, outcome_harm=0.0)
    c = somebody(p, leave_chance=0.0)
    counts = [0] * 4
    for n in range(6000):
        counts[failures.failure_severity(p, c, n, 1.0)] += 1
    assert off_cells(counts[1:], [0.5, 0.4, 0.1]) < LIMIT
    c.severity, c.outcome = Severity.HARM, Outcome.FAST
    assert leave_probability(p, c) == 1.0


@given(st.lists(st.floats(0.01, 10.0), min_size=8, max_size=8), st.lists(SHARE, min_size=8, max_size=8))
def test_what_is_left_is_a_share(weights: list[float], removed: list[float]) -> None:
    assert 0.0 <= share_left(tuple(weights), tuple(removed)) <= 1.0 + 1e-12


# Calls --------------------------------------------------------------------------------------------------------------


def silent(p: Parameters, **fields: Any) -> Person:  # noqa: ANN401  any field of a person
    """Return a customer on the file who has bought on days 0 and 20, the second of three purchases between."""
    past: dict[str, Any] = {"bought": 3, "first_purchase": 0.0, "last_purchase": 20.0, "filed": 1, "called": -1.0}
    return somebody(p, **({"status": Status.CUSTOMER} | past | fields))


CALLING: dict[str, Any] = {"contacts_on": 1, "contact_call": 0.1, "contact_silent": 2.0}


def test_the_silent_are_called_once_and_those_with_a_short_past_never() -> None:
    p = on(**CALLING)
    c = silent(p)
    assert [outreach.is_meant(p, c, contacts.CALL, day) for day in (39, 40, 41, 50)] == [False, False, True, True]
    outreach.contact(p, c, contacts.CALL, 50)
    assert not outreach.is_meant(p, c, contacts.CALL, 60)
    for change in ({"bought": 1}, {"case": Case.WAITING}, {"filed": 0}):
        assert not outreach.is_meant(p, silent(p, **change), contacts.CALL, 400)
    assert [day for day in range(36) if outreach.has_round(p, contacts.CALL, day)] == [5, 15, 25, 35]


FINDS_HER_GONE: dict[str, Callable[[Parameters, Person], object]] = {
    "a call": lambda p, c: outreach.contact(p, c, contacts.CALL, 50),
    "a contact": lambda p, c: outreach.contact(p, c, contacts.VISIT, 50),
    "a survey": lambda p, c: surveys.answered(p, c, 0, 50, 100),
}


@pytest.mark.parametrize("finds", FINDS_HER_GONE)
def test_whatever_finds_her_gone_takes_her_off_every_list_and_lets_the_firm_try_to_win_her_back(finds: str) -> None:
    p = on(contacts_on=1, surveys_on=1, winback_on=1)
    c = silent(p, status=Status.RIVAL, left=30.0)

    FINDS_HER_GONE[finds](p, c)

    assert (c.filed, c.called, c.heard) == (0, 50.0, 50.0)


@pytest.mark.parametrize("status", [Status.CUSTOMER, Status.RIVAL, Status.PROSPECT, Status.OUT])
def test_who_left_in_silence_is_on_the_list_until_the_firm_hears_of_it(status: Status) -> None:
    p = on(**CALLING, contact_fits=(0.0,) * contacts.PROGRAMMES, contact_wakes=(1.0,) * contacts.PROGRAMMES)
    c = silent(p, status=status)
    assert outreach.is_meant(p, c, contacts.CALL, 50)
    outreach.strike_off(p, c, 45.0)
    assert not outreach.is_meant(p, c, contacts.CALL, 50)
    c = silent(p, status=status)

    found = outreach.contact(p, c, contacts.CALL, 50)

    assert found == (outreach.ROUSED if status == Status.CUSTOMER else outreach.LOST)
    assert (c.departure < 51.0) == (status == Status.CUSTOMER)
    assert not outreach.is_meant(p, c, contacts.CALL, 60)


def test_a_call_wakes_with_its_chance_and_never_makes_somebody_leave_later() -> None:
    p = on(**CALLING, contact_fits=(0.0,) * contacts.PROGRAMMES, contact_wakes=(0.25,) * contacts.PROGRAMMES)
    c = somebody(p, status=Status.CUSTOMER)
    woken = 0
    for day in range(4000):
        c.departure, c.departure_cause = 1e9, Cause.INVOLUNTARY
        if outreach.contact(p, c, contacts.CALL, day) == outreach.ROUSED:
            woken += 1
            assert day < c.departure < day + 1.0
    assert off_share(woken, 4000, 0.25) < LIMIT
    c.departure = 7.0
    for day in range(7, 60):
        outreach.contact(p, c, contacts.CALL, day)
    assert c.departure == 7.0
