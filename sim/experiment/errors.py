"""What can go wrong around an experiment, each with the exit code that a command ends with.

Every message is one line that names the place, the thing and what to do.
"""

from __future__ import annotations

from pathlib import Path

from sim.scenario.fault import ArgumentError, SimError

NOT_KEPT = "nothing is kept, for the results had no folder; with out='a folder' the same call goes on from there"


class ExperimentError(SimError):
    """Something kept an experiment from going on; a fault of the program unless a subclass says otherwise."""

    exit_code = 1


class PlanError(ExperimentError, ArgumentError):
    """What was asked for cannot be planned: an unknown name, a name given twice, what does not go together."""

    exit_code = 2


class TaskError(ExperimentError):
    """A task cannot be carried to a worker, so no replication of it can be computed."""


class WorkersUnavailable(ExperimentError):  # noqa: N818
    """Worker processes cannot start here, or do not live."""

    exit_code = 3


class StoreMismatch(ExperimentError):  # noqa: N818 reads as what happened
    """The folder holds the results of another experiment."""

    exit_code = 2


class StoreMissing(ExperimentError):  # noqa: N818
    """There is no store where one was to be read."""

    exit_code = 2


class EnvironmentFailed(ExperimentError):  # noqa: N818
    """Memory, disk, libraries or the compiler failed: no replication is to blame, so none is marked as failed."""

    exit_code = 3


class StoreError(ExperimentError):
    """The disk, or a file on it, refused.

    Parameters
    ----------
    message
        One line.
    safe
        Rows that are on disk for good, or None if the fault came before they could be counted.
    reason
        The message without what it says of rows that are safe.
    """

    exit_code = 3

    def __init__(self, message: str, safe: int | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.safe = safe
        self.reason = reason or message

    def not_kept(self) -> ExperimentError:
        """Return what is to be said where the folder is thrown away."""
        return EnvironmentFailed(f"{self.reason}; {NOT_KEPT}")


class StoreLocked(StoreError):  # noqa: N818 reads as what happened
    """Another process writes to this folder."""


class StoreDamaged(StoreError):  # noqa: N818 reads as what happened
    """A file of the store does not hold what its name, or its own digest, says.

    ``paths`` are the files that ``repair`` would move away.
    """

    def __init__(self, message: str, paths: tuple[Path, ...]) -> None:
        super().__init__(message)
        self.paths = paths


class StoreConflict(StoreDamaged):
    """Two intact shards hold different rows for one replication of one scenario."""


class Interrupted(ExperimentError):  # noqa: N818 reads as what happened
    """The user stopped the work. ``safe`` of ``planned`` replications are on disk; the same command goes on."""

    exit_code = 130

    def __init__(self, safe: int, planned: int, *, kept: bool = True) -> None:
        count = f"interrupted: {safe} of {planned} replications"
        super().__init__(f"{count} are safe; the same command goes on from there" if kept else f"{count}; {NOT_KEPT}")
        self.safe = safe
        self.planned = planned

    def not_kept(self) -> ExperimentError:
        """Return what is to be said where the folder is thrown away."""
        return Interrupted(self.safe, self.planned, kept=False)
