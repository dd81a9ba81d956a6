"""Designs: which combinations of values a sweep looks at.

References
----------
McKay, Beckman & Conover (1979), Technometrics 21:239-245: Latin hypercubes. Sobol' (1967), Owen (1998): scrambled
sequences; both by scipy.stats.qmc. Morris (1991), Technometrics 33:161-174: trajectories; by SALib.
"""

from __future__ import annotations

import csv
import importlib
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path
from typing import Any

from sim.experiment.errors import PlanError
from sim.experiment.sweeps.factors import Factor
from sim.scenario.fault import meant, shown
from sim.scenario.units import Currency

Point = dict[str, str]
"""Values of one cell by dotted key, as a file would write them."""

MORRIS = "morris"
GRID_LEVELS, SAMPLES, TRAJECTORIES, MORRIS_LEVELS = 5, 32, 10, 4
MOST_CELLS = 100_000


def _grid(factors: Sequence[Factor], points: int, currency: Currency, _seed: int) -> Iterator[Point]:
    levels = [one.levels(points, currency) for one in factors]
    return (dict(zip([one.key for one in factors], row, strict=True)) for row in product(*levels))


def _zip(factors: Sequence[Factor], points: int, currency: Currency, _seed: int) -> Iterator[Point]:
    levels = [one.levels(points, currency) for one in factors]
    if len({len(one) for one in levels}) > 1:
        counts = ", ".join(f"{one.key} {len(row)}" for one, row in zip(factors, levels, strict=True))
        raise PlanError(f"design zip: needs as many values of each ({counts})")
    return (dict(zip([one.key for one in factors], row, strict=True)) for row in zip(*levels, strict=True))


def _one_at_a_time(factors: Sequence[Factor], points: int, currency: Currency, _seed: int) -> Iterator[Point]:
    """Yield the scenario as it is, then each value of each factor alone."""
    yield {}
    yield from ({one.key: value} for one in factors for value in one.levels(points, currency))


def _spread(factors: Sequence[Factor], shares: Iterable[Sequence[float]], currency: Currency) -> Iterator[Point]:
    for row in shares:
        yield {one.key: one.at(float(share), currency) for one, share in zip(factors, row, strict=True)}


def _latin(factors: Sequence[Factor], points: int, currency: Currency, seed: int) -> Iterator[Point]:
    from scipy.stats import qmc  # noqa: PLC0415 imported where used: slow

    return _spread(factors, qmc.LatinHypercube(len(factors), rng=seed).random(points), currency)


def _sobol(factors: Sequence[Factor], points: int, currency: Currency, seed: int) -> Iterator[Point]:
    return _spread(factors, sobol_shares(len(factors), points, seed), currency)


def sobol_shares(dimensions: int, points: int, seed: int) -> Any:  # noqa: ANN401 an array (points, dimensions)
    """Return the first points of a scrambled Sobol' sequence in [0, 1); their number must be a power of two."""
    from scipy.stats import qmc  # noqa: PLC0415

    if points & (points - 1):
        near = 2 ** round(math.log2(points))
        raise PlanError(f"design sobol: the number of points must be a power of 2, such as {near} (got {points})")
    return qmc.Sobol(dimensions, rng=seed).random(points)


def _morris(factors: Sequence[Factor], points: int, currency: Currency, seed: int) -> Iterator[Point]:
    keys = [one.key for one in factors]
    box = {"num_vars": len(keys), "names": keys, "bounds": [[0.0, 1.0]] * len(keys)}
    return _spread(factors, salib("sample.morris").sample(box, points, MORRIS_LEVELS, seed=seed), currency)


def salib(part: str) -> Any:  # noqa: ANN401 a module
    """Return a module of SALib, or say how to get it."""
    try:
        return importlib.import_module(f"SALib.{part}")
    except ImportError:
        raise PlanError("design morris: needs SALib; install it with pip install SALib") from None


DESIGNS: dict[str, tuple[Callable[[Sequence[Factor], int, Currency, int], Iterator[Point]], int]] = {
    "grid": (_grid, GRID_LEVELS),
    "zip": (_zip, GRID_LEVELS),
    "one_at_a_time": (_one_at_a_time, GRID_LEVELS),
    "latin": (_latin, SAMPLES),
    "sobol": (_sobol, SAMPLES),
    MORRIS: (_morris, TRAJECTORIES),
}
"""By name: what makes the cells, and how many points it takes if nobody says (levels of a range, or samples)."""


def points_of(
    design: str, factors: Sequence[Factor], points: int | None, currency: Currency, seed: int
) -> tuple[Point, ...]:
    """Return the cells of a design by its name, each once.

    Raises
    ------
    PlanError
        Unknown design, one that does not fit the factors, or too many cells.
    """
    if design not in DESIGNS:
        raise PlanError(f"unknown design '{shown(design)}'{meant(design, list(DESIGNS))}")
    if not factors:
        raise PlanError(f"design {design}: say what is varied, such as --vary failure.rate=1%,2%,3%")
    make, usual = DESIGNS[design]
    found = list(islice(make(factors, points or usual, currency, seed), MOST_CELLS + 1))
    if len(found) > MOST_CELLS:
        raise PlanError(f"design {design}: more than {MOST_CELLS:,} cells; take fewer values")
    return tuple(found) if design == MORRIS else _once(found)  # its trajectories go by place


def _once(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple({tuple(point.items()): point for point in points}.values())


def points_in(path: Path) -> tuple[Point, ...]:
    """Return the cells that a file lists: CSV or Parquet, one column a dotted key, one row a cell; empty is as it is.

    Raises
    ------
    PlanError
        A file that cannot be read, has no rows, or a column without a name.
    """
    try:
        rows = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    except (OSError, ValueError, csv.Error) as fault:
        raise PlanError(f"{path}: cannot be read as a design: {fault}") from None
    if not rows:
        raise PlanError(f"{path}: has no rows below its head")
    return _once(rows)


def _csv(path: Path) -> list[Point]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file)) or [[]]
    keys = [key.strip() for key in head]
    if not keys or "" in keys or len(set(keys)) < len(keys):
        raise ValueError("the first line must name a dotted key for every column, each once")
    for number, row in enumerate(rows, start=2):
        if row and len(row) != len(keys):
            raise ValueError(f"line {number} has {len(row)} columns, the head {len(keys)}")
    return [{key: cell.strip() for key, cell in zip(keys, row, strict=True) if cell.strip()} for row in rows if row]


def _parquet(path: Path) -> list[Point]:
    from pyarrow import parquet  # noqa: PLC0415

    rows = parquet.read_table(path).to_pylist()
    return [{key: _written(cell) for key, cell in row.items() if cell is not None} for row in rows]


def _written(cell: object) -> str:
    return str(cell).lower() if isinstance(cell, bool) else str(cell)
