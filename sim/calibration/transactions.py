"""A purchase log, and its summary by recency and frequency."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sim.scenario.characters import LOOKALIKE, Unreadable, decoded, instead

IntArray = npt.NDArray[np.int64]

DAYS_PER_WEEK = 7
_COLUMNS = ("id", "date", "amount")


@dataclass(frozen=True, eq=False)
class PurchaseLog:
    """Purchases of a cohort, one row per person and day, sorted by person, then day.

    What a person buys on one day is one purchase; its amounts are added up (as the lifetimes package does, so that
    our figures can be compared with published ones).

    Attributes
    ----------
    origin
        Day 0 of the log.
    rows, zero_rows
        Lines in the file, and how many of them have the amount 0.
    person, day, cents
        Arrays of shape (purchases,): index 0..persons-1 in order of the file's id, days since ``origin``,
        amount in cents, never negative.
    """

    origin: date
    rows: int
    zero_rows: int
    person: IntArray
    day: IntArray
    cents: IntArray

    @property
    def persons(self) -> int:
        """Number of different persons."""
        return int(self.person[-1]) + 1

    @property
    def digest(self) -> str:
        """Digest of who bought when for how much, 64 hexadecimal digits; names of persons do not count."""
        found = hashlib.sha256(self.origin.isoformat().encode())
        for column in (self.person, self.day, self.cents):
            found.update(column.astype("<i8").tobytes())
        return found.hexdigest()

    @property
    def first(self) -> npt.NDArray[np.bool_]:
        """Mark each person's first purchase; shape (purchases,)."""
        return np.diff(self.person, prepend=-1) > 0


@dataclass(frozen=True, eq=False)
class Summary:
    """Recency and frequency of every person; all arrays have shape (persons,), times in days.

    Attributes
    ----------
    first_day
        Day of the first purchase, counted from the log's origin.
    repeats
        Purchases after the first one within the calibration span (x).
    last
        Days from the first to the last purchase within the calibration span (t_x); 0 without repeats.
    observed
        Days from the first purchase to the last day of the calibration span (T).
    holdout
        Purchases in the days that follow the calibration span.
    """

    first_day: IntArray
    repeats: IntArray
    last: IntArray
    observed: IntArray
    holdout: IntArray

    def histogram(self, top: int = 7) -> tuple[int, ...]:
        """Count persons with 0, 1, ..., ``top`` - 1 repeats and with ``top`` or more."""
        return tuple(int(n) for n in np.bincount(np.minimum(self.repeats, top), minlength=top + 1))


def read_log(path: Path, origin: date) -> PurchaseLog:
    """Read a log of purchases with the columns ``id``, ``date`` (ISO) and ``amount``; further columns are ignored.

    Parameters
    ----------
    path
        A comma-separated file with a header line.
    origin
        Day 0; no purchase may be earlier.

    Returns
    -------
    PurchaseLog
        One row per person and day. Rows with the amount 0 are purchases like any other.

    Raises
    ------
    ValueError
        For a missing column, an unreadable value, a negative amount, a date before ``origin``, an empty file, a
        character that only looks like a plain one, or a file that is no UTF-8 text; names file and line.
    """
    baskets: defaultdict[tuple[str, int], int] = defaultdict(int)
    rows = zero_rows = 0
    text = _text_of(path)
    lines = text.splitlines()
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        _refuse_lookalike(lines[0] if lines else "", f"{path}:1")
        msg = f"{path}:1: missing column {', '.join(missing)}; needed are {', '.join(_COLUMNS)}"
        raise ValueError(msg)
    for row in reader:
        place = f"{path}:{reader.line_num}"
        if any(LOOKALIKE.search(row[name] or "") for name in ("date", "amount")) or row["amount"] is None:
            _refuse_lookalike(lines[reader.line_num - 1], place)
        day, cents = _read_row(row, place, origin)
        baskets[row["id"], day] += cents
        rows += 1
        zero_rows += cents == 0
    if not baskets:
        msg = f"{path}: holds no purchases; expected one line per purchase after the header"
        raise ValueError(msg)
    keys = sorted(baskets)
    _, person = np.unique([name for name, _ in keys], return_inverse=True)
    return PurchaseLog(
        origin,
        rows,
        zero_rows,
        person.astype(np.int64),
        np.array([day for _, day in keys], dtype=np.int64),
        np.array([baskets[key] for key in keys], dtype=np.int64),
    )


def _text_of(path: Path) -> str:
    """Return the text of a file; another encoding is named."""
    try:
        return decoded(path.read_bytes())
    except Unreadable as error:
        msg = f"{path}:{error.line}:{error.col}: {error}"
        raise ValueError(msg) from None


def _refuse_lookalike(line: str, place: str) -> None:
    """Raise ValueError at the first character of a line that only looks like a plain one, if there is one."""
    odd = LOOKALIKE.search(line)
    if odd:
        msg = f"{place}:{odd.start() + 1}: {instead(odd.group())}"
        raise ValueError(msg)


def _read_row(row: dict[str, str], place: str, origin: date) -> tuple[int, int]:
    """Return (days since origin, cents) of one line."""
    try:
        day = (date.fromisoformat(row["date"]) - origin).days
        amount = Decimal(row["amount"]) * 100
    except (ValueError, TypeError, InvalidOperation) as error:
        msg = f"{place}: date {row['date']!r} or amount {row['amount']!r} is unreadable; write 1997-01-31 and 12.50"
        raise ValueError(msg) from error
    if day < 0 or not amount.is_finite() or amount < 0 or amount != amount.to_integral_value():
        msg = f"{place}: date {row['date']}, amount {row['amount']}: need a date from {origin} on and whole cents >= 0"
        raise ValueError(msg)
    return day, int(amount)


def summarise(log: PurchaseLog, calibration_days: int, holdout_days: int = 0) -> Summary:
    """Return recency and frequency over days [0, calibration_days), and purchases in the days that follow.

    The observed time ends with the last calibration day counted like a date difference: someone who first bought on
    day 0 of 273 was observed for 272 days, as in the lifetimes package.

    Raises
    ------
    ValueError
        If a person's first purchase is not before ``calibration_days``.
    """
    first_day = log.day[log.first]
    late = int(np.count_nonzero(first_day >= calibration_days))
    if late:
        msg = f"{late} persons first bought on day {calibration_days} or later: a cohort must enter before that day"
        raise ValueError(msg)
    inside = log.day < calibration_days
    after = ~inside & (log.day < calibration_days + holdout_days)
    last_day = np.zeros(log.persons, dtype=np.int64)
    np.maximum.at(last_day, log.person[inside], log.day[inside])
    return Summary(
        first_day,
        np.bincount(log.person[inside], minlength=log.persons) - 1,
        last_day - first_day,
        calibration_days - 1 - first_day,
        np.bincount(log.person[after], minlength=log.persons),
    )


def entry_counts(log: PurchaseLog) -> tuple[int, ...]:
    """Count the persons whose first purchase falls on day 0, 1, ..., up to the last entry day."""
    return tuple(int(n) for n in np.bincount(log.day[log.first]))


def weekly_repeats(log: PurchaseLog, weeks: int) -> tuple[int, ...]:
    """Count repeat purchases in each of the first ``weeks`` weeks; week w holds the days [7w, 7w + 7)."""
    week = log.day[~log.first] // DAYS_PER_WEEK
    return tuple(int(n) for n in np.bincount(week[week < weeks], minlength=weeks))
