"""Try the flips of rows, covered or not: ``python -m tests.coverage A08 A10``; without ids, of all open rows."""

import sys
from math import sqrt

from sim.model.parameters import PARAMETERS
from sim.scenario import ScenarioError
from tests.coverage.flips import differences, faults
from tests.coverage.rules import gaps, unflipped
from tools.coverage import ROOT, Row, rows

ROWS = rows()
KEYS = {p.key for p in PARAMETERS}


def tried(row: Row) -> str:
    """Return in one line what the flip of a row shows and what the row lacks, or why the flip cannot be run."""
    if wrong := unflipped(row, KEYS):
        return "; ".join(wrong)
    try:
        found = faults(row)
    except ScenarioError as fault:
        return str(fault).splitlines()[0]
    moved = differences(row)
    error = moved.std(ddof=1) / sqrt(len(moved)) if len(moved) > 1 else float("nan")
    lacks = gaps(row, ROWS, ROOT, KEYS)
    return f"{'; '.join(found) or 'holds'} ({row.response} {moved.mean():+.4g} +- {error:.2g})" + (
        f", lacks: {'; '.join(lacks)}" if lacks else ""
    )


def main(wanted: list[str]) -> None:
    """Print a line for each row."""
    for row in ROWS:
        if row.flip and (row.id in wanted if wanted else not row.covered):
            sys.stdout.write(f"{row.id} {row.flip}\n    {tried(row)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
