"""Who buys through whom? Intermediaries (agents, dealers), their end customers, and what a lost intermediary takes."""

from sim.model.codes import Kind, Loss, Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint, owe
from sim.model.storage import Small, Whole


class Partners(Mechanism):
    """Some persons buy through intermediaries."""

    partners_on: int = switch(0, "some persons buy through intermediaries")
    partners_share: float = declared(
        "partners.share",
        Unit.SHARE,
        0.05,
        "share of persons who are intermediaries: agents, dealers, wholesalers",
        plausible=(0.0, 0.1),
    )
    partners_size: int = declared(
        "partners.size",
        Unit.COUNT,
        10,
        "numbers after an intermediary's within which persons buy through her, up to the next intermediary",
        low=1,
        high=10_000,
        lively=(1, 20),
        plausible=(2, 50),
    )
    partners_leaving: float = declared(
        "partners.leaving",
        Unit.SHARE,
        0.5,
        "chance of leaving of an intermediary, as a multiple of a person's",
        source="assumed; mission row C04 says only that fewer of them leave",
        plausible=(0.2, 1.0),
    )
    partners_takes: float = declared(
        "partners.takes",
        Unit.SHARE,
        1.0,
        "chance that a customer leaves with her intermediary",
        source="assumed; mission row C03 says only that they go along",
        plausible=(0.3, 1.0),
    )
    # of a person
    partner: Whole  # the intermediary through whom she buys, -1 nobody
    led: Whole  # purchases of the intermediary at the departure that she follows; an intermediary's own at her last
    intermediary: Small


def partner_draw(c: Person, occasion: int) -> float:
    """Return a person's draw about intermediaries: 0 her kind, 2 n + 1 and 2 n + 2 what loss n does to her."""
    return uniform(c.key, Purpose.PARTNER, occasion)


def assign_partner(p: Parameters, c: Person, last: int) -> int:
    """Make a person an intermediary, or an end customer of the nearest one before her, ``last``, if within reach.

    Returns the number of the last intermediary so far, -1 if there is none.
    """
    if partner_draw(c, 0) < p.partners_share:
        c.intermediary = 1
        return c.number
    if last >= 0 and c.number - last <= p.partners_size:
        c.partner = last
    return last


def follows(p: Parameters, c: Person, partner: Person, day: int) -> bool:
    """Let a customer hear at 00:00 that her intermediary left yesterday; return whether she will leave later that day.

    She leaves for the same cause, unless the calendar takes her before.

    References
    ----------
    Mission row C03: the loss of an intermediary takes its final customers along.
    """
    if c.status != Status.CUSTOMER or not day - 1 <= partner.left < day:
        return False
    if partner_draw(c, 2 * partner.led + 1) >= p.partners_takes:
        return False
    before = c.departure
    if appoint(p, c, day + WITHIN_THE_DAY * partner_draw(c, 2 * partner.led + 2), partner.cause, Loss.OTHER):
        owe(c, Kind.DEPARTURE, partner.number, partner.led - 1)
    return c.departure != before
