"""What do customers' moods do to staff, and do those who leave say why?"""

from sim.model.draws import uniform
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.words import Purpose, Severity, Status

NEUTRAL = 0.5


def settled_morale(p: Parameters, morale: float, satisfaction: float) -> float:
    """Return the staff's morale after a month in which customers were that satisfied: a part of the way to it.

    References
    ----------
    Customers' satisfaction came before that of staff, by a year, in one health system (Getta 2011, science B9).
    """
    return morale + p.mirror_drift * (satisfaction - morale)


def mood_lift(p: Parameters, morale: float) -> float:
    """Return what staff's morale does, as a share: positive where they are proud, negative where they are sullen."""
    return 2.0 * p.mirror_strength * (morale - NEUTRAL)


def mirrored_severity(p: Parameters, c: Person, severity: int, occasion: int, morale: float) -> int:
    """Return the severity of a purchase as proud or sullen staff leave it.

    Morale above one half averts a share of failures, below it adds as many: the chance of failing is multiplied by
    1 - :func:`mood_lift`.
    """
    lift = mood_lift(p, morale)
    u = uniform(c.key, Purpose.MIRROR, occasion)
    if severity != Severity.NONE:
        return Severity.NONE if u < lift else severity
    return Severity.MINOR if p.failures_on and u < -lift * p.failure_rate else Severity.NONE


def tells_why(p: Parameters, c: Person) -> bool:
    """Return whether a customer who has just left is asked and says why."""
    return uniform(c.key, Purpose.INTERVIEW, c.purchases) < p.interview_chance


def is_stain(c: Person) -> bool:
    """Return whether a customer's own bad name rubs off on the firm."""
    return c.notorious > 0 and c.status == Status.CUSTOMER
