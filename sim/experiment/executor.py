"""Run the replications that a store does not hold yet, in this process or on local workers, and store them.

Only this process writes; a worker computes a batch of rows and hands it back. A fault in a task makes one failed row;
an environment that fails (memory, disk, libraries, compiler) is nobody's row and stops the run.
A worker that dies takes no row with it: its batches go again, and a replication that keeps killing its worker ends as
a failed row. Which worker computed what, and in which order, leaves no trace in the rows.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from sim.experiment.attempt import Computed, Task, Work, attempt, compute
from sim.experiment.errors import EnvironmentFailed, Interrupted, TaskError, WorkersUnavailable
from sim.experiment.shard import Row, failed_row
from sim.experiment.store import Status, Store
from sim.experiment.workers import Pool, local_pool, stop_pool

Progress = Callable[[int, int], None]

STRIKES = 3
_SUSPECT = 2
_BATCHES = 64
_BATCHES_PER_WORKER = 8
_LARGEST_BATCH = 256
WORTH_A_SHARD = 0.1
"""Seconds of work that are worth a shard: to write one so that it survives takes some milliseconds."""


def run(
    work: Collection[Work],
    store: Store,
    *,
    model_version: str,
    jobs: int = 1,
    progress: Progress | None = None,
    pool: Pool | None = None,
) -> Status:
    """Compute and store what is missing, and return where all the planned replications stand.

    Parameters
    ----------
    work
        Keys (scenario, replication), each once, with the task that computes its row; tasks may be closures. It is gone
        through several times and never held as a whole.
    store
        Where rows go, shard by shard, as batches are finished.
    model_version
        Written into failed rows.
    jobs
        Number of workers; 1 computes in this thread.
    progress
        Called with (safe, planned) at the start and after each shard, when its rows are safe.
    pool
        Makes an executor with so many workers; loky if None.

    Raises
    ------
    Interrupted
        After Ctrl-C; whatever was finished has been stored.
    StoreError
        If the disk refuses; workers are stopped, what was stored is safe.
    TaskError
        If tasks cannot be sent to workers.
    EnvironmentFailed
        If there is not enough memory, or the engine does not work here; whatever was finished has been stored.
    WorkersUnavailable
        If this machine does not let workers start.
    """
    missing = sum(key not in store for key, _ in work)
    safe, planned = len(work) - missing, len(work)
    report = progress or (lambda _safe, _planned: None)
    report(safe, planned)
    rest = (one for one in work if one[0] not in store)
    size = batch_size(missing, jobs)
    source = _Alone(rest, size, model_version) if jobs == 1 else _Workers(rest, size, model_version, jobs, pool)
    unsaved: list[Row] = []
    try:
        for rows in source.batches():
            unsaved += rows
            store.append(unsaved)
            safe += len(unsaved)
            unsaved = []
            report(safe, planned)
    except (KeyboardInterrupt, EnvironmentFailed) as stop:
        unsaved += source.finished()
        store.append(unsaved)
        if isinstance(stop, EnvironmentFailed):
            raise
        raise Interrupted(sum(key in store for key, _ in work), planned) from None
    finally:
        source.stop()
    return store.status(key for key, _ in work)


def batch_size(missing: int, jobs: int) -> int:
    """Return how many replications travel together: few enough to lose, many enough to share the cost of a shard.

    Examples
    --------
    >>> batch_size(30, 2), batch_size(3_000, 2), batch_size(1_000_000, 2)
    (1, 47, 256)
    """
    return min(_LARGEST_BATCH, max(1, -(-missing // max(_BATCHES, _BATCHES_PER_WORKER * jobs))))


class _Alone:
    """Compute in this process, one replication after the other."""

    def __init__(self, work: Iterator[Work], size: int, model_version: str) -> None:
        self.work, self.size, self.model_version = work, size, model_version
        self.held: list[Row] = []

    def batches(self) -> Iterator[list[Row]]:
        begun = time.monotonic()
        for key, task in self.work:
            self.held.append(attempt(key, task, self.model_version))
            if len(self.held) >= self.size and time.monotonic() - begun >= WORTH_A_SHARD:
                yield self.finished()
                begun = time.monotonic()
        if self.held:
            yield self.finished()

    def finished(self) -> list[Row]:
        rows, self.held = self.held, []
        return rows

    def stop(self) -> None:
        """Nothing runs beside this process."""


@dataclass(slots=True)
class _Batch:
    """Work that travels together, how often a worker died under it, and how often with nothing else in flight."""

    work: Sequence[Work]
    deaths: int = 0
    strikes: int = 0
    executor: Executor | None = None


class _Workers:
    """Compute on workers: processes, or threads of this one.

    When a worker dies, the executor breaks and nobody knows which batch did it: all in flight go again. A batch that
    was in flight twice is a suspect; suspects go again one replication at a time with nothing beside them, so that
    only a replication that was alone in flight gets a strike.
    """

    def __init__(self, work: Iterator[Work], size: int, model_version: str, jobs: int, pool: Pool | None) -> None:
        self.rest, self.size = work, size
        self.waiting: deque[_Batch] = deque()
        self.suspects: deque[_Batch] = deque()
        self.flying: dict[Future[Computed], _Batch] = {}
        self.model_version, self.jobs, self.make = model_version, jobs, pool or local_pool
        self.executor: Executor | None = None

    def batches(self) -> Iterator[list[Row]]:
        while self._fill() or self.suspects or self.flying:
            self._launch()
            landed, _ = wait(self.flying, return_when=FIRST_COMPLETED)
            for future in landed:
                yield from self._land(future)

    def _fill(self) -> bool:
        """Cut more batches if none waits; return whether one does."""
        while len(self.waiting) < 2 * self.jobs:
            batch = list(islice(self.rest, self.size))
            if not batch:
                break
            self.waiting.append(_Batch(batch))
        return bool(self.waiting)

    def _launch(self) -> None:
        """Keep two batches a worker in flight; a suspect flies alone."""
        if any(batch.deaths >= _SUSPECT for batch in self.flying.values()):
            return
        queue, limit = (self.suspects, 1) if self.suspects else (self.waiting, 2 * self.jobs)
        while queue and len(self.flying) < limit:
            batch = queue[0]
            batch.executor = self.executor = self.executor or self._living()
            try:
                self.flying[self.executor.submit(compute, batch.work, self.model_version)] = batch
            except BrokenExecutor:  # it broke between two calls: those in flight will say so too
                self.executor = None
            else:
                queue.popleft()

    def _living(self) -> Executor:
        """Return an executor that has computed something, so that later deaths are the doing of what it is given."""
        for _ in range(STRIKES):
            with suppress(BrokenExecutor):
                try:
                    executor = self.make(self.jobs)
                    executor.submit(os.getpid).result()
                except OSError as fault:
                    raise WorkersUnavailable(f"workers cannot start: {fault.strerror}; try --jobs 1") from None
                return executor
        raise WorkersUnavailable("workers die as soon as they start; try --jobs 1")

    def _land(self, future: Future[Computed]) -> Iterator[list[Row]]:
        batch = self.flying.pop(future)
        fault = future.exception()
        if fault is None:
            rows, failed = future.result()
            yield rows
            if failed:
                raise EnvironmentFailed(failed)
        elif isinstance(fault, BrokenExecutor) and "task has failed to un-serialize" not in str(fault):
            if self.executor is batch.executor:
                self.executor = None
            yield from self._again(batch)
        else:
            reason = " ".join(f"{type(fault).__name__}: {fault}".split())
            raise TaskError(f"the replications cannot be sent to workers: {reason}") from fault

    def _again(self, batch: _Batch) -> Iterator[list[Row]]:
        """Queue a batch whose executor broke, or give its one replication up after the last strike."""
        batch.deaths += 1
        if batch.deaths > _SUSPECT:
            batch.strikes += 1
        if batch.strikes == STRIKES:
            error = f"WorkerDied: its worker process died {STRIKES} times with nothing else running"
            yield [failed_row(key, self.model_version, error) for key, _ in batch.work]
        elif batch.strikes:
            self.suspects.appendleft(batch)
        elif batch.deaths == _SUSPECT:
            self.suspects.extend(_Batch([one], deaths=_SUSPECT) for one in batch.work)
        else:
            self.waiting.appendleft(batch)

    def finished(self) -> list[Row]:
        """Return the rows of batches that have landed and were not collected."""
        landed = [future for future in self.flying if future.done() and future.exception() is None]
        rows = [row for future in landed for row in future.result()[0]]
        for future in landed:
            del self.flying[future]
        return rows

    def stop(self) -> None:
        """Stop workers that are still computing; idle ones stay for the next call."""
        if self.flying and self.executor is not None:
            stop_pool(self.executor)


__all__ = ["STRIKES", "Progress", "Task", "Work", "attempt", "batch_size", "run"]
