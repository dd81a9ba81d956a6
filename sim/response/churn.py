"""The churn rate of the texts: customers lost in a period as a share of those consuming in it (C05, C06).

Consuming in a period are the customers when it starts and those who join in it. Relations are counted: who leaves,
comes back and leaves again in one period counts twice on both sides. A period is half-open, [start, end).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.model.events import Account, Kind
from sim.record import Record
from sim.response.counting import count, rows_of, share
from sim.response.customers import customers_at_start, joins
from sim.response.declared import Unit, each, response
from sim.response.memory import once
from sim.response.relations import Reals, Truths, relation_of, relations_of
from sim.response.value import months_at, sums

TIERS = (0.2, 0.5, 1.0)
"""Upper ends of the tiers of value: top 20%, next 30%, the rest."""
TIER_NAMES = {"top": "top 20%", "middle": "next 30%", "low": "lower half"}
"""The same in words."""


@dataclass(frozen=True, slots=True)
class Churn:
    """Counts of one period, or of one group of customers in it.

    Parameters
    ----------
    at_start, joined
        Customers when the period starts, and those who came in it; together they consume in it.
    lost
        Those of them who left in it.
    """

    at_start: int
    joined: int
    lost: int

    @property
    def consuming(self) -> int:
        """Customers at the start of the period and those who joined in it."""
        return self.at_start + self.joined

    @property
    def kept(self) -> int:
        """Those who consumed in the period and did not leave in it."""
        return self.consuming - self.lost

    @property
    def churn_rate(self) -> float | None:
        """Lost / consuming; None if nobody consumed.

        References
        ----------
        Formula: mission row C05.
        """
        return share(self.lost, self.consuming)

    @property
    def retention_rate(self) -> float | None:
        """1 - churn rate, so that both add up to exactly 1; None if nobody consumed.

        References
        ----------
        Formula: mission row C06.
        """
        return None if self.churn_rate is None else 1.0 - self.churn_rate


def churn_in(record: Record, start: float, end: float, who: Truths | None = None) -> Churn | None:
    """Return the counts of a period [start, end), days; None without the complete log.

    Parameters
    ----------
    who
        Which relations of :func:`relations_of` count; all if None.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    chosen = np.ones(len(relations.person), np.bool_) if who is None else who
    held = relations.held_at(start) & chosen
    joined = relations.joined_in(start, end) & chosen
    lost = relations.left_in(start, end) & chosen
    return Churn(*(int(np.count_nonzero(one)) for one in (held, joined, lost)))


def churn_of_run(record: Record) -> Churn | None:
    """Return the counts of everything after the history, from totals where there is no history; None if unknown."""
    start, new, lost = customers_at_start(record), joins(record), count(record, Kind.DEPARTURE)
    return None if start is None or new is None or lost is None else Churn(start, new, lost)


@response(
    "churn_rate_of_period",
    Unit.SHARE,
    "customers lost as a share of those at the start and those who joined",
    rows="C05",
    higher_is_better=False,
)
def churn_rate_of_period(record: Record) -> float | None:
    """Return the churn rate of everything after the history."""
    return _rate(churn_of_run(record))


@response("retention_rate_of_period", Unit.SHARE, "1 less the churn rate of the period", rows="C06")
def retention_rate_of_period(record: Record) -> float | None:
    """Return the retention rate of everything after the history."""
    found = churn_of_run(record)
    return None if found is None else found.retention_rate


def _rate(found: Churn | None) -> float | None:
    return None if found is None else found.churn_rate


