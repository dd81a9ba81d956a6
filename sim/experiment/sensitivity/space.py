"""All assumptions at once: where each strategy is best, what it costs to be wrong, what it is worth to know.

References
----------
Raiffa & Schlaifer (1961), Applied Statistical Decision Theory: expected value of perfect information. Strong, Oakley &
Brennan (2014), Medical Decision Making 34:311-326: that of one input, by regression on given data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.sensitivity.looks import Numbers
from sim.experiment.sensitivity.shares import SAMPLES, Estimate, Fit, fitted

PLACES = np.linspace(0.0025, 0.9975, 200)
SURE = 2.0
"""Standard errors by which the best scenario at a point must lead, or the point is unclear."""


@dataclass(frozen=True, slots=True)
class Best:
    """How one scenario does over the box.

    Parameters
    ----------
    share
        Of the box in which it is clearly best.
    regret
        What choosing it loses on average against the best at each point, in the response's unit.
    """

    name: str
    share: Estimate
    regret: Estimate


@dataclass(frozen=True, eq=False)
class Space:
    """What the whole box says.

    Parameters
    ----------
    best
        By scenario, the one with least regret first.
    unclear
        Share of the box in which chance hides which scenario is best.
    knowing
        By assumption, what it would be worth to know it exactly before choosing, in the response's unit.
    knowing_all
        The same of all of them at once.
    points, replications
        That were looked at.
    """

    best: tuple[Best, ...]
    unclear: Estimate
    knowing: tuple[Estimate, ...]
    knowing_all: Estimate
    points: int
    replications: int


def space_of(
    x: Numbers, found: Sequence[Mapping[str, Numbers]], names: Sequence[str], *, more: bool, seed: int
) -> Space:
    """Return what the box says.

    Parameters
    ----------
    x
        Shares of ranges, (points, assumptions).
    found
        By point, every scenario's replications.
    more
        Whether more of the response is better.
    """
    y = np.array([[one[name] for name in names] for one in found])  # points, scenarios, replications
    y = y if more else -y
    means = np.nanmean(y, axis=2)
    leaders, lead = means.argmax(axis=1), _leads(y, means)
    fits = [fitted(x, means[:, k] - means[:, 0]) for k in range(len(names))]
    draws = [slice(None), *np.random.default_rng(seed).integers(0, len(x), (SAMPLES, len(x)))]
    told = [_told(x, means, leaders, lead, [one.terms for one in fits], rows) for rows in draws]
    shares = [_with_ends([one[k] for one in told]) for k in range(len(told[0]))]
    count, keys = len(names), x.shape[1]
    best = [Best(name, shares[k], shares[count + k]) for k, name in enumerate(names)]
    return Space(
        tuple(sorted(best, key=lambda one: one.regret.value)),
        shares[2 * count],
        tuple(shares[2 * count + 1 : 2 * count + 1 + keys]),
        shares[2 * count + 1 + keys],
        len(x),
        y.shape[2],
    )


def _leads(y: Numbers, means: Numbers) -> Numbers:
    """Return at each point whether the best scenario clearly leads the next, by the scatter pooled over points."""
    order = np.argsort(means, axis=1)
    rows = np.arange(len(y))
    first, second = y[rows, order[:, -1]], y[rows, order[:, -2]]
    gaps = first - second
    pooled = np.sqrt(np.nanmean(np.nanvar(gaps, axis=1, ddof=1)) / y.shape[2]) if y.shape[2] > 1 else np.inf
    return np.asarray(np.nanmean(gaps, axis=1) > SURE * pooled)


def _told(
    x: Numbers, means: Numbers, leaders: Numbers, lead: Numbers, terms: Sequence[int], rows: Numbers | slice
) -> list[float]:
    """Return, of some points: shares clearly best, regrets, unclear, worth of knowing each and all."""
    own, first, clear = means[rows], leaders[rows], lead[rows]
    fits = [Fit(x[rows], own[:, k] - own[:, 0], number) for k, number in enumerate(terms)]
    smooth = np.column_stack([_surface(fit) for fit in fits])
    regrets = smooth.max(axis=1, keepdims=True) - smooth
    middle = smooth.mean(axis=0)
    knowing = []
    for j in range(x.shape[1]):
        curves = np.array([fit.curve(j, PLACES) if fit.parts[j] > 0.0 else np.zeros(len(PLACES)) for fit in fits])
        knowing.append(float((curves + middle[:, None]).max(axis=0).mean() - middle.max()))
    shares = [float(np.mean(clear & (first == k))) for k in range(means.shape[1])]
    worth = [max(0.0, one) for one in knowing]
    return [
        *shares,
        *map(float, regrets.mean(axis=0)),
        1.0 - float(np.mean(clear)),
        *worth,
        float(regrets.mean(axis=0).min()),
    ]


def _surface(fit: Fit) -> Numbers:
    """Return the fitted sum of curves at its own points."""
    return np.asarray(fit.mean + sum(fit.curve(j, fit.x[:, j]) for j in range(fit.x.shape[1])))


def _with_ends(values: Sequence[float]) -> Estimate:
    """Return the first value with a 95% interval from the others."""
    low, high = np.quantile(values[1:], (0.025, 0.975))
    return Estimate(values[0], float(min(values[0], low)), float(max(values[0], high)))


def nearest_flip(
    x: Numbers,
    found: Sequence[Mapping[str, Numbers]],
    winner: str,
    names: Sequence[str],
    base: Sequence[float],
    *,
    more: bool,
) -> tuple[float, str, tuple[float, ...]] | None:
    """Return the smallest step along all ranges at once after which another scenario leads, by the fitted curves.

    Returns
    -------
    The step as a share of the ranges, who then leads, and the shares of the ranges; None if none does.
    """
    best: tuple[float, str, tuple[float, ...]] | None = None
    for rival in (name for name in names if name != winner):
        gaps = np.array([np.nanmean(one[winner] - one[rival]) for one in found]) * (1.0 if more else -1.0)
        fit = fitted(x, gaps)
        curves = [fit.curve(j, PLACES) if fit.parts[j] > 0.0 else np.zeros(len(PLACES)) for j in range(x.shape[1])]
        for step in np.linspace(0.02, 1.0, 50):
            near = [np.flatnonzero(np.abs(PLACES - at) <= step) for at in base]
            lowest = [rows[int(curve[rows].argmin())] for rows, curve in zip(near, curves, strict=True)]
            if fit.mean + sum(curve[row] for curve, row in zip(curves, lowest, strict=True)) < 0.0:
                if best is None or step < best[0]:
                    best = (float(step), rival, tuple(float(PLACES[row]) for row in lowest))
                break
    return best
