"""Tails of the normal, gamma and beta distributions, in the dialect of ``sim.model.numerics``.

These are the functions that the quantiles invert. Tails are small numbers of which the relative error matters, so
each function takes the side it shall return instead of leaving a subtraction from one to the caller.

References
----------
NIST Digital Library of Mathematical Functions, 5.11.1 (Stirling), 8.11.4 and 8.9.2 (incomplete gamma: series and
continued fraction), 8.12 (uniform expansion of Temme), 8.17.22 (incomplete beta: continued fraction).
A. Gil, J. Segura & N. M. Temme (2012), "Efficient and accurate algorithms for the computation and inversion of the
incomplete gamma function ratios", SIAM J. Sci. Comput. 34(6), A2965-A2981 (recurrence for the uniform expansion).
"""

from __future__ import annotations

from math import inf, sqrt

from sim.model.numerics import exp, log, log_excess

HALF_LOG_TWO_PI = 0.9189385332046728
INVERSE_TWO_PI = 0.15915494309189535
STIRLING_FROM = 10.0
UNIFORM_FROM = 20.0
UNIFORM_EXCESS = 0.245  # half the square of 0.7
EXCESS_LOW = -0.29
EXCESS_HIGH = 0.41
MOST_TERMS = 2000


def ratio_excess(f: float, ratio: float) -> float:
    """Return ``f - log(ratio)`` to full relative accuracy, where ``ratio = 1 + f``; never below 0.

    Examples
    --------
    >>> ratio_excess(0.0, 1.0), ratio_excess(-1.0, 0.0)
    (0.0, inf)
    """
    return log_excess(f) if EXCESS_LOW < f < EXCESS_HIGH else f - log(ratio)


def stirling_rest(a: float) -> float:
    """Return what Stirling's formula leaves of log gamma: ``log_gamma(a) - (a - .5) log(a) + a - .5 log(2 pi)``.

    Parameters
    ----------
    a
        Above 0.

    Notes
    -----
    Six terms of the series from 10 upwards (error below 1e-15); below, ``gamma(a + 1) = a gamma(a)`` leads there.
    """
    factor = 1.0
    top = a
    while top < STIRLING_FROM:
        factor = factor * top
        top = top + 1.0
    z = 1.0 / (top * top)
    rest = 1.0 / 1260.0 - z * (1.0 / 1680.0 - z * (1.0 / 1188.0 - z * (691.0 / 360360.0)))
    rest = (1.0 / 12.0 - z * (1.0 / 360.0 - z * rest)) / top
    if top > a:
        return rest + (top - 0.5) * log(top) - log(factor) - (a - 0.5) * log(a) - (top - a)
    return rest


def log_gamma(a: float) -> float:
    """Return the logarithm of the gamma function of ``a`` above 0, to about 1e-14 (absolute up to 100, then relative).

    Examples
    --------
    >>> abs(log_gamma(5.0) - log(24.0)) < 1e-14
    True
    """
    return (a - 0.5) * log(a) - a + HALF_LOG_TWO_PI + stirling_rest(a)


def normal_tail(z: float) -> float:
    """Return the chance that a standard normal number exceeds ``z``, to about 1e-14 relative.

    Notes
    -----
    ``exp(-z * z / 2) t G(t)`` with ``t = 1 / (1 + z / 4)``; G is a Chebyshev fit (``mpmath.chebyfit``, 22 terms).

    Examples
    --------
    >>> abs(normal_tail(0.0) - 0.5) < 1e-15
    True
    """
    t = 1.0 / (1.0 + 0.25 * abs(z))
    g = -0.005094389980568692 + t * 0.0006539133259442497
    g = 0.014069303173114996 + t * g
    g = 0.24565909560190977 + t * (-0.07792572930878194 + t * (-0.004098528186217061 + t * g))
    g = -0.4006508568236284 + t * g
    g = 0.17796276704965455 + t * (-0.3100812319987296 + t * (0.41899889766959536 + t * g))
    g = -0.07558579626081449 + t * g
    g = -0.0018734988036891603 + t * (-0.01281479125577558 + t * (0.01959400542670312 + t * g))
    g = 0.00701389408715356 + t * g
    g = 0.06350357113332435 + t * (0.04324341876726181 + t * (0.023417570375040823 + t * g))
    g = 0.08103514880899874 + t * g
    g = 0.09973557010035836 + t * (0.09973557010017171 + t * (0.09350209699897365 + t * g))
    tail = exp(-0.5 * z * z) * t * g
    return 1.0 - tail if z < 0.0 else tail


