"""What a response is: a number read from a record, with unit, definition, direction and the question it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sim.record import Record

Number = int | float
Reader = Callable[[Record, float], Number | None]


class Unit(StrEnum):
    """What a response is counted in."""

    MONEY = "money"  # whole minor units of the scenario's currency
    COUNT = "count"
    SHARE = "share"  # in [0, 1]
    RATE = "per year"
    HOURS = "hours"
    DAYS = "days"
    SCORE = "score"  # in [0, 1]
    RATIO = "ratio"  # of amounts that may be negative, so of any size


class Reach(StrEnum):
    """The most that one customer can move a response by."""

    UNKNOWN = ""
    VALUE = "value"  # what the customer brings
    HEAD = "head"  # 1: it counts people


@dataclass(frozen=True, slots=True)
class Response:
    """A number read from a record.

    Parameters
    ----------
    name
        In experiments and tables.
    unit, definition
        What it counts, in one sentence.
    read
        Takes a record and the yearly rate of discount; None where the record gives the response no meaning.
    higher_is_better
        What the firm wishes; only ``compare`` uses it.
    needs_log
        Whether it is read from the event log, so that a run must keep one.
    rows
        Rows of the mission's table that ask for it, such as ``"A07"``; empty if none does.
    reach
        The most that one customer can move it by; what a comparison of few telling pairs allows for.
    """

    name: str
    unit: Unit
    definition: str
    read: Reader
    higher_is_better: bool = True
    needs_log: bool = False
    rows: str = ""
    reach: Reach = Reach.UNKNOWN


def plain(read: Callable[[Record], Number | None]) -> Reader:
    """Return a reader that takes a rate of discount and does not look at it."""
    return lambda record, _rate: read(record)


def total(
    name: str,
    unit: Unit,
    definition: str,
    read: Reader,
    rows: str,
    *,
    higher_is_better: bool = True,
    reach: Reach = Reach.UNKNOWN,
) -> Response:
    """Return a response that a run without a history gives from its totals, so that it needs no log."""
    return Response(name, unit, definition, read, higher_is_better, needs_log=False, rows=rows, reach=reach)


def logged(
    name: str, unit: Unit, definition: str, read: Reader, rows: str, *, higher_is_better: bool = True
) -> Response:
    """Return a response that is read from the complete log only."""
    return Response(name, unit, definition, read, higher_is_better, needs_log=True, rows=rows)


__all__ = ["Number", "Reach", "Reader", "Response", "Unit", "logged", "plain", "total"]
