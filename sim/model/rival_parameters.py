"""What pulls customers away: rivals, their offers, prices.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.value_parameters import ValueParameters


@dataclass(frozen=True, slots=True)
class RivalParameters(ValueParameters):
    """What pulls customers away: rivals, their offers, prices."""
