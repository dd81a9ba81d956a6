"""The compiled engine's way through a log that is to be audited: row by row, once."""

from typing import Any

from sim.engine.audit import BACKWARDS, OUTSIDE, SOUND, STRAY, UNKNOWN
from sim.engine.run import twin as rule
from sim.engine.run.twin import compiled_on_disk
from sim.model.storage import ACCOUNTS

BOOKING = rule.Kind.BOOKING
NOBODY = -2  # -1 is the firm


@compiled_on_disk()
def tally(rows: Any, rows_of_days: Any, end: Any, sums: Any, counted: Any) -> Any:
    """Add the log's amounts up by month and account, and its rows by kind; as :func:`sim.engine.audit.in_pieces`."""
    last_time, last_day, last_person = 0.0, 0, NOBODY
    for k in range(len(rows)):
        row = rows[k]
        if not 0.0 <= row.time <= end:  # a NaN fails both
            return OUTSIDE
        day = int(row.time)
        if day < last_day or (row.person == last_person and row.time < last_time):
            return BACKWARDS
        last_time, last_day, last_person = row.time, day, row.person
        if not 0 <= row.kind < len(counted):
            return UNKNOWN
        counted[row.kind] += 1
        if row.amount:
            month = row.detail if row.kind == BOOKING else rows_of_days[day]
            cell = month * ACCOUNTS + row.account
            if not 0 <= cell < len(sums):
                return STRAY
            sums[cell] += row.amount
    return SOUND
