"""What customers were worth by the month in which they came, and by how long they had been customers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.model.quantities import YEAR
from sim.record import Record
from sim.response.counting import at_start
from sim.response.declared import Unit, response
from sim.response.memory import once
from sim.response.relations import Reals, Truths, Wholes, relations_of
from sim.response.value import booked_in, booked_rows, months_at, rounded, values

AT_START, NEVER = -1, -2
"""Cohorts of who is a customer when the history ends, and of who never is one after it."""


@once
def cohorts(record: Record) -> Wholes | None:
    """Return the month in which each person first became a customer after the history, shape (persons,).

    ``AT_START`` for who was one then, ``NEVER`` for who never was; None if unknown.
    """
    held = at_start(record)
    if held is None:
        return None
    if record.history == 0:
        people = record.people
        joined, first = people["bought"] > 0, people["first_purchase"]
    else:
        joined, first = _first_joins(record)
    found = np.full(len(record.people), NEVER, np.int64)
    found[joined] = months_at(record, first[joined])
    found[held] = AT_START
    return found


def _first_joins(record: Record) -> tuple[Truths, Reals]:
    """Return whether and when each person first joined after the history; the log is complete."""
    first = np.full(len(record.people), np.inf)
    relations = relations_of(record)
    if relations is not None:
        late = relations.joined_in(record.history, record.end)
        np.minimum.at(first, relations.person[late], relations.start[late])
    return np.isfinite(first), first


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who became customers in one month: their number, and the sum of what was booked to them, minor units."""

    month: int
    persons: int
    value: int


def value_by_cohort(record: Record) -> list[Cohort] | None:
    """Return one row for each cohort with anybody in it, the customers at start first; None if unknown."""
    cohort, worth = cohorts(record), values(record)
    if cohort is None or worth is None:
        return None
    found = []
    for month in range(AT_START, int(cohort.max(initial=NEVER)) + 1):
        who = cohort == month
        if who.any():
            found.append(Cohort(month, int(who.sum()), int(worth[who].sum())))
    return found


@dataclass(frozen=True, slots=True)
class TenureYear:
    """What one year of tenure brought: years lived in it by all customers, sum booked to persons, minor units."""

    year: int
    customer_years: float
    value: int

    @property
    def value_per_year(self) -> float | None:
        """Value per customer-year, minor units; None where nobody lived that year."""
        return self.value / self.customer_years if self.customer_years > 0.0 else None


@once
def value_by_tenure(record: Record) -> list[TenureYear] | None:
    """Return what each year of tenure brought after the history; None without the complete log.

    Tenure counts from joining. The past of customers at the start of the run is not in the record: theirs counts from
    day 0, so their first years are in truth later ones.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    rows, where = booked_rows(record), booked_in(record)
    rows, where = rows.compress(where >= 0), where[where >= 0]
    years = np.floor((rows["time"] - relations.start[where]) / YEAR).astype(np.int64)
    found = []
    for year in range(math.ceil(record.end / YEAR)):
        start = np.maximum(relations.start + year * YEAR, record.history)
        end = np.minimum(relations.start + (year + 1) * YEAR, relations.end)
        lived = math.fsum(np.maximum(0.0, end - start).tolist()) / YEAR
        found.append(TenureYear(year, lived, int(rows["amount"][years == year].sum())))
    return found


@response(
    "value_per_year",
    Unit.MONEY,
    "what was booked to customers per customer-year: what keeping one for another year brings",
    rows="A13",
    log=True,
)
@response(
    "value_per_year_new",
    Unit.MONEY,
    "what was booked to customers in their first year of tenure, per customer-year",
    rows="A01",
    log=True,
    last=0,
)
@response(
    "value_per_year_old",
    Unit.MONEY,
    "what was booked to customers after their first year of tenure, per customer-year",
    rows="A01",
    log=True,
    first=1,
)
def value_per_year(record: Record, first: int = 0, last: int | None = None) -> int | None:
    """Return value per customer-year in some years of tenure, minor units; None without the log or such years.

    Parameters
    ----------
    first, last
        First and last year, from 0; all that follow if ``last`` is None.
    """
    table = value_by_tenure(record)
    if table is None:
        return None
    chosen = [row for row in table if first <= row.year and (last is None or row.year <= last)]
    lived = math.fsum(row.customer_years for row in chosen)
    return rounded(sum(row.value for row in chosen) / lived) if lived > 0.0 else None


__all__ = [
    "AT_START", "NEVER", "Cohort", "TenureYear", "cohorts", "value_by_cohort", "value_by_tenure", "value_per_year",
]  # fmt: skip
