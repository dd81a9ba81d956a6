"""What all oracles share: quiet parameters, scores against a closed form, and the two engines side by side.

A score is a difference in standard errors. A comparison holds while it is below ``LIMIT``: a fresh seed would go
beyond it once in 150 million comparisons (from 50 batches: once in 2 million, from 20 runs: once in 70,000). Seeds
are fixed.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.attachment import solved
from sim.model.parameters import MECHANISMS, Parameters
from sim.model.setting import LogLevel, Setting
from sim.record import Record

LIMIT = 5.8
SEED = 20_240_229
BATCHES = 50

Floats = NDArray[np.float64]
Scores = Mapping[str, float]


def quiet(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return solved parameters with every mechanism off, nobody leaving, equal baskets, but for the changes.

    What is complained about is settled at the answer.
    """
    off: dict[str, Any] = {f"{name}_on": 0 for name in MECHANISMS}
    off |= {"leaving_chance": 0.0, "basket_personal_spread": 0.0, "basket_noise_spread": 0.0}
    off |= {"recovery_first_contact": 1.0}
    return solved(replace(Parameters(), **(off | changes)))


def world(p: Parameters, persons: int, run_length: float, **changes: Any) -> Setting:  # noqa: ANN401
    """Return a setting with one phase."""
    return Setting(persons=persons, run_length=run_length, phases=((0, p),), **changes)


def newcomers(p: Parameters, persons: int, run_length: float) -> Setting:
    """Return a setting in which everybody enters as a customer on day 0 and buys at once."""
    return world(p, persons, run_length, entries=(persons,))


def simulated(setting: Setting, replication: int = 0, log_level: LogLevel = LogLevel.ALL) -> Record:
    """Return the compiled engine's record."""
    return compiled.run(setting, SEED, replication, log_level)


def assert_engines_agree(setting: Setting) -> None:
    """Demand that both engines leave the same record, bit for bit, and that something happens in it."""
    record = simulated(setting)
    assert len(record.events) > 0
    assert reference.run(setting, SEED, 0, LogLevel.ALL).digest() == record.digest()


def share_score(hits: float, n: float, chance: float) -> float:
    """Return the score of a Binomial(n, chance) count."""
    return float((hits - n * chance) / sqrt(n * chance * (1.0 - chance)))


def mean_score(values: ArrayLike, expected: float, deviation: float | None = None) -> float:
    """Return the score of the mean of independent values; their standard deviation is estimated unless known."""
    a = np.asarray(values, np.float64)
    return float((a.mean() - expected) / ((a.std(ddof=1) if deviation is None else deviation) / sqrt(a.size)))


def batch_means(values: ArrayLike) -> Floats:
    """Return the means of ``BATCHES`` stretches of a series, without the first stretch as warm-up."""
    a = np.asarray(values, np.float64)
    size = len(a) // (BATCHES + 1)
    means: Floats = a[size : size * (BATCHES + 1)].reshape(BATCHES, size).mean(axis=1)
    return means


def beyond(scores: Scores) -> dict[str, float]:
    """Return the comparisons that do not hold; a score that is no number does not hold."""
    return {name: z for name, z in scores.items() if not (isfinite(z) and abs(z) < LIMIT)}


def assert_holds(scores: Scores) -> None:
    """Demand that every comparison holds, and that there is at least one."""
    assert scores
    assert not beyond(scores), f"beyond {LIMIT} standard errors: {beyond(scores)}"


def assert_caught(scores: Scores) -> None:
    """See a planted fault: some comparison lies beyond the limit, with a score that is a number."""
    assert all(isfinite(z) for z in scores.values())
    assert beyond(scores), f"the planted fault was not seen: {scores}"
