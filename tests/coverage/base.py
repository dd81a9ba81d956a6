"""The world that flips and claims start from: the corner shop with the mechanisms it was first made for, and no other.

A mechanism that came later is off unless a flip, its needs, or a claim switches it on. So what a row shows does not
hang on what else the shipped shop has awake.
"""

from collections.abc import Mapping

from sim.model.parameters import MECHANISMS
from sim.scenario import Scenario, load

FIRST = frozenset(
    {
        "failures",
        "complaints",
        "desk",
        "outside",
        "hazards",
        "satisfaction",
        "talk",
        "advertising",
        "care",
        "programme",
    }
)


LIVELY = {
    "level.churn": 0,
    "leaving.chance": "0.15%",
    "failure.rate": "2.5%",
    "failure.major": "25%",
    "goods.margin": "22%",
}
"""More goes wrong and more is earned than at the shop as shipped, so that few runs show what a flip does."""


def corner_shop(values: Mapping[str, object]) -> Scenario:
    """Return the corner shop, livelier, with its first mechanisms and some values, by key, as in a scenario file.

    A chance of leaving counts only where no churn is stated.
    """
    later = {f"mechanisms.{name}": False for name in MECHANISMS if name not in FIRST}
    lively = {key: value for key, value in LIVELY.items() if key != "leaving.chance" or "level.churn" not in values}
    return load("corner_shop").with_values(lively | later | dict(values))
