"""What does satisfaction do to the chance of staying?"""

from sim.model.flat import Parameters
from sim.model.numerics import exp, log
from sim.model.quantities import Mechanism, Unit, declared, switch


class Retention(Mechanism):
    """Satisfaction moves the chance of staying."""

    retention_on: int = switch(0, "satisfaction moves the chance of staying")
    retention_least: float = declared(
        "retention.least", Unit.SHARE, 0.90, "factor of staying at satisfaction 0", plausible=(0.6, 1.0)
    )
    retention_most: float = declared(
        "retention.most", Unit.SHARE, 1.0, "factor of staying at satisfaction 1", plausible=(0.9, 1.0)
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


def retention_factor(p: Parameters, satisfaction: float) -> float:
    """Return the factor of staying at a satisfaction: from least to most along a power.

    References
    ----------
    Form: science B4; increasing returns: Mittal & Kamakura (2001).
    """
    risen = exp(p.retention_curve * log(satisfaction)) if satisfaction > 0.0 else 0.0
    return p.retention_least + (p.retention_most - p.retention_least) * risen
