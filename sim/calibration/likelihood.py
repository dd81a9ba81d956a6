"""Maximum likelihood for positive parameters, with standard errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize

FloatArray = npt.NDArray[np.float64]

_STEP = 1e-3  # of second differences, in logarithms
_SLOPE_STEP = 1e-2  # of the slope, whose error falls with the fourth power of the step
_AT_REST = 1e-6  # standard errors: a shorter Newton step moves nothing that is written
_NEWTON_STEPS = 30
_BAD = 1e300
_FLAT = 1e-4  # a curvature below means a standard error above 100 in logarithms
_EDGE = 1e200  # a curvature above means that the search ran into a place that is bad
_Z95 = 1.959963984540054
_NO_MAXIMUM = "the likelihood has no clear maximum: the data do not identify all parameters"


class Estimate(NamedTuple):
    """One estimated number: value, standard error, and a 95% interval; or no number (nan), and the reason."""

    value: float
    standard_error: float
    low: float
    high: float
    reason: str = ""

    @property
    def decimals(self) -> int:
        """Decimal places that the data determine: a unit of the last is at most a hundredth of the standard error.

        Below 0 for an error of many units. An estimate without error (all resamples agree) has twelve.

        Examples
        --------
        >>> Estimate(0.7929219, 0.186, 0.5010093, 1.2549217).decimals
        3
        """
        return math.ceil(2 - math.log10(self.standard_error)) if self.standard_error > 0 else 12

    def written(self) -> tuple[str, str, str]:
        """Write value, low and high with the digits that the data determine; what is not 0 is not written as 0.

        Examples
        --------
        >>> Estimate(0.7929219, 0.186, 0.5010093, 1.2549217).written()
        ('0.793', '0.501', '1.255')
        """
        value, low, high = (self._rounded(number) for number in (self.value, self.low, self.high))
        return value, low, high

    def _rounded(self, number: float) -> str:
        text = f"{round(number, self.decimals):.{max(self.decimals, 0)}f}"
        return text if float(text) or not number else f"{number:.1g}"


@dataclass(frozen=True)
class Maximum:
    """What the search found: estimates in the order of the starts, and how good they are.

    ``spread`` is the distance between the best and the worst log-likelihood over the starts that converged:
    near zero means that every start climbed the same hill. ``covariance`` is that of the logarithms of the
    parameters, a square of as many rows as parameters.
    """

    estimates: tuple[Estimate, ...]
    log_likelihood: float
    spread: float
    covariance: tuple[tuple[float, ...], ...]


def maximise(log_likelihood: Callable[[FloatArray], float], starts: Sequence[Sequence[float]]) -> Maximum:
    """Return the parameters that make the log-likelihood largest.

    The search runs over the logarithms of the parameters, from every start, without derivatives (Nelder-Mead,
    restarted once where it ended). It cannot tell places whose heights differ by a rounding error only, so Newton steps
    from its best end bring the slope to zero: neither the start nor the processor moves a digit that is written.
    Standard errors come from the second differences of the log-likelihood at the maximum; intervals are symmetric on
    the logarithmic scale, so they stay positive.

    Parameters
    ----------
    log_likelihood
        Takes an array of k positive parameters, returns a float.
    starts
        One or more lists of k positive numbers.

    Returns
    -------
    Maximum
        Estimates with 95% intervals, in the order of the parameters.

    Raises
    ------
    ValueError
        If no start converges, or the likelihood has no clear maximum (the data do not identify the parameters).

    References
    ----------
    Nelder & Mead (1965), Computer Journal 7(4); observed information: Efron & Hinkley (1978), Biometrika 65(3).
    """

    def loss(logs: FloatArray) -> float:
        with np.errstate(all="ignore"):  # a search may step far out; such a place is bad, not wrong
            value = log_likelihood(np.exp(logs))
        return -value if np.isfinite(value) else _BAD

    ends = [end for start in starts if (end := _search(loss, np.log(np.asarray(start, dtype=np.float64)))) is not None]
    if not ends:
        msg = f"none of the {len(starts)} starts converged: check that the data hold repeat events"
        raise ValueError(msg)
    losses = [loss(end) for end in ends]
    best = _polish(loss, ends[int(np.argmin(losses))])
    covariance = _covariance(loss, best)
    estimates = tuple(
        Estimate(
            float(np.exp(at)),
            float(np.exp(at) * error),
            float(np.exp(at - _Z95 * error)),
            float(np.exp(at + _Z95 * error)),
        )
        for at, error in zip(best, np.sqrt(np.diag(covariance)), strict=True)
    )
    rows = tuple(tuple(float(cell) for cell in row) for row in covariance)
    lowest = min(loss(best), *losses)
    return Maximum(estimates, -lowest, max(losses) - lowest, rows)


def _search(loss: Callable[[FloatArray], float], start: FloatArray) -> FloatArray | None:
    """Return where the simplex ends, restarted once (a tired simplex stops early), or None without convergence."""
    here = start
    for _ in range(2):
        found = optimize.minimize(
            loss, here, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-7, "maxiter": 4000, "maxfev": 4000}
        )
        if not found.success:
            return None
        here = np.asarray(found.x, dtype=np.float64)
    return here


def _polish(loss: Callable[[FloatArray], float], start: FloatArray) -> FloatArray:
    """Return where the slope of the loss is zero, by Newton steps from the end of a search."""
    here = start
    for _ in range(_NEWTON_STEPS):
        covariance = _covariance(loss, here)
        step = covariance @ _slope(loss, here)
        here = here - step
        if np.all(np.abs(step) < _AT_REST * np.sqrt(np.diag(covariance))):
            return here
    raise ValueError(_NO_MAXIMUM)


def _slope(loss: Callable[[FloatArray], float], at: FloatArray) -> FloatArray:
    """Return the gradient of the loss by central differences of fourth order, shape (k,)."""
    steps = np.eye(at.size) * _SLOPE_STEP
    near = [loss(at + step) - loss(at - step) for step in steps]
    far = [loss(at + 2 * step) - loss(at - 2 * step) for step in steps]
    slope = (8 * np.array(near) - np.array(far)) / (12 * _SLOPE_STEP)
    return np.asarray(slope, dtype=np.float64)


def _covariance(loss: Callable[[FloatArray], float], at: FloatArray) -> FloatArray:
    """Return the inverse of the matrix of central second differences of the loss, shape (k, k)."""
    steps = np.eye(at.size) * _STEP
    hessian = np.empty((at.size, at.size))
    for i, one in enumerate(steps):
        for j, other in enumerate(steps):
            corners = loss(at + one + other) - loss(at + one - other) - loss(at - one + other) + loss(at - one - other)
            hessian[i, j] = corners / (4 * _STEP**2)
    curvatures = np.linalg.eigvalsh(hessian)
    if np.any(curvatures < _FLAT) or np.any(curvatures > _EDGE):
        raise ValueError(_NO_MAXIMUM)
    return np.asarray(np.linalg.inv(hessian), dtype=np.float64)
