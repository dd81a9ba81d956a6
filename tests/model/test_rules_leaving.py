from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import COLUMNS, Cause, DropOut, Loss, Outcome, Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules.leaving import (
    base_leave_probability,
    decides_to_leave,
    destination,
    leave_cause,
    leave_probability,
    loss_type,
    stay_factor,
    weighted_cause,
)
from tests.model.somebody import LIMIT, off_cells, off_share, somebody

CAUSAL = solved(replace(Parameters(), outcome_selection_share=0.0, leaving_chance=0.05, care_on=0))
P = solved(replace(Parameters(), care_on=0))
N = 8000
CELLS = {Severity.MAJOR: (0.09, 0.19, 0.54, 0.82), Severity.MINOR: (0.37, 0.46, 0.70, 0.95)}
FAILED = st.sampled_from([Severity.MINOR, Severity.MAJOR])
OUTCOME, COLUMN = st.sampled_from(Outcome), st.sampled_from(COLUMNS)
SHARE = st.floats(0.0, 1.0)
LEVEL = st.floats(-5.0, 5.0)


def chance(p: Parameters, severity: int, outcome: int = 0, leave: float = 0.05, attachment: float = 0.0) -> float:
    c = somebody(p, severity=severity, outcome=outcome, attachment=attachment)
    c.leave_chance = leave
    return leave_probability(p, c)


@pytest.mark.parametrize("severity", CELLS)
@pytest.mark.parametrize("outcome", COLUMNS)
def test_a_reference_customer_stays_as_the_table_says(severity: Severity, outcome: Outcome) -> None:
    # Given a customer whose trouble-free stay share is the one the table refers to, .95
    assert 1.0 - chance(CAUSAL, severity, outcome) == pytest.approx(CELLS[severity][outcome], abs=1e-12)


# h of the exactly solvable life, science A5: (1 - f) l0 + f ((1 - c) l_silent + c sum of P_j l_j).
@pytest.mark.parametrize(
    ("severity", "mix", "complain", "h"),
    [
        (Severity.MAJOR, (1.0, 0.0, 0.0), 0.05, 0.09275),
        (Severity.MAJOR, (0.4, 0.4, 0.2), 0.05, 0.09209),
        (Severity.MAJOR, (0.4, 0.4, 0.2), 0.50, 0.08385),
        (Severity.MAJOR, (0.1, 0.2, 0.7), 0.50, 0.07773),
        (Severity.MINOR, (0.4, 0.4, 0.2), 0.50, 0.07190),
        (Severity.MINOR, (0.1, 0.2, 0.7), 0.50, 0.06698),
    ],
)
def test_the_rules_give_the_departure_rate_of_the_solvable_life(
    severity: Severity, mix: tuple[float, ...], complain: float, h: float
) -> None:
    silent, *voiced = (chance(CAUSAL, severity, outcome) for outcome in COLUMNS)
    failed = (1.0 - complain) * silent + complain * sum(m * v for m, v in zip(mix, voiced, strict=True))
    assert 0.95 * chance(CAUSAL, Severity.NONE) + 0.05 * failed == pytest.approx(h, abs=5.1e-6)


@given(SHARE, OUTCOME, LEVEL)
def test_without_a_failure_only_the_personal_chance_counts(leave: float, outcome: Outcome, level: float) -> None:
    assert chance(P, Severity.NONE, outcome, leave, level) == pytest.approx(leave, abs=1e-15)


@given(FAILED, OUTCOME, SHARE, LEVEL, st.floats(0.0, 1.0), st.floats(0.01, 1.0))
def test_with_the_paradox_off_no_recovery_beats_no_failure(
    severity: Severity, outcome: Outcome, leave: float, level: float, k: float, reference: float
) -> None:
    p = replace(P, outcome_intention_to_behaviour=k, outcome_reference=reference)
    found = chance(p, severity, outcome, leave, level)
    assert leave - 1e-15 <= found <= 1.0
    assert 0.0 <= stay_factor(p, severity, outcome, level) <= 1.0


def test_with_the_paradox_on_a_good_recovery_may_beat_no_failure_but_never_certainty() -> None:
    p = replace(P, outcome_paradox_on_loyalty=1)
    assert chance(p, Severity.MINOR, Outcome.FAST, 0.05, 3.0) < 0.05
    assert chance(p, Severity.MINOR, Outcome.FAST, 0.0, 8.0) == 0.0


@given(FAILED, COLUMN, SHARE, LEVEL, LEVEL, SHARE, SHARE)
def test_attachment_and_weaker_behaviour_never_make_leaving_likelier(
    severity: Severity, outcome: Outcome, leave: float, one: float, other: float, k: float, more: float
) -> None:
    low, high = sorted((one, other))
    assert chance(P, severity, outcome, leave, high) <= chance(P, severity, outcome, leave, low)
    weak, strong = (replace(P, outcome_intention_to_behaviour=part) for part in sorted((k, more)))
    assert chance(weak, severity, outcome, leave, low) <= chance(strong, severity, outcome, leave, low) + 1e-15
    none = replace(P, outcome_intention_to_behaviour=0.0)
    assert chance(none, severity, outcome, leave, low) == pytest.approx(leave, abs=1e-15)


@given(FAILED, SHARE)
def test_a_better_outcome_never_makes_leaving_likelier_where_the_table_is_causal(severity: Severity, l: float) -> None:  # noqa: E741
    found = [chance(CAUSAL, severity, outcome, l) for outcome in COLUMNS]
    assert found == sorted(found, reverse=True)
    assert chance(CAUSAL, severity, Outcome.INSULTED, l) >= found[Outcome.UNRESOLVED]


