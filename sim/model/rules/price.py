"""What is charged, what did the customer expect to pay, and what does the difference do to her?"""

from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, round_half_up
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch
from sim.model.storage import Real


class Price(Mechanism):
    """Prices move demand and are held against a reference."""

    price_on: int = switch(0, "prices move demand and are held against a reference")
    price_basket: float = declared(
        "price.basket",
        Unit.NUMBER,
        0.15,
        "fall of the logarithm of a basket's quantity per multiple of the market's price",
        high=5.0,
        source="with price.frequency .3 together: a category's volume (Hoch, Dreze & Purk 1994, field experiment); how "
        "it divides is assumed",
        plausible=(0.1, 0.2),
    )
    price_frequency: float = declared(
        "price.frequency",
        Unit.NUMBER,
        0.15,
        "fall of the logarithm of the purchase rate per multiple of the market's price",
        high=5.0,
        source="as price.basket; how it divides is assumed",
        plausible=(0.1, 0.2),
    )
    price_elasticity: float = declared(
        "price.elasticity",
        Unit.NUMBER,
        2.62,
        "fall of units sold in three years, in percent, for a price higher by 1%; who leaves and who joins is solved "
        "from it",
        high=10.0,
        source="Bijmolt, van Heerde & Pieters (2005): mean of 1,851 elasticities of brands against rivals; that of a "
        "category is .6 (Andreyeva, Long & Brownell 2010)",
        plausible=(0.6, 4.0),
    )
    price_known: float = declared(
        "price.known",
        Unit.NUMBER,
        1.0,
        "price level that customers at the start are used to",
        low=0.01,
        high=10.0,
        lively=(0.3, 3.0),
        plausible=(0.8, 1.2),
    )
    price_memory: float = declared(
        "price.memory",
        Unit.SHARE,
        0.3,
        "part of the way that the reference level moves to the level at each purchase",
        plausible=(0.05, 0.8),
    )
    price_loss: float = declared(
        "price.loss",
        Unit.NUMBER,
        0.4,
        "chance of leaving that a price above the reference adds, per multiple of it",
        high=10.0,
        source="losses weigh twice as much as gains (mission row D10); size assumed",
        plausible=(0.1, 2.0),
    )
    price_gain: float = declared(
        "price.gain",
        Unit.NUMBER,
        0.2,
        "chance of leaving that a price below the reference takes off, per multiple of it",
        high=10.0,
        source="losses weigh twice as much as gains (mission row D10); size assumed",
        plausible=(0.05, 1.0),
    )
    price_tolerance: float = declared(
        "price.tolerance",
        Unit.NUMBER,
        0.1,
        "price above the reference that full satisfaction puts up with, as a multiple of it",
        high=10.0,
        plausible=(0.0, 0.4),
    )
    price_fairness: float = declared(
        "price.fairness",
        Unit.NUMBER,
        0.0,
        "weight of a premium that others do not pay, beside the same rise of everybody's price",
        high=10.0,
        plausible=(0.0, 2.0),
    )
    price_deceit: float = declared(
        "price.deceit",
        Unit.NUMBER,
        2.0,
        "weight of what the till adds to the quote, beside the same rise of the quoted price",
        high=10.0,
        plausible=(1.0, 5.0),
    )
    price_level: float = declared(
        "price.level",
        Unit.NUMBER,
        1.0,
        "what is charged, as a multiple of the basket",
        low=0.01,
        high=10.0,
        owner=FIRM,
        lively=(0.3, 3.0),
        plausible=(0.8, 1.2),
    )
    price_premium: float = declared(
        "price.premium",
        Unit.NUMBER,
        0.0,
        "added to the level for customers who have bought often",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 2.0),
        plausible=(0.0, 0.2),
    )
    price_premium_after: int = declared(
        "price.premium_after",
        Unit.COUNT,
        10,
        "purchases after which a customer pays the premium",
        high=1_000_000,
        owner=FIRM,
        lively=(0, 10),
        plausible=(10, 200),
    )
    price_hidden: float = declared(
        "price.hidden",
        Unit.SHARE,
        0.0,
        "share of the quoted price that the till adds to it",
        owner=FIRM,
        plausible=(0.0, 0.2),
    )
    price_leaving: float = solved(0.0)  # rise of the logarithm of the chance of leaving per multiple of the price
    price_joining: float = solved(0.0)  # fall of the logarithm of joining, likewise
    # of a person
    reference_level: Real  # price level that is expected
    price_gap: Real  # level of the last purchase above the reference, as a share of it
    hidden_share: Real  # of its quoted price, added at the till


def price_premium_of(p: Parameters, c: Person) -> float:
    """Return what is added to a customer's price level because she has bought often enough; 0 for the others."""
    return p.price_premium if c.bought >= p.price_premium_after else 0.0


def level_for(p: Parameters, c: Person) -> float:
    """Return the price level quoted to a customer, as a multiple of the basket; 1 while prices are off."""
    return p.price_level + price_premium_of(p, c) if p.price_on else 1.0


def demand_left(weight: float, level: float) -> float:
    """Return what a price level multiplies by: 1 at the market's price, less above it.

    References
    ----------
    Exponential, so that a best price exists; elasticities: the sources of the weights.
    """
    return exp(-weight * (level - 1.0))


def joining_left(p: Parameters) -> float:
    """Return what the price multiplies joining by."""
    return demand_left(p.price_joining, p.price_level) if p.price_on else 1.0


def charged_price(p: Parameters, c: Person, price: int) -> int:
    """Return what is charged for a basket, in minor units: at her level, with what the till adds to the quote."""
    return round_half_up(price * level_for(p, c) * (1.0 + p.price_hidden))


def compare_price(p: Parameters, c: Person) -> None:
    """Let a customer who buys hold the level against her reference, which then moves a part of the way to it.

    Reference price and its memory: mission row D09. A premium that others do not pay counts on top of it (D11).
    """
    level = level_for(p, c)
    c.price_gap = level / c.reference_level - 1.0 + p.price_fairness * price_premium_of(p, c)
    c.hidden_share = p.price_hidden
    c.reference_level += p.price_memory * (level - c.reference_level)


def price_added(p: Parameters, c: Person) -> float:
    """Return what a price above the reference adds to the chance of leaving; less, the more satisfied she is (A11)."""
    return p.price_loss * max(0.0, c.price_gap - p.price_tolerance * c.satisfaction)


def price_relief(p: Parameters, c: Person) -> float:
    """Return what a price below the reference takes off the chance of leaving."""
    return p.price_gain * max(0.0, -c.price_gap)


def deceit_added(p: Parameters, c: Person) -> float:
    """Return what paying more than the quoted price adds to the chance of leaving (mission row D12)."""
    return p.price_loss * p.price_deceit * c.hidden_share
