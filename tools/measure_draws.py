"""Measure what a keyed draw costs: SplitMix64's finaliser, which the model uses, against Philox4x32-10.

Run ``python -m tools.measure_draws``. Both are written as plain Python that numba compiles as it stands, and both are
asked the same: one uniform for (key, purpose, occasion). Repetitions take turns, so that a busy machine hits all alike.

References
----------
Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11 (Philox; known answers in
Random123's kat_vectors).
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable
from statistics import median
from types import FunctionType
from typing import Any

import numba
import numpy as np

from sim.engine.run import twin
from sim.model.draws import subject_key, uniform

WORD = 0xFFFFFFFF
ROUNDS = 10
KNOWN = {
    (0, 0, 0, 0, 0, 0): (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    (WORD, WORD, WORD, WORD, WORD, WORD): (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0): (
        *(0xD16CFE09, 0x94FDCCEB),
        *(0x5001E420, 0x24126EA1),
    ),
}


def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Return the four 32-bit words of Philox4x32-10 for a counter of four words and a key of two."""
    for _ in range(ROUNDS):
        first = 0xD2511F53 * c0
        second = 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (
            ((second >> 32) & WORD) ^ c1 ^ k0,
            second & WORD,
            ((first >> 32) & WORD) ^ c3 ^ k1,
            first & WORD,
        )
        k0 = (k0 + 0x9E3779B9) & WORD
        k1 = (k1 + 0xBB67AE85) & WORD
    return c0, c1, c2, c3


def philox_uniform(key: int, purpose: int, occasion: int) -> float:
    """Return the uniform draw that Philox would give to a purpose and an occasion, (k + .5) / 2^52."""
    low, high, _, _ = philox(occasion & WORD, (occasion >> 32) & WORD, purpose, 0, key & WORD, (key >> 32) & WORD)
    return ((high << 20 | low >> 12) + 0.5) * 2.220446049250313e-16


def compiled_philox() -> Callable[..., Any]:
    """Return the compiled form of :func:`philox_uniform`, after its known answers."""
    inner = numba.njit(error_model="numpy")(philox)
    for given, known in KNOWN.items():
        found = tuple(int(word) & WORD for word in inner(*given))
        if philox(*given) != known or found != known:
            raise SystemExit(f"philox{given}: wanted {known}, Python gave {philox(*given)}, numba {found}")
    space = {"philox": inner, "WORD": WORD}
    outer: Callable[..., Any] = numba.njit(error_model="numpy")(FunctionType(philox_uniform.__code__, space))
    return outer


def repeated(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that adds up ``many`` draws, eight purposes an occasion."""

    def add_up(key: int, many: int) -> float:
        total = 0.0
        for k in range(many):
            total += draw(key, k & 7, k >> 3)
        return total

    return add_up


def measured(rows: dict[str, tuple[Callable[..., Any], Any, int]], turns: int) -> dict[str, list[float]]:
    """Return nanoseconds a draw of each row, one number a turn."""
    out: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(turns):
        for name, (work, key, many) in rows.items():
            start = time.perf_counter()
            work(key, many)
            out[name].append((time.perf_counter() - start) / many * 1e9)
    return out


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--turns", type=int, default=9, help="repetitions; the median is shown")
    turns = options.parse_args().turns
    other = compiled_philox()
    key = subject_key(1, 0, 117)
    word = np.uint64(key)
    rows: dict[str, tuple[Callable[..., Any], Any, int]] = {
        "Python, SplitMix64": (repeated(uniform), key, 100_000),
        "Python, Philox4x32-10": (repeated(philox_uniform), key, 100_000),
        "numba, SplitMix64": (numba.njit(repeated(twin.uniform)), word, 20_000_000),
        "numba, Philox4x32-10": (numba.njit(repeated(other)), word, 20_000_000),
    }
    for work, start, _ in rows.values():
        work(start, 8)
    times = measured(rows, turns)
    print(f"Python {platform.python_version()}, numba {numba.__version__}, {platform.machine()}, {turns} turns")
    print("| engine, generator | ns/draw, median | least | most | x SplitMix64 |")
    print("|---|---|---|---|---|")
    for name, found in times.items():
        ratio = median(found) / median(times[name.split(",")[0] + ", SplitMix64"])
        print(f"| {name} | {median(found):.1f} | {min(found):.1f} | {max(found):.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
