"""Whom does a contact on the firm's own account reach, and what does it do to her: suit, annoy, or come too late?"""

from math import floor

from sim.model.codes import Account, Cause, Kind, Loss, Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, expm1, round_half_up
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint, owe
from sim.model.rules.contacts import (
    ADVICE,
    AFTERSALE,
    CALL,
    EVENT,
    GREETING,
    LECTURE,
    MAINTENANCE,
    NEWS,
    OFFER,
    PROGRAMMES,
    VISIT,
)
from sim.model.rules.expectation import risen_expectation
from sim.model.rules.morale import fidelity
from sim.model.rules.winback import hear_gone
from sim.model.storage import INFINITE

QUARTER = 91.25  # days for which sales are looked at, at the least
PER_NIGHT = 16  # occasions of a night, one a programme
PER_CONTACT = 8  # draws of a contact
# which draw of a contact
AT_SPARING = 0
AT_REACHING = 1
AT_BUYING = 2
AT_TALKING = 3
AT_MENDING = 4
AT_WAKING = 5
AT_LEARNING = 6
# what a contact finds
SUITED = 0  # it suits her
SOLD = 1  # and she buys that day
UNSUITED = 2
ROUSED = 3  # it does not suit her, and wakes her
LOST = 4  # she had left before


def round_rate(p: Parameters, programme: int) -> float:  # noqa: PLR0911 a line a programme
    """Return how often a programme has a round, per day; 0 is never."""
    if programme == GREETING:
        return p.contact_greeting
    if programme == VISIT:
        return p.contact_visit
    if programme == EVENT:
        return p.contact_event
    if programme == LECTURE:
        return p.contact_lecture
    if programme == NEWS:
        return p.contact_news
    if programme == ADVICE:
        return p.contact_advice
    if programme == OFFER:
        return p.contact_offer
    if programme == AFTERSALE:
        return p.contact_aftersale
    return p.contact_maintenance if programme == MAINTENANCE else p.contact_call


def has_round(p: Parameters, programme: int, day: int) -> bool:
    """Return whether a programme has a round at 00:00 of a day; the first one comes when half its time has passed."""
    rate = round_rate(p, programme)
    return day > 0 and floor(day * rate + 0.5) > floor((day - 1) * rate + 0.5)


def is_outreach_night(p: Parameters, day: int) -> bool:
    """Return whether the firm reaches out to customers at 00:00 of a day."""
    if not p.contacts_on:
        return False
    for k in range(PROGRAMMES):
        if has_round(p, k, day):
            return True
    return False


# The file ------------------------------------------------------------------------------------------------------------


def fade_bond(p: Parameters, c: Person, now: float) -> None:
    """Let a bond, and what the file knows, fade until now."""
    passed = now - c.bond_time
    c.bond *= exp(-passed / p.bond_fade)
    c.known *= exp(-passed / p.crm_fade)
    c.bond_time = now


def get_to_know(p: Parameters, c: Person, now: float) -> None:
    """Let the file learn from a purchase."""
    fade_bond(p, c, now)
    c.known += p.crm_learn * (1.0 - c.known)


def known_after(p: Parameters, rate: float, tenure: float) -> float:
    """Return what the file knows in the mean of somebody who has bought at a rate for so many days.

    Purchases bring it towards 1 at the rate times ``crm.learn``, time takes it at 1 / ``crm.fade``.
    """
    learns = rate * p.crm_learn
    speed = learns + 1.0 / p.crm_fade
    return -learns / speed * expm1(-speed * tenure)


def worth_on_file(p: Parameters, c: Person, day: int) -> float:
    """Return a customer's sales a day since her first purchase, or in a quarter, in those of an average customer."""
    usual = p.buying_rate * p.basket_mean
    if c.bought == 0 or usual <= 0.0:
        return 0.0
    return c.totals[Account.SALES] / (max(QUARTER, day - c.first_purchase) * usual)


def strike_off(p: Parameters, c: Person, now: float) -> None:
    """Take somebody off the firm's file: it has dropped her, or heard that she left and may win her back."""
    if p.contacts_on:
        c.called = now
        c.filed = 0
    if p.winback_on:
        hear_gone(c, now)


def is_alarming(p: Parameters, c: Person, day: int) -> bool:
    """Return whether somebody is silent for longer than her own past explains, and nobody has spoken to her since.

    It takes two purchases to know how often she comes.
    """
    if c.bought < 2 or c.called >= c.last_purchase:
        return False
    gap = (c.last_purchase - c.first_purchase) / (c.bought - 1)
    return day - c.last_purchase > p.contact_silent * gap


def is_meant(p: Parameters, c: Person, programme: int, day: int) -> bool:
    """Return whether a round of a programme is for somebody, by the firm's file; not while a complaint is open.

    The firm sees purchases and what came of contacts, and no departure that nobody has told it.
    """
    if not c.filed or c.case or c.bond >= p.contact_until:
        return False
    if programme == CALL:
        return is_alarming(p, c, day)
    if programme >= OFFER:
        since = day - 1.0 / round_rate(p, programme)
        if c.last_purchase == INFINITE or c.last_purchase < since:
            return False
    least = p.contact_from[programme]
    return least <= 0.0 or worth_on_file(p, c, day) >= least


# A contact -----------------------------------------------------------------------------------------------------------


