"""Records written by hand: what happened, row by row; totals, ledger and people follow from the rows."""

from dataclasses import dataclass

import numpy as np

from sim.model.events import Account, Cause, Kind, Loss, Route, Status
from sim.record import EVENT, PERSON, Record, departure_cause, departure_status, month_count, sorted_events

ACCOUNTS = {
    Kind.PURCHASE: Account.SALES, Kind.GOODS: Account.GOODS, Kind.BOOKING: Account.ADVERTISING,
    Kind.TRY: Account.WINBACK, Kind.CALL: Account.CALLS, Kind.BAD_DEBT: Account.BAD_DEBT,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One thing that happened; the account follows from the kind."""

    time: float
    person: int
    kind: Kind
    amount: int = 0
    detail: int = 0
    occasion: int = 0


def join(time: float, person: int, route: Route = Route.ADVERTISING) -> Row:
    return Row(time, person, Kind.JOIN, detail=route)


def start(person: int) -> Row:
    return join(0.0, person, Route.START)


def buy(time: float, person: int, amount: int = 0, occasion: int = 0) -> Row:
    return Row(time, person, Kind.PURCHASE, amount, occasion=occasion)


def leave(time: float, person: int, cause: Cause = Cause.CORE, to: Status = Status.RIVAL) -> Row:
    return Row(time, person, Kind.DEPARTURE, detail=cause * 8 + to)


def advertise(time: float, amount: int) -> Row:
    return Row(time, -1, Kind.BOOKING, amount, occasion=Account.ADVERTISING)


def record_of(*rows: Row, persons: int = 4, history: int = 0, run_length: float = 730.0) -> Record:
    """Return the record of what happened; everybody has a rate, a basket and no day of moving away."""
    events = np.zeros(len(rows), EVENT)
    people = np.zeros(persons, PERSON)
    people["status"], people["moves"], people["rate"], people["basket"] = Status.PROSPECT, np.inf, 0.1, 1000.0
    ledger = np.zeros((1 + month_count(history, run_length), len(Account)), np.int64)
    counts = np.zeros((2, len(Kind)), np.int64)
    firm = np.zeros(len(Account), np.int64)
    for event, row in zip(events, rows, strict=True):
        account = ACCOUNTS.get(row.kind, Account.HANDLING) if row.amount else Account.NONE
        for name in ("time", "person", "kind", "amount", "detail", "occasion"):
            event[name] = getattr(row, name)
        event["account"], event["parent_kind"] = account, -1
        counts[int(row.person < 0), row.kind] += 1
        month = (12 * (int(row.time) - history)) // 365 if row.time >= history else -1
        ledger[month + 1, account] += row.amount
        (firm if row.person < 0 else people[row.person]["totals"])[account] += row.amount
    for row in sorted(rows, key=lambda one: (one.time, one.kind)):
        if row.person >= 0:
            _live(people[row.person], row)
    heads = np.bincount(people["status"], minlength=len(Status)).astype(np.int64)
    return Record(sorted_events(events), ledger, people, firm, counts, heads, history, run_length, complete=True)


def _live(person: np.void, row: Row) -> None:
    if row.kind == Kind.JOIN:
        person["status"], person["route"], person["joined"] = Status.CUSTOMER, row.detail, row.time
        person["started"] |= row.detail == Route.START
    elif row.kind == Kind.PURCHASE:
        if not person["bought"]:
            person["first_purchase"] = row.time
        person["bought"] += 1
    elif row.kind == Kind.DEPARTURE:
        cause = departure_cause(row.detail)
        person["status"], person["cause"], person["left"] = departure_status(row.detail), cause, row.time
        person["loss"] = Loss.FORCED if cause == Cause.INVOLUNTARY else Loss.LEFT
