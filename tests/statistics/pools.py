"""Families of the program's own paired differences, large enough to be drawn from as if they were the truth.

``python -m tests.statistics.pools`` writes them to build/pools, some quarter of an hour of work for two processors;
what is there already is kept.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import sim
from sim import ComparisonResult
from sim.experiment.answer import judged, scale_of
from sim.experiment.plan import ALTERNATIVE
from sim.experiment.rows import TOP
from sim.scenario import Scenario

FOLDER = Path(__file__).resolve().parents[2] / "build" / "pools"
SIX = ("complaint_hotline", "more_desk_agents", "five_step_recovery", "apology_only", "vouchers",
       "care_instead_of_advertising")  # fmt: skip
RARE = {"failure.rate": "0.0002%"}
HARD = "corner shop, 40 persons, a year"
"""Rare customers worth much more than the noise that hides them: docs/statistics.md says that 30 pairs do not do."""
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pool:
    """Paired differences of a family of strategies.

    Parameters
    ----------
    differences, customers
        Profit difference, and the difference of everything booked to customers, shape (strategies, pairs).
    tops
        The most that one customer brings in either row of a pair, shape (strategies, pairs), in currency units.
    """

    name: str
    differences: Array
    customers: Array
    tops: Array

    @property
    def truth(self) -> list[float]:
        """The mean differences, which are the true ones of whoever draws from the pool."""
        return [float(mean) for mean in self.differences.mean(axis=1)]


def shop(persons: int) -> Scenario:
    """Return the corner shop in small."""
    return sim.load("corner_shop").with_values({"persons": persons})


def card() -> tuple[Scenario, list[Scenario | str]]:
    """Return the shop in which an apology rarely matters and its fee is all that most pairs show."""
    base = shop(120)
    fee = {"programme.once": "1 CNY", "programme.fixed": "0 CNY/month"}
    return base, [base.with_strategy("apology_only", **fee).named("card")]


def _compared(base: object, others: object = (), **options: object) -> Callable[[int, Path], ComparisonResult]:
    return lambda pairs, out: sim.compare(base, others, replications=pairs, controls=False, out=out, **options)  # type: ignore[arg-type]


FAMILIES: dict[str, Callable[[], Callable[[int, Path], ComparisonResult]]] = {
    "card": lambda: _compared(*card(), run_length="60 days"),
    "corner shop, 40 persons": lambda: _compared(shop(40), SIX, run_length="60 days"),
    "corner shop, 300 persons": lambda: _compared(shop(300), SIX, run_length="60 days"),
    "Jack, a rare failure": lambda: _compared(sim.load_experiment("jack_supermarket").with_values(RARE)),
    "demo_shop": lambda: _compared(sim.load_experiment("demo_shop")),
    "demo_corner": lambda: _compared(sim.load_experiment("demo_corner")),
    HARD: lambda: _compared(shop(40), SIX),
}


def computed(name: str, pairs: int) -> Pool:
    """Return a family's pool, run anew."""
    with tempfile.TemporaryDirectory() as out:
        return _pool_of(name, FAMILIES[name]()(pairs, Path(out)))


def _pool_of(name: str, result: ComparisonResult) -> Pool:
    plan, rows = result.plan, result.rows
    found: list[tuple[list[float], ...]] = []
    for entry in plan.of_role(ALTERNATIVE):
        lives, known = judged(rows, "profit", (plan.baseline, entry))
        tops = [rows.series(key, TOP) for key in (plan.baseline.key, entry.key)]
        scale = scale_of(plan, "profit")
        found.append((
            [float(value * scale) for value in lives.differences],
            [float(value) for value in known.customers or ()],
            [max(top[r] or 0 for top in tops) / plan.currency.minor for r in rows.replications],
        ))  # fmt: skip
    parts = (np.array(part) for part in zip(*found, strict=True))
    return Pool(name, *parts)


def pool(name: str, pairs: int = 2_000) -> Pool:
    """Return a family's pool, from build/pools if one of at least so many pairs is there."""
    path = FOLDER / f"{name.replace(' ', '_').replace(',', '')}.npz"
    if path.is_file():
        held = np.load(path)
        if held["differences"].shape[1] >= pairs:
            return Pool(name, held["differences"], held["customers"], held["tops"])
    made = computed(name, pairs)
    FOLDER.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, differences=made.differences, customers=made.customers, tops=made.tops)
    return made


def main() -> None:
    """Write the pools and say what is in them."""
    parser = argparse.ArgumentParser(prog="python -m tests.statistics.pools", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2_000)
    given = parser.parse_args()
    for name in FAMILIES:
        found = pool(name, given.pairs)
        print(f"{name}: {found.differences.shape[1]} pairs, means {[round(mean, 2) for mean in found.truth]}")


if __name__ == "__main__":
    main()
