"""What a column of the tables is: where it comes from, who can know it, its unit and its meaning, declared once.

The declaration makes the column, its name and the dictionary that every table carries in ``.attrs``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from sim.experiment.errors import PlanError
from sim.model.events import Account, Cause, Kind, Mode, Severity
from sim.record import Table
from sim.scenario.fault import meant, shown

CURRENCY = "CURRENCY"
"""Stands in names of columns for the code of a scenario's currency."""


class Part(StrEnum):
    """Who can know what a column says."""

    KNOWN = "known"  # the firm has it in its books
    HIDDEN = "hidden"  # it is so, but nobody can see it: traits, moods, why she left
    ENGINE = "engine"  # the engine's own: clocks of what is to come, numbers of draws, what is left of thresholds


class In(StrEnum):
    """The unit of a column; some stand in its name too."""

    DAYS = "days"
    MONEY = "currency"
    PER_DAY = "per day"
    SHARE = "share"
    SCORE = "score"
    NUMBER = "number"
    COUNT = "count"
    NUMBERED = "index"  # a person, an occasion: counted from 0, -1 is none
    WORD = "word"
    YES = "yes or no"


_ENDINGS = {In.DAYS: "_days", In.MONEY: f"_{CURRENCY}", In.PER_DAY: "_per_day"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    field
        Of the record's table.
    part, unit, meaning
        Who can know it, what it is counted in, and one sentence.
    word
        Its name without the unit, if not the field's.
    codes
        The enumeration whose words it shows.
    where
        Takes the table and says in which rows the field means what the column says; elsewhere it is missing: no
        number, no word, not so.
    place
        Which number of a field that holds several; None for one that holds one.
    """

    field: str
    part: Part
    unit: In
    meaning: str
    word: str = ""
    codes: type[IntEnum] | None = None
    where: Callable[[Table], Any] | None = None
    place: int | None = None

    @property
    def name(self) -> str:
        """Name with its unit; ``CURRENCY`` stands for the currency's code."""
        return (self.word or self.field) + _ENDINGS.get(self.unit, "")

    def named(self, currency: str) -> str:
        """Return the name in a scenario that counts in a currency.

        Examples
        --------
        >>> Column("basket", Part.HIDDEN, In.MONEY, "mean price").named("CNY")
        'basket_cny'
        """
        return self.name.replace(CURRENCY, currency.lower())

    def about(self, currency: str) -> dict[str, str]:
        """Return part, unit and meaning, as a table's ``.attrs`` holds them."""
        unit = currency if self.unit is In.MONEY else str(self.unit)
        return {"part": str(self.part), "unit": unit, "meaning": self.meaning}


_PARENT = "of the event that led to this one"

EVENTS = (
    Column("time", Part.HIDDEN, In.DAYS, "when it happened, from the start of the history"),
    Column("kind", Part.HIDDEN, In.WORD, "what happened", "event", Kind),
    Column("person", Part.HIDDEN, In.NUMBERED, "person to whom it happened; -1 is the firm or a contact from outside"),
    Column("occasion", Part.ENGINE, In.NUMBERED, "purchase, telling, contact or booking that it belongs to"),
    Column("account", Part.KNOWN, In.WORD, "account that the amount is booked to", codes=Account),
    Column("amount", Part.KNOWN, In.MONEY, "what was booked: income positive, cost negative"),
    Column("detail", Part.ENGINE, In.NUMBER, "code whose meaning depends on the event (docs/model.md)"),
    Column("severity", Part.HIDDEN, In.WORD, "of failures: how bad; empty otherwise", codes=Severity),
    Column("mode", Part.HIDDEN, In.WORD, "of failures: how it shows; empty otherwise", codes=Mode),
    Column("cause", Part.HIDDEN, In.WORD, "of failures and departures: why; empty otherwise", codes=Cause),
    Column("parent_kind", Part.ENGINE, In.WORD, f"kind {_PARENT}; empty where there is none", "parent_event", Kind),
    Column("parent_person", Part.ENGINE, In.NUMBERED, f"person {_PARENT}; -1 where there is none"),
    Column("parent_occasion", Part.ENGINE, In.NUMBERED, f"occasion {_PARENT}"),
)

LEDGER = (
    Column("period", Part.KNOWN, In.WORD, "history, which no response counts, or run"),
    Column("month", Part.KNOWN, In.COUNT, "month of the run, from 1; missing for the history, which is one row"),
    Column("account", Part.KNOWN, In.WORD, "account", codes=Account),
    Column("amount", Part.KNOWN, In.MONEY, "what was booked: income positive, cost negative"),
)


def parts_of(names: Iterable[str]) -> tuple[Part, ...]:
    """Return the parts of some names, the firm's always among them; raise PlanError for a name that is none."""
    known = [str(part) for part in Part]
    for name in names:
        if name not in known:
            raise PlanError(f"no part '{shown(str(name))}' of the people's table{meant(str(name), known)}")
    return (Part.KNOWN, *map(Part, names))


def dictionary(columns: tuple[Column, ...], currency: str) -> dict[str, dict[str, str]]:
    """Return part, unit and meaning of every column by its name."""
    return {column.named(currency): column.about(currency) for column in columns}


__all__ = ["CURRENCY", "EVENTS", "LEDGER", "Column", "In", "Part", "dictionary", "parts_of"]
