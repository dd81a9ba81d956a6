"""The two engines by name, and the one wait for the compiler."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sim.engine.faults import EngineUnavailable
from sim.experiment.errors import EnvironmentFailed
from sim.experiment.errors import PlanError as PlanError  # noqa: PLC0414 others find it here
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.record import Record

ENGINES = {"compiled": "sim.engine.run.engine", "reference": "sim.engine.read.engine"}
Engine = Callable[[Setting, int, int, LogLevel], Record]
READY = "ready"


def known_engine(name: str) -> None:
    """Raise PlanError for a name that is no engine's."""
    if name not in ENGINES:
        raise PlanError(f"engine: one of {', '.join(ENGINES)} (got '{name}')")


def engine_of(name: str) -> Engine:
    """Return an engine's ``run``.

    Raises
    ------
    PlanError
        For a name that is no engine's.
    EnvironmentFailed
        If the engine does not work here.
    """
    with _available(name):
        run: Engine = importlib.import_module(ENGINES[name]).run
        return run


def computed(name: str, setting: Setting, seed: int, replication: int, log: LogLevel) -> Record:
    """Return the record of one replication; raise as :func:`engine_of` does, and what the engine raises."""
    run = engine_of(name)
    with _available(name):
        return run(setting, seed, replication, log)


@contextmanager
def _available(name: str) -> Iterator[None]:
    known_engine(name)
    try:
        yield
    except (EngineUnavailable, ImportError) as fault:
        raise EnvironmentFailed(f"engine {name}: {fault}") from None


def readiness(name: str) -> str:
    """Return ``ready`` if the engine runs at once in this installation; else what keeps it."""
    if name != "compiled":
        return READY
    try:
        engine_of(name)
    except EnvironmentFailed as fault:
        return str(fault).partition(": ")[2]
    from sim.engine.run.twin import KEPT  # noqa: PLC0415 imported where used: numba is slow to import

    return READY if all(kept.holds() for kept in KEPT) else "compiled at its first use: about two minutes"


def make_ready(name: str, setting: Setting) -> None:
    """Compile the engine once, in this process, so that workers find its machine code in the cache."""
    small = replace(setting, persons=1, run_length=0.5, entries=(), entry_as=EntryAs.CUSTOMER, contact_times=())
    computed(name, small, 0, 0, LogLevel.NONE)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
