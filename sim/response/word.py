"""What word of mouth brings and takes: recommended customers' sales, and departures on account of others."""

from __future__ import annotations

import numpy as np

from sim.model.events import Kind, Route
from sim.record import Record
from sim.response.counting import events_of, share


def referred_share_of_sales(record: Record) -> float | None:
    """Return the sales to customers who came because somebody told them, as a share of all; needs the complete log.

    A purchase counts to the route of the stay it belongs to. Under the headroom reception a telling brings nobody
    directly, and the share is 0.
    """
    if not record.complete:
        return None
    rows = record.events[np.isin(record.events["kind"], (Kind.JOIN, Kind.PURCHASE)) & (record.events["person"] >= 0)]
    rows = rows[np.argsort(rows["person"], kind="stable")]  # of each person in the order of time
    joins = np.flatnonzero(rows["kind"] == Kind.JOIN)
    bought = np.flatnonzero((rows["kind"] == Kind.PURCHASE) & (rows["time"] >= record.history))
    if not len(bought):
        return None
    came = rows["detail"][joins[np.searchsorted(joins, bought) - 1]]
    amounts = rows["amount"][bought]
    return share(int(amounts[came == Route.TELLING].sum()), int(amounts.sum()))


def departures_after(record: Record, kind: Kind) -> int | None:
    """Return how many customers left on account of somebody else's event of a kind; needs the complete log."""
    if not record.complete:
        return None
    left = events_of(record, Kind.DEPARTURE)
    return int(np.count_nonzero(left["parent_kind"] == kind))
