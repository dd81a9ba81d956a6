"""Records and results as tidy tables of pandas: words instead of codes, money in currency units, days as days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.experiment.columns import EVENTS, LEDGER, Column, Part, dictionary
from sim.experiment.columns_people import PEOPLE, values_of
from sim.experiment.lines import table_columns, table_lines
from sim.experiment.plan import Plan
from sim.experiment.shard import Row
from sim.model.events import Account, Cause, Kind, Mode, Severity
from sim.record import Record, departure_cause, failure_cause, failure_mode, failure_severity
from sim.scenario.units import Currency

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
    events, detail = record.events, record.events["detail"]
    failed, left = events["kind"] == Kind.FAILURE, events["kind"] == Kind.DEPARTURE
    cause = np.where(failed, failure_cause(detail), np.where(left, departure_cause(detail), -1))
    frame = pd.DataFrame(
        {
            "time_days": events["time"],
            "event": labels(events["kind"], Kind),
            "person": events["person"],
            "occasion": events["occasion"],
            "account": labels(events["account"], Account),
            money_column("amount", currency): events["amount"] / currency.minor,
            "detail": detail,
            "severity": labels(np.where(failed, failure_severity(detail), -1), Severity),
            "mode": labels(np.where(failed, failure_mode(detail), -1), Mode),
            "cause": labels(cause, Cause),
            "parent_event": labels(events["parent_kind"], Kind),
            "parent_person": events["parent_person"],
            "parent_occasion": events["parent_occasion"],
        }
    )
    return explained(frame, EVENTS, currency)


def people_frame(record: Record, currency: Currency, parts: Collection[Part] = (Part.KNOWN,)) -> pd.DataFrame:
    """Return one row a person, the columns of some parts; ``.attrs`` says of each column what it means."""
    columns = tuple(one for one in PEOPLE if one.part in parts or one.field == "number")
    found = {one.named(currency.code): values_of(one, record.people, currency.minor) for one in columns}
    return explained(pd.DataFrame(found), columns, currency)


def ledger_frame(record: Record, currency: Currency) -> pd.DataFrame:
    """Return the ledger, one row for every period and account; the history, if there is one, is a row apart."""
    first = 0 if record.history else 1
    ledger = record.ledger[first:, 1:]
    rows, accounts = ledger.shape
    names = [account.name.lower() for account in Account if account is not Account.NONE]
    months = np.repeat(np.arange(first, first + rows), accounts)
    frame = pd.DataFrame(
        {
            "period": np.where(months == 0, "history", "run").astype(object),
            "month": pd.Series(months, dtype="Int64").mask(months == 0),
            "account": np.tile(np.array(names, dtype=object), rows),
            money_column("amount", currency): ledger.ravel() / currency.minor,
        }
    )
    return explained(frame, LEDGER, currency)


def explained(frame: pd.DataFrame, columns: tuple[Column, ...], currency: Currency) -> pd.DataFrame:
    """Return the frame with its dictionary: in ``.attrs``, part, unit and meaning by column."""
    frame.attrs.update(dictionary(columns, currency.code))
    return frame


def results_frame(plan: Plan, rows: Iterable[Row]) -> pd.DataFrame:
    """Return every replication's responses, one row each; money in currency units, columns named with the currency."""
    order = {entry.name: place for place, entry in enumerate(plan.entries)}
    held = list(rows)
    names = frozenset[str]().union(*(row["responses"] for row in held))
    found = sorted(table_lines(plan, held, names), key=lambda line: (order[line["scenario"]], line["replication"]))
    return pd.DataFrame(found, columns=list(table_columns(plan, names)))


__all__ = ["events_frame", "ledger_frame", "people_frame", "results_frame"]
