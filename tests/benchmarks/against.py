"""Both engines against those of another commit, in two processes that take turns."""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.timing import ROOT, ratio, table

BEFORE = "3c61024"
"""The commit before every event was told once."""
MUST = 1.05
RUNS = """
import sys, time
import sim
from sim.experiment.engines import engine_of
from sim.model.setting import LogLevel
engines = {name: engine_of(name) for name in ("compiled", "reference")}
settings = {}
print("ready", flush=True)
for line in sys.stdin:
    engine, market, persons, level = line.split()
    key = market, persons
    if key not in settings:
        settings[key] = sim.load(market).with_values({"persons": persons}).setting(1095.0)
        engines["compiled"](settings[key], 1, 0, LogLevel.NONE)
    began = time.perf_counter()
    record = engines[engine](settings[key], 1, 0, LogLevel[level])
    print((time.perf_counter() - began) * 1e9 / record.counts.sum(), flush=True)
"""


def checked_out(commit: str) -> Path:
    """Return a folder with the files of a commit, made by ``git worktree`` if it is not there."""
    folder = ROOT / "build" / "against" / commit
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)
        subprocess.run(["git", "worktree", "add", "--detach", "--force", str(folder), commit], cwd=ROOT, check=True)
    return folder


def started(folder: Path) -> subprocess.Popen[str]:
    """Return a process that runs the engines of one checkout whenever it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUNS], cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    return process


def asked(process: subprocess.Popen[str], what: str) -> float:
    """Return the ns/event of one run."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{what}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def against(commit: str, persons: int, pairs: int) -> None:
    """Print what an event costs now and at another commit: with few mechanisms on and with all, in both engines."""
    try:
        before_folder = checked_out(commit)
    except (OSError, subprocess.CalledProcessError):
        print(f"\n(f) not measured: commit {commit} cannot be checked out here (it needs git and the whole history)")
        return
    processes = [started(folder) for folder in (before_folder, ROOT)]
    rows = []
    for engine, many in (("compiled", persons), ("reference", persons // 20)):
        for market in ("corner_shop", "whole_town"):
            for level in ("NONE", "ALL"):
                before: list[float] = []
                now: list[float] = []
                for pair in range(pairs):
                    order = [(processes[0], before), (processes[1], now)]
                    for process, costs in order if pair % 2 == 0 else reversed(order):
                        costs.append(asked(process, f"{engine} {market} {many} {level}"))
                rows.append(
                    [f"{engine}, {market}, log {level.lower()}", median(before), median(now), ratio(now, before)]
                )
    for process in processes:
        process.communicate()
    table(
        f"(f) engines against commit {commit}, {persons:,} persons (reference {persons // 20:,}), "
        f"median of {pairs} pairs that take turns",
        ["", "ns/event then", "ns/event now", "times"],
        rows,
        f"must be: at most {MUST} times",
    )
