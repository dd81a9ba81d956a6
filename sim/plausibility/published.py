"""Published figures by trade, and the word for a figure of a market that is held against them.

The table (published.csv) was fixed before any market was set. Every row was seen in its source (V) or quoted by others
(V2). Where a source prints no range, or one end of it only, the other end is ours: nothing counts as inside by it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("published.csv")
EVERY_TRADE = "all"
SLACK = 2.0
"""Factor by which a figure may lie outside what is quoted by others, or ours, and still be near."""


class Word(StrEnum):
    """How a figure of a market lies to the published ones, or why it does not."""

    INSIDE = "inside"
    NEAR = "near"
    OUTSIDE = "outside"
    DISAGREE = "sources disagree"
    NONE = "none"  # nothing is published for the trade
    ABSENT = "not in this market"
    UNSEEN = "not seen"  # nothing of the kind happened, or the run is too short


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure.

    Parameters
    ----------
    figures
        Of the card, which are held against it.
    trades
        For which it stands; ``all`` for every trade.
    low, central, high
        Its range, in ``unit``; the printed figure is within.
    ours
        Which ends of the range are ours and not printed: empty, ``low``, ``high`` or ``both``.
    status
        ``V``: seen in the source's own text or computed from open data; ``V2``: seen, quoted by others.
    """

    id: str
    figures: tuple[str, ...]
    trades: tuple[str, ...]
    response: str
    trade: str
    low: float
    central: float | None
    high: float
    unit: str
    ours: str
    status: str
    source: str
    caveat: str


@cache
def published() -> tuple[Published, ...]:
    """Return all rows of the table."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return tuple(_read(row) for row in csv.DictReader(lines))


def _read(row: dict[str, str]) -> Published:
    central = float(row["central"]) if row["central"] else None
    figures, trades = tuple(row["figures"].split()), tuple(row["trades"].split())
    low, high = float(row["low"]), float(row["high"])
    told = (row[name] for name in ("unit", "ours", "status", "source", "caveat"))
    return Published(row["id"], figures, trades, row["response"], row["trade"], low, central, high, *told)


def rows_for(figure: str, trades: Sequence[str]) -> tuple[Published, ...]:
    """Return the rows for a figure: of the first trade that has any, else of all trades; none without a trade.

    Examples
    --------
    >>> [row.id for row in rows_for("margin", ("convenience_china", "grocery"))], rows_for("margin", ())
    (['M19'], ())
    """
    for trade in (*trades, EVERY_TRADE) if trades else ():
        if found := tuple(row for row in published() if figure in row.figures and trade in row.trades):
            return found
    return ()


def held_against(value: float, row: Published, half: float = 0.0) -> Word:
    """Return the word for a figure and one row.

    Inside is what lies between printed ends, with its whole interval; where an end is ours, the printed figure stands
    in its place, and of a range that is all ours nothing is inside. Near is what chance leaves open, and what lies
    beyond an end by less than a factor 2, if the end is ours or the row is quoted by others.

    Parameters
    ----------
    half
        Half the width of the figure's interval.
    """
    ends = ((row.low, "low"), (row.high, "high"))
    low, high = (row.central if row.ours in {end, "both"} else number for number, end in ends)
    least, most = value - half, value + half
    if row.ours != "both" and low is not None and high is not None and low <= least <= most <= high:
        return Word.INSIDE
    below, above = (SLACK if row.status == "V2" or row.ours in {end, "both"} else 1.0 for _, end in ends)
    lowest = row.low / below if row.low > 0.0 else row.low * below
    highest = row.high * above if row.high > 0.0 else row.high / above
    is_open = least <= row.high and most >= row.low
    return Word.NEAR if is_open or lowest <= value <= highest else Word.OUTSIDE


def word_for(value: float, rows: Sequence[Published], half: float = 0.0) -> Word:
    """Return the word for a figure and all rows for it.

    Sources disagree where one range holds the figure and another row has it outside, and where it lies between them.
    """
    words = {held_against(value, row, half) for row in rows}
    if not words:
        return Word.NONE
    if Word.OUTSIDE not in words:
        return Word.INSIDE if Word.INSIDE in words else Word.NEAR
    sides = {(value < row.low) - (value > row.high) for row in rows}  # 0: the range holds it
    return Word.OUTSIDE if len(sides) == 1 else Word.DISAGREE


__all__ = ["EVERY_TRADE", "Published", "Word", "held_against", "published", "rows_for", "word_for"]
