"""One person's events in one scenario, or in two side by side, and where the two part."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

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
        if len(self.lives) == 1:
            return None
        following = [float(life.events["time"][self._shared]) for life in self.lives if len(life.events) > self._shared]
        return min(following) if following else None

    @cached_property
    def _shared(self) -> int:
        """Number of events with which both lives begin, all of the only one."""
        if len(self.lives) == 1:
            return len(self.lives[0].events)
        pairs = zip(*(life.events for life in self.lives), strict=False)
        return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(life.events) for life in self.lives))
