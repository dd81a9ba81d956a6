"""Stations as they are: how far customers live from the nearest one, in means."""

from functools import cache
from math import sqrt
from typing import Any

from sim.model.codes import Layout
from sim.model.flat import Parameters
from sim.model.numerics import exp, expm1, log, log1p

MIDDLE = 0.5
PARTS = 256  # quantiles of the distance
QUARTER_TURN = 0.7853981633974483  # a quarter of pi: part of a square that a circle in it covers
CHORDS, PASSES = 64, 40


def covered(reach: float) -> float:
    """Return the part of a square of side 1 that lies within a reach of its middle.

    Examples
    --------
    >>> round(covered(0.25), 4), round(covered(0.5), 2), covered(0.71)
    (0.1963, 0.79, 1.0)
    """
    if reach <= MIDDLE:
        return 4.0 * QUARTER_TURN * reach * reach
    places = (MIDDLE * (k + 0.5) / CHORDS for k in range(CHORDS))
    chords = (min(MIDDLE, sqrt(max(0.0, reach * reach - x * x))) for x in places)
    return 2.0 * sum(chords) / CHORDS


def reach_of(part: float) -> float:
    """Return the reach within which a part of that square lies."""
    if part <= QUARTER_TURN:
        return sqrt(part / (4.0 * QUARTER_TURN))
    low, high = MIDDLE, sqrt(MIDDLE)
    for _ in range(PASSES):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if covered(middle) < part else (low, middle)
    return low


@cache
def distances(layout: int, side: float, count: int) -> tuple[float, ...]:
    """Return quantiles of the distance to the nearest station, in kilometres.

    A station at random is farther than r with the chance that a place does not lie within r of the middle of the
    square, which has no edges; all are with its power.

    Examples
    --------
    >>> mean = sum(distances(Layout.RANDOM, 597.5, 1700)) / PARTS  # a half over the root of stations a square kilometre
    >>> round(mean, 2), sum(distances(Layout.ROAD, 42_500.0, 1700)) / PARTS
    (7.24, 6.25)
    """
    parts = [(k + 0.5) / PARTS for k in range(PARTS)]
    if layout == Layout.ROAD:
        return tuple(0.5 * side / count * u for u in parts)
    return tuple(side * reach_of(-expm1(log1p(-u) / count)) for u in parts)


def distances_as_is(p: Parameters) -> tuple[float, ...]:
    """Return those quantiles for the firm as it is."""
    return distances(p.region_layout, p.region_side, p.stations_count)


def stations_as_is(p: Parameters) -> dict[str, Any]:
    """Return what centres stations, by field: their number, place and mean distance."""
    return {
        "stations_usual": p.stations_count,
        "stations_stood": p.stations_moved,
        "distance_usual": sum(distances_as_is(p)) / PARTS,
    }


def share_near(p: Parameters) -> float:
    """Return the share of customers who are helped on the spot."""
    return sum(d <= p.stations_near for d in distances_as_is(p)) / PARTS if p.stations_on else 0.0


def ways(p: Parameters, tau: float) -> list[tuple[float, float, bool]]:
    """Return (share, days on the way, whether helped on the spot) of complaints.

    Days are those that are worth as much as the ways on average, where about 37% of promptness is left after ``tau``.
    """
    if not p.stations_on:
        return [(1.0, 0.0, False)]
    found = []
    for near in (True, False):
        days = [d / p.dispatch_speed / 24.0 for d in distances_as_is(p) if (d <= p.stations_near) == near]
        if days:
            worth = sum(exp(-one / tau) for one in days) / len(days)
            found.append((len(days) / PARTS, -tau * log(worth), near))
    return found
