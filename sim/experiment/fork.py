"""Where lives part: the first event that a person has in one of two runs and not in the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.record import EVENT, Table

SAME = -1
"""Kind of the fork of two lives that are the same."""


@dataclass(frozen=True, slots=True)
class Forks:
    """The first fork of every person's two lives.

    Parameters
    ----------
    shared
        Number of events with which both lives begin, shape (persons,).
    kind
        Kind of the first event that one life has and the other has not, shape (persons,); ``SAME`` where there is none.
        Rows of a life stand in the order of time, then kind: where both go on otherwise at one time, the lower kind
        is it, since the other life may still have the higher one.
    day
        When that event happens, shape (persons,); infinite where there is none.
    """

    shared: NDArray[np.int64]
    kind: NDArray[np.int64]
    day: NDArray[np.float64]


def forks(one: Table, other: Table, persons: range) -> Forks:
    """Return where the lives of some persons part.

    Parameters
    ----------
    one, other
        Complete logs of two runs, or single lives: rows of ``EVENT``, those of a person in the order of the record.
    persons
        Whose lives; a person that a run does not know has an empty life in it.
    """
    (rows, first, count), (others, begins, length) = (_lives(events, persons) for events in (one, other))
    common = np.minimum(count, length)
    whose = np.repeat(np.arange(len(persons)), common)
    step = np.arange(len(whose)) - np.repeat(np.cumsum(common) - common, common)
    unlike = _unlike(rows.take(first[whose] + step), others.take(begins[whose] + step))
    parted, at = np.unique(whose[unlike], return_index=True)
    shared = common.copy()
    shared[parted] = step[unlike][at]
    ends = (_following(rows, first, count, shared), _following(others, begins, length, shared))
    (day, kind), (later, higher) = ends
    second = (later < day) | ((later == day) & (higher < kind))
    kind = np.where(second, higher, kind)
    return Forks(shared, kind, np.minimum(day, later))


def _lives(events: Table, persons: range) -> tuple[Table, NDArray[np.int64], NDArray[np.int64]]:
    """Return rows person by person, and of each person the place of the first one and their number."""
    number = events["person"].astype(np.int64) - persons.start
    kept = np.flatnonzero((number >= 0) & (number < len(persons)))
    order = kept[np.argsort(number[kept], kind="stable")]
    count = np.bincount(number[kept], minlength=len(persons))
    return events.take(order), np.cumsum(count) - count, count


def _unlike(one: Table, other: Table) -> NDArray[np.int64]:
    """Return the places at which two tables of one length hold different rows."""
    differ = np.zeros(len(one), np.bool_)
    for name in EVENT.names or ():
        differ |= one[name] != other[name]
    return np.flatnonzero(differ)


def _following(
    rows: Table, first: NDArray[np.int64], count: NDArray[np.int64], shared: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return day and kind of what follows the shared events of every life; never, and no kind, after the last one."""
    day, kind = np.full(len(first), np.inf), np.full(len(first), SAME, np.int64)
    goes_on = np.flatnonzero(shared < count)
    place = first[goes_on] + shared[goes_on]
    day[goes_on], kind[goes_on] = rows["time"][place], rows["kind"][place]
    return day, kind


__all__ = ["SAME", "Forks", "forks"]