def uniform_correction(eta: float, shape: float) -> float:
    """Return the sum by which the gamma tail differs from the normal one, for abs(eta) up to 0.7 and shapes from 20.

    Notes
    -----
    ``sum b[n] eta**n`` with ``b[n] = f[n + 1] + (n + 2) / shape b[n + 2]``, where f are the Taylor coefficients of
    ``eta / (x / shape - 1)``, computed in fractions. Twenty terms; Gil, Segura & Temme (2012), section 2.
    """
    r = 1.0 / shape
    b19 = 1.1004392031956135e-13
    b18 = -5.0276692801141755e-12
    b17 = 2.4361948020667415e-11 + 19.0 * r * b19
    b16 = -5.830772132550426e-11 + 18.0 * r * b18
    b15 = -2.5514193994946248e-11 + 17.0 * r * b17
    b14 = 9.14769958223679e-10 + 16.0 * r * b16
    b13 = -4.382036018453353e-09 + 15.0 * r * b15
    b12 = 1.0261809784240309e-08 + 14.0 * r * b14
    b11 = 6.707853543401498e-09 + 13.0 * r * b13
    b10 = -1.7665952736826078e-07 + 12.0 * r * b12
    b9 = 8.296711340953087e-07 + 11.0 * r * b11
    b8 = -1.85406221071516e-06 + 10.0 * r * b10
    b7 = -2.185448510679992e-06 + 9.0 * r * b9
    b6 = 3.919263178522438e-05 + 8.0 * r * b8
    b5 = -0.0001787551440329218 + 7.0 * r * b7
    b4 = 0.0003527336860670194 + 6.0 * r * b6
    b3 = 0.0011574074074074073 + 5.0 * r * b5
    b2 = -0.014814814814814815 + 4.0 * r * b4
    b1 = 0.08333333333333333 + 3.0 * r * b3
    b0 = -0.3333333333333333 + 2.0 * r * b2
    upper = b15 + eta * (b16 + eta * (b17 + eta * (b18 + eta * b19)))
    upper = b10 + eta * (b11 + eta * (b12 + eta * (b13 + eta * (b14 + eta * upper))))
    upper = b5 + eta * (b6 + eta * (b7 + eta * (b8 + eta * (b9 + eta * upper))))
    return b0 + eta * (b1 + eta * (b2 + eta * (b3 + eta * (b4 + eta * upper))))


def gamma_height(shape: float, rest: float) -> float:
    """Return ``x`` times the gamma density at ``x = shape``, scale 1; ``rest`` is ``stirling_rest(shape)``."""
    return sqrt(shape * INVERSE_TWO_PI) * exp(-rest)


def gamma_tail(x: float, shape: float, excess: float, peak: float, upper: bool) -> float:
    """Return the chance that a gamma number of scale 1 is below ``x``, or above it.

    Parameters
    ----------
    x
        Above 0.
    shape
        Above 0.
    excess
        ``ratio_excess((x - shape) / shape, x / shape)``.
    peak
        ``x`` times the density at ``x``: ``gamma_height(shape, rest) * exp(-shape * excess)``.
    upper
        Which side: true for the chance of a number above ``x``.

    Returns
    -------
    float
        Probability in [0, 1]; relative error about 1e-13 unless ``x`` lies far on the other side of ``shape``.

    Notes
    -----
    Near a large shape Temme's uniform expansion, else the series below ``shape + 1`` and the continued fraction above.
    """
    if shape >= UNIFORM_FROM and excess < UNIFORM_EXCESS:
        eta = sqrt(2.0 * excess) if x > shape else -sqrt(2.0 * excess)
        correction = peak / shape * uniform_correction(eta, shape)
        side = 1.0 if upper else -1.0
        return normal_tail(side * eta * sqrt(shape)) + side * correction
    if x < shape + 1.0:
        lower_share = peak * gamma_series(x, shape)
        return 1.0 - lower_share if upper else lower_share
    upper_share = peak * gamma_fraction(x, shape)
    return upper_share if upper else 1.0 - upper_share


