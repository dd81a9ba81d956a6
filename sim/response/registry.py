"""The table of responses: name, unit, definition, direction, and the function that reads it from a record."""

from __future__ import annotations

from functools import partial

from sim.model.events import Account, Kind, Route
from sim.record import Record
from sim.response import customers, money, service
from sim.response.counting import count
from sim.response.declared import Number, Reach, Response, Unit
from sim.response.declared import plain as _plain
from sim.response.listed import LISTED

ROUTES = {
    Route.ENTRY: "on the day of entry",
    Route.ADVERTISING: "by advertising",
    Route.TELLING: "because somebody told them",
    Route.OCCASION: "at an occasion of their own",
}


def _money() -> list[Response]:
    """Return profit and every account."""
    found = [
        Response(
            "profit",
            Unit.MONEY,
            "sum of all accounts, each month discounted to the start",
            money.profit,
            reach=Reach.VALUE,
        ),
        Response(
            "profit_undiscounted",
            Unit.MONEY,
            "sum of all accounts as booked",
            _plain(money.profit_undiscounted),
            reach=Reach.VALUE,
        ),
    ]
    for account in Account:
        if account is not Account.NONE:
            word = account.name.lower()
            sign = "income" if account is Account.SALES else "cost, negative"
            read = _plain(partial(money.account_total, account=account))
            found.append(Response(word, Unit.MONEY, f"account {word}: {sign}", read))
    return found


def _customers() -> list[Response]:
    """Return the responses of heads, purchases and departures."""
    return [
        Response(
            "customers_at_start", Unit.COUNT, "customers when the history ends", _plain(customers.customers_at_start)
        ),
        Response(
            "customers_at_end",
            Unit.COUNT,
            "customers when the run ends",
            _plain(customers.customers_at_end),
            reach=Reach.HEAD,
        ),
        Response(
            "market_share",
            Unit.SHARE,
            "customers at the end as a share of own and rivals' customers",
            _plain(customers.market_share),
        ),
        Response("purchases", Unit.COUNT, "purchases", _plain(partial(count, kind=Kind.PURCHASE))),
        Response(
            "departures",
            Unit.COUNT,
            "customers who left",
            _plain(partial(count, kind=Kind.DEPARTURE)),
            higher_is_better=False,
        ),
        Response(
            "churn_rate",
            Unit.RATE,
            "departures a year, per customer (mean of customers at start and at end)",
            _plain(customers.churn_rate),
            higher_is_better=False,
        ),
        Response(
            "retention", Unit.SHARE, "share of the customers at start who never left", _plain(customers.retention)
        ),
        Response(
            "satisfaction", Unit.SCORE, "mean satisfaction of customers at the end", _plain(customers.satisfaction)
        ),
    ]


def _joins() -> list[Response]:
    """Return the responses of people who become customers."""
    return [
        Response(
            "joins", Unit.COUNT, "people who became customers, again or for the first time", _plain(customers.joins)
        ),
        *(
            Response(
                f"joins_{route.name.lower()}",
                Unit.COUNT,
                f"people who became customers {words}",
                _plain(partial(customers.joins_by, route=route)),
                needs_log=True,
            )
            for route, words in ROUTES.items()
        ),
    ]


def _service() -> list[Response]:
    """Return the responses of failures, complaints and answers."""
    complaints = partial(count, kind=Kind.COMPLAINT)
    return [
        Response(
            "failures",
            Unit.COUNT,
            "purchases that went wrong",
            _plain(partial(count, kind=Kind.FAILURE)),
            higher_is_better=False,
        ),
        Response(
            "failure_share",
            Unit.SHARE,
            "failures as a share of purchases",
            _plain(service.failure_share),
            higher_is_better=False,
        ),
        Response("complaints", Unit.COUNT, "failures that were complained about", _plain(complaints)),
        Response("complaint_share", Unit.SHARE, "complaints as a share of failures", _plain(service.complaint_share)),
        Response(
            "resolved_share",
            Unit.SHARE,
            "resolved complaints as a share of those that ended",
            _plain(service.resolved_share),
        ),
        Response(
            "complaints_given_up_share",
            Unit.SHARE,
            "complaints given up in the line as a share of those that ended",
            _plain(service.given_up_share),
            higher_is_better=False,
        ),
    ]


def _talk() -> list[Response]:
    """Return the responses of what customers tell others."""
    return [
        Response("praise", Unit.COUNT, "good things told to others", _plain(partial(count, kind=Kind.PRAISE))),
        Response(
            "warnings",
            Unit.COUNT,
            "bad things told to others",
            _plain(partial(count, kind=Kind.WARNING)),
            higher_is_better=False,
        ),
    ]


ALL: tuple[Response, ...] = (*_money(), *_customers(), *_joins(), *_service(), *_talk(), *LISTED)
"""Every response; no two have the same name."""

RESPONSES: dict[str, Response] = {one.name: one for one in ALL}
"""Every response by name; profit comes first."""


def responses_of(record: Record, rate: float) -> dict[str, Number | None]:
    """Return every response of a record.

    Parameters
    ----------
    rate
        Effective yearly rate of discount, a share.
    """
    return {name: response.read(record, rate) for name, response in RESPONSES.items()}
