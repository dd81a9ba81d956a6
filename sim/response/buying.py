"""Repeat buying as it is published for purchase logs: how many people come back how often, and when.

In the histograms a repeat purchase is any purchase of a person after the first one in the log, and times are those of
the log: days from the start of the history. Responses count what happened after it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Kind
from sim.model.quantities import YEAR
from sim.record import Record, Table
from sim.response.counting import events_of, share
from sim.response.declared import Unit, response
from sim.response.split import is_first


@response(
    "second_order_share",
    Unit.SHARE,
    "share of new customers who bought again within a year of their first purchase, of those seen for that year",
    log=True,
)
def second_order_share(record: Record) -> float | None:
    """Return the share of first purchases ever, a year or more before the end, that a second one followed in a year.

    Needs the complete log. Customers at the start of the run have bought before and do not count.
    """
    if not record.complete:
        return None
    rows = events_of(record, Kind.PURCHASE)
    rows = rows.take(np.lexsort((rows["time"], rows["person"])))
    first = is_first(record, rows) & (rows["time"] <= record.end - YEAR)
    again = np.zeros(len(rows), np.bool_)
    again[:-1] = (rows["person"][1:] == rows["person"][:-1]) & (np.diff(rows["time"]) <= YEAR)
    return share(int(np.count_nonzero(first & again)), int(np.count_nonzero(first)))


def repeat_histogram(record: Record, end: float, top: int = 7) -> NDArray[np.int64]:
    """Count the people who bought before ``end`` by their repeat purchases until then.

    Parameters
    ----------
    record
        With its whole event log.
    end
        Days; purchases at times in [0, end) count.
    top
        Everybody with ``top`` repeat purchases or more is counted together; at least 1.

    Returns
    -------
    ndarray
        Shape (top + 1,): people with 0, 1, ..., ``top`` - 1 repeats, and with ``top`` or more. Who never bought is
        not counted.

    Raises
    ------
    ValueError
        If the record does not hold every event.
    """
    bought = _purchases(record)
    _, times = np.unique(bought["person"][bought["time"] < end], return_counts=True)
    return np.bincount(np.minimum(times - 1, top), minlength=top + 1)


def cumulative_repeats(record: Record, ends: Sequence[float] | NDArray[np.float64]) -> NDArray[np.int64]:
    """Count all repeat purchases before each of some times.

    Parameters
    ----------
    record
        With its whole event log.
    ends
        Days, shape (k,), in any order; a purchase at exactly that time does not count.

    Returns
    -------
    ndarray
        Shape (k,). Never falls when the time grows.

    Raises
    ------
    ValueError
        If the record does not hold every event.
    """
    bought = _purchases(record)
    _, first = np.unique(bought["person"], return_index=True)
    return np.searchsorted(np.sort(np.delete(bought["time"], first)), ends, side="left")


def _purchases(record: Record) -> Table:
    """Return the rows of all purchases; each person's stand in order of time."""
    if not record.complete:
        raise ValueError("the record holds a part of the event log only; run with log='all' to count repeat purchases")
    found: Table = record.events[record.events["kind"] == Kind.PURCHASE]
    return found


__all__ = ["cumulative_repeats", "repeat_histogram", "second_order_share"]
