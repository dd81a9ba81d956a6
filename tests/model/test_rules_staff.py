from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from sim.model.attachment import solved
from sim.model.events import Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules import interviews, mirror, reputation
from sim.model.rules.failures import failure_nature
from tests.model.somebody import LIMIT, off_share, somebody

P = solved(replace(Parameters(), mirror_on=1, interviews_on=1, mirror_strength=0.4, failure_rate=0.5))
N = 4000


def test_morale_moves_a_part_of_the_way_to_satisfaction() -> None:
    assert mirror.settled_morale(replace(P, mirror_drift=0.25), 0.5, 0.9) == pytest.approx(0.6)


def test_proud_staff_avert_failures_and_sullen_staff_add_as_many() -> None:
    c = somebody(P)
    averted = sum(mirror.mirrored_severity(P, c, Severity.MAJOR, n, 0.75) == Severity.NONE for n in range(N))
    added = sum(mirror.mirrored_severity(P, c, Severity.NONE, n, 0.25) == Severity.MINOR for n in range(N))
    # Then 1 - .4 x 2 x .25 = .8 of failures are left, and 1.2 times as many happen; shares off by .04 would be found
    assert off_share(averted, N, 0.2) < LIMIT
    assert off_share(added, N, 0.2 * 0.5) < LIMIT


def test_staff_neither_proud_nor_sullen_change_nothing() -> None:
    c = somebody(P)
    assert all(mirror.mirrored_severity(P, c, kind, n, 0.5) == kind for kind in Severity for n in range(300))
    off = replace(P, failures_on=0)
    assert not any(mirror.mirrored_severity(off, c, Severity.NONE, n, 0.0) for n in range(300))


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
