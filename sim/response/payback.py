"""When does a new customer pay back what winning her cost? Cash by time since joining.

What winning customers costs is what was booked to advertising after the history. New customers are those who joined
after the history for the first time; later returns of the same person continue her account.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sim.model.events import Account
from sim.model.quantities import YEAR
from sim.record import Record
from sim.response.declared import Unit, response
from sim.response.money import account_total, months_of
from sim.response.relations import Reals, Truths, relations_of
from sim.response.tenure import cohorts
from sim.response.value import booked_rows, months_at, sums


def _joined(record: Record) -> tuple[Truths, Reals] | None:
    """Return who joined after the history and was no customer at its end, and when first; None without the log."""
    relations, cohort = relations_of(record), cohorts(record)
    if relations is None or cohort is None:
        return None
    late = relations.joined_in(record.history, record.end)
    first = np.full(len(record.people), np.inf)
    np.minimum.at(first, relations.person[late], relations.start[late])
    return cohort >= 0, first


def cash_curve(record: Record) -> tuple[Reals, Reals] | None:
    """Return ages in days and the mean cash of a new customer up to each of them, minor units.

    The curve starts at age 0 with minus the cost of advertising per new customer. Each amount that is booked to a new
    customer at some age then adds its share among those who could be seen at that age, so that late joiners, who are
    seen for a shorter time, do not press it down. None without the complete log or without new customers.
    """
    joined = _joined(record)
    if joined is None or not joined[0].any():
        return None
    new, first = joined
    seen = np.sort(record.end - first[new])
    rows = booked_rows(record)
    rows = rows.compress(new[rows["person"]])
    ages = rows["time"] - first[rows["person"]]
    order = np.argsort(ages, kind="stable")
    at_risk = len(seen) - np.searchsorted(seen, ages[order], side="right")
    steps = rows["amount"][order] / np.maximum(1, at_risk)
    cost = account_total(record, Account.ADVERTISING) / len(seen)
    return np.concatenate([[0.0], ages[order]]), np.cumsum(np.concatenate([[cost], steps]))


@response(
    "payback_time",
    Unit.DAYS,
    "age at which a new customer's mean cash has paid the advertising per new customer",
    rows="A14",
    higher_is_better=False,
    log=True,
)
def payback_time(record: Record) -> float | None:
    """Return the age in days at which a new customer's mean cash reaches what winning her cost, and is 0 or more.

    None if it never does within the run, if winning customers cost nothing, and where there is no curve.
    """
    curve = cash_curve(record)
    if curve is None or curve[1][0] >= 0.0:
        return None
    ages, cash = curve
    paid = np.flatnonzero(cash >= 0.0)
    return float(ages[paid[0]]) if len(paid) else None


def cohort_cash(record: Record, month: int) -> list[int] | None:
    """Return the cumulative cash of those who joined in a month: after 0, 1, ... further months, minor units.

    Starts with that month's advertising and what was booked to them in it; the last number holds the end of the run.
    None without the complete log.
    """
    cohort = cohorts(record)
    if cohort is None or not record.complete:
        return None
    months = months_of(record)
    rows = booked_rows(record)
    rows = rows[cohort[rows["person"]] == month]
    by_month = sums(months_at(record, rows["time"]) - month, rows["amount"], len(months) - month)
    found = np.cumsum(by_month) + months[month][Account.ADVERTISING]
    return [int(amount) for amount in found]


def cohort_payback(record: Record, month: int) -> float | None:
    """Return after how many days, in whole months from the begin of theirs, a cohort has paid its advertising.

    None if it has not by the end of the run, and without the complete log.
    """
    cash = cohort_cash(record, month)
    if cash is None:
        return None
    paid = [age for age, amount in enumerate(cash) if amount >= 0]
    return float(Fraction(paid[0] + 1) * Fraction(YEAR) / 12) if paid else None


__all__ = ["cash_curve", "cohort_cash", "cohort_payback", "payback_time"]
