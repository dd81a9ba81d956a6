"""Random numbers of a given distribution from one uniform draw each, by inversion.

Inversion keeps common random numbers common: a larger draw never gives a smaller number, so a change of a parameter
moves every person's number a little and in one direction, and never reshuffles them.

Notes
-----
The gamma and beta quantiles solve "log of the tail = log of the wanted tail" in log x (for beta: in the log-odds of
x) with Halley's step. In these coordinates the logarithm of either tail is concave, so Newton's step comes home from
everywhere, and Halley's step, which lies between Newton's and twice Newton's or falls short of it, does so sooner.

A solver that stops at rounding error would turn the order of two neighbouring draws. Therefore the distance of the
draw from the nearer end is first rounded to 36 bits: neighbouring values then lie a hundred times further apart
than the error of the solver. The cost is a relative error of at most 7.3e-12 in that distance.
"""

from __future__ import annotations

from math import floor, inf, sqrt

from sim.model.inversion import beta_start, coarse, gamma_start, halley_step, normal_far, normal_inner, normal_middle
from sim.model.numerics import exp, log, log1p
from sim.model.special import (
    beta_excess,
    beta_height,
    beta_tail,
    gamma_height,
    gamma_tail,
    ratio_excess,
    stirling_rest,
)

MOST_STEPS = 60
SOLVED = 1e-5
START_IS_EXACT = 1e-20
SEARCH_UP_TO = 50.0


def exponential(u: float) -> float:
    """Return the exponential number of mean 1 at the draw ``u`` in (0, 1), within 1 ulp at both ends.

    Examples
    --------
    >>> exponential(1e-300)
    1e-300
    """
    return -log1p(-u)


