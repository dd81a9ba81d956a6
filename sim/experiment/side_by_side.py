"""One person's events in one scenario, or in two side by side, and where the two part."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sim.experiment.fork import SAME, Forks, forks
from sim.model.events import Kind
from sim.record import Table
from sim.scenario import Label
from sim.scenario.units import Currency


@dataclass(frozen=True, slots=True)
class Life:
    """A person's rows of the event log in one scenario, with its name and its name for people."""

    name: str
    events: Table
    called: Label = field(default_factory=Label)

    def label(self, language: str) -> str:
        """Return what people call the scenario."""
        return self.called.of(language, self.name)


@dataclass(frozen=True, eq=False, repr=False)
class Lives:
    """One person's life in one scenario, or in two with the same draws.

    What the fields mean stands with :class:`sim.experiment.trace.Trace`, which tells the lives.
    """

    person: int
    seed: int
    replication: int
    currency: Currency
    lives: tuple[Life, ...]

    @cached_property
    def fork(self) -> float | None:
        """Day of the first event that one life has and the other has not; None if there is one life or they agree."""
        return float(self._forks.day[0]) if len(self.lives) > 1 and self._forks.kind[0] != SAME else None

    @property
    def fork_event(self) -> str | None:
        """Kind of that event, as the ledger counts it (sim/experiment/ledger.py)."""
        return None if self.fork is None else Kind(self._forks.kind[0]).name.lower()

    @cached_property
    def _shared(self) -> int:
        """Number of events with which both lives begin, all of the only one."""
        return int(self._forks.shared[0])

    @cached_property
    def _forks(self) -> Forks:
        """Where the two lives part, found as the ledger finds it; the only life beside itself has no fork."""
        return forks(self.lives[0].events, self.lives[-1].events, range(self.person, self.person + 1))
