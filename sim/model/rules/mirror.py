"""What do customers' moods do to staff?"""

from sim.model.flat import Parameters
from sim.model.quantities import Mechanism, Unit, declared, switch


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
        "share of the encounter's failures that the best or the worst morale averts or adds, whichever is further off",
        plausible=(0.0, 0.8),
    )


def settled_morale(p: Parameters, morale: float, satisfaction: float) -> float:
    """Return the staff's morale after a month in which customers were that satisfied: a part of the way to it.

    References
    ----------
    Customers' satisfaction came before that of staff, by a year, in one health system (Getta 2011, science B9).
    """
    return morale + p.mirror_drift * (satisfaction - morale)


def slips_at(p: Parameters, morale: float) -> float:
    """Return what staff's morale multiplies failures of the encounter by: 1 as is, more where they are sullen."""
    usual = p.satisfaction_bar
    return 1.0 - p.mirror_strength * (morale - usual) / max(usual, 1.0 - usual)
