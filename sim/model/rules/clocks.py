"""When does something come, and which reason to leave is the earliest?"""

from sim.model.codes import Cause, Loss
from sim.model.flat import Parameters, Person
from sim.model.storage import INFINITE

WITHIN_THE_DAY = 0.999999  # of a day: day + this part of it never rounds to the next midnight


def threshold_time(now: float, left: float, rate: float) -> float:
    """Return when an integrated hazard reaches what is left of its threshold; never if the rate is 0."""
    return now + left / rate if rate > 0.0 else INFINITE


def threshold_left(left: float, rate: float, elapsed: float) -> float:
    """Return what is left of a threshold after some days at a rate: carried over when the rate changes."""
    return max(0.0, left - rate * elapsed)


def settle_departure(c: Person) -> None:
    """Make the earlier of the appointed time and the rival's the time of leaving; at a tie the appointed one."""
    time = threshold_time(c.pull_since, c.pull_left, c.pull_rate)
    if time < c.appointed:
        c.departure = time
        c.departure_cause = Cause.COMPETITION
        c.departure_loss = Loss.ATTRACTED
    else:
        c.departure = c.appointed
        c.departure_cause = c.appointed_cause
        c.departure_loss = c.appointed_loss


def appoint(p: Parameters, c: Person, time: float, cause: int, loss: int) -> bool:
    """Let a customer leave at a time for a cause, unless something else is appointed before; return whether it is not.

    The event that makes her leave is none until :func:`owe` names it.
    """
    if p.rivals_on:
        if time >= c.appointed:
            return False
        c.appointed = time
        c.appointed_cause = cause
        c.appointed_loss = loss
        settle_departure(c)
    else:
        if time >= c.departure:
            return False
        c.departure = time
        c.departure_cause = cause
        c.departure_loss = loss
    c.departure_kind = 0
    return True


def owe(c: Person, kind: int, person: int, occasion: int) -> None:
    """Name the event that makes a customer leave at the appointed time: its kind, whose it is, and which."""
    c.departure_kind = kind
    c.departure_parent = person
    c.departure_occasion = occasion


def is_owed(c: Person) -> bool:
    """Return whether a customer who leaves now leaves because of a named event; the rival's pull is none."""
    return c.departure_kind != 0 and c.departure_loss != Loss.ATTRACTED


def leaves_by(p: Parameters, c: Person, time: float, cause: int, kind: int, teller: int, occasion: int) -> bool:
    """Let somebody else's event make a customer leave at a time; return whether that is her earliest reason."""
    before = c.departure
    if appoint(p, c, time, cause, Loss.NONE):
        owe(c, kind, teller, occasion)
    return c.departure != before
