"""BG/NBD: buying at a personal rate, dropping out after a repeat purchase with a personal chance.

Notation of the source: a person buys as a Poisson process with rate lambda ~ Gamma(r, alpha) and drops out after a
repeat purchase with chance p ~ Beta(a, b). Our variant has a known extra stay factor s: after a repeat purchase the
person stays with chance s (1 - p); s = 1 is the published model.

References
----------
Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2):275-284.
The extra stay factor: own derivation, E[(s (1 - p))^n] = s^n B(a, b + n) / B(a, b).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from sim.calibration.identify import estimated, undetermined
from sim.calibration.likelihood import Estimate, FloatArray
from sim.calibration.transactions import IntArray

_NODES = 128
_NEAR_ONE = 1e-6


class BgNbd(NamedTuple):
    """Parameters of the model, all positive.

    ``alpha`` carries the unit of time: with ``alpha`` in days every time handed to the functions below is in days.
    ``extra_stay`` is s in (0, 1].
    """

    r: float
    alpha: float
    a: float
    b: float
    extra_stay: float = 1.0


@dataclass(frozen=True)
class BgNbdFit:
    """Estimates from histories; ``spread`` is the distance of the log-likelihoods that the starts led to.

    What the histories do not determine is an estimate with a reason; ``parameters`` holds one of the values that fit.
    """

    parameters: BgNbd
    r: Estimate
    alpha: Estimate
    a: Estimate
    b: Estimate
    log_likelihood: float
    spread: float

    @classmethod
    def unknown(cls, reason: str, extra_stay: float) -> BgNbdFit:
        """Return a fit without numbers, and why."""
        nan, none = float("nan"), undetermined(reason)
        return cls(BgNbd(nan, nan, nan, nan, extra_stay), none, none, none, none, nan, nan)


def log_likelihood(p: BgNbd, repeats: IntArray, last: FloatArray, observed: FloatArray) -> FloatArray:
    """Return each person's log-likelihood; arrays of shape (persons,), times in the unit of ``alpha``.

    Parameters
    ----------
    repeats, last, observed
        Repeat purchases x, time of the last one t_x (0 if x = 0), observed time T >= t_x.

    References
    ----------
    Fader, Hardie & Lee (2005) equation 6, with (1 - p) replaced by s (1 - p).
    """
    r, alpha, a, b, s = p
    before = np.maximum(repeats - 1, 0)
    common = special.gammaln(r + repeats) - special.gammaln(r) + r * np.log(alpha)
    alive = _log_stays(p, repeats) - (r + repeats) * np.log(alpha + observed)
    leaves = np.log1p(-s * (b + before) / (a + b + before))
    gone = _log_stays(p, before) + leaves - (r + repeats) * np.log(alpha + last)
    return np.asarray(common + np.where(repeats > 0, np.logaddexp(alive, gone), alive), dtype=np.float64)


def _log_stays(p: BgNbd, times: IntArray) -> FloatArray:
    """Return the log of the chance to stay after each of this many repeat purchases."""
    stays = times * np.log(p.extra_stay) + special.betaln(p.a, p.b + times) - special.betaln(p.a, p.b)
    return np.asarray(stays, dtype=np.float64)


def fit_bgnbd(repeats: IntArray, last: FloatArray, observed: FloatArray, extra_stay: float = 1.0) -> BgNbdFit:
    """Return the maximum-likelihood estimates with s fixed.

    Parameters
    ----------
    repeats, last, observed
        As in `log_likelihood`; the estimate of ``alpha`` is in the unit of the times.
    extra_stay
        s in (0, 1]: not estimated, because a log of purchases does not tell it from p.

    Raises
    ------
    ValueError
        If ``extra_stay`` is outside (0, 1], or the histories identify no parameter.
    """
    if not 0 < extra_stay <= 1:
        msg = f"extra_stay: {extra_stay} is no chance of staying; give a share in (0, 1]"
        raise ValueError(msg)
    table, counts = np.unique(np.column_stack([repeats, last, observed]), axis=0, return_counts=True)
    x, t_x, end = table[:, 0].astype(np.int64), table[:, 1], table[:, 2]

    def total(values: FloatArray) -> float:
        r, alpha, a, b = (float(value) for value in values)
        return float(counts @ log_likelihood(BgNbd(r, alpha, a, b, extra_stay), x, t_x, end))

    span = float(end.mean())
    starts = [(1, span, 1, 1), (0.3, 0.3 * span, 1, 3), (0.5, span, 0.3, 1), (2, 4 * span, 0.5, 5)]
    best = estimated(total, starts)
    parameters = BgNbd._make((*best.at, extra_stay))
    r, alpha, a, b = best.estimates
    return BgNbdFit(parameters, r, alpha, a, b, best.log_likelihood, best.spread)


def expected_purchases(t: npt.ArrayLike, p: BgNbd) -> FloatArray:
    """Return the expected number of repeat purchases within time ``t`` of the first purchase.

    Closed form for s = 1; otherwise (and near a = 1, where the closed form is 0/0) the mean over p of the closed form
    for a known drop-out chance, by Gauss-Jacobi quadrature.

    Parameters
    ----------
    t
        Times >= 0, any shape.

    Returns
    -------
    ndarray
        Shape of ``t``. Never falls when ``t`` grows.

    References
    ----------
    Fader, Hardie & Lee (2005) equation 9.

    Examples
    --------
    >>> round(float(expected_purchases(39.0, BgNbd(0.243, 4.414, 0.793, 2.426))), 6)
    1.196723
    """
    r, alpha, a, b, s = p
    time = np.asarray(t, dtype=np.float64)
    if s == 1 and abs(a - 1) > _NEAR_ONE:
        series = special.hyp2f1(r, b, a + b - 1, time / (alpha + time))
        closed = (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + time)) ** r * series)
        return np.asarray(closed, dtype=np.float64)
    node, weight = special.roots_jacobi(_NODES, b - 1, a - 1)
    drop_out = 1 - s * (1 - (1 + node) / 2)
    means = constant_drop_out_purchases(time[..., np.newaxis], r, alpha, drop_out)
    return np.asarray(means @ (weight / weight.sum()), dtype=np.float64)


def constant_drop_out_purchases(t: npt.ArrayLike, r: float, alpha: float, drop_out: npt.ArrayLike) -> FloatArray:
    """Return the expected repeat purchases by ``t`` if everyone drops out after each with the same chance.

    Parameters
    ----------
    t
        Times >= 0 in the unit of ``alpha``.
    drop_out
        Chance in (0, 1] of dropping out after a repeat purchase; broadcasts with ``t``.

    References
    ----------
    Own derivation (thinned Poisson process): (1/h) (1 - (alpha / (alpha + h t))^r).

    Examples
    --------
    >>> round(float(constant_drop_out_purchases(39.0, 0.243, 4.414, 0.2)), 6)
    1.095569
    """
    h = np.asarray(drop_out, dtype=np.float64)
    log_growth = np.log1p(h * np.asarray(t, dtype=np.float64) / alpha)
    return np.asarray(-np.expm1(-r * log_growth) / h, dtype=np.float64)


def purchase_probability(n: npt.ArrayLike, t: npt.ArrayLike, p: BgNbd) -> FloatArray:
    """Return the chance of exactly ``n`` repeat purchases within time ``t`` (the probability mass function).

    Parameters
    ----------
    n, t
        Whole numbers >= 0 and times >= 0; they broadcast.

    References
    ----------
    Fader, Hardie & Lee (2005) equation 8, with (1 - p) replaced by s (1 - p).
    """
    count, time = np.broadcast_arrays(np.asarray(n, dtype=np.int64), np.asarray(t, dtype=np.float64))
    success = p.alpha / (p.alpha + time)
    alive = np.exp(_log_stays(p, count)) * stats.nbinom.pmf(count, p.r, success)
    before = np.maximum(count - 1, 0)
    leaves = np.exp(_log_stays(p, before)) - np.exp(_log_stays(p, count))
    gone = np.where(count > 0, leaves * stats.nbinom.sf(before, p.r, success), 0.0)
    return np.asarray(alive + gone, dtype=np.float64)


def alive_probability(p: BgNbd, repeats: npt.ArrayLike, last: npt.ArrayLike, observed: npt.ArrayLike) -> FloatArray:
    """Return the chance that a person with this history has not dropped out; 1 without repeat purchases.

    Parameters
    ----------
    repeats, last, observed
        As in `log_likelihood`; they broadcast.

    References
    ----------
    Fader, Hardie & Lee (2005) and Fader & Hardie's note on P(alive) for the BG/NBD.
    """
    x, t_x, end = (np.asarray(value, dtype=np.float64) for value in (repeats, last, observed))
    before = np.maximum(x - 1, 0)
    odds = (p.a + p.b + before) / (p.extra_stay * (p.b + before)) - 1
    log_gone = np.log(odds) + (p.r + x) * np.log((p.alpha + end) / (p.alpha + t_x))
    return np.asarray(np.where(x > 0, special.expit(-log_gone), 1.0), dtype=np.float64)


def conditional_expectation(
    t: float, p: BgNbd, repeats: IntArray, last: FloatArray, observed: FloatArray
) -> FloatArray:
    """Return the expected purchases in the ``t`` after the observed time, given each person's history.

    Given that the person is alive, rate and drop-out chance are again gamma and beta, with r + x, alpha + T, b + x.

    Returns
    -------
    ndarray
        Shape (persons,).

    References
    ----------
    Fader, Hardie & Lee (2005) equation 10.
    """
    alive = alive_probability(p, repeats, last, observed)
    table, where = np.unique(np.column_stack([repeats, observed]), axis=0, return_inverse=True)
    ahead = np.array(
        [expected_purchases(t, BgNbd(p.r + x, p.alpha + end, p.a, p.b + x, p.extra_stay)) for x, end in table]
    )
    return np.asarray(alive * ahead[where], dtype=np.float64)


def cohort_purchases(p: BgNbd, entries: npt.ArrayLike, ends: npt.ArrayLike, offset: float = 1.0) -> FloatArray:
    """Return the expected cumulative repeat purchases of a cohort over days [0, end): the sum of E[X(T - t_i)].

    Parameters
    ----------
    p
        With ``alpha`` in days.
    entries
        Persons whose first purchase falls on day 0, 1, ...; shape (days,).
    ends
        Days up to which to count; shape (k,).
    offset
        A person who entered on day d has had end - d - offset days: 1 counts like a difference of dates (what the
        log knows, and the published fits use), 0.5 is right for people who enter at a uniform time of the day.

    Returns
    -------
    ndarray
        Shape (k,).
    """
    counts = np.asarray(entries, dtype=np.float64)
    ages = np.asarray(ends, dtype=np.float64)[:, np.newaxis] - offset - np.arange(counts.size)
    return np.asarray(expected_purchases(np.maximum(ages, 0), p) @ counts, dtype=np.float64)
