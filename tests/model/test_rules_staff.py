from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from sim.model.attachment import solved
from sim.model.events import Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules import interviews, mirror, reputation
from sim.model.rules.failures import failure_nature, failure_severity
from tests.model.somebody import LIMIT, off_share, somebody

P = solved(replace(Parameters(), mirror_on=1, interviews_on=1, mirror_strength=0.4, failure_rate=0.5))
N = 4000


def test_morale_moves_a_part_of_the_way_to_satisfaction() -> None:
    assert mirror.settled_morale(replace(P, mirror_drift=0.25), 0.5, 0.9) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("usual", "morale", "chance"), [(0.5, 0.75, 0.4), (0.5, 0.25, 0.6), (0.8, 0.8, 0.5), (0.8, 0.4, 0.6)]
)
def test_proud_staff_avert_failures_sullen_staff_add_some_and_usual_staff_change_nothing(
    usual: float, morale: float, chance: float
) -> None:
    # Given a strength of .4 of the failures at the furthest from the usual morale
    p = replace(P, satisfaction_bar=usual)
    c = somebody(p)
    failed = sum(failure_severity(p, c, n, morale) != Severity.NONE for n in range(N))
    assert off_share(failed, N, chance) < LIMIT


def test_a_share_of_those_who_left_say_why() -> None:
    p = replace(P, interview_chance=0.3)
    told = sum(interviews.tells_why(p, somebody(p, number)) for number in range(N))
    assert off_share(told, N, 0.3) < LIMIT


def test_what_is_known_is_avoided_more_the_oftener_it_was_told() -> None:
    p = replace(P, interview_needed=10.0)
    c = somebody(p)
    known = [0] * 8
    known[failure_nature(p, c, 3) - 1] = 10
    assert interviews.learnt_share(p, 10) == pytest.approx(1.0 - exp(-1.0))
    avoided = sum(interviews.is_learnt_away(p, c, n, [10] * 8) for n in range(N))
    assert off_share(avoided, N, 1.0 - exp(-1.0)) < LIMIT
    assert not interviews.is_learnt_away(p, c, 3, [0 if k else 10 for k in known])


def test_a_bad_name_rubs_off_while_its_bearer_is_a_customer() -> None:
    assert reputation.is_stain(somebody(P, notorious=1, status=Status.CUSTOMER))
    assert not reputation.is_stain(somebody(P, notorious=1, status=Status.RIVAL))
    assert not reputation.is_stain(somebody(P, status=Status.CUSTOMER))
