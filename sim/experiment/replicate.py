"""One replication: run an engine, read the responses that are asked for, return the row that is stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from sim.experiment.engines import computed
from sim.experiment.equity import run_off
from sim.model.setting import LogLevel, Setting
from sim.record import MODEL_VERSION, Record
from sim.response import responses_of

ROW_VERSION = "4"
"""Raised whenever the same record gives another row."""


def scenario_key(digest: str, run_length: float, seed: int, control: str = "", after: str = "") -> str:
    """Return the digest of everything but the replication that decides a row (reliability R11), 64 hex digits.

    Parameters
    ----------
    digest
        Of the resolved scenario.
    control
        Name of a negative control; it is run for itself, else an identical strategy would be compared with its own row.
    after
        What follows the run, if something does.

    Examples
    --------
    >>> scenario_key("ab", 365.0, 1) == scenario_key("ab", 365.0, 2)
    False
    """
    parts = ("result", ROW_VERSION, MODEL_VERSION, digest, repr(float(run_length)), int(seed), control)
    return hashlib.sha256("\n".join(map(str, (*parts, after) if after else parts)).encode()).hexdigest()


def worth_of_customers(record: Record) -> dict[str, int]:
    """Return what is booked to all customers, and the most that is booked to one of them, whatever its sign."""
    booked = record.people["totals"].sum(axis=1)
    return {"customers_total": int(booked.sum()), "top_customer": int(abs(booked).max(initial=0))}


def kept_level(setting: Setting, log: LogLevel) -> LogLevel:
    """Return the level a run needs so that responses can leave out the history: all of it when there is one."""
    return LogLevel.ALL if setting.history else log


@dataclass(frozen=True, slots=True)
class Replicate:
    """The task of one scenario's replications; it travels to workers.

    Parameters
    ----------
    setting
        What the engine is given.
    rate
        Effective yearly rate of discount.
    seed, log
        Of the plan.
    engine
        Name of an engine; it leaves no trace in the row.
    names
        Responses of the row.
    run_on
        The world in which the run goes on to tell what the customers left are worth; None if nobody asks.
    """

    setting: Setting
    rate: float
    seed: int
    log: LogLevel
    engine: str
    names: tuple[str, ...] = ()
    run_on: Setting | None = None

    def record(self, replication: int) -> Record:
        """Return the record of a replication; raise what the engine raises."""
        record = computed(self.engine, self.setting, self.seed, replication, kept_level(self.setting, self.log))
        if self.run_on is None:
            return record
        longer = computed(self.engine, self.run_on, self.seed, replication, LogLevel.ALL)
        return replace(record, run_off=run_off(record, longer))

    def __call__(self, scenario: str, replication: int) -> dict[str, Any]:
        """Return the row of a replication, plain JSON values."""
        record = self.record(replication)
        return {
            "scenario": scenario,
            "replication": replication,
            "status": "done",
            "responses": responses_of(record, self.rate, self.names),
            "digest": record.digest(log=False),
            "model_version": MODEL_VERSION,
            "error": None,
            "ledger": record.ledger.tolist(),
            **worth_of_customers(record),
        }
