"""Repeat buying as it is published for purchase logs: how many people come back how often, and when.

A repeat purchase is any purchase of a person after the first one in the log. Times are those of the log: days from
the start of the history.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Kind
from sim.record import Record, Table


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


__all__ = ["cumulative_repeats", "repeat_histogram"]
