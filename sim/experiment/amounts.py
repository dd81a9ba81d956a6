"""Numbers with their units as cells of tables, and cells in columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from sim.experiment.packed import Number
from sim.experiment.words import number, unit_word
from sim.scenario.show import padded, width_of

LONGEST = 60


def amount(value: float | None, unit: str, language: str = "en", *, sign: bool = True) -> str:
    """Return a number with its unit; a dash where there is none.

    Examples
    --------
    >>> amount(-3455.88, "CNY"), amount(0.0213, "share"), amount(None, "hours"), amount(2.5, "days", "zh")
    ('-3,456 CNY', '+2.13%', '-', '+2.50 天')
    """
    if value is None:
        return "-"
    if unit == "share":
        return f"{number(100 * value, 2, sign=sign)}%"
    places = 4 if unit in ("per year", "score", "ratio") else 2
    return f"{number(value, places, sign=sign)} {unit_word(unit, language)}".rstrip()


class Ends(Protocol):
    """Whatever has an interval."""

    @property
    def low(self) -> Number | None:
        """Lower end; None where it is open."""

    @property
    def high(self) -> Number | None:
        """Upper end; None where it is open."""


def interval(line: Ends, unit: str, language: str = "en", *, sign: bool = True) -> str:
    """Return an interval; a dash where it is open."""
    if line.low is None or line.high is None:
        return "-"
    return f"[{amount(line.low, unit, language, sign=sign)}, {amount(line.high, unit, language, sign=sign)}]"


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = (1, 3)) -> str:
    """Return rows in columns, numbers to the right: the difference and the pairs."""
    widths = [max(width_of(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = ((padded(cell, widths[k], right=k in right) for k, cell in enumerate(row)) for row in rows)
    return "\n".join("  ".join(line).rstrip() for line in lines)
