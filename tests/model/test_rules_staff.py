from __future__ import annotations

from dataclasses import replace

import pytest

from sim.model.attachment import solved
from sim.model.events import Cause, Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules import by_cause, leaving, reputation
from sim.model.rules.failures import failure_nature, failure_severity
from tests.model.somebody import LIMIT, off_share, somebody

P = solved(replace(Parameters(), staff_on=1, failure_rate=0.5))
N = 4000


def failed_by(p: Parameters, slips: float) -> dict[Cause, set[int]]:
    """Return the purchases of somebody that go wrong by the core service and by the encounter."""
    c = somebody(p, slips=slips)
    failed = [n for n in range(N) if failure_severity(p, c, n, 1.0) != Severity.NONE]
    found = {n: failure_nature(p, c, n) for n in failed}
    return {cause: {n for n in failed if found[n] == cause} for cause in (Cause.CORE, Cause.ENCOUNTER)}


@pytest.mark.parametrize("slips", [0.6, 1.5])
def test_what_moves_the_encounter_fails_its_part_so_often_and_touches_no_failure_of_the_core(slips: float) -> None:
    # Given failures of .5, of which .435 belong to the encounter
    p = replace(P, failure_encounter=0.435)
    found, usual = failed_by(p, slips), failed_by(p, 1.0)

    assert off_share(len(found[Cause.ENCOUNTER]), N, 0.5 * 0.435 * slips) < LIMIT
    assert off_share(len(usual[Cause.ENCOUNTER]), N, 0.5 * 0.435) < LIMIT
    assert found[Cause.CORE] == usual[Cause.CORE]
    # Then the failures of less are among those of more, and as is they are those of no mechanism
    assert (found[Cause.ENCOUNTER] < usual[Cause.ENCOUNTER]) == (slips < 1.0)
    assert failed_by(replace(p, staff_on=0), slips) == usual


def test_a_slot_of_its_own_gives_the_published_shares() -> None:
    """At the shop of the texts, (.0141, .0109): the encounter times 1.5 is .01635, and the core stays."""
    p = replace(P, failure_rate=0.025, failure_encounter=0.436)

    core, encounter = (p.failure_rate * share for share in (1.0 - p.failure_encounter, p.failure_encounter))
    c = somebody(p, slips=1.5)

    assert (core, encounter) == (pytest.approx(0.0141), pytest.approx(0.0109))
    assert encounter * by_cause.cause_factor(p, c, Cause.ENCOUNTER) == pytest.approx(0.01635)
    assert core * by_cause.cause_factor(p, c, Cause.CORE) == pytest.approx(0.0141)


def test_everyday_leaving_moves_by_the_part_of_the_encounter_and_its_cause_is_drawn_from_the_parts() -> None:
    # Given a fifth of everyday leaving put down to the encounter, where three times as much goes wrong
    p = replace(P, leaving_causes=(0.8, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    c = somebody(p, slips=3.0, severity=Severity.NONE)
    c.leave_chance = 0.1
    usual = replace(p, staff_on=0)

    assert leaving.leave_probability(p, c) == pytest.approx(0.1 * (0.8 + 3.0 * 0.2))
    assert leaving.leave_probability(usual, c) == pytest.approx(0.1)
    grid = 1400
    causes = [leaving.weighted_cause(p, c, (k + 0.5) / grid) for k in range(grid)]
    assert (causes.count(Cause.CORE), causes.count(Cause.ENCOUNTER)) == (800, 600)
    assert by_cause.everyday_factor(replace(p, leaving_causes=(0.0,) * 8), c) == 1.0


def test_a_bad_name_rubs_off_while_its_bearer_is_a_customer() -> None:
    assert reputation.is_stain(somebody(P, notorious=1, status=Status.CUSTOMER))
    assert not reputation.is_stain(somebody(P, notorious=1, status=Status.RIVAL))
    assert not reputation.is_stain(somebody(P, status=Status.CUSTOMER))
