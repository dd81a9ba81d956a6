"""How much of what the back office is behind with do customers at the front feel?"""

from sim.model.flat import Parameters
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch


class Backstage(Mechanism):
    """What the back office is behind with is felt at the front."""

    backstage_on: int = switch(0, "what the back office is behind with is felt at the front")
    backstage_leak: float = declared(
        "backstage.leak",
        Unit.SHARE,
        0.0,
        "how much of it is felt: with all, failures of the encounter double where twice as many cases as is usual wait",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    backstage_usual: float = solved(0.0)  # cases that wait for the back office, as is


def strain(p: Parameters, cases: int) -> float:
    """Return what so many cases at the back office multiply failures of the encounter by; 1 as is."""
    if p.backstage_usual <= 0.0:
        return 1.0
    return max(0.0, 1.0 + p.backstage_leak * (cases / p.backstage_usual - 1.0))
