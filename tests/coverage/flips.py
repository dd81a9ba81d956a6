"""The flip of a row: two small worlds that differ in one value, run in both engines, with common random numbers."""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario import Scenario, load_strategy
from tests.coverage.base import corner_shop
from tools.coverage import Row

SEED = 5
REPLICATIONS = 10
BASE = {"persons": "300"}
LENGTH, SHORT = "1 year", "90 days"
LIMIT = 2.0
READ_LATER = {"discount.rate"}
"""Keys that responses read, and no engine: the record stays as it is."""
STRATEGY, NONE = "strategy", "none"
"""The key of a flip from no strategy to one, and the word for no strategy."""

World = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """What changes: a key with its two values, each as written in a scenario file; or ``none`` and a strategy."""

    key: str
    before: str
    after: str


def flip_of(row: Row) -> Flip:
    """Return the flip of a row; its text is ``key: from -> to``."""
    key, _, values = row.flip.partition(": ")
    before, arrow, after = values.partition(" -> ")
    if not (key and arrow and before.strip() and after.strip()):
        raise ValueError(f"{row.id}: a flip reads 'key: from -> to' (got '{row.flip}')")
    return Flip(key, before.strip(), after.strip())


def needs_of(row: Row) -> dict[str, str]:
    """Return what a row's worlds have before the flip, by key."""
    parts = (one.partition(": ") for one in row.needs.split("; ") if one)
    return {key: value for key, _, value in parts}


def worlds_of(row: Row) -> tuple[World, World]:
    """Return the two worlds of a row: values over the corner shop's, sorted by key."""
    flip, needs = flip_of(row), needs_of(row)
    before, after = (BASE | needs | {flip.key: value} for value in (flip.before, flip.after))
    return tuple(sorted(before.items())), tuple(sorted(after.items()))


def written(text: str) -> Any:  # noqa: ANN401  a number, a truth, a text or a list
    """Return a value as a scenario file would hold it."""
    return YAML(typ="safe", pure=True).load(text)


def scenario_of(world: World) -> Scenario:
    """Return the scenario of a world."""
    values = {key: written(text) for key, text in world}
    name = values.pop(STRATEGY, NONE)
    return corner_shop(values) if name == NONE else corner_shop(values).with_strategy(name)


def home_of(row: Row, strategy: str) -> Scenario:
    """Return where a row's strategy is compared: its world after the flip, what the strategy requires awake."""
    before, after = worlds_of(row)
    values = {key: written(text) for key, text in (before if flip_of(row).key == STRATEGY else after)}
    awake = {f"mechanisms.{name}": True for name in load_strategy(strategy).requires}
    return corner_shop({key: value for key, value in values.items() if key != STRATEGY} | awake)


@lru_cache
def setting_of(world: World, length: str = LENGTH) -> Setting:
    """Return the setting of a world."""
    return scenario_of(world).setting(length)


@lru_cache(maxsize=2 * REPLICATIONS)
def record_of(world: World, replication: int) -> Record:
    """Return the compiled engine's record of a world."""
    return compiled.run(setting_of(world), SEED, replication, LogLevel.ALL)


def told(world: World, replication: int, response: str) -> float | None:
    """Return a response of a world."""
    rate = setting_of(world).phases[-1][1].discount_rate
    return RESPONSES[response].read(record_of(world, replication), rate)


@lru_cache
def agree(world: World) -> bool:
    """Return whether both engines leave the same record of replication 0, over fewer days."""
    setting = setting_of(world, SHORT)
    one, other = (engine.run(setting, SEED, 0, LogLevel.ALL).digest() for engine in (reference, compiled))
    return one == other


def differences(row: Row) -> np.ndarray:
    """Return after less before of a row's response, a number for each replication where both have a meaning."""
    before, after = worlds_of(row)
    pairs = ((told(before, k, row.response), told(after, k, row.response)) for k in range(REPLICATIONS))
    return np.array([b - a for a, b in pairs if a is not None and b is not None], np.float64)


def faults(row: Row) -> list[str]:
    """Return what a row claims and the runs do not show; empty if they show it."""
    before, after = worlds_of(row)
    found = []
    same = record_of(before, 0).digest() == record_of(after, 0).digest()
    if same != (flip_of(row).key in READ_LATER):
        found.append("the record does not change" if same else "the record changes")
    found += [f"the engines differ: {dict(world)}" for world in (before, after) if not agree(world)]
    if row.sign == "0":
        return found
    moved = differences(row)
    if len(moved) < REPLICATIONS:
        return [*found, f"{row.response} has no meaning in {REPLICATIONS - len(moved)} of {REPLICATIONS} pairs"]
    mean, error = float(moved.mean()), float(moved.std(ddof=1)) / sqrt(len(moved))
    if not (mean > 0.0 if row.sign == "+" else mean < 0.0):
        found.append(f"{row.response} moves by {mean:.4g}, not {row.sign}")
    elif abs(mean) <= LIMIT * error:
        found.append(f"{row.response} moves by {mean:.4g} with a standard error of {error:.4g}")
    return found
