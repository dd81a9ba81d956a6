"""Which customers are a burden: who insults staff, breaks what was agreed, does not pay, or is hard to please?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log, round_half_up
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import Real, Small, Whole

# Traits, which are the occasions of their draws
ABUSIVE = 0
BREACHING = 1
DEFAULTING = 2
DIFFICULT = 3


class Burdens(Mechanism):
    """Some customers insult staff, break what was agreed, do not pay, or are hard to please."""

    burdens_on: int = switch(0, "some customers insult staff, break what was agreed, do not pay, or are hard to please")
    burden_abusive: float = declared(
        "burden.abusive", Unit.SHARE, 0.02, "share of persons who insult whoever serves them", plausible=(0.0, 0.1)
    )
    burden_breaching: float = declared(
        "burden.breaching",
        Unit.SHARE,
        0.01,
        "share of persons who break what was agreed: the price of what they buy is lost each time",
        plausible=(0.0, 0.05),
    )
    burden_defaulting: float = declared(
        "burden.defaulting",
        Unit.SHARE,
        0.03,
        "share of persons who never pay what they buy on credit",
        plausible=(0.0, 0.1),
    )
    burden_difficult: float = declared(
        "burden.difficult",
        Unit.SHARE,
        0.10,
        "share of persons who are hard to please: what they complain of is resolved only by skill, which is "
        "desk.skill and, with staff, how little raw who served her is",
        plausible=(0.0, 0.3),
    )
    burden_insult: float = declared(
        "burden.insult",
        Unit.NUMBER,
        0.02,
        "morale that one insult a month takes from whoever serves; counts with morale",
        high=1.0,
        plausible=(0.0, 0.1),
    )
    credit_share: float = declared(
        "credit.share", Unit.SHARE, 0.10, "share of purchases that are sold on credit", owner=FIRM, plausible=(0.0, 0.5)
    )
    credit_days: float = declared(
        "credit.days",
        Unit.TIME,
        60.0,
        "days after which what was bought on credit is due",
        high=10 * YEAR,
        owner=FIRM,
        lively=(0.0, 90.0),
        plausible=(14.0, 120.0),
    )
    # of a person
    abusive: Small
    breaching: Small
    defaulting: Small
    difficult: Small
    insults: Whole  # purchases at which she insulted whoever served her
    breaches: Whole
    overdue: Whole  # times that what she owed was written off
    owed: Whole  # by somebody who will not pay, minor units
    due: Real  # when the first of it is


def has_trait(c: Person, trait: int, share: float) -> int:
    """Return whether a person has a trait that a share of persons have."""
    return int(uniform(c.key, Purpose.BURDEN, trait) < share)


def burden(p: Parameters, c: Person) -> None:
    """Draw in which ways a person is a burden."""
    c.abusive = has_trait(c, ABUSIVE, p.burden_abusive)
    c.breaching = has_trait(c, BREACHING, p.burden_breaching)
    c.defaulting = has_trait(c, DEFAULTING, p.burden_defaulting)
    c.difficult = has_trait(c, DIFFICULT, p.burden_difficult)


def skill(p: Parameters, raw: float) -> float:
    """Return the skill, in [0, 1], of who answers: of the desk, and less the rawer she is.

    References
    ----------
    Mission row F17: difficult customers need skill. That their share of resolved complaints is in proportion to it
    is assumed.
    """
    found = p.desk_skill if p.desk_on else 1.0
    return found * (1.0 - raw) if p.staff_on else found


def pleased_share(p: Parameters) -> float:
    """Return the mean, as is, of what being hard to please leaves of answers."""
    return 1.0 - p.burden_difficult * (1.0 - skill(p, p.staff_raw)) if p.burdens_on else 1.0


def is_on_credit(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a purchase is sold on credit."""
    return uniform(c.key, Purpose.CREDIT, occasion) < p.credit_share


def interest_lost(p: Parameters, paid: int) -> int:
    """Return what is lost by having a price later, at the rate that profit is discounted at, in minor units."""
    return round_half_up(paid * (1.0 - exp(-p.credit_days / YEAR * log(1.0 + p.discount_rate))))


def owe_for(p: Parameters, c: Person, now: float, paid: int) -> None:
    """Let somebody who will not pay owe a price; all that she owes is looked at when the first of it is due."""
    if c.owed == 0:
        c.due = now + p.credit_days
    c.owed += paid


def lends(p: Parameters) -> bool:
    """Return whether the firm may wait for money in vain."""
    return bool(p.burdens_on) and p.burden_defaulting > 0.0


def is_overdue(p: Parameters, c: Person, day: int) -> bool:
    """Return whether what somebody owes is written off at 00:00 of a day."""
    return lends(p) and c.owed > 0 and c.due <= day
