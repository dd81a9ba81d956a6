"""How many agents are at the desk, by weekday and hour?"""

from math import floor

from sim.model.flat import Parameters
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch

WEEK = 168  # hours
A_HAIR = 1e-9  # hours by which a time that stands for a full hour may miss it


class Roster(Mechanism):
    """The desk's agents come and go by weekday and hour."""

    roster_on: int = switch(0, "the desk's agents come and go by weekday and hour")
    roster_monday: tuple[float, ...] = declared(
        "roster.monday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Monday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_tuesday: tuple[float, ...] = declared(
        "roster.tuesday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Tuesday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_wednesday: tuple[float, ...] = declared(
        "roster.wednesday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Wednesday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_thursday: tuple[float, ...] = declared(
        "roster.thursday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Thursday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_friday: tuple[float, ...] = declared(
        "roster.friday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Friday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_saturday: tuple[float, ...] = declared(
        "roster.saturday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Saturday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_sunday: tuple[float, ...] = declared(
        "roster.sunday",
        Unit.COUNTS,
        (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6,
        "agents at the desk in each hour of Sunday; breaks are agents who are not there",
        size=24,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    roster_week: tuple[float, ...] = solved((0.0,) * WEEK)  # agents by hour, from the first day on
    roster_posts: int = solved(0)  # the most there are at once


def roster_hour(now: float) -> int:
    """Return the hour since the start that a time lies in."""
    return floor(now * 24.0 + A_HAIR)


def rostered(p: Parameters, hour: int) -> int:
    """Return how many agents are at the desk in an hour since the start."""
    return floor(p.roster_week[hour % WEEK])


def roster_ends(p: Parameters, now: float, post: int) -> float:
    """Return when the agent at a post goes, from ``now`` on; who is there all week goes a week later."""
    hour = roster_hour(now)
    for k in range(WEEK):
        if rostered(p, hour + k) <= post:
            return max(now, (hour + k) / 24)
    return now + WEEK / 24


def roster_begins(p: Parameters, now: float, post: int) -> float:
    """Return when somebody comes to a post next, after ``now``; a week later if nobody does."""
    hour = roster_hour(now)
    for k in range(1, WEEK):
        if rostered(p, hour + k) > post:
            return (hour + k) / 24
    return now + WEEK / 24


def roster_time(p: Parameters, began: float, ended: float) -> float:
    """Return the agent-days of the roster between two times."""
    first = roster_hour(began)
    total = 0.0
    for hour in range(first, roster_hour(ended) + 1):
        total += rostered(p, hour) * max(0.0, min(ended, (hour + 1) / 24) - max(began, hour / 24))
    return total
