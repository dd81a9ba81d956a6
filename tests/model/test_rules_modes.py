from __future__ import annotations

from dataclasses import replace

import pytest

from sim.model.attachment import solved
from sim.model.events import Cause, Mode, Outcome, RecoveryLaw, Severity
from sim.model.parameters import Parameters
from sim.model.rules import blame, complaints, desk, failures, insults, modes
from sim.model.rules.leaving import leave_cause, stay_factor
from tests.model.somebody import LIMIT, off_cells, somebody

BASE = replace(Parameters(), modes_on=1, causes_on=1, failure_rate=1.0, failure_causes=(1.0,) * 8)
N = 6000


def on(**changes: object) -> Parameters:
    """Return solved parameters with changes."""
    return solved(replace(BASE, **changes))  # type: ignore[arg-type]


def of_mode(mode: int, weight: float = 1.0, other: float = 0.0) -> tuple[float, ...]:
    """Return ten numbers, one of them for a mode."""
    return tuple(weight if k == mode else other for k in list(Mode)[1:])


def test_every_mode_belongs_to_the_cause_that_the_texts_put_it_under() -> None:
    of_cause = {cause: [m.name for m in list(Mode)[1:] if modes.cause_of_mode(m) == cause] for cause in Cause}
    assert {cause: names for cause, names in of_cause.items() if names} == {
        Cause.CORE: ["INCOMPLETE", "UNABLE", "SEVERAL"],
        Cause.ENCOUNTER: ["UNCARING", "IMPOLITE", "UNRESPONSIVE", "IGNORANT"],
        Cause.PRICE: ["BILLING"],
        Cause.ETHICS: ["DISHONEST", "UNSAFE"],
    }


def test_modes_are_drawn_by_weight_within_the_cause() -> None:
    p = on(mode_weights=(3.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0))
    c = somebody(p)
    found = [modes.drawn_mode(p, c, Cause.CORE, n) for n in range(N)]
    # a share off by .04 would be found
    assert off_cells([found.count(k) for k in (1, 2, 3)], [0.75, 0.25, 0.0]) < LIMIT
    assert {modes.drawn_mode(p, c, Cause.ENCOUNTER, n) for n in range(200)} == {4, 5, 6, 7}
    assert {modes.drawn_mode(p, c, Cause.PRICE, n) for n in range(200)} == {Mode.NONE}  # its only mode has no weight
    assert {modes.drawn_mode(p, c, Cause.COMPETITION, n) for n in range(200)} == {Mode.NONE}


def test_a_failure_that_comes_again_comes_in_its_mode() -> None:
    p = on(failure_rate=0.0, root_repeat=1.0, root_span=30.0)
    c = somebody(p, root=Cause.ETHICS, root_due=0, mode=Mode.UNSAFE, last_failure=100.0, last_purchase=110.0)
    assert {failures.failure_mode(p, c, n) for n in range(100)} == {Mode.UNSAFE}
    # Given a fresh failure, any mode of its cause
    fresh = on(root_repeat=1.0, root_span=30.0, failure_causes=(0, 0, 0, 0, 0, 0, 1.0, 0))
    c.root = Cause.NONE
    assert {failures.failure_mode(fresh, c, n) for n in range(100)} == {Mode.DISHONEST, Mode.UNSAFE}
    assert failures.failure_mode(replace(fresh, modes_on=0), c, 0) == Mode.NONE


def test_a_mode_multiplies_how_often_its_failures_are_major_and_do_harm() -> None:
    ethics = (0, 0, 0, 0, 0, 0, 1.0, 0)
    p = on(
        failure_causes=ethics, mode_weights=of_mode(Mode.UNSAFE), failure_major=0.2, failure_harm=0.1,
        mode_major=of_mode(Mode.UNSAFE, 3.0), mode_harm=of_mode(Mode.UNSAFE, 5.0),
    )  # fmt: skip
    c = somebody(p)
    counts = [0] * 4
    for n in range(N):
        counts[failures.failure_severity(p, c, n, 1.0)] += 1
    # Then .6 are major or worse, and half of those do harm
    assert off_cells(counts, [0.0, 0.4, 0.3, 0.3]) < LIMIT
    # Given factors that would lead above one
    many = replace(p, mode_major=of_mode(Mode.UNSAFE, 50.0), mode_harm=of_mode(Mode.UNSAFE, 50.0))
    assert {failures.failure_severity(many, c, n, 1.0) for n in range(200)} == {Severity.HARM}


