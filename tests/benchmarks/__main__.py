"""Speed of engines and comparisons: ``python -m tests.benchmarks``; ``--quick`` for tiny sizes that prove nothing."""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from sim.model.quantities import YEAR
from tests.benchmarks.against import BEFORE, against
from tests.benchmarks.experiments import waiting, workers
from tests.benchmarks.measures import commands, cost_of_draws, engines, growth, plain_script, start_up
from tests.benchmarks.rivals import rivals

PARTS = "abcdefghij"


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


def quick(parts: str) -> None:
    """Run every measure on tiny sizes; nothing is compiled anew."""
    if "a" in parts:
        engines(100, 20.0, 1)
    if "c" in parts:
        growth([100], 20.0, 1)
    if "d" in parts:
        plain_script({100: 0}, 20.0, 1)
    if "e" in parts:
        cost_of_draws(100, 1)
    if "g" in parts:
        commands(1)
    if "h" in parts:
        rivals({100: 0.0}, 20.0, 1)
    if "i" in parts:
        workers([(20, 5.0, 20)], 1)
    if "j" in parts:
        waiting([(20, 5.0)], 1)


def whole(parts: str, persons: int, rounds: int) -> None:
    """Run every measure on its full size."""
    if "a" in parts:
        engines(persons, 3 * YEAR, rounds)
    if "b" in parts:
        start_up()
    if "c" in parts:
        growth([1_000, 10_000, 100_000, 1_000_000], YEAR, rounds)
    if "d" in parts:
        plain_script({1_000: 18, 10_000: 35}, 3 * YEAR, rounds)
    if "e" in parts:
        cost_of_draws(200_000, 2 * rounds + 1)
    if "f" in parts:
        against(BEFORE, persons, 3 * rounds)
    if "g" in parts:
        commands(2 * rounds + 1)
    if "h" in parts:
        rivals({1_000: 0.6, 10_000: 0.85}, 3 * YEAR, rounds)
    if "i" in parts:
        workers([(200, YEAR, 40), (2_000, YEAR, 120), (2_000, 3 * YEAR, 1_200)], rounds)
    if "j" in parts:
        waiting([(2_000, YEAR), (2_000, 3 * YEAR)], 2 * rounds + 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it run at all?")
    parser.add_argument("--parts", default=PARTS, help=f"which tables, letters of '{PARTS}'")
    parser.add_argument("--persons", type=int, default=10_000, help="size of the market of table (a)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds side by side; the median counts")
    given = parser.parse_args(arguments)
    if given.quick:
        print(described())
        quick(given.parts)
    elif len(given.parts) > 1:  # each table in a process of its own: what one leaves in memory slows the next
        options = [f"--persons={given.persons}", f"--rounds={given.rounds}"]
        for part in given.parts:
            subprocess.run([sys.executable, "-m", "tests.benchmarks", "--parts", part, *options], check=True)
    else:
        print(described())
        whole(given.parts, given.persons, given.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