def test_care_lowers_the_personal_chance_and_never_below_zero() -> None:
    p = replace(P, care_on=1, care_effect=0.01)
    c = somebody(p)
    for leave, found in ((0.05, 0.04), (0.01, 0.0), (0.003, 0.0)):
        c.leave_chance = leave
        assert base_leave_probability(p, c) == pytest.approx(found, abs=1e-15)
    assert base_leave_probability(replace(p, care_on=0), c) == 0.003


# ---------------------------------------------------------------- the decision
def test_customers_leave_with_their_chance_after_each_purchase() -> None:
    c = somebody(P, 8, severity=Severity.NONE)
    c.leave_chance = 0.2
    assert off_share(sum(decides_to_leave(P, c, n) for n in range(N)), N, 0.2) < LIMIT


@given(st.integers(0, 10**6), st.integers(0, 10**5), SHARE, SHARE)
def test_one_draw_decides_so_that_a_lower_chance_never_makes_somebody_leave(
    number: int, n: int, one: float, other: float
) -> None:
    decisions = []
    for leave in sorted((one, other)):
        c = somebody(P, number)
        c.leave_chance = leave
        decisions.append(decides_to_leave(P, c, n))
    assert decisions[0] <= decisions[1]


def test_where_only_repeat_purchases_count_nobody_leaves_after_the_first() -> None:
    for law, leaves in ((DropOut.REPEAT_PURCHASES, False), (DropOut.EVERY_PURCHASE, True)):
        p = replace(P, leaving_after=int(law))
        c = somebody(p)
        c.leave_chance = 1.0
        assert decides_to_leave(p, c, 0) is leaves
        assert decides_to_leave(p, c, 1)


# ---------------------------------------------------------------- causes and destinations
WEIGHTS = (0.2603, 0.2004, 0.1757, 0.1216, 0.1016, 0.0599, 0.0441, 0.0)
C = somebody(P)


@given(st.lists(st.integers(0, 5), min_size=8, max_size=8).filter(any))
def test_each_everyday_cause_takes_the_part_of_the_draw_that_its_weight_is(weights: list[int]) -> None:
    # Given draws on a fine grid: as many fall to each cause as its weight says, exactly
    p = replace(P, leaving_causes=tuple(map(float, weights)))
    grid = 12 * sum(weights)
    counts = [0] * 8
    for k in range(grid):
        counts[weighted_cause(p, C, (k + 0.5) / grid) - 1] += 1
    assert counts == [12 * weight for weight in weights]


@pytest.mark.parametrize("u", [2.0**-53, 0.5, 1.0 - 2.0**-53])
def test_where_no_cause_has_weight_it_is_the_core_and_the_last_draw_finds_the_last_weight(u: float) -> None:
    assert weighted_cause(replace(P, leaving_causes=(0.0,) * 8), C, u) == Cause.CORE
    assert weighted_cause(replace(P, leaving_causes=(0.0,) * 3 + (0.7,) + (0.0,) * 4), C, u) == Cause.INCONVENIENCE
    assert weighted_cause(replace(P, leaving_causes=WEIGHTS), C, u) <= Cause.ETHICS


def test_leaving_without_a_failure_has_the_everyday_causes_by_weight() -> None:
    c = somebody(P, 11, severity=Severity.NONE)
    counts = [0] * 8
    for n in range(N):
        counts[leave_cause(P, c, n) - 1] += 1
    assert off_cells(counts, [weight / sum(WEIGHTS) for weight in WEIGHTS]) < LIMIT


@pytest.mark.parametrize("outcome", [Outcome.SILENT, Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.INSULTED])
def test_after_a_failure_the_added_part_of_the_chance_goes_to_what_failed_or_to_the_response(outcome: Outcome) -> None:
    # Given a leaver whose chance was .3 anyway; the price is the only everyday cause
    p = replace(CAUSAL, leaving_causes=(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    c = somebody(p, 12, severity=Severity.MAJOR, outcome=outcome, nature=Cause.ENCOUNTER)
    c.leave_chance = 0.3
    everyday = 0.3 / leave_probability(p, c)
    blamed = Cause.RESPONSE if outcome in (Outcome.UNRESOLVED, Outcome.INSULTED) else Cause.ENCOUNTER
    causes = [leave_cause(p, c, n) for n in range(N)]
    assert set(causes) == {Cause.PRICE, blamed}
    assert off_share(causes.count(Cause.PRICE), N, everyday) < LIMIT


def test_who_would_never_have_left_blames_the_failure() -> None:
    c = somebody(P, severity=Severity.MAJOR, outcome=Outcome.SILENT, nature=Cause.CORE)
    c.leave_chance = 0.0
    assert {leave_cause(P, c, n) for n in range(50)} == {Cause.CORE}


def test_leavers_go_to_a_rival_by_the_share_and_who_moves_away_goes_out() -> None:
    p = replace(P, leaving_to_rival=0.3)
    people = [somebody(p, number, purchases=5) for number in range(N)]
    to = [destination(p, c, Cause.PRICE) for c in people]
    assert set(to) == {Status.RIVAL, Status.OUT}
    assert off_share(to.count(Status.RIVAL), N, 0.3) < LIMIT
    assert {destination(p, c, Cause.INVOLUNTARY) for c in people[:100]} == {Status.OUT}
    assert {destination(replace(p, leaving_to_rival=0.0), c, Cause.PRICE) for c in people[:100]} == {Status.OUT}


def test_every_cause_has_a_type_of_loss() -> None:
    others = set(Cause) - {Cause.NONE, Cause.INVOLUNTARY, Cause.COMPETITION}
    assert loss_type(Cause.INVOLUNTARY) == Loss.FORCED
    assert loss_type(Cause.COMPETITION) == Loss.ATTRACTED
    assert {loss_type(cause) for cause in others} == {Loss.LEFT}
