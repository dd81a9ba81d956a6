"""Which parameters a log determines: the others are named, with the reason, and get no number.

A maximum with a curvature is not enough: where nobody ever leaves, every pair (a, b) with a small enough a / (a + b)
fits, and a search stops somewhere on that plain. So each parameter is walked away from the maximum, the others follow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from sim.calibration.likelihood import Estimate, FloatArray, maximise
from sim.calibration.transactions import IntArray

_STEP = 0.5 * float(np.log(10))  # in logarithms
_STEPS = 4  # so that a hundred times as much and a hundredth are reached
_DROP = 1.92  # of the log-likelihood, at the ends of a 95% interval: half of 3.84
_AWAY = 5 * float(np.log(10))  # in logarithms: a search that ends so far from every start has found no maximum
_BAD = 1e300
_RUNS_AWAY = "the likelihood grows as far as it was followed"


@dataclass(frozen=True)
class Found:
    """Estimates in the order of the starts, those that are not determined with their reason.

    Parameters
    ----------
    at
        A place of highest log-likelihood: one of many if something is not determined.
    spread
        As in :class:`sim.calibration.likelihood.Maximum`.
    """

    estimates: tuple[Estimate, ...]
    at: tuple[float, ...]
    log_likelihood: float
    spread: float


def undetermined(reason: str) -> Estimate:
    """Return an estimate without numbers, and why."""
    nan = float("nan")
    return Estimate(nan, nan, nan, nan, reason)


def estimated(log_likelihood: Callable[[FloatArray], float], starts: Sequence[Sequence[float]]) -> Found:
    """Return maximum-likelihood estimates of the parameters that the data determine.

    A parameter is determined if its 95% profile interval ends within a factor of 100 on both sides of the maximum, and
    the maximum lies within a factor of 100,000 of one of the starts.
    The others are held at the maximum while the rest is estimated.

    Parameters
    ----------
    log_likelihood, starts
        As for :func:`sim.calibration.likelihood.maximise`.

    Raises
    ------
    ValueError
        If no parameter is determined.

    References
    ----------
    Profile likelihood: Venzon & Moolgavkar (1988), Applied Statistics 37(1):87-94.
    Identifiability by profiles: Raue et al. (2009), Bioinformatics 25(15):1923-1929.
    """

    def loss(logs: FloatArray) -> float:
        with np.errstate(all="ignore"):  # a walk may step far out; such a place is bad, not wrong
            value = log_likelihood(np.exp(logs))
        return -value if np.isfinite(value) else _BAD

    try:
        whole = maximise(log_likelihood, starts)
        end = np.log([estimate.value for estimate in whole.estimates])
        why = ""
    except ValueError as error:
        whole, why = None, str(error)
        every = np.arange(len(starts[0]), dtype=np.int64)
        end = min((_climbed(loss, np.log(np.asarray(s, dtype=np.float64)), every) for s in starts), key=loss)
    away = np.min([np.abs(end - np.log(np.asarray(start, dtype=np.float64))) for start in starts], axis=0) > _AWAY
    reasons = [_RUNS_AWAY if away[k] else _unbounded(loss, end, k) for k in range(end.size)]
    at = _natural(end)
    if whole is not None and not any(reasons):
        return Found(whole.estimates, at, whole.log_likelihood, whole.spread)
    free = np.array([k for k, reason in enumerate(reasons) if not reason], dtype=np.int64)
    if free.size in (0, end.size):
        msg = why or f"the data do not identify the parameters: {reasons[0]}"
        raise ValueError(msg)
    return _rest(loss, end, free, reasons)


def _rest(loss: Callable[[FloatArray], float], end: FloatArray, index: IntArray, reasons: list[str]) -> Found:
    """Return estimates of the free parameters while the others stay where they are."""

    def inner(values: FloatArray) -> float:
        here = end.copy()
        here[index] = np.log(values)
        return -loss(here)

    found = maximise(inner, [_natural(end[index])])
    estimates = [undetermined(reason) for reason in reasons]
    at = list(_natural(end))
    for k, estimate in zip(index, found.estimates, strict=True):
        estimates[k] = estimate
        at[k] = estimate.value
    return Found(tuple(estimates), tuple(at), found.log_likelihood, found.spread)


def _natural(logs: FloatArray) -> tuple[float, ...]:
    """Return the parameters of which these are the logarithms; infinite where a search ran away."""
    with np.errstate(over="ignore"):
        return tuple(float(value) for value in np.exp(logs))


def _unbounded(loss: Callable[[FloatArray], float], end: FloatArray, k: int) -> str:
    """Return why the interval of a parameter does not end, or nothing if it does."""
    enough = loss(end) + _DROP
    others = np.delete(np.arange(end.size, dtype=np.int64), k)
    for sign, words in ((1, "100 times as large"), (-1, "100 times as small")):
        here = end.copy()
        for _ in range(_STEPS):
            here[k] += sign * _STEP
            here = here if loss(here) <= enough else _climbed(loss, here, others)
            if loss(here) > enough:
                break
        else:
            return f"a value {words} fits the data as well"
    return ""


def _climbed(loss: Callable[[FloatArray], float], start: FloatArray, index: IntArray) -> FloatArray:
    """Return where the loss is lowest when the parameters of an index are free."""
    if index.size == 0:
        return start

    def placed(values: FloatArray) -> FloatArray:
        here = start.copy()
        here[index] = values
        return here

    def below(values: FloatArray) -> float:
        return loss(placed(values))

    here: FloatArray = start[index]
    corners = np.vstack([start[index], start[index] + _STEP * np.eye(index.size)])
    found = optimize.minimize(
        below,
        here,
        method="Nelder-Mead",
        options={"xatol": 1e-4, "fatol": 1e-4, "initial_simplex": corners, "maxiter": 1000},
    )
    return placed(np.asarray(found.x, dtype=np.float64))
