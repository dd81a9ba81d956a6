"""How much may whoever answers a complaint pay back, who decides beyond that, and who makes ill use of it?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, round_half_up
from sim.model.quantiles import exponential
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.quality import HALVING
from sim.model.storage import Whole

YES_QUALITY = 0.95  # of an answer that is always yes, at least


class Authority(Mechanism):
    """Whoever answers may pay back up to a limit; beyond it somebody above decides."""

    authority_on: int = switch(0, "whoever answers may pay back up to a limit; beyond it somebody above decides")
    misuse_chance: float = declared(
        "misuse.chance",
        Unit.SHARE,
        0.05,
        "share of answers at which the limit is misused, nobody looking afterwards",
        plausible=(0.0, 0.2),
    )
    misuse_part: float = declared(
        "misuse.part", Unit.SHARE, 0.50, "part of what is left of the limit that misuse costs", plausible=(0.1, 1.0)
    )
    audit_half: float = declared(
        "audit.half",
        Unit.SHARE,
        0.10,
        "share of answers looked at afterwards that halves misuse",
        low=1e-3,
        plausible=(0.03, 0.3),
    )
    claims_start: float = declared(
        "claims.start",
        Unit.SHARE,
        0.002,
        "share of trouble-free purchases after which something is claimed when the answer begins to be always yes",
        low=1e-6,
        plausible=(0.0005, 0.01),
    )
    claims_most: float = declared(
        "claims.most",
        Unit.SHARE,
        0.03,
        "the same when everybody has learnt of it; no less than claims.start",
        plausible=(0.01, 0.1),
    )
    claims_growth: float = declared(
        "claims.growth",
        Unit.RATE,
        1.0 / YEAR,
        "rate at which claims begin to grow",
        high=1.0,
        lively=(0.0, 0.1),
        plausible=(0.2 / YEAR, 3.0 / YEAR),
    )
    authority_limit: float = declared(
        "authority.limit",
        Unit.NUMBER,
        0.5,
        "most that whoever answers may pay back, in mean baskets",
        high=100.0,
        owner=FIRM,
        lively=(0.0, 2.0),
        plausible=(0.0, 5.0),
    )
    authority_tiers: float = declared(
        "authority.tiers",
        Unit.NUMBER,
        0.0,
        "how much wider the limit is of whoever knows everything, and narrower that of who has just begun, as a share "
        "of it; counts with staff",
        high=1.0,
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    approval_delay: float = declared(
        "approval.delay",
        Unit.TIME,
        1.0,
        "mean days until somebody above has decided",
        high=YEAR,
        owner=FIRM,
        lively=(0.0, 5.0),
        plausible=(0.02, 7.0),
    )
    approval_grants: float = declared(
        "approval.grants",
        Unit.SHARE,
        0.90,
        "share of what is asked for above that is granted; else the limit is paid",
        owner=FIRM,
        plausible=(0.5, 1.0),
    )
    audit_share: float = declared(
        "audit.share",
        Unit.SHARE,
        0.0,
        "share of answers that are looked at afterwards",
        owner=FIRM,
        plausible=(0.0, 0.5),
    )
    audit_cost: int = declared(
        "audit.cost",
        Unit.MONEY,
        250,
        "cost of looking at an answer afterwards",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 1000),
        anchor="0.125 baskets",
    )
    authority_yes: int = declared(
        "authority.yes", Unit.SWITCH, 0, "the answer is always yes: every claim is paid back in full", owner=FIRM
    )
    # of a person
    allowed: Whole  # what may be paid back for her last complaint, in minor units


def tier(p: Parameters, raw: float) -> float:
    """Return what rawness multiplies the limit by: wider for who knows the work, narrower for who has just begun.

    References
    ----------
    Mission row H21: free within a space, and limits that widen with experience. The form is assumed.
    """
    return 1.0 + p.authority_tiers * (1.0 - 2.0 * raw) if p.staff_on else 1.0


def limit_of(p: Parameters, c: Person) -> int:
    """Return what whoever answers a customer may pay back, in minor units; who has served her answers."""
    return round_half_up(p.authority_limit * tier(p, c.raw) * p.basket_mean)


def says_yes(p: Parameters) -> bool:
    """Return whether the answer is always yes."""
    return bool(p.authority_on and p.authority_yes)


def multiple_asked(p: Parameters) -> float:
    """Return what is to be paid back, as a multiple of the price: at least all of it where the answer is always yes."""
    return max(1.0, p.recovery_compensation) if says_yes(p) else p.recovery_compensation


def multiple_paid(p: Parameters, c: Person) -> float:
    """Return what is paid back for a customer's complaint, as a multiple of its price."""
    return c.allowed / c.price if p.authority_on and c.price > 0 else multiple_asked(p)


def allow(p: Parameters, c: Person, asked: int) -> None:
    """Let whoever answers pay back what is asked for, up to the limit; without one if the answer is always yes."""
    if p.authority_on:
        c.allowed = asked if says_yes(p) else min(asked, limit_of(p, c))


def approval_draw(c: Person, occasion: int, question: int) -> float:
    """Return the draw that decides whether somebody above grants it (question 0), and after how long (1)."""
    return uniform(c.key, Purpose.APPROVAL, 2 * occasion + question)


def is_granted(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether somebody above grants what is beyond the limit."""
    return approval_draw(c, occasion, 0) < p.approval_grants


def approval_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return the days until somebody above has decided: exponential."""
    return p.approval_delay * exponential(approval_draw(c, occasion, 1))


def unnoticed(p: Parameters) -> float:
    """Return what looking at answers leaves of what staff would not do if seen: half with every ``audit.half``."""
    return exp(-HALVING * p.audit_share / p.audit_half)


def misuse_probability(p: Parameters) -> float:
    """Return the chance that an answer is misused: halved with every ``audit.half`` that is looked at afterwards.

    References
    ----------
    Mission row H20: authority before, supervision after the fact. Sizes and form are assumed.
    """
    return p.misuse_chance * unnoticed(p)


def misused(p: Parameters, c: Person, occasion: int) -> int:
    """Return what misuse of an answer costs, in minor units: a part of what is left of the limit, or nothing."""
    if uniform(c.key, Purpose.MISUSE, occasion) >= misuse_probability(p):
        return 0
    return round_half_up(p.misuse_part * max(0, limit_of(p, c) - c.allowed))


def is_audited(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether an answer is looked at afterwards."""
    return uniform(c.key, Purpose.AUDIT, occasion) < p.audit_share


def claims_share(p: Parameters, days: float) -> float:
    """Return the share of trouble-free purchases after which something is claimed, days after yes began: logistic.

    Examples
    --------
    >>> from sim.model.parameters import Parameters
    >>> [round(claims_share(Parameters(), 365.0 * years), 4) for years in (0, 1, 3, 5)]
    [0.002, 0.0049, 0.0177, 0.0274]
    """
    most = max(p.claims_most, p.claims_start)
    return most / (1.0 + (most / p.claims_start - 1.0) * exp(-p.claims_growth * days))


def claims(p: Parameters, c: Person, occasion: int, days: float) -> bool:
    """Return whether something is claimed after a trouble-free purchase where the answer is always yes."""
    return uniform(c.key, Purpose.CLAIM, occasion) < claims_share(p, days)
