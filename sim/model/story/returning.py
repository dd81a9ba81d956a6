"""Whom the firm tries to win back and who returns, and what it loses by customers who are a burden."""

from sim.model.codes import Account, Kind, Route
from sim.model.flat import Parameters, Person
from sim.model.rules.burdens import interest_lost, is_on_credit, owe_for
from sim.model.rules.winback import class_of, try_cost
from sim.model.rules.winning import (
    UNREACHED,
    WON,
    answer_to_try,
    is_reached_gone,
    remedy_cost,
    remedy_for,
    told_cause,
    try_detail,
    try_number,
)
from sim.model.story.hands import replan
from sim.model.story.writing import FIRM, NO_KIND, pay, write
from sim.model.world import World


def try_again(w: World, p: Parameters, c: Person, day: int) -> None:
    """Try to win somebody back at 00:00 of a day: reach her, hear why she left, offer a remedy."""
    number = try_number(c)
    group = class_of(p, c)
    c.tries += 1
    found = UNREACHED
    told = 0
    remedy = 0
    if is_reached_gone(p, c, number):
        told = told_cause(p, c)
        remedy = remedy_for(p, told)
        found = answer_to_try(p, c, number, remedy, day)
    write(
        w, float(day), Kind.TRY, c.number, number, c.number, c.purchases - 1, Kind.DEPARTURE,
        Account.WINBACK, -try_cost(p, group), try_detail(found, group, remedy, told),
    )  # fmt: skip
    if found == WON:
        replan(w, c)


def come_back(w: World, p: Parameters, c: Person, now: float) -> None:
    """Write down that somebody is a customer again because the firm has won her back, and pay for the remedy."""
    write(
        w, now, Kind.JOIN, c.number, c.purchases, c.number, c.join_occasion, Kind.TRY,
        Account.WINBACK, -remedy_cost(p, c), Route.WIN_BACK,
    )  # fmt: skip


def bear(w: World, p: Parameters, c: Person, now: float, paid: int) -> None:
    """Bear with a customer at a purchase: insults, a broken agreement, and money that comes late or not at all."""
    n = c.purchases - 1
    c.insults += c.abusive
    if c.breaching:
        c.breaches += 1
        pay(w, now, Kind.BREACH, c, n, Kind.PURCHASE, Account.BREACHES, -paid, 0)
    if is_on_credit(p, c, n):
        pay(w, now, Kind.SERVICE_COST, c, n, Kind.PURCHASE, Account.INTEREST, -interest_lost(p, paid), 0)
        if c.defaulting:
            owe_for(p, c, now, paid)


def write_off(w: World, c: Person, now: float) -> None:
    """Write off what somebody owes and will not pay."""
    lost = c.owed
    c.owed = 0
    write(w, now, Kind.BAD_DEBT, c.number, c.overdue, FIRM, 0, NO_KIND, Account.BAD_DEBT, -lost, 0)
    c.overdue += 1
