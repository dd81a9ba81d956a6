"""Solved levels on disk, so that a market is solved once and not in every process; what is damaged is solved anew.

They lie under SIM_CACHE, else in the user's cache, in a folder that nobody else can write to, named by the sources of
the model: another version finds nothing. Numbers go through JSON, which keeps every digit.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from sim.scenario.private import cache_base, is_private

MOST = 5_000
"""Markets that are remembered; sweeps would fill a disk."""
Levels = dict[str, Any]


def remembered(key: str, solve: Callable[[], Levels]) -> Levels:
    """Return what is remembered of a key, else what is solved, which is then remembered if the disk lets it."""
    folder = _folder()
    if folder is None:
        return solve()
    path = folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_bytes())
        if held["key"] == key:
            return {name: _tuples(value) for name, value in held["levels"].items()}
    found = solve()
    _write(path, {"key": key, "levels": found})
    return found


def _tuples(value: Any) -> Any:  # noqa: ANN401 a number or numbers
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


@cache
def _folder() -> Path | None:
    """Return where levels are remembered; None where there is no place that is ours alone."""
    model = Path(__file__).resolve().parent.parent / "model"
    digest = hashlib.sha256()
    for path in sorted(model.rglob("*.py")):
        digest.update(path.relative_to(model).as_posix().encode() + b"\0" + path.read_bytes())
    base = cache_base()
    folder = base / f"levels-{digest.hexdigest()[:24]}"
    return folder if is_private(base) and is_private(folder) else None


def _write(path: Path, held: Levels) -> None:
    """Write a file whole or not at all; a disk that refuses, or is full of them, costs only the next solution."""
    with suppress(OSError, ValueError):
        if sum(1 for _ in path.parent.iterdir()) >= MOST:
            return
        content = json.dumps(held, allow_nan=False).encode()
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
