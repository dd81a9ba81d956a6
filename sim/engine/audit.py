"""Audits that are always on: nobody is lost, nothing is counted or booked twice, the clock runs forward.

Three accumulations of money are kept apart: the ledger by month and account, the sum of the log's amounts, and
the persons' totals plus the firm's. They must agree to the unit.
"""

import math
from collections.abc import Callable

import numpy as np

from sim.model.events import Account, Case, Kind, Outcome, Status
from sim.model.rules.books import month_of
from sim.record import Record, Table

PIECE = 1 << 14
HALF = 32
LOW = (1 << HALF) - 1


SOUND, OUTSIDE, BACKWARDS, UNKNOWN, STRAY = range(5)
SAYS = {
    OUTSIDE: "audit 'clock': an event lies outside the run [0, {end}]",
    BACKWARDS: "audit 'clock': rows of a person run backwards",
    UNKNOWN: "audit 'events': a row is of no kind that there is",
    STRAY: "audit 'ledger = log': an amount lies outside the ledger",
}
COUNTERS = (
    ("bought", Kind.PURCHASE, True),
    ("failures", Kind.FAILURE, True),
    ("complaints", Kind.COMPLAINT, True),
    ("given_up", Kind.GIVE_UP, True),
    ("praised", Kind.PRAISE, True),
    ("warned", Kind.WARNING, True),
    ("calls", Kind.CALL, True),
    ("breaches", Kind.BREACH, True),
    ("overdue", Kind.BAD_DEBT, True),
    ("contacted", Kind.CONTACTED, True),
    ("resolved", Kind.CLOSED, False),  # not every answer resolves
    ("products", Kind.CROSS_BUY, False),  # who leaves has none any more
)
"""Persons' counters, the kind of row that each counts, and whether their sum is all such rows or at most these."""
Tally = Callable[[Table, Table, float, Table, Table], int]
"""What adds a log up: :func:`in_pieces`, or the compiled engine's own."""


class AuditFault(Exception):  # noqa: N818  a word of the house: faults stop a run
    """An audit failed: the run's numbers must not be used."""


def audited(record: Record, run: str = "", tally: Tally | None = None) -> Record:
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
        check_counters(record)
        check_staff(record)
        check_problems(record)
        if len(record.events):
            check_log(record, tally or in_pieces)
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


def check_staff(record: Record) -> None:
    """Check that posts have lost and found as many as rows say, and that nobody is hired while the post is held."""
    workers, counts = record.workers, record.counts[1]
    for name, kind in (("generation", Kind.QUIT), ("hires", Kind.HIRED), ("hires", Kind.TRAINING)):
        agree(f"staff: {name} = rows of {kind.name}", int(workers[name].sum()), int(counts[kind]))
    filled = workers["hires"] - workers["generation"]  # those that are vacant since the start want one more
    agree("staff: hired <= quit + vacant at the start", int(np.count_nonzero((filled < -1) | (filled > 1))), 0)


def check_problems(record: Record) -> None:
    """Check that no more problems are found or mended than there are, and that reports are those of failures."""
    found, mended, arisen = (int(record.counts[1, kind]) for kind in (Kind.FOUND, Kind.MENDED, Kind.ARISEN))
    agree("problems: found <= arisen", max(found, arisen), arisen)
    agree("problems: mended <= arisen", max(mended, arisen), arisen)
    reports, failures = int(record.counts[0, Kind.REPORT]), int(record.counts[0, Kind.FAILURE])
    agree("reports <= failures", max(reports, failures), failures)


def check_counters(record: Record) -> None:
    """Check that what persons have counted about themselves is what was counted of them."""
    people, counts = record.people, record.counts[0]
    for field, kind, all_rows in COUNTERS:
        total, rows = int(people[field].sum()), int(counts[kind])
        agree(f"{field} {'=' if all_rows else '<='} rows of {kind.name}", total if all_rows else max(total, rows), rows)
    agree("drivers of those who left", int(np.count_nonzero(people["driver"])), int(np.count_nonzero(people["loss"])))
    gone = people["status"] != Status.CUSTOMER
    filed = people["filed"].astype(np.bool_)
    agree("every customer is on the firm's file", bool(filed.any()) and not bool(filed[~gone].all()), other=False)
    agree("no products without a customer", int(np.count_nonzero(people["products"][gone])), 0)
    at_start = people["started"][people["status"] != Status.ABSENT]  # began with purchase number 0 behind them
    numbered = int(counts[Kind.PURCHASE] + counts[Kind.ELSEWHERE]) + int(np.count_nonzero(at_start))
    agree("purchases = bought + elsewhere + before the start", int(people["purchases"].sum()), numbered)


def check_complaints(record: Record) -> None:
    """Check that every complaint is closed, given up, withdrawn or open."""
    counts = record.counts[0]
    ended = int(counts[Kind.CLOSED] + counts[Kind.GIVE_UP] + counts[Kind.WITHDRAWAL])
    opened = int(np.count_nonzero(record.people["case"]))
    agree("complaints = ended + open", int(counts[Kind.COMPLAINT]), ended + opened)
    helped = int(counts[Kind.DISPATCH])
    agree("help came <= complaints", max(helped, int(counts[Kind.COMPLAINT])), int(counts[Kind.COMPLAINT]))
    agree(
        "failures = silent + complained", int(counts[Kind.FAILURE]), int(counts[Kind.SILENCE] + counts[Kind.COMPLAINT])
    )


