"""A battery of tests of randomness. Each takes 64-bit numbers in some order and returns a two-sided p-value.

Sizes are made for 2^18 numbers. Counts per cell are 20 and more, so that the laws of large numbers hold far out.

References
----------
Knuth, *The Art of Computer Programming*, vol. 2, 3.3.2 (frequency, serial, collision tests).
Marsaglia & Tsang (2002), "Some difficult-to-pass tests of randomness", J. Stat. Softw. 7(3) (birthday spacings).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Words = NDArray[np.uint64]


def top(x: Words, bits: int) -> NDArray[np.int64]:
    """Return the leading bits of each number."""
    return (x >> np.uint64(64 - bits)).astype(np.int64)


def uniforms(x: Words) -> NDArray[np.float64]:
    """Return the uniform draws made of the numbers."""
    return ((x >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def both_sides(law: Any, value: float) -> float:  # noqa: ANN401  a frozen law of scipy has no public type
    """Return the chance of a value at least as far out; too regular counts as much as too uneven."""
    return min(1.0, 2.0 * min(float(law.cdf(value)), float(law.sf(value))))


def cells_p(cells: NDArray[np.int64], many: int) -> float:
    """Return the chi-square test of equal cells."""
    counts = np.bincount(cells, minlength=many)
    expected = len(cells) / many
    return both_sides(stats.chi2(many - 1), float(((counts - expected) ** 2).sum() / expected))


def frequency(x: Words) -> float:
    """256 equal cells of the unit interval."""
    return cells_p(top(x, 8), 256)


def distribution(x: Words) -> float:
    """Kolmogorov and Smirnov's distance to the uniform law."""
    return float(stats.kstest(uniforms(x), "uniform").pvalue)


def pairs(x: Words) -> float:
    """32 x 32 cells of neighbours that do not overlap: independence of pairs."""
    cell = top(x, 5)
    return cells_p(cell[0::2] * 32 + cell[1::2], 1024)


def triples(x: Words) -> float:
    """16 x 16 x 16 cells of three neighbours."""
    cell = top(x[: len(x) // 3 * 3], 4)
    return cells_p(cell[0::3] * 256 + cell[1::3] * 16 + cell[2::3], 4096)


def serial(lag: int) -> Callable[[Words], float]:
    """Return the test of the correlation between numbers ``lag`` apart."""

    def correlation(x: Words) -> float:
        centred = uniforms(x) - 0.5
        products = centred[:-lag] * centred[lag:]
        return both_sides(stats.norm, float(products.sum() * 12.0 / np.sqrt(len(products))))

    correlation.__name__ = f"serial_{lag}"
    return correlation


def bits_p(x: Words) -> float:
    """Return the test that each of the 64 bits is set in half of the numbers."""
    ones = np.array([int(((x >> np.uint64(k)) & np.uint64(1)).sum()) for k in range(64)])
    z = (2.0 * ones - len(x)) / np.sqrt(len(x))
    return both_sides(stats.chi2(64), float((z * z).sum()))


def balance(x: Words) -> float:
    """Every bit is set half the time."""
    return bits_p(x)


def avalanche(x: Words) -> float:
    """Every bit differs between two neighbours half the time."""
    return bits_p(x[0::2] ^ x[1::2])


def spacings(x: Words) -> float:
    """Equal spacings among 512 birthdays in a year of 2^24 days: Poisson of mean 2 in each group."""
    days = np.sort(top(x, 24).reshape(-1, 512), axis=1)
    gaps = np.sort(np.diff(days, axis=1), axis=1)
    return both_sides(stats.poisson(2.0 * len(days)), float((np.diff(gaps, axis=1) == 0).sum()))


def collisions(x: Words) -> float:
    """Balls that fall into an urn that is taken, 2^14 balls in 2^20 urns; the variance is below the mean."""
    balls, urns = 1 << 14, 1 << 20
    groups = top(x, 20).reshape(-1, balls)
    taken = sum(balls - len(np.unique(group)) for group in groups)
    mean = balls - urns * -np.expm1(balls * np.log1p(-1.0 / urns))
    z = (taken - mean * len(groups)) / np.sqrt(mean * len(groups))
    return both_sides(stats.norm, float(z))


TESTS: tuple[Callable[[Words], float], ...] = (
    *(frequency, distribution, pairs, triples, serial(1), serial(2), serial(64)),
    *(balance, avalanche, spacings, collisions),
)
