"""What files become once read: labels, markets, firms, strategies, and the plan of an experiment. All frozen."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.setting import EntryAs, LogLevel
from sim.scenario.fault import Place
from sim.scenario.given import Written
from sim.scenario.tree import Scalar
from sim.scenario.units import Currency


@dataclass(frozen=True, slots=True)
class Label:
    """A text for people, in English and Chinese; either may be missing."""

    en: str = ""
    zh: str = ""

    def of(self, language: str, otherwise: str = "") -> str:
        """Return the label in a language, else in the other one, else ``otherwise``."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second or otherwise


@dataclass(frozen=True, slots=True)
class Market:
    """What the firm cannot choose.

    Parameters
    ----------
    persons
        Persons of the closed market.
    history
        Whole days simulated before anything counts.
    entries, entry_as
        Persons who enter on day 0, 1, ..., and what they are at first.
    contact_times
        Times of outside contacts in days, rising.
    firm
        Name or path of the default firm, and where it is named; None if there is none.
    values
        The parameters that the file and its parents set.
    by_hand
        Where ``persons`` or ``history`` were set over the file.
    """

    name: str
    label: Label
    text: str
    place: Place
    currency: Currency
    persons: int
    history: int
    firm: Scalar | None
    entries: tuple[int, ...]
    entry_as: EntryAs
    contact_times: tuple[float, ...]
    values: tuple[Written, ...]
    by_hand: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm as it is today: the parameters that its file and its parents set."""

    name: str
    label: Label
    text: str
    place: Place
    values: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """What the firm could do: changes, the mechanisms they need, and the days after history when they start."""

    name: str
    label: Label
    text: str
    place: Place
    requires: tuple[str, ...]
    starts: int
    values: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Precision:
    """How narrow an interval must be: its half-width, relative to the baseline or in the response's unit."""

    relative: float | None = None
    absolute: float | None = None
    at_most: int = 1000


@dataclass(frozen=True, slots=True)
class Goal:
    """A response and the bounds that it should keep."""

    response: str
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """How an experiment is run.

    Parameters
    ----------
    length
        Days that count.
    replications
        Number of replications; with ``precision``, the number to begin with.
    precision
        Go on until the intervals are this narrow; None for a fixed number.
    seed
        Not below 0.
    level
        Confidence level of the intervals, as a share.
    log
        How much of the event log is kept.
    """

    length: float
    replications: int = 30
    precision: Precision | None = None
    seed: int = 1
    level: float = 0.95
    log: LogLevel = LogLevel.NONE
