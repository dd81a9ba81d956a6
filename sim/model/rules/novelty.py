"""How much more does a new customer leave?"""

from sim.model.flat import Parameters, Person
from sim.model.numerics import exp
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.storage import Whole


class Novelty(Mechanism):
    """New customers leave more than old ones."""

    novelty_on: int = switch(0, "new customers leave more than old ones")
    novelty_excess: float = declared(
        "novelty.excess",
        Unit.NUMBER,
        1.0,
        "by how much more likely a new customer leaves than an old one, relative to it",
        high=100.0,
        source="assumed: science D4 shows the same pattern from differences between persons alone",
        lively=(0.0, 5.0),
        plausible=(0.0, 5.0),
    )
    novelty_fade: float = declared(
        "novelty.fade",
        Unit.NUMBER,
        5.0,
        "purchases after which about 37% of that is left",
        low=0.01,
        high=1e4,
        lively=(0.1, 20.0),
        plausible=(1.0, 50.0),
    )
    # of a person
    spell: Whole  # number of the first purchase since she last joined


def novelty_factor(p: Parameters, c: Person) -> float:
    """Return by how much newness multiplies the chance of leaving; it fades with the purchases since joining."""
    since = c.purchases - 1 - c.spell
    return 1.0 + p.novelty_excess * exp(-since / p.novelty_fade)
