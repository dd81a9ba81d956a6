"""What does it cost to win a customer?"""

from sim.model.codes import Route
from sim.model.flat import Parameters
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch


class Acquisition(Mechanism):
    """Winning a customer costs."""

    acquisition_on: int = switch(0, "winning a customer costs")
    acquire_cost: int = declared(
        "acquire.cost",
        Unit.MONEY,
        100,
        "cost of winning one customer, or winning one back, advertising apart",
        high=1e12,
        owner=FIRM,
        lively=(0, 5000),
        plausible=(0, 750),
        anchor="0.05 baskets",
    )


def acquisition_cost(p: Parameters, route: int) -> int:
    """Return what it costs to win a customer, in minor units; who is there from the start or on entry costs nothing.

    What winning somebody back by tries of the firm costs has an account of its own.
    """
    if not p.acquisition_on or route == Route.START or route == Route.ENTRY:
        return 0
    return 0 if route == Route.WIN_BACK else p.acquire_cost
