"""Elementary functions whose bits are the same on every machine.

The C library's ``log`` and ``exp`` differ between processors and platforms in the last bit, and numpy's differ
from both. A last bit can turn a decision, and one turned decision turns a digest. So whatever decides in the model
is made of ``+ - * /``, ``sqrt`` and integers, which IEEE 754 rounds exactly.

Every function is plain scalar Python in the small dialect that CPython and numba both run: numbers in, numbers
out. Nothing here raises: outside its domain a function returns NaN or an infinity, as IEEE 754 has it.

Notes
-----
``log``, ``log1p``, ``exp`` and ``expm1`` lie within 1 unit in the last place of the true value. Method: reduce the
argument by a multiple of ln 2 held in two parts, then evaluate a polynomial. The coefficients are Chebyshev fits
computed with ``mpmath.chebyfit`` at 60 digits. The reduction by ``s = f / (2 + f)`` is that of FDLIBM.

References
----------
Sun Microsystems, FDLIBM 5.3, ``e_log.c`` and ``s_log1p.c`` (reduction and order of summation).
J.-M. Muller, *Elementary Functions*, 3rd ed., Birkhäuser 2016, ch. 3 and 11 (polynomial fits, two-part reduction).
"""

from __future__ import annotations

from math import floor, frexp, inf, ldexp

NAN = inf - inf

# ln 2 in two parts: the first has 42 bits, so its product with an exponent of up to 11 bits is exact.
LN2_HEAD = 0.6931471805598903
LN2_TAIL = 5.497923018708371e-14
INVERSE_LN2 = 1.4426950408889634
SQRT_HALF = 0.7071067811865476
TWO_TO_MINUS_1000 = 9.332636185032189e-302

# Beyond these arguments exp rounds to infinity and to zero; below the third, expm1 rounds to -1.
EXP_OVERFLOW = 709.782712893384
EXP_UNDERFLOW = -745.1332191019411
EXPM1_FLOOR = -37.5


def log_excess(f: float) -> float:
    """Return ``f - log(1 + f)`` to full relative accuracy, for f between -0.2930 and 0.4143.

    With ``s = f / (2 + f)``, ``log(1 + f) = 2 atanh(s) = 2 s + s R`` where R is a series in ``s * s``.

    Examples
    --------
    >>> log_excess(0.0)
    0.0
    """
    s = f / (2.0 + f)
    z = s * s
    r = 0.1818289243253687 + z * (0.15331611722055008 + z * 0.14617807153417325)
    r = 0.3999999999989889 + z * (0.28571428626253836 + z * (0.22222211089379496 + z * r))
    r = z * (0.666666666666667 + z * r)
    half_square = 0.5 * f * f
    return half_square - s * (half_square + r)


def exp_excess(r: float) -> float:
    """Return ``exp(r) - 1 - r`` to full relative accuracy, for abs(r) up to 0.3473 (half of ln 2).

    Examples
    --------
    >>> exp_excess(0.0)
    0.0
    """
    q = 2.7557282693108636e-07 + r * (2.5100569275813683e-08 + r * 2.0911367871348534e-09)
    q = 0.0001984126986330322 + r * (2.4801587317322748e-05 + r * (2.75572680728901e-06 + r * q))
    q = 0.008333333333330011 + r * (0.0013888888888886517 + r * q)
    q = 0.16666666666666669 + r * (0.041666666666666664 + r * q)
    z = r * r
    return 0.5 * z + r * z * q


def log(x: float) -> float:
    """Return the natural logarithm of ``x``, within 1 ulp.

    Returns
    -------
    float
        Minus infinity at 0 and NaN below it.

    Examples
    --------
    >>> log(1.0)
    0.0
    >>> log(0.0)
    -inf
    """
    if x > 0.0:
        if x == inf:
            return inf
        mantissa, exponent = frexp(x)
        if mantissa < SQRT_HALF:
            mantissa = mantissa * 2.0
            exponent = exponent - 1
        f = mantissa - 1.0
        k = float(exponent)
        return k * LN2_HEAD - ((log_excess(f) - k * LN2_TAIL) - f)
    return -inf if x == 0.0 else NAN


