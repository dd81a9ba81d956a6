"""Kinds of arguments of public calls: each says what would be right, and takes a value or refuses it."""

from __future__ import annotations

import math
import os
import reprlib
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from numbers import Integral, Real
from typing import Any

from sim.model.limits import LONGEST_RUN
from sim.model.quantities import Unit
from sim.scenario.fault import meant, shown
from sim.scenario.units import Wrong, amount

LONGEST_NAME = 64
MOST_LISTED = 1000
TOO_SHORT_TO_GUESS = 2  # letters: who writes cn for a language does not mean en
SHORT = (str, bytes, bool, int, float, complex, type(None), list, tuple, dict, set, frozenset)


class Unfit(Exception):  # noqa: N818 never leaves the door
    """A value that is not of its kind.

    Parameters
    ----------
    text
        What would be right, and what was given.
    at
        Which part of the value, such as ``[2]``; empty for the whole.
    """

    def __init__(self, text: str, at: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.at = at


class Kind:
    """Anything; other kinds take less."""

    wants: str = "anything"

    def wanted(self) -> str:
        """Say what would be right."""
        return self.wants

    def read(self, value: Any) -> Any:  # noqa: ANN401  whatever a caller gives
        """Return the value as the program uses it.

        Raises
        ------
        Unfit
            If it is not of this kind.
        """
        return value

    def refused(self, value: object, cure: str = "") -> Unfit:
        """Return what to raise for a value of another kind."""
        return Unfit(f"must be {self.wanted()} (got {told(value)}){f'; {cure}' if cure else ''}")


def plain(value: Any) -> Any:  # noqa: ANN401  whatever a caller gives
    """Return a number of numpy as Python's own, and everything else as it is."""
    if getattr(value, "ndim", None) == 0 and hasattr(value, "item"):
        return value.item()
    return value


def whole(value: object) -> int | None:
    """Return a whole number, or None for anything else; a truth is none, and neither is 2.0."""
    given = plain(value)
    return None if isinstance(given, bool) or not isinstance(given, Integral) else int(given)


def real(value: object) -> float | None:
    """Return a number, or None for anything else; a truth is none."""
    given = plain(value)
    try:
        return None if isinstance(given, bool) or not isinstance(given, Real) else float(given)
    except OverflowError:
        return math.inf


def misread(wrong: Wrong, value: object) -> Unfit:
    """Return what to raise for a text that does not follow the grammar of its unit."""
    text = str(wrong)
    return Unfit(text if told(value) in text else f"{text} (got {told(value)})")


def told(value: object) -> str:
    """Return a value for a message, on one line and cut; an object that is no plain data by its type.

    Examples
    --------
    >>> told(1.5), told("30"), told(object())
    ('1.5', "'30'", 'an object')
    """
    one = plain(value)
    name = type(one).__name__
    if isinstance(one, SHORT):
        with suppress(Exception):  # a text of it may be impossible, as that of a very large number
            return shown(reprlib.repr(one), 80)
        return f"a very large {name}"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {shown(name)}"


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number within bounds; a truth is none, and neither is 2.0."""

    low: int
    high: int

    def wanted(self) -> str:
        """Say what would be right."""
        return f"a whole number from {self.low:,} to {'2^63 - 1' if self.high == 2**63 - 1 else format(self.high, ',')}"

    def read(self, value: Any) -> int:  # noqa: ANN401
        """Return it as an int."""
        given = whole(value)
        if given is not None and self.low <= given <= self.high:
            return given
        near = real(value)
        with suppress(ValueError):
            near = int(value) if isinstance(value, str) else near
        fits = near is not None and self.low <= near <= self.high and near == int(near)
        raise self.refused(value, f"write {near:.0f}" if fits else "")


@dataclass(frozen=True)
class Between(Kind):
    """A number between two others, which do not belong to it."""

    low: float
    high: float
    such_as: float

    def wanted(self) -> str:
        """Say what would be right."""
        below = "" if math.isinf(self.high) else f" and below {self.high:g}"
        return f"a number above {self.low:g}{below}, such as {self.such_as:g}"

    def read(self, value: Any) -> float:  # noqa: ANN401
        """Return it as a float."""
        given = real(value)
        if given is not None and self.low < given < self.high:
            return given
        near = self.low
        with suppress(Wrong):
            near = float(amount(value, Unit.SHARE).number) if isinstance(value, str) else self.low
        raise self.refused(value, f"write {near:g}" if self.low < near < self.high else "")


class Span(Kind):
    """A time from 0 days: a text with its unit, or a number of days; as days."""

    wants = f"a time such as '3 years', or a number of days, from 0 to {LONGEST_RUN:,} days (1,000 years)"

    def read(self, value: Any) -> float:  # noqa: ANN401
        """Return days."""
        given = plain(value)
        try:
            days = float(amount(given.strip(), Unit.TIME).number) if isinstance(given, str) else real(given)
        except Wrong as wrong:
            raise misread(wrong, value) from None
        if days is None or not 0 <= days <= LONGEST_RUN:
            raise self.refused(value)
        return days


class Truth(Kind):
    """True or False, nothing that counts as one."""

    wants = "True or False"

    def read(self, value: Any) -> bool:  # noqa: ANN401
        """Return it as a bool."""
        given = plain(value)
        if not isinstance(given, bool):
            raise self.refused(value)
        return given


@dataclass(frozen=True)
class Text(Kind):
    """A text of one line that says something; a word, a name, a key."""

    wants: str = f"a text of 1 to {LONGEST_NAME} printable characters"
    longest: int = LONGEST_NAME

    def read(self, value: Any) -> str:  # noqa: ANN401
        """Return it as a str."""
        given = plain(value)
        if not isinstance(given, str) or not 0 < len(given) <= self.longest or given != given.strip():
            raise self.refused(value)
        if not given.isprintable():
            raise self.refused(value, "control characters are not allowed")
        return str(given)


@dataclass(frozen=True)
class OneOf(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def wanted(self) -> str:
        """Say what would be right."""
        return f"one of {', '.join(self.words)}"

    def read(self, value: Any) -> str:  # noqa: ANN401
        """Return the word."""
        given = plain(value)
        if not isinstance(given, str) or given not in self.words:
            hint = meant(given, self.words) if isinstance(given, str) and len(given) > TOO_SHORT_TO_GUESS else ""
            raise self.refused(value, hint.removeprefix("; ") if "did you mean" in hint else "")
        return str(given)


@dataclass(frozen=True)
class Path(Kind):
    """The name or the path of a file or folder, as a text or as what has one."""

    wants: str = "a path"

    def read(self, value: Any) -> str:  # noqa: ANN401
        """Return the path as a text."""
        given = os.fspath(value) if isinstance(value, os.PathLike) else plain(value)
        if not isinstance(given, str) or not given.strip() or "\0" in given:
            raise self.refused(value)
        return str(given)


@dataclass(frozen=True)
class Of(Kind):
    """An object of a class."""

    of: Any
    wants: str
    cures: tuple[tuple[type, str], ...] = ()

    def read(self, value: Any) -> Any:  # noqa: ANN401
        """Return it as it is."""
        if isinstance(value, self.of):
            return value
        raise self.refused(value, next((cure for kind, cure in self.cures if isinstance(value, kind)), ""))


@dataclass(frozen=True)
class Named(Of):
    """An object, or the name or the path of its file."""

    def read(self, value: Any) -> Any:  # noqa: ANN401
        """Return the object, or the name as a text."""
        if isinstance(value, str | os.PathLike):
            return Path(self.wants).read(value)
        return super().read(value)


@dataclass(frozen=True)
class Many(Kind):
    """Several of a kind, in order; a single one stands for a list of one. As a tuple."""

    one: Kind
    least: int = 0

    def wanted(self) -> str:
        """Say what would be right."""
        return f"{self.one.wanted()}, or a list of such"

    def read(self, value: Any) -> tuple[Any, ...]:  # noqa: ANN401
        """Return the elements."""
        if isinstance(value, str | os.PathLike) or not isinstance(value, Iterable):
            return (self._element(value, "", value),)
        if isinstance(value, Mapping | AbstractSet | bytes | bytearray):
            raise self.refused(value, "give a list, which has an order")
        elements = tuple(islice(value, MOST_LISTED + 1))
        if not self.least <= len(elements) <= MOST_LISTED:
            raise self.refused(value, f"from {self.least} to {MOST_LISTED:,} of them")
        return tuple(self._element(each, f"[{place}]", value) for place, each in enumerate(elements))

    def _element(self, each: object, at: str, value: object) -> Any:  # noqa: ANN401
        try:
            return self.one.read(each)
        except Unfit as unfit:
            if not at and not isinstance(value, str | os.PathLike):
                raise self.refused(value) from None
            raise Unfit(unfit.text, at + unfit.at) from None
