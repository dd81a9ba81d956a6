"""Pieces of the quantiles: rational approximations, first guesses, Halley's step and the rounding of a tail.

References
----------
M. J. Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37(3).
E. B. Wilson & M. M. Hilferty (1931), "The distribution of chi-square", PNAS 17(12) (guess for gamma).
M. Abramowitz & I. A. Stegun (1964), *Handbook of Mathematical Functions*, 26.5.22 (guess for beta).
G. W. Veltkamp's splitting, in T. J. Dekker (1971), Numer. Math. 18, 224-242 (rounding to fewer bits).
"""

from __future__ import annotations

from math import sqrt

from sim.model.numerics import exp, log, log1p
from sim.model.special import HALF_LOG_TWO_PI

COARSE_SPLIT = 131073.0  # 2**17 + 1: leaves 53 - 17 = 36 bits
LEAST_DAMPING = 0.5
# Where which first guess is the better one, found by counting the solver's steps; no answer depends on them.
SHAPE_OF_BELLS = 10.0
SHAPE_OF_SPIKES = 0.4
NEAR_ZERO = 0.3


def coarse(p: float) -> float:
    """Return ``p`` rounded to 36 significant bits.

    Examples
    --------
    >>> coarse(0.375)
    0.375
    """
    spread = p * COARSE_SPLIT
    return spread - (spread - p)


def halley_step(newton: float, curvature: float) -> float:
    """Return Halley's step from Newton's and the ratio of second to first derivative; at most twice Newton's."""
    damping = 1.0 + 0.5 * newton * curvature
    return newton / damping if damping > LEAST_DAMPING else 2.0 * newton


def normal_inner(q: float) -> float:
    """Return AS 241's branch for abs(q) up to 0.425, where ``q`` is the draw less one half."""
    r = 0.180625 - q * q
    top = 45921.953931549871 + r * (67265.770927008701 + r * (33430.575583588128 + r * 2509.0809287301227))
    top = 133.14166789178438 + r * (1971.5909503065514 + r * (13731.693765509461 + r * top))
    below = 39307.895800092711 + r * (28729.085735721943 + r * 5226.4952788528546)
    below = 687.18700749205791 + r * (5394.1960214247511 + r * (21213.794301586596 + r * below))
    return q * (3.3871328727963666 + r * top) / (1.0 + r * (42.313330701600911 + r * below))


def normal_middle(r: float) -> float:
    """Return AS 241's branch for tails from exp(-25) to 0.075, where ``r`` is ``sqrt(-log(tail)) - 1.6``."""
    top = 1.2704582524523684 + r * (0.24178072517745061 + r * (0.022723844989269184 + r * 7.7454501427834141e-4))
    top = 4.6303378461565453 + r * (5.7694972214606914 + r * (3.6478483247632046 + r * top))
    below = 0.015198666563616457 + r * (5.4759380849953449e-4 + r * 1.0507500716444168e-9)
    below = 0.68976733498510000 + r * (0.14810397642748007 + r * below)
    below = 2.0531916266377588 + r * (1.6763848301838038 + r * below)
    return (1.4234371107496836 + r * top) / (1.0 + r * below)


def normal_far(r: float) -> float:
    """Return AS 241's branch for tails below exp(-25), where ``r`` is ``sqrt(-log(tail)) - 5``."""
    top = 1.2426609473880784e-3 + r * (2.7115555687434876e-5 + r * 2.0103343992922881e-7)
    top = 1.7848265399172913 + r * (0.29656057182850489 + r * (0.026532189526576123 + r * top))
    top = 6.6579046435011038 + r * (5.4637849111641144 + r * top)
    below = 1.8463183175100547e-5 + r * (1.4215117583164459e-7 + r * 2.0442631033899398e-15)
    below = 0.014875361290850615 + r * (7.8686913114561326e-4 + r * below)
    below = 0.59983220655588794 + r * (0.13692988092273581 + r * below)
    return top / (1.0 + r * below)


def gamma_start(p: float, upper: bool, z: float, shape: float, rest: float) -> float:
    """Return a first guess at the gamma number that leaves the tail ``p``; exact where it is below 1e-20.

    Parameters
    ----------
    p, upper
        The tail, in (0, 0.5], and whether it is the upper one.
    z
        The normal number that leaves the same tail on the same side.
    shape, rest
        Shape of the distribution and its ``stirling_rest``.
    """
    if shape < SHAPE_OF_BELLS:
        log_scale = (shape + 0.5) * log(shape) - shape + HALF_LOG_TWO_PI + rest  # log gamma of shape + 1
        small = exp(((log1p(-p) if upper else log(p)) + log_scale) / shape)
        if small < 0.4 * (shape + 1.0):
            return small * exp(small / (shape + 1.0))
        if shape < SHAPE_OF_SPIKES:
            return log_scale - log(p * shape)
    ninth = 1.0 / (9.0 * shape)
    root = max(1.0 - ninth + z * sqrt(ninth), 0.05)
    return shape * root * root * root


def beta_start(p: float, z: float, a: float, b: float, height: float) -> float:
    """Return a first guess at the odds of the beta number that leaves the lower tail ``p``; exact below 1e-20.

    Parameters
    ----------
    p, z
        The tail, in (0, 0.5], and the normal number that leaves it.
    a, b, height
        Parameters of the distribution and ``beta_height(a, b)``.
    """
    log_x = log(a / (a + b))
    log_y = log(b / (a + b))
    small = exp((log(p * a / height) + a * log_x + b * log_y) / a)
    bend = (b - 1.0) * small / (a + 1.0)
    if small < NEAR_ZERO and abs(bend) < NEAR_ZERO:
        x = small * exp(bend)
        return x / (1.0 - x)
    if a > 1.0 and b > 1.0:
        of_a = 1.0 / (2.0 * a - 1.0)
        of_b = 1.0 / (2.0 * b - 1.0)
        h = 2.0 / (of_a + of_b)
        curve = (z * z - 3.0) / 6.0
        w = z * sqrt(max(curve + h, 0.0)) / h + (of_b - of_a) * (curve + 5.0 / 6.0 - 2.0 / (3.0 * h))
        return a / b * exp(2.0 * w)
    left = exp(a * log_x) / a
    right = exp(b * log_y) / b
    if p * (left + right) < left:
        x = exp(log(a * (left + right) * p) / a)
        return x / (1.0 - x)
    y = exp(log(b * (left + right) * (1.0 - p)) / b)
    return (1.0 - y) / y
