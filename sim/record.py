"""What a run leaves behind: the event log, the ledger by month and account, and the people table."""

import hashlib
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Account
from sim.model.flat import Person
from sim.model.rules.books import month_of
from sim.model.storage import storage
from sim.model.worker import Worker

MODEL_VERSION = "6"
"""Raised whenever the same scenario leaves another record; part of every result's key."""

EVENT = np.dtype(
    [
        ("time", "f8"),
        ("occasion", "i8"),
        ("parent_occasion", "i8"),
        ("amount", "i8"),
        ("detail", "i8"),
        ("person", "i4"),
        ("parent_person", "i4"),
        ("kind", "i1"),
        ("parent_kind", "i1"),
        ("account", "i1"),
    ],
    align=True,
)
"""One row of the log; ``person`` -1 is the firm or a contact from outside, a ``parent_kind`` of -1 is no parent."""


HOT = (
    "key", "number", "rate", "basket", "leave_chance", "joined", "last_purchase", "next_purchase",
    "next_talk", "departure", "satisfaction", "voucher", "purchases", "bought", "status", "severity", "case", "outcome",
    "totals",
    "attachment", "tellings", "last_failure", "failures", "praised", "warned", "complaints", "next_occasion",
    "first_purchase", "talk_weight", "wait", "moves", "advert_left", "advert_since", "price", "complaint_time",
)  # fmt: skip
"""What a person's day touches, first what every purchase does: it lies in the first lines of memory."""


def layout(fields: list[tuple[str, str, int]], hot: tuple[str, ...] = ()) -> np.dtype[Any]:
    """Return the storage of a record whose fields are (name, type, length); length 0 is a plain number.

    The hot ones come first in memory; the order of names is that of the fields.
    """
    order = sorted(fields, key=lambda field: hot.index(field[0]) if field[0] in hot else len(hot))
    found = np.dtype([(name, kind, (n,)) if n else (name, kind) for name, kind, n in order], align=True)
    names, places = [name for name, _, _ in fields], cast("Any", found.fields)
    formats, offsets = ([places[name][k] for name in names] for k in (0, 1))
    form: Any = {"names": names, "formats": formats, "offsets": offsets, "itemsize": found.itemsize}
    return cast("np.dtype[Any]", np.dtype(form, align=True))


PERSON = layout(storage(Person), HOT)
WORKER = layout(storage(Worker))

Table = NDArray[Any]


def table_of(form: np.dtype[Any], things: list[Any]) -> Table:
    """Return objects of a class with storage types as a table of its layout."""
    table = np.zeros(len(things), form)  # zeros also between the fields
    table[:] = list(map(attrgetter(*(form.names or ())), things))
    return table


@dataclass(frozen=True, slots=True)
class RunOff:
    """What comes after the end of a run from those who were customers at it, once nobody joins any more.

    Parameters
    ----------
    months
        What is booked to them in whole minor units, by month after the history: 0 until the end.
    customers, alive
        How many they were at the end, and how many of them were customers still when the counting ended.
    """

    months: tuple[int, ...]
    customers: int
    alive: int


