"""What goes wrong, who says so, and what comes of it: failures, complaints and answers after the history."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Kind, Outcome
from sim.record import Record
from sim.response.counting import count, events_of, share
from sim.response.declared import Unit, response


def ended(record: Record) -> int | None:
    """Return how many complaints were answered to the end or given up; withdrawn and open ones do not count."""
    closed, given_up = count(record, Kind.CLOSED), count(record, Kind.GIVE_UP)
    return None if closed is None or given_up is None else closed + given_up


def resolved(record: Record) -> int | None:
    """Return how many complaints were resolved, quickly or not."""
    if record.history == 0:
        return int(record.people["resolved"].sum())
    if not record.complete:
        return None
    return int(np.count_nonzero(np.isin(events_of(record, Kind.CLOSED)["detail"], (Outcome.RESOLVED, Outcome.FAST))))


@response(
    "complaints_insulted",
    Unit.COUNT,
    "complaints answered by putting the blame on the customer",
    rows="D17",
    higher_is_better=False,
    log=True,
)
def complaints_insulted(record: Record) -> int | None:
    """Return how many complaints ended with an answer that blamed the customer; needs the complete log."""
    if not record.complete:
        return None
    return int(np.count_nonzero(events_of(record, Kind.CLOSED)["detail"] == Outcome.INSULTED))


@response(
    "public_reach_max",
    Unit.COUNT,
    "warnings that the complaint counted as which, of those gone public, reached most",
    rows="F13",
    higher_is_better=False,
    log=True,
)
def public_reach_max(record: Record) -> int | None:
    """Return the largest reach of a complaint gone public; 0 where none went public or all reach as many.

    Needs the complete log.
    """
    if not record.complete:
        return None
    return int(events_of(record, Kind.PUBLIC)["detail"].max(initial=0))


@response("failure_share", Unit.SHARE, "failures as a share of purchases", higher_is_better=False)
def failure_share(record: Record) -> float | None:
    """Return failures as a share of purchases."""
    return share(count(record, Kind.FAILURE), count(record, Kind.PURCHASE))


@response("complaint_share", Unit.SHARE, "complaints as a share of failures")
def complaint_share(record: Record) -> float | None:
    """Return complaints as a share of failures."""
    return share(count(record, Kind.COMPLAINT), count(record, Kind.FAILURE))


@response(
    "approvals_share",
    Unit.SHARE,
    "complaints for which somebody above had to decide, as a share of complaints",
    rows="F08",
    higher_is_better=False,
)
def approvals_share(record: Record) -> float | None:
    """Return complaints that waited for an approval as a share of complaints."""
    return share(count(record, Kind.APPROVAL), count(record, Kind.COMPLAINT))


@response(
    "reported_resolved_share",
    Unit.SHARE,
    "complaints reported as resolved, truly or not, as a share of those that ended; needs the mechanism incentives",
    rows="H05",
)
def reported_resolved_share(record: Record) -> float | None:
    """Return complaints reported as resolved as a share of those that ended; None where nothing was reported."""
    return share(count(record, Kind.REPORTED) or None, ended(record))


@response(
    "false_reports_share",
    Unit.SHARE,
    "complaints falsely reported as resolved as a share of those that ended; needs the mechanism incentives",
    rows="H05",
    higher_is_better=False,
)
def false_reports_share(record: Record) -> float | None:
    """Return complaints reported as resolved that were not, as a share; None where nothing was reported."""
    reported, true = count(record, Kind.REPORTED), resolved(record)
    return share(reported - true, ended(record)) if reported and true is not None else None


@response("quick_share", Unit.SHARE, "complaints resolved quickly as a share of those that ended", log=True)
def quick_share(record: Record) -> float | None:
    """Return complaints that were resolved quickly as a share of those that ended; needs the complete log."""
    if not record.complete:
        return None
    return share(int(np.count_nonzero(events_of(record, Kind.CLOSED)["detail"] == Outcome.FAST)), ended(record))


@response(
    "solution_wait",
    Unit.DAYS,
    "mean days from a complaint until the customer hears what is done about it",
    higher_is_better=False,
    log=True,
)
def solution_wait(record: Record) -> float | None:
    """Return the mean days from complaint to solution, of complaints after the history that have one.

    Complaints that were given up, withdrawn or are still open have none; a follow-up comes after the solution.
    Needs the complete log.
    """
    if not record.complete:
        return None
    began = {(int(row["person"]), int(row["occasion"])): row["time"] for row in events_of(record, Kind.COMPLAINT)}
    solved = events_of(record, Kind.SERVED)
    whose = zip(solved["person"].tolist(), solved["occasion"].tolist(), solved["time"].tolist(), strict=True)
    waits = [time - began[person, n] for person, n, time in whose if (person, n) in began]
    return math.fsum(waits) / len(waits) if waits else None


@response("resolved_share", Unit.SHARE, "resolved complaints as a share of those that ended")
def resolved_share(record: Record) -> float | None:
    """Return resolved complaints as a share of those that ended."""
    return share(resolved(record), ended(record))


@response(
    "resolved_of_difficult",
    Unit.SHARE,
    "resolved complaints of customers who are hard to please as a share of theirs that ended",
    rows="F17",
    log=True,
)
def resolved_of_difficult(record: Record) -> float | None:
    """Return resolved complaints of who is hard to please as a share of theirs that ended; needs the complete log."""
    if not record.complete:
        return None
    difficult = record.people["difficult"] == 1
    closed, given_up = (events_of(record, kind) for kind in (Kind.CLOSED, Kind.GIVE_UP))
    heard = closed["detail"][difficult[closed["person"]]]
    helped = int(np.count_nonzero(np.isin(heard, (Outcome.RESOLVED, Outcome.FAST))))
    return share(helped, len(heard) + int(np.count_nonzero(difficult[given_up["person"]])))


@response(
    "put_right_share",
    Unit.SHARE,
    "failures that somebody complained about and that were resolved, of all failures",
    rows="E15 F24",
)
def put_right_share(record: Record) -> float | None:
    """Return resolved complaints as a share of failures."""
    return share(resolved(record), count(record, Kind.FAILURE))


@response(
    "complaints_given_up_share",
    Unit.SHARE,
    "complaints given up in the line as a share of those that ended",
    higher_is_better=False,
)
def given_up_share(record: Record) -> float | None:
    """Return complaints given up in the line as a share of those that ended."""
    return share(count(record, Kind.GIVE_UP), ended(record))
