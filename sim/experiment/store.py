"""The store: a folder whose state is the set of its shards, and nothing else.

There is no manifest, no counter and no mark of what is running: a replication is done when a shard that holds it has
its final name, so a kill at any moment leaves a store that can be read and gone on with. One writer at a time holds a
lock on the folder; the lock goes with its process. Work done twice is harmless, for both rows are equal.

    experiment.json     what the folder holds the results of; written once
    shard-*.parquet     rows, see `sim.experiment.shard`
    damaged/            what `repair` moved away
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from sim.experiment.errors import StoreConflict, StoreDamaged, StoreError, StoreLocked, StoreMismatch, StoreMissing
from sim.experiment.shard import (
    TEMPORARY,
    Key,
    Row,
    read_shard,
    read_states,
    row_line,
    sync_folder,
    write_shard,
    write_whole,
)

_DESCRIPTION = "experiment.json"
_LOCK = ".lock"
_DAMAGED = "damaged"
_SHARDS_KEPT = 64


class Status(NamedTuple):
    """How many of the planned replications are done, have failed, and are still to be computed."""

    done: int
    failed: int
    missing: int


class Store:
    """The one writer of a folder; use it as ``with Store(folder, description) as store``.

    Parameters
    ----------
    folder
        Made if it is not there.
    description
        The resolved experiment as JSON values. The first writer stores it; later ones must bring the same.

    Raises
    ------
    StoreLocked
        If another process writes to the folder.
    StoreMismatch
        If the folder holds another experiment.
    StoreDamaged
        If a file does not hold what it should; `repair` moves it away.
    StoreError
        If the disk refuses.
    """

    def __init__(self, folder: Path, description: Mapping[str, Any]) -> None:
        self.folder = folder
        self._states: dict[Key, str] = {}
        with _guard(folder, None):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
        try:
            with _guard(folder, None):
                _clean(folder)
                _settle_description(folder, description)
                self._states = {key: status for key, (_, _, status) in _index(folder).items()}
        except BaseException:
            self.close()
            raise

    @property
    def safe(self) -> int:
        """Number of replications that are on disk for good, failed ones included."""
        return len(self._states)

    def __contains__(self, key: Key) -> bool:
        return key in self._states

    def append(self, rows: Sequence[Row]) -> None:
        """Store rows as one new shard; when this returns they are safe.

        Raises
        ------
        StoreError
            If the disk refuses; what was safe before stays safe.
        """
        if rows:
            with _guard(self.folder, self.safe):
                write_shard(self.folder, rows)
            self._states.update({(row["scenario"], row["replication"]): row["status"] for row in rows})

    def status(self, planned: Collection[Key]) -> Status:
        """Return where the planned replications stand, without reading the shards again."""
        found = [self._states.get(key) for key in planned]
        return Status(found.count("done"), found.count("failed"), found.count(None))

    def close(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            with suppress(OSError):
                os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()


def description(folder: Path) -> dict[str, Any]:
    """Return what the folder holds the results of.

    Raises
    ------
    StoreMissing
        If there is no such folder or file.
    StoreDamaged
        If the file was changed after it was written.
    """
    path = folder / _DESCRIPTION
    with _guard(folder, None):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise StoreMissing(f"{folder}: no results here") from None
    with suppress(ValueError, KeyError, TypeError):
        held = json.loads(content)
        if held["sha256"] == _digest(held["experiment"]):
            return dict(held["experiment"])
    raise StoreDamaged(f"{path}: damaged: the content has not the digest written in it; use `sim repair`", (path,))


def rows(folder: Path) -> Iterator[Row]:
    """Yield all rows sorted by (scenario, replication), each once, every shard's digest checked.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        As `Store` and `description` do.
    """
    kept = lru_cache(maxsize=_SHARDS_KEPT)(read_shard)
    description(folder)
    with _guard(folder, None):
        index = _index(folder)
        for key in sorted(index):
            path, place, _ = index[key]
            yield kept(path)[place]


def results_jsonl(folder: Path) -> Iterator[str]:
    """Yield one line of JSON a row, in the order of `rows`; the same experiment gives the same lines anywhere."""
    return (row_line(row) for row in rows(folder))


def status(folder: Path, planned: Collection[Key]) -> Status:
    """Return where the planned replications stand; raise as `rows` does."""
    description(folder)
    with _guard(folder, None):
        index = _index(folder)
    found = [index[key][2] if key in index else None for key in planned]
    return Status(found.count("done"), found.count("failed"), found.count(None))


def repair(folder: Path) -> tuple[str, ...]:
    """Move what is damaged into ``damaged/`` and return the names; the same command then computes those rows again.

    Of shards that contradict each other all go: nobody can tell which is right.

    Raises
    ------
    StoreLocked, StoreMissing, StoreError
        As `Store` and `description` do.
    """
    if not folder.is_dir():
        raise StoreMissing(f"{folder}: no results here")
    moved: list[str] = []
    with _guard(folder, None):
        lock = _locked(folder)
        try:
            _clean(folder)
            while bad := _first_fault(folder):
                moved += [_move_away(folder, path) for path in bad]
        finally:
            if lock is not None:
                os.close(lock)
    return tuple(moved)


def _first_fault(folder: Path) -> tuple[Path, ...]:
    """Return the files that the first fault found names, or nothing if all is well."""
    try:
        if (folder / _DESCRIPTION).exists():
            description(folder)
        _index(folder)
    except StoreDamaged as damaged:
        return damaged.paths
    return ()


def _move_away(folder: Path, path: Path) -> str:
    target = folder / _DAMAGED
    target.mkdir(exist_ok=True)
    place, count = target / path.name, 0
    while place.exists():
        count += 1
        place = target / f"{path.name}.{count}"
    path.rename(place)
    sync_folder(target)
    sync_folder(folder)
    return path.name


def _index(folder: Path) -> dict[Key, tuple[Path, int, str]]:
    """Return where each key's row stands, every shard's digest checked; of equal rows the first shard's counts."""
    index: dict[Key, tuple[Path, int, str]] = {}
    names: dict[str, str] = {}
    kept = lru_cache(maxsize=2)(read_shard)
    for path in sorted(folder.glob("shard-*.parquet")):
        for place, (name, replication, state) in enumerate(read_states(path)):
            scenario = names.setdefault(name, name)  # one string a scenario, not one a row
            first, there, _ = index.setdefault((scenario, replication), (path, place, state))
            if (first, there) == (path, place) or row_line(kept(first)[there]) == row_line(kept(path)[place]):
                continue
            raise StoreConflict(
                f"{folder}: {first.name} and {path.name} disagree on scenario {scenario[:12]} "
                f"replication {replication}; `sim repair` moves both away",
                tuple({first, path}),
            )
    return index


