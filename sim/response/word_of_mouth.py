"""What talk is worth: sales by people who joined because they were told, and what a lost customer takes along."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Account, Kind, Route, Status
from sim.model.quantities import MONTH, YEAR
from sim.record import Record, departure_status
from sim.response.counting import count, events_of, rows_of, share
from sim.response.customers import joins_by
from sim.response.declared import Unit, response
from sim.response.relations import Reals, Relations, Truths, Wholes, relation_of, relations_of
from sim.response.split import is_referred
from sim.response.value import booked_in, booked_rows, margin_share, rounded

STAY = 33.0 * YEAR / 12.0
"""Days for which a bank's recommended customers were followed (Schmitt, Skiera & Van den Bulte 2011)."""


@response(
    "referred_share_of_sales",
    Unit.SHARE,
    "sales to customers who joined because somebody told them as a share of sales",
    rows="A12 L08",
    log=True,
)
def referred_share_of_sales(record: Record) -> float | None:
    """Return the share of sales in relations that began because somebody told (A12, L08). Needs the complete log."""
    rows = booked_rows(record, Account.SALES)
    referred = is_referred(record, Account.SALES)
    return None if referred is None else share(int(rows["amount"][referred].sum()), int(rows["amount"].sum()))


@response(
    "referred_share_of_new_sales",
    Unit.SHARE,
    "sales to customers who joined because somebody told them as a share of sales to all who joined",
    log=True,
)
def referred_share_of_new_sales(record: Record) -> float | None:
    """Return the share of those who were told in the sales of relations that began after the history.

    Nobody knows how customers at the start were won. Needs the complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    rows, where = booked_rows(record, Account.SALES), booked_in(record, Account.SALES)
    new = (where >= 0) & relations.joined_in(record.history, record.end)[where]
    told = new & (relations.route[where] == Route.TELLING)
    return share(int(rows["amount"][told].sum()), int(rows["amount"][new].sum()))


def _joiners(record: Record) -> tuple[Relations, Truths, Truths] | None:
    """Return relations, and which of those seen that began after the history were told or not; None unless both."""
    relations = relations_of(record)
    if relations is None:
        return None
    new = relations.joined_in(record.history, record.end) & (relations.end > relations.start)
    told = new & (relations.route == Route.TELLING)
    others = new & ~told
    return (relations, told, others) if told.any() and others.any() else None


@response(
    "referred_stay_gain",
    Unit.RATIO,
    "share of those who joined because somebody told them that stays 33 months, less that of all others who joined",
    log=True,
)
def referred_stay_gain(record: Record) -> float | None:
    """Return how many points more of the told than of others who joined after the history stay for 33 months.

    From departures per day of each group, as if these were the same at every age, since no run sees everybody for
    33 months. None without the complete log, and unless somebody of both joined.
    """
    found = _joiners(record)
    if found is None:
        return None
    relations, *groups = found
    days, left = relations.days_in(record.history, record.end), relations.left_in(record.history, record.end)
    hazards = [np.count_nonzero(left & group) / math.fsum(days[group].tolist()) for group in groups]
    told, others = (math.exp(-hazard * STAY) for hazard in hazards)
    return told - others


@response(
    "referred_value_gain",
    Unit.RATIO,
    "what was booked to those who joined because somebody told them, over that to others who joined, less 1",
    log=True,
)
def referred_value_gain(record: Record) -> float | None:
    """Return how much more was booked to the told than to others who joined after the history, as a share.

    Of each group, for every day from joining to the end of the run, whether she stayed or not: so who joined late does
    not count as worth less. None without the complete log, and where others brought nothing.
    """
    found = _joiners(record)
    if found is None:
        return None
    relations, *groups = found
    amount, where = booked_rows(record)["amount"], booked_in(record)
    worth = np.bincount(where[where >= 0], weights=amount[where >= 0], minlength=len(relations.person))
    seen = record.end - relations.start
    told, others = (math.fsum(worth[group].tolist()) / math.fsum(seen[group].tolist()) for group in groups)
    return told / others - 1.0 if others > 0.0 else None


def joinings_per_praise(record: Record) -> float | None:
    """Return how many people joined because they were told, for each good thing told; None without any telling."""
    return share(joins_by(record, Route.TELLING), count(record, Kind.PRAISE))


def value_of_joining(record: Record, rate: float, account: Account | None = None) -> float | None:
    """Return what a relation that began after the history brought on average until the run ended, minor units.

    Each amount is discounted to the time of joining, at an effective yearly rate. None without the complete log and
    where nobody joined.

    Parameters
    ----------
    account
        One account only; all that is booked to persons if None.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    new = relations.joined_in(record.history, record.end)
    if not new.any():
        return None
    rows, where = booked_rows(record, account), booked_in(record, account)
    begun = (where >= 0) & new[where]
    rows, where = rows.compress(begun), where[begun]
    ages = rows["time"] - relations.start[where]
    worth = rows["amount"] * np.exp(-math.log1p(rate) / YEAR * ages)
    return math.fsum(worth.tolist()) / int(np.count_nonzero(new))


