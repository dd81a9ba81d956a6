"""What the claims are judged by: small numbers read from records of the corner shop."""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.run import engine as compiled
from sim.model.events import Account, Cause, Kind, Route
from sim.model.quantities import YEAR
from sim.model.setting import EntryAs, LogLevel
from sim.record import Record
from sim.response import RESPONSES
from sim.response.relations import relations_of
from sim.scenario import Scenario
from tests.coverage.base import corner_shop

SEED = 1
SERVING = (Account.HANDLING, Account.COMPENSATION, Account.FOLLOW_UP)

Floats = NDArray[np.float64]


def shop(**values: object) -> Scenario:
    """Return the corner shop with some values; ``__`` stands for the dot of a key."""
    return corner_shop({key.replace("__", "."): value for key, value in values.items()})


def records(scenario: Scenario, years: float, replications: int, log: LogLevel = LogLevel.ALL) -> list[Record]:
    """Return the records of replications 0, 1, ..., the same draws for every scenario."""
    setting = scenario.setting(years * YEAR)
    return [compiled.run(setting, SEED, k, log) for k in range(replications)]


def means(scenario: Scenario, *names: str, years: float = 3, replications: int = 6) -> list[float]:
    """Return the means of some responses."""
    found = records(scenario, years, replications, LogLevel.NONE)
    return [float(np.mean([RESPONSES[name].read(record, 0.1) for record in found])) for name in names]


def entering(entrants: int, years: int, entry_as: EntryAs) -> Scenario:
    """Return a corner shop of 1,000 persons to whom others are added, evenly over some years."""
    days = int(years * YEAR)
    daily = np.bincount(days * np.arange(entrants) // max(1, entrants), minlength=days)
    shop_ = shop(persons=1000 + entrants)
    return replace(shop_, market=replace(shop_.market, entries=tuple(daily.tolist()), entry_as=entry_as))


def departures_per_year(scenario: Scenario, years: int, replications: int) -> float:
    """Return the mean of departures over the years that customers were customers, to the day."""
    found = [
        record.counts[0, Kind.DEPARTURE] / (relations.days_in(0.0, record.end).sum() / YEAR)
        for record in records(scenario, years, replications)
        if (relations := relations_of(record)) is not None
    ]
    return float(np.mean(found))


def score(values: Any) -> float:  # noqa: ANN401  numbers
    """Return the mean of independent values in standard errors."""
    a = np.asarray(values, np.float64)
    return float(a.mean() / (a.std(ddof=1) / sqrt(len(a))))


def stays(record: Record) -> Floats:
    """Return how long each customer at the start stayed, in days; others are left out."""
    people = record.people[record.people["started"] == 1]
    return np.where(people["cause"] > 0, people["left"], record.end)


def worth_by_stay(record: Record, years: int) -> Floats:
    """Return the mean margin of customers at the start who stayed under 1, 2, ... years."""
    worth = record.people["totals"][record.people["started"] == 1].sum(axis=1)
    year = np.minimum(stays(record) // YEAR, years - 1)
    return np.array([worth[year == n].mean() for n in range(years)])


def worth_by_year(record: Record, years: int) -> Floats:
    """Return the margin per customer-year of customers at the start in their 1st, 2nd, ... year."""
    began = record.people["started"] == 1
    rows = record.events[(record.events["person"] >= 0) & (record.events["amount"] != 0)]
    rows = rows[began[rows["person"]]]
    earned = np.bincount((rows["time"] // YEAR).astype(np.int64), weights=rows["amount"], minlength=years)[:years]
    lived = [np.clip(stays(record) - YEAR * n, 0, YEAR).sum() / YEAR for n in range(years)]
    found: Floats = earned / lived
    return found


def top_fifth(record: Record) -> float:
    """Return the share of the fifth of buyers who bring most in what buyers bring."""
    worth = np.sort(record.people["totals"].sum(axis=1)[record.people["bought"] > 0])[::-1]
    return float(worth[: len(worth) // 5].sum() / worth.sum())


def told_share(record: Record) -> float:
    """Return the share of sales to customers who came because somebody told them."""
    sales = record.events[record.events["account"] == Account.SALES]
    who = sales["person"]
    told = (record.people["route"][who] == Route.TELLING) & (sales["time"] >= record.people["joined"][who])
    return float(sales["amount"][told].sum() / sales["amount"].sum())


def serving_share(record: Record, first: int, last: int) -> float:
    """Return what serving costs as a share of sales, over purchases numbered from ``first`` to below ``last``."""
    rows = record.events[(record.events["occasion"] >= first) & (record.events["occasion"] < last)]
    rows = rows[rows["person"] >= 0]
    cost = -rows["amount"][np.isin(rows["account"], SERVING)].sum()
    return float(cost / rows["amount"][rows["account"] == Account.SALES].sum())


def by_cause(found: list[Record]) -> Floats:
    """Return the shares of the causes of departure, in the order of ``Cause``."""
    counts = np.zeros(len(Cause))
    for record in found:
        left = record.events[record.events["kind"] == Kind.DEPARTURE]
        counts += np.bincount(left["detail"] // 8, minlength=len(Cause))
    shares: Floats = counts / counts.sum()
    return shares
