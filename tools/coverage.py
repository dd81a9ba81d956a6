"""Count which rows of the texts are covered, as docs/coverage.csv says and tests/coverage holds against the code.

Run ``python -m tools.coverage [--part customer]``, or ``make coverage``.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "docs" / "coverage.csv"
COVERED, OPEN = "covered", "open"
SECTIONS = {
    "A": "value of loyalty",
    "B": "what loyalty is",
    "C": "churn",
    "D": "causes",
    "E": "prevention",
    "F": "complaints",
    "G": "recovery",
    "H": "staff",
    "I": "pyramid",
    "J": "ladder and barriers",
    "K": "win-back",
    "L": "word of mouth",
    "M": "surveys",
    "N": "service levels",
    "O": "goals",
}
FLIPPED = frozenset("MPS")
"""Kinds that are covered by a value that moves a response: mechanisms, parameters, strategies."""


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a text with ``; `` between."""
    return tuple(part for part in text.split("; ") if part)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the texts and what covers it.

    Parameters
    ----------
    id, part, section, kind
        As in the list of rows: the part of the work that owns it, the letter of its section, its kinds with commas
        between: M mechanism, P parameter, S strategy, K response, V claim, X experiment, T teaching case, O other.
    status
        ``covered`` if all kinds are, else ``open``.
    number
        The number that the texts state, as in the list of rows; empty if there is none.
    covers
        What it is about, in our words.
    where
        Places with ``; `` between: a test with a number worked out by hand (K), a claim card (V), a notebook or an
        experiment (X, T), a strategy that compares (S), a line of the glossary (O).
    reads
        For K: the responses, and functions of ``sim.response``, that the tests in ``where`` call, with ``; `` between.
    shows
        Where the number stands, with ``; `` between: a test, a scenario file, or what a claim card says below its
        claim; or ``not shown: `` and why. Empty where the number is the row's place in a list of the texts.
    flip
        ``key: from -> to``, values as in scenario files, or ``strategy: none -> name``. No other row has this key with
        this response and sign. A market's number for a mechanism moves no level (docs/decisions/0020-levels.md), so its
        response says who or when; a firm's number acts as a strategy does.
    response, sign
        What the flip moves and in which direction: + or -; or 0 where only the record is expected to change, and a
        test in ``where`` shows the direction.
    needs
        Values that the world of the flip has before it, over the corner shop's, with ``; `` between; a firm's number
        here makes a firm that is not as is, to which mechanisms then answer.
    note
        What a reader should know; for an open row, what is missing.
    """

    id: str
    part: str
    section: str
    kind: str
    number: str
    status: str
    covers: str
    where: str
    reads: str
    shows: str
    flip: str
    response: str
    sign: str
    needs: str
    note: str

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds, a letter each."""
        return frozenset(self.kind.split(","))

    @property
    def places(self) -> tuple[str, ...]:
        """The places of ``where``."""
        return listed(self.where)

    @property
    def strategies(self) -> tuple[str, ...]:
        """The strategies among the places."""
        return tuple(Path(place).stem for place in self.places if place.startswith("scenarios/strategies/"))

    @property
    def covered(self) -> bool:
        """Whether the list says so."""
        return self.status == COVERED


def rows(file: Path = FILE) -> list[Row]:
    """Return the rows of the list in its order."""
    with file.open(encoding="utf-8", newline="") as text:
        return [Row(**one) for one in csv.DictReader(text)]


def table(found: Iterable[Row]) -> str:
    """Return counts of covered and all rows by section and part."""
    found = list(found)
    every, done = (Counter((r.section, r.part) for r in some) for some in (found, [r for r in found if r.covered]))
    parts = sorted({part for _, part in every})
    lines = ["".join([f"{'section':24}", *(f"{part:>14}" for part in parts), f"{'all':>10}"])]

    def line(name: str, sections: Iterable[str]) -> str:
        cells = []
        for some in (*([part] for part in parts), parts):
            keys = [(section, part) for section in sections for part in some]
            total = sum(every[key] for key in keys)
            cells.append(f"{sum(done[key] for key in keys)}/{total}" if total else "")
        return "".join([f"{name:24}", *(f"{cell:>14}" for cell in cells[:-1]), f"{cells[-1]:>10}"])

    lines += [line(f"{section} {name}", [section]) for section, name in SECTIONS.items()]
    return "\n".join([*lines, line("all", list(SECTIONS))])


def main() -> None:
    """Print the counts, and the open rows of a part."""
    parser = argparse.ArgumentParser(description="Which rows of the texts are covered.")
    parser.add_argument("--part", help="list the open rows of this part")
    part = parser.parse_args().part
    found = rows()
    print(table(found))
    if part:
        parts = sorted({row.part for row in found})
        if part not in parts:
            parser.error(f"--part: one of {', '.join(parts)} (got '{part}')")
        for row in found:
            if row.part == part and not row.covered:
                print(f"\n{row.id} [{row.kind}] {row.covers}" + (f"\n    {row.note}" if row.note else ""), end="")
        print()


if __name__ == "__main__":
    main()
