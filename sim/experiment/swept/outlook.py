"""What a sweep would take, from a few measured replications."""

from __future__ import annotations

from math import ceil
from time import perf_counter
from typing import Any

from sim.experiment.carry_out import workers_for
from sim.experiment.cells import varied
from sim.experiment.engines import READY, make_ready, readiness
from sim.experiment.executor import attempt, batch_size
from sim.experiment.plan import Plan
from sim.experiment.shard import Row, encoded
from sim.experiment.size import workers_that_fit
from sim.experiment.sweeps.factors import is_lever
from sim.record import MODEL_VERSION

LEVER = "a lever of the firm: varied as a strategy, levels left alone"
ASSUMPTION = "an assumption about the market: levels are solved again"
MEASURED = 3


def outlook(plan: Plan, engine: str, jobs: int | None) -> dict[str, Any]:
    """Return cells, scenarios, rows, seconds of a replication, time and disk, as JSON values."""
    rows = len(plan.keys) * plan.run.replications
    seconds, found = _measured(plan, engine)
    fitting = workers_that_fit(plan, plan.run.replications, engine)
    workers = min(workers_for(rows, seconds, jobs, engine, plan.level)[0], fitting)
    first, all_of_them = len(encoded(found[:1])), len(encoded(found))
    more = (all_of_them - first) / (MEASURED - 1)
    shards = ceil(rows / batch_size(rows, workers))
    return {
        "cells": sum(bool(cell.names) for cell in plan.cells),
        "scenarios": len(plan.keys),
        "replications": plan.run.replications,
        "rows": rows,
        "varied": {
            key: {"lever": is_lever(key), "how": LEVER if is_lever(key) else ASSUMPTION} for key in varied(plan.cells)
        },
        "seconds_each": seconds,
        "workers": workers,
        "time": span(rows * seconds / workers),
        "seconds": rows * seconds / workers,
        "bytes": round(shards * (first - more) + rows * more),
        "impossible": [{"cell": cell.number, "why": cell.why} for cell in plan.cells if not cell.names],
    }


def _measured(plan: Plan, engine: str) -> tuple[float, list[Row]]:
    """Return the seconds of a replication and some rows, after one that loads what is loaded once."""
    if readiness(engine) != READY:
        make_ready(engine, plan.baseline.setting)
    entry = plan.entries[len(plan.entries) // 2]
    task = plan.task(entry, engine)
    attempt((entry.key, MEASURED), task, MODEL_VERSION)
    start = perf_counter()
    found = [attempt((entry.key, replication), task, MODEL_VERSION) for replication in range(MEASURED)]
    return (perf_counter() - start) / MEASURED, found


def span(seconds: float) -> str:
    """Return a span as people say it.

    Examples
    --------
    >>> span(3.2), span(200), span(40000), span(400000)
    ('4 seconds', '4 minutes', '12 hours', '5 days')
    """
    for word, length in (("day", 86400.0), ("hour", 3600.0), ("minute", 60.0), ("second", 1.0)):
        if seconds >= 2 * length or word == "second":
            count = ceil(seconds / length)
            return f"{count} {word}{'' if count == 1 else 's'}"
    raise AssertionError