def log1p(x: float) -> float:
    """Return ``log(1 + x)``, within 1 ulp also where ``x`` is tiny.

    Returns
    -------
    float
        Minus infinity at -1 and NaN below it.

    Examples
    --------
    >>> log1p(1e-300)
    1e-300
    >>> log1p(-1.0)
    -inf
    """
    if -0.2928 < x < 0.4142:
        return x if -1e-17 < x < 1e-17 else x - log_excess(x)
    if x > -1.0:
        if x == inf:
            return inf
        whole = 1.0 + x
        lost = 1.0 - (whole - x) if x >= 1.0 else x - (whole - 1.0)
        mantissa, exponent = frexp(whole)
        if mantissa < SQRT_HALF:
            mantissa = mantissa * 2.0
            exponent = exponent - 1
        f = mantissa - 1.0
        k = float(exponent)
        return k * LN2_HEAD - ((log_excess(f) - (k * LN2_TAIL + lost / whole)) - f)
    return -inf if x == -1.0 else NAN


def exp(x: float) -> float:
    """Return e to the power ``x``, within 1 ulp; subnormal results are rounded once.

    Returns
    -------
    float
        Infinity above 709.78, zero below -745.13, NaN for NaN.

    Examples
    --------
    >>> exp(0.0)
    1.0
    >>> exp(1000.0), exp(-1000.0)
    (inf, 0.0)
    """
    if x > EXP_OVERFLOW:
        return inf
    if x >= EXP_UNDERFLOW:
        k = floor(x * INVERSE_LN2 + 0.5)
        head = x - k * LN2_HEAD
        tail = k * LN2_TAIL
        y = 1.0 + (head + (exp_excess(head - tail) - tail))
        if k > -1000:
            return ldexp(y, k)
        return ldexp(y, k + 1000) * TWO_TO_MINUS_1000  # a product rounds as IEEE 754 says, ldexp not everywhere
    return 0.0 if x < EXP_UNDERFLOW else x


def expm1(x: float) -> float:
    """Return ``exp(x) - 1``, within 1 ulp also where ``x`` is tiny.

    Examples
    --------
    >>> expm1(1e-300)
    1e-300
    >>> expm1(-1000.0)
    -1.0
    """
    if -0.3465 < x < 0.3465:
        return x if -1e-17 < x < 1e-17 else x + exp_excess(x)
    if x > 50.0:
        return exp(x)
    if x >= EXPM1_FLOOR:
        k = floor(x * INVERSE_LN2 + 0.5)
        head = x - k * LN2_HEAD
        tail = k * LN2_TAIL
        scale = ldexp(1.0, k)
        rest = scale * (exp_excess(head - tail) - tail)
        base = scale
        if k > 53:
            rest = rest - 1.0
        else:
            base = scale - 1.0
        step = scale * head
        total = base + step
        return total + ((step - (total - base)) + rest)
    return -1.0 if x < EXPM1_FLOOR else x


def logistic(x: float) -> float:
    """Return ``1 / (1 + exp(-x))``: a chance from log-odds, to a few ulp at both ends.

    Examples
    --------
    >>> logistic(0.0), logistic(-1000.0), logistic(1000.0)
    (0.5, 0.0, 1.0)
    """
    if x < 0.0:
        odds = exp(x)
        return odds / (1.0 + odds)
    return 1.0 / (1.0 + exp(-x))


def logit(p: float) -> float:
    """Return ``log(p / (1 - p))``: log-odds from a chance in [0, 1], to a few ulp also near one half.

    Returns
    -------
    float
        Minus infinity at 0, infinity at 1, NaN outside [0, 1].

    Examples
    --------
    >>> logit(0.5), logit(0.0), logit(1.0)
    (0.0, -inf, inf)
    """
    if p == 1.0:
        return inf
    if 0.25 < p < 0.75:
        return log1p((2.0 * p - 1.0) / (1.0 - p))
    return log(p / (1.0 - p))


def round_half_up(x: float) -> int:
    """Return the integer nearest to ``x``; halves go up, also below zero.

    ``floor(x + 0.5)`` would be wrong where the sum rounds: for 0.49999999999999994 and for odd numbers above 2**52.

    Parameters
    ----------
    x
        Finite, below 2**62 in size.

    Examples
    --------
    >>> round_half_up(2.5), round_half_up(-2.5), round_half_up(0.49999999999999994)
    (3, -2, 0)
    """
    whole = floor(x)
    return whole + 1 if x - whole >= 0.5 else whole
