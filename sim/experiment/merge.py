"""Put stores of one experiment together that were made on machines that never met.

Nothing is written before everything was looked at; what is merged is never changed. The new store is a store like any
other, so a merge that was stopped leaves one that holds less, and the same command goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.experiment.errors import PlanError, StoreMismatch
from sim.experiment.folder import is_store, shards
from sim.experiment.index import Index
from sim.experiment.manifest import description, note, wished
from sim.experiment.shard import Row, read_shard
from sim.experiment.store import Store, index_of


class Merged(NamedTuple):
    """Rows of the merged store, and how many of these were new to it."""

    rows: int
    new: int


def merge(out: Path, folders: Sequence[Path]) -> Merged:
    """Make one store of several, or put them into one that is there.

    Parameters
    ----------
    out
        Made if it is not there; else it must be empty or hold a store of the same experiment.
    folders
        Stores; a row that several hold is kept once.

    Raises
    ------
    PlanError
        No folder, or one that is merged into itself.
    StoreMismatch
        Folders that hold different experiments; the message says what differs.
    StoreConflict
        Two rows of one replication that say different things; the message names the files of both.
    StoreMissing, StoreDamaged, StoreLocked, StoreError
        As :class:`sim.experiment.store.Store` does.
    """
    if not folders:
        raise PlanError("merge: name the folders to be merged")
    if any(folder.resolve() == out.resolve() for folder in folders):
        raise PlanError(f"merge: {out} is merged into already; name it once, in front")
    sources = [out, *folders] if is_store(out) else list(folders)
    held = description(sources[0])
    for folder in sources[1:]:
        if lines := _differing(held, description(folder)):
            raise StoreMismatch(f"{sources[0]} and {folder} hold different experiments: {'; '.join(lines)}")
    wishes = [wish for folder in folders for wish in wished(folder)]
    paths = [path for folder in sources for path in shards(folder)]
    index = index_of(paths, _conflict)
    with Store(out, held) as store:
        before = store.safe
        for wish in wishes:
            note(out, wish)
        for number, path in enumerate(paths):
            rows = enumerate(read_shard(path) if path.parent != out else [])
            store.append([row for place, row in rows if _counts(index, row, (number, place))])
        return Merged(store.safe, store.safe - before)


def _conflict(one: Path, other: Path, what: str) -> str:
    return f"{one} and {other} disagree on {what}; nothing is merged; leave one of the folders out"


def _counts(index: Index, row: Row, place: tuple[int, int]) -> bool:
    """Return whether a row is the one that counts of its replication, or holds what that one does not."""
    key = (row["scenario"], row["replication"])
    return index.place(key) == place or index.state(key, frozenset(row["responses"])) == ""


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return what differs between two descriptions: a line a key, scenarios by name."""
    keys = sorted(key for key in {*one, *other} - {"scenarios", "digest"} if one.get(key) != other.get(key))
    found = [f"{key} ({_short(one.get(key))}, {_short(other.get(key))})" for key in keys]
    ours, theirs = ({entry["name"]: entry for entry in held["scenarios"]} for held in (one, other))
    names = [name for name in dict.fromkeys([*ours, *theirs]) if ours.get(name) != theirs.get(name)]
    return found + ([f"scenarios ({', '.join(names)})"] if names else [])


def _short(value: object) -> str:
    """Return a value cut short."""
    longest, text = 40, str(value)
    return text if len(text) <= longest else f"{text[:longest]}..."
