"""What the manager's rules did, and what they would have done had they seen the truth.

Only reviews after the history count. A rule that acts where the truth would not have it act has a false trigger; one
that does not where the truth would have it act has missed one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.events import Kind
from sim.model.rules.policies import ACTS, LEVERS, QUALITY
from sim.record import Record
from sim.response.counting import rows_of
from sim.response.declared import Unit, each, response
from sim.response.memory import once

SAME, MORE = 1, 2  # acts, as they stand in a row


class Reviews(NamedTuple):
    """Reviews after the history: how many moved a lever; and those after surveys."""

    fired: int
    surveys: int
    wrong: int  # that did other than the truth would have
    calm: int  # which the truth would have spend no more
    false: int  # of these, that spent more
    alarming: int  # which the truth would have spend more
    missed: int  # of these, that did not


@once
def reviews_of(record: Record) -> Reviews | None:
    """Return what rules did; None without the complete log."""
    if not record.complete:
        return None
    rows = rows_of(record, Kind.POLICY)
    rows = rows[rows["time"] >= record.history]
    act, right = rows["detail"] % ACTS, rows["detail"] // ACTS % ACTS
    surveys = rows["occasion"] % LEVERS == QUALITY
    more, due = surveys & (act == MORE), surveys & (right == MORE)
    found = (act != SAME, surveys, surveys & (act != right), surveys & ~due, more & ~due, due, due & ~more)
    return Reviews(*(int(np.count_nonzero(one)) for one in found))


@response("policies_fired", Unit.COUNT, "times that a rule of the manager's moved something", rows="M13", log=True)
def policies_fired(record: Record) -> int | None:
    """Return how many reviews moved a lever; None without the complete log."""
    found = reviews_of(record)
    return None if found is None else found.fired


@each(
    response(name, Unit.SHARE, what, rows="M13", higher_is_better=False, log=True, wrong=wrong, of=of)
    for name, what, wrong, of in (
        (
            "wrong_policies",
            "surveys after which a rule did other than it would have done had it seen how satisfied customers were",
            "wrong",
            "surveys",
        ),
        (
            "false_policies",
            "surveys after which a rule spent more though satisfaction was not too low, of those when it was not",
            "false",
            "calm",
        ),
        (
            "missed_policies",
            "surveys after which a rule spent no more though satisfaction was too low, of those when it was",
            "missed",
            "alarming",
        ),
    )
)
def mistaken(record: Record, wrong: str, of: str) -> float | None:
    """Return the share of reviews that were wrong in one way; None if there was no occasion for it."""
    found = reviews_of(record)
    total = 0 if found is None else getattr(found, of)
    return float(getattr(found, wrong) / total) if total else None


__all__ = ["Reviews", "mistaken", "policies_fired", "reviews_of"]
