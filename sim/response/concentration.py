"""How unevenly amounts are spread over people: Lorenz curve, Gini coefficient, share of the top ones.

Amounts may be negative (profit); then the curve falls below 0 first, a coefficient can pass 1, and so can the share of
the top ones. Without a positive total nothing is defined.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

TOP = 0.2


def lorenz_curve(amounts: ArrayLike) -> NDArray[np.float64] | None:
    """Return which share of the total the poorest k people hold, k = 0 ... n, shape (n + 1,); None if total <= 0.

    Examples
    --------
    >>> lorenz_curve([3, 1]).tolist()
    [0.0, 0.25, 1.0]
    """
    rising = np.sort(np.asarray(amounts))
    total = rising.sum()
    return np.concatenate([[0.0], np.cumsum(rising) / total]) if total > 0 else None


def gini(amounts: ArrayLike) -> float | None:
    """Return 1 - 2 x the area under the Lorenz curve: 0 if all have the same, 1 - 1 / n if one of n has everything.

    Examples
    --------
    >>> gini([0, 0, 0, 5]), gini([2, 2])
    (0.75, 0.0)
    """
    curve = lorenz_curve(amounts)
    if curve is None:
        return None
    area = math.fsum((curve[1:] + curve[:-1]).tolist()) / 2.0 / (len(curve) - 1)
    return 1.0 - 2.0 * area


def top_share(amounts: ArrayLike, top: float = TOP) -> float | None:
    """Return the share of the total that the top share of people hold; part of a person counts in proportion.

    Examples
    --------
    >>> top_share([1, 1, 1, 1, 6]), top_share([4, 0, 0, 0, 0, 0], 0.5)
    (0.6, 1.0)
    """
    curve = lorenz_curve(amounts)
    if curve is None:
        return None
    people = np.arange(len(curve)) / (len(curve) - 1)
    return 1.0 - float(np.interp(1.0 - top, people, curve))


__all__ = ["gini", "lorenz_curve", "top_share"]
