"""How often a rule errs: shares of many drawn samples, for the rule of verdicts and for the one it took the place of.

The old rule: Student's interval at 1 - alpha/K, and equal differences taken for exact.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from sim.experiment.forecast import forecast
from sim.experiment.settle import Evidence, Finding, Rule, Verdict, settle
from tests.statistics.distributions import Array, Draw
from tests.statistics.pools import Pool

LOOKS = (30, 60, 120, 240, 480, 960, 1920)
Judge = Callable[[Sequence[float], Rule, Evidence], tuple[float, float, bool]]
"""Takes differences, rule and evidence; returns the interval and whether a verdict may be read from it."""
OPEN_CUSTOMER = Evidence()


def new(differences: Sequence[float], rule: Rule, known: Evidence = OPEN_CUSTOMER) -> tuple[float, float, bool]:
    """Judge as the program does."""
    found = settle(differences, rule, known)
    return found.low, found.high, found.verdict is not Verdict.TOO_EARLY


def old(differences: Sequence[float], rule: Rule, _: Evidence = OPEN_CUSTOMER) -> tuple[float, float, bool]:
    """Judge as the program once did."""
    values = np.asarray(differences)
    n, mean = len(values), float(values.mean())
    if (values == values[0]).all():
        return mean, mean, True
    t = -special.stdtrit(n - 1, (1 - rule.level) / 2 / rule.comparisons)
    half = float(t * values.std(ddof=1) / math.sqrt(n))
    return mean - half, mean + half, True


def error_of(share: float, repeats: int) -> float:
    """Return the standard error of a share."""
    return math.sqrt(max(share * (1 - share), 1 / repeats) / repeats)


def false_sides(draw: Draw, n: int, judge: Judge, repeats: int, seed: int = 1, family: int = 6) -> tuple[float, float]:
    """Return how often some interval of a family lies above, and below, the 0 that is its truth.

    Fewer pairs than the first look are judged as if they had been fixed for it.
    """
    random, rule = np.random.default_rng(seed), Rule(comparisons=family)
    above = below = 0
    for _ in range(repeats):
        spans = [judge(row.tolist(), rule, OPEN_CUSTOMER) for row in draw(random, (family, n))]
        above += any(low > 0 for low, _, _ in spans)
        below += any(high < 0 for _, high, _ in spans)
    return above / repeats, below / repeats


def ever_false(draw: Draw, judge: Judge, repeats: int, seed: int = 2) -> float:
    """Return how often one alternative without any effect is called better or worse at some doubling."""
    random, rule = np.random.default_rng(seed), Rule()
    wrong = 0
    for _ in range(repeats):
        values = draw(random, (LOOKS[-1],)).tolist()
        spans = (judge(values[:look], rule, OPEN_CUSTOMER) for look in LOOKS)
        wrong += any(not low <= 0 <= high for low, high, _ in spans)
    return wrong / repeats


def power(effect: float, n: int, family: int, judge: Judge, repeats: int, seed: int = 3) -> float:
    """Return how often a normal difference of so many standard errors is called better."""
    random, rule = np.random.default_rng(seed), Rule(comparisons=family)
    rows = random.standard_normal((repeats, n)) + effect / math.sqrt(n)
    return sum(judge(row.tolist(), rule, OPEN_CUSTOMER)[0] > 0 for row in rows) / repeats


@dataclass(frozen=True)
class Held:
    """Shares over drawn samples of a family: all intervals hold; a line is settled rightly; wrongly, by its sign."""

    hold: float
    right: float
    wrong: float


def drawn(pool: Pool, chosen: Array, k: int, n: int) -> tuple[list[float], Evidence]:
    """Return one strategy's differences in the first n of the chosen pairs, and what the program would know of them."""
    pairs = chosen[:n]
    known = Evidence(
        customers=pool.customers[k][pairs].tolist(), one_customer=float(pool.tops[k][pairs].max()), construction=None
    )
    return pool.differences[k][pairs].tolist(), known


def held(pool: Pool, looks: Sequence[int], judge: Judge, repeats: int, seed: int = 4) -> Held:
    """Return how a family fares when it is looked at at each of the looks: intervals hold at all of them."""
    random, family = np.random.default_rng(seed), len(pool.truth)
    rule = Rule(comparisons=family)
    hold = right = wrong = 0
    for _ in range(repeats):
        chosen = random.integers(0, pool.differences.shape[1], looks[-1])
        good = True
        for k, truth in enumerate(pool.truth):
            for look in looks:
                low, high, judged = judge(*_with(rule, drawn(pool, chosen, k, look)))
                good &= low <= truth <= high
            right += judged and ((low > 0 and truth > 0) or (high < 0 and truth < 0))
            wrong += judged and ((low > 0 and truth < 0) or (high < 0 and truth > 0))
        hold += good
    return Held(hold / repeats, right / repeats / family, wrong / repeats / family)


def _with(rule: Rule, sample: tuple[list[float], Evidence]) -> tuple[list[float], Rule, Evidence]:
    return sample[0], rule, sample[1]


def precision_holds(draw: Draw, target: float, repeats: int, seed: int = 5, family: int = 1) -> float:
    """Return how often all intervals hold where a run stops by their width alone."""
    random, rule = np.random.default_rng(seed), replace(Rule(comparisons=family), one_look=True)
    hold = 0
    for _ in range(repeats):
        values = draw(random, (family, LOOKS[-1]))
        for look in LOOKS:
            spans = [settle(row[:look].tolist(), rule) for row in values]
            if all(_side(found) <= target for found in spans):
                break
        hold += all(found.low <= 0 <= found.high for found in spans)
    return hold / repeats


def _side(found: Finding) -> float:
    mean = found.spread.mean or 0.0
    return max(mean - found.low, found.high - mean)


def forecasts(draw: Draw, effects: float, repeats: int, seed: int = 6) -> tuple[float, float]:
    """Return how often a line is settled at the look forecast with an even chance, and with about 3 in 4.

    ``effects`` is the spread of the true effects, normal around 0. The later sample contains the earlier one.
    """
    random, rule = np.random.default_rng(seed), Rule()
    asked, kept = [0, 0], [0, 0]
    for _ in range(repeats):
        values = draw(random, (LOOKS[-1],)) + effects * random.standard_normal()
        told = forecast(settle(values[:30].tolist(), rule), rule)
        for which, look in enumerate((told.even, told.good) if told is not None else ()):
            if look is not None:
                asked[which] += 1
                low, high, _ = new(values[:look].tolist(), rule)
                kept[which] += not low <= 0 <= high
    even, good = (k / a if a else math.nan for k, a in zip(kept, asked, strict=True))
    return even, good
