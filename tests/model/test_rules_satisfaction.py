from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Severity
from sim.model.parameters import Parameters
from sim.model.rules.satisfaction import (
    is_again,
    satisfaction_after_giving_up,
    satisfaction_after_purchase,
    satisfaction_after_recovery,
)

SHARE = st.floats(0.0, 1.0)
P = replace(
    Parameters(),
    satisfaction_gain=0.1,
    satisfaction_minor=0.2,
    satisfaction_major=0.5,
    satisfaction_recovery=0.4,
    satisfaction_give_up=0.3,
)
PARAMETERS = st.builds(
    lambda gain, minor, major, recovery, give_up: replace(
        P,
        satisfaction_gain=gain,
        satisfaction_minor=minor,
        satisfaction_major=major,
        satisfaction_recovery=recovery,
        satisfaction_give_up=give_up,
    ),
    SHARE,
    SHARE,
    SHARE,
    SHARE,
    SHARE,
)


def test_each_experience_moves_satisfaction_by_its_part() -> None:
    assert satisfaction_after_purchase(P, 0.5, Severity.NONE) == pytest.approx(0.55)
    assert satisfaction_after_purchase(P, 0.5, Severity.MINOR) == pytest.approx(0.4)
    assert satisfaction_after_purchase(P, 0.5, Severity.MAJOR) == pytest.approx(0.25)
    assert satisfaction_after_recovery(P, 0.25, 1.0, again=0) == pytest.approx(0.55)
    assert satisfaction_after_recovery(P, 0.25, 0.5, again=0) == pytest.approx(0.40)
    assert satisfaction_after_giving_up(P, 0.5) == pytest.approx(0.35)


@given(PARAMETERS, st.sampled_from(Severity), SHARE, SHARE, SHARE)
def test_satisfaction_stays_a_share_and_keeps_the_order_of_customers(
    p: Parameters, severity: Severity, one: float, other: float, quality: float
) -> None:
    low, high = sorted((one, other))
    for move in (
        lambda s: satisfaction_after_purchase(p, s, severity),
        lambda s: satisfaction_after_recovery(p, s, quality, again=0),
        lambda s: satisfaction_after_giving_up(p, s),
    ):
        assert 0.0 <= move(low) <= move(high) + 1e-15 <= 1.0 + 2e-15


@given(PARAMETERS, SHARE, SHARE, SHARE)
def test_good_things_never_lower_it_bad_ones_never_raise_it(p: Parameters, s: float, one: float, other: float) -> None:
    worse, better = sorted((one, other))
    assert satisfaction_after_purchase(p, s, Severity.NONE) >= s
    assert max(satisfaction_after_purchase(p, s, severity) for severity in (Severity.MINOR, Severity.MAJOR)) <= s
    assert s <= satisfaction_after_recovery(p, s, worse, again=0) <= satisfaction_after_recovery(p, s, better, again=0)
    assert satisfaction_after_giving_up(p, s) <= s


@given(SHARE)
def test_a_recovery_of_no_quality_changes_nothing(s: float) -> None:
    assert satisfaction_after_recovery(P, s, 0.0, again=0) == s


@given(PARAMETERS, SHARE, SHARE)
def test_when_it_is_off_nothing_moves(p: Parameters, s: float, quality: float) -> None:
    off = replace(p, satisfaction_on=0)
    assert {satisfaction_after_purchase(off, s, severity) for severity in Severity} == {s}
    assert satisfaction_after_recovery(off, s, quality, again=0) == s
    assert satisfaction_after_giving_up(off, s) == s


def test_recovering_from_a_failure_while_the_one_before_is_remembered_brings_nothing() -> None:
    assert satisfaction_after_recovery(P, 0.25, 1.0, again=1) == 0.25


def test_a_failure_is_forgotten_after_the_memory_and_a_first_one_is_never_again() -> None:
    # given
    memory = P.satisfaction_memory
    # then
    assert is_again(P, memory - 0.5, 0.0)
    assert not is_again(P, memory, 0.0)
    assert not is_again(P, 0.0, float("-inf"))
