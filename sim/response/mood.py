"""Profit that goes with rising and with falling satisfaction: alike in the accounts, not in what it leaves (A31)."""

from __future__ import annotations

from sim.record import Record
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


__all__ = ["START", "profit_by_mood", "profit_of_mood"]
