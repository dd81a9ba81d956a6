"""What do customers' moods do to staff, and what does the firm learn from those who left?"""

from collections.abc import Sequence

from sim.model.draws import uniform
from sim.model.numerics import exp
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.rules.failing import failure_nature
from sim.model.words import Purpose, Severity, Status

NEUTRAL = 0.5


def settled_morale(p: Parameters, morale: float, satisfaction: float) -> float:
    """Return the staff's morale after a month in which customers were that satisfied: a part of the way to it.

    References
    ----------
    Customers' satisfaction came before that of staff, by a year, in one health system (Getta 2011, science B9).
    """
    return morale + p.mirror_drift * (satisfaction - morale)


def mirrored_severity(p: Parameters, c: Person, severity: int, occasion: int, morale: float) -> int:
    """Return the severity of a purchase as proud or sullen staff leave it.

    Morale above one half averts a share of failures, below it adds as many: the chance of failing is multiplied by
    1 - ``mirror.strength`` x 2 (morale - 1/2).
    """
    lift = 2.0 * p.mirror_strength * (morale - NEUTRAL)
    u = uniform(c.key, Purpose.MIRROR, occasion)
    if severity != Severity.NONE:
        return Severity.NONE if u < lift else severity
    return Severity.MINOR if p.failures_on and u < -lift * p.failure_rate else Severity.NONE


def tells_why(p: Parameters, c: Person) -> bool:
    """Return whether a customer who has just left is asked and says why."""
    return uniform(c.key, Purpose.INTERVIEW, c.purchases) < p.interview_chance


def learnt_share(p: Parameters, told: int) -> float:
    """Return the share of a cause's failures that the firm avoids after so many told it why they left."""
    return 1.0 - exp(-told / p.interview_needed)


def is_learnt_away(p: Parameters, c: Person, occasion: int, known: Sequence[int]) -> bool:
    """Return whether a failure of the purchase ``occasion`` is avoided: those who left have told the firm its cause.

    ``known`` counts by cause who had told it by 00:00.
    """
    told = known[failure_nature(p, c, occasion) - 1]
    return told > 0 and uniform(c.key, Purpose.LEARNT, occasion) < learnt_share(p, told)


def is_stain(c: Person) -> bool:
    """Return whether a customer's own bad name rubs off on the firm."""
    return c.notorious > 0 and c.status == Status.CUSTOMER