def gamma_series(x: float, shape: float) -> float:
    """Return the lower gamma tail divided by ``x`` times the density; quick for ``x`` below ``shape + 1``."""
    below = shape
    term = 1.0 / shape
    total = term
    count = 0
    while term > total * 1e-17 and count < MOST_TERMS:
        below = below + 1.0
        term = term * (x / below)
        total = total + term
        count = count + 1
    return total


def gamma_fraction(x: float, shape: float) -> float:
    """Return the upper gamma tail divided by ``x`` times the density; quick for ``x`` above ``shape + 1``.

    Notes
    -----
    Modified Lentz evaluation; all partial denominators are positive there.
    """
    b = x + 1.0 - shape
    c = inf
    d = 1.0 / b
    value = d
    change = 0.0
    count = 0
    while (change < 1.0 - 1e-16 or change > 1.0 + 3e-16) and count < MOST_TERMS:
        count = count + 1
        numerator = count * (shape - count)
        b = b + 2.0
        d = 1.0 / (b + numerator * d)
        c = b + numerator / c
        change = c * d
        value = value * change
    return value


def beta_height(a: float, b: float) -> float:
    """Return ``x (1 - x)`` times the beta density at ``x = a / (a + b)``."""
    rest = stirling_rest(a + b) - stirling_rest(a) - stirling_rest(b)
    return sqrt(a * b / (a + b) * INVERSE_TWO_PI) * exp(rest)


def beta_excess(x: float, y: float, a: float, b: float) -> float:
    """Return by how much ``a log x + b log y`` stays below its maximum, where ``x + y = 1``; never below 0."""
    x_top = a / (a + b)
    y_top = b / (a + b)
    distance = x - x_top if x < y else y_top - y
    of_x = ratio_excess(distance / x_top, x / x_top)
    of_y = ratio_excess(-distance / y_top, y / y_top)
    return a * of_x + b * of_y


def beta_tail(x: float, y: float, a: float, b: float, peak: float) -> float:
    """Return the chance that a beta number is below ``x``.

    Parameters
    ----------
    x, y
        Above 0 with sum 1, given apart so that neither loses digits.
    a, b
        Above 0.
    peak
        ``x y`` times the density at ``x``.
    """
    if x * (a + b + 2.0) < a + 1.0:
        return peak * beta_fraction(x, a, b)
    return 1.0 - peak * beta_fraction(y, b, a)


def beta_fraction(x: float, a: float, b: float) -> float:
    """Return the lower beta tail divided by ``x (1 - x)`` times the density; quick for x below (a + 1) / (a + b + 2).

    Notes
    -----
    Modified Lentz evaluation of DLMF 8.17.22, two steps a turn.
    """
    c = 1.0
    d = 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    value = d
    change = 0.0
    m = 0.0
    while (change < 1.0 - 3e-16 or change > 1.0 + 3e-16) and m < MOST_TERMS:
        m = m + 1.0
        low = a + 2.0 * m
        numerator = m * (b - m) * x / ((low - 1.0) * low)
        d = 1.0 / (1.0 + numerator * d)
        c = 1.0 + numerator / c
        value = value * (c * d)
        numerator = -(a + m) * (a + b + m) * x / (low * (low + 1.0))
        d = 1.0 / (1.0 + numerator * d)
        c = 1.0 + numerator / c
        change = c * d
        value = value * change
    return value / a
