"""The command line, called in this process or started as a user would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import sim
from sim.cli import main

HOME = Path(sim.__file__).parents[1]
SMALL = ("--set", "persons=60", "--run-length", "60 days", "--quiet")


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs a command in an empty working directory."""
    monkeypatch.chdir(tmp_path)

    def called(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["sim", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        found = capsys.readouterr()
        return Ended(int(stop.value.code or 0), found.out, found.err)

    return called


def environment(**more: str) -> Mapping[str, str]:
    """Return the environment of a started command."""
    return {**os.environ, "PYTHONPATH": str(HOME), **more}


def started(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """Start a command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