def test_without_causes_harm_is_left_out_and_modes_are_those_of_core_and_encounter() -> None:
    p = solved(replace(BASE, causes_on=0, failure_encounter=0.5, failure_major=1.0, mode_harm=(9.0,) * 10))
    c = somebody(p)
    assert {failures.failure_mode(p, c, n) for n in range(500)} == {1, 2, 3, 4, 5, 6, 7}
    assert {failures.failure_severity(p, c, n, 1.0) for n in range(500)} <= {Severity.MINOR, Severity.MAJOR}


def test_a_mode_says_what_an_apology_is_worth_and_takes_the_place_of_its_cause() -> None:
    p = on(
        recovery_by_cause=(0.5,) * 8, recovery_apology=1, recovery_tau=1e9, recovery_weights=(0.4, 0.4, 0.2),
        recovery_apology_by_mode=of_mode(Mode.DISHONEST, 0.0, 1.0),
    )  # fmt: skip
    plain, cheated, other = (
        somebody(p, nature=Cause.ETHICS, severity=Severity.MINOR, mode=k) for k in (0, Mode.DISHONEST, Mode.UNSAFE)
    )
    # Then of .4 x .5 for the apology and .2 for the speed: half without a mode, the speed alone, all of it
    assert [complaints.answer_quality(p, c) for c in (plain, cheated, other)] == pytest.approx([0.2, 0.2, 0.4])
    # What is paid back mends dishonesty all the same
    paid = replace(p, recovery_compensation=1.5)
    assert complaints.answer_quality(paid, cheated) > complaints.answer_quality(p, cheated) + 0.3


def test_a_mode_multiplies_the_time_that_an_agent_needs() -> None:
    p = on(need_by_mode=of_mode(Mode.UNRESPONSIVE, 3.0, 1.0))
    plain, slow = (somebody(p, mode=k) for k in (Mode.IMPOLITE, Mode.UNRESPONSIVE))
    assert desk.service_time(p, slow, 0) == pytest.approx(3.0 * desk.service_time(p, plain, 0))


def test_sullen_staff_are_rude_more_often_and_unskilled_staff_do_not_know() -> None:
    p = on(mode_weights=(1.0,) * 10, staff_on=1, staff_raw=0.5, desk_on=1, desk_skill=0.5)

    def shares(p: Parameters, curt: float) -> list[float]:
        weights = [modes.mode_weight(p, k, curt, 1.0) for k in range(1, 11)]
        c = somebody(p, curt=curt, raw=0.5)
        found = [modes.drawn_mode(p, c, Cause.ENCOUNTER, n) for n in range(N)]
        assert off_cells([found.count(k) for k in range(4, 8)], [w / sum(weights[3:7]) for w in weights[3:7]]) < LIMIT
        return weights

    assert shares(p, 1.5) == [1.0, 1.0, 1.0, 1.5, 1.5, 1.5, 2.0, 1.0, 1.0, 1.0]
    assert shares(p, 0.5)[3:7] == [0.5, 0.5, 0.5, 2.0]
    assert shares(replace(p, staff_on=0, desk_on=0), 1.0) == [1.0] * 10
    # Then without staff nobody's mood counts, whatever else moves a cause
    alone = replace(p, staff_on=0, friction_on=1)
    found = [modes.drawn_mode(alone, somebody(p, curt=0.0), Cause.ENCOUNTER, n) for n in range(200)]
    assert set(found) == {4, 5, 6, 7}


