"""What customers went through, told as surveys tell it: who had a bad experience, who complained, who left after it."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Kind, Outcome, Severity
from sim.model.quantities import YEAR
from sim.record import Record, Table, failure_severity
from sim.response.counting import events_of, rows_of, share
from sim.response.declared import Unit, response
from sim.response.relations import relations_of

HALF_YEAR = YEAR / 2.0
ENDS = {
    "unresolved": ("complaints that were given up or not resolved", (Outcome.UNRESOLVED, Outcome.INSULTED)),
    "resolved": ("resolved complaints", (Outcome.RESOLVED, Outcome.FAST)),
}


@response("customer_years", Unit.RATIO, "years that anybody was a customer, added up", log=True)
def customer_years(record: Record) -> float | None:
    """Return the years of all relations after the history, added up; None without the complete log."""
    relations = relations_of(record)
    return None if relations is None else math.fsum(relations.days_in(record.history, record.end).tolist()) / YEAR


@response(
    "bad_experience_share",
    Unit.SHARE,
    "share of those who bought in a half-year for whom something went wrong in it, over all whole half-years",
    higher_is_better=False,
    log=True,
    kind=Kind.FAILURE,
    days=HALF_YEAR,
)
@response(
    "bad_experience_share_major",
    Unit.SHARE,
    "share of those who bought in a half-year who met a major failure in it, over all whole half-years",
    higher_is_better=False,
    log=True,
    kind=Kind.FAILURE,
    days=HALF_YEAR,
    least=Severity.MAJOR,
)
@response(
    "complainers_share",
    Unit.SHARE,
    "share of those who bought in a year who complained in it, over all whole years",
    log=True,
    kind=Kind.COMPLAINT,
    days=YEAR,
)
def share_of_buyers(record: Record, kind: Kind, days: float, least: Severity = Severity.NONE) -> float | None:
    """Return the share of those who bought in a period who had an event of a kind in it, over all whole periods.

    Needs the complete log; None in a run that is shorter than a period.

    Parameters
    ----------
    days
        Length of a period; periods follow each other from the end of the history on.
    least
        Of failures: those at least as bad count.
    """
    if not record.complete:
        return None
    rows = events_of(record, kind)
    if least:
        rows = rows.compress(failure_severity(rows["detail"]) >= least)
    bought, met = (_persons_by_period(record, one, days) for one in (events_of(record, Kind.PURCHASE), rows))
    return share(len(np.intersect1d(bought, met)), len(bought))


def _persons_by_period(record: Record, rows: Table, days: float) -> Table:
    """Return one number for each person and whole period in which she has a row, each once, rising."""
    period = np.floor((rows["time"] - record.history) / days).astype(np.int64)
    whole = period < math.floor(record.run_length / days)
    found: Table = np.unique(period[whole] * len(record.people) + rows["person"][whole])
    return found


@response(
    "left_after_unresolved",
    Unit.SHARE,
    f"share of {ENDS['unresolved'][0]} after which the customer left before buying again",
    higher_is_better=False,
    log=True,
    end="unresolved",
)
@response(
    "left_after_resolved",
    Unit.SHARE,
    f"share of {ENDS['resolved'][0]} after which the customer left before buying again",
    higher_is_better=False,
    log=True,
    end="resolved",
)
@response(
    "left_after_no_failure",
    Unit.SHARE,
    "share of purchases without a failure after which the customer left before buying again",
    higher_is_better=False,
    log=True,
    end="",
)
def left_after(record: Record, end: str) -> float | None:
    """Return the share of experiences after which the customer left before she bought again.

    Whoever does neither before the run ends is not counted. Needs the complete log.

    Parameters
    ----------
    end
        How a complaint ended, ``unresolved`` or ``resolved``; empty for purchases without a failure.
    """
    if not record.complete:
        return None
    if end:
        closed = events_of(record, Kind.CLOSED)
        rows = closed.compress(np.isin(closed["detail"], ENDS[end][1]))
        if end == "unresolved":
            rows = np.concatenate([rows, events_of(record, Kind.GIVE_UP)])
    else:
        rows, failed = events_of(record, Kind.PURCHASE), rows_of(record, Kind.FAILURE)
        rows = rows.compress(~np.isin(_story(rows), _story(failed)))
    left, bought = _what_follows(record, rows)
    return share(left, left + bought)


def _story(rows: Table) -> Table:
    """Return one number for each story: whose purchase, and which."""
    found: Table = rows["person"].astype(np.int64) << 32 | rows["occasion"]
    return found


def _what_follows(record: Record, rows: Table) -> tuple[int, int]:
    """Return after how many rows their persons leave next, and after how many they buy next.

    Leaving at the time of the row follows it; a purchase at that time is the row's own.
    """
    next_rows = rows_of(record, Kind.PURCHASE, Kind.DEPARTURE)
    own = np.concatenate([np.zeros(len(next_rows), np.bool_), np.ones(len(rows), np.bool_)])
    person, time = (np.concatenate([next_rows[name], rows[name]]) for name in ("person", "time"))
    leaves = np.concatenate([next_rows["kind"] == Kind.DEPARTURE, np.zeros(len(rows), np.bool_)])
    order = np.lexsort((np.where(leaves, 2, own), time, person))
    person, own, leaves = person[order], own[order], leaves[order]
    places = np.flatnonzero(~own)
    after = np.searchsorted(places, np.flatnonzero(own))
    seen = after < len(places)
    following, whose = places[after[seen]], person[own][seen]
    following = following[person[following] == whose]
    left = int(np.count_nonzero(leaves[following]))
    return left, len(following) - left


__all__ = ["customer_years", "left_after", "share_of_buyers"]
