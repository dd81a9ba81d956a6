"""Records and results as tidy tables of pandas: words instead of codes, money in currency units, days as days."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment.answer import Rows, column_of, value_in
from sim.experiment.plan import Plan
from sim.model.events import Account, Case, Cause, Kind, Loss, Mode, Outcome, Route, Severity, Status
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario.units import Currency

if TYPE_CHECKING:
    from numpy.typing import NDArray

CODES: dict[str, type[IntEnum]] = {
    "status": Status,
    "route": Route,
    "cause": Cause,
    "loss": Loss,
    "departure_cause": Cause,
    "departure_loss": Loss,
    "appointed_cause": Cause,
    "appointed_loss": Loss,
    "case": Case,
    "severity": Severity,
    "nature": Cause,
    "mode": Mode,
    "outcome": Outcome,
}
TIMES = (
    "entry", "moves", "left", "joined", "first_purchase", "last_purchase", "next_purchase", "next_talk",
    "next_occasion", "departure", "appointed", "complaint_time", "wait",
)  # fmt: skip
MONEYS = ("basket", "price", "voucher")
FLAGS = ("written", "patient", "started", "strayed", "intermediary")
HIDDEN = (
    "key", "totals", "blame", "advert_left", "advert_since", "pull_left", "pull_since", "contagion_stock",
    "contagion_since", "contagion_left", "departure_kind", "departure_parent", "departure_occasion",
)  # fmt: skip


def labels(codes: NDArray[Any], kind: type[IntEnum]) -> NDArray[Any]:
    """Return the words of an enumeration's numbers; empty for numbers that it has not."""
    known = {int(member): member.name.lower() for member in kind}
    found = [known.get(code, "") for code in codes.tolist()]
    return np.array(found, dtype=object)


def money_column(name: str, currency: Currency) -> str:
    """Return a column's name with its currency.

    Examples
    --------
    >>> money_column("amount", Currency("CNY"))
    'amount_cny'
    """
    return f"{name}_{currency.code.lower()}"


def events_frame(record: Record, currency: Currency) -> pd.DataFrame:
    """Return the event log, one row an event; ``person`` -1 is the firm or a contact from outside."""
    events = record.events
    return pd.DataFrame(
        {
            "time_days": events["time"],
            "event": labels(events["kind"], Kind),
            "person": events["person"],
            "occasion": events["occasion"],
            "account": labels(events["account"], Account),
            money_column("amount", currency): events["amount"] / currency.minor,
            "detail": events["detail"],
            "parent_event": labels(events["parent_kind"], Kind),
            "parent_person": events["parent_person"],
            "parent_occasion": events["parent_occasion"],
        }
    )


def people_frame(record: Record, currency: Currency) -> pd.DataFrame:
    """Return one row a person; times that never come are missing, spans and times are in days."""
    people = record.people
    columns: dict[str, Any] = {"person": people["number"]}
    for name in people.dtype.names or ():
        values = people[name]
        if name in HIDDEN or name == "number":
            continue
        if name in CODES:
            columns[name] = labels(values, CODES[name])
        elif name in TIMES:
            columns[f"{name}_days"] = np.where(np.isfinite(values), values, np.nan)
        elif name in MONEYS:
            columns[money_column(name, currency)] = values / currency.minor
        elif name in FLAGS:
            columns[name] = values.astype(bool)
        else:
            columns["rate_per_day" if name == "rate" else name] = values
    for account in Account:
        if account is not Account.NONE:
            column = money_column(f"total_{account.name.lower()}", currency)
            columns[column] = people["totals"][:, account] / currency.minor
    return pd.DataFrame(columns)


def ledger_frame(record: Record, currency: Currency) -> pd.DataFrame:
    """Return the ledger, one row for every month and account; month 0 is the history, 1 the first that counts."""
    ledger = record.ledger[:, 1:]
    months, accounts = ledger.shape
    names = [account.name.lower() for account in Account if account is not Account.NONE]
    return pd.DataFrame(
        {
            "month": np.repeat(np.arange(months), accounts),
            "account": np.tile(np.array(names, dtype=object), months),
            money_column("amount", currency): ledger.ravel() / currency.minor,
        }
    )


def results_frame(plan: Plan, rows: Rows) -> pd.DataFrame:
    """Return every replication's responses, one row each; money in currency units, columns named with the currency."""
    found = []
    for entry in plan.entries:
        for (key, replication), row in sorted(rows.items()):
            if key == entry.key:
                head = {"scenario": entry.name, "role": entry.role, "replication": replication}
                values = {column_of(plan, name): value_in(plan, row, name) for name in RESPONSES}
                found.append(head | {"status": row["status"]} | values | {"digest": row["digest"]})
    return pd.DataFrame(found)


__all__ = ["events_frame", "ledger_frame", "people_frame", "results_frame"]
