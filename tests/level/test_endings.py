"""How failures end, in means: against the closed form of a back office whose time is exponential."""

from dataclasses import replace
from math import exp

import pytest

from sim.model.attachment import solved
from sim.model.events import Outcome, RecoveryLaw, Severity
from sim.model.level.endings import answers, recovery_fit, resolved_share
from sim.model.parameters import Parameters

P = solved(Parameters())


def test_a_back_office_costs_what_promptness_is_worth_after_its_wait() -> None:
    # Given that a fifth of what resolves is promptness, of which exp(-wait / 3) is left after 5 days on average
    found = {one.outcome: one.share for one in answers(P, Severity.MINOR)}
    left = 1.0 / (1.0 + 5.0 / 3.0)
    by_day_one = left * (1.0 - exp(-1.0 / 3.0 - 1.0 / 5.0))

    assert found[Outcome.RESOLVED] + found[Outcome.FAST] == pytest.approx(0.2 * (0.7 + 0.3 * left), rel=1e-3)
    assert found[Outcome.FAST] == pytest.approx(0.2 * (0.7 + 0.3 * by_day_one), rel=1e-2)
    assert sum(found.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("follow_up", [0, 1])
def test_where_all_is_settled_at_the_answer_every_solution_is_quick_but_for_a_follow_up(follow_up: int) -> None:
    p = replace(P, recovery_first_contact=1.0, recovery_apology=1, recovery_follow_up=follow_up)
    late = (1.0 - 0.375) * 0.3 * follow_up

    found = [one[:3] for one in answers(p, Severity.MINOR)]

    assert found == [
        (pytest.approx(1.0 - 0.375 - late), Outcome.UNRESOLVED, 0.0),
        *[(pytest.approx(late), Outcome.RESOLVED, pytest.approx(0.375))] * follow_up,
        (pytest.approx(0.375), Outcome.FAST, pytest.approx(0.375)),
    ]


def test_a_measured_mix_is_as_measured() -> None:
    p = replace(P, recovery_law=RecoveryLaw.MIX, recovery_mix=(0.3, 0.5, 0.2), recovery_first_contact=0.0)

    assert [one.share for one in answers(p, Severity.MAJOR)] == [0.3, 0.5, 0.2]


@pytest.mark.parametrize(("kept", "again", "lift"), [(0.5, 0.0, -0.03), (0.5, 0.3, 0.02), (1.0, 0.0, 0.0)])
def test_as_many_are_resolved_with_broken_promises_and_rounds_as_without(
    kept: float, again: float, lift: float
) -> None:
    plain = replace(P, recovery_apology=1, recovery_compensation=0.2)
    p = replace(plain, steps_on=1, promise_kept=kept, again_chance=again)

    fitted = replace(p, recovery_fit=recovery_fit(p, plain))

    assert resolved_share(p) - resolved_share(plain) == pytest.approx(lift, abs=0.02 if lift else 1e-12)
    assert (resolved_share(p) > resolved_share(plain)) == (lift > 0.0)
    assert resolved_share(fitted) == pytest.approx(resolved_share(plain), rel=1e-9)
