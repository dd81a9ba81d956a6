"""Files that want to hurt: each is one line, at once, and nothing of foreign files is shown."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import check
from sim.scenario.reader import LARGEST_FILE, MOST_TOKENS

M = "kind: market\nname: town\ncurrency: CNY\npersons: 100\n"

BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 25_000,
    "dashes": "- " * 60_000,
    "questions": "? " * 60_000,
    "colons": ":" * 100_000,
    "keys": "a:\n" * 30_000,
    "lists": f"a: [{'[],' * 30_000}]",
    "spaces": " " * 100_000 + "a: 1",
    "newlines": "\n" * 100_000 + "a",
    "digits": M + "talk.degree: " + "9" * 100_000,
    "exponent": M + "talk.degree: 1e999999999",
    "fraction": M + "talk.praise: 0." + "3" * 100_000,
    "billion laughs": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + k)}: &{chr(98 + k)} [*{chr(97 + k)}]\n" for k in range(20)),
    "long key": "a" * 100_000 + ": 1",
    "quote": "a: '" + "x" * 100_000,
    "percent": "%" * 100_000,
    "block": "a: |\n" + " x\n" * 30_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_by_one_short_line(write: Callable[[str, str], str], name: str) -> None:
    path = write("markets/bomb.yaml", BOMBS[name])

    lines = [str(fault) for fault in check([path])]

    assert len(lines) == 1
    assert lines[0].startswith(path)
    assert len(lines[0]) < 300


def test_a_file_of_one_hundred_megabytes_is_not_read(write: Callable[[str, str], str]) -> None:
    path = write("markets/big.yaml", "")
    os.truncate(path, 100 * 1024 * 1024)

    assert [str(fault) for fault in check([path])] == [f"{path}: too large; at most {LARGEST_FILE // 1024} KiB"]


def test_the_caps_leave_room_for_an_honest_file(write: Callable[[str, str], str]) -> None:
    path = write("markets/entries.yaml", M + f"entries: {{daily: [{', '.join(['0'] * 5000)}]}}\n")

    assert check([path]) == []
    assert MOST_TOKENS > 2 * 5000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_devices_and_folders_are_refused_without_waiting(write: Callable[[str, str], str]) -> None:
    os.mkfifo("scenarios/markets/pipe.yaml")
    Path("scenarios/markets/folder.yaml").mkdir()
    write("markets/a.yaml", M + "extends: pipe.yaml\n")
    write("markets/b.yaml", M + "extends: folder.yaml\n")

    lines = [str(f) for f in check(["scenarios/markets/pipe.yaml", os.devnull])]
    named = [str(f) for f in check(["scenarios/markets/a.yaml", "scenarios/markets/b.yaml"])]

    assert len(lines) == 2
    assert all("not a regular file" in line for line in lines)
    assert [line.split(": ")[0] for line in named] == ["scenarios/markets/a.yaml:5:10", "scenarios/markets/b.yaml:5:10"]


def test_a_link_that_leads_outside_the_project_is_refused_unread(
    write: Callable[[str, str], str], tmp_path: Path
) -> None:
    # given: a project folder inside tmp_path, and a secret beside it
    secret = tmp_path.parent / f"{tmp_path.name}-secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    Path("scenarios/markets/link.yaml").symlink_to(secret)
    path = write("markets/a.yaml", M + "extends: link.yaml\n")

    lines = [str(f) for f in check([path])]

    assert lines == [f"{path}:5:10: extends: leads outside the project folder; only files inside it can be named"]


def test_the_content_of_a_foreign_file_is_never_shown(write: Callable[[str, str], str]) -> None:
    # given: files of the project that hold a secret and are named as parent, as firm and as contact times
    write("secret.yaml", "password: hunter2\n")
    write("secret.txt", "1\nhunter2\n")
    write("broken.yaml", "hunter2: [hunter2\n")
    write("kind.yaml", "kind: hunter2\n")
    paths = [
        write("markets/a.yaml", M + "extends: ../secret.yaml\n"),
        write("markets/b.yaml", M + "firm: ../secret.yaml\n"),
        write("markets/c.yaml", M + "outside: {times: ../secret.txt, times_in: hours}\n"),
        write("markets/d.yaml", M + "extends: ../broken.yaml\n"),
        write("markets/e.yaml", M + "extends: ../kind.yaml\n"),
    ]

    lines = [str(fault) for path in paths for fault in check([path])]

    assert len(lines) == 5
    assert not any("hunter2" in line or "password" in line for line in lines)


@pytest.mark.usefixtures("write")
def test_a_missing_file_and_an_empty_folder_are_one_line_each() -> None:
    Path("empty").mkdir()

    assert [str(f) for f in check(["nowhere.yaml", "empty"])] == [
        "nowhere.yaml: no such file; give a path, or the name of a scenario",
        "empty: no scenario file (*.yaml) below this folder",
    ]


def test_control_characters_of_a_file_never_reach_the_terminal(write: Callable[[str, str], str]) -> None:
    path = write("markets/a.yaml", M + '"\\e[31mred\\u202e": 1\nbasket.mean: "\\e]0;x\\a"\n')

    lines = [str(fault) for fault in check([path])]

    assert len(lines) == 2
    assert all(line.isprintable() for line in lines)
