"""What a customer was worth: amounts booked to persons after the history, by person, cohort and tenure.

Standing costs (wages, advertising, ...) are booked to the firm and are in no person's value. Values count what was
booked until the end of the run and nothing that might have come later.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sim.model.events import Account, Status
from sim.model.quantities import YEAR
from sim.model.rules.books import FIXED_POINT, discount_weight
from sim.record import Record, Table
from sim.response import concentration
from sim.response.counting import at_start
from sim.response.memory import once
from sim.response.money import account_total, discounted
from sim.response.relations import Reals, Truths, Wholes, relation_of, relations_of

AT_START, NEVER = -1, -2
"""Cohorts of who is a customer when the history ends, and of who never is one after it."""


@once
def booked_rows(record: Record, account: Account | None = None) -> Table:
    """Return the logged rows after the history that book an amount to a person, of one account or of all."""
    events = record.events
    if account is not None:
        every = booked_rows(record)
        of_account: Table = every[every["account"] == account]
        return of_account
    found: Table = events[(events["amount"] != 0) & (events["person"] >= 0) & (events["time"] >= record.history)]
    return found


@once
def booked_in(record: Record, account: Account | None = None) -> Wholes:
    """Return the number of the relation that each of :func:`booked_rows` lies in; -1 for none, and without the log."""
    rows, relations = booked_rows(record, account), relations_of(record)
    return np.full(len(rows), -1) if relations is None else relation_of(relations, rows["person"], rows["time"])


def rounded(amount: float | Fraction) -> int:
    """Return a whole number, halves rounded up.

    Examples
    --------
    >>> rounded(2.5), rounded(-2.5)
    (3, -2)
    """
    return math.floor(amount + Fraction(1, 2))


def sums(person: Table, amount: Table, persons: int) -> Wholes:
    """Return the exact sum of amounts by person, shape (persons,)."""
    found = np.zeros(persons, np.int64)
    np.add.at(found, person, amount)
    return found


def customers_ever(record: Record) -> Truths | None:
    """Return whether each person was a customer at any time after the history, shape (persons,); None if unknown."""
    held = at_start(record)
    if held is None:
        return None
    if record.history == 0:
        found: Truths = held | (record.people["bought"] > 0)
        return found
    relations = relations_of(record)
    if relations is None:
        return None
    found = held.copy()
    found[relations.person[relations.joined_in(record.history, record.end)]] = True
    return found


def values(record: Record, account: Account | None = None) -> Wholes | None:
    """Return what was booked to each person after the history, minor units, shape (persons,); None if unknown.

    Parameters
    ----------
    account
        One account only; every account if None.
    """
    people = record.people
    if record.history == 0:
        totals = people["totals"]
        found: Wholes = totals.sum(axis=1) if account is None else totals[:, account].copy()
        return found
    return logged_values(record, account)


def logged_values(record: Record, account: Account | None = None) -> Wholes | None:
    """Return the same as :func:`values`, always from the log; None unless it is complete."""
    if not record.complete:
        return None
    rows = booked_rows(record, account)
    return sums(rows["person"], rows["amount"], len(record.people))


def months_at(record: Record, time: Table) -> Wholes:
    """Return the months after the history in which times lie, from 0."""
    found: Wholes = (12 * (np.floor(time).astype(np.int64) - record.history)) // 365
    return found


def discounted_values(record: Record, rate: float) -> Reals | None:
    """Return what was booked to each person, each month discounted as in profit, shape (persons,); None if unknown.

    Minor units, not rounded. Needs the complete log.
    """
    if not record.complete:
        return None
    rows = booked_rows(record)
    months = months_at(record, rows["time"])
    weight = np.array([discount_weight(rate, m) / FIXED_POINT for m in range(int(months.max(initial=-1)) + 1)])
    worth = rows["amount"] * weight[months] if len(rows) else np.zeros(0)
    return np.bincount(rows["person"], weights=worth, minlength=len(record.people)).astype(np.float64)


def persons_by_month(record: Record) -> list[int] | None:
    """Return what was booked to all persons in each month after the history; None without the complete log."""
    if not record.complete:
        return None
    rows = booked_rows(record)
    found: list[int] = sums(months_at(record, rows["time"]), rows["amount"], len(record.ledger) - 1).tolist()
    return found


def lifetime_value(record: Record) -> int | None:
    """Return the mean of what was booked to whoever was a customer after the history."""
    ever, worth = customers_ever(record), values(record)
    if ever is None or worth is None or not ever.any():
        return None
    return rounded(Fraction(sum(worth[ever].tolist()), int(ever.sum())))


def lifetime_value_discounted(record: Record, rate: float) -> int | None:
    """Return the same mean, each month discounted to the end of the history. Needs the complete log."""
    ever, months = customers_ever(record), persons_by_month(record)
    if ever is None or months is None or not ever.any():
        return None
    return rounded(Fraction(discounted([[month] for month in months], rate), FIXED_POINT * int(ever.sum())))


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
    rows, where = rows[where >= 0], where[where >= 0]
    years = np.floor((rows["time"] - relations.start[where]) / YEAR).astype(np.int64)
    found = []
    for year in range(math.ceil(record.end / YEAR)):
        start = np.maximum(relations.start + year * YEAR, record.history)
        end = np.minimum(relations.start + (year + 1) * YEAR, relations.end)
        lived = math.fsum(np.maximum(0.0, end - start).tolist()) / YEAR
        found.append(TenureYear(year, lived, int(rows["amount"][years == year].sum())))
    return found


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


def margin_share(record: Record) -> float | None:
    """Return sales less cost of goods as a share of sales after the history; None without sales."""
    sales = account_total(record, Account.SALES)
    return (sales + account_total(record, Account.GOODS)) / sales if sales > 0 else None


def margin_to_rivals(record: Record) -> int | None:
    """Return the margin that leavers for a rival are expected to bring it until the end of the run, minor units.

    For each departure to a rival: personal rate x personal mean basket x :func:`margin_share` x days until she comes
    back, moves away or the run ends. Not discounted. Needs the complete log.
    """
    relations, share = relations_of(record), margin_share(record)
    if relations is None or share is None:
        return None
    people = record.people
    until = np.minimum(record.end, people["moves"][relations.person])
    again = relations.person[:-1] == relations.person[1:]
    until[:-1][again] = np.minimum(until[:-1][again], relations.start[1:][again])
    lost = relations.left_in(record.history, record.end) & (relations.destination == Status.RIVAL)
    who = relations.person[lost]
    days = np.maximum(0.0, until[lost] - relations.end[lost])
    return rounded(math.fsum((people["rate"][who] * people["basket"][who] * share * days).tolist()))


def spread(record: Record, account: Account | None = None) -> Wholes | None:
    """Return what was booked to each customer after the history, shape (customers ever,); None if unknown."""
    ever, worth = customers_ever(record), values(record, account)
    return None if ever is None or worth is None else worth[ever]


def top_share(record: Record, account: Account | None = None) -> float | None:
    """Return the share of the top 20% of customers after the history in an account's sum, or in their whole value."""
    amounts = spread(record, account)
    return None if amounts is None else concentration.top_share(amounts)


def gini(record: Record, account: Account | None = None) -> float | None:
    """Return the Gini coefficient of an account's sums, or of values, among customers after the history."""
    amounts = spread(record, account)
    return None if amounts is None else concentration.gini(amounts)


__all__ = [
    "AT_START", "NEVER", "Cohort", "TenureYear", "booked_in", "booked_rows", "cohorts", "customers_ever",
    "discounted_values", "gini", "lifetime_value", "lifetime_value_discounted", "logged_values", "margin_share",
    "margin_to_rivals", "months_at", "persons_by_month", "rounded", "spread", "sums", "top_share",
    "value_by_cohort", "value_by_tenure", "value_per_year", "values",
]  # fmt: skip
