"""The two engines by name, and the one wait for the compiler."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sim.experiment.errors import PlanError as PlanError  # noqa: PLC0414 others find it here
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.record import Record

ENGINES = {"compiled": "sim.engine.compiled", "reference": "sim.engine.reference"}
Engine = Callable[[Setting, int, int, LogLevel], Record]


def engine_of(name: str) -> Engine:
    """Return an engine's ``run``.

    Raises
    ------
    PlanError
        For a name that is no engine's.
    """
    if name not in ENGINES:
        raise PlanError(f"engine: one of {', '.join(ENGINES)} (got '{name}')")
    run: Engine = importlib.import_module(ENGINES[name]).run
    return run


def is_ready(name: str) -> bool:
    """Return whether the engine's machine code lies in the cache already, so that no minute is spent compiling."""
    if name != "compiled":
        return True
    from sim.engine.twin import cache_folder  # noqa: PLC0415 imported where used: numba is slow to import

    return any(Path(cache_folder()).rglob("*.nbc"))


def make_ready(name: str, setting: Setting) -> None:
    """Compile the engine once, in this process, so that workers find its machine code in the cache."""
    small = replace(setting, persons=1, run_length=0.5, entries=(), entry_as=EntryAs.CUSTOMER, contact_times=())
    engine_of(name)(small, 0, 0, LogLevel.NONE)


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
