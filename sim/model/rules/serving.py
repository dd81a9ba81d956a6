"""What does it cost to serve a purchase, and how much less with somebody known?"""

from sim.model.flat import Parameters, Person
from sim.model.numerics import round_half_up
from sim.model.quantities import Mechanism, Unit, declared, solved, switch


class Serving(Mechanism):
    """Serving a purchase costs, less with known people."""

    serving_on: int = switch(0, "serving a purchase costs, less with known people")
    serve_cost: int = declared(
        "serve.cost",
        Unit.MONEY,
        80,
        "cost of serving a purchase of somebody unknown, goods apart",
        high=1e12,
        lively=(0, 500),
        plausible=(50, 500),
        anchor="0.04 baskets",
    )
    serve_fall: float = declared(
        "serve.fall",
        Unit.SHARE,
        0.30,
        "share of the cost of serving that is saved with somebody known as well as can be",
        source="assumed; science B1: Reinartz & Kumar (2002) found no such effect at four companies",
        plausible=(0.0, 0.5),
    )
    serve_time_fall: float = declared(
        "serve.time_fall",
        Unit.SHARE,
        0.20,
        "share of the time at the desk that is saved with somebody known as well as can be",
        source="assumed; science B1: Reinartz & Kumar (2002) found no such effect at four companies",
        plausible=(0.0, 0.5),
    )
    serve_half: float = declared(
        "serve.half",
        Unit.NUMBER,
        10.0,
        "purchases after which half of cost and time is saved, where familiarity is not simulated",
        low=0.1,
        high=1000.0,
        lively=(0.1, 20.0),
        plausible=(3.0, 50.0),
    )
    serving_share: float = solved(0.0)  # mean cost of serving over mean price, as is; it was part of the goods


def acquaintance(p: Parameters, c: Person, occasion: int) -> float:
    """Return how well the firm knows a customer at purchase ``occasion``, in [0, 1).

    Her familiarity where that is simulated, else purchases / (purchases + half).
    """
    return c.familiarity if p.familiarity_on else occasion / (occasion + p.serve_half)


def serving_cost(p: Parameters, c: Person, occasion: int) -> int:
    """Return what it costs to serve a purchase, in minor units, goods apart: less, the better she is known.

    References
    ----------
    Direction: mission rows A15 and A16. Reinartz & Kumar (science B1) found no such saving at four companies.
    """
    return round_half_up(p.serve_cost * (1.0 - p.serve_fall * acquaintance(p, c, occasion)))
