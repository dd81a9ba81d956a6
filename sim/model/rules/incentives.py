"""Is whoever serves and answers paid for how many, how well, or who stays; and what does that make of the work?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch
from sim.model.rules.authority import unnoticed

LEAST = 0.01  # of what pay leaves of time and care


class Incentives(Mechanism):
    """A part of pay depends on how many are served, on how well, or on who stays."""

    incentives_on: int = switch(0, "a part of pay depends on how many are served, on how well, or on who stays")
    pay_effects: tuple[float, ...] = declared(
        "pay.effects",
        Unit.NUMBERS,
        (0.3, 0.1, 0.4, 0.2, 0.3, 0.2, 0.2),
        "what pay that wholly depends on it does: time saved by number, time taken by quality, complaints resolved "
        "less by number, more by quality, worth of apology and empathy by customers kept, morale lost by number, "
        "failures of the encounter added by number",
        size=7,
        high=1.0,
        plausible=(0.0, 0.6),
    )
    pay_gaming: float = declared(
        "pay.gaming",
        Unit.SHARE,
        0.5,
        "share of unresolved complaints reported as resolved where pay wholly depends on quality or customers kept",
        plausible=(0.0, 1.0),
    )
    pay_number: float = declared(
        "pay.number",
        Unit.SHARE,
        0.0,
        "part of pay that depends on how many are served and answered",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    pay_quality: float = declared(
        "pay.quality",
        Unit.SHARE,
        0.0,
        "part of pay that depends on how many complaints are reported as resolved, and how well",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    pay_saves: float = declared(
        "pay.saves",
        Unit.SHARE,
        0.0,
        "part of pay that depends on how many of those who complain are reported as kept",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    pay_bonus: int = declared(
        "pay.bonus",
        Unit.MONEY,
        0,
        "what is paid beyond pay for each complaint reported as resolved",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(0, 1000),
    )
    # as is: time, care, warmth and haste
    pay_usual: tuple[float, ...] = solved((1.0, 1.0, 1.0, 1.0))


def time_taken(p: Parameters) -> float:
    """Return the time that a contact takes, as a multiple of that without incentives."""
    return max(LEAST, 1.0 - p.pay_effects[0] * p.pay_number + p.pay_effects[1] * p.pay_quality)


def care_taken(p: Parameters) -> float:
    """Return how many complaints are resolved, as a multiple of those without incentives."""
    return max(LEAST, 1.0 - p.pay_effects[2] * p.pay_number + p.pay_effects[3] * p.pay_quality)


def warmth_shown(p: Parameters) -> float:
    """Return what an apology and empathy are worth, as a multiple of that without incentives."""
    return 1.0 + p.pay_effects[4] * p.pay_saves


def haste_shown(p: Parameters) -> float:
    """Return how many failures of the encounter there are, as a multiple of those without incentives."""
    return 1.0 + p.pay_effects[6] * p.pay_number


def pace(p: Parameters) -> float:
    """Return what incentives multiply the time of a contact by: 1 as is.

    References
    ----------
    Direction: mission row F09, paid by heads and not by quality. Sizes are assumed.
    """
    return time_taken(p) / p.pay_usual[0] if p.incentives_on else 1.0


def thoroughness(p: Parameters) -> float:
    """Return what incentives multiply the quality of an answer by: 1 as is."""
    return care_taken(p) / p.pay_usual[1] if p.incentives_on else 1.0


def warmth(p: Parameters) -> float:
    """Return what incentives multiply the worth of an apology and of empathy by: 1 as is."""
    return warmth_shown(p) / p.pay_usual[2] if p.incentives_on else 1.0


def haste(p: Parameters) -> float:
    """Return what incentives multiply failures of the encounter by: 1 as is."""
    return haste_shown(p) / p.pay_usual[3] if p.incentives_on else 1.0


def gloom(p: Parameters) -> float:
    """Return the morale that is lost by pay that depends on number."""
    return p.pay_effects[5] * p.pay_number if p.incentives_on else 0.0


def false_share(p: Parameters) -> float:
    """Return the share of unresolved complaints that are reported as resolved; fewer where answers are looked at."""
    if not p.incentives_on:
        return 0.0
    share = min(1.0, p.pay_gaming * (p.pay_quality + p.pay_saves))
    return share * unnoticed(p) if p.authority_on else share


def is_false(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a complaint is reported as resolved if it is not."""
    return bool(p.incentives_on) and uniform(c.key, Purpose.FALSE_REPORT, occasion) < false_share(p)
