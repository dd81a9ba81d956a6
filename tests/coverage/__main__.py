"""Try the flips of rows, covered or not: ``python -m tests.coverage A08 A10``; without ids, of all open rows."""

import sys
from math import sqrt

from sim.response import RESPONSES
from sim.scenario import ScenarioError
from tests.coverage.flips import differences, faults, flip_of, needs_of
from tests.coverage.test_coverage import KEYS, unmet
from tools.coverage import FLIPPED, Row, rows


def tried(row: Row) -> str:
    """Return in one line what the flip of a row shows, or why it cannot be run."""
    unknown = sorted({flip_of(row).key, *needs_of(row)} - KEYS) + [row.response] * (row.response not in RESPONSES)
    if unknown:
        return f"unknown: {', '.join(unknown)}"
    try:
        found = faults(row)
    except ScenarioError as fault:
        return str(fault).splitlines()[0]
    moved = differences(row)
    error = moved.std(ddof=1) / sqrt(len(moved)) if len(moved) > 1 else float("nan")
    says = "; ".join(found) or "holds"
    lacks = sorted(set(unmet(row)) - FLIPPED)
    return f"{says} ({row.response} {moved.mean():+.4g} +- {error:.2g})" + (
        f", lacks {', '.join(lacks)}" if lacks else ""
    )


def main(wanted: list[str]) -> None:
    """Print a line for each row."""
    for row in rows():
        if row.flip and (row.id in wanted if wanted else not row.covered):
            sys.stdout.write(f"{row.id} {row.flip}\n    {tried(row)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
