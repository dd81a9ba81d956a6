"""The procedure KN: replications go on for the scenarios still in, until one is left; the arithmetic alone.

Scenarios may share random numbers, for everything rests on the variances of paired differences.

References
----------
Kim & Nelson (2001), ACM Transactions on Modeling and Computer Simulation 11:251-273, with c = 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from sim.experiment.packed import Number
from sim.experiment.statistics import moments


@dataclass(frozen=True, slots=True)
class Aim:
    """What a selection promises.

    Parameters
    ----------
    indifference
        The least difference worth finding, above 0, in the unit of the numbers.
    level
        Chance of naming the best scenario where it is better than every other one by the indifference.
    first
        Replications of every scenario in the first stage, whose paired differences give the variances.
    higher_is_better
        False for a response such as waiting.
    among
        Number of scenarios to begin with, where some were left out before; else that of the series.
    """

    indifference: Number
    level: float
    first: int
    higher_is_better: bool = True
    among: int = 0


def eta(scenarios: int, aim: Aim) -> float:
    """Return the constant of the procedure.

    Examples
    --------
    >>> round(eta(2, Aim(1.0, 0.95, 10)), 5), round(eta(5, Aim(1.0, 0.95, 20)), 5)
    (0.33405, 0.23724)
    """
    share = 2.0 * (1.0 - aim.level) / (scenarios - 1)
    return 0.5 * (math.pow(share, -2.0 / (aim.first - 1)) - 1.0)


def h_squared(scenarios: int, aim: Aim) -> float:
    """Return what the variance of a difference is multiplied with.

    Examples
    --------
    >>> round(h_squared(2, Aim(1.0, 0.95, 10)), 4), round(h_squared(10, Aim(1.0, 0.95, 24)), 4)
    (6.0129, 11.0143)
    """
    return 2.0 * eta(scenarios, aim) * (aim.first - 1)


def after_verdicts(level: float) -> float:
    """Return the level that is left for KN where the rule of verdicts has left scenarios out at one look before.

    Of the error that a level allows, the rule spends at most a half on one side, and of that a half at the first look.

    Examples
    --------
    >>> round(after_verdicts(0.95), 6)
    0.9625
    """
    return 1.0 - 0.75 * (1.0 - level)


@dataclass(frozen=True, slots=True)
class Out:
    """When a scenario was left out, and which one beat it."""

    replications: int
    by: str


@dataclass(frozen=True, slots=True)
class Screened:
    """How far a selection has come.

    Parameters
    ----------
    inside
        Names of the scenarios still in.
    out
        Those left out, by name.
    replications
        How many of each scenario still in were looked at.
    ends
        Replications by which it ends at the latest.
    winner
        The one named; empty while several are in.
    """

    inside: tuple[str, ...]
    out: Mapping[str, Out]
    replications: int
    ends: int
    winner: str


def screened(series: Mapping[str, Sequence[Number]], aim: Aim) -> Screened:
    """Return how far the numbers of each scenario bring a selection, one replication at a time.

    How many of them were computed at once leaves no trace.

    Parameters
    ----------
    series
        By name, a number a replication, the same random numbers at the same place; at least the first stage of all,
        as long as there are for those still in.
    """
    names, spans, n = tuple(series), _spans(series, aim), aim.first
    sign = 1 if aim.higher_is_better else -1
    sums = {name: [sign * total for total in accumulate(series[name])] for name in names}
    inside, out = names, dict[str, Out]()
    ends = _ends(inside, spans, aim)
    while True:
        at = {name: sums[name][n - 1] for name in inside}
        if n >= ends:
            best = max(inside, key=at.__getitem__)
            out |= {name: Out(n, best) for name in inside if name != best}
            return Screened((best,), out, n, n, best)
        beaten = _beaten(at, spans, aim, n)
        out |= {name: Out(n, by) for name, by in beaten.items()}
        inside = tuple(name for name in inside if name not in beaten)
        if len(inside) == 1:
            return Screened(inside, out, n, n, inside[0])
        ends = _ends(inside, spans, aim) if beaten else ends
        if n >= min(len(series[name]) for name in inside):
            return Screened(inside, out, n, ends, "")
        n += 1


def _spans(series: Mapping[str, Sequence[Number]], aim: Aim) -> dict[frozenset[str], float]:
    """Return by pair how much one scenario's sum may be behind at first: h squared times the variance, over delta."""
    scale, found = h_squared(aim.among or len(series), aim) if len(series) > 1 else 0.0, {}
    for one, other in combinations(series, 2):
        pairs = zip(series[one][: aim.first], series[other][: aim.first], strict=True)
        spread = moments([second - first for first, second in pairs]).sd or 0.0
        found[frozenset((one, other))] = scale * spread**2 / float(aim.indifference)
    return found


def _ends(inside: Sequence[str], spans: Mapping[frozenset[str], float], aim: Aim) -> int:
    """Return the replications at which the largest mean is taken."""
    widest = max((spans[frozenset(pair)] for pair in combinations(inside, 2)), default=0.0)
    return max(aim.first, int(widest / float(aim.indifference)) + 1)


def _beaten(at: Mapping[str, Number], spans: Mapping[frozenset[str], float], aim: Aim, n: int) -> dict[str, str]:
    """Return the scenarios whose sum of n replications is too far behind another one's, and that one."""
    delta, found = float(aim.indifference), dict[str, str]()
    for name, own in at.items():
        for other, total in at.items():
            if other != name and own < total - max(0.0, (spans[frozenset((name, other))] - n * delta) / 2.0):
                found.setdefault(name, other)
    return found


__all__ = ["Aim", "Out", "Screened", "after_verdicts", "eta", "h_squared", "screened"]
