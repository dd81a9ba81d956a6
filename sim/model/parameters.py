"""All parameters, put together from the rooms that declare them."""

from dataclasses import fields

from sim.model.flat import Parameters
from sim.model.quantities import Given, Parameter, declarations
from sim.model.rules.acquisition import Acquisition
from sim.model.rules.advertising import Advertising
from sim.model.rules.always import Always
from sim.model.rules.blame import Blame
from sim.model.rules.calls import Calls
from sim.model.rules.care import Care
from sim.model.rules.causes import Causes
from sim.model.rules.complaints import Complaints
from sim.model.rules.contagion import Contagion
from sim.model.rules.crossbuying import Crossbuying
from sim.model.rules.desk import Desk
from sim.model.rules.dropping import Dropping
from sim.model.rules.expectation import Expectation
from sim.model.rules.failures import Failures
from sim.model.rules.familiarity import Familiarity
from sim.model.rules.growth import Growth
from sim.model.rules.hazards import Hazards
from sim.model.rules.insults import Insults
from sim.model.rules.interviews import Interviews
from sim.model.rules.mirror import Mirror
from sim.model.rules.modes import Modes
from sim.model.rules.neglect import Neglect
from sim.model.rules.novelty import Novelty
from sim.model.rules.outside import Outside
from sim.model.rules.partners import Partners
from sim.model.rules.poaching import Poaching
from sim.model.rules.price import Price
from sim.model.rules.programme import Programme
from sim.model.rules.pushing import Pushing
from sim.model.rules.referral import Referral
from sim.model.rules.reputation import Reputation
from sim.model.rules.retention import Retention
from sim.model.rules.reward import Reward
from sim.model.rules.rivals import Rivals
from sim.model.rules.satisfaction import Satisfaction
from sim.model.rules.scandal import Scandal
from sim.model.rules.serving import Serving
from sim.model.rules.talk import Talk
from sim.model.rules.wallet import Wallet

ROOMS: tuple[type[Given], ...] = (
    Always,
    Failures,
    Complaints,
    Desk,
    Outside,
    Hazards,
    Satisfaction,
    Talk,
    Advertising,
    Care,
    Programme,
    Causes,
    Modes,
    Insults,
    Blame,
    Retention,
    Novelty,
    Expectation,
    Neglect,
    Calls,
    Pushing,
    Familiarity,
    Growth,
    Serving,
    Crossbuying,
    Reward,
    Acquisition,
    Partners,
    Mirror,
    Interviews,
    Rivals,
    Poaching,
    Price,
    Wallet,
    Dropping,
    Scandal,
    Contagion,
    Reputation,
    Referral,
)
"""In the order in which people meet them."""
PARAMETERS: tuple[Parameter, ...] = tuple(parameter for room in ROOMS for parameter in declarations(room))
MECHANISMS: tuple[str, ...] = tuple(room.mechanism for room in ROOMS if room.mechanism)


def parameter_storage() -> list[tuple[str, str, int]]:
    """Return (field, storage type, length) of the engines' flat record of parameters; length 0 for a plain number."""
    out = []
    for field in fields(Parameters):
        length = len(field.default) if isinstance(field.default, tuple) else 0
        out.append((field.name, "i8" if field.type in (int, "int") else "f8", length))
    return out


__all__ = ["MECHANISMS", "PARAMETERS", "ROOMS", "Parameters", "parameter_storage"]
