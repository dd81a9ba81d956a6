"""A2: the eight cells of the outcome table, whatever part of the gap is selection."""

from itertools import product

import numpy as np
import pytest

from sim.model.events import COLUMNS, Severity
from sim.model.parameters import Parameters
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    newcomers,
    share_score,
)
from tests.oracles.formulas import MAJOR, MINOR
from tests.oracles.one_failure import decisions, one_failure

PERSONS = 100_000
SHARES = (0.0, 0.5, 1.0)


def cell_scores(p: Parameters, severity: Severity, persons: int, replications: int = 1) -> Scores:
    runs = [decisions(p, persons, k) for k in range(replications)]
    outcome = np.concatenate([run[0] for run in runs])
    stayed = np.concatenate([run[1] for run in runs])
    cells = MAJOR if severity == Severity.MAJOR else MINOR
    return {o.name: share_score(int(stayed[outcome == o].sum()), int((outcome == o).sum()), cells[o]) for o in COLUMNS}


@pytest.mark.parametrize(("severity", "share"), list(product((Severity.MINOR, Severity.MAJOR), SHARES)))
def test_who_stays_is_the_outcome_table_at_any_share_of_selection(severity: Severity, share: float) -> None:
    """50,000 silent, 16,500 in each other cell: catches .7 and 1.3 points silent, 1 to 2.3 points in the others."""
    assert_holds(cell_scores(one_failure(severity, share), severity, PERSONS))


@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MAJOR])
@pytest.mark.parametrize(
    "wrong", [{"leaving_chance": 0.08}, {"outcome_intention_to_behaviour": 0.96}, {"channel_ease": 1.0}]
)
def test_a_wrong_stay_share_is_seen_in_the_outcome_table(severity: Severity, wrong: dict[str, float]) -> None:
    """3 points more leave; stated intentions show at 96%; other people complain than those the table is about."""
    assert_caught(cell_scores(one_failure(severity, 1.0, **wrong), severity, PERSONS))


@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MAJOR])
def test_with_all_selection_an_unresolved_complaint_changes_nobodys_staying(severity: Severity) -> None:
    """Exact, person by person: the same draw decides. At half selection somebody's staying changes (planted)."""
    never = {"recovery_mix": (1.0, 0.0, 0.0)}
    quiet_all, loud_all = (decisions(one_failure(severity, 1.0, channel_ease=e, **never), 30_000) for e in (0.0, 2.0))
    quiet_half, loud_half = (decisions(one_failure(severity, 0.5, channel_ease=e, **never), 30_000) for e in (0.0, 2.0))

    assert (loud_all[0] != quiet_all[0]).sum() > 3_000
    assert np.array_equal(quiet_all[1], loud_all[1])
    assert loud_half[1].sum() > quiet_half[1].sum()


@pytest.mark.nightly
@pytest.mark.parametrize(("severity", "share"), list(product((Severity.MINOR, Severity.MAJOR), SHARES)))
def test_a_million_decisions_are_the_outcome_table(severity: Severity, share: float) -> None:
    """1,000,000 decisions of which 5% or 50% complain: catches .3 points silent, .8 points elsewhere (major)."""
    p = one_failure(severity, share, complaint_minor=0.05)

    assert_holds(cell_scores(p, severity, PERSONS, replications=10))


@pytest.mark.parametrize("share", SHARES)
def test_both_engines_decide_alike(share: float) -> None:
    assert_engines_agree(newcomers(one_failure(Severity.MAJOR, share), 300, 1.0))
