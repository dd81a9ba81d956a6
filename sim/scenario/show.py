"""How scenarios, changes and sources look: in a terminal and in a notebook, with the same words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, overload

from sim.model.quantities import Unit
from sim.scenario.compose import BY_KEY, Source, Value
from sim.scenario.fault import shown
from sim.scenario.given import BY_HAND
from sim.scenario.home import moved
from sim.scenario.resolved import Resolved
from sim.scenario.units import ELEMENT, Currency, written

WIDEST = 64
_NO_WIDTH = ("Mn", "Me", "Cf")


def value_text(key: str, value: Any, currency: Currency) -> str:  # noqa: ANN401  a number or a tuple of numbers
    """Return a held value the way a file would write it.

    Examples
    --------
    >>> value_text("failure.rate", 0.05, Currency()), value_text("talk.network", 3, Currency())
    ('5%', 'small_world')
    """
    parameter = BY_KEY.get(key)
    if parameter is None:
        return f"{value} days" if key == "history" else str(value)
    if parameter.choices is not None:
        return parameter.choices(value).name.lower()
    unit = ELEMENT.get(parameter.unit, parameter.unit)
    if isinstance(value, tuple):
        return f"[{', '.join(written(unit, x, currency) for x in value)}]"
    return written(unit, float(value), currency)


def source_text(source: Source) -> str:
    """Return who says so, on one line."""
    repeated = source.text.startswith(source.status)
    about = [word for word in ("" if repeated else source.status, source.text) if word]
    return f"{source.place} ({': '.join(about)})" if about else source.place


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns of equal width; a cell wider than ``WIDEST`` stands out and widens no other row."""
    cells = [[width_of(cell) for cell in row] for row in rows]
    widths = [max((w for w in column if w <= WIDEST), default=WIDEST) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(padded(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def width_of(text: str) -> int:
    r"""Return how many columns of a terminal a text takes: a Chinese character two, a combining mark none.

    References
    ----------
    Unicode Standard Annex 11; ambiguous characters count as narrow, as it says for text that is not East Asian.

    Examples
    --------
    >>> width_of("hotline"), width_of("投诉热线"), width_of("e\u0301")
    (7, 8, 1)
    """
    return sum(
        0 if unicodedata.category(c) in _NO_WIDTH else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text
    )


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return a text filled up with blanks to so many columns of a terminal; ``right`` puts it at their end.

    Examples
    --------
    >>> padded("投诉", 6), padded("12", 4, right=True)
    ('投诉  ', '  12')
    """
    blanks = " " * (width - width_of(text))
    return blanks + text if right else text + blanks


def table_html(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for a notebook; every text is escaped."""
    top = "".join(f"<th style='text-align:left'>{escape(cell)}</th>" for cell in head)
    cells = ["".join(f"<td style='text-align:left'>{escape(shown(cell, 400))}</td>" for cell in row) for row in rows]
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<p><b>{escape(shown(title, 400))}</b></p><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: its key, from what, to what (as a file would write them), and who says so."""

    key: str
    before: str
    after: str
    source: Source


@dataclass(frozen=True, repr=False)
class Changes(Sequence[Change]):
    """What changes from one scenario to another."""

    before: str
    after: str
    changes: tuple[Change, ...]

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Change]: ...
    def __getitem__(self, index: int | slice) -> Change | Sequence[Change]:
        """Return one change, or several."""
        return self.changes[index]

    def __len__(self) -> int:
        """Return how many values differ."""
        return len(self.changes)

    def _rows(self) -> list[tuple[str, str, str, str]]:
        """Return the table's rows."""
        return [(c.key, c.before, c.after, source_text(c.source)) for c in self.changes]

    @property
    def _title(self) -> str:
        """Return what is compared, and in how many values they differ."""
        count = len(self.changes)
        what = (
            f"{count} value{'s' if count != 1 else ''} differ{'s' if count == 1 else ''}"
            if count
            else "no value differs"
        )
        return f"from {self.before} to {self.after}: {what}"

    def __repr__(self) -> str:
        """Return a table in plain text."""
        rows = [("key", "from", "to", "source"), *self._rows()] if self.changes else []
        return "\n".join([shown(self._title, 400), *(shown(line, 400) for line in table(rows).splitlines())])

    def _repr_html_(self) -> str:
        """Return a table for a notebook."""
        return table_html(self._title, ("key", "from", "to", "source"), self._rows())


@dataclass(frozen=True, repr=False)
class Why:
    """A value and every statement that led to it, the last one first."""

    value: Value
    meaning: str
    currency: Currency

    def _rows(self) -> list[tuple[str, str]]:
        """Return statement and source, the last one first."""
        first = self.value.chain[0]
        base = first[0] or value_text(self.value.key, BY_KEY[self.value.key].default, self.currency)
        return [
            *((text, source_text(source)) for text, source in reversed(self.value.chain[1:])),
            (base, source_text(first[1])),
        ]

    @property
    def _title(self) -> str:
        """Return key, value and meaning."""
        text = value_text(self.value.key, self.value.value, self.currency)
        return f"{self.value.key} = {text}{f': {self.meaning}' if self.meaning else ''}"

    def __repr__(self) -> str:
        """Return plain text."""
        lines = (self._title, *(f"  {row}" for row in table([("written", "source"), *self._rows()]).splitlines()))
        return "\n".join(shown(line, 1000) for line in lines)

    def _repr_html_(self) -> str:
        """Return a table for a notebook."""
        return table_html(self._title, ("written", "source"), self._rows())


def changes_between(before: Resolved, after: Resolved) -> Changes:
    """Return the values that differ between two scenarios, in the order of the declarations."""
    found = []
    for key, value in after.values.items():
        old = before.values[key]
        texts = value_text(key, old.value, before.market.currency), value_text(key, value.value, after.market.currency)
        if old.value != value.value or texts[0] != texts[1]:
            found.append(Change(key, *texts, value.source))
    starts = ({s.name: s.starts for s in scenario.strategies} for scenario in (before, after))
    old_starts, new_starts = starts
    for strategy in after.strategies:
        was, now = old_starts.get(strategy.name, 0), new_starts[strategy.name]
        if was != now:
            source = Source(str(strategy.place))
            found.append(Change(f"{strategy.name}.starts", f"{was} days", f"{now} days", source))
    return Changes(before.name, after.name, tuple(found))


def _facts(scenario: Resolved) -> Iterator[tuple[str, str]]:
    """Yield what a card says."""
    market = scenario.market
    currency = market.currency
    yield "market", f"{market.label.of('en', market.name)} ({market.persons} persons, {currency.code})"
    away = moved(scenario.firm, market)
    yield "firm", scenario.firm.label.of("en", scenario.firm.name) + (f", away from home: {away}" if away else "")
    yield "strategies", " + ".join(s.label.of("en", s.name) for s in scenario.strategies) or "none: the firm as it is"
    if market.history:
        yield "history", value_text("history", market.history, currency)
    on = [key for key, value in scenario.values.items() if key.startswith("mechanisms.") and value.value]
    yield "mechanisms on", ", ".join(key.removeprefix("mechanisms.") for key in on) or "none"
    for key, value in scenario.values.items():
        if key in CARD_KEYS or value.source.place in BY_HAND or _by_strategy(scenario, value):
            yield key, f"{value_text(key, value.value, currency)}  {source_text(value.source)}"
    yield "digest", scenario.digest[:16]


CARD_KEYS = ("buying.rate", "basket.mean", "goods.margin", "failure.rate", "leaving.chance", "desk.agents")


def _by_strategy(scenario: Resolved, value: Value) -> bool:
    """Return whether a strategy changes a value."""
    return any(one.key == value.key for strategy in scenario.strategies for one in strategy.values)


def card(scenario: Resolved) -> str:
    """Return a scenario's card in plain text."""
    lines = [f"{scenario.name}: {scenario.label.of('en')}", *table(list(_facts(scenario))).splitlines()]
    return "\n".join(shown(line, 400) for line in lines)


def card_html(scenario: Resolved) -> str:
    """Return a scenario's card for a notebook."""
    return table_html(f"{scenario.name}: {scenario.label.of('en')}", ("", ""), list(_facts(scenario)))


def listing(scenario: Resolved) -> list[tuple[str, str, str, str]]:
    """Return every value: key, value, source, and unit in words; for ``sim show``."""
    rows = []
    for key, value in scenario.values.items():
        unit = BY_KEY[key].unit if key in BY_KEY else Unit.COUNT
        text = value_text(key, value.value, scenario.market.currency)
        rows.append((key, text, source_text(value.source), unit.value))
    return rows
