"""Whom a rival or the firm took away, and what a rival has of customers who are or were the firm's."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Account, Cause, Kind, Loss, Status
from sim.model.quantities import YEAR
from sim.record import Record, Table
from sim.response.counting import count, events_of, share

CODED = 128  # times an appointed type of loss, in the detail of a departure


def losses(departures: Table) -> Table:
    """Return the type of loss of each row of a departure: what was appointed, else attracted where a rival was it."""
    detail = departures["detail"]
    by_cause = np.where(detail % CODED // 8 == Cause.COMPETITION, int(Loss.ATTRACTED), 0)
    found: Table = np.where(detail >= CODED, detail // CODED, by_cause)
    return found


def lost_by(record: Record, loss: Loss) -> int | None:
    """Return how many departures were of a type of loss: attracted, poached or dropped; needs the complete log."""
    if not record.complete:
        return None
    return int(np.count_nonzero(losses(events_of(record, Kind.DEPARTURE)) == loss))


def share_of_wallet(record: Record) -> float | None:
    """Return purchases as a share of the customers' occasions to buy, here or elsewhere."""
    own, elsewhere = count(record, Kind.PURCHASE), count(record, Kind.ELSEWHERE)
    return None if own is None or elsewhere is None else share(own, own + elsewhere)


def margin_to_rivals(record: Record) -> int | None:
    """Return the yearly margin, minor units, of customers who left after the history and are a rival's at the end.

    Their rates of buying times their baskets, at the margin that the firm's own sales had.
    """
    people = record.people
    gone = people[(people["status"] == Status.RIVAL) & np.isfinite(people["left"]) & (people["left"] >= record.history)]
    booked = record.ledger[1:].sum(axis=0)
    sales = int(booked[Account.SALES])
    if not sales:
        return None
    margin = (sales + int(booked[Account.GOODS])) / sales
    return round(math.fsum((gone["rate"] * gone["basket"]).tolist()) * YEAR * margin)
