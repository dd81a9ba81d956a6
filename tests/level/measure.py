"""What a manager sees of a market, measured from runs of the firm as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from sim import Scenario
from sim.engine.run import engine
from sim.model.events import Account, Kind
from sim.model.quantities import YEAR
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from sim.response.relations import relations_of

SEED = 7
LEVELS = ("failure share", "complaint share", "basket", "margin", "purchases", "churn", "joins")
"""Failures a purchase, complaints a failure, sales a purchase, margin of sales; purchases and departures a
customer-year; joins a year."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over runs after the history."""

    years: float
    customer_years: float
    purchases: int
    failures: int
    complaints: int
    departures: int
    joins: int
    sales: int
    costs: int

    def level(self, name: str) -> float:
        """Return a level by its name; NaN where it is not defined."""
        parts = {
            "failure share": (self.failures, self.purchases),
            "complaint share": (self.complaints, self.failures),
            "basket": (self.sales, self.purchases),
            "margin": (self.sales + self.costs, self.sales),
            "purchases": (self.purchases, self.customer_years),
            "churn": (self.departures, self.customer_years),
            "joins": (self.joins, self.years),
        }
        over, under = parts[name]
        return over / under if under else float("nan")


def sums_of(record: Record) -> Sums:
    """Return the sums of one run."""
    events = record.events
    rows = events[events["time"] >= record.history]
    counts = np.bincount(rows["kind"], minlength=len(Kind))
    relations = relations_of(record)
    assert relations is not None
    booked = {account: int(rows["amount"][rows["account"] == account].sum()) for account in Account}
    return Sums(
        record.run_length / YEAR,
        float(relations.days_in(record.history, record.end).sum()) / YEAR,
        *(int(counts[kind]) for kind in (Kind.PURCHASE, Kind.FAILURE, Kind.COMPLAINT, Kind.DEPARTURE)),
        int(np.count_nonzero(relations.joined_in(record.history, record.end))),
        booked[Account.SALES],
        booked[Account.GOODS] + booked[Account.SERVING],
    )


def runs(setting: Setting, replications: int, log: LogLevel) -> Iterator[Record]:
    """Yield the records of some replications."""
    for k in range(replications):
        yield engine.run(setting, SEED, k, log)


def measured(scenario: Scenario, replications: int) -> list[Sums]:
    """Return the sums of each replication of three years."""
    return [sums_of(record) for record in runs(scenario.setting(3.0 * YEAR), replications, LogLevel.ALL)]


def ratio(one: Iterable[Sums], other: Iterable[Sums], name: str) -> tuple[float, float]:
    """Return a level of one over that of the other, less 1, paired, and its standard error (by leaving out runs)."""
    pairs = list(zip(one, other, strict=True))

    def relative(chosen: list[tuple[Sums, Sums]]) -> float:
        found = [_total(sums).level(name) for sums in zip(*chosen, strict=True)]
        return found[0] / found[1] - 1.0 if found[1] else float("nan")

    whole = relative(pairs)
    left_out = np.array([relative(pairs[:k] + pairs[k + 1 :]) for k in range(len(pairs))])
    return whole, float(np.sqrt((len(pairs) - 1) * left_out.var()))


def _total(sums: Iterable[Sums]) -> Sums:
    columns = zip(*(tuple(getattr(one, name) for name in Sums.__slots__) for one in sums), strict=True)
    return Sums(*(sum(column) for column in columns))
