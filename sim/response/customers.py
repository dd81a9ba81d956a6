"""Who stays, who leaves, who joins: heads, departures and purchases after the history; how the market grows."""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Kind, Route, Status
from sim.model.quantities import YEAR
from sim.record import Record, departure_status
from sim.response.counting import at_start, count, events_of, never_left, share
from sim.response.declared import Reach, Unit, each, response

ROUTES = {
    Route.ENTRY: "on the day of entry",
    Route.ADVERTISING: "by advertising",
    Route.TELLING: "because somebody told them",
    Route.OCCASION: "at an occasion of their own",
    Route.WIN_BACK: "because the firm won them back",
}


@response("customers_at_start", Unit.COUNT, "customers when the history ends")
def customers_at_start(record: Record) -> int | None:
    """Return the number of customers when the history ends."""
    started = at_start(record)
    return None if started is None else int(np.count_nonzero(started))


@response("customers_at_end", Unit.COUNT, "customers when the run ends", reach=Reach.HEAD)
def customers_at_end(record: Record) -> int:
    """Return the number of customers when the run ends."""
    return int(record.heads[Status.CUSTOMER])


@response(
    "churn_rate",
    Unit.RATE,
    "departures a year, per customer (mean of customers at start and at end)",
    higher_is_better=False,
)
def churn_rate(record: Record) -> float | None:
    """Return departures a year, per customer: the mean of customers at start and at end."""
    departures, start = count(record, Kind.DEPARTURE), customers_at_start(record)
    if departures is None or start is None:
        return None
    customer_years = (start + customers_at_end(record)) / 2.0 * record.run_length / YEAR
    return departures / customer_years if customer_years > 0.0 else None


@response("retention", Unit.SHARE, "share of the customers at start who never left")
def retention(record: Record) -> float | None:
    """Return the share of the customers at start who never left."""
    started, stays = at_start(record), never_left(record)
    if started is None or stays is None:
        return None
    return share(int(np.count_nonzero(started & stays)), int(np.count_nonzero(started)))


@response("joins", Unit.COUNT, "people who became customers, again or for the first time")
def joins(record: Record) -> int | None:
    """Return how often somebody became a customer after the start."""
    total = count(record, Kind.JOIN)
    if total is None or record.history > 0:
        return total
    return total - (customers_at_start(record) or 0)


@each(
    response(f"joins_{route.name.lower()}", Unit.COUNT, f"people who became customers {words}", log=True, route=route)
    for route, words in ROUTES.items()
)
def joins_by(record: Record, route: Route) -> int | None:
    """Return how often somebody became a customer by a route; needs the complete log."""
    if not record.complete:
        return None
    return int(np.count_nonzero(events_of(record, Kind.JOIN)["detail"] == route))


@response("market_share", Unit.SHARE, "customers at the end as a share of own and rivals' customers")
def market_share(record: Record) -> float | None:
    """Return customers at the end as a share of own and rivals' customers."""
    own = customers_at_end(record)
    return share(own, own + int(record.heads[Status.RIVAL]))


@response("satisfaction", Unit.SCORE, "mean satisfaction of customers at the end")
def satisfaction(record: Record) -> float | None:
    """Return the mean satisfaction of customers at the end."""
    people = record.people
    felt = people["satisfaction"][people["status"] == Status.CUSTOMER]
    return math.fsum(felt.tolist()) / len(felt) if len(felt) else None


@response("customer_growth", Unit.RATIO, "customers at the end over those at the start, less 1", rows="C07")
def customer_growth(record: Record) -> float | None:
    """Return customers at the end over those at the start, less 1; None without customers at the start."""
    grown = share(customers_at_end(record), customers_at_start(record))
    return None if grown is None else grown - 1.0


@response(
    "market_growth",
    Unit.RATE,
    "growth a year of the number of people in the market, prospects and rivals' customers too",
    rows="C07",
)
def market_growth(record: Record) -> float | None:
    """Return the growth a year of the number of people in the market after the history.

    In the market is who has entered it and is not out of it: prospects, customers, rival's customers. The growth is
    that which, every year, would lead from the number at first to the number at the end; -1 if nobody is left.
    None without people at first, for an empty run, for one so short that the number is too large, and with a history
    without the complete log.
    """
    entered, gone = count(record, Kind.ENTRY), _went_out(record)
    if entered is None or gone is None or record.run_length <= 0.0:
        return None
    at_end = len(record.people) - int(record.heads[Status.ABSENT]) - int(record.heads[Status.OUT])
    ratio = share(at_end, at_end - entered + gone)
    if ratio is None:
        return None
    try:
        return math.expm1(math.log(ratio) * YEAR / record.run_length) if ratio > 0.0 else -1.0
    except OverflowError:
        return None


def _went_out(record: Record) -> int | None:
    """Return how many people have left the market after the history."""
    if record.history == 0:
        return int(record.heads[Status.OUT])
    if not record.complete:
        return None
    left = [events_of(record, kind)["detail"] for kind in (Kind.DEPARTURE, Kind.MOVE)]
    return sum(int(np.count_nonzero(departure_status(detail) == Status.OUT)) for detail in left)
