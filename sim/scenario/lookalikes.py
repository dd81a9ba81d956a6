"""Which characters keep a text from being YAML though they look like those that would not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sim.scenario.characters import LOOKALIKE, PLAIN

MOST_TRIES = 20
MOST_READ = 512 * 1024
LINES_ABOVE = 3


class Stop(NamedTuple):
    """Where a parser stops, counted from 0: the line where what it cannot read begins, then line and column."""

    begins: int = 0
    line: int = 0
    column: int = 0


def culprits(text: str, stop: Callable[[str], Stop | None]) -> list[int]:
    """Return the indices of characters in whose place the plain one lets the parser get further, in order.

    Only lines near the place where it stops are looked at, and no more than 512 KiB are read again.

    Parameters
    ----------
    stop
        Returns where the parser stops in a text, None if it does not.
    """
    lines = {found.start(): text.count("\n", 0, found.start()) for found in LOOKALIKE.finditer(text)}
    tries = min(MOST_TRIES, MOST_READ // (len(text) + 1))
    found: list[int] = []
    ends = stop(text)
    while ends is not None:
        begins = ends.begins
        near = [at for at, line in lines.items() if begins - LINES_ABOVE <= line <= ends.line and at not in found]
        near.sort(key=lambda at, begins=begins: (lines[at] < begins, at))  # type: ignore[misc]
        for at in near[:tries]:
            tries -= 1
            now = stop(_plainer(text, [*found, at]))
            if now is None or now[1:] > (ends.line, ends.column + 1):
                found.append(at)
                ends = now
                break
        else:
            break
    return sorted(found)


def _plainer(text: str, places: list[int]) -> str:
    """Return a text with plain characters in some places; a colon, a comma and a hyphen get the space they need."""
    found = list(text)
    for at in places:
        found[at] = PLAIN[text[at]] + " " * (PLAIN[text[at]] in ":,-")
    return "".join(found)
