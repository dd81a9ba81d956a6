"""A table of gaps: what a firm reaches against what the best one reaches (C22)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.record import Record
from sim.response.registry import RESPONSES


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a firm is from another one in a response.

    Parameters
    ----------
    name
        The response.
    own, best
        Its value in the firm's record and in that of the benchmark, in the unit of the response.
    behind
        How far the firm is behind, in the direction of better; negative where it is ahead.
    """

    name: str
    own: float
    best: float
    behind: float


def gaps(record: Record, benchmark: Record, names: Iterable[str], rate: float = 0.1) -> list[Gap]:
    """Return the gaps of a record to a benchmark's, in the order of the names.

    Responses that have no value in either record are left out; ``rate`` is the yearly rate of discount.
    """
    found = []
    for name in names:
        response = RESPONSES[name]
        own, best = response.read(record, rate), response.read(benchmark, rate)
        if own is not None and best is not None:
            found.append(Gap(name, own, best, best - own if response.higher_is_better else own - best))
    return found


__all__ = ["Gap", "gaps"]
