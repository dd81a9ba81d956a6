"""How many agents are at the desk, by weekday and hour?"""

from math import floor

from sim.model.flat import Parameters
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch

HOURS = 24
WEEK = 7 * HOURS
A_HAIR = 1e-9  # hours by which a time that stands for a full hour may miss it
AS_THE_DESK = (0.0,) * 9 + (1.0,) * 9 + (0.0,) * 6  # one agent from 9 to 18, as the desk without a roster


def _day(name: str) -> tuple[float, ...]:
    """Declare a weekday's agents."""
    found: tuple[float, ...] = declared(
        f"roster.{name}",
        Unit.COUNTS,
        AS_THE_DESK,
        f"agents at the desk in each of the 24 hours of {name.capitalize()}; breaks are agents who are not there",
        size=HOURS,
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 1_000),
    )
    return found


class Roster(Mechanism):
    """The desk's agents come and go by weekday and hour."""

    roster_on: int = switch(0, "the desk's agents come and go by weekday and hour")
    roster_monday: tuple[float, ...] = _day("monday")
    roster_tuesday: tuple[float, ...] = _day("tuesday")
    roster_wednesday: tuple[float, ...] = _day("wednesday")
    roster_thursday: tuple[float, ...] = _day("thursday")
    roster_friday: tuple[float, ...] = _day("friday")
    roster_saturday: tuple[float, ...] = _day("saturday")
    roster_sunday: tuple[float, ...] = _day("sunday")
    roster_week: tuple[float, ...] = solved((0.0,) * WEEK)  # agents by hour, from the first day on
    roster_posts: int = solved(0)  # the most there are at once


def roster_hour(now: float) -> int:
    """Return the hour since the start that a time lies in."""
    return floor(now * HOURS + A_HAIR)


def rostered(p: Parameters, hour: int) -> int:
    """Return how many agents are at the desk in an hour since the start."""
    return floor(p.roster_week[hour % WEEK])


def roster_ends(p: Parameters, now: float, post: int) -> float:
    """Return when the agent at a post goes, from ``now`` on; who is there all week goes a week later."""
    hour = roster_hour(now)
    for k in range(WEEK):
        if rostered(p, hour + k) <= post:
            return max(now, (hour + k) / HOURS)
    return now + WEEK / HOURS


def roster_begins(p: Parameters, now: float, post: int) -> float:
    """Return when somebody comes to a post next, after ``now``; a week later if nobody does."""
    hour = roster_hour(now)
    for k in range(1, WEEK):
        if rostered(p, hour + k) > post:
            return (hour + k) / HOURS
    return now + WEEK / HOURS


def roster_time(p: Parameters, began: float, ended: float) -> float:
    """Return the agent-days of the roster between two times."""
    first = roster_hour(began)
    total = 0.0
    for hour in range(first, roster_hour(ended) + 1):
        total += rostered(p, hour) * max(0.0, min(ended, (hour + 1) / HOURS) - max(began, hour / HOURS))
    return total
