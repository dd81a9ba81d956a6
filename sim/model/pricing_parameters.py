"""What the firm chooses about quality, prices and whom it keeps: the first part of the firm's parameters.

Money in minor units. Sources as in ``people_parameters``.
"""

from dataclasses import dataclass

from sim.model.bond_parameters import BondParameters
from sim.model.quantities import Owner, Unit, declared

FIRM = Owner.FIRM


@dataclass(frozen=True, slots=True)
class PricingParameters(BondParameters):
    """The firm against its rival: quality, prices, and customers it lets go."""

    own_quality: float = declared(
        "own.quality",
        Unit.NUMBER,
        0.0,
        "quality of the firm's offer, on the scale of the rival's",
        low=-10.0,
        high=10.0,
        owner=FIRM,
        mechanism="rivals",
    )
    price_level: float = declared(
        "price.level",
        Unit.NUMBER,
        1.0,
        "what is charged, as a multiple of the basket",
        low=0.01,
        high=10.0,
        owner=FIRM,
        mechanism="price",
    )
    price_premium: float = declared(
        "price.premium",
        Unit.NUMBER,
        0.0,
        "added to the level for customers who have bought often",
        high=10.0,
        owner=FIRM,
        mechanism="price",
    )
    price_premium_after: int = declared(
        "price.premium_after",
        Unit.COUNT,
        10,
        "purchases after which a customer pays the premium",
        high=1_000_000,
        owner=FIRM,
        mechanism="price",
    )
    price_hidden: float = declared(
        "price.hidden",
        Unit.SHARE,
        0.0,
        "share of the quoted price that the till adds to it",
        owner=FIRM,
        mechanism="price",
    )
    dropping_every: int = declared(
        "dropping.every",
        Unit.COUNT,
        90,
        "days from one night to the next on which the firm drops customers",
        low=1,
        high=36_500,
        owner=FIRM,
        mechanism="dropping",
    )
    dropping_complaints: int = declared(
        "dropping.complaints",
        Unit.COUNT,
        3,
        "complaints from which on a customer may be dropped",
        high=1_000_000,
        owner=FIRM,
        mechanism="dropping",
    )
    dropping_worth: int = declared(
        "dropping.worth",
        Unit.MONEY,
        0,
        "what a customer must have brought so far not to be dropped",
        low=-1e12,
        high=1e12,
        owner=FIRM,
        mechanism="dropping",
    )
