"""Satisfaction: the line that it takes over a failure (G09), and profit that goes with its rise and fall (A31)."""

from __future__ import annotations

import numpy as np

from sim.model.events import Kind
from sim.record import Record
from sim.response.counting import events_of
from sim.response.declared import Unit, each, response
from sim.response.value import values

START = 0.5
"""The satisfaction of everybody at first, unless a scenario says otherwise."""


def profit_by_mood(record: Record, start: float = START) -> dict[str, int] | None:
    """Return what was booked to persons by how satisfied they were at the end, in minor units.

    ``healthy``: to those who were more satisfied than ``start``; ``extracted``: to those who were less; ``level``: to
    the others. The parts add up to all that was booked to persons. None where that is unknown.
    """
    worth = values(record)
    if worth is None:
        return None
    felt = record.people["satisfaction"]
    sums = {"healthy": felt > start, "extracted": felt < start, "level": felt == start}
    return {name: int(worth[who].sum()) for name, who in sums.items()}


@each(
    response(
        f"profit_{part}",
        Unit.MONEY,
        f"booked to customers who end {words} satisfied than one half, where satisfaction starts",
        rows="A31",
        higher_is_better=part == "healthy",
        part=part,
    )
    for part, words in (("healthy", "more"), ("extracted", "less"))
)
def profit_of_mood(record: Record, part: str) -> int | None:
    """Return one part of :func:`profit_by_mood`."""
    parts = profit_by_mood(record)
    return None if parts is None else parts[part]


MILLIONTHS = 1e6


@each(
    response(
        name,
        Unit.SCORE,
        f"mean satisfaction {words}; needs the mechanism steps",
        rows="G09",
        log=True,
        after=after,
    )
    for name, words, after in (
        ("mood_before_failure", "before failures", Kind.PURCHASE),
        ("mood_after_failure", "after failures", Kind.FAILURE),
        ("mood_after_answer", "after complaints that were answered to the end", Kind.CLOSED),
    )
)
def mood(record: Record, after: Kind) -> float | None:
    """Return the mean satisfaction at a point of the line of emotion, the event of the kind ``after`` being its last.

    None without such rows, and without the complete log.
    """
    if not record.complete:
        return None
    rows = events_of(record, Kind.MOOD)
    felt = rows["detail"][rows["parent_kind"] == after]
    return float(np.mean(felt)) / MILLIONTHS if len(felt) else None


__all__ = ["START", "mood", "profit_by_mood", "profit_of_mood"]
