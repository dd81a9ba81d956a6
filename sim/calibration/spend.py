"""What one purchase is worth: basket = personal mean x noise, both lognormal, the noise with mean 1.

Two estimates stand side by side, because the lognormal is only nearly right for baskets: maximum likelihood trusts the
bulk of the baskets, the moments trust the money. Persons weigh equally, not purchases: the parameters describe persons.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

from sim.calibration.identify import estimated, undetermined
from sim.calibration.likelihood import Estimate, FloatArray
from sim.calibration.transactions import IntArray

_RESAMPLES = 400
_SEED = 19970101
_RATIOS = (6e-6, 400.0)  # of the variance between persons to that within: from none to nothing else


class Basket(NamedTuple):
    """Mean basket in the unit of the amounts, and two coefficients of variation: between persons, within a person."""

    mean: float
    personal_cv: float
    noise_cv: float


@dataclass(frozen=True)
class BasketFit:
    """Estimates with 95% intervals from resampling persons."""

    mean: Estimate
    personal_cv: Estimate
    noise_cv: Estimate

    @classmethod
    def unknown(cls, reason: str) -> BasketFit:
        """Return a fit without numbers, and why."""
        return cls(*[undetermined(reason)] * 3)


@dataclass(frozen=True)
class GammaGammaFit:
    """Gamma-gamma spend model: basket ~ Gamma(p, nu), nu ~ Gamma(q, v), in the unit of the amounts."""

    p: Estimate
    q: Estimate
    v: Estimate
    log_likelihood: float

    @classmethod
    def unknown(cls, reason: str) -> GammaGammaFit:
        """Return a fit without numbers, and why."""
        none = undetermined(reason)
        return cls(none, none, none, float("nan"))

    @property
    def basket(self) -> Basket:
        """Mean and spreads that the estimates imply; the spread between persons is infinite for q <= 2."""
        p, q, v = self.p.value, self.q.value, self.v.value
        return Basket(p * v / (q - 1), (q - 2) ** -0.5 if q > 2 else float("inf"), p**-0.5)  # noqa: PLR2004


class PersonalSums(NamedTuple):
    """Per person: number of purchases, sum and sum of squares of a number read from them; shape (persons,) each."""

    purchases: FloatArray
    total: FloatArray
    squares: FloatArray


Estimator = Callable[[PersonalSums, npt.ArrayLike], Basket]


def personal_sums(person: IntArray, values: FloatArray) -> PersonalSums:
    """Add up ``values`` per person; persons without any are left out."""
    _, index = np.unique(person, return_inverse=True)
    columns = (np.ones_like(values), values, values**2)
    return PersonalSums(*(np.bincount(index, column).astype(np.float64) for column in columns))


def basket_by_likelihood(logs: PersonalSums, weights: npt.ArrayLike = 1.0) -> Basket:
    """Return the maximum-likelihood estimates from the sums of the logarithms of the amounts.

    The logarithms follow a one-way random-effects model, log y = mu + person + noise. For a given ratio of the two
    variances, mu and the noise variance have closed forms; the ratio is where the slope along it is zero.

    Parameters
    ----------
    weights
        How often each person counts, shape (persons,) or a number.

    References
    ----------
    Searle, Casella & McCulloch (1992), Variance Components, chapter 3 (unbalanced one-way classification).
    """
    n, total, squares = logs
    w = np.broadcast_to(np.asarray(weights, dtype=np.float64), n.shape)
    mean = total / n
    within = np.maximum(squares - total * mean, 0.0)

    def profile(ratio: float) -> tuple[float, float, float]:
        """Return mu, the noise variance, and the slope of -2 log-likelihood in the ratio, times that variance."""
        shrink = n / (1 + n * ratio)
        mu = float(np.sum(w * shrink * mean) / np.sum(w * shrink))
        away = shrink * (mean - mu) ** 2
        variance = float(np.sum(w * (within + away)) / np.sum(w * n))
        return mu, variance, float(np.sum(w * shrink * (variance - away)))

    ratio = _where_zero(lambda ratio: profile(ratio)[2])
    mu, noise, _ = profile(ratio)
    return Basket(
        float(np.exp(mu + noise * (1 + ratio) / 2)),
        float(np.sqrt(np.expm1(noise * ratio))),
        float(np.sqrt(np.expm1(noise))),
    )


def _where_zero(slope: Callable[[float], float]) -> float:
    """Return the ratio where the slope changes its sign; where it never does, the end that is lower."""
    low, high = _RATIOS
    if slope(low) >= 0:
        return low
    if slope(high) <= 0:
        return high
    log_ratio = optimize.brentq(lambda at: slope(float(np.exp(at))), np.log(low), np.log(high), xtol=1e-12)
    return float(np.exp(log_ratio))


def basket_by_moments(amounts: PersonalSums, weights: npt.ArrayLike = 1.0) -> Basket:
    """Return the estimates that reproduce means, products of pairs and squares of the amounts.

    The mean is the mean over persons of their mean basket. Products of two baskets of one person know nothing of the
    noise: over the square of the mean they give 1 + personal_cv^2 (both taken over persons with two or more purchases,
    who spend more). Mean squares over the square of the mean give (1 + personal_cv^2)(1 + noise_cv^2). A share that
    comes out negative is set to 0.

    Raises
    ------
    ValueError
        If nobody bought twice.
    """
    n, total, squares = amounts
    w = np.broadcast_to(np.asarray(weights, dtype=np.float64), n.shape)
    twice = (n > 1) & (w > 0)
    if not twice.any():
        msg = "nobody bought twice: the spread between persons cannot be told from the noise"
        raise ValueError(msg)
    mean = float(np.average(total / n, weights=w))
    pairs = (total**2 - squares)[twice] / (n * (n - 1))[twice]
    of_repeaters = np.average((total / n)[twice], weights=w[twice])
    personal = max(float(np.average(pairs, weights=w[twice]) / of_repeaters**2), 1.0)
    everything = max(float(np.average(squares / n, weights=w)) / mean**2, personal)
    return Basket(mean, float(np.sqrt(personal - 1)), float(np.sqrt(everything / personal - 1)))


def with_intervals(estimator: Estimator, sums: PersonalSums) -> BasketFit:
    """Return an estimator's values with 95% intervals: percentiles over 400 resamples of persons, fixed seed.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    """
    generator = np.random.default_rng(_SEED)
    persons = sums.purchases.size
    if not persons:
        msg = "nobody paid more than 0"
        raise ValueError(msg)
    chances = np.full(persons, 1 / persons)
    resampled = np.array([estimator(sums, generator.multinomial(persons, chances)) for _ in range(_RESAMPLES)])
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    errors = resampled.std(axis=0, ddof=1)
    values = estimator(sums, 1.0)
    mean, personal_cv, noise_cv = (
        Estimate(value, float(error), float(lower), float(upper))
        for value, error, lower, upper in zip(values, errors, low, high, strict=True)
    )
    return BasketFit(mean, personal_cv, noise_cv)


def fit_gamma_gamma(amounts: PersonalSums) -> GammaGammaFit:
    """Return the maximum-likelihood estimates of the gamma-gamma model from personal means; amounts above 0.

    Raises
    ------
    ValueError
        If there are no amounts, or they identify no parameter.

    References
    ----------
    Fader & Hardie (2013), The gamma-gamma model of monetary value, technical note; on repeat purchases only.
    """
    x = amounts.purchases
    if not x.size:
        msg = "nobody bought twice"
        raise ValueError(msg)
    mean = amounts.total / x

    def total(values: FloatArray) -> float:
        p, q, v = (float(value) for value in values)
        terms = special.gammaln(p * x + q) - special.gammaln(p * x) - special.gammaln(q) + q * np.log(v)
        terms = terms + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(x * mean + v)
        return float(np.sum(terms))

    best = estimated(total, [(1.0, 2.0, float(mean.mean())), (5.0, 3.0, float(mean.mean()))])
    p, q, v = best.estimates
    return GammaGammaFit(p, q, v, best.log_likelihood)
