"""Levels that were solved once are read again; what is damaged, or another version's, is solved anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.scenario import load, remembered
from sim.scenario.compose import levels_once

FOUND: dict[str, Any] = {"leaving_scale": 0.1 + 0.2, "rates": (1.0, 2, 3.5), "count": 7}


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "cache"))
    for one in (remembered._folder, levels_once):  # noqa: SLF001 what a process keeps
        one.cache_clear()
    yield
    for one in (remembered._folder, levels_once):  # noqa: SLF001
        one.cache_clear()


def counted() -> tuple[list[int], Callable[[], dict[str, Any]]]:
    times: list[int] = []

    def solve() -> dict[str, Any]:
        times.append(1)
        return dict(FOUND)

    return times, solve


def test_what_was_solved_once_is_read_again_to_the_last_digit() -> None:
    times, solve = counted()

    first, again, other = (remembered.remembered(key, solve) for key in ("a", "a", "b"))

    assert first == again == other == FOUND
    assert [type(value) for value in again.values()] == [float, tuple, int]
    assert len(times) == 2


@pytest.mark.parametrize("content", [b"", b"{", b'{"key": "other", "levels": {}}', b"[]"])
def test_a_damaged_file_is_solved_anew(content: bytes, tmp_path: Path) -> None:
    times, solve = counted()
    remembered.remembered("a", solve)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(content)

    assert remembered.remembered("a", solve) == FOUND
    assert len(times) == 2


def test_a_full_folder_is_read_and_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    times, solve = counted()
    remembered.remembered("a", solve)
    monkeypatch.setattr(remembered, "MOST", 1)

    for key in ("a", "b", "b"):
        remembered.remembered(key, solve)

    assert len(times) == 3  # a once, b twice


def test_without_a_place_of_ours_everything_is_solved(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o777)
    (tmp_path / "cache").chmod(0o777)
    times, solve = counted()

    for _ in range(2):
        remembered.remembered("a", solve)

    assert len(times) == 2


def test_a_market_that_is_read_again_is_not_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load("corner_shop").with_values({"persons": 77}).levels
    levels_once.cache_clear()
    monkeypatch.setattr("sim.model.level.solving.levels", lambda *_: pytest.fail("solved again"))

    assert load("corner_shop").with_values({"persons": 77}).levels == first