Whole = TypeVar("Whole", int, NDArray[Any])


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one run.

    Parameters
    ----------
    events
        Rows of ``EVENT`` in the order (day, person, time, kind, occasion, parent person).
    ledger
        Whole minor units, shape (1 + months, accounts); row 0 is the history.
    people
        One row of ``PERSON`` a person.
    firm
        Totals by account booked to no person, shape (accounts,).
    counts
        Number of events by kind whether logged or not, shape (2, kinds): of persons, of the firm and outside contacts.
    heads
        Number of persons by status at the end, shape (statuses,).
    complete
        Whether ``events`` holds every event.
    staffed
        Agent-days that the desk was staffed after the history: a fact of the setting, not part of the digest.
    workers
        One row of ``WORKER`` a post on the floor; none where staff are not simulated.
    run_off
        What comes after its end, if that was asked (sim/experiment/equity.py); not part of the digest.
    answers
        What readers have found in it, by question (sim/response/memory.py). It goes with this record alone: it is not
        compared, copied or sent, and a record made from this one begins without.
    """

    events: Table
    ledger: Table
    people: Table
    firm: Table
    counts: Table
    heads: Table
    history: int
    run_length: float
    complete: bool
    staffed: float = 0.0
    workers: Table = field(default_factory=lambda: np.zeros(0, WORKER))
    run_off: RunOff | None = None
    answers: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __reduce__(self) -> tuple[type["Record"], tuple[Any, ...]]:
        return Record, tuple(getattr(self, one.name) for one in fields(self) if one.init)

    @property
    def end(self) -> float:
        """Time at which the run ended, in days from the start of the history."""
        return self.history + self.run_length

    def digest(self, *, log: bool = True) -> str:
        """Return the SHA-256 of everything in the record, the same for both engines and on every machine.

        Parameters
        ----------
        log
            Whether the event log counts; without it a run has one digest, however much of the log it keeps.
        """
        h = hashlib.sha256()
        for table in (self.events, self.people, self.workers) if log else (self.people, self.workers):
            room = np.empty(8 * len(table), np.uint8)  # for one field at a time: fresh memory costs more than the copy
            for name in sorted(table.dtype.names or ()):
                if table[name].ndim == 1:
                    numbers: Any = room[: table[name].nbytes].view(table[name].dtype)
                    numbers[:] = table[name]
                else:
                    numbers = np.ascontiguousarray(used(table[name]))
                if numbers.any():
                    h.update(name.encode())
                    h.update(numbers)
        for array in (self.ledger, self.firm, self.counts, self.heads):
            h.update(np.ascontiguousarray(used(array), dtype=np.int64).tobytes())
        about = (MODEL_VERSION, self.history, float(self.run_length))
        h.update(repr((*about, self.complete) if log else about).encode())
        return h.hexdigest()


def used(numbers: Table) -> Table:
    """Return numbers by account, kind or the like, up to the last one that is not 0 everywhere.

    So a field, a kind or an account that is new and rests leaves the digest of a run as it was.
    """
    return numbers[..., : 1 + max(np.flatnonzero(numbers.reshape(-1, numbers.shape[-1]).any(axis=0)), default=-1)]


def month_count(history: int, run_length: float) -> int:
    """Return how many months, whole or begun, a run length has."""
    last_day = int(np.ceil(history + run_length)) - 1
    return max(0, month_of(last_day, history) + 1)


# The detail of a departure or a move is 128 x appointed type of loss + 8 x cause + status (rules/leaving.py).
def departure_cause(detail: Whole) -> Whole:
    """Return the cause in the detail of departures and moves."""
    found: Whole = detail % 128 // 8
    return found


def departure_status(detail: Whole) -> Whole:
    """Return where the leavers went, a ``Status``, from the detail of departures and moves."""
    found: Whole = detail % 8
    return found


def appointed_loss(detail: Whole) -> Whole:
    """Return the type of loss that was appointed, from the detail of departures; 0 where the cause says it."""
    found: Whole = detail // 128
    return found


# The detail of a failure is 64 x mode + 16 x severity + cause (rules/failures.py).
def failure_cause(detail: Whole) -> Whole:
    """Return the cause in the detail of failures."""
    found: Whole = detail % 16
    return found


def failure_severity(detail: Whole) -> Whole:
    """Return the severity in the detail of failures."""
    found: Whole = detail % 64 // 16
    return found


def failure_mode(detail: Whole) -> Whole:
    """Return the mode in the detail of failures; 0 where failures have none."""
    found: Whole = detail // 64
    return found


def try_class(detail: Whole) -> Whole:
    """Return the class in the detail of tries to win somebody back: 0 for A, 1 for B, 2 for C."""
    found: Whole = detail // 4 % 4
    return found


def try_found(detail: Whole) -> Whole:
    """Return what a try to win somebody back found: 0 nobody, 1 no, 2 that she returns."""
    found: Whole = detail % 4
    return found


def sorted_events(events: Table) -> Table:
    """Return the rows in the order of the record."""
    order = np.lexsort(
        (
            events["parent_person"],
            events["occasion"],
            events["kind"],
            events["time"],
            events["person"],
            np.floor(events["time"]),
        )
    )
    return events[order]


__all__ = [
    "EVENT", "MODEL_VERSION", "PERSON", "WORKER", "Account", "Record", "layout", "month_count", "sorted_events",
    "table_of",
]  # fmt: skip
