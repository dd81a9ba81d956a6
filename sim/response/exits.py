"""Why customers left: departures by cause and by type of loss, repeated failures, and who suffers in silence."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np

from sim.model.drivers import Driver
from sim.model.events import Cause, Kind, Loss, Mode, Status
from sim.model.quantities import YEAR
from sim.record import Record, appointed_loss, departure_cause, failure_cause, failure_mode
from sim.response.counting import events_of, rows_of, share
from sim.response.declared import Reach, Unit, each, response
from sim.response.memory import once
from sim.response.relations import relation_of, relations_of

CAUSES = len(Cause)
REPEATED = 2
MODES = dict(zip(list(Mode)[1:], ("D02", "D02", "D02", "D05", "D06", "D07", "D08", "D03", "D20", "D22"), strict=True))
"""Rows of the mission's table by mode of failure."""


@dataclass(frozen=True, slots=True)
class Exits:
    """One row of the Pareto table of causes.

    Parameters
    ----------
    departures, share, cumulative
        By this cause, their share of all, and the share of this and all above.
    hazard
        Departures by this cause per customer-year.
    """

    cause: Cause
    departures: int
    share: float
    cumulative: float
    hazard: float


def exits_by_cause(record: Record) -> list[Exits] | None:
    """Return departures after the history by decisive cause, the most frequent first; causes without any are left out.

    Equal ones stand in the order of their numbers. None without the complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    years = math.fsum(relations.days_in(record.history, record.end).tolist()) / YEAR
    causes = departure_cause(events_of(record, Kind.DEPARTURE)["detail"])
    counts = np.bincount(causes, minlength=len(Cause))
    order = [int(cause) for cause in np.argsort(-counts, kind="stable") if counts[cause]]
    reached = np.cumsum(counts[order]).tolist()
    total = len(causes)
    return [
        Exits(Cause(cause), int(counts[cause]), int(counts[cause]) / total, upto / total, int(counts[cause]) / years)
        for cause, upto in zip(order, reached, strict=True)
    ]


@each(
    response(
        f"{family}_{code.name.lower()}",
        Unit.COUNT,
        f"people whose last departure had the {words} '{code.name.lower()}'",
        rows=row,
        higher_is_better=False,
        reach=Reach.HEAD,
        field=field,
        code=int(code),
    )
    for family, field, codes, words, row in (
        ("departures", "cause", Cause, "cause", "D26"),
        ("losses", "loss", Loss, "type of loss", "C10"),
    )
    for code in codes
    if code
)
def last_departures(record: Record, field: str, code: int) -> int:
    """Return how many people have a cause, or a type of loss, behind their last departure, which is after the history.

    Read from the people table, so no log is needed; who left twice counts once, by the last time.

    Parameters
    ----------
    field
        ``"cause"`` or ``"loss"``.
    """
    people = record.people
    return int(np.count_nonzero((people[field] == code) & (people["loss"] > 0) & (people["left"] >= record.history)))


@each(
    response(
        f"driven_by_{driver.name.lower()}",
        Unit.COUNT,
        f"people whose last departure had the driver '{driver.name.lower()}': what moved them, whatever had failed",
        higher_is_better=False,
        reach=Reach.HEAD,
        field="driver",
        code=int(driver),
    )
    for driver in Driver
    if driver
)
def last_drivers(record: Record, field: str, code: int) -> int:
    """Return how many people a driver moved to leave the last time, after the history."""
    return last_departures(record, field, code)


@response(
    "share_lack_of_care",
    Unit.SHARE,
    "people who left for neglect, or a failure of staff who do not care or do not respond, as a share of those gone",
    rows="C24",
    higher_is_better=False,
)
def share_lack_of_care(record: Record) -> float | None:
    """Return the share of those who left after the history and are gone at the end whom lack of care moved.

    Lack of care is neglect, and a failure (or the blame that adds up to it) of the modes 'uncaring' and 'unresponsive'.
    None if nobody is gone.
    """
    people = record.people
    gone = people[(people["loss"] > 0) & (people["left"] >= record.history) & (people["status"] != Status.CUSTOMER)]
    failed = np.isin(gone["driver"], (Driver.FAILURE, Driver.BLAME))
    uncaring = failed & np.isin(gone["mode"], (Mode.UNCARING, Mode.UNRESPONSIVE))
    return share(int(np.count_nonzero(uncaring | (gone["driver"] == Driver.NEGLECT))), len(gone))


@response(
    "repeated_failure_share",
    Unit.SHARE,
    "share of departures before which the same thing had failed at least twice since joining",
    rows="C18",
    higher_is_better=False,
    log=True,
)
def repeated_failure_share(record: Record) -> float | None:
    """Return the share of departures after the history in whose relation one thing had failed at least twice.

    One thing is one cause of failures. Failures since joining count, those during
    the history too. Needs the complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    failures = rows_of(record, Kind.FAILURE)
    where = relation_of(relations, failures["person"], failures["time"])
    cases, times = np.unique(where * CAUSES + failure_cause(failures["detail"]), return_counts=True)
    repeated = np.zeros(len(relations.person), np.bool_)
    repeated[cases[times >= REPEATED] // CAUSES] = True
    left = relations.left_in(record.history, record.end)
    return share(int(np.count_nonzero(left & repeated)), int(np.count_nonzero(left)))


def silently_affected(record: Record) -> dict[Cause, int] | None:
    """Return by nature of failure how many customers at the end kept silent about one after the history.

    They are those whom the cause of a departure troubles too without the firm's knowing. None without the complete
    log; natures without anybody are left out.
    """
    if not record.complete:
        return None
    failed, silent = events_of(record, Kind.FAILURE), events_of(record, Kind.SILENCE)
    stories = {(person, n) for person, n in zip(silent["person"].tolist(), silent["occasion"].tolist(), strict=True)}
    here = record.people["status"] == Status.CUSTOMER
    affected: dict[Cause, set[int]] = {}
    rows = zip(failed["person"].tolist(), failed["occasion"].tolist(), failed["detail"].tolist(), strict=True)
    for person, n, detail in rows:
        if (person, n) in stories and here[person]:
            affected.setdefault(Cause(failure_cause(detail)), set()).add(person)
    return {cause: len(affected[cause]) for cause in sorted(affected)}


@each(
    response(
        f"failures_{mode.name.lower()}",
        Unit.COUNT,
        f"failures of the mode '{mode.name.lower()}'",
        rows=row,
        higher_is_better=False,
        log=True,
        mode=mode,
    )
    for mode, row in MODES.items()
)
def failures_of(record: Record, mode: Mode) -> int | None:
    """Return the failures of a mode after the history; needs the complete log."""
    found = failures_by_mode(record)
    return None if found is None else found.get(mode, 0)


@once
def failures_by_mode(record: Record) -> dict[Mode, int] | None:
    """Return the failures after the history by mode; those without a mode, and modes that did not occur, left out.

    None without the complete log.
    """
    if not record.complete:
        return None
    counts = np.bincount(failure_mode(events_of(record, Kind.FAILURE)["detail"]), minlength=len(Mode))
    return {mode: int(counts[mode]) for mode in Mode if mode and counts[mode]}


@once
def complaints_by_mode(record: Record) -> dict[Mode, int] | None:
    """Return the complaints after the history by the mode of what is complained about, the most frequent first.

    Those about a failure without a mode are left out. None without the complete log.
    """
    if not record.complete:
        return None
    failed, voiced = events_of(record, Kind.FAILURE), events_of(record, Kind.COMPLAINT)
    modes = {(int(row["person"]), int(row["occasion"])): failure_mode(int(row["detail"])) for row in failed}
    whose = zip(voiced["person"].tolist(), voiced["occasion"].tolist(), strict=True)
    counts = Counter(Mode(modes[one]) for one in whose if modes.get(one))
    return dict(counts.most_common())


RUDE = (Mode.UNCARING, Mode.IMPOLITE)


@response(
    "complaints_rude_share",
    Unit.SHARE,
    "complaints about staff who did not care or were impolite, as a share of those about a failure of some mode",
    rows="F11",
    higher_is_better=False,
    log=True,
)
def complaints_rude_share(record: Record) -> float | None:
    """Return the share of complaints about rudeness and indifference; needs the complete log, and modes."""
    found = complaints_by_mode(record)
    return None if found is None else share(sum(found.get(mode, 0) for mode in RUDE), sum(found.values()))


@response(
    "silent_customers",
    Unit.COUNT,
    "customers at the end who kept silent about a failure",
    rows="C17",
    higher_is_better=False,
    log=True,
)
def silent_customers(record: Record) -> int | None:
    """Return how many customers at the end kept silent about a failure after the history; needs the complete log."""
    if not record.complete:
        return None
    silent = np.unique(events_of(record, Kind.SILENCE)["person"])
    return int(np.count_nonzero(record.people["status"][silent] == Status.CUSTOMER))


@response(
    "lifetime_customer_share",
    Unit.SHARE,
    "share of relations that last until the run ends or an involuntary end such as moving away",
    rows="A33",
    log=True,
)
def lifetime_customers(record: Record) -> float | None:
    """Return the share of relations after the history that did not end by the customer's or the firm's own choice.

    They are open at the end of the run or were ended by a move or the like (``Cause.INVOLUNTARY``). Whom the firm
    dropped had no choice, but the firm had. Needs the complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    seen = relations.held_at(record.history) | relations.joined_in(record.history, record.end)
    dropped = appointed_loss(relations.detail) == Loss.DROPPED
    chosen = relations.left & ((relations.cause != Cause.INVOLUNTARY) | dropped)
    return share(int(np.count_nonzero(seen & ~chosen)), int(np.count_nonzero(seen)))


__all__ = [
    "Exits", "complaints_by_mode", "complaints_rude_share", "exits_by_cause", "failures_by_mode",
    "failures_of", "last_departures", "lifetime_customers", "repeated_failure_share", "silent_customers",
    "silently_affected",
]  # fmt: skip
