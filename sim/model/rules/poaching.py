"""To whom does the rival make an offer, and who takes it?"""

from sim.model.codes import Cause, Kind, Loss, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, logistic
from sim.model.quantiles import normal_quantile
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint, owe
from sim.model.rules.rivals import mood_of, switching_barrier


class Poaching(Mechanism):
    """The rival makes offers to customers."""

    poaching_on: int = switch(0, "the rival makes offers to customers")
    poaching_every: int = declared(
        "poaching.every",
        Unit.COUNT,
        30,
        "days from one night to the next on which the rival makes offers",
        low=1,
        high=36_500,
        lively=(1, 60),
        plausible=(7, 365),
    )
    poaching_above: float = declared(
        "poaching.above",
        Unit.NUMBER,
        1.5,
        "worth from which on the rival makes an offer, in sales of an average customer",
        high=1000.0,
        lively=(0.0, 3.0),
        plausible=(0.5, 5.0),
    )
    poaching_noise: float = declared(
        "poaching.noise",
        Unit.NUMBER,
        0.5,
        "spread of the logarithm of worth as the rival sees it",
        high=5.0,
        plausible=(0.0, 2.0),
    )
    poaching_strength: float = declared(
        "poaching.strength",
        Unit.NUMBER,
        -4.0,
        "logits of taking an offer for a customer who is neither satisfied nor dissatisfied",
        low=-20.0,
        high=20.0,
        plausible=(-6.0, 0.0),
    )
    poaching_resistance: float = declared(
        "poaching.resistance",
        Unit.NUMBER,
        1.0,
        "logits that full satisfaction takes off and none adds",
        high=20.0,
        plausible=(0.0, 4.0),
    )


def is_poaching_night(p: Parameters, day: int) -> bool:
    """Return whether the rival makes offers at 00:00 of a day."""
    return bool(p.poaching_on) and day > 0 and day % p.poaching_every == 0


def is_offered(p: Parameters, c: Person, day: int) -> bool:
    """Return whether the rival makes a customer an offer: who looks worth it, and has no complaint open.

    The rival sees sales a day, blurred by noise, and compares them with those of an average customer.
    """
    if c.case or not is_poaching_night(p, day):
        return False
    blur = exp(p.poaching_noise * normal_quantile(uniform(c.key, Purpose.POACH_NOISE, day)))
    return c.rate * c.basket * blur >= p.poaching_above * (p.buying_rate * p.basket_mean)


def offer_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer takes a rival's offer: falls with satisfaction and the barrier to switching."""
    return logistic(p.poaching_strength - p.poaching_resistance * mood_of(p, c) - switching_barrier(p))


def takes_offer(p: Parameters, c: Person, day: int) -> bool:
    """Let a customer answer an offer; return whether she takes it, and so leaves later that day.

    One draw decides and sets the time, so that a weaker offer never makes anybody leave earlier.
    """
    u = uniform(c.key, Purpose.OFFER, day)
    chance = offer_probability(p, c)
    if u >= chance:
        return False
    if appoint(p, c, day + WITHIN_THE_DAY * (u / chance), Cause.COMPETITION, Loss.POACHED):
        owe(c, Kind.OFFER, c.number, day)
    return True
