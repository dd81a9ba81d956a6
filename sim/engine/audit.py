"""Audits that are always on: nobody is lost, nothing is booked twice, the clock runs forward.

Three accumulations of money are kept apart: the ledger by month and account, the sum of the log's amounts, and
the persons' totals plus the firm's. They must agree to the unit.
"""

import math

import numpy as np

from sim.model.events import Account, Kind, Status
from sim.model.rules.books import month_of
from sim.record import Record, Table

PIECE = 1 << 14
HALF = 32
LOW = (1 << HALF) - 1


class AuditFault(Exception):  # noqa: N818  a word of the house: faults stop a run
    """An audit failed: the run's numbers must not be used."""


def audited(record: Record, run: str = "") -> Record:
    """Return the record if every audit passes; ``run`` names the replication in the message.

    Raises
    ------
    AuditFault
        Naming the audit and the two numbers that should agree.
    """
    try:
        check_people(record)
        check_money(record)
        check_complaints(record)
        if len(record.events):
            check_log(record)
    except AuditFault as fault:
        raise AuditFault(f"{run}: {fault}" if run else str(fault)) from None
    return record


def summed(cells: Table, amounts: Table, size: int) -> Table:
    """Return the exact sums of at most ``PIECE`` whole amounts by cell.

    numpy counts with weights in doubles: quick, and exact for half words, whose sums stay below 2^53.
    """
    low = np.bincount(cells, amounts & LOW, size).astype(np.int64)
    high = np.bincount(cells, amounts >> HALF, size).astype(np.int64)
    return low + (high << HALF)


def agree(name: str, one: object, other: object) -> None:
    """Raise unless two numbers that should agree do."""
    if one != other:
        raise AuditFault(f"audit '{name}': {one} against {other}; please report this with the command that led to it")


def check_people(record: Record) -> None:
    """Check that everybody is in one place, and customers who joined are still there or have left."""
    status = record.people["status"]
    found = np.bincount(status, minlength=len(Status))
    agree("persons by status", found.tolist(), record.heads.tolist())
    joined, departed = int(record.counts[0, Kind.JOIN]), int(record.counts[0, Kind.DEPARTURE])
    agree("customers joined = stayed + departed", joined, int(found[Status.CUSTOMER]) + departed)
    agree("purchases", int(record.people["bought"].sum()), int(record.counts[0, Kind.PURCHASE]))


def check_complaints(record: Record) -> None:
    """Check that every complaint is closed, given up, withdrawn or open."""
    counts = record.counts[0]
    ended = int(counts[Kind.CLOSED] + counts[Kind.GIVE_UP] + counts[Kind.WITHDRAWAL])
    opened = int(np.count_nonzero(record.people["case"]))
    agree("complaints = ended + open", int(counts[Kind.COMPLAINT]), ended + opened)
    agree(
        "failures = silent + complained", int(counts[Kind.FAILURE]), int(counts[Kind.SILENCE] + counts[Kind.COMPLAINT])
    )


def check_money(record: Record) -> None:
    """Check that ledger, persons and firm agree, account by account."""
    by_person = record.people["totals"].sum(axis=0) + record.firm
    agree("ledger = persons + firm", record.ledger.sum(axis=0).tolist(), by_person.tolist())
    agree("no money without an account", int(by_person[Account.NONE]), 0)


def check_log(record: Record) -> None:
    """Check that the log sums to the ledger, lies in the run, and that everybody's rows run forward.

    It goes through the rows in pieces that stay in the processor's cache.
    """
    rows_of_days = np.array([1 + month_of(day, record.history) for day in range(math.ceil(record.end) + 1)], np.int64)
    sums = np.zeros(record.ledger.size, np.int64)
    counted = np.zeros(len(Kind), np.int64)
    for first in range(0, len(record.events), PIECE):
        check_order(record.events[max(0, first - 1) : first + PIECE], record.end)
        piece = record.events[first : first + PIECE]
        kinds = piece["kind"].copy()
        counted += np.bincount(kinds, minlength=len(Kind))
        months = np.where(kinds == Kind.BOOKING, piece["detail"], rows_of_days[piece["time"].astype(np.int32)])
        cells, amounts = months * len(Account) + piece["account"], piece["amount"].copy()
        booked = np.flatnonzero(amounts)
        if len(booked) and not 0 <= cells[booked].min() <= cells[booked].max() < len(sums):
            raise AuditFault("audit 'ledger = log': an amount lies outside the ledger")
        sums += summed(cells[booked], amounts[booked], len(sums))
    if record.complete:
        agree("ledger = log", record.ledger.ravel().tolist(), sums.tolist())
        agree("events counted = logged", record.counts.sum(axis=0).tolist(), counted.tolist())


def check_order(rows: Table, end: float) -> None:
    """Check that rows lie in the run, day after day, and run forward for each person."""
    times = rows["time"].copy()  # numpy reads a column of its own far quicker
    if not (times.min() >= 0.0 and times.max() <= end):  # a NaN fails both
        raise AuditFault(f"audit 'clock': an event lies outside the run [0, {end}]")
    days = times.astype(np.int32)
    back = np.flatnonzero(times[1:] < times[:-1])
    persons = rows["person"]
    if np.any(persons[back] == persons[back + 1]) or np.any(days[1:] < days[:-1]):
        raise AuditFault("audit 'clock': rows of a person run backwards")
