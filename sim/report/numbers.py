"""How numbers look on the page: grouped, with a true minus sign, rounded no finer than chance allows."""

from __future__ import annotations

import math
from pathlib import Path

from sim.experiment.amounts import amount
from sim.experiment.words import unit_word

NOTHING = "\u2013"
MINUS = "\u2212"
_SHARE = "share"
POINTS = "points"
"""Unit of a difference of shares."""


def told(value: float | None, unit: str, language: str = "en", *, sign: bool = False) -> str:
    """Return a number with its unit; a dash where there is none.

    Parameters
    ----------
    unit
        As :func:`sim.experiment.answer.unit_of` gives it: a currency's code, ``share``, ``count``, ...

    Examples
    --------
    >>> told(3455.88, "CNY", sign=True), told(0.0213, "share"), told(None, "count") == NOTHING
    ('+3,456 CNY', '2.13%', True)
    """
    return NOTHING if value is None else amount(value, unit, language, sign=sign).replace("-", MINUS, 1)


def step_of(width: float, digits: int = 2) -> float:
    """Return the power of ten to which numbers with so wide an uncertainty are rounded.

    Examples
    --------
    >>> step_of(2493.0), step_of(0.03)
    (100.0, 0.001)
    """
    if not width or not math.isfinite(width):
        return 0.0
    return float(10.0 ** (math.floor(math.log10(abs(width))) + 1 - digits))


def rounded(value: float, digits: int = 2) -> float:
    """Return a number rounded to so many digits.

    Examples
    --------
    >>> rounded(3467.0), rounded(0.0)
    (3500.0, 0.0)
    """
    step = step_of(value, digits)
    return round(value / step) * step if step else value


def sign(value: float) -> int:
    """Return -1, 0 or 1."""
    return (value > 0) - (value < 0)


def about(value: float, low: float, high: float) -> tuple[float, float, float]:
    """Return an estimate and its interval, rounded alike so that the width keeps two digits and no sign is lost.

    Examples
    --------
    >>> about(5233.1, 2740.2, 7726.0)
    (5200.0, 2700.0, 7700.0)
    >>> about(2000.0, 12.0, 3988.0)
    (2000.0, 10.0, 3990.0)
    """
    step = step_of((high - low) / 2.0)
    if not step:
        return value, low, high
    for _ in range(6):
        found = [round(round(x / step) * step, 12) for x in (value, low, high)]
        if [sign(x) for x in found] == [sign(x) for x in (value, low, high)]:
            return found[0], found[1], found[2]
        step /= 10.0
    return value, low, high


def whole(value: float, unit: str, *, sign: bool = False) -> str:
    """Return a number for a narrow table cell: without its unit, money and counts without decimals.

    Examples
    --------
    >>> whole(12.4, "CNY", sign=True), whole(0.719, "share"), whole(-0.2, "CNY")
    ('+12', '71.9%', '0')
    >>> whole(1.0234, "ratio")
    '1.02'
    """
    if unit in (_SHARE, POINTS):
        tenths = round(1000 * value) / 10 or 0.0
        text = f"{tenths:+.1f}" if sign and tenths else f"{tenths:.1f}"
        text += "%" * (unit == _SHARE)
    elif unit in ("per year", "score", "hours", "km", "ratio"):
        text = f"{value:+.3g}" if sign else f"{value:.3g}"
    else:
        rounded = round(value)
        text = f"{rounded:+,}" if sign and rounded else f"{rounded:,}"
    return text.replace("-", MINUS, 1)


def exactly(value: float, code: str, decimals: int, language: str = "en") -> str:
    """Return money with all its decimals; none if it is a whole number.

    Examples
    --------
    >>> exactly(3006.39, "CNY", 2), exactly(-0.0, "CNY", 2)
    ('3,006.39 CNY', '0 CNY')
    """
    text = f"{value or 0.0:,.0f}" if value == int(value) else f"{value:,.{decimals}f}"
    return f"{text} {unit_word(code, language)}".replace("-", MINUS, 1)


def portable(word: str) -> str:
    """Return a word of a command; a path from the root as seen from here, or its last part: a page names no machine."""
    path = Path(word)
    if not path.is_absolute():
        return word
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else path.name
