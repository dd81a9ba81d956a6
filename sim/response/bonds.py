"""Contacts on the firm's own account and the bond that comes of them: how many, how many in vain, how strong a bond.

A bond is that of a customer's last purchase or contact; it has faded a little since then.
"""

from __future__ import annotations

import numpy as np

from sim.model.events import Account, Kind, Status
from sim.model.rules.outreach import LOST, PER_CONTACT, ROUSED, SOLD, UNSUITED
from sim.record import Record, Table
from sim.response.counting import events_of, share
from sim.response.declared import Unit, response

BEST = 0.1  # of the customers, by sales
STRONG = 0.1  # a bond


@response(
    "contacts_wasted",
    Unit.SHARE,
    "share of the firm's own contacts that reached somebody who had left or whom they did not suit",
    rows="E08 E12",
    higher_is_better=False,
    log=True,
    found=(UNSUITED, ROUSED, LOST),
)
@response(
    "contacts_sold",
    Unit.SHARE,
    "share of the firm's own contacts after which the customer bought on the same day for it",
    rows="E09 E21",
    log=True,
    found=(SOLD,),
)
def contacts_that(record: Record, found: tuple[int, ...]) -> float | None:
    """Return the share of contacts after the history that found one of some things; None without the complete log."""
    if not record.complete:
        return None
    rows = events_of(record, Kind.CONTACTED)
    return share(int(np.count_nonzero(np.isin(rows["detail"] % PER_CONTACT, found))), len(rows))


@response("bond_mean", Unit.SCORE, "mean bond of customers at the end", rows="E07 N28", best=1.0)
@response(
    "bond_of_best",
    Unit.SCORE,
    "mean bond at the end of the tenth of customers who bought for most",
    rows="E10",
    best=BEST,
)
def bond(record: Record, best: float) -> float | None:
    """Return the mean bond at the end of the share ``best`` of customers by sales; None without customers."""
    found = bonds_by_sales(record)[: max(1, round(best * int(record.heads[Status.CUSTOMER])))]
    return float(found.mean()) if len(found) else None


@response(
    "best_without_bond",
    Unit.SHARE,
    "share of the tenth of customers who bought most whose bond at the end is below 0.1: relations to be strengthened",
    rows="E06",
    higher_is_better=False,
)
def best_without_bond(record: Record) -> float | None:
    """Return the share of the best tenth of customers who have no bond to speak of; None without customers."""
    found = bonds_by_sales(record)
    found = found[: max(1, round(BEST * len(found)))]
    return share(int(np.count_nonzero(found < STRONG)), len(found))


def bonds_by_sales(record: Record) -> Table:
    """Return the bonds of customers at the end, of those first who bought for most, shape (customers,)."""
    people = record.people[record.people["status"] == Status.CUSTOMER]
    found: Table = people["bond"][np.argsort(-people["totals"][:, Account.SALES], kind="stable")]
    return found


def relation_table(record: Record) -> dict[str, float] | None:
    """Return what a review of relations asks: shares of all customers at the end; None without customers.

    ``strongest``: among the better half by sales, with a bond of a tenth or more; ``to_strengthen``: among it without;
    ``most_receptive``: in the other half with a bond; ``weakest``: without.
    """
    found = bonds_by_sales(record)
    if not len(found):
        return None
    half = len(found) // 2
    parts = {"strongest": found[:half] >= STRONG, "to_strengthen": found[:half] < STRONG}
    parts |= {"most_receptive": found[half:] >= STRONG, "weakest": found[half:] < STRONG}
    return {name: int(np.count_nonzero(who)) / len(found) for name, who in parts.items()}


@response("expectation_mean", Unit.SCORE, "mean service that customers at the end expect", rows="E14")
def expectation_mean(record: Record) -> float | None:
    """Return the mean service that customers expect at the end; None without customers."""
    felt = record.people["expectation"][record.people["status"] == Status.CUSTOMER]
    return float(felt.mean()) if len(felt) else None


__all__ = ["best_without_bond", "bond", "bonds_by_sales", "contacts_that", "expectation_mean", "relation_table"]
