"""How often KN names the best scenario where that is hardest: one better by the indifference, all others equal."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from sim.experiment.selection.kn import Aim, after_verdicts, screened
from sim.experiment.settle import Evidence, Rule
from sim.experiment.statistics import Pairs
from sim.experiment.verdict import beaten
from tests.statistics.distributions import DISTRIBUTIONS

BEST, MOST = "best", 4_000
"""The best one's name, and how many numbers of a scenario are drawn; who needs more has not named the best."""
Procedure = Callable[[Mapping[str, Sequence[float]], Aim], tuple[str, int]]
"""Takes the series and the aim; returns whom it names, and how many numbers it looked at in all."""


@dataclass(frozen=True)
class Fared:
    """Share of samples in which the best one was named, and numbers looked at for each scenario."""

    right: float
    replications: float


def kn(series: Mapping[str, Sequence[float]], aim: Aim) -> tuple[str, int]:
    """Name whom the program names: KN among those that the rule of verdicts leaves in after the first stage."""
    rule = Rule(aim.level, comparisons=len(series) - 1)
    firsts = {name: row[: aim.first] for name, row in series.items()}
    known = {
        (one, other): (Pairs([b - a for a, b in zip(firsts[one], firsts[other], strict=True)], 0), Evidence())
        for one, other in combinations(series, 2)
    }
    worse = beaten(known, rule)
    left = replace(aim, level=after_verdicts(aim.level), among=len(series))
    found = screened({name: row for name, row in series.items() if name not in worse}, left)
    looked = sum(one.replications for one in found.out.values()) + found.replications
    return found.winner, looked + aim.first * len(worse)


def first_stage_alone(series: Mapping[str, Sequence[float]], aim: Aim) -> tuple[str, int]:
    """Name the largest mean of the first stage, as one would without a procedure."""
    return max(series, key=lambda name: sum(series[name][: aim.first])), aim.first * len(series)


def slippage(
    distribution: str, scenarios: int, aim: Aim, repeats: int, procedure: Procedure = kn, seed: int = 7
) -> Fared:
    """Return how a procedure fares where the best is better than each other one by exactly the indifference.

    The noise of every scenario has a part of its own, and as large a one that all share, as with common random numbers;
    the difference of two has a spread of 1. The best one's own part has the distribution named, that of the others is
    normal, so that differences are as skewed as they can be.
    """
    random, draw = np.random.default_rng(seed), DISTRIBUTIONS[distribution]
    names = [BEST, *(str(k) for k in range(1, scenarios))]
    right = looked = 0
    for _ in range(repeats):
        own, shared = random.standard_normal((scenarios, MOST)), random.standard_normal((1, MOST))
        own[0] = draw(random, (MOST,))
        noise = math.sqrt(0.5) * (own + shared)
        noise[0] += float(aim.indifference)
        named, count = procedure(dict(zip(names, noise.tolist(), strict=True)), aim)
        right += named == BEST
        looked += count
    return Fared(right / repeats, looked / repeats / scenarios)
