"""What word of mouth does beyond joining: leaving that spreads, reputation, recommended customers.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.market_parameters import MarketParameters


@dataclass(frozen=True, slots=True)
class WordParameters(MarketParameters):
    """What word of mouth does beyond joining: leaving that spreads, reputation, recommended customers."""
