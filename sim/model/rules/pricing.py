"""What is charged, what did the customer expect to pay, and what does the difference do to her?"""

from sim.model.numerics import round_half_up
from sim.model.parameters import Parameters
from sim.model.person import Person


def price_premium_of(p: Parameters, c: Person) -> float:
    """Return what is added to a customer's price level because she has bought often enough; 0 for the others."""
    return p.price_premium if c.bought >= p.price_premium_after else 0.0


def level_for(p: Parameters, c: Person) -> float:
    """Return the price level quoted to a customer, as a multiple of the basket; 1 while prices are off."""
    return p.price_level + price_premium_of(p, c) if p.price_on else 1.0


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
