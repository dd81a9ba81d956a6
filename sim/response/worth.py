"""What a customer's worth grows by: products held, the share of wallet, the cost of serving, and who stays."""

from __future__ import annotations

import numpy as np

from sim.model.events import Account, Kind, Status
from sim.model.quantities import YEAR
from sim.record import Record
from sim.response.counting import at_start, count, events_of, share
from sim.response.declared import Unit, response
from sim.response.money import account_total


@response("products_per_customer", Unit.RATIO, "mean number of products that customers at the end hold", rows="B04")
def products_per_customer(record: Record) -> float | None:
    """Return the mean number of products that a customer at the end holds; at least 1."""
    held = record.people["products"][record.people["status"] == Status.CUSTOMER]
    return 1.0 + int(held.sum()) / len(held) if len(held) else None


@response(
    "share_of_wallet",
    Unit.SHARE,
    "purchases as a share of customers' occasions to buy, here or elsewhere",
    rows="A26",
)
def share_of_wallet(record: Record) -> float | None:
    """Return purchases as a share of the customers' occasions to buy, here or elsewhere."""
    own, elsewhere = count(record, Kind.PURCHASE), count(record, Kind.ELSEWHERE)
    return None if own is None or elsewhere is None else share(own, own + elsewhere)


@response(
    "cost_to_serve_share",
    Unit.SHARE,
    "cost of serving purchases as a share of sales",
    rows="A15",
    higher_is_better=False,
)
def cost_to_serve_share(record: Record) -> float | None:
    """Return the cost of serving purchases as a share of sales; positive."""
    return share(-account_total(record, Account.SERVING), account_total(record, Account.SALES))


@response(
    "churn_of_partners",
    Unit.RATE,
    "departures a year, per customer, of intermediaries",
    rows="C03",
    higher_is_better=False,
    log=True,
    intermediaries=True,
)
@response(
    "churn_of_final",
    Unit.RATE,
    "departures a year, per customer, of everybody but intermediaries",
    rows="C04",
    higher_is_better=False,
    log=True,
    intermediaries=False,
)
def churn_of_kind(record: Record, *, intermediaries: bool) -> float | None:
    """Return departures a year per customer, of intermediaries or of everybody else; needs the complete log."""
    start = at_start(record)
    if not record.complete or start is None:
        return None
    people = record.people
    of_kind = (people["intermediary"] == 1) == intermediaries
    departures = int(np.count_nonzero(of_kind[events_of(record, Kind.DEPARTURE)["person"]]))
    heads = np.count_nonzero(start & of_kind) + np.count_nonzero((people["status"] == Status.CUSTOMER) & of_kind)
    customer_years = float(heads) / 2.0 * record.run_length / YEAR
    return departures / customer_years if customer_years > 0.0 else None
