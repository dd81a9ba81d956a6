"""The figures of docs/statistics.md, old rule beside new one: ``python -m tests.statistics``, or with ``--quick``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from tests.statistics.distributions import DISTRIBUTIONS
from tests.statistics.measure import LOOKS, ever_false, false_sides, forecasts, held, new, old, power, precision_holds
from tests.statistics.pools import FAMILIES, pool

SIZES = (10, 20, 30, 60, 120)


def row(cells: Iterable[str]) -> None:
    """Print one row of a table."""
    print("| " + " | ".join(cells) + " |", flush=True)


def head(*cells: str) -> None:
    """Print the head of a table."""
    print()
    row(cells)
    row("---" for _ in cells)


def percent(share: float) -> str:
    """Return a share as percent, with a decimal where it says something."""
    return f"{100 * share:.1f}" if share < 0.1 else f"{100 * share:.0f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.statistics", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few samples, no families")
    repeats = 100 if parser.parse_args(arguments).quick else 2_000

    head("false better or worse among six, worse side, %: old -> new", *(f"n={n}" for n in SIZES))
    for name, draw in DISTRIBUTIONS.items():
        pairs = ((max(false_sides(draw, n, old, repeats)), max(false_sides(draw, n, new, repeats))) for n in SIZES)
        row([name, *(f"{percent(before)} -> {percent(after)}" for before, after in pairs)])

    head("ever a false verdict at the doublings from 30 to 1,920, one alternative, both sides, %", "old", "new")
    for name in ("normal", "lognormal .5", "lognormal 1", "zero 90% + exponential"):
        row([name, *(percent(ever_false(DISTRIBUTIONS[name], judge, repeats // 2)) for judge in (old, new))])

    head("called better, normal, by standard errors of effect, %: old -> new", "1", "2", "3", "4", "5")
    for n, family in ((30, 1), (30, 6), (120, 6)):
        every = ([power(effect, n, family, judge, repeats) for judge in (old, new)] for effect in range(1, 6))
        row([f"{n} pairs, {family} in the family", *(f"{percent(a)} -> {percent(b)}" for a, b in every)])

    head("all intervals hold where width alone stops the run at .25, %", "1 alternative", "6")
    for name in ("normal", "lognormal .5", "lognormal 1", "zero 71% + exponential"):
        row([name, *(percent(precision_holds(DISTRIBUTIONS[name], 0.25, repeats // 4, family=k)) for k in (1, 6))])

    head("settled at the look that was forecast, %", "even chance", "about 3 in 4")
    for spread in (0.3, 1.0):
        row(
            [f"normal, effects of {spread} spreads", *map(percent, forecasts(DISTRIBUTIONS["normal"], spread, repeats))]
        )

    if repeats > 1_000:
        families(repeats)


def families(repeats: int) -> None:
    """Print how families of the program's own differences fare."""
    head("families: old -> new, %", "all hold, n=30", "n=120", "settled rightly, n=30", "n=120", "wrong sign, n=30",
         "all hold at all looks (new)")  # fmt: skip
    for name in FAMILIES:
        found = pool(name)
        sides = {n: [held(found, (n,), judge, repeats) for judge in (old, new)] for n in (30, 120)}
        looks = held(found, LOOKS, new, repeats // 5)

        def both(n: int, part: str, sides: dict[int, list[object]] = sides) -> str:  # type: ignore[assignment]
            return " -> ".join(percent(getattr(one, part)) for one in sides[n])

        cells = (both(30, "hold"), both(120, "hold"), both(30, "right"), both(120, "right"), both(30, "wrong"))
        row([f"{name} ({len(found.truth)})", *cells, percent(looks.hold)])


if __name__ == "__main__":
    main()