@response(
    "sales_lost_by_warnings",
    Unit.MONEY,
    "sales kept away if a warning keeps away as many as a good word brings",
    rows="A20",
    higher_is_better=False,
    log=True,
)
def sales_lost_by_warnings(record: Record) -> int | None:
    """Return the sales that warnings kept away, by the arithmetic of the texts (A20), minor units, 0 or more.

    Warnings after the history x joinings per good thing told x mean sales of a relation that began after the history:
    a warning is taken to keep away as many as a good word brings. What the model itself makes of warnings is in the
    difference between two runs. Not discounted. Needs the complete log; 0 where nobody warned.
    """
    warned = count(record, Kind.WARNING)
    if warned is None or not record.complete:
        return None
    if warned == 0:
        return 0
    chance, sales = joinings_per_praise(record), value_of_joining(record, 0.0, Account.SALES)
    if chance == 0.0:
        return 0
    return None if chance is None or sales is None else rounded(warned * chance * sales)


@response(
    "value_of_lost_customer",
    Unit.MONEY,
    "mean value lost with a departure until the run ends, with those whom the leaver warned",
    rows="A20",
    higher_is_better=False,
    log=True,
)
def value_of_lost_customer(record: Record, rate: float) -> int | None:
    """Return the mean value lost with a departure after the history, with those she warned, minor units.

    Own part: personal rate x personal mean basket x share of margin in sales over the rest of the run, but not beyond
    the day of moving away, discounted to the departure. Talk: her warnings after the history x joinings per good thing
    told x value of a relation that began after the history, discounted to its joining. The idea is that of Hogan, Lemon
    & Libai (2003); the form is ours. A departure late in the run has less to lose: compare runs of equal length only.
    None without the complete log, without departures and without sales.
    """
    relations, margin = relations_of(record), margin_share(record)
    if relations is None or margin is None:
        return None
    lost = np.flatnonzero(relations.left_in(record.history, record.end))
    if not len(lost):
        return None
    people, who = record.people, relations.person[lost]
    days = np.maximum(0.0, np.minimum(record.end, people["moves"][who]) - relations.end[lost])
    force = math.log1p(rate) / YEAR
    span = days if force == 0.0 else -np.expm1(-force * days) / force
    own = math.fsum((people["rate"][who] * people["basket"][who] * margin * span).tolist())
    warned = _warnings_of(record, relations, lost)
    talk = 0.0
    if warned:
        talk = warned * (joinings_per_praise(record) or 0.0) * (value_of_joining(record, rate) or 0.0)
    return rounded((own + talk) / len(lost))


@response(
    "word_to_leaflets",
    Unit.RATIO,
    "chance that a good word wins who is no customer, over that of a month of the firm's advertising",
    rows="L03",
    log=True,
)
def word_to_leaflets(record: Record) -> float | None:
    """Return how many months of advertising one good word is worth, in customers won, after the history.

    Joins because somebody told over good things that reached people in the market who were no customers, divided by
    joins by advertising over the months that there were such people. What a single leaflet does is not in the model.
    None without the complete log, and where nobody heard anything or advertising won nobody.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    came, went = _stay_in_market(record)
    days = math.fsum(np.maximum(0.0, np.minimum(went, record.end) - np.maximum(came, record.history)).tolist())
    months = (days - math.fsum(relations.days_in(record.history, record.end).tolist())) / MONTH
    told = events_of(record, Kind.PRAISE)
    who, heard = told["detail"], np.floor(told["time"]) + 1.0
    where = relation_of(relations, who, heard)
    customer = (where >= 0) & (relations.end[where] > heard)
    reached = ~customer & (came[who] <= heard) & (went[who] > heard) & (heard < record.end)
    by_word = share(joins_by(record, Route.TELLING), int(np.count_nonzero(reached)))
    by_leaflet = joins_by(record, Route.ADVERTISING) if months > 0.0 else None
    return by_word / by_leaflet * months if by_word is not None and by_leaflet else None


def _stay_in_market(record: Record) -> tuple[Reals, Reals]:
    """Return when each person enters the market and when she goes out of it; the log is complete."""
    came = np.where(record.people["status"] == Status.ABSENT, np.inf, 0.0)
    entries = rows_of(record, Kind.ENTRY)
    came[entries["person"]] = entries["time"]
    went = np.full(len(came), np.inf)
    gone = rows_of(record, Kind.DEPARTURE, Kind.MOVE)
    gone = gone.compress(departure_status(gone["detail"]) == Status.OUT)
    went[gone["person"]] = gone["time"]
    return came, went


def _warnings_of(record: Record, relations: Relations, lost: Wholes) -> int:
    """Return how many warnings after the history were told in some relations; the log is complete."""
    rows = events_of(record, Kind.WARNING)
    return int(np.count_nonzero(np.isin(relation_of(relations, rows["person"], rows["time"]), lost)))


__all__ = [
    "joinings_per_praise", "referred_share_of_new_sales", "referred_share_of_sales", "referred_stay_gain",
    "referred_value_gain", "sales_lost_by_warnings", "value_of_joining", "value_of_lost_customer",
    "word_to_leaflets",
]  # fmt: skip
