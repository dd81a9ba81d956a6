"""The store: a folder whose state is the set of its shards, and nothing else.

There is no manifest, no counter and no mark of what is running: a replication is done when a shard that holds it has
its final name, so a kill at any moment leaves a store that can be read and gone on with. One writer at a time holds a
lock on the folder; the lock goes with its process. Work done twice is harmless, for both rows are equal.
Every file carries its digest; `sim.experiment.folder` has their names.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from sim.experiment.errors import StoreConflict, StoreDamaged, StoreLocked, StoreMissing
from sim.experiment.folder import DAMAGED, DESCRIPTION, LOCK, check_usable, guard, is_store, leftovers, shards
from sim.experiment.index import Index, Place, Status
from sim.experiment.manifest import description, settle, wished
from sim.experiment.shard import Key, Row, read_shard, read_states, row_line, sync_folder, write_shard

_SHARDS_KEPT = 8  # rows are long; neighbours stand together


class Store:
    """The one writer of a folder; use it as ``with Store(folder, description) as store``.

    Parameters
    ----------
    folder
        Made if it is not there; else it must be empty or hold a store.
    description
        The resolved experiment as JSON values. The first writer stores it; later ones must bring the same.
    wish
        What this call wants of the experiment, as JSON values; kept beside those of earlier calls.
    asked
        Names of responses without which a row counts as missing.
    kept
        Whether rows are to survive a loss of power; else the disk is not waited for.

    Raises
    ------
    StoreLocked
        If another process writes to the folder.
    StoreMismatch
        If the folder holds another experiment, or files and no store.
    StoreDamaged
        If a file does not hold what it should; `repair` moves it away.
    StoreError
        If the disk refuses.
    """

    def __init__(
        self,
        folder: Path,
        description: Mapping[str, Any],
        wish: Mapping[str, Any] | None = None,
        asked: Iterable[str] = (),
        *,
        kept: bool = True,
    ) -> None:
        self.folder, self._asked, self._kept = folder, frozenset(asked), kept
        self._index = Index()
        with guard(folder, None):
            check_usable(folder)
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
        try:
            with guard(folder, None):
                _clean(folder)
                settle(folder, description, wish)
                self._index, _ = _indexed(folder)
        except BaseException:
            self.close()
            raise

    @property
    def safe(self) -> int:
        """Number of replications that are on disk for good, failed ones included."""
        return len(self._index)

    def __contains__(self, key: Key) -> bool:
        return self._index.state(key, self._asked) != ""

    @property
    def names(self) -> frozenset[str]:
        """The names of the responses that any row holds."""
        return self._index.all_names

    def append(self, rows: Sequence[Row]) -> None:
        """Store rows as one new shard; when this returns they are safe.

        Raises
        ------
        StoreError
            If the disk refuses; what was safe before stays safe.
        """
        if rows:
            with guard(self.folder, self.safe):
                write_shard(self.folder, rows, kept=self._kept)
            for row in rows:
                names = frozenset(row["responses"])
                self._index.add((row["scenario"], row["replication"]), row["status"], names=names)

    def status(self, planned: Iterable[Key]) -> Status:
        """Return where the planned replications stand, without reading the shards again."""
        return self._index.status(planned, self._asked)

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


def rows(folder: Path) -> Iterator[Row]:
    """Yield all rows sorted by (scenario, replication), each once, every shard's digest checked.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        As `Store` and `description` do.
    """
    description(folder)
    with guard(folder, None):
        index, paths = _indexed(folder)
        kept = lru_cache(maxsize=_SHARDS_KEPT)(read_shard)
        for key in index:
            shard, place = index.place(key)
            yield kept(paths[shard])[place]


class Stored:
    """The rows of a folder shard by shard, of every key the row that counts.

    Every shard is read once whenever one goes through, after a look at which rows are there.

    Going through raises as `rows` does.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in the order in which they lie."""
        description(self.folder)
        with guard(self.folder, None):
            index, paths = _indexed(self.folder)
            for shard, path in enumerate(paths):
                for place, row in enumerate(read_shard(path)):
                    if index.place((row["scenario"], row["replication"])) == (shard, place):
                        yield row


def held(folder: Path) -> Index:
    """Return which rows are there, every shard's digest checked; raise as `rows` does."""
    description(folder)
    with guard(folder, None):
        return _indexed(folder)[0]


def status(folder: Path, planned: Iterable[Key], asked: Iterable[str] = ()) -> Status:
    """Return where the planned replications stand; raise as `rows` does."""
    return held(folder).status(planned, frozenset(asked))


def repair(folder: Path) -> tuple[str, ...]:
    """Move what is damaged into ``damaged/`` and return the names; the same command then computes those rows again.

    Of shards that contradict each other all go: nobody can tell which is right.

    Raises
    ------
    StoreLocked, StoreMissing, StoreError
        As `Store` and `description` do.
    """
    if not is_store(folder):
        raise StoreMissing(f"{folder}: no results here")
    moved: list[str] = []
    with guard(folder, None):
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
        if (folder / DESCRIPTION).exists():
            description(folder)
        wished(folder)
        _indexed(folder)
    except StoreDamaged as damaged:
        return damaged.paths
    return ()


def _move_away(folder: Path, path: Path) -> str:
    target = folder / DAMAGED
    target.mkdir(exist_ok=True)
    place, count = target / path.name, 0
    while place.exists():
        count += 1
        place = target / f"{path.name}.{count}"
    path.rename(place)
    sync_folder(target)
    sync_folder(folder)
    return path.name


def _indexed(folder: Path) -> tuple[Index, list[Path]]:
    """Return where each key's row stands, every shard's digest checked.

    Raises
    ------
    StoreConflict
        If two shards say different things of one replication.
    """
    paths = shards(folder)

    def told(one: Path, other: Path, what: str) -> str:
        return f"{folder}: {one.name} and {other.name} disagree on {what}; `sim repair` moves both away"

    return index_of(paths, told), paths


def index_of(paths: Sequence[Path], told: Callable[[Path, Path, str], str]) -> Index:
    """Return where each key's row stands in some shards, every digest checked.

    Parameters
    ----------
    told
        Returns what is told of two shards that contradict each other: their paths, and on what.

    Raises
    ------
    StoreConflict
        If there are such.
    """
    index = Index()
    kept = lru_cache(maxsize=2)(read_shard)
    for shard, path in enumerate(paths):
        for row, (scenario, replication, state, names) in enumerate(read_states(path)):
            here = Place(shard, row)
            first = index.add((scenario, replication), state, here, names)
            if first != here and not _agree(kept(paths[first.shard])[first.row], kept(path)[row]):
                what, one = f"scenario {scenario[:12]} replication {replication}", paths[first.shard]
                raise StoreConflict(told(one, path, what), tuple({one, path}))
    return index


def _agree(one: Row, other: Row) -> bool:
    """Return whether two rows of a replication say the same where both say something."""
    both = one["responses"].keys() & other["responses"].keys()
    texts = {
        row_line({**row, "responses": {name: row["responses"][name] for name in sorted(both)}}) for row in (one, other)
    }
    return len(texts) == 1


def _locked(folder: Path) -> int | None:
    """Return the descriptor that holds the folder's lock; None where there are no locks: the store is safe without."""
    try:
        import fcntl  # noqa: PLC0415 not everywhere
    except ImportError:
        return None
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
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
    for path in leftovers(folder):
        path.unlink(missing_ok=True)


__all__ = ["Status", "Store", "Stored", "description", "held", "repair", "rows", "status"]
