"""What pulls customers away: rivals, their offers, prices.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.quantities import YEAR, Unit, declared
from sim.model.value_parameters import ValueParameters

AVERSION = "losses weigh twice as much as gains (mission row D10); size assumed"


@dataclass(frozen=True, slots=True)
class RivalParameters(ValueParameters):
    """What pulls customers away: rivals, their offers, prices."""

    rivals_rate: float = declared(
        "rivals.rate",
        Unit.RATE,
        0.5 / YEAR,
        "rate of leaving for a rival that everybody knows and that is overwhelmingly better",
        high=100.0,
        mechanism="rivals",
    )
    rivals_reach: float = declared(
        "rivals.reach", Unit.SHARE, 0.5, "share of customers who know the rival", mechanism="rivals"
    )
    rivals_enters: int = declared(
        "rivals.enters",
        Unit.COUNT,
        0,
        "day on which the rival enters, counted from the start of the history",
        high=36_500,
        mechanism="rivals",
    )
    rivals_quality: float = declared(
        "rivals.quality", Unit.NUMBER, 0.0, "quality of the rival's offer", low=-10.0, high=10.0, mechanism="rivals"
    )
    rivals_price: float = declared(
        "rivals.price",
        Unit.NUMBER,
        1.0,
        "the rival's price, as a multiple of the basket",
        high=10.0,
        mechanism="rivals",
    )
    rivals_price_weight: float = declared(
        "rivals.price_weight",
        Unit.NUMBER,
        1.0,
        "value that a price of one basket costs, on the scale of quality",
        high=10.0,
        mechanism="rivals",
    )
    rivals_beta: float = declared(
        "rivals.beta", Unit.NUMBER, 2.0, "logits of leaving per unit of value", high=20.0, mechanism="rivals"
    )
    rivals_barrier: float = declared(
        "rivals.barrier",
        Unit.NUMBER,
        1.0,
        "cost of switching, in logits",
        high=20.0,
        mechanism="rivals",
        source="form: science B5 (Burnham, Frels & Mahajan 2003); size assumed",
    )
    rivals_resistance: float = declared(
        "rivals.resistance",
        Unit.NUMBER,
        0.5,
        "value that full satisfaction adds to the firm's offer and none takes off it",
        high=10.0,
        mechanism="rivals",
        source="direction: mission row B06; size assumed",
    )
    poaching_every: int = declared(
        "poaching.every",
        Unit.COUNT,
        30,
        "days from one night to the next on which the rival makes offers",
        low=1,
        high=36_500,
        mechanism="poaching",
    )
    poaching_above: float = declared(
        "poaching.above",
        Unit.NUMBER,
        1.5,
        "worth from which on the rival makes an offer, in sales of an average customer",
        high=1000.0,
        mechanism="poaching",
    )
    poaching_noise: float = declared(
        "poaching.noise",
        Unit.NUMBER,
        0.5,
        "spread of the logarithm of worth as the rival sees it",
        high=5.0,
        mechanism="poaching",
    )
    poaching_strength: float = declared(
        "poaching.strength",
        Unit.NUMBER,
        -2.0,
        "logits of taking an offer for a customer who is neither satisfied nor dissatisfied",
        low=-20.0,
        high=20.0,
        mechanism="poaching",
    )
    poaching_resistance: float = declared(
        "poaching.resistance",
        Unit.NUMBER,
        1.0,
        "logits that full satisfaction takes off and none adds",
        high=20.0,
        mechanism="poaching",
    )
    price_known: float = declared(
        "price.known",
        Unit.NUMBER,
        1.0,
        "price level that customers at the start are used to",
        low=0.01,
        high=10.0,
        mechanism="price",
    )
    price_memory: float = declared(
        "price.memory",
        Unit.SHARE,
        0.3,
        "part of the way that the reference level moves to the level at each purchase",
        mechanism="price",
    )
    price_loss: float = declared(
        "price.loss",
        Unit.NUMBER,
        0.4,
        "chance of leaving that a price above the reference adds, per multiple of it",
        high=10.0,
        mechanism="price",
        source=AVERSION,
    )
    price_gain: float = declared(
        "price.gain",
        Unit.NUMBER,
        0.2,
        "chance of leaving that a price below the reference takes off, per multiple of it",
        high=10.0,
        mechanism="price",
        source=AVERSION,
    )
    price_tolerance: float = declared(
        "price.tolerance",
        Unit.NUMBER,
        0.1,
        "price above the reference that full satisfaction puts up with, as a multiple of it",
        high=10.0,
        mechanism="price",
    )
    price_fairness: float = declared(
        "price.fairness",
        Unit.NUMBER,
        0.0,
        "weight of a premium that others do not pay, beside the same rise of everybody's price",
        high=10.0,
        mechanism="price",
    )
    price_deceit: float = declared(
        "price.deceit",
        Unit.NUMBER,
        2.0,
        "weight of what the till adds to the quote, beside the same rise of the quoted price",
        high=10.0,
        mechanism="price",
    )
    wallet_share: float = declared(
        "wallet.share",
        Unit.SHARE,
        0.5,
        "share of occasions to buy that are the firm's for a customer without satisfaction",
        mechanism="wallet",
    )
    wallet_satisfaction: float = declared(
        "wallet.satisfaction", Unit.SHARE, 0.4, "what full satisfaction adds to that share", mechanism="wallet"
    )
    scandal_day: int = declared(
        "scandal.day",
        Unit.COUNT,
        180,
        "day on which the scandal breaks, counted from the start of the history",
        high=36_500,
        mechanism="scandal",
    )
    scandal_shock: float = declared(
        "scandal.shock", Unit.SHARE, 0.3, "part of everybody's satisfaction that it costs", mechanism="scandal"
    )
    scandal_leaving: float = declared(
        "scandal.leaving", Unit.SHARE, 0.05, "chance that a customer leaves on that day", mechanism="scandal"
    )
