"""A life of one purchase that fails, and how it ended: what the outcome table is about."""

from typing import Any

import numpy as np

from sim.model.events import RecoveryLaw, Severity, Status
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel
from tests.oracles.checks import Floats, newcomers, quiet, simulated


def one_failure(severity: Severity, selection_share: float, **changes: Any) -> Parameters:  # noqa: ANN401
    """Return a life of one purchase that always fails and half of which are complained about; l = .05, s_ref = .95.

    Then (1 - l) x s / s_ref is the cell s itself.
    """
    given = {
        "buying_rate": 0.0,
        "failures_on": 1,
        "failure_rate": 1.0,
        "failure_major": float(severity == Severity.MAJOR),
        "complaints_on": 1,
        "complaint_minor": 0.5,
        "complaint_major": 0.5,
        "recovery_law": RecoveryLaw.MIX,
        "recovery_mix": (0.34, 0.33, 0.33),
        "leaving_chance": 0.05,
        "outcome_selection_share": selection_share,
        "outcome_paradox_on_loyalty": 1,
    }
    return quiet(**(given | changes))


def decisions(p: Parameters, persons: int, replication: int = 0) -> tuple[Floats, Floats]:
    """Return (outcome, stayed) of each person's one decision."""
    people = simulated(newcomers(p, persons, 1.0), replication, LogLevel.NONE).people
    assert np.array_equal(people["bought"], np.ones(persons))
    return people["outcome"], people["status"] == Status.CUSTOMER