@pytest.mark.parametrize("law", [RecoveryLaw.JUSTICE, RecoveryLaw.MIX])
def test_a_wrong_bill_corrected_after_the_deadline_is_not_corrected(law: RecoveryLaw) -> None:
    p = on(billing_deadline=2.0, recovery_law=law, recovery_mix=(0.0, 1.0, 0.0), recovery_weights=(0.0, 0.0, 1.0))
    p = replace(p, recovery_tau=1e9)
    late, just, other = (
        somebody(p, nature=Cause.PRICE, severity=Severity.MINOR, mode=mode, wait=wait)
        for mode, wait in ((Mode.BILLING, 2.001), (Mode.BILLING, 2.0), (Mode.UNABLE, 9.0))
    )
    assert {complaints.recovery_outcome(p, late, n) for n in range(100)} == {Outcome.UNRESOLVED}
    assert {complaints.recovery_outcome(p, just, n) for n in range(100)} == {Outcome.RESOLVED}
    assert {complaints.recovery_outcome(p, other, n) for n in range(100)} == {Outcome.RESOLVED}


# Insults ------------------------------------------------------------------------------------------------------------


def test_a_share_of_answers_in_vain_blames_the_customer_and_no_other() -> None:
    p = on(insults_on=1, recovery_insult=0.3, recovery_law=RecoveryLaw.MIX, recovery_mix=(0.5, 0.3, 0.2))
    c = somebody(p)
    found = [complaints.recovery_outcome(p, c, n) for n in range(N)]
    cells = [found.count(k) for k in (Outcome.UNRESOLVED, Outcome.INSULTED, Outcome.RESOLVED, Outcome.FAST)]
    assert off_cells(cells, [0.35, 0.15, 0.3, 0.2]) < LIMIT
    plain = [complaints.recovery_outcome(replace(p, insults_on=0), c, n) for n in range(N)]
    assert [Outcome.UNRESOLVED if k == Outcome.INSULTED else k for k in found] == plain


def test_who_is_blamed_stays_less_and_blames_the_response_more() -> None:
    p = on(insults_on=1, insult_staying=0.8, insult_blame=3.0, blame_on=1, blame_response=2.0)
    for severity in (Severity.MINOR, Severity.MAJOR, Severity.HARM):
        for level in (0.3, 9.0):  # at 9 the cell alone would keep more than the table's reference
            unresolved = stay_factor(p, severity, Outcome.UNRESOLVED, level)
            assert stay_factor(p, severity, Outcome.INSULTED, level) == pytest.approx(0.8 * unresolved)
    c, other = (somebody(p, outcome=k) for k in (Outcome.INSULTED, Outcome.UNRESOLVED))
    for one in (c, other):
        blame.blame_response(p, one, 0.0)
    assert (c.blame[Cause.RESPONSE - 1], other.blame[Cause.RESPONSE - 1]) == (6.0, 2.0)


def test_an_insult_is_no_recovery_is_not_followed_up_and_costs_what_an_answer_in_vain_costs() -> None:
    p = on(insults_on=1, recovery_follow_up=1, recovery_law=RecoveryLaw.JUSTICE)
    assert not complaints.is_followed_up(p, Outcome.INSULTED)
    assert complaints.is_followed_up(p, Outcome.UNRESOLVED)
    assert complaints.perceived_quality(p, somebody(p, outcome=Outcome.INSULTED)) == 0.0
    mix = replace(p, recovery_law=RecoveryLaw.MIX, recovery_mix_costs=(5.0, 7.0, 9.0))
    assert [complaints.answer_cost(mix, k) for k in (1, 2, 3, 4)] == [5, 7, 9, 5]


def test_who_leaves_after_an_insult_leaves_for_the_response() -> None:
    p = solved(replace(BASE, insults_on=1, insult_staying=0.0, leaving_chance=0.0, care_on=0))
    c = somebody(p, leave_chance=0.0, severity=Severity.MINOR, outcome=Outcome.INSULTED, nature=Cause.CORE)
    assert {leave_cause(p, c, n) for n in range(100)} == {Cause.RESPONSE}


def test_an_insult_takes_satisfaction_and_nothing_else_does() -> None:
    p = on(insults_on=1, insult_satisfaction=0.25)
    for outcome in Outcome:
        c = somebody(p, outcome=outcome, satisfaction=0.8)
        insults.take_insult(p, c)
        assert c.satisfaction == pytest.approx(0.6 if outcome == Outcome.INSULTED else 0.8)
        c.satisfaction = 0.8
        insults.take_insult(replace(p, satisfaction_on=0), c)
        assert c.satisfaction == 0.8
