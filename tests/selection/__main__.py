"""The figures of docs/selection.md: ``python -m tests.selection``, or with ``--quick``."""

from __future__ import annotations

import sys

from sim.experiment.selection.kn import Aim
from tests.selection.measure import first_stage_alone, kn, slippage

NAMES = ("normal", "t3", "lognormal .5", "lognormal 1", "zero 90% + exponential")
CASES = ((2, 0.5, 30), (2, 0.2, 30), (5, 0.2, 30), (8, 0.2, 30), (5, 0.2, 120))


def main() -> None:
    """Measure and print."""
    repeats = 100 if "--quick" in sys.argv else 1_000
    print("| named rightly, %: first stage alone -> KN (its replications a scenario) |", end="")
    print("".join(f" {k} scenarios, d = {delta:g}, first stage {first} |" for k, delta, first in CASES))
    print("| --- |" + " --- |" * len(CASES))
    for name in NAMES:
        cells = []
        for scenarios, delta, first in CASES:
            aim = Aim(delta, 0.95, first)
            plain, found = (slippage(name, scenarios, aim, repeats, procedure) for procedure in (first_stage_alone, kn))
            cells.append(f"{100 * plain.right:.1f} -> {100 * found.right:.1f} ({found.replications:.0f})")
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
