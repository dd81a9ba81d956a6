"""Speed of engines and comparisons: ``python -m tests.benchmarks``; ``--quick`` for tiny sizes that prove nothing."""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

from sim.model.quantities import YEAR
from tests.benchmarks.against import BEFORE, against
from tests.benchmarks.experiments import waiting, workers
from tests.benchmarks.measures import commands, cost_of_draws, engines, growth, plain_script, start_up
from tests.benchmarks.rivals import rivals

PARTS = "abcdefghij"
Measure = Callable[[], None]


def processor() -> str:
    """Return the processor's name, or its kind where the system does not say more."""
    facts = Path("/proc/cpuinfo")
    named = re.search(r"^model name\s*: (.*)$", facts.read_text() if facts.exists() else "", flags=re.MULTILINE)
    return named[1] if named else platform.machine()


def described() -> str:
    """Return what it was measured on."""
    names = ", ".join(f"{name} {version(name)}" for name in ("numba", "numpy", "simpy"))
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {names}; {os.cpu_count()} x {processor()}{load}"


def quick() -> dict[str, Measure]:
    """Return every measure on tiny sizes, by letter; nothing is compiled anew."""
    return {
        "a": partial(engines, 100, 20.0, 1),
        "c": partial(growth, [100], 20.0, 1),
        "d": partial(plain_script, {100: 0}, 20.0, 1),
        "e": partial(cost_of_draws, 100, 1),
        "g": partial(commands, 1),
        "h": partial(rivals, {100: 0.0}, 20.0, 1),
        "i": partial(workers, [(20, 5.0, 20)], 1),
        "j": partial(waiting, [(20, 5.0)], 1),
    }


def whole(persons: int, rounds: int) -> dict[str, Measure]:
    """Return every measure on its full size, by letter."""
    return {
        "a": partial(engines, persons, 3 * YEAR, rounds),
        "b": start_up,
        "c": partial(growth, [1_000, 10_000, 100_000, 1_000_000], YEAR, rounds),
        "d": partial(plain_script, {1_000: 18, 10_000: 35}, 3 * YEAR, rounds),
        "e": partial(cost_of_draws, 200_000, 2 * rounds + 1),
        "f": partial(against, BEFORE, persons, 3 * rounds),
        "g": partial(commands, 2 * rounds + 1),
        "h": partial(rivals, {1_000: 0.6, 10_000: 0.85}, 3 * YEAR, rounds),
        "i": partial(workers, [(200, YEAR, 40), (2_000, YEAR, 120), (2_000, 3 * YEAR, 1_200)], rounds),
        "j": partial(waiting, [(2_000, YEAR), (2_000, 3 * YEAR)], 2 * rounds + 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it run at all?")
    parser.add_argument("--parts", default=PARTS, help=f"which tables, letters of '{PARTS}'")
    parser.add_argument("--persons", type=int, default=10_000, help="size of the market of table (a)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds side by side; the median counts")
    given = parser.parse_args(arguments)
    measures = quick() if given.quick else whole(given.persons, given.rounds)
    if given.quick or len(given.parts) == 1:
        print(described())
        for part in sorted(measures.keys() & set(given.parts)):
            measures[part]()
    else:  # each table in a process of its own: what one leaves in memory slows the next
        options = [f"--persons={given.persons}", f"--rounds={given.rounds}"]
        for part in given.parts:
            subprocess.run([sys.executable, "-m", "tests.benchmarks", "--parts", part, *options], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
