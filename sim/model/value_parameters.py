"""What a customer's worth grows by: familiarity, cost to serve, several products, rewards, intermediaries.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.word_parameters import WordParameters


@dataclass(frozen=True, slots=True)
class ValueParameters(WordParameters):
    """What a customer's worth grows by: familiarity, cost to serve, several products, rewards, intermediaries."""