def month_edges(record: Record) -> list[float]:
    """Return the days on which the months after the history begin, and the end of the run."""
    months = len(record.ledger) - 1
    return [record.history + float(-(-365 * month // 12)) for month in range(months)] + [record.end]


def churn_by_month(record: Record) -> list[Churn] | None:
    """Return the counts of each month after the history, the last one perhaps a part; None without the complete log."""
    return _periods(record, month_edges(record))


def churn_by_year(record: Record) -> list[Churn] | None:
    """Return the counts of each year after the history, the last one perhaps a part; None without the complete log."""
    edges = month_edges(record)
    return _periods(record, [*edges[:-1:12], edges[-1]])


def _periods(record: Record, edges: list[float]) -> list[Churn] | None:
    found = [churn_in(record, start, end) for start, end in pairwise(edges)]
    return [one for one in found if one is not None] if record.complete else None


def churn_by_cohort(record: Record) -> list[Churn] | None:
    """Return for each month of joining who joined in it and how many left by the end of the run.

    One row for each month after the history, and before them one for the customers at its end. None without the
    complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    late = relations.joined_in(record.history, record.end)
    month = np.where(late, months_at(record, relations.start), -1)
    groups = [relations.held_at(record.history), *(late & (month == m) for m in range(len(record.ledger) - 1))]
    found = [churn_in(record, record.history, record.end, group) for group in groups]
    return [one for one in found if one is not None]


@once
def second_deals(record: Record) -> Reals:
    """Return when each relation had its second purchase, days; infinity where there was none. Empty without the log.

    Minus infinity for customers at the start of the run, who bought before it.
    """
    relations = relations_of(record)
    if relations is None:
        return np.zeros(0)
    rows = rows_of(record, Kind.PURCHASE)
    where = relation_of(relations, rows["person"], rows["time"])
    order = np.lexsort((rows["time"], where))
    where, times = where[order], rows["time"][order]
    second = np.flatnonzero((np.arange(len(where)) - np.searchsorted(where, where, side="left")) == 1)
    found = np.full(len(relations.person), math.inf)
    found[where[second]] = times[second]
    found[relations.from_start] = -math.inf
    return found


def churn_of_new(record: Record) -> Churn | None:
    """Return the counts after the history of new customers: with one deal so far (C02). None without the log.

    Everybody who was new at some time after the history counts; lost are those who left after one deal.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    second = second_deals(record)
    held = relations.held_at(record.history) & (second >= record.history)
    lost = relations.left_in(record.history, record.end) & (second == math.inf)
    new = relations.joined_in(record.history, record.end)
    return Churn(*(int(np.count_nonzero(one)) for one in (held, new, lost)))


@response(
    "churn_rate_of_new",
    Unit.SHARE,
    "customers lost after one deal as a share of those who had made just one at some time",
    rows="C02",
    higher_is_better=False,
    log=True,
)
def churn_rate_of_new(record: Record) -> float | None:
    """Return the churn rate of new customers."""
    return _rate(churn_of_new(record))


def churn_of_old(record: Record) -> Churn | None:
    """Return the counts after the history of old customers: with two deals or more (C02). None without the log.

    Who makes the second deal after the history joins the old ones then.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    second = second_deals(record)
    held = relations.held_at(record.history) & (second < record.history)
    became = (second >= record.history) & (second < record.end)
    lost = relations.left_in(record.history, record.end) & (second < math.inf)
    return Churn(*(int(np.count_nonzero(one)) for one in (held, became, lost)))


@response(
    "churn_rate_of_old",
    Unit.SHARE,
    "customers lost after two deals or more as a share of those who had made as many at some time",
    rows="C02",
    higher_is_better=False,
    log=True,
)
def churn_rate_of_old(record: Record) -> float | None:
    """Return the churn rate of old customers."""
    return _rate(churn_of_old(record))


@once
def churn_by_tier(record: Record, time: float | None = None) -> list[Churn] | None:
    """Return the counts of the tiers of value from a time to the end: top 20%, next 30%, rest.

    Customers at that time are ranked by what they had spent in the run until then; equals by number. Who joins later
    is in no tier. None without the complete log.

    Parameters
    ----------
    time
        Days; the middle of the time after the history if None.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    at = record.history + record.run_length / 2.0 if time is None else time
    rows = record.events.compress((record.events["account"] == Account.SALES) & (record.events["time"] < at))
    spent = sums(rows["person"], rows["amount"], len(record.people))
    held = np.flatnonzero(relations.held_at(at))
    ranked = held[np.argsort(-spent[relations.person[held]], kind="stable")]
    left = relations.left_in(at, record.end)
    ends = [0, *(math.ceil(top * len(ranked)) for top in TIERS)]
    tiers = [ranked[a:b] for a, b in pairwise(ends)]
    return [Churn(len(tier), 0, int(np.count_nonzero(left[tier]))) for tier in tiers]


@each(
    response(
        f"churn_rate_of_{name}_tier",
        Unit.SHARE,
        f"share lost in the second half of the run among the {words} of customers by sales until then",
        rows="C05",
        higher_is_better=False,
        log=True,
        tier=tier,
    )
    for tier, (name, words) in enumerate(TIER_NAMES.items())
)
def churn_rate_of_tier(record: Record, tier: int) -> float | None:
    """Return the churn rate of a tier of value in the second half of the run."""
    found = churn_by_tier(record)
    return None if found is None else found[tier].churn_rate


__all__ = [
    "TIERS", "Churn", "churn_by_cohort", "churn_by_month", "churn_by_tier", "churn_by_year", "churn_in",
    "churn_of_new", "churn_of_old", "churn_of_run", "churn_rate_of_new", "churn_rate_of_old", "churn_rate_of_period",
    "churn_rate_of_tier", "month_edges", "retention_rate_of_period", "second_deals",
]  # fmt: skip
