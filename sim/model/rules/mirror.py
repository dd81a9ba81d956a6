"""What do customers' moods do to staff?"""

from sim.model.codes import Purpose, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.rules.quality import failure_rate_left

NEUTRAL = 0.5


class Mirror(Mechanism):
    """Staff serve as satisfied customers make them feel."""

    mirror_on: int = switch(0, "staff serve as satisfied customers make them feel")
    mirror_drift: float = declared(
        "mirror.drift",
        Unit.SHARE,
        0.30,
        "part of the way by which staff's morale moves in a month to their customers' satisfaction",
        source="science B9: customers' satisfaction came before that of staff (Getta 2011); the size is assumed",
        plausible=(0.05, 1.0),
    )
    mirror_strength: float = declared(
        "mirror.strength",
        Unit.SHARE,
        0.30,
        "share of failures that the best morale averts and the worst adds",
        plausible=(0.0, 0.8),
    )


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

    With :func:`mood_lift` l and a chance r of failing, proud staff avert the share l of failures; sullen staff fail
    -l r of the purchases that would have gone well, so that r becomes r + (1 - r) (-l) r.
    """
    lift = mood_lift(p, morale)
    u = uniform(c.key, Purpose.MIRROR, occasion)
    if severity != Severity.NONE:
        return Severity.NONE if u < lift else severity
    return Severity.MINOR if p.failures_on and u < -lift * failure_rate_left(p) else Severity.NONE
