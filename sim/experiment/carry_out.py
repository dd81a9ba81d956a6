"""Carry a plan out in a folder: replications in parallel, in doublings where a precision or verdicts are wished."""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from sim.experiment.answer import compared, mean_of, needed
from sim.experiment.cluster import CREW
from sim.experiment.description import described, wish_of
from sim.experiment.engines import READY, cores, engine_of, known_engine, make_ready, readiness
from sim.experiment.errors import Interrupted, PlanError, StoreError
from sim.experiment.executor import Progress, run
from sim.experiment.folder import is_store
from sim.experiment.packed import Number
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.settle import SETTLED
from sim.experiment.size import longest, seconds_of, workers_that_fit
from sim.experiment.statistics import planned_looks
from sim.experiment.store import Status, Store, Stored
from sim.experiment.work import WHOLE, Share
from sim.experiment.workers import Pool, Threads, local_pool
from sim.model.setting import LogLevel
from sim.record import MODEL_VERSION
from sim.scenario import Precision

LOG = logging.getLogger("sim")
LONG = 0.5
"""Seconds of a replication from which on it is left to processes, which Ctrl-C can end in the middle."""
WORTH_THREADS, WORTH_PROCESSES = 0.2, 4.0
"""Seconds of work from which on more workers than one pay: threads start at once, a process takes a second or two."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a plan ended: replications of each scenario, where all rows stand, and whether what was wished is reached."""

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
    kept: bool = True,
    share: Share = WHOLE,
) -> Done:
    """Compute and store what the folder does not hold yet.

    Parameters
    ----------
    engine
        Leaves no trace in the results.
    jobs
        Workers; None for as many as there are cores and use.
    kept
        Whether results are to survive a loss of power.
    progress
        Called with (safe, planned) whenever more rows are safe.
    share
        What of it this machine computes; :func:`sim.experiment.merge.merge` puts the folders together.

    Raises
    ------
    PlanError
        Unknown engine, more than :mod:`sim.experiment.size` allows, or a share of what goes on until something.
    EnvironmentFailed, Interrupted, StoreError, StoreMismatch, WorkersUnavailable, TaskError
        As :func:`sim.experiment.executor.run` and :class:`sim.experiment.store.Store` do.
    """
    known_engine(engine)
    if share != WHOLE and plan.run.goes_on:
        raise PlanError("--shard: needs a fixed number (--replications), for no machine sees the pairs of the others")
    if not is_store(folder):  # what holds rows may have them all; then nobody waits for numba
        engine_of(engine)
    looks = planned_looks(plan.run.replications, plan.run.most)
    fitting = workers_that_fit(plan, looks[-1], engine)
    with Store(folder, described(plan), wish_of(plan), plan.stored, kept=kept) as store:
        seen = Rows()
        for look in looks:
            ended = step(plan, store, look, engine, jobs, fitting, progress, share)
            if (
                plan.run.goes_on and seen.most < look
            ):  # each look doubles them, so all reading is at most twice the last
                seen = Rows(Stored(folder), plan.keys, looks[-1], needed(plan, plan.responses), plan.stored)
            reached = is_reached(plan, seen.first(look))
            if reached or (plan.run.until_settled and ended.failed):
                break
    return Done(look, ended, reached)


class Result(Protocol):
    """What is read from the rows of a plan."""

    @property
    def rows(self) -> Rows:
        """What is known of the rows."""


R_co = TypeVar("R_co", bound=Result, covariant=True)


class Reading(Protocol[R_co]):
    """What makes a result of the rows in a folder."""

    def __call__(self, plan: Plan, folder: Path, *, replications: int | None, kept: bool) -> R_co:
        """Return the result of so many replications; ``kept`` says whether the folder stays."""


