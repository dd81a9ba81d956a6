"""What does a customer's worth grow by? Familiarity, years, products, a reward; and what does that cost?"""

from sim.model.draws import uniform
from sim.model.numerics import exp, log1p, round_half_up
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.quantities import YEAR
from sim.model.words import Purpose, Route, Severity


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


def growth_factor(p: Parameters, days: float) -> float:
    """Return by how much demand has grown some days after joining: a yearly rate, compounded, up to an age.

    References
    ----------
    Direction: mission row A09. Reinartz & Kumar (science B1) found no such growth at four companies.
    """
    return exp(min(days, p.growth_years) / YEAR * log1p(p.growth_per_year))


def basket_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the mean price of the purchase at ``c.last_purchase``; 1 if nothing grows."""
    factor = 1.0
    if p.familiarity_on:
        factor *= 1.0 + p.familiarity_basket * c.familiarity
    if p.growth_on:
        factor *= growth_factor(p, c.last_purchase - c.joined)
    if p.crossbuying_on:
        factor *= 1.0 + p.cross_basket * c.products
    return factor


def rate_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the purchase rate during the gap that begins; 1 if nothing does.

    The reward counts while its programme runs; satisfaction is no part of it, so nothing stays when it ends.
    """
    factor = 1.0
    if p.familiarity_on:
        factor *= 1.0 + p.familiarity_rate * c.familiarity
    if p.reward_on:
        factor *= 1.0 + p.reward_frequency
    return factor


def buys_another(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a customer takes one more product with the trouble-free purchase ``occasion``."""
    return c.products + 1 < p.cross_products and uniform(c.key, Purpose.CROSS, occasion) < p.cross_chance


def bond_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the chance of leaving: the share that a product leaves, once for each beside the first."""
    factor = 1.0
    for _ in range(c.products):
        factor *= 1.0 - p.cross_bond
    return factor


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


def reward_amount(p: Parameters, price: int) -> int:
    """Return what the programme pays back for a purchase, in minor units; 0 while none runs."""
    return round_half_up(p.reward_share * price)


def acquisition_cost(p: Parameters, route: int) -> int:
    """Return what it costs to win a customer, in minor units; who is there from the start or on entry cost nothing."""
    if not p.acquisition_on or route == Route.START or route == Route.ENTRY:
        return 0
    return p.acquire_cost
