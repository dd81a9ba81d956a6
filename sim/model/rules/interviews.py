"""Do those who leave say why, and what does the firm learn from it?"""

from collections.abc import Sequence

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch
from sim.model.rules.failures import failure_nature


class Interviews(Mechanism):
    """The firm asks those who left, and learns."""

    interviews_on: int = switch(0, "the firm asks those who left, and learns")
    interview_needed: float = declared(
        "interview.needed",
        Unit.NUMBER,
        30.0,
        "answers after which about 63% of a cause's failures are avoided",
        low=0.01,
        high=1e6,
        lively=(0.1, 50.0),
        plausible=(5.0, 200.0),
    )
    interview_chance: float = declared(
        "interview.chance",
        Unit.SHARE,
        0.30,
        "share of those who left whom the firm asks and who say why",
        owner=FIRM,
        plausible=(0.0, 0.8),
    )
    interview_cost: int = declared(
        "interview.cost",
        Unit.MONEY,
        100,
        "cost of one interview with somebody who left",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 2000),
        anchor="0.1 agent-hours",
    )


def learnt_share(p: Parameters, told: int) -> float:
    """Return the share of a cause's failures that the firm avoids after so many told it why they left."""
    return 1.0 - exp(-told / p.interview_needed)


def is_learnt_away(p: Parameters, c: Person, occasion: int, known: Sequence[int]) -> bool:
    """Return whether a failure of the purchase ``occasion`` is avoided: those who left have told the firm its cause.

    ``known`` counts by cause who had told it by 00:00.
    """
    told = known[failure_nature(p, c, occasion) - 1]
    return told > 0 and uniform(c.key, Purpose.LEARNT, occasion) < learnt_share(p, told)


def tells_why(p: Parameters, c: Person) -> bool:
    """Return whether a customer who has just left is asked and says why."""
    return uniform(c.key, Purpose.INTERVIEW, c.purchases) < p.interview_chance
