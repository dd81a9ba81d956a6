"""How a card looks: in a terminal, in a notebook and on the page, in the same words."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from sim.experiment.words import number, words
from sim.plausibility.found import Finding, Found
from sim.plausibility.published import Published, Word
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html

FINEST = 4
"""Decimals at most: what is smaller is 0."""
HEAD = ("line", "figure", "here", "published", "rows", "word")


def amount(value: float, unit: str, language: str = "en", *, digits: int = 3, beside: float = 0.0) -> str:
    """Return a figure with its unit, in some digits of whichever is larger, it or what stands beside it.

    Examples
    --------
    >>> amount(0.2833, "share"), amount(135.4, "seconds"), amount(-0.3, "ratio"), amount(0.004, "share", beside=0.2)
    ('28.3%', '135 s', '-0.3', '0.4%')
    """
    scale = 100.0 if unit == "share" else 1.0
    largest = max(abs(value), abs(beside)) * scale
    places = max(0, digits - 1 - math.floor(math.log10(largest))) if largest else 0
    told = f"{value * scale:,.{min(places, FINEST)}f}"
    told = told.rstrip("0").rstrip(".") if "." in told else told
    told = "0" if told == "-0" else told
    if unit == "seconds":
        return words("card.seconds", language, n=told)
    return f"{told}%" if unit == "share" else told


def here(one: Finding, language: str = "en") -> str:
    """Return what was found in the market, with half the width of its interval; a dash where nothing was."""
    if one.value is None:
        return "-"
    unit = one.figure.unit
    value = amount(one.value, unit, language, beside=one.half or 0.0)
    return value if one.half is None else f"{value} ± {amount(one.half, unit, language, digits=1)}"


def range_of(row: Published, unit: str, language: str = "en") -> str:
    """Return a published range; what of it is ours is said.

    Examples
    --------
    >>> from sim.plausibility.published import rows_for
    >>> [range_of(row, "share") for row in rows_for("churn", ["bank"])]
    ['8% to 15%', '3% (ours: from 2%)']
    """
    low, high = (amount(end, unit, language) for end in (row.low, row.high))
    if not row.ours or row.central is None:
        return words("card.range", language, low=low, high=high)
    ends = {"low": (row.central, row.high), "high": (row.low, row.central), "both": (row.central, row.central)}
    first, last = (amount(end, unit, language) for end in ends[row.ours])
    printed = first if first == last else words("card.range", language, low=first, high=last)
    return words(f"card.ours.{row.ours}", language, printed=printed, low=low, high=high)


def published_text(one: Finding, language: str = "en") -> str:
    """Return the published ranges for a figure; a dash where there are none."""
    return "; ".join(range_of(row, one.figure.unit, language) for row in one.rows) or "-"


def rows_text(one: Finding) -> str:
    """Return the ids of the published figures, each with its status."""
    return ", ".join(f"{row.id} {row.status}" for row in one.rows) or "-"


def word_text(one: Finding, language: str = "en") -> str:
    """Return how a figure lies to the published ones; one that is outside without a reason is unexplained."""
    word = words(f"card.word.{one.word}", language)
    return words("card.unexplained", language, word=word) if one.is_unexplained else word


def name_text(one: Finding, language: str = "en") -> str:
    """Return what a figure is called."""
    return words(f"card.figure.{one.figure.key}", language)


def cells(one: Finding, language: str = "en") -> tuple[str, ...]:
    """Return what one figure says, column by column."""
    return (
        str(one.figure.line), name_text(one, language), here(one, language), published_text(one, language),
        rows_text(one), word_text(one, language),
    )  # fmt: skip


def head(language: str = "en") -> tuple[str, ...]:
    """Return the column names."""
    return tuple(words(f"card.head.{name}", language) for name in HEAD)


def title(card: Found, language: str = "en") -> str:
    """Return what a card is about."""
    return words("card.title", language, name=shown(card.label.of(language, card.name), 60))


def notes(card: Found, language: str = "en") -> list[str]:
    """Return what a card rests on, its trade, how its words are meant, and the reasons of the market's file."""
    comma = words("list.comma", language)
    trades = comma.join(words(f"card.trade.{trade}", language) for trade in card.trades)
    basis = {"replications": card.replications, "length": number(card.run_length), "seed": card.seed}
    found = [
        words("table.basis", language, **basis),
        words("card.trades", language, trades=trades) if trades else words("card.no trade", language),
        words("card.words", language),
    ]
    for one in card.findings:
        if one.reason is not None and one.word is Word.OUTSIDE:
            why = shown(one.reason.of(language), 1000)
            found.append(words("card.reason", language, figure=name_text(one, language), why=why))
    return found


def sources(card: Found) -> list[tuple[str, ...]]:
    """Return id, status, what it is, trade, source and caveat of every published figure on a card, each once."""
    rows = {row.id: row for one in card.findings for row in one.rows}
    return [(row.id, row.status, row.response, row.trade, row.source, row.caveat) for row in rows.values()]


def source_head(language: str = "en") -> tuple[str, ...]:
    """Return the column names of :func:`sources`."""
    return tuple(words(f"card.source.{name}", language) for name in ("id", "status", "what", "trade", "from", "caveat"))


def text(card: Found, language: str = "en") -> str:
    """Return a card in plain text: its figures, notes, and the sources it is held against."""
    parts = [title(card, language), "", table([head(language), *(cells(one, language) for one in card.findings)]), ""]
    parts += notes(card, language)
    if found := sources(card):
        parts += ["", words("card.sources", language)]
        for row, status, what, trade, source, caveat in found:
            parts.append(f"  {row} {status}  {what} ({trade}): {source}. {caveat}")
    return "\n".join(parts)


def html(card: Found, language: str = "en") -> str:
    """Return a card for a notebook; every text is escaped."""
    figures = table_html(title(card, language), head(language), [cells(one, language) for one in card.findings])
    told = "".join(f"<p>{escape(line)}</p>" for line in notes(card, language))
    found = sources(card)
    return figures + told + (table_html(words("card.sources", language), source_head(language), found) if found else "")


def frame_lines(card: Found, language: str = "en") -> list[dict[str, Any]]:
    """Return one row of a table for every figure."""
    return [
        {
            "line": one.figure.line,
            "figure": one.figure.key,
            "label": name_text(one, language),
            "value": one.value,
            "half_width": one.half,
            "unit": one.figure.unit,
            "published": published_text(one, language),
            "rows": rows_text(one),
            "word": str(one.word),
            "reason": one.reason.of(language) if one.reason else None,
        }
        for one in card.findings
    ]


__all__ = [
    "amount", "cells", "frame_lines", "head", "here", "html", "name_text", "notes", "published_text", "range_of",
    "rows_text", "source_head", "sources", "text", "title", "word_text",
]  # fmt: skip
