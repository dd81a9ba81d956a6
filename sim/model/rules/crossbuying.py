"""Does a customer take one more product, and what does it bind?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.storage import Whole


class Crossbuying(Mechanism):
    """Customers can hold several products."""

    crossbuying_on: int = switch(0, "customers can hold several products")
    cross_products: int = declared(
        "cross.products", Unit.COUNT, 3, "most products that a customer can hold", low=1, high=10, plausible=(1, 5)
    )
    cross_chance: float = declared(
        "cross.chance",
        Unit.SHARE,
        0.03,
        "chance that a customer takes one more product with a trouble-free purchase",
        plausible=(0.002, 0.05),
    )
    cross_basket: float = declared(
        "cross.basket",
        Unit.SHARE,
        0.25,
        "what each product beside the first adds to the price of a purchase",
        plausible=(0.05, 0.5),
    )
    cross_bond: float = declared(
        "cross.bond",
        Unit.SHARE,
        0.20,
        "share of the chance of leaving that each product beside the first takes off",
        plausible=(0.0, 0.5),
    )
    # of a person
    products: Whole  # held beside the first one


def cross_draw(c: Person, occasion: int) -> float:
    """Return the draw that decides whether a customer takes one more product; 0 is for those from before the start."""
    return uniform(c.key, Purpose.CROSS, occasion)


def buys_another(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a customer takes one more product with the trouble-free purchase ``occasion``."""
    return c.products + 1 < p.cross_products and cross_draw(c, occasion) < p.cross_chance


def bond_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the chance of leaving: the share that a product leaves, once for each beside the first."""
    factor = 1.0
    for _ in range(c.products):
        factor *= 1.0 - p.cross_bond
    return factor
