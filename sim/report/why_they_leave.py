"""Why customers leave, and what moved them: counted in a few replications that are run again with their whole log.

Rows of a results folder do not hold causes. A replication is the same whenever it is run, so running some again shows
them; that it is the same is checked against the number of departures in the stored row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from sim.experiment.plan import CONTROL, Entry
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Told
from sim.model.drivers import Driver
from sim.model.events import Cause, Kind
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel
from sim.record import departure_cause
from sim.response.counting import events_of, share

Counts = tuple[tuple[str, tuple[Counter[int], ...]], ...]
Cells = list[tuple[float, int, int]]
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
    drivers
        The same: people by what moved them when they last left.
    missing
        Why there are none: ``large``, ``differs`` or ``off``; empty if there are.
    """

    replications: tuple[int, ...] = ()
    counts: Counts = ()
    drivers: Counts = ()
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
        return [Cause(c) for c in _most_frequent_first(self.counts)]

    @property
    def moving(self) -> list[Driver]:
        """The drivers that occur, in the same order."""
        return [Driver(d) for d in _most_frequent_first(self.drivers)]


def _most_frequent_first(counts: Counts) -> list[int]:
    """Return the codes that occur, the most frequent at the baseline first."""
    every = sum((count for _, found in counts for count in found), Counter[int]())
    first: Counter[int] = sum(counts[0][1], Counter()) if counts else Counter()
    return sorted(every, key=lambda code: (-first[code], code))


def cells_of(counted: Iterable[Counter[int]], codes: Iterable[int]) -> Cells:
    """Return for every code the mean, the lowest and the highest number over replications."""
    every = [[count[code] for count in counted] for code in codes]
    return [(sum(n) / len(n), min(n), max(n)) for n in every]


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
        if [causes.total() for causes, _ in found] != stored:
            return Causes(missing="differs")
    causes, drivers = (tuple((e.name, tuple(one[k] for one in counts[e.key])) for e in entries) for k in (0, 1))
    return Causes(wanted, causes, drivers)


def _distinct(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Return one entry for each key: equal scenarios have equal runs."""
    return {entry.key: entry for entry in entries}.values()


def _counted(
    result: ComparisonResult, entry: Entry, replication: int, engine: str
) -> tuple[Counter[int], Counter[int]]:
    """Return departures by cause, and people by what moved them when they last left, after the history."""
    task = replace(result.plan.task(entry, engine), log=LogLevel.ALL)
    record = task.record(replication)
    leavings = events_of(record, Kind.DEPARTURE)
    left = record.people[(record.people["loss"] > 0) & (record.people["left"] >= record.history)]
    return Counter(departure_cause(leavings["detail"]).tolist()), Counter(left["driver"].tolist())
