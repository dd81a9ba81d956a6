"""What ties customers: causes of failing, satisfaction and staying, expectation, trust, neglect.

Declarations of the market's parameters. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.rival_parameters import RivalParameters


@dataclass(frozen=True, slots=True)
class BondParameters(RivalParameters):
    """What ties customers: causes of failing, satisfaction and staying, expectation, trust, neglect."""
