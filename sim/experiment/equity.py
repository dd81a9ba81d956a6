"""What the customers are worth who are left at the end of a run: the run goes on, with nobody joining.

A second run of the same replication goes further. Draws are keyed, so it is the first one up to its end; from the night
after, everybody is served by the firm as it is and nobody joins: nobody new, nobody won back.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np

from sim.engine.audit import agree
from sim.model.events import Status
from sim.model.parameters import Parameters
from sim.model.rules.books import month_of
from sim.model.setting import Setting
from sim.record import Record, RunOff
from sim.response.value import booked_rows, months_at, sums


def continued(setting: Setting, base: Parameters, days: float) -> Setting:
    """Return the world in which a run goes on for some days: under the firm as it is, closed to whoever is outside.

    Where the run ends within a day, that day is still the strategy's.
    """
    close = ceil(setting.end)
    phases = tuple((day, p) for day, p in setting.phases if day < close)
    closed = replace(base, market_closed=1)
    return replace(setting, run_length=setting.run_length + days, phases=(*phases, (close, closed)))


def run_off(record: Record, longer: Record) -> RunOff:
    """Return what comes after the end of a run, from the complete record of the run that went on.

    Standing costs, outside contacts and everything else that is booked to the firm are left out.

    Raises
    ------
    AuditFault
        If the two runs are not the same up to that end.
    """
    _check_same(record, longer)
    left = record.people["status"] == Status.CUSTOMER
    rows = booked_rows(longer)
    rows = rows[(rows["time"] >= record.end) & left[rows["person"]]]
    months = sums(months_at(longer, rows["time"]), rows["amount"], len(longer.ledger) - 1)
    alive = left & (longer.people["status"] == Status.CUSTOMER)
    return RunOff(tuple(months.tolist()), int(left.sum()), int(alive.sum()))


def _check_same(record: Record, longer: Record) -> None:
    """Check that both runs book the same until the end of the shorter: month by month, person by person."""
    whole = 1 + month_of(max(0, ceil(record.end) - 1), record.history)  # the last month may be cut
    agree("ledger = that of the longer run", record.ledger[:whole].tolist(), longer.ledger[:whole].tolist())
    events = longer.events
    before = events[(events["amount"] != 0) & (events["person"] >= 0) & (events["time"] < record.end)]
    booked = sums(before["person"], before["amount"], len(record.people))
    differ = np.count_nonzero(booked != record.people["totals"].sum(axis=1))
    agree("persons booked otherwise in the longer run", 0, int(differ))


__all__ = ["continued", "run_off"]
