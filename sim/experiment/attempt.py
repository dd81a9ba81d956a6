"""One task, one row: what is a replication's own fault, and what is nobody's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sim.experiment.errors import EnvironmentFailed
from sim.experiment.shard import Key, Row, checked_row, failed_row

Task = Callable[[str, int], Mapping[str, Any]]
Work = tuple[Key, Task]
Computed = tuple[list[Row], str]

ENVIRONMENT = (MemoryError, OSError, ImportError)


def attempt(key: Key, task: Task, model_version: str) -> Row:
    """Return the task's row, or a failed row with the fault's type and text.

    Raises
    ------
    EnvironmentFailed
        What failed would fail, or not, for any replication here.
    """
    try:
        row = checked_row(task(*key))
        if (row["scenario"], row["replication"]) != key:
            raise ValueError(f"the task for {key} returned the row of {(row['scenario'], row['replication'])}")  # noqa: TRY301
    except EnvironmentFailed:
        raise
    except ENVIRONMENT as fault:
        raise EnvironmentFailed(_of_environment(fault)) from None
    except (Exception, SystemExit) as fault:  # noqa: BLE001 a fault of one replication stops no other
        return failed_row(key, model_version, f"{type(fault).__name__}: {fault}")
    return row


def _of_environment(fault: BaseException) -> str:
    """Return a line about what failed around a replication, and what to do."""
    reason = " ".join(f"{type(fault).__name__}: {fault}".rstrip(": ").split())
    cure = "simulate fewer persons, or give --jobs 1" if isinstance(fault, MemoryError) else "`sim doctor` looks closer"
    return f"this machine could not compute a replication ({reason}); none is marked as failed; {cure}"


def compute(work: Sequence[Work], model_version: str) -> Computed:
    """Return the rows of a batch, and what stopped it, if the environment did."""
    rows = []
    for key, task in work:
        try:
            rows.append(attempt(key, task, model_version))
        except EnvironmentFailed as fault:
            return rows, str(fault)
    return rows, ""
