"""What spreads: how good the word is, how far harm is told, who left on account of others and what that cost."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Kind, Severity
from sim.record import Record, Table, failure_severity
from sim.response.counting import count, events_of, rows_of, share
from sim.response.declared import Unit, response
from sim.response.value import rounded


@response(
    "departures_by_contagion",
    Unit.COUNT,
    "customers who left because a contact, or their intermediary, had left",
    rows="A30",
    higher_is_better=False,
    log=True,
    kind=Kind.DEPARTURE,
)
@response(
    "departures_by_warning",
    Unit.COUNT,
    "customers who left because of a warning they heard",
    rows="A19",
    higher_is_better=False,
    log=True,
    kind=Kind.WARNING,
)
def departures_after(record: Record, kind: Kind) -> int | None:
    """Return how many customers left on account of somebody else's event of a kind; needs the complete log."""
    return len(_left_after(record, kind)) if record.complete else None


def _left_after(record: Record, kind: Kind) -> Table:
    """Return the rows of departures on account of somebody else's event of a kind; the log is complete."""
    left = events_of(record, Kind.DEPARTURE)
    found: Table = left.compress((left["parent_kind"] == kind) & (left["parent_person"] != left["person"]))
    return found


@response(
    "sales_of_the_warned",
    Unit.MONEY,
    "what those who left because of a warning would have bought until the end of the run",
    rows="A20",
    higher_is_better=False,
    log=True,
)
def sales_of_the_warned(record: Record) -> int | None:
    """Return what those who left for a warning would have bought, had they stayed, in minor units, not discounted.

    Personal rate x personal mean basket x the days from the departure to the end of the run, or to the day of moving
    away. Needs the complete log. A departure late in the run has less to lose: compare runs of equal length only.
    """
    if not record.complete:
        return None
    left, people = _left_after(record, Kind.WARNING), record.people
    who = left["person"]
    days = np.maximum(0.0, np.minimum(record.end, people["moves"][who]) - left["time"])
    return rounded(math.fsum((people["rate"][who] * people["basket"][who] * days).tolist()))


@response("good_word_share", Unit.SHARE, "good things told to others as a share of all that was told", rows="L07")
def good_word_share(record: Record) -> float | None:
    """Return the share of good word in what customers told after the history; None where nobody told anything."""
    good, bad = count(record, Kind.PRAISE), count(record, Kind.WARNING)
    return None if good is None or bad is None else share(good, good + bad)


@response(
    "told_of_harm",
    Unit.RATIO,
    "warnings told after a failure that did harm, for each such failure",
    rows="D04",
    higher_is_better=False,
    log=True,
)
def told_of_harm(record: Record) -> float | None:
    """Return how many are warned after a failure that did harm; None where none did. Needs the complete log."""
    if not record.complete:
        return None
    failed, warned = rows_of(record, Kind.FAILURE), events_of(record, Kind.WARNING)
    harmed = failed.compress(failure_severity(failed["detail"]) == Severity.HARM)
    since = harmed.compress(harmed["time"] >= record.history)
    of_harm = np.isin(_purchases(warned, "parent_occasion"), _purchases(since, "occasion"))
    return share(int(np.count_nonzero(of_harm)), len(since))


def _purchases(rows: Table, field: str) -> Table:
    """Return one number for each row: whose purchase it is about, and which."""
    found: Table = rows["person"].astype(np.int64) << 32 | rows[field]
    return found


__all__ = ["departures_after", "good_word_share", "sales_of_the_warned", "told_of_harm"]