def normal_quantile(u: float) -> float:
    """Return the standard normal number at the draw ``u``, to about 1e-15.

    Returns
    -------
    float
        Minus infinity at 0, infinity at 1.

    References
    ----------
    M. J. Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477-484.

    Examples
    --------
    >>> normal_quantile(0.5)
    0.0
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        return normal_inner(q)
    tail = u if q < 0.0 else 1.0 - u
    if tail <= 0.0:
        return -inf if q < 0.0 else inf
    r = sqrt(-log(tail))
    z = normal_far(r - 5.0) if r > 5.0 else normal_middle(r - 1.6)
    return -z if q < 0.0 else z


def lognormal_value(u: float, mean: float, cv: float) -> float:
    """Return the lognormal number at the draw ``u`` of a distribution with this mean and coefficient of variation.

    Parameters
    ----------
    u
        In (0, 1).
    mean
        Mean of the numbers themselves, in their unit; not of their logarithms.
    cv
        Standard deviation over mean, not below 0; at 0 every number is ``mean``.

    Examples
    --------
    >>> lognormal_value(0.3, 20.0, 0.0)
    20.0
    """
    if cv <= 0.0:
        return mean
    return lognormal_at(u, mean, log1p(cv * cv))


def lognormal_at(u: float, mean: float, variance: float) -> float:
    """Return the lognormal number at the draw ``u`` of a distribution with this mean and variance of the logarithm.

    Examples
    --------
    >>> lognormal_at(0.3, 20.0, 0.0)
    20.0
    """
    return mean * exp(sqrt(variance) * normal_quantile(u) - 0.5 * variance)


def gamma_quantile(u: float, shape: float) -> float:
    """Return the gamma number of scale 1 at the draw ``u``.

    Parameters
    ----------
    u
        In (0, 1).
    shape
        From 0.05 to 1e4.

    Returns
    -------
    float
        Not below 0; never falls when ``u`` grows. Relative error below 1e-9 for ``u`` in [1e-9, 1 - 1e-9]. Small
        shapes give tiny numbers, down to zero where they leave the range of a float.

    Examples
    --------
    >>> abs(gamma_quantile(0.3, 1.0) - exponential(0.3)) < 1e-10
    True
    """
    if u <= 0.0:
        return 0.0
    if u >= 1.0:
        return inf
    p = coarse(u if u <= 0.5 else 1.0 - u)
    upper = u > 0.5 and p < 0.5
    z = normal_quantile(p)
    rest = stirling_rest(shape)
    height = gamma_height(shape, rest)
    x = gamma_start(p, upper, -z if upper else z, shape, rest)
    miss = 1.0
    steps = 0
    while miss > SOLVED and x > START_IS_EXACT and steps < MOST_STEPS:
        excess = ratio_excess((x - shape) / shape, x / shape)
        peak = height * exp(-shape * excess)
        tail = gamma_tail(x, shape, excess, peak, upper)
        slope = -peak / tail if upper else peak / tail
        step = halley_step(-log(tail / p) / slope, shape - x - slope)
        miss = abs(step) * (1.0 + abs(shape - x) + abs(slope))
        x = x * exp(step)
        steps = steps + 1
    return x


def beta_odds(p: float, a: float, b: float) -> float:
    """Return the odds x / (1 - x) at which the lower tail of a beta number is ``p``, for ``p`` in (0, 0.5]."""
    height = beta_height(a, b)
    odds = beta_start(p, normal_quantile(p), a, b, height)
    miss = 1.0
    steps = 0
    while miss > SOLVED and odds > START_IS_EXACT and steps < MOST_STEPS:
        x = odds / (1.0 + odds)
        y = 1.0 / (1.0 + odds)
        peak = height * exp(-beta_excess(x, y, a, b))
        tail = beta_tail(x, y, a, b, peak)
        slope = peak / tail
        pull = a * y - b * x
        step = halley_step(-log(tail / p) / slope, pull - slope)
        miss = abs(step) * (1.0 + abs(pull) + slope)
        odds = odds * exp(step)
        steps = steps + 1
    return odds


def beta_quantile(u: float, a: float, b: float) -> float:
    """Return the beta number at the draw ``u``.

    Parameters
    ----------
    u
        In (0, 1).
    a, b
        From 0.05 to 1e3.

    Returns
    -------
    float
        In [0, 1]; never falls when ``u`` grows. Relative error below 1e-9 for ``u`` in [1e-9, 1 - 1e-9].

    Examples
    --------
    >>> abs(beta_quantile(0.3, 1.0, 1.0) - 0.3) < 1e-10
    True
    """
    if u <= 0.0:
        return 0.0
    if u >= 1.0:
        return 1.0
    p = coarse(u if u <= 0.5 else 1.0 - u)
    if u > 0.5 and p < 0.5:
        return 1.0 / (1.0 + beta_odds(p, b, a))
    odds = beta_odds(p, a, b)
    return odds / (1.0 + odds) if odds < 1.0 else 1.0 / (1.0 + 1.0 / odds)  # the form that rounds as above


def poisson_tail(k: int, mean: float, upper: bool) -> float:
    """Return the chance that a Poisson number is at most ``k``, or above ``k``; ``k`` from 0, ``mean`` above 0."""
    shape = k + 1.0
    excess = ratio_excess((mean - shape) / shape, mean / shape)
    peak = gamma_height(shape, stirling_rest(shape)) * exp(-shape * excess)
    return gamma_tail(mean, shape, excess, peak, not upper)


def poisson_reached(k: int, u: float, mean: float) -> bool:
    """Return whether the chance of at most ``k`` is ``u`` or more, judged on the side where the tail is small."""
    if u > 0.5:
        return poisson_tail(k, mean, upper=True) <= 1.0 - u
    return poisson_tail(k, mean, upper=False) >= u


def poisson_quantile(u: float, mean: float) -> int:
    """Return the Poisson number at the draw ``u``: the smallest k with a chance of at most k that reaches ``u``.

    Parameters
    ----------
    u
        In (0, 1).
    mean
        From 0 to 1e9; at 0 the number is 0.

    Returns
    -------
    int
        Never falls when ``u`` grows; nor when ``mean`` grows, unless ``u`` lies within 1e-13 of a step.

    Notes
    -----
    Up to a mean of 50, sums the chances from 0. Above, walks from a normal guess with a second term (Cornish and
    Fisher) to the first k whose exact chance, an incomplete gamma function, reaches ``u``: usually two looks.

    Examples
    --------
    >>> poisson_quantile(0.5, 0.0), poisson_quantile(0.5, 3.0), poisson_quantile(0.5, 1000.0)
    (0, 3, 1000)
    """
    if u < 1.0 - mean:  # as exp(-mean) is no less, and most draws of a small mean end here
        return 0
    if mean <= SEARCH_UP_TO:
        k = 0
        chance = exp(-mean)
        reached = chance
        while reached < u and (k < mean or chance > 1e-18):
            k = k + 1
            chance = chance * (mean / k)
            reached = reached + chance
        return k
    z = normal_quantile(u)
    k = floor(max(mean + z * sqrt(mean) + (z * z - 1.0) / 6.0, 0.0))
    steps = 0
    if poisson_reached(k, u, mean):
        while steps < MOST_STEPS and k > 0 and poisson_reached(k - 1, u, mean):
            k = k - 1
            steps = steps + 1
        return k
    while steps < MOST_STEPS and not poisson_reached(k, u, mean):
        k = k + 1
        steps = steps + 1
    return k
