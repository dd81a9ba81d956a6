# ruff: noqa: E501  tables read better on one line
"""Time, memory and tables for the benchmarks."""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def seconds(work: Callable[[], Any]) -> float:
    """Return how long a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def side_by_side(works: Sequence[Callable[[], Any]], rounds: int) -> list[list[float]]:
    """Return the seconds of each piece of work in each round; they take turns, so that a busy machine hits all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            gc.collect()  # what the work before left behind is not this one's to clear away
            times.append(seconds(work))
    return taken


def in_turns(runs: Sequence[Callable[[int], Any]], rounds: int) -> tuple[list[list[float]], list[list[Any]]]:
    """Return the same seconds, and what each run returned: a function of the number of its turn, as of a seed."""
    found: list[list[Any]] = [[] for _ in runs]
    works = [partial(answer, run, answers) for run, answers in zip(runs, found, strict=True)]
    return side_by_side(works, rounds), found


def answer(run: Callable[[int], Any], answers: list[Any]) -> None:
    """Add the next answer of a run."""
    answers.append(run(len(answers)))


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    """Return the median of the ratios of rounds."""
    return median(a / b for a, b in zip(slow, fast, strict=True))


def child(code: str, **environment: str) -> dict[str, Any]:
    """Run code in a new interpreter and return the JSON that it printed last."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def free_bytes() -> int:
    """Return how much memory is free, as far as the system says; else a GiB."""
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return 1 << 30


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> None:
    """Print a table; numbers stand to the right."""
    texts = [
        [x if isinstance(x, str) else f"{x:,.4g}" if isinstance(x, float) else f"{x:,}" for x in row] for row in rows
    ]
    widths = [max(len(line[k]) for line in [list(heads), *texts]) for k in range(len(heads))]
    print(f"\n{title}")
    for line in [list(heads), ["-" * w for w in widths], *texts]:
        print(
            "  "
            + "  ".join(x.ljust(w) if k == 0 else x.rjust(w) for k, (x, w) in enumerate(zip(line, widths, strict=True)))
        )
    if note:
        print(f"  {note}")
