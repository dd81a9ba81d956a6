"""The mini-lifecycle of A5 as a setting, and what its log says of each life."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from sim.model.events import Kind, RateLaw, RecoveryLaw, Severity
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.record import Record
from tests.oracles.checks import Floats, Scores, mean_score, quiet, share_score
from tests.oracles.formulas import MAJOR, MINOR, leaving_per_purchase, lifetime_value

RATE, MARGIN, DISCOUNT, FAIL, LEAVE_OK = 4.0, 20.0, 0.1, 0.05, 0.05  # of science A5, per year, in currency units
COSTS = (2, 10, 15)
YEARS = 40  # after which at most 2 lives in 100,000 go on

Mix = tuple[float, float, float]


def lifecycle(severity: Severity, mix: Mix, complain: float, **changes: Any) -> Parameters:  # noqa: ANN401
    """Return A5's customer: equal people, the outcome by a measured mix at once, all of a basket is margin."""
    given = {
        "buying_rate": RATE / YEAR,
        "buying_rate_law": RateLaw.FIXED,
        "basket_mean": round(100 * MARGIN),
        "goods_margin": 1.0,
        "failures_on": 1,
        "failure_rate": FAIL,
        "failure_major": float(severity == Severity.MAJOR),
        "complaints_on": 1,
        "complaint_minor": complain,
        "complaint_major": complain,
        "complaint_attachment": 0.0,
        "recovery_law": RecoveryLaw.MIX,
        "recovery_mix": mix,
        "recovery_mix_costs": tuple(100.0 * k for k in COSTS),
        "leaving_chance": LEAVE_OK,
        "outcome_selection_share": 0.0,
    }
    return quiet(**(given | changes))


def life_values(record: Record) -> Floats:
    """Return the worth of each life in currency units, discounted continuously to its own entry."""
    rows = record.events[record.events["amount"] != 0]
    person = rows["person"]
    years = (rows["time"] - record.people["entry"][person]) / YEAR
    worth = rows["amount"] / 100.0 * np.exp(-DISCOUNT * years)
    return np.bincount(person, weights=worth, minlength=len(record.people)).astype(np.float64)


def life_scores(records: Iterable[Record], severity: Severity, mix: Mix, complain: float, fail: float = FAIL) -> Scores:
    """Score purchases, value and the shares of each branch against A5."""
    h = leaving_per_purchase(fail, LEAVE_OK, complain, MAJOR if severity == Severity.MAJOR else MINOR, mix)
    cost = fail * complain * sum(share * k for share, k in zip(mix, COSTS, strict=True))
    lives = [(record.people["bought"], life_values(record), record.counts[0]) for record in records]
    bought, worth = (np.concatenate([life[k] for life in lives]) for k in (0, 1))
    counts = np.sum([life[2] for life in lives], axis=0)
    purchases, failures = int(counts[Kind.PURCHASE]), int(counts[Kind.FAILURE])
    return {
        "purchases of a life": mean_score(bought, 1.0 / h, (1.0 - h) ** 0.5 / h),
        "departures per purchase": share_score(int(counts[Kind.DEPARTURE]), purchases, h),
        "failures per purchase": share_score(failures, purchases, fail),
        "complaints per failure": share_score(int(counts[Kind.COMPLAINT]), failures, complain),
        "value": mean_score(worth, lifetime_value(h, MARGIN, cost, RATE, DISCOUNT)),
    }
