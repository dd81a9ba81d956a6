"""What a folder of results says about itself: its description and the wishes, each with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.experiment.errors import StoreDamaged, StoreMismatch, StoreMissing
from sim.experiment.folder import DESCRIPTION, guard, is_store, wishes
from sim.experiment.shard import write_whole

_WISH_DIGITS = 16
_CURE = "`sim repair` moves it away, then the same command writes it again"


def description(folder: Path) -> dict[str, Any]:
    """Return what the folder holds the results of.

    Raises
    ------
    StoreMissing
        If there is no such folder or file.
    StoreDamaged
        If the file was changed after it was written.
    """
    path = folder / DESCRIPTION
    with guard(folder, None):
        if not is_store(folder):
            raise StoreMissing(f"{folder}: no results here")
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise StoreMissing(f"{path}: missing; the command that made the folder writes it again") from None
    with suppress(ValueError, KeyError, TypeError):
        held = json.loads(content)
        if held["sha256"] == _digest(held["experiment"]):
            return dict(held["experiment"])
    raise StoreDamaged(f"{path}: damaged: the content has not the digest written in it; {_CURE}", (path,))


def wished(folder: Path) -> tuple[dict[str, Any], ...]:
    """Return all wishes of a folder in the order of their files' names.

    Raises
    ------
    StoreDamaged
        If one was changed after it was written.
    """
    found = []
    with guard(folder, None):
        for path in wishes(folder):
            content = path.read_bytes()
            if path.name != _wish_name(content):
                raise StoreDamaged(f"{path}: damaged: the content has not the digest in its name; {_CURE}", (path,))
            found.append(dict(json.loads(content)))
    return tuple(found)


def settle(folder: Path, given: Mapping[str, Any], wish: Mapping[str, Any] | None) -> None:
    """Write description and wish if they are not there, the wish first; else make sure that all is the same."""
    if not (folder / DESCRIPTION).exists():
        note(folder, wish)
        plain = {"experiment": dict(given), "sha256": _digest(given)}
        content = json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode()
        write_whole(folder / DESCRIPTION, content)
        return
    held = description(folder)
    if _digest(held) != _digest(given):
        place = next(key for key in sorted({*held, *given}) if _digest(held.get(key)) != _digest(given.get(key)))
        raise StoreMismatch(f"{folder}: holds the results of another experiment ({place} differs); give another --out")
    note(folder, wish)


def note(folder: Path, wish: Mapping[str, Any] | None) -> None:
    """Write a wish down unless somebody has wished the same before; all that are there must be whole."""
    wished(folder)
    if wish is not None:
        content = json.dumps(wish, sort_keys=True).encode()
        path = folder / _wish_name(content)
        if not path.exists():
            write_whole(path, content)


def _wish_name(content: bytes) -> str:
    return f"plan-{hashlib.sha256(content).hexdigest()[:_WISH_DIGITS]}.json"


def _digest(value: object) -> str:
    plain = dict(value) if isinstance(value, Mapping) else value
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
