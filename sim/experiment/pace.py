"""How fast a folder fills, from the times at which its shards were written."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import median

from sim.experiment.folder import guard, shards
from sim.experiment.shard import read_states

LATEST = 33
PAUSE = 10.0
"""Gaps between shards so many times longer than the median one are pauses: nobody was computing."""


def seconds_a_row(folder: Path) -> float | None:
    """Return the seconds that a row took, all workers together, in the latest shards; None with fewer than three."""
    with guard(folder, None):
        timed = sorted((path.stat().st_mtime, path) for path in shards(folder))[-LATEST:]
        gaps = [later - earlier for (earlier, _), (later, _) in pairwise(timed)]
        if len(gaps) < 2:  # noqa: PLR2004 a median of one says nothing about pauses
            return None
        longest = PAUSE * median(gaps)
        kept = [(gap, path) for gap, (_, path) in zip(gaps, timed[1:], strict=True) if gap <= longest]
        rows = sum(len(read_states(path)) for _, path in kept)
    return sum(gap for gap, _ in kept) / rows
