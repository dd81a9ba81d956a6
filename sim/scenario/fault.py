"""Faults of scenario files: where, what, and what is allowed; one line each, all of them at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_QUOTE = 40
ALL_LISTED = 24
SOME_LISTED = 8
GONE = {
    "mirror": "morale, with staff, is what moves who serves",
    "interviews": "surveys ask those who leave, by survey.exit",
    "interview": "surveys ask those who leave, by survey.exit",
    "calls": "contacts call the silent, by contact.call and contact.silent",
    "call": "contacts call the silent, by contact.call and contact.silent",
}
"""Mechanisms and sections of keys that there were, and what stands in their place."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file as the user sees it, line and column from 1; line 0 means the whole file."""

    file: str
    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        """Return ``file:line:col``, or the file alone."""
        return f"{shown(self.file, 400)}:{self.line}:{self.col}" if self.line else shown(self.file, 400)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault.

    Parameters
    ----------
    file, line, col
        Place, counted from 1 in lines and characters; line 0 means the whole file, or a value without a file.
    field
        Dotted key, empty for the file as such.
    text
        What is wrong; what is allowed.
    """

    file: str
    line: int
    col: int
    field: str
    text: str

    def __str__(self) -> str:
        """Return ``file:line:col: field: what; what is allowed`` on one line, without control characters."""
        field = f"{shown(self.field, 80)}: " if self.field else ""
        return f"{Place(self.file, self.line, self.col)}: {field}{self.text}"


def fault(place: Place, field: str, text: str) -> Fault:
    """Return a fault at a place."""
    return Fault(place.file, place.line, place.col, field, text)


class SimError(Exception):
    """What this package refuses or cannot do, on purpose; each kind has the exit code that a command ends with."""

    exit_code = 1


class ArgumentError(SimError, ValueError):
    """A call whose arguments cannot be used; nothing has been computed.

    Parameters
    ----------
    lines
        One for each argument: which one, what would be right, what was given.
    """

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)

    def __str__(self) -> str:
        """Return one line per fault."""
        return "\n".join(self.args)


class ScenarioError(SimError):
    """Scenario files, or values given for them, have faults.

    Parameters
    ----------
    faults
        At least one; shown in the order of files and lines, without repetition.
    """

    exit_code = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = list(dict.fromkeys(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return one line per fault."""
        return "\n".join(str(one) for one in self.faults)


def shown(text: str, longest: int = LONGEST_QUOTE) -> str:
    r"""Return text fit for one line of a terminal: escaped where not printable, and cut.

    Examples
    --------
    >>> print(shown("a\x1b[31m"))
    a\x1b[31m
    """
    cut = text if len(text) <= longest else text[: longest - 3] + "..."
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in cut)


def edits(a: str, b: str) -> int:
    """Return the number of edits between two words: insert, delete, replace, swap neighbours.

    Examples
    --------
    >>> edits("responce", "response"), edits("tua", "tau")
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        now = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, row = row, now
    return row[-1]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or an empty string.

    Among equally few edits the one that shares most letters at both ends wins, then the first.
    """
    best, least = "", (max(1, len(word) // 3) + 1, 0)
    if len(word) > 4 * LONGEST_QUOTE:
        return best
    for candidate in known:
        if abs(len(candidate) - len(word)) > least[0]:
            continue
        score = (edits(word.lower(), candidate.lower()), -_ends(word, candidate))
        if score < least:
            best, least = candidate, score
    return best


def _ends(a: str, b: str) -> int:
    """Return how many letters two words share at the start and at the end."""
    shared = 0
    for pairs in (zip(a, b, strict=False), zip(reversed(a), reversed(b), strict=False)):
        for x, y in pairs:
            if x != y:
                break
            shared += 1
    return shared


def cure(key: str) -> str:
    """Return ``; ...`` that says what stands in the place of a key that is gone, or nothing.

    Examples
    --------
    >>> cure("mechanisms.calls") == cure("call.every"), cure("basket.mean")
    (True, '')
    """
    place = GONE.get(key.removeprefix("mechanisms.").partition(".")[0])
    return f"; it is gone: {place}" if place else ""


def meant(word: str, known: Sequence[str]) -> str:
    """Return ``; did you mean 'x'?``, or the known words when none is near: all of a few, of many the most similar.

    Examples
    --------
    >>> meant("profits", ["profit", "churn_rate"]), meant("churn", ["profit", "churn_rate"])
    ("; did you mean 'profit'?", "; did you mean 'churn_rate'?")
    """
    near = nearest(word, known) or _only_one_with(word, known)
    if near:
        return f"; did you mean '{near}'?"
    if len(known) <= ALL_LISTED:
        return f"; known: {', '.join(known)}" if known else ""
    alike = sorted(known, key=lambda one: -_likeness(word, one))[:SOME_LISTED]
    return f"; of {len(known)} known, the most similar: {', '.join(alike)}"


def _only_one_with(word: str, known: Sequence[str]) -> str:
    """Return the only known word of which this is a whole part, such as 'churn' of 'churn_rate'; else nothing."""
    found = [one for one in known if word.lower() in re.split("[._]", one) or one.endswith(f".{word}")]
    return found[0] if len(found) == 1 else ""


def _likeness(word: str, other: str) -> float:
    """Return how alike two words are, from 0 to 2: shared letters, and whether one has the other in it."""
    short = word[: 2 * LONGEST_QUOTE].lower()
    return SequenceMatcher(None, short, other.lower()).ratio() + (short in other.lower())
