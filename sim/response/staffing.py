"""How is the staff on the floor? Who quits, how long they have been there, how raw and how able they are.

Means are over posts and the days after the history; None where staff are not simulated.
"""

from __future__ import annotations

from math import ceil

import numpy as np

from sim.model.events import Account, Kind
from sim.model.quantities import YEAR
from sim.model.worker import Stage
from sim.record import Record
from sim.response.counting import rows_of
from sim.response.declared import Unit, response
from sim.response.money import account_total


def of_the_firm(record: Record, kind: Kind) -> int | None:
    """Return how many rows of a kind the firm has after the history; None if the record cannot tell."""
    if record.history == 0:
        return int(record.counts[1, kind])
    return int(np.count_nonzero(rows_of(record, kind)["time"] >= record.history)) if record.complete else None


def _mean(record: Record, field: str) -> float | None:
    """Return the mean of what posts have added up day by day after the history."""
    days = (ceil(record.end) - record.history) * len(record.workers)
    return float(record.workers[field].sum()) / days if days > 0 else None


@response("employee_turnover", Unit.RATE, "staff who quit, a year and post", rows="H13", higher_is_better=False)
def employee_turnover(record: Record) -> float | None:
    """Return how many quit, a year and post."""
    quits, years = of_the_firm(record, Kind.QUIT), record.run_length / YEAR * len(record.workers)
    return quits / years if years > 0.0 and quits is not None else None


@response("staff_tenure", Unit.DAYS, "mean time for which those who hold a post at the end have been ready for work")
def staff_tenure(record: Record) -> float | None:
    """Return the mean time at work of those who are at the end, in days."""
    held = record.workers[record.workers["stage"] == Stage.AT_WORK]
    return float(record.end - held["since"].mean()) if len(held) else None


@response(
    "staff_productivity",
    Unit.SHARE,
    "1 less rawness, mean over posts and days: 1 of who knows everything, 0 of who stands in for somebody in training",
    rows="H14 H15 H16",
)
def staff_productivity(record: Record) -> float | None:
    """Return 1 less mean rawness; a post that is vacant or whose holder is in training produces nothing of its own."""
    raw = _mean(record, "raw_days")
    return None if raw is None else 1.0 - raw


@response(
    "staff_quality",
    Unit.RATIO,
    "share of the encounter's failures that staff avert by being better than is usual, mean over posts and days",
    rows="H17 H18",
)
def staff_quality(record: Record) -> float | None:
    """Return by how much staff are better than is usual; negative where they are worse."""
    return _mean(record, "able_days")


@response("morale_mean", Unit.SCORE, "morale of staff, in [0, 1], mean over posts and days", rows="H01 H02 H03 H10")
def morale_mean(record: Record) -> float | None:
    """Return the mean morale; None where staff have none."""
    return _mean(record, "morale_days") if record.workers["morale_days"].any() else None


@response("cost_per_hire", Unit.MONEY, "cost of finding and training somebody, a hire", higher_is_better=False)
def cost_per_hire(record: Record) -> int | None:
    """Return what hiring and training cost, a hire; None where nobody was hired."""
    hires = of_the_firm(record, Kind.HIRED)
    spent = account_total(record, Account.HIRING) + account_total(record, Account.TRAINING)
    return round(-spent / hires) if hires else None


__all__ = ["cost_per_hire", "employee_turnover", "morale_mean", "staff_productivity", "staff_quality", "staff_tenure"]
