"""What a customer was worth: amounts booked to persons after the history, by person, cohort and tenure.

Standing costs (wages, advertising, ...) are booked to the firm and are in no person's value. Values count what was
booked until the end of the run and nothing that might have come later.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from sim.model.events import Account, Status
from sim.model.rules.books import FIXED_POINT, discount_weight
from sim.record import EVENT, Record, Table
from sim.response import concentration
from sim.response.counting import at_start
from sim.response.declared import Unit, response
from sim.response.memory import once
from sim.response.money import account_total, discounted
from sim.response.relations import Reals, Truths, Wholes, relation_of, relations_of

BOOKED = np.dtype([(name, EVENT[name]) for name in ("time", "occasion", "amount", "person", "account")], align=True)
"""What is kept of a row that books an amount."""


def booked_rows(record: Record, account: Account | None = None) -> Table:
    """Return rows of ``BOOKED``: those of the log after the history that book to a person, of one account or of all."""
    every = _booked(record)
    found: Table = every if account is None else every.compress(every["account"] == account)
    return found


def booked_in(record: Record, account: Account | None = None) -> Wholes:
    """Return the number of the relation that each of :func:`booked_rows` lies in; -1 for none, and without the log."""
    every = _booked_in(record)
    return every if account is None else every[_booked(record)["account"] == account]


@once
def _booked(record: Record) -> Table:
    events = record.events
    where = np.flatnonzero((events["amount"] != 0) & (events["person"] >= 0) & (events["time"] >= record.history))
    found = np.empty(len(where), BOOKED)
    for name in BOOKED.names or ():
        found[name] = events[name][where]
    return found


@once
def _booked_in(record: Record) -> Wholes:
    rows, relations = _booked(record), relations_of(record)
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


@response("lifetime_value", Unit.MONEY, "mean of what was booked to each customer until the run ended", rows="A13")
def lifetime_value(record: Record) -> int | None:
    """Return the mean of what was booked to whoever was a customer after the history."""
    ever, worth = customers_ever(record), values(record)
    if ever is None or worth is None or not ever.any():
        return None
    return rounded(Fraction(sum(worth[ever].tolist()), int(ever.sum())))


@response(
    "lifetime_value_discounted",
    Unit.MONEY,
    "mean of what was booked to each customer until the run ended, each month discounted to the start",
    rows="A13",
    log=True,
)
def lifetime_value_discounted(record: Record, rate: float) -> int | None:
    """Return the same mean, each month discounted to the end of the history. Needs the complete log."""
    ever, months = customers_ever(record), persons_by_month(record)
    if ever is None or months is None or not ever.any():
        return None
    return rounded(Fraction(discounted([[month] for month in months], rate), FIXED_POINT * int(ever.sum())))


def margin_share(record: Record) -> float | None:
    """Return sales less cost of goods as a share of sales after the history; None without sales."""
    sales = account_total(record, Account.SALES)
    return (sales + account_total(record, Account.GOODS)) / sales if sales > 0 else None


@response(
    "margin_to_rivals",
    Unit.MONEY,
    "margin that leavers for a rival are expected to bring it until the run ends, at their own rate and basket",
    rows="A02",
    higher_is_better=False,
    log=True,
)
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


@response(
    "sales_share_top20",
    Unit.SHARE,
    "share of sales made to the top 20% of customers by sales",
    rows="A07",
    higher_is_better=False,
    account=Account.SALES,
)
@response(
    "profit_share_top20",
    Unit.RATIO,
    "what was booked to the top 20% of customers by it, over what was booked to all",
    rows="A07",
    higher_is_better=False,
)
def top_share(record: Record, account: Account | None = None) -> float | None:
    """Return the share of the top 20% of customers after the history in an account's sum, or in their whole value."""
    amounts = spread(record, account)
    return None if amounts is None else concentration.top_share(amounts)


@response(
    "gini_sales",
    Unit.SCORE,
    "Gini coefficient of sales among customers",
    rows="A07",
    higher_is_better=False,
    account=Account.SALES,
)
@response(
    "gini_profit",
    Unit.RATIO,
    "Gini coefficient of what was booked to customers, beyond 1 if many cost more than they bring",
    rows="A07",
    higher_is_better=False,
)
def gini(record: Record, account: Account | None = None) -> float | None:
    """Return the Gini coefficient of an account's sums, or of values, among customers after the history."""
    amounts = spread(record, account)
    return None if amounts is None else concentration.gini(amounts)


__all__ = [
    "booked_in", "booked_rows", "customers_ever", "discounted_values", "gini", "lifetime_value",
    "lifetime_value_discounted", "logged_values", "margin_share", "margin_to_rivals", "months_at", "persons_by_month",
    "rounded", "spread", "sums", "top_share", "values",
]  # fmt: skip