def contact_number(programme: int, day: int) -> int:
    """Return the occasion of a contact."""
    return PER_NIGHT * day + programme


def contact_draw(c: Person, programme: int, day: int, which: int) -> float:
    """Return one of the draws of a contact."""
    return uniform(c.key, Purpose.OUTREACH, PER_CONTACT * contact_number(programme, day) + which)


def suits(p: Parameters, c: Person, programme: int) -> bool:
    """Return whether a programme is to somebody's taste, which lasts."""
    return uniform(c.key, Purpose.TASTE, programme) < p.contact_fits[programme]


def is_spared(p: Parameters, c: Person, programme: int, day: int) -> bool:
    """Return whether the file knows that a programme would not suit somebody, so that nobody bothers her."""
    if p.crm_quality <= 0.0 or suits(p, c, programme):
        return False
    known = c.known * exp(-(day - c.bond_time) / p.crm_fade)
    return contact_draw(c, programme, day, AT_SPARING) < p.crm_quality * known


def programme_reach(p: Parameters, programme: int) -> float:
    """Return the share of those a programme is for whom it reaches: more where leaders stand behind it.

    References
    ----------
    Mission rows H06, H26: without managers' support no programme comes about. Size: assumed.
    """
    return min(1.0, p.contact_reach[programme] * fidelity(p))


def is_contacted(p: Parameters, c: Person, programme: int, day: int) -> bool:
    """Return whether a round of a programme reaches somebody."""
    if not has_round(p, programme, day) or not is_meant(p, c, programme, day) or is_spared(p, c, programme, day):
        return False
    return contact_draw(c, programme, day, AT_REACHING) < programme_reach(p, programme)


def contact_kind(programme: int) -> int:
    """Return the kind of the row of a contact: calls to the silent have one of their own."""
    return Kind.CALL if programme == CALL else Kind.CONTACTED


def contact_cost(p: Parameters, programme: int) -> int:
    """Return what a contact costs in minor units: the time of whoever makes it."""
    return round_half_up(p.contact_minutes[programme] / 60.0 * p.contact_wage)


def contact(p: Parameters, c: Person, programme: int, day: int) -> int:
    """Let a contact reach somebody; return what it finds: who has left is taken off the file."""
    if programme == CALL:
        c.calls += 1
        c.called = float(day)
    else:
        c.contacted += 1
    if c.status != Status.CUSTOMER:
        strike_off(p, c, float(day))
        return LOST
    fade_bond(p, c, float(day))
    if suits(p, c, programme):
        return please(p, c, programme, day)
    return bother(p, c, programme, day)


def please(p: Parameters, c: Person, programme: int, day: int) -> int:
    """Let a contact suit somebody: the bond grows, and what else it does; return whether she buys that day."""
    c.called = float(day)
    c.bond += p.contact_bond[programme] * (1.0 - c.bond)
    if p.expectation_on:
        expected = risen_expectation(p, c, float(day))
        c.expectation = expected + p.contact_aligns[programme] * (p.service_level - expected)
        c.expectation_time = float(day)
    if programme == ADVICE:
        c.advised = min(p.advice_most, c.advised + p.advice_demand)
    if p.causes_on and contact_draw(c, programme, day, AT_MENDING) < p.contact_mends[programme]:
        c.root = Cause.NONE
    if p.talk_on:
        c.next_talk = brought_forward(
            c.next_talk, contact_draw(c, programme, day, AT_TALKING), p.contact_talks[programme], day
        )
    before = c.next_purchase
    c.next_purchase = brought_forward(
        before, contact_draw(c, programme, day, AT_BUYING), p.contact_buys[programme], day
    )
    return SOLD if c.next_purchase < before else SUITED


def contact_tells(p: Parameters, c: Person, programme: int, day: int) -> bool:
    """Return whether a contact that suits somebody learns what failed her last, if nobody has written that up."""
    if c.untold == 0:
        return False
    return contact_draw(c, programme, day, AT_LEARNING) < p.contact_learns[programme] * fidelity(p)


def brought_forward(planned: float, u: float, chance: float, day: int) -> float:
    """Return when something comes that a contact brings forward to its day with a chance, unless it is planned before.

    One draw decides, and where it falls below the chance gives the time of day.
    """
    return min(planned, day + WITHIN_THE_DAY * (u / chance)) if u < chance else planned


def bother(p: Parameters, c: Person, programme: int, day: int) -> int:
    """Let a contact not suit somebody: it takes satisfaction, and may wake her; return whether it does.

    References
    ----------
    Contacts that wake: Ascarza, Iyengar & Schleicher (2016), science B8.
    """
    if p.satisfaction_on:
        c.satisfaction *= 1.0 - p.contact_annoys[programme]
    u = contact_draw(c, programme, day, AT_WAKING)
    wakes = p.contact_wakes[programme]
    if u >= wakes:
        return UNSUITED
    if appoint(p, c, day + WITHIN_THE_DAY * (u / wakes), Cause.ENCOUNTER, Loss.NONE):
        owe(c, contact_kind(programme), c.number, contact_number(programme, day))
    return ROUSED


def bond_left(p: Parameters, c: Person) -> float:
    """Return what a bond leaves of the everyday chance of leaving; 1 without one."""
    return 1.0 - p.bond_worth * c.bond