def kept_result(
    plan: Plan,
    out: str | os.PathLike[str] | None,
    reading: Reading[R_co],
    *,
    engine: str,
    jobs: int | None,
    progress: Progress | None,
) -> R_co:
    """Carry a plan out in a folder, or in one that is thrown away when nobody can ask for its rows any more."""
    if out is not None:
        done = carry_out(plan, Path(out), engine=engine, jobs=jobs, progress=progress)
        return reading(plan, Path(out), replications=done.replications, kept=True)
    folder = Path(tempfile.mkdtemp(prefix="sim-"))
    try:
        done = carry_out(plan, folder, engine=engine, jobs=jobs, progress=progress, kept=False)
        result = reading(plan, folder, replications=done.replications, kept=False)
    except BaseException as stop:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(stop, Interrupted | StoreError):
            raise stop.not_kept() from None
        raise
    weakref.finalize(result.rows.source, shutil.rmtree, folder, ignore_errors=True)
    return result


def step(
    plan: Plan,
    store: Store,
    replications: int,
    engine: str,
    jobs: int | None,
    fitting: int,
    progress: Progress | None,
    share: Share = WHOLE,
) -> Status:
    """Compute the missing ones of so many replications of a plan's scenarios on at most ``fitting`` workers."""
    work = plan.work(replications, engine, store.names if plan.level == LogLevel.ALL else (), share)
    missing = sum(key not in store for key, _ in work)
    if missing and readiness(engine) != READY:
        make_ready(engine, plan.baseline.setting)
    runs = [longest(entry, plan.level) for entry in plan.entries]
    level = max(level for _, level in runs)
    seconds = max(seconds_of(setting, level, engine) for setting, _ in runs)
    crew = CREW.get()
    wanted, pool = (crew.threads, crew.pool) if crew else workers_for(missing, seconds, jobs, engine, level)
    if crew:
        fitting = wanted  # their memory is theirs to know
    if wanted > fitting:
        LOG.warning("memory holds %d replications at once: %d workers instead of %d", fitting, fitting, wanted)
    return run(work, store, model_version=MODEL_VERSION, jobs=min(wanted, fitting), progress=progress, pool=pool)


def workers_for(missing: int, seconds: float, jobs: int | None, engine: str, level: LogLevel) -> tuple[int, Pool]:
    """Return how many workers are worth starting, those that were asked for if any were, and what makes them.

    Threads of the compiled engine do not wait for each other; those that read a log do, where Python reads it, and
    still win against processes that are worth no start.

    Parameters
    ----------
    seconds
        About how long a replication takes.

    Examples
    --------
    >>> workers_for(3, 0.01, None, "compiled", LogLevel.NONE)[0], workers_for(3, 0.01, 2, "reference", LogLevel.ALL)[0]
    (1, 2)
    """
    small = level == LogLevel.NONE or missing * seconds <= WORTH_PROCESSES
    threads = engine == "compiled" and seconds < LONG and small
    worth = missing * seconds > (WORTH_THREADS if threads else WORTH_PROCESSES)
    return (jobs if jobs is not None else cores() if worth else 1), (Threads if threads else local_pool)


def is_reached(plan: Plan, seen: Rows) -> bool:
    """Return whether some rows are enough for what the plan wishes.

    A precision looks at the width of the first response's intervals alone; ``until_settled`` at every verdict.
    """
    if not plan.run.goes_on:
        return True
    if plan.run.until_settled:
        every = (line for response in plan.responses for line in compared(plan, seen, response))
        return all(line.verdict in SETTLED for line in every)
    baseline = mean_of(plan, seen, plan.responses[0])
    lines = compared(plan, seen, plan.responses[0])
    spans = [(line.difference, line.low, line.high) for line in lines] or [baseline]
    return all(_longer_side(*span) <= _target(plan, baseline[0] or 0.0) for span in spans)


def _target(plan: Plan, mean: float) -> float:
    """Return the side that an interval may have, in the unit that people read."""
    wish = plan.run.precision or Precision()
    return wish.absolute if wish.absolute is not None else (wish.relative or 0.0) * abs(mean)


def _longer_side(middle: Number | None, low: Number | None, high: Number | None) -> float:
    """Return the longer side of an interval, infinite where it is open."""
    if middle is None or low is None or high is None:
        return math.inf
    return float(max(middle - low, high - middle))
