"""Carry a plan out in a folder: replications in parallel, in steps to a precision if one is asked for, resumable."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.experiment.answer import differences_of
from sim.experiment.description import described, note_wish
from sim.experiment.engines import cores, engine_of, is_ready, make_ready
from sim.experiment.executor import Progress, run
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.shard import Row
from sim.experiment.statistics import Precision, Series, moments, planned_looks
from sim.experiment.store import Status, Store, rows
from sim.record import MODEL_VERSION

LOG = logging.getLogger("sim")


@dataclass(frozen=True, slots=True)
class Done:
    """How a plan ended: replications of each scenario, where all rows stand, and whether the precision was reached."""

    replications: int
    status: Status
    reached: bool


def carry_out(
    plan: Plan,
    folder: Path,
    *,
    engine: str = "compiled",
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Done:
    """Compute and store what the folder does not hold yet.

    Parameters
    ----------
    engine
        Leaves no trace in the results.
    jobs
        Worker processes; None for as many as there are cores and use.
    progress
        Called with (safe, planned) whenever more rows are safe.

    Raises
    ------
    PlanError
        Unknown engine.
    Interrupted, StoreError, StoreMismatch, WorkersUnavailable, TaskError
        As :func:`sim.experiment.executor.run` and :class:`sim.experiment.store.Store` do.
    """
    engine_of(engine)
    precision = plan.run.precision
    looks = (plan.run.replications,) if precision is None else planned_looks(plan.run.replications, precision.at_most)
    with Store(folder, described(plan)) as store:
        note_wish(folder, plan)
        for look in looks:
            ended = _step(plan, store, look, engine, jobs, progress)
            reached = precision is None or is_reached(plan, {row_key(row): row for row in rows(folder)}, look)
            if reached:
                break
    return Done(look, ended, reached)


def row_key(row: Row) -> tuple[str, int]:
    """Return what a row is stored under."""
    return row["scenario"], row["replication"]


def _step(
    plan: Plan, store: Store, replications: int, engine: str, jobs: int | None, progress: Progress | None
) -> Status:
    """Compute the missing ones of so many replications."""
    tasks = {entry.key: plan.task(entry, engine) for entry in plan.entries}
    work = [(key, tasks[key[0]]) for key in plan.planned(replications)]
    missing = sum(key not in store for key, _ in work)
    if missing and not is_ready(engine):
        LOG.info("compiling the engine, once for this version of it: one to two minutes")
        make_ready(engine, plan.baseline.setting)
    return run(work, store, model_version=MODEL_VERSION, jobs=jobs_for(missing, jobs), progress=progress)


def jobs_for(missing: int, jobs: int | None) -> int:
    """Return how many workers are worth starting: those asked for, else the cores, else none for a handful of rows.

    Examples
    --------
    >>> jobs_for(3, None), jobs_for(3, 2)
    (1, 2)
    """
    few = 4
    return jobs if jobs is not None else (cores() if missing > few else 1)


def is_reached(plan: Plan, found: Mapping[tuple[str, int], Row], look: int) -> bool:
    """Return whether the first response's differences are as narrow as wished, seen in the first ``look`` pairs."""
    wish = plan.run.precision
    if wish is None:
        return True
    response = plan.responses[0]
    baseline, alternatives = differences_of(plan, found, response, range(look))
    amount = wish.absolute if wish.absolute is not None else (wish.relative or 0.0) * abs(_mean(baseline))
    precision = Precision(amount, relative=False, level=plan.run.level)
    family = max(1, len(plan.of_role(ALTERNATIVE)))
    every = alternatives or [baseline]
    return all(precision.reached(moments([x for x in one.values() if x is not None]), family) for one in every)


def _mean(series: Series) -> float:
    return moments([value for value in series.values() if value is not None]).mean or 0.0