def _locked(folder: Path) -> int | None:
    """Return the descriptor that holds the folder's lock; None where there are no locks: the store is safe without."""
    try:
        import fcntl  # noqa: PLC0415 not everywhere
    except ImportError:
        return None
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise StoreLocked(f"{folder}: another process writes here; wait for it, or give another --out") from None
    except OSError:  # a file system without locks
        os.close(descriptor)
        return None
    return descriptor


def _clean(folder: Path) -> None:
    """Remove what a killed writer left half written; only the holder of the lock does this."""
    for path in folder.glob(f"*{TEMPORARY}"):
        path.unlink(missing_ok=True)


def _settle_description(folder: Path, given: Mapping[str, Any]) -> None:
    """Write the description if there is none, else make sure that it is the same."""
    path = folder / _DESCRIPTION
    if not path.exists():
        plain = {"experiment": dict(given), "sha256": _digest(given)}
        write_whole(path, json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode())
        return
    held = description(folder)
    if _digest(held) != _digest(given):
        place = next(key for key in sorted({*held, *given}) if _digest(held.get(key)) != _digest(given.get(key)))
        raise StoreMismatch(f"{folder}: holds the results of another experiment ({place} differs); give another --out")


def _digest(value: object) -> str:
    plain = dict(value) if isinstance(value, Mapping) else value
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def _guard(folder: Path, safe: int | None) -> Iterator[None]:
    """Turn whatever the disk says into one line that also tells how much is safe."""
    try:
        yield
    except OSError as fault:
        kept = "" if safe is None else f"; {safe} replications are safe; the same command goes on from there"
        raise StoreError(f"{folder}: {fault.strerror or type(fault).__name__}{kept}", safe) from None
