"""What a response is: a number read from a record, with unit, definition, direction and the question it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from inspect import signature
from itertools import count
from typing import Any, Protocol, TypeVar

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
    KM = "km"
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


Read = TypeVar("Read", bound=Callable[..., Number | None])


class Declaration(Protocol):
    """What stands over a function that reads a response, and leaves it as it is."""

    def __call__(self, function: Read, /) -> Read:
        """Declare the function as the reader."""


DECLARED: dict[str, dict[int, Response]] = {}
"""By module, and in it by place in the text."""

_places = count()


def response(
    name: str,
    unit: Unit,
    definition: str,
    *,
    rows: str = "",
    higher_is_better: bool = True,
    reach: Reach = Reach.UNKNOWN,
    log: bool = False,
    **given: Any,  # noqa: ANN401  whatever the function takes; tried when it is declared
) -> Declaration:
    """Declare a response over the function that reads it.

    A function may read several: ``given`` are the arguments that tell them apart. It gets the rate of discount if it
    has a parameter ``rate``.

    Parameters
    ----------
    log
        Whether it is read from the complete log only. Else a run without a history gives it from its totals.
    """
    place = next(_places)  # taken now: of several decorators the uppermost is made first, but applied last

    def declared(function: Read, /) -> Read:
        takes = signature(function)
        takes_rate = "rate" in takes.parameters
        takes.bind(None, **given, **({"rate": 0.0} if takes_rate else {}))

        def read(record: Record, rate: float) -> Number | None:
            return function(record, rate, **given) if takes_rate else function(record, **given)

        one = Response(name, unit, definition, read, higher_is_better, log, rows, reach)
        DECLARED.setdefault(function.__module__, {})[place] = one
        return function

    return declared


def each(declarations: Iterable[Declaration]) -> Declaration:
    """Declare a family of responses over the function that reads them all."""
    family = list(declarations)

    def declared(function: Read, /) -> Read:
        for declaration in family:
            declaration(function)
        return function

    return declared


def declared_in(module: str) -> list[Response]:
    """Return the responses that a module declares, in the order of its text."""
    return [one for _, one in sorted(DECLARED.get(module, {}).items())]


__all__ = [
    "DECLARED", "Declaration", "Number", "Reach", "Reader", "Response", "Unit", "declared_in", "each", "response",
]  # fmt: skip
