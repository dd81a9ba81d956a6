"""What does satisfaction do to the chance of leaving?"""

from sim.model.flat import Parameters
from sim.model.numerics import exp, log
from sim.model.quantities import Mechanism, Unit, declared, switch


class Retention(Mechanism):
    """Satisfaction moves the chance of leaving."""

    retention_on: int = switch(0, "satisfaction moves the chance of leaving")
    retention_excess: float = declared(
        "retention.excess",
        Unit.NUMBER,
        4.0,
        "by how much likelier somebody without any satisfaction leaves than somebody fully satisfied, relative to her",
        high=100.0,
        source="assumed; at Xerox the totally satisfied were six times as likely to buy again (Jones & Sasser 1995, "
        "second-hand): the most that was seen",
        lively=(0.0, 10.0),
        plausible=(0.5, 5.0),
    )
    retention_curve: float = declared(
        "retention.curve",
        Unit.NUMBER,
        3.0,
        "exponent of satisfaction: above 1 in competitive markets, below 1 where customers are captive",
        low=0.05,
        high=20.0,
        source="science B4: form after Jones & Sasser (1995), Mittal & Kamakura (2001); the number is assumed",
        plausible=(0.5, 5.0),
    )


def risen(p: Parameters, satisfaction: float) -> float:
    """Return satisfaction to the power of the curve, in [0, 1]."""
    return exp(p.retention_curve * log(satisfaction)) if satisfaction > 0.0 else 0.0


def retention_factor(p: Parameters, satisfaction: float) -> float:
    """Return what multiplies the chance of leaving at a satisfaction: 1 at full satisfaction, 1 + excess at none.

    References
    ----------
    Form: science B4; increasing returns: Mittal & Kamakura (2001).
    """
    return 1.0 + p.retention_excess * (1.0 - risen(p, satisfaction))
