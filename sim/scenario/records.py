"""What files become once read: labels, markets, firms, strategies, and the plan of an experiment. All frozen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sim.model.limits import AT_MOST, FIRST_LOOK
from sim.model.quantities import YEAR
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
    trades
        Whose published figures it is held against, the foremost first.
    reasons
        Why figures of its card lie outside, by figure.
    """

    name: str
    label: Label
    text: Label
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
    trades: tuple[str, ...] = ()
    reasons: tuple[tuple[str, Label], ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The market in whose money a firm's amounts are written: its name, its currency, its mean basket in it."""

    name: str
    currency: Currency
    basket: Fraction


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm as it is today: the parameters that its file and its parents set, and where it is at home."""

    name: str
    label: Label
    text: Label
    place: Place
    values: tuple[Written, ...]
    home: Home | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    """What the firm could do: changes, the mechanisms they need, and the days after history when they start."""

    name: str
    label: Label
    text: Label
    place: Place
    requires: tuple[str, ...]
    starts: int
    values: tuple[Written, ...]


def days_of_months(months: int) -> float:
    """Return the days of whole months, of which a year has 12.

    Examples
    --------
    >>> days_of_months(3), days_of_months(36)
    (91.25, 1095.0)
    """
    return months * YEAR / 12.0


@dataclass(frozen=True, slots=True)
class Precision:
    """How narrow an interval must be: its half-width, relative to the baseline or in the response's unit."""

    relative: float | None = None
    absolute: float | None = None


@dataclass(frozen=True, slots=True)
class RunPlan:
    """How an experiment is run.

    Parameters
    ----------
    length
        Days that count.
    replications
        Number of replications; with ``precision`` or ``until_settled``, the number to begin with.
    precision
        Go on, doubling, until the intervals are this narrow; None for no such wish.
    until_settled
        Go on, doubling, until every verdict is settled.
    at_most
        Replications at which going on ends in any case; ``AT_MOST`` if None.
    seed
        Not below 0.
    level
        Confidence level of the intervals, as a share.
    first_look
        Replications before which there is no verdict; fixed before anything is run.
    indifference
        Differences of the first response up to this size do not matter, in the response's unit; None if all do.
    log
        ``ALL`` if every response that is read from the event log is stored, not only those that are asked for.
    primary
        Months that profit is judged over; None for the whole run. Fixed before anything is run.
    horizons
        Months of the horizons that stand beside it.
    equity
        Days that the run goes on, to tell what the customers left at its end are worth; None if that is not asked.
    """

    length: float
    replications: int = 30
    precision: Precision | None = None
    until_settled: bool = False
    at_most: int | None = None
    seed: int = 1
    level: float = 0.95
    first_look: int = FIRST_LOOK
    indifference: float | None = None
    log: LogLevel = LogLevel.NONE
    primary: int | None = None
    horizons: tuple[int, ...] = ()
    equity: float | None = None

    @property
    def judged(self) -> float:
        """Days that profit is judged over."""
        return self.length if self.primary is None else days_of_months(self.primary)

    @property
    def goes_on(self) -> bool:
        """Whether replications are doubled until something is reached."""
        return self.precision is not None or self.until_settled

    @property
    def most(self) -> int:
        """The most replications there will be."""
        return (AT_MOST if self.at_most is None else self.at_most) if self.goes_on else self.replications

    def conflicts(self) -> list[tuple[str, str]]:
        """Return what does not go together: key and text."""
        found: list[tuple[str, str]] = []
        if self.precision is not None and self.until_settled:
            found.append(("until_settled", "not together with precision: one stops on width, the other on verdicts"))
        if self.at_most is not None and not self.goes_on:
            found.append(("at_most", "needs precision or until_settled; a fixed number is said by replications"))
        if self.goes_on and self.most < self.replications:
            text = f"below the {self.replications:,} replications to begin with (got {self.most:,})"
            found.append(("at_most", text))
        if self.equity is not None and self.equity <= 0.0:
            found.append(("equity", "must be above 0 days; leave it out if nothing is asked"))
        return found + self._horizons_amiss()

    def _horizons_amiss(self) -> list[tuple[str, str]]:
        """Return what is wrong with horizons: beyond the run, or given twice."""
        named = [("primary", self.primary), *(("horizons", one) for one in self.horizons)]
        given = [(key, months) for key, months in named if months is not None]
        beyond = f"the run is only {self.length:.10g} days long"
        found = [(key, f"{months} months: {beyond}") for key, months in given if days_of_months(months) > self.length]
        if len(set(self.horizons)) < len(self.horizons) or self.judged in map(days_of_months, self.horizons):
            found.append(("horizons", "name each one once, and leave out the one that is judged"))
        return found
