"""Whose goods does the firm fetch back unasked, to mend what has not shown yet?"""

from sim.model.codes import Cause, Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch


class Recall(Mechanism):
    """The firm recalls what it has sold, unasked, and mends it."""

    recall_on: int = switch(0, "the firm recalls what it has sold, unasked, and mends what has not shown yet")
    recall_every: float = declared(
        "recall.every",
        Unit.TIME,
        0.0,
        "days from one recall of all that was sold since the one before to the next; 0: never",
        high=50 * YEAR,
        owner=FIRM,
        lively=(0.0, 40.0),
        plausible=(0.0, 5 * YEAR),
    )
    recall_reach: float = declared(
        "recall.reach", Unit.SHARE, 0.95, "share of customers whom a recall reaches", plausible=(0.5, 1.0)
    )
    recall_cost: int = declared(
        "recall.cost",
        Unit.MONEY,
        1500,
        "cost of a recall, each customer reached: the firm cannot see in whose goods something is wrong",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 10_000),
        anchor="1.5 agent-hours",
    )


def is_recall(p: Parameters, day: int) -> bool:
    """Return whether the firm recalls at 00:00 of a day."""
    if not p.recall_on or p.recall_every <= 0.0:
        return False
    return day > 0 and day % max(1, int(p.recall_every)) == 0


def is_recalled(p: Parameters, c: Person, day: int) -> bool:
    """Return whether a recall reaches somebody: a customer without an open complaint who has bought since the last."""
    if c.status != Status.CUSTOMER or c.case or c.bought == 0:
        return False
    if c.last_purchase < day - max(1, int(p.recall_every)):
        return False
    return uniform(c.key, Purpose.RECALLED, day) < p.recall_reach


def mend(c: Person) -> bool:
    """Mend somebody's goods; return whether something was wrong with them that would have shown once more."""
    wrong = bool(c.root == Cause.CORE)
    if wrong:
        c.root = Cause.NONE
    return wrong
