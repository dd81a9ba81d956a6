"""What in a folder is ours: the names that a store gives its files. Nothing else is ever touched.

experiment.json     what the folder holds the results of, with its digest; written once
plan-*.json         one wish each (replications, precision, level), named by its digest
shard-*.parquet     rows, see `sim.experiment.shard`
damaged/            what `repair` moved away
.lock               held by the one writer
*.<process>.part    one of the above, half written
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.experiment.errors import StoreError, StoreMismatch

DESCRIPTION = "experiment.json"
LOCK = ".lock"
DAMAGED = "damaged"
_SHARD = re.compile(r"shard-[0-9a-f]{8,12}\.[0-9]+-[0-9a-f]{32}\.parquet")
_WISH = re.compile(r"plan-[0-9a-f]{16}\.json")
_PART = re.compile(rf"(?:{_SHARD.pattern}|{_WISH.pattern}|{re.escape(DESCRIPTION)})\.[0-9]+\.part")
_MARKS = (b'"experiment"', b'"sha256"')


def shards(folder: Path) -> list[Path]:
    """Return the shards of a folder in the order of their names."""
    return _named(folder, _SHARD)


def wishes(folder: Path) -> list[Path]:
    """Return the files of wishes in the order of their names."""
    return _named(folder, _WISH)


def leftovers(folder: Path) -> list[Path]:
    """Return what a killed writer left half written."""
    return _named(folder, _PART)


def is_store(folder: Path) -> bool:
    """Return whether a folder holds results of ours, be they damaged; somebody else's experiment.json is none."""
    if not folder.is_dir():
        return False
    if shards(folder) or wishes(folder):
        return True
    with suppress(OSError):
        content = (folder / DESCRIPTION).read_bytes()
        return all(mark in content for mark in _MARKS)
    return False


def check_usable(folder: Path) -> None:
    """Refuse a place that cannot become a store without mixing our files with somebody else's.

    Raises
    ------
    StoreMismatch
        For a file, one above the folder too, or a folder that holds something and no store.
    """
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    if there.exists() and not there.is_dir():
        raise StoreMismatch(f"{there}: is a file, so no results can lie there; name a folder, or one that can be made")
    if not folder.exists():
        return
    ours = {LOCK, *(path.name for path in leftovers(folder))}
    other = next((path.name for path in sorted(folder.iterdir()) if path.name not in ours), None)
    if other is not None and not is_store(folder):
        raise StoreMismatch(
            f"{folder}: holds other files ({other}) and no results of sim; give a new or an empty folder as --out"
        )


def _named(folder: Path, name: re.Pattern[str]) -> list[Path]:
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name))


@contextmanager
def guard(folder: Path, safe: int | None) -> Iterator[None]:
    """Turn whatever the disk says into one line that also tells how many rows are safe."""
    try:
        yield
    except OSError as fault:
        kept = "" if safe is None else f"; {safe} replications are safe; the same command goes on from there"
        reason = f"{folder}: {fault.strerror or type(fault).__name__}"
        raise StoreError(f"{reason}{kept}", safe, reason) from None
