"""Where profit and its differences come from: first and repeat purchases, referred customers, and a waterfall.

Every split adds up exactly, in whole minor units.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from sim.model.events import Account, Kind, Route
from sim.record import Record, Table
from sim.response.counting import count, events_of, rows_of, share
from sim.response.declared import Unit, each, response
from sim.response.memory import once
from sim.response.money import account_total, profit_undiscounted
from sim.response.relations import Truths, relations_of
from sim.response.value import booked_in, booked_rows, rounded

SOURCES = {
    "first": "first purchases ever of customers who were not told",
    "repeat": "everything else booked to customers who were not told",
    "referred": "everything booked to customers who joined because somebody told them",
    "standing": "bookings of the firm",
}
TO_SERVE = (
    Account.HANDLING,
    Account.FOLLOW_UP,
    Account.CHANNEL,
    Account.WAGES,
    Account.OVERTIME,
    Account.SERVING,
)
TO_RECOVER = (Account.COMPENSATION, Account.VOUCHERS)
TO_ACQUIRE = (Account.ADVERTISING, Account.ACQUISITION)
PARTS = ("visits", "price", "cost_to_serve", "recovery", "acquisition", "programmes")


@once
def first_occasions(record: Record) -> Table:
    """Return the purchase number of each person's first purchase ever, shape (persons,); -1 without any.

    Customers at the start of the run have bought before: all their purchases are repeats. The log is complete.
    """
    found = np.full(len(record.people), -1, np.int64)
    rows = rows_of(record, Kind.PURCHASE)
    most = np.iinfo(np.int64).max
    lowest = np.full(len(record.people), most)
    np.minimum.at(lowest, rows["person"], rows["occasion"])
    found[lowest < most] = lowest[lowest < most]
    joins = rows_of(record, Kind.JOIN)
    found[joins["person"][joins["detail"] == Route.START]] = -1
    return found


def is_first(record: Record, rows: Table) -> Truths:
    """Return whether each row belongs to the story of its person's first purchase. The log is complete."""
    found: Truths = first_occasions(record)[rows["person"]] == rows["occasion"]
    return found


def is_referred(record: Record, account: Account | None = None) -> Truths | None:
    """Return whether each of ``booked_rows`` lies in a relation that began because somebody told.

    None without the complete log.
    """
    relations = relations_of(record)
    if relations is None:
        return None
    where = booked_in(record, account)
    found = np.zeros(len(where), np.bool_)
    found[where >= 0] = relations.route[where[where >= 0]] == Route.TELLING
    return found


def repeat_purchases(record: Record) -> int | None:
    """Return how many purchases after the history were not their person's first one ever; None if unknown."""
    if record.history == 0:
        people = record.people
        firsts = int(np.count_nonzero((people["bought"] > 0) & (people["started"] == 0)))
        return int(record.counts[0, Kind.PURCHASE]) - firsts
    if not record.complete:
        return None
    return int(np.count_nonzero(~is_first(record, events_of(record, Kind.PURCHASE))))


@response("repeat_share", Unit.SHARE, "repeat purchases as a share of purchases", rows="A23")
def repeat_share(record: Record) -> float | None:
    """Return repeat purchases as a share of purchases."""
    return share(repeat_purchases(record), count(record, Kind.PURCHASE))


@response("repeat_share_of_sales", Unit.SHARE, "sales by repeat purchases as a share of sales", rows="A23", log=True)
def repeat_share_of_sales(record: Record) -> float | None:
    """Return the share of sales made by repeat purchases. Needs the complete log."""
    if not record.complete:
        return None
    rows = booked_rows(record, Account.SALES)
    again = rows["amount"][~is_first(record, rows)]
    return share(int(again.sum()), int(rows["amount"].sum()))


@once
def profit_split(record: Record) -> dict[str, int] | None:
    """Return profit by source; the parts add up to undiscounted profit. None without the complete log.

    ``referred``: all that was booked to customers in relations that began because somebody told; ``first``: the stories
    of the others' first purchases; ``repeat``: whatever else was booked to persons; ``standing``: the firm's bookings.
    """
    rows = booked_rows(record)
    referred = is_referred(record)
    if referred is None:
        return None
    first = is_first(record, rows) & ~referred
    amount = rows["amount"]
    return {
        "first": int(amount[first].sum()),
        "repeat": int(amount[~first & ~referred].sum()),
        "referred": int(amount[referred].sum()),
        "standing": profit_undiscounted(record) - int(amount.sum()),
    }


@each(
    response(f"profit_{part}", Unit.MONEY, f"undiscounted profit from {words}", rows="A27", log=True, part=part)
    for part, words in SOURCES.items()
)
def profit_from(record: Record, part: str) -> int | None:
    """Return one part of :func:`profit_split`."""
    parts = profit_split(record)
    return None if parts is None else parts[part]


def waterfall(baseline: Record, alternative: Record) -> dict[str, int] | None:
    """Return what a difference of undiscounted profit is made of; the parts add up to it exactly.

    Margin (sales less goods) is purchases x margin per purchase. ``visits`` is the difference of purchases at the mean
    margin of the two runs, ``price`` the difference of margin per purchase at their mean number of purchases; the two
    add up to the difference of margin (Shapley's split of a product). ``cost_to_serve`` is handling, follow-up,
    channel, wages, overtime and serving; ``recovery`` compensation and vouchers; ``acquisition`` advertising and what
    winning costs; ``programmes`` the rest. None where the purchases after a history are unknown.
    """
    bought = [count(record, Kind.PURCHASE) for record in (baseline, alternative)]
    if bought[0] is None or bought[1] is None:
        return None
    before, after = bought[0], bought[1]
    margins = [_total(record, (Account.SALES, Account.GOODS)) for record in (baseline, alternative)]
    visits = rounded((after - before) * _margin_per_purchase(baseline, alternative))
    parts = {"visits": visits, "price": margins[1] - margins[0] - visits}
    for name, accounts in (("cost_to_serve", TO_SERVE), ("recovery", TO_RECOVER), ("acquisition", TO_ACQUIRE)):
        parts[name] = _total(alternative, accounts) - _total(baseline, accounts)
    whole = profit_undiscounted(alternative) - profit_undiscounted(baseline)
    return parts | {"programmes": whole - sum(parts.values())}


def referred_visits(baseline: Record, alternative: Record) -> int | None:
    """Return how much of the waterfall's ``visits`` are purchases of customers who joined because somebody told them.

    The rest of ``visits`` is what the others buy more or less. None without both complete logs.
    """
    told = [is_referred(record, Account.SALES) for record in (baseline, alternative)]
    if told[0] is None or told[1] is None:
        return None
    more = int(np.count_nonzero(told[1])) - int(np.count_nonzero(told[0]))
    return rounded(more * _margin_per_purchase(baseline, alternative))


def _margin_per_purchase(*records: Record) -> Fraction:
    """Return the mean over records of sales less goods per purchase; records without purchases are left out."""
    known = [
        Fraction(_total(record, (Account.SALES, Account.GOODS)), number)
        for record in records
        if (number := count(record, Kind.PURCHASE))
    ]
    return sum(known, Fraction(0)) / len(known) if known else Fraction(0)


def _total(record: Record, accounts: tuple[Account, ...]) -> int:
    return sum(account_total(record, account) for account in accounts)


__all__ = [
    "PARTS", "first_occasions", "is_first", "is_referred", "profit_from", "profit_split", "referred_visits",
    "repeat_purchases", "repeat_share", "repeat_share_of_sales", "waterfall",
]  # fmt: skip