def check_money(record: Record) -> None:
    """Check that ledger, persons and firm agree, account by account."""
    by_person = record.people["totals"].sum(axis=0) + record.firm
    agree("ledger = persons + firm", record.ledger.sum(axis=0).tolist(), by_person.tolist())
    agree("no money without an account", int(by_person[Account.NONE]), 0)


def check_log(record: Record, tally: Tally) -> None:
    """Check that the log sums to the ledger, lies in the run, and that everybody's rows run forward."""
    rows_of_days = np.array([1 + month_of(day, record.history) for day in range(math.ceil(record.end) + 1)], np.int64)
    sums = np.zeros(record.ledger.size, np.int64)
    counted = np.zeros(len(Kind), np.int64)
    found = tally(record.events, rows_of_days, record.end, sums, counted)
    if found != SOUND:
        raise AuditFault(SAYS[found].format(end=record.end))
    if record.complete:
        agree("ledger = log", record.ledger.ravel().tolist(), sums.tolist())
        agree("events counted = logged", record.counts.sum(axis=0).tolist(), counted.tolist())
        check_recoveries(record)


def check_recoveries(record: Record) -> None:
    """Check that persons know of the resolved complaints and the vouchers that a whole log tells of."""
    kinds = record.events["kind"].copy()
    closed, given, redeemed = (record.events[kinds == kind] for kind in (Kind.CLOSED, Kind.COMPENSATION, Kind.VOUCHER))
    resolved = np.isin(closed["detail"], (Outcome.RESOLVED, Outcome.FAST))
    agree("resolved = closed so", int(record.people["resolved"].sum()), int(np.count_nonzero(resolved)))
    check_promises(record, kinds)
    vouchers = int(given["detail"][given["account"] == Account.NONE].sum())  # what is paid in cash has an account
    left = vouchers - int(redeemed["detail"].sum())
    agree("vouchers = given - redeemed", int(record.people["voucher"].sum()), left)


def check_promises(record: Record, kinds: Table) -> None:
    """Check that every solution that was promised has come, is broken, withdrawn, or still to come or be decided on."""
    promised, served, broken, dropped = (
        _identities(record.events["person"][kinds == kind], record.events["occasion"][kinds == kind])
        for kind in (Kind.PASSED_ON, Kind.SERVED, Kind.BROKEN, Kind.WITHDRAWAL)
    )
    waiting = record.people[np.isin(record.people["case"], (Case.PASSED_ON, Case.ASKED))]
    ended = np.intersect1d(promised, np.union1d(np.union1d(served, broken), dropped))
    still = np.setdiff1d(np.intersect1d(promised, _identities(waiting["number"], waiting["purchases"] - 1)), ended)
    agree("promises = kept + broken + withdrawn + open", len(promised), len(ended) + len(still))


def _identities(persons: Table, occasions: Table) -> Table:
    """Return one number for each person and occasion, each once."""
    found: Table = np.unique(persons.astype(np.int64) << HALF | occasions)
    return found


def in_pieces(rows: Table, rows_of_days: Table, end: float, sums: Table, counted: Table) -> int:
    """Add the log's amounts up by month and account, and its rows by kind; return what is wrong with a row, if any.

    It goes through the rows in pieces that stay in the processor's cache.

    Parameters
    ----------
    rows
        The log, shape (rows,).
    rows_of_days
        Row of the ledger that each day's amounts belong to, shape (days + 1,).
    end
        Time at which the run ended.
    sums, counted
        To be added to: minor units, shape (ledger's rows x accounts,); rows, shape (kinds,).
    """
    for first in range(0, len(rows), PIECE):
        if wrong := wrong_order(rows[max(0, first - 1) : first + PIECE], end):
            return wrong
        piece = rows[first : first + PIECE]
        kinds = piece["kind"].copy()
        if not 0 <= kinds.min() <= kinds.max() < len(counted):
            return UNKNOWN
        counted += np.bincount(kinds, minlength=len(counted))
        months = np.where(kinds == Kind.BOOKING, piece["detail"], rows_of_days[piece["time"].astype(np.int32)])
        cells, amounts = months * len(Account) + piece["account"], piece["amount"].copy()
        booked = np.flatnonzero(amounts)
        if len(booked) and not 0 <= cells[booked].min() <= cells[booked].max() < len(sums):
            return STRAY
        sums += summed(cells[booked], amounts[booked], len(sums))
    return SOUND


def wrong_order(rows: Table, end: float) -> int:
    """Return what is wrong with the order of rows: in the run, day after day, forward for each person."""
    times = rows["time"].copy()  # numpy reads a column of its own far quicker
    if not (times.min() >= 0.0 and times.max() <= end):  # a NaN fails both
        return OUTSIDE
    days = times.astype(np.int32)
    back = np.flatnonzero(times[1:] < times[:-1])
    persons = rows["person"]
    return BACKWARDS if np.any(persons[back] == persons[back + 1]) or np.any(days[1:] < days[:-1]) else SOUND
