"""Shares of variance from given data: how much of a difference's spread each assumption explains, and what is noise.

Points fill the box of all ranges evenly; the same replications are run at each. The mean over replications is fitted
by a sum of curves, one an assumption (Legendre polynomials, as many terms as foretell points left out best). Squared
coefficients, less what noise adds to them, are the parts of the variance.

References
----------
Sobol' (1993): first-order indices. Sudret (2008), Reliability Engineering & System Safety 93:964-979: indices from
polynomials that are orthonormal under the inputs' law. Allen (1974), Technometrics 16:125-127: leaving one out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.polynomial import legendre
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
MOST_TERMS = 8
POINTS_A_TERM = 3.0
RIDGE = 1e-9  # keeps samples that hold too few different points solvable
SAMPLES = 200
"""Samples of the bootstrap over points."""
LEAST = 10
"""Points below which nothing is fitted."""


def curves(x: Numbers, terms: int) -> Numbers:
    """Return orthonormal polynomials over [0, 1] at some places: shape (places, terms), the constant left out."""
    scale = np.sqrt(2.0 * np.arange(1, terms + 1) + 1.0)
    found: Numbers = legendre.legvander(2.0 * x - 1.0, terms)[..., 1:] * scale
    return found


@dataclass(frozen=True, eq=False)
class Fit:
    """A sum of curves.

    Parameters
    ----------
    x
        Shares of ranges, (points, assumptions).
    y
        Mean over replications, (points).
    """

    x: Numbers
    y: Numbers
    terms: int

    @cached_property
    def _basis(self) -> Numbers:
        columns = [curves(self.x[:, j], self.terms) for j in range(self.x.shape[1])]
        return np.hstack([np.ones((len(self.x), 1)), *columns])

    @cached_property
    def _solved(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return coefficients, their squared standard errors, and the residuals left one out."""
        basis = self._basis
        inverse = np.linalg.inv(basis.T @ basis + RIDGE * np.eye(basis.shape[1]))  # columns are nearly orthonormal
        weights = inverse @ (basis.T @ self.y)
        hat = np.einsum("ij,ij->i", basis @ inverse, basis)
        rest = self.y - basis @ weights
        free = max(1, len(self.y) - basis.shape[1])
        errors = np.diag(inverse) * float(rest @ rest) / free
        return weights, errors, rest / np.maximum(1e-9, 1.0 - hat)

    @property
    def foretells(self) -> float:
        """Mean squared error of foretelling a point from all others."""
        return float(np.mean(self._solved[2] ** 2))

    @property
    def mean(self) -> float:
        """The mean over the box."""
        return float(self._solved[0][0])

    @property
    def parts(self) -> Numbers:
        """Variance that each assumption explains alone, what noise adds taken out; not below 0."""
        weights, errors, _ = self._solved
        each = (weights**2 - errors)[1:].reshape(self.x.shape[1], self.terms)
        return np.asarray(np.maximum(0.0, each.sum(axis=1)))

    def curve(self, assumption: int, at: Numbers) -> Numbers:
        """Return what one assumption adds to the mean at some shares of its range."""
        weights = self._solved[0][1:].reshape(self.x.shape[1], self.terms)[assumption]
        return np.asarray(curves(at, self.terms) @ weights)


def fitted(x: Numbers, y: Numbers) -> Fit:
    """Return the fit whose number of terms foretells points left out best."""
    most = max(1, min(MOST_TERMS, int(len(y) / POINTS_A_TERM / x.shape[1])))
    return min((Fit(x, y, terms) for terms in range(1, most + 1)), key=lambda one: one.foretells)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its 95% interval by bootstrap over points."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Shares:
    """Where the spread of one difference comes from: single replications at all points of the box.

    Parameters
    ----------
    each
        By assumption, in the order given.
    noise
        Chance: what differs between replications at one point.
    rest
        Assumptions acting together, and bends that the curves do not follow.
    sd
        Standard deviation of a single replication's difference over the box.
    """

    each: tuple[Estimate, ...]
    noise: Estimate
    rest: Estimate
    sd: float


def shares_of(x: Numbers, y: Numbers, seed: int = 0) -> Shares | None:
    """Return the shares of variance; None with too few points or no spread.

    Parameters
    ----------
    x
        Shares of ranges, (points, assumptions), spread evenly over [0, 1].
    y
        Differences, (points, replications), two or more replications.
    """
    if len(y) < max(LEAST, 2 * x.shape[1]) or y.shape[1] < 2:  # noqa: PLR2004 noise needs two
        return None
    terms = fitted(x, y.mean(axis=1)).terms
    whole = _split(x, y, terms)
    if whole is None:
        return None
    draws = np.random.default_rng(seed).integers(0, len(y), (SAMPLES, len(y)))
    samples = np.array([one for rows in draws if (one := _split(x[rows], y[rows], terms)) is not None])
    low, high = np.quantile(samples, (0.025, 0.975), axis=0)
    found = [Estimate(float(a), float(min(a, b)), float(max(a, c))) for a, b, c in zip(whole, low, high, strict=True)]
    return Shares(tuple(found[:-2]), found[-2], found[-1], float(y.std(ddof=1)))


def _split(x: Numbers, y: Numbers, terms: int) -> Numbers | None:
    """Return the shares of each assumption, of noise and of the rest; None without spread."""
    runs = y.shape[1]
    within = float(y.var(axis=1, ddof=1).mean())
    apart = y - y.mean(axis=0)  # what a replication adds everywhere
    own = float(((apart - apart.mean(axis=1, keepdims=True)) ** 2).sum() / ((len(y) - 1) * (runs - 1)))
    between = max(0.0, float(y.mean(axis=1).var(ddof=1)) - own / runs)
    whole = between + within
    if whole <= 0.0:
        return None
    parts = Fit(x, y.mean(axis=1), terms).parts
    parts = parts * min(1.0, between / parts.sum()) if parts.sum() > 0.0 else parts
    return np.array([*(parts / whole), within / whole, max(0.0, between - parts.sum()) / whole])
