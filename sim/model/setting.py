"""What one run is given: a solved scenario, without seeds, replications, files or workers."""

from dataclasses import dataclass
from enum import IntEnum

from sim.model.flat import Parameters


class LogLevel(IntEnum):
    """How much of the event log a run keeps. Totals and audits are always complete."""

    NONE = 0
    SAMPLE = 1
    ALL = 2


class EntryAs(IntEnum):
    """What a person who enters later is at first."""

    CUSTOMER = 0  # buys at once
    PROSPECT = 1


class OutcomeTable(IntEnum):
    """Which survey the outcome table is of: the two disagree about complaining in vain."""

    TARP_1979 = 0
    RAGE_2020 = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """The world of one run.

    Parameters
    ----------
    persons
        Number of persons in the closed market, at most ``limits.LARGEST_MARKET``.
    run_length
        Days that count, half-open, after the history.
    history
        Whole days simulated before; profit, discounting and responses count from its end.
    phases
        ``(day, parameters)`` with rising whole days; the first is day 0. Parameters are solved
        (:func:`sim.model.attachment.solved`). Days count from the start of the history.
    entries
        Persons who enter on day 0, 1, ... in index order; their sum is at most ``persons``. Empty: all from the start.
        Persons beyond the sum are there from the start.
    entry_as
        What entrants are at first.
    contact_times
        Times of outside contacts, rising, in days; used when not empty, else the rate and profile are.
    """

    persons: int
    run_length: float
    history: int = 0
    phases: tuple[tuple[int, Parameters], ...] = ()
    entries: tuple[int, ...] = ()
    entry_as: EntryAs = EntryAs.CUSTOMER
    contact_times: tuple[float, ...] = ()

    @property
    def end(self) -> float:
        """Time at which the run ends; an event at exactly this time does not happen."""
        return self.history + self.run_length
