"""Audits that are always on: nobody is lost, nothing is booked twice, the clock runs forward.

Three accumulations of money are kept apart: the ledger by month and account, the sum of the log's amounts, and
the persons' totals plus the firm's. They must agree to the unit.
"""

import numpy as np

from sim.model.events import Account, Kind, Status
from sim.record import Record, Table, event_months

PIECE = 1 << 20
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
    """Return the exact sums of whole amounts by cell.

    numpy counts with weights in doubles: quick, and exact for half words in pieces of a million rows, whose sums stay
    below 2^53.
    """
    sums = np.zeros(size, np.int64)
    for first in range(0, len(cells), PIECE):
        piece, part = cells[first : first + PIECE], amounts[first : first + PIECE]
        sums += np.bincount(piece, part & LOW, size).astype(np.int64)
        sums += np.bincount(piece, part >> HALF, size).astype(np.int64) << HALF
    return sums


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
    """Check that the log sums to the ledger, lies in the run, and that everybody's rows run forward."""
    events = record.events
    times = events["time"]
    if not (np.isfinite(times).all() and times.min() >= 0.0 and times.max() <= record.end):
        raise AuditFault(f"audit 'clock': an event lies outside the run [0, {record.end}]")
    same = events["person"][1:] == events["person"][:-1]
    if np.any(same & (times[1:] < times[:-1])) or np.any(np.floor(times[1:]) < np.floor(times[:-1])):
        raise AuditFault("audit 'clock': rows of a person run backwards")
    if not record.complete:
        return
    booked = events["amount"] != 0
    cells = event_months(record)[booked] * len(Account) + events["account"][booked]
    sums = summed(cells, events["amount"][booked], record.ledger.size)
    agree("ledger = log", record.ledger.ravel().tolist(), sums.tolist())
    counted = np.bincount(events["kind"], minlength=len(Kind))
    agree("events counted = logged", record.counts.sum(axis=0).tolist(), counted.tolist())
