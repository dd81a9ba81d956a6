"""Geometry of the figures: a scale in percent of the width, marks and ticks on it. The template draws them as SVG.

Own SVG instead of matplotlib: text stays text, so that the reader's fonts serve every script, a screen reader reads it,
and a figure follows the width of a phone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FAR = 6.0
"""What reaches further than so many times the median reach does not stretch the scale; it ends in an arrow."""
_TICKS = 7
_MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from ``low`` to ``high`` that holds 0, drawn from 0% to 100%."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the place of a value in percent, kept on the scale.

        Examples
        --------
        >>> Scale(-10.0, 30.0).at(0.0), Scale(-10.0, 30.0).at(99.0)
        (25.0, 100.0)
        """
        share = (value - self.low) / (self.high - self.low)
        return round(100.0 * min(1.0, max(0.0, share)), 3)

    @property
    def zero(self) -> float:
        """The place of 0 in percent."""
        return self.at(0.0)

    @property
    def ticks(self) -> list[tuple[float, float]]:
        """Round values and their places, 0 among them; none at the very ends."""
        step = nice((self.high - self.low) / _TICKS)
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        edge = 3.0
        found = [(k * step, self.at(k * step)) for k in range(first, last + 1)]
        return [(value, place) for value, place in found if edge <= place <= 100.0 - edge]


def nice(step: float) -> float:
    """Return the round number (1, 2 or 5 times a power of ten) that is not below a step.

    Examples
    --------
    >>> nice(1300.0), nice(0.3)
    (2000.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(step))
    factor = next((f for f in (1, 2, 5) if f * power >= step * (1 - 1e-9)), 10)
    return float(f"{factor * power:.12g}")


def scale_for(spans: Iterable[tuple[float, float]]) -> Scale:
    """Return a scale for intervals; those that reach much further than the others are left outside.

    Examples
    --------
    >>> scale_for([(-100.0, 100.0), (0.0, 100.0), (-9000.0, -8000.0)])
    Scale(low=-112.0, high=112.0)
    """
    finite = [(low, high) for low, high in spans if math.isfinite(low) and math.isfinite(high) and (low or high)]
    if not finite:
        return Scale(-1.0, 1.0)
    reach = sorted(max(abs(low), abs(high)) for low, high in finite)
    limit = FAR * reach[(len(reach) - 1) // 2]
    near = [(low, high) for low, high in finite if max(abs(low), abs(high)) <= limit]
    low, high = min(0.0, *(x for x, _ in near)), max(0.0, *(x for _, x in near))
    room = _MARGIN * (high - low)
    return Scale(low - room, high + room)


@dataclass(frozen=True, slots=True)
class Mark:
    """An estimate with its interval on a scale; places in percent.

    Parameters
    ----------
    left, right, place
        Ends of the interval and the estimate; left = right = place where there is no interval.
    off
        -1 or 1 if the estimate lies beyond the scale's left or right end, else 0.
    cut_left, cut_right
        Whether the interval goes on beyond the scale.
    """

    left: float
    right: float
    place: float
    off: int
    cut_left: bool
    cut_right: bool


def mark(scale: Scale, value: float, low: float, high: float) -> Mark:
    """Return an estimate and its interval on a scale."""
    off = (value > scale.high) - (value < scale.low)
    return Mark(scale.at(low), scale.at(high), scale.at(value), off, low < scale.low, high > scale.high)


def shares(counts: Sequence[int]) -> list[tuple[float, float]]:
    """Return start and width of the parts of a bar in percent.

    Examples
    --------
    >>> shares([1, 3])
    [(0.0, 25.0), (25.0, 75.0)]
    """
    total = sum(counts) or 1
    starts = [100.0 * sum(counts[:k]) / total for k in range(len(counts))]
    return [(round(start, 3), round(100.0 * n / total, 3)) for start, n in zip(starts, counts, strict=True)]
