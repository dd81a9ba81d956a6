"""How good is silence as a warning? The firm calls who has been silent: some have left, some had not thought of it.

A *silence* begins with a purchase and ends with the next one. It counts as

- a **hit** if the firm called in it and she left in it, before the call or after it: she had left, or was about to;
- a **false alarm** if the firm called and she did not leave before she bought again, or before the end of the run.
  Whom the call itself made leave counts here too: she would have stayed;
- a **miss** if she left in it and the firm did not call by the end of the run: she has bought too seldom to be judged,
  or has not been gone for long enough. Whom the firm dropped, or who told it in an interview, is no miss: it knows.

Calls and departures after the history count. How long she had been gone at the call is not in these numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.events import Kind, Loss
from sim.model.rules.outreach import PER_CONTACT, ROUSED
from sim.record import Record, Table, appointed_loss
from sim.response.counting import rows_of, share
from sim.response.declared import Unit, response
from sim.response.memory import once


class Warnings(NamedTuple):
    """What became of the firm's calls, and of those who left without one."""

    hits: int
    misses: int
    false_alarms: int


@once
def warnings_of(record: Record) -> Warnings | None:
    """Return hits, misses and false alarms; None without the complete log."""
    if not record.complete:
        return None
    rows = rows_of(record, Kind.PURCHASE, Kind.DEPARTURE, Kind.CALL, Kind.INTERVIEW)
    rows = rows.take(np.lexsort((rows["kind"], rows["time"], rows["person"])))
    begins = (rows["kind"] == Kind.PURCHASE) | np.diff(rows["person"], prepend=-1).astype(np.bool_)
    silence = np.cumsum(begins) - 1
    late = rows["time"] >= record.history

    def those(found: Table) -> Table:
        marked = np.zeros(np.count_nonzero(begins), np.bool_)
        marked[silence[found]] = True
        return marked

    called, left = rows["kind"] == Kind.CALL, rows["kind"] == Kind.DEPARTURE
    known = (left & (appointed_loss(rows["detail"]) == Loss.DROPPED)) | (rows["kind"] == Kind.INTERVIEW)
    alarm = those(called & late)
    hit = alarm & those(left) & ~those(called & (rows["detail"] % PER_CONTACT == ROUSED))
    missed = those(left & late) & ~those(called) & ~those(known)
    return Warnings(*(int(np.count_nonzero(one)) for one in (hit, missed, alarm & ~hit)))


@response(
    "calls_hits",
    Unit.COUNT,
    "calls to the silent that reached somebody who had left or left before buying again, not for the call",
    rows="C19 C20",
    log=True,
    field="hits",
)
@response(
    "calls_misses",
    Unit.COUNT,
    "customers who left whom the firm did not call in that silence, and of whom it did not know",
    rows="C19 C20",
    higher_is_better=False,
    log=True,
    field="misses",
)
@response(
    "calls_false_alarms",
    Unit.COUNT,
    "calls to the silent after which she bought again, still is a customer, or left for the call",
    rows="C19 C20",
    higher_is_better=False,
    log=True,
    field="false_alarms",
)
def warned(record: Record, field: str) -> int | None:
    """Return one of the three counts."""
    found = warnings_of(record)
    return None if found is None else int(getattr(found, field))


@response(
    "calls_hit_rate",
    Unit.SHARE,
    "hits as a share of hits and misses: how many of the lost the warning found",
    rows="C19",
    log=True,
)
def hit_rate(record: Record) -> float | None:
    """Return hits as a share of hits and misses."""
    found = warnings_of(record)
    return None if found is None else share(found.hits, found.hits + found.misses)


@response(
    "calls_false_alarm_share",
    Unit.SHARE,
    "false alarms as a share of calls",
    rows="C19",
    higher_is_better=False,
    log=True,
)
def false_alarm_share(record: Record) -> float | None:
    """Return false alarms as a share of calls."""
    found = warnings_of(record)
    return None if found is None else share(found.false_alarms, found.hits + found.false_alarms)


__all__ = ["Warnings", "false_alarm_share", "hit_rate", "warned", "warnings_of"]
