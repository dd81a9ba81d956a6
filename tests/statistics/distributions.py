"""Distributions of differences with a true mean of 0 and a true spread of 1, from kind to cruel."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Draw = Callable[[np.random.Generator, tuple[int, ...]], Array]


def standardised(draw: Draw, mean: float, spread: float) -> Draw:
    """Return a draw shifted and scaled to mean 0 and spread 1."""
    return lambda random, shape: (draw(random, shape) - mean) / spread


def lognormal(sigma: float) -> Draw:
    """Return exp of a normal with this spread: skewness 1.75 at .5, 6.2 at 1, 33 at 1.5."""
    mean = math.exp(sigma**2 / 2)
    spread = mean * math.sqrt(math.exp(sigma**2) - 1)
    return standardised(lambda random, shape: np.exp(sigma * random.standard_normal(shape)), mean, spread)


def mostly_zero(zero: float, size: str, noise: float = 0.0) -> Draw:
    """Return a draw that is 0 with a chance and else of a size; ``noise`` lies over all of it."""
    sizes: dict[str, tuple[Draw, float, float]] = {
        "exponential": (lambda random, shape: random.exponential(1.0, shape), 1.0, 2.0),
        "lognormal": (lambda random, shape: np.exp(random.standard_normal(shape)), math.exp(0.5), math.exp(2.0)),
        "one": (lambda _random, shape: np.ones(shape), 1.0, 1.0),
    }
    jump, first, second = sizes[size]
    mean = (1 - zero) * first
    spread = math.sqrt((1 - zero) * second - mean**2 + noise**2)

    def draw(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
        found = np.where(random.random(shape) >= zero, jump(random, shape), 0.0)
        return found + noise * random.standard_normal(shape) if noise else found

    return standardised(draw, mean, spread)


def outliers(share: float, shift: float, factor: float) -> Draw:
    """Return a normal of which a share is shifted, or spread out by a factor."""
    spread = math.sqrt(1 - share + share * factor**2 + shift**2 * share * (1 - share))

    def draw(random: np.random.Generator, shape: tuple[int, ...]) -> Array:
        far = random.random(shape) < share
        return random.standard_normal(shape) * np.where(far, factor, 1.0) + np.where(far, shift, 0.0)

    return standardised(draw, share * shift, spread)


DISTRIBUTIONS: dict[str, Draw] = {
    "normal": lambda random, shape: random.standard_normal(shape),
    "t3": lambda random, shape: random.standard_t(3, shape) / math.sqrt(3),
    "lognormal .5": lognormal(0.5),
    "lognormal 1": lognormal(1.0),
    "lognormal 1.5": lognormal(1.5),
    "zero 71% + exponential": mostly_zero(0.71, "exponential"),
    "zero 90% + exponential": mostly_zero(0.90, "exponential"),
    "zero 97% + exponential": mostly_zero(0.97, "exponential"),
    "zero 99.5% + exponential": mostly_zero(0.995, "exponential"),
    "zero 90% + lognormal 1": mostly_zero(0.90, "lognormal"),
    "zero 97% + lognormal 1": mostly_zero(0.97, "lognormal"),
    "zero 90% + exponential + noise": mostly_zero(0.90, "exponential", 0.1),
    "zero 97% + exponential + noise": mostly_zero(0.97, "exponential", 0.1),
    "two points 50/50": mostly_zero(0.5, "one"),
    "two points 90/10": mostly_zero(0.9, "one"),
    "two points 99/1": mostly_zero(0.99, "one"),
    "outliers 5% on both sides": outliers(0.05, 0.0, 10.0),
    "gains of 10 in 5%": outliers(0.05, 10.0, 1.0),
}
