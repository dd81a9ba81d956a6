"""What word of mouth does beyond joining: leaving that spreads, reputation, recommended customers.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.market_parameters import MarketParameters
from sim.model.quantities import YEAR, Unit, declared

CONTAGION = "science C: Nitzan & Libai (2011), 1.8 times the hazard, strongest in the first month"
REFERRAL = "assumed; direction: Schmitt, Skiera & Van den Bulte (2011), science C"


@dataclass(frozen=True, slots=True)
class WordParameters(MarketParameters):
    """What word of mouth does beyond joining: leaving that spreads, reputation, recommended customers."""

    talk_defection: float = declared(
        "talk.defection",
        Unit.SHARE,
        0.0,
        "chance that a warning makes a customer who hears it leave that day; the origin texts say a quarter",
        mechanism="talk",
    )
    talk_homophily: float = declared(
        "talk.homophily",
        Unit.SHARE,
        0.0,
        "how much of attachment neighbours have in common: its loading on the neighbourhood",
        mechanism="talk",
        source="assumed; the origin texts give the direction only",
    )
    contagion_boost: float = declared(
        "contagion.boost",
        Unit.NUMBER,
        0.8,
        "what a contact's departure adds at once to a customer's hazard of leaving, as a multiple of it",
        high=100.0,
        mechanism="contagion",
        source=CONTAGION,
    )
    contagion_tau: float = declared(
        "contagion.tau",
        Unit.TIME,
        YEAR / 12.0,
        "time in which the effect of a contact's departure falls to 37%",
        low=0.1,
        high=10 * YEAR,
        mechanism="contagion",
        source=CONTAGION,
    )
    reputation_tau: float = declared(
        "reputation.tau",
        Unit.TIME,
        YEAR,
        "time in which the weight of what was told falls to 37%",
        low=0.1,
        high=100 * YEAR,
        mechanism="reputation",
    )
    reputation_weight: float = declared(
        "reputation.weight",
        Unit.NUMBER,
        20.0,
        "half the tellings that a reputation starts with: large moves slowly",
        low=0.1,
        high=1e6,
        mechanism="reputation",
    )
    reputation_neutral: float = declared(
        "reputation.neutral",
        Unit.SHARE,
        0.5,
        "share of good word that a reputation starts with, and from which on nobody is put off",
        low=0.05,
        high=0.99,
        mechanism="reputation",
        source="assumed; 3 good to 1 bad is usual (East, Hammond & Wright 2007, science C)",
    )
    reputation_power: float = declared(
        "reputation.power",
        Unit.NUMBER,
        1.0,
        "how strongly a bad reputation keeps people from joining; 0: not at all",
        high=10.0,
        mechanism="reputation",
    )
    public_chance: float = declared(
        "public.chance",
        Unit.SHARE,
        0.02,
        "chance that a complaint that was refused or given up goes public",
        mechanism="reputation",
    )
    public_reach: float = declared(
        "public.reach",
        Unit.NUMBER,
        50.0,
        "warnings that a complaint gone public counts as",
        high=1e6,
        mechanism="reputation",
    )
    referral_leaving: float = declared(
        "referral.leaving",
        Unit.NUMBER,
        0.85,
        "chance of leaving of a recommended customer, as a multiple",
        high=5.0,
        mechanism="referral",
        source=REFERRAL,
    )
    referral_basket: float = declared(
        "referral.basket",
        Unit.NUMBER,
        1.0,
        "basket of a recommended customer, as a multiple",
        high=5.0,
        mechanism="referral",
        source=REFERRAL,
    )
    reputation_notorious: float = declared(
        "reputation.notorious", Unit.SHARE, 0.0, "share of persons who have a bad name", mechanism="reputation"
    )
    reputation_stain: float = declared(
        "reputation.stain",
        Unit.NUMBER,
        0.1,
        "bad word that a customer with a bad name adds in a day, in warnings",
        high=100.0,
        mechanism="reputation",
    )
