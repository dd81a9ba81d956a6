"""What became of a person in two runs with the same draws: kept, lost, won, or none of it because of the strategy."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sim.model.events import Status
from sim.record import Record
from sim.response.relations import relations_of


class Fate(StrEnum):
    """The class of a person in one pair of runs; everybody is in exactly one.

    A person is *in* a run who was a customer of the firm at some time after its history, and is *there* who is one when
    it ends. Only these two count: who left and came back is there; who is absent still, moved away, or was lost in the
    history and never came back is not in it.
    """

    STAYS = "stays_anyway"  # there in both
    LOST = "lost_anyway"  # in both, there in neither
    SAVED = "saved"  # in both, there in the alternative only
    LOST_BY_IT = "lost_because_of_it"  # in both, there in the baseline only
    JOINED_BY_IT = "joined_because_of_it"  # in the alternative only, there or not
    NOT_JOINED = "not_joined_because_of_it"  # in the baseline only, there or not
    NEVER = "never"  # in neither


FATES = tuple(Fate)
_NOT_IN, _GONE, _THERE = range(3)
_CLASSES = np.array(
    [
        [FATES.index(fate) for fate in row]
        for row in (
            (Fate.NEVER, Fate.JOINED_BY_IT, Fate.JOINED_BY_IT),
            (Fate.NOT_JOINED, Fate.LOST, Fate.SAVED),
            (Fate.NOT_JOINED, Fate.LOST_BY_IT, Fate.STAYS),
        )
    ]
)
"""Number of the fate by what became of the person in the baseline, then in the alternative."""


def fates(baseline: Record, alternative: Record, persons: int) -> NDArray[np.int64]:
    """Return for every person the number of the fate in ``FATES``, shape (persons,); needs both complete logs."""
    found: NDArray[np.int64] = _CLASSES[_became(baseline, persons), _became(alternative, persons)]
    return found


def _became(record: Record, persons: int) -> NDArray[np.int64]:
    relations = relations_of(record)
    if relations is None:
        raise ValueError("fates need the complete log")
    found = np.full(persons, _NOT_IN, np.int64)
    found[relations.person[relations.end >= record.history]] = _GONE
    found[np.flatnonzero(record.people["status"] == Status.CUSTOMER)] = _THERE
    return found


__all__ = ["FATES", "Fate", "fates"]
