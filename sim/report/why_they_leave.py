"""Why customers leave: counted in a few replications that are run again with their whole log.

Rows of a results folder do not hold causes. A replication is the same whenever it is run, so running some again shows
them; that it is the same is checked against the number of departures in the stored row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from sim.experiment.plan import CONTROL, Entry
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Told
from sim.model.events import Cause, Kind
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel
from sim.record import departure_cause
from sim.response.counting import events_of, share

LARGEST = 20_000
"""Markets with more persons are not run again."""


@dataclass(frozen=True, slots=True)
class Causes:
    """Departures by cause.

    Parameters
    ----------
    replications
        Which were run again.
    counts
        By scenario name, for each of those replications: departures by cause.
    missing
        Why there are none: ``large``, ``differs`` or ``off``; empty if there are.
    """

    replications: tuple[int, ...] = ()
    counts: tuple[tuple[str, tuple[Counter[int], ...]], ...] = ()
    missing: str = ""

    def of(self, name: str) -> tuple[Counter[int], ...]:
        """Return a scenario's counts."""
        return dict(self.counts).get(name, ())

    def share(self, name: str, cause: Cause) -> float | None:
        """Return a cause's share of a scenario's departures, replications taken together; None if nobody left."""
        every: Counter[int] = sum(self.of(name), Counter())
        return share(every[cause], every.total())

    @property
    def seen(self) -> list[Cause]:
        """The causes that occur, the most frequent at the baseline first."""
        every = sum((count for _, counts in self.counts for count in counts), Counter[int]())
        first: Counter[int] = sum(self.counts[0][1], Counter()) if self.counts else Counter()
        return [Cause(c) for c in sorted(every, key=lambda c: (-first[c], c))]


def targets_of(p: Parameters) -> dict[Cause, float]:
    """Return the share of departures that each cause is meant to have; empty where a market gives rates instead."""
    if not (p.hazards_on and p.hazard_churn):
        return {}
    total = sum(p.hazard_shares)
    return {Cause(k): weight / total for k, weight in enumerate(p.hazard_shares, 1) if weight}


def causes_of(result: ComparisonResult, replications: int, engine: str) -> Causes:
    """Return the causes of departures of every scenario but the controls.

    Parameters
    ----------
    replications
        How many to run again, the first ones that are done in all scenarios; 0 for none.
    engine
        ``compiled`` or ``reference``; both count the same.
    """
    entries = [entry for entry in result.plan.entries if entry.role != CONTROL]
    if replications <= 0:
        return Causes(missing="off")
    if max(entry.setting.persons for entry in entries) > LARGEST:
        return Causes(missing="large")
    rows = result.rows
    done = (r for r in rows.replications if all(rows.is_done(e.key, r) for e in entries))
    wanted = tuple(islice(done, replications))
    counts = {e.key: tuple(_counted(result, e, r, engine) for r in wanted) for e in _distinct(entries)}
    for key, found in counts.items():
        departures = rows.series(key, Told("departures"))
        stored = [departures.get(r) for r in wanted]
        if [count.total() for count in found] != stored:
            return Causes(missing="differs")
    return Causes(wanted, tuple((entry.name, counts[entry.key]) for entry in entries))


def _distinct(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Return one entry for each key: equal scenarios have equal runs."""
    return {entry.key: entry for entry in entries}.values()


def _counted(result: ComparisonResult, entry: Entry, replication: int, engine: str) -> Counter[int]:
    task = replace(result.plan.task(entry, engine), log=LogLevel.ALL)
    leavings = events_of(task.record(replication), Kind.DEPARTURE)
    causes, numbers = np.unique(departure_cause(leavings["detail"]), return_counts=True)
    return Counter(dict(zip(causes.tolist(), numbers.tolist(), strict=True)))
