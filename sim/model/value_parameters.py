"""What a customer's worth grows by: familiarity, cost to serve, several products, rewards, intermediaries.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.quantities import YEAR, Unit, declared
from sim.model.word_parameters import WordParameters

DOUBTED = "assumed; science B1: Reinartz & Kumar (2002) found no such effect at four companies"
TEXTS = "assumed: within the 2 to 4 times of the texts (mission row A08) at full familiarity; science B1 found none"


@dataclass(frozen=True, slots=True)
class ValueParameters(WordParameters):
    """What a customer's worth grows by: familiarity, cost to serve, several products, rewards, intermediaries."""

    familiarity_gain: float = declared(
        "familiarity.gain",
        Unit.SHARE,
        0.05,
        "part of the way to full familiarity that a trouble-free purchase brings",
        mechanism="familiarity",
    )
    familiarity_loss: float = declared(
        "familiarity.loss", Unit.SHARE, 0.30, "part of familiarity that a failure takes", mechanism="familiarity"
    )
    familiarity_basket: float = declared(
        "familiarity.basket",
        Unit.NUMBER,
        0.5,
        "how much dearer a purchase is at full familiarity, as a share of its price",
        high=3.0,
        mechanism="familiarity",
        source=TEXTS,
    )
    familiarity_rate: float = declared(
        "familiarity.rate",
        Unit.NUMBER,
        0.5,
        "how much more often a customer buys at full familiarity, as a share of her rate",
        high=3.0,
        mechanism="familiarity",
        source=TEXTS,
    )
    growth_per_year: float = declared(
        "growth.per_year",
        Unit.NUMBER,
        0.02,
        "yearly growth of a customer's prices since she joined, whatever she has met",
        low=-0.2,
        high=0.25,
        mechanism="growth",
        source=DOUBTED,
    )
    growth_years: float = declared(
        "growth.years",
        Unit.TIME,
        10 * YEAR,
        "time after joining from which growth stands still",
        high=20 * YEAR,
        mechanism="growth",
    )
    serve_cost: int = declared(
        "serve.cost",
        Unit.MONEY,
        100,
        "cost of serving a purchase of somebody unknown, goods apart",
        high=1e12,
        mechanism="serving",
    )
    serve_fall: float = declared(
        "serve.fall",
        Unit.SHARE,
        0.30,
        "share of the cost of serving that is saved with somebody known as well as can be",
        mechanism="serving",
        source=DOUBTED,
    )
    serve_time_fall: float = declared(
        "serve.time_fall",
        Unit.SHARE,
        0.20,
        "share of the time at the desk that is saved with somebody known as well as can be",
        mechanism="serving",
        source=DOUBTED,
    )
    serve_half: float = declared(
        "serve.half",
        Unit.NUMBER,
        10.0,
        "purchases after which half of cost and time is saved, where familiarity is not simulated",
        low=0.1,
        high=1000.0,
        mechanism="serving",
    )
    cross_products: int = declared(
        "cross.products",
        Unit.COUNT,
        3,
        "most products that a customer can hold",
        low=1,
        high=10,
        mechanism="crossbuying",
    )
    cross_chance: float = declared(
        "cross.chance",
        Unit.SHARE,
        0.03,
        "chance that a customer takes one more product with a trouble-free purchase",
        mechanism="crossbuying",
    )
    cross_basket: float = declared(
        "cross.basket",
        Unit.SHARE,
        0.25,
        "what each product beside the first adds to the price of a purchase",
        mechanism="crossbuying",
    )
    cross_bond: float = declared(
        "cross.bond",
        Unit.SHARE,
        0.20,
        "share of the chance of leaving that each product beside the first takes off",
        mechanism="crossbuying",
    )
    partners_share: float = declared(
        "partners.share",
        Unit.SHARE,
        0.05,
        "share of persons who are intermediaries: agents, dealers, wholesalers",
        mechanism="partners",
    )
    partners_size: int = declared(
        "partners.size",
        Unit.COUNT,
        10,
        "numbers after an intermediary's within which persons buy through her, up to the next intermediary",
        low=1,
        high=10_000,
        mechanism="partners",
    )
    partners_leaving: float = declared(
        "partners.leaving",
        Unit.SHARE,
        0.5,
        "chance of leaving of an intermediary, as a multiple of a person's",
        mechanism="partners",
        source="assumed; mission row C04 says only that fewer of them leave",
    )
    partners_takes: float = declared(
        "partners.takes",
        Unit.SHARE,
        1.0,
        "chance that a customer leaves with her intermediary",
        mechanism="partners",
        source="assumed; mission row C03 says only that they go along",
    )
