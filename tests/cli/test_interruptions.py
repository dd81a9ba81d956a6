"""Runs are killed and interrupted for real; the same command goes on, and nothing is lost, doubled or changed."""

from __future__ import annotations

import os
import random
import shlex
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import started

RUN = ("run", "corner_shop", "--strategy", "vouchers", "--set", "persons=200", "--run-length", "1 year",
       "--replications", "12", "--jobs", "2")  # fmt: skip
SWEEP = ("sweep", "corner_shop", "--vary", "buying.rate=20/year,30/year", "--set", "persons=200",
         "--run-length", "1 year", "--strategy", "vouchers", "--replications", "6", "--jobs", "2")  # fmt: skip
ROUNDS, MOST_BLOWS = 25, 4


def finished(*arguments: object, cwd: Path) -> str:
    """Run a command to its good end and return its output."""
    process = started(*arguments, cwd=cwd)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out


def stored(folder: str, cwd: Path) -> list[str]:
    """Return the rows of a folder that is not complete, which the exit code and a line say."""
    process = started("results", folder, "--jsonl", cwd=cwd)
    out, err = process.communicate()
    assert (process.returncode, "replications are missing in" in err) == (1, True), err
    return out.splitlines()


def wait_for_shards(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Wait until so many shards are there, or the process has ended."""
    while process.poll() is None and len(list(folder.glob("shard-*.parquet"))) < count:
        time.sleep(0.02)


def alone(command: tuple[str, ...], folder: Path) -> str:
    """Return the results of a command that nobody disturbed."""
    finished(*command, "--out", "whole", cwd=folder)
    return finished("results", "whole", "--jsonl", cwd=folder)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    return alone(RUN, tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture(scope="module")
def undisturbed_sweep(tmp_path_factory: pytest.TempPathFactory) -> str:
    return alone(SWEEP, tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.nightly
@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_a_run_that_is_killed_goes_on_to_the_same_results(
    tmp_path: Path, undisturbed: str, kill: Callable[[int, int], None]
) -> None:
    # Given a run that is killed, alone or with its workers, when some of it is stored
    process = started(*RUN, "--out", "kept", cwd=tmp_path)
    wait_for_shards(tmp_path / "kept", 5, process)
    kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert 5 <= len(stored("kept", tmp_path)) < len(undisturbed.splitlines())

    # When the same command runs again
    finished(*RUN, "--out", "kept", cwd=tmp_path)

    # Then nothing tells the two apart
    assert finished("results", "kept", "--jsonl", cwd=tmp_path) == undisturbed


def test_a_sweep_that_is_killed_goes_on_by_the_same_command(tmp_path: Path, undisturbed_sweep: str) -> None:
    process = started(*SWEEP, "--out", "kept", cwd=tmp_path)
    wait_for_shards(tmp_path / "kept", 3, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    kept = {path.name for path in (tmp_path / "kept").glob("shard-*.parquet")}
    assert 3 <= len(stored("kept", tmp_path)) < len(undisturbed_sweep.splitlines())

    finished(*SWEEP, "--out", "kept", cwd=tmp_path)

    assert finished("results", "kept", "--jsonl", cwd=tmp_path) == undisturbed_sweep
    assert kept <= {path.name for path in (tmp_path / "kept").glob("shard-*.parquet")}


@pytest.mark.nightly
def test_blows_in_a_row_at_random_times_lose_double_and_change_nothing(tmp_path: Path, undisturbed_sweep: str) -> None:
    draw = random.Random(20)
    for number in range(ROUNDS):
        folder = f"kept{number}"
        for _ in range(draw.randint(1, MOST_BLOWS)):
            process = started(*SWEEP, "--out", folder, cwd=tmp_path)
            time.sleep(draw.uniform(0.1, 4.0))
            kind = draw.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
            if process.poll() is None:
                draw.choice([os.kill, os.killpg])(process.pid, kind)
            process.communicate()
        finished(*SWEEP, "--out", folder, cwd=tmp_path)
        assert finished("results", folder, "--jsonl", cwd=tmp_path) == undisturbed_sweep


def test_ctrl_c_says_what_is_safe_and_how_to_go_on(tmp_path: Path, undisturbed: str) -> None:
    process = started(*RUN, "--out", "kept", cwd=tmp_path)
    wait_for_shards(tmp_path / "kept", 3, process)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate()

    assert process.returncode == 130
    count = len(stored("kept", tmp_path))
    assert f"interrupted: {count} of {len(undisturbed.splitlines())} replications are safe in kept" in err
    assert "Traceback" not in err
    line = next(line for line in err.splitlines() if "go on with: " in line)
    command = shlex.split(line.partition("go on with: ")[2])
    finished(*command[1:], cwd=tmp_path)
    assert finished("results", "kept", "--jsonl", cwd=tmp_path) == undisturbed


@pytest.mark.parametrize("kill", [pytest.param(os.kill, marks=pytest.mark.nightly), os.killpg])
@pytest.mark.parametrize("amount", [("--jobs", "1"), pytest.param(("--replications", "1"), marks=pytest.mark.nightly)])
def test_ctrl_c_ends_one_process_in_the_middle_of_a_replication(
    tmp_path: Path, amount: tuple[str, str], kill: Callable[[int, int], None]
) -> None:
    # Given one process that computes a replication of some minutes
    process = started("run", "corner_shop", "--set", "persons=2000000", "--run-length", "30 years", "--out", "kept",
                      *amount, cwd=tmp_path)  # fmt: skip
    while process.poll() is None and not (tmp_path / "kept" / "experiment.json").exists():
        time.sleep(0.02)
    time.sleep(5.0)

    # When it is interrupted, then it does not wait for the end of the replication
    kill(process.pid, signal.SIGINT)
    try:
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()

    assert process.returncode == 130
    assert "interrupted: 0 of" in err
    assert "go on with: sim run corner_shop" in err
