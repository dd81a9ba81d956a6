"""Whom does the firm drop, and when?"""

from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch
from sim.model.storage import ACCOUNTS


class Dropping(Mechanism):
    """The firm drops customers."""

    dropping_on: int = switch(0, "the firm drops customers")
    dropping_every: int = declared(
        "dropping.every",
        Unit.COUNT,
        90,
        "days from one night to the next on which the firm drops customers",
        low=1,
        high=36_500,
        owner=FIRM,
        lively=(1, 60),
        plausible=(30, 365),
    )
    dropping_complaints: int = declared(
        "dropping.complaints",
        Unit.COUNT,
        3,
        "complaints from which on a customer may be dropped",
        high=1_000_000,
        owner=FIRM,
        lively=(0, 4),
        plausible=(2, 10),
    )
    dropping_worth: int = declared(
        "dropping.worth",
        Unit.MONEY,
        0,
        "what a customer must have brought so far not to be dropped",
        low=-1e12,
        high=1e12,
        owner=FIRM,
        lively=(-10000, 20000),
        plausible=(-10000, 50000),
    )
    dropping_breaches: int = declared(
        "dropping.breaches",
        Unit.COUNT,
        0,
        "broken agreements from which on a customer is dropped; 0: she is not",
        high=1_000_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 5),
    )
    dropping_insults: int = declared(
        "dropping.insults",
        Unit.COUNT,
        0,
        "insults of staff from which on a customer is dropped; 0: she is not",
        high=1_000_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 10),
    )
    dropping_overdue: int = declared(
        "dropping.overdue",
        Unit.COUNT,
        0,
        "debts written off from which on a customer is dropped; 0: she is not",
        high=1_000_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(0, 3),
    )
    dropping_bad_name: int = declared(
        "dropping.bad_name", Unit.SWITCH, 0, "the firm drops customers who have a bad name", owner=FIRM
    )


def is_dropping_night(p: Parameters, day: int) -> bool:
    """Return whether the firm looks for customers to drop at 00:00 of a day."""
    return bool(p.dropping_on) and day > 0 and day % p.dropping_every == 0


def is_burden(p: Parameters, c: Person) -> bool:
    """Return whether a customer has reached what the firm puts up with: breaches, insults, debts, a bad name.

    References
    ----------
    Mission rows K11 to K14: whom to let go.
    """
    if p.dropping_bad_name and c.notorious:
        return True
    if p.dropping_breaches and c.breaches >= p.dropping_breaches:
        return True
    if p.dropping_insults and c.insults >= p.dropping_insults:
        return True
    return p.dropping_overdue > 0 and c.overdue >= p.dropping_overdue


def is_unwanted(p: Parameters, c: Person) -> bool:
    """Return whether the firm drops a customer who has no complaint open: many complaints, little money, a burden."""
    if c.case:
        return False
    if is_burden(p, c):
        return True
    if c.complaints < p.dropping_complaints:
        return False
    brought = 0
    for account in range(ACCOUNTS):
        brought += c.totals[account]
    return brought < p.dropping_worth
