"""The table of responses: name, unit, definition, direction, and the function that reads it from a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from sim.model.events import Account, Kind, Loss, Route
from sim.record import Record
from sim.response import customers, money, rivalry, service, word, worth
from sim.response.counting import count

Number = int | float
LOSSES = {
    Loss.ATTRACTED: "whom a rival attracted",
    Loss.POACHED: "who took a rival's offer",
    Loss.DROPPED: "whom the firm dropped",
}
ROUTES = {
    Route.ENTRY: "on the day of entry",
    Route.ADVERTISING: "by advertising",
    Route.TELLING: "because somebody told them",
    Route.OCCASION: "at an occasion of their own",
}


class Unit(StrEnum):
    """What a response is counted in."""

    MONEY = "money"  # whole minor units of the scenario's currency
    COUNT = "count"
    SHARE = "share"  # in [0, 1]
    RATE = "per year"
    HOURS = "hours"
    SCORE = "score"  # in [0, 1]
    PER_CUSTOMER = "per customer"


@dataclass(frozen=True, slots=True)
class Response:
    """A number read from a record.

    Parameters
    ----------
    name
        In experiments and tables.
    unit, definition
        What it counts, in one sentence.
    read
        Takes a record and the yearly rate of discount; None where the record gives the response no meaning.
    higher_is_better
        What the firm wishes; only ``compare`` uses it.
    needs_log
        Whether it is read from the event log, so that a run must keep one.
    """

    name: str
    unit: Unit
    definition: str
    read: Callable[[Record, float], Number | None]
    higher_is_better: bool = True
    needs_log: bool = False


def _plain(read: Callable[[Record], Number | None]) -> Callable[[Record, float], Number | None]:
    """Return a reader that takes a rate of discount and does not look at it."""
    return lambda record, _rate: read(record)


def _money() -> list[Response]:
    """Return profit and every account."""
    found = [
        Response("profit", Unit.MONEY, "sum of all accounts, each month discounted to the start", money.profit),
        Response("profit_undiscounted", Unit.MONEY, "sum of all accounts as booked", _plain(money.profit_undiscounted)),
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
        Response("customers_at_end", Unit.COUNT, "customers when the run ends", _plain(customers.customers_at_end)),
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
            "given_up_share",
            Unit.SHARE,
            "complaints given up in the line as a share of those that ended",
            _plain(service.given_up_share),
            higher_is_better=False,
        ),
        Response(
            "mean_wait",
            Unit.HOURS,
            "mean time from a complaint to the agent's answer, over the answers in the log",
            _plain(service.mean_wait),
            higher_is_better=False,
            needs_log=True,
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
        *_word(),
    ]


def _word() -> list[Response]:
    """Return the responses of what word of mouth does beyond joining."""
    return [
        Response(
            "public_complaints",
            Unit.COUNT,
            "complaints in vain that went public",
            _plain(partial(count, kind=Kind.PUBLIC)),
            higher_is_better=False,
        ),
        Response(
            "referred_share_of_sales",
            Unit.SHARE,
            "sales to customers who came because somebody told them, as a share of all sales",
            _plain(word.referred_share_of_sales),
            needs_log=True,
        ),
        Response(
            "departures_by_contagion",
            Unit.COUNT,
            "customers who left because a contact had left",
            _plain(partial(word.departures_after, kind=Kind.DEPARTURE)),
            higher_is_better=False,
            needs_log=True,
        ),
        Response(
            "departures_by_warning",
            Unit.COUNT,
            "customers who left because of a warning they heard",
            _plain(partial(word.departures_after, kind=Kind.WARNING)),
            higher_is_better=False,
            needs_log=True,
        ),
    ]


def _rivals() -> list[Response]:
    """Return the responses of what goes to rivals, and of customers whom the firm drops."""
    return [
        *(
            Response(
                loss.name.lower(),
                Unit.COUNT,
                f"customers {words}",
                _plain(partial(rivalry.lost_by, loss=loss)),
                higher_is_better=False,
                needs_log=True,
            )
            for loss, words in LOSSES.items()
        ),
        Response(
            "share_of_wallet",
            Unit.SHARE,
            "purchases as a share of customers' occasions to buy here or elsewhere",
            _plain(rivalry.share_of_wallet),
        ),
        Response(
            "margin_to_rivals",
            Unit.MONEY,
            "yearly margin of former customers who are a rival's at the end, at the firm's own margin",
            _plain(rivalry.margin_to_rivals),
            higher_is_better=False,
        ),
    ]


def _worth() -> list[Response]:
    """Return the responses of what a customer's worth grows by."""
    return [
        Response(
            "products_per_customer",
            Unit.PER_CUSTOMER,
            "mean number of products that a customer at the end holds",
            _plain(worth.products_per_customer),
        ),
        Response(
            "cost_to_serve_share",
            Unit.SHARE,
            "cost of serving purchases as a share of sales",
            _plain(worth.cost_to_serve_share),
            higher_is_better=False,
        ),
        *(
            Response(
                name,
                Unit.RATE,
                f"departures a year, per customer, of {words}",
                _plain(partial(worth.churn_of_kind, intermediaries=intermediaries)),
                higher_is_better=False,
                needs_log=True,
            )
            for name, words, intermediaries in (
                ("churn_of_partners", "intermediaries", True),
                ("churn_of_final", "everybody but intermediaries", False),
            )
        ),
    ]


RESPONSES: dict[str, Response] = {
    one.name: one for one in (*_money(), *_customers(), *_joins(), *_service(), *_talk(), *_rivals(), *_worth())
}
"""Every response by name; profit comes first."""


def responses_of(record: Record, rate: float) -> dict[str, Number | None]:
    """Return every response of a record.

    Parameters
    ----------
    rate
        Effective yearly rate of discount, a share.
    """
    return {name: response.read(record, rate) for name, response in RESPONSES.items()}
