"""Shifted beta-geometric: renewing a contract with a personal chance.

References
----------
Fader & Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1):76-90.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from sim.calibration.identify import estimated
from sim.calibration.likelihood import Estimate, FloatArray


@dataclass(frozen=True)
class SbgFit:
    """Estimates of the beta distribution of the personal chance not to renew."""

    alpha: Estimate
    beta: Estimate
    log_likelihood: float


def sbg_survival(periods: npt.ArrayLike, alpha: float, beta: float) -> FloatArray:
    """Return the share of customers left after this many renewals: B(alpha, beta + t) / B(alpha, beta).

    Examples
    --------
    >>> [round(float(share), 3) for share in sbg_survival([1, 2, 12], 0.668, 3.806)]
    [0.851, 0.747, 0.378]
    """
    t = np.asarray(periods, dtype=np.float64)
    return np.asarray(np.exp(special.betaln(alpha, beta + t) - special.betaln(alpha, beta)), dtype=np.float64)


def discounted_lifetime(alpha: float, beta: float, rate: float) -> float:
    """Return the expected number of payments, discounted at ``rate`` per period, the first one today undiscounted.

    Parameters
    ----------
    rate
        Above 0: with ``alpha`` <= 1 the undiscounted lifetime is infinite.

    References
    ----------
    Fader & Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29(1):85-93.
    """
    if rate <= 0:
        msg = f"rate: {rate} gives no finite lifetime; give a discount rate above 0"
        raise ValueError(msg)
    return float(special.hyp2f1(1.0, beta, alpha + beta, 1 / (1 + rate)))


def fit_sbg(alive: Sequence[float], persons: float = 1000.0) -> SbgFit:
    """Return maximum-likelihood estimates from the shares alive after 0, 1, ... renewals.

    Parameters
    ----------
    alive
        Non-increasing, in any unit (percentages or counts); the first entry is the whole cohort.
    persons
        Size of the cohort: shares alone say nothing about precision.

    Raises
    ------
    ValueError
        If ``alive`` has fewer than three entries, rises, or reaches zero or below; if it identifies no parameter.
    """
    left = np.asarray(alive, dtype=np.float64)
    if left.size < 3 or np.any(np.diff(left) > 0) or left[-1] <= 0:  # noqa: PLR2004
        msg = f"alive: need three or more falling numbers above 0, got {list(alive)}"
        raise ValueError(msg)
    left = left / left[0] * persons
    lost = -np.diff(left)
    times = np.arange(left.size)

    def total(values: FloatArray) -> float:
        survival = sbg_survival(times, float(values[0]), float(values[1]))
        return float(lost @ np.log(-np.diff(survival)) + left[-1] * np.log(survival[-1]))

    best = estimated(total, [(1.0, 1.0), (1.0, 5.0)])
    return SbgFit(best.estimates[0], best.estimates[1], best.log_likelihood)
