"""How well does a customer know the firm, and the firm her?"""

from sim.model.codes import Severity
from sim.model.flat import Parameters
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.storage import Real


class Familiarity(Mechanism):
    """Who knows the firm buys more."""

    familiarity_on: int = switch(0, "who knows the firm buys more")
    familiarity_gain: float = declared(
        "familiarity.gain",
        Unit.SHARE,
        0.05,
        "part of the way to full familiarity that a trouble-free purchase brings",
        plausible=(0.01, 0.15),
    )
    familiarity_loss: float = declared(
        "familiarity.loss", Unit.SHARE, 0.30, "part of familiarity that a failure takes", plausible=(0.1, 0.8)
    )
    familiarity_basket: float = declared(
        "familiarity.basket",
        Unit.NUMBER,
        0.5,
        "how much dearer a purchase is at full familiarity, as a share of its price",
        high=3.0,
        source="assumed: within the 2 to 4 times of the texts (mission row A08) at full familiarity; "
        "science B1 found none",
        plausible=(0.0, 1.0),
    )
    familiarity_rate: float = declared(
        "familiarity.rate",
        Unit.NUMBER,
        0.5,
        "how much more often a customer buys at full familiarity, as a share of her rate",
        high=3.0,
        source="assumed: within the 2 to 4 times of the texts (mission row A08) at full familiarity; "
        "science B1 found none",
        plausible=(0.0, 1.0),
    )
    # of a person
    familiarity: Real  # in [0, 1]


def familiarity_after(p: Parameters, familiarity: float, severity: int) -> float:
    """Return how well a customer knows the firm after a purchase: up a part of the way to 1, or down if it failed.

    Never leaves [0, 1].

    References
    ----------
    Direction: mission row A10 (the better they know you, the more they buy). Form and numbers are assumed.
    """
    if severity == Severity.NONE:
        return familiarity + p.familiarity_gain * (1.0 - familiarity)
    return familiarity * (1.0 - p.familiarity_loss)
