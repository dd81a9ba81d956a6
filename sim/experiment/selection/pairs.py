"""Every scenario against every other one, and how likely each is the best: what is found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sim.experiment.answer import exact_series, judged, rule_of, scale_of, scaled
from sim.experiment.packed import Number
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.rows import Rows
from sim.experiment.settle import Evidence, Rule, Verdict, telling_pairs
from sim.experiment.statistics import Pairs, moments
from sim.experiment.verdict import Comparison, compare_series, in_unit, may_be_best
from sim.model.limits import ENOUGH
from sim.response import RESPONSES

DRAWS = 100_000
SKEWED = 0.2
"""Skewness over the root of the number of pairs up to which a mean is taken for normal: a chance is then wrong by about
1.3 percentage points at most, by the first term of Edgeworth's series."""
Known = Mapping[tuple[str, str], tuple[Pairs, Evidence]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One scenario.

    Parameters
    ----------
    mean
        Of the response, in the unit that people read; None if it never has a meaning.
    may_be_best
        Whether no other scenario is shown to beat it, by the rule of the comparison's own table.
    chance
        Of being the best, by a normal posterior; None where it may not be said: too few pairs with some other scenario
        tell anything, or they are too skewed, a replication failed, or it is too early.
    """

    name: str
    mean: Number | None
    may_be_best: bool
    chance: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """Two scenarios: ``line`` holds ``name`` - ``against``, whose mean is no better."""

    against: str
    line: Comparison


@dataclass(frozen=True, eq=False, repr=False)
class Ranks:
    """All scenarios in one response; :class:`sim.experiment.selection.ranking.Ranking` says what the fields mean."""

    plan: Plan
    response: str
    replications: int
    scenarios: tuple[Ranked, ...]
    pairs: tuple[Between, ...]


def ranks_of(plan: Plan, rows: Rows, response: str) -> Ranks:
    """Return how a plan's scenarios rank in a response."""
    order = _in_order(plan, rows, response)
    entries = [plan.entry(name) for name in order]
    known = {(b.name, a.name): judged(rows, response, (b, a)) for a, b in combinations(entries, 2)}
    rule = rule_of(plan, response)
    best = may_be_best(list(order), known, rule)
    lines = compare_series(
        response,
        {"\0".join(pair): pairs for pair, (pairs, _) in known.items()},
        replace(rule, comparisons=max(1, len(known))),
        {"\0".join(pair): evidence for pair, (_, evidence) in known.items()},
    )
    chances = _chances(list(order), known, rule)
    scale, early = scale_of(plan, response), any(line.verdict is Verdict.TOO_EARLY for line in lines)
    found = ((name, None if mean is None else scaled(mean, scale)) for name, mean in order.items())
    return Ranks(
        plan,
        response,
        len(rows.replications),
        tuple(Ranked(name, mean, name in best, None if early else chances.get(name)) for name, mean in found),
        tuple(
            Between(other, replace(in_unit(line, lambda value: scaled(value, scale)), name=name))
            for (other, name), line in zip(known, lines, strict=True)
        ),
    )


def _in_order(plan: Plan, rows: Rows, response: str) -> dict[str, float | None]:
    """Return the mean of every scenario in the response's exact unit, the best one first."""
    means = {}
    for entry in (plan.baseline, *plan.of_role(ALTERNATIVE)):
        series = exact_series(rows, entry, response)
        means[entry.name] = moments([value for value in series.values() if value is not None]).mean
    sign = 1 if RESPONSES[response].higher_is_better else -1
    return dict(sorted(means.items(), key=lambda one: (one[1] is None, -sign * (one[1] or 0.0))))


def _chances(names: Sequence[str], known: Known, rule: Rule) -> dict[str, float]:
    """Return the chance of being best of the scenarios of which it may be said."""
    if len(names) == 1 or len({pairs.failed for pairs, _ in known.values()} | {0}) > 1:
        return {}
    few = {name for pair, (pairs, evidence) in known.items() if not _is_normal(pairs, evidence) for name in pair}
    to_first = [known[name, names[0]][0].differences for name in names[1:]]
    if few == set(names) or len({len(one) for one in to_first}) > 1:
        return {}
    every = chances_of_best(to_first, higher_is_better=rule.higher_is_better)
    return {name: chance for name, chance in zip(names, every, strict=True) if name not in few}


def _is_normal(pairs: Pairs, evidence: Evidence) -> bool:
    """Return whether the mean of some pairs varies about as a normal one does."""
    spread = moments(pairs.differences)
    enough = telling_pairs(pairs.differences, evidence.customers) >= ENOUGH
    return enough and abs(spread.skewness) <= SKEWED * math.sqrt(spread.n)


def chances_of_best(to_first: Sequence[Sequence[Number]], *, higher_is_better: bool = True) -> list[float]:
    """Return how likely each of several means is the best, the first one's chance in front.

    The posterior of the means is normal, with the covariance of paired differences over their number, no prior.

    Parameters
    ----------
    to_first
        For every scenario but the first, first - scenario in every replication.
    """
    import numpy as np  # noqa: PLC0415 imported where used: `sim --help` stays quick

    sign = -1.0 if higher_is_better else 1.0
    values = sign * np.array([[float(one) for one in row] for row in to_first])
    covariance = np.atleast_2d(np.cov(values)) / values.shape[1]
    drawn = np.random.default_rng(1).multivariate_normal(values.mean(axis=1), covariance, DRAWS, method="eigh")
    best = np.concatenate([np.zeros((DRAWS, 1)), drawn], axis=1).argmax(axis=1)
    return [float(share) for share in np.bincount(best, minlength=len(to_first) + 1) / DRAWS]
