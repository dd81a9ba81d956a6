"""Rows of a store for tests: as lines of JSON, and changed by hand within a result."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sim import ComparisonResult
from sim.experiment.rows import Rows
from sim.experiment.shard import Key, Row, row_line
from sim.experiment.store import rows


def lines_in(folder: Path) -> list[str]:
    """Return one line of JSON a row; the same experiment gives the same lines anywhere."""
    return [row_line(row) for row in rows(folder)]


def rows_of(result: ComparisonResult) -> dict[Key, Row]:
    """Return the rows behind a result."""
    return {(row["scenario"], row["replication"]): row for row in result.rows}


def with_rows(result: ComparisonResult, changes: dict[Key, dict[str, Any]]) -> ComparisonResult:
    """Return the result with some fields of some rows changed."""
    changed: list[Any] = [{**row, **changes.get(key, {})} for key, row in rows_of(result).items()]
    return replace(result, rows=Rows(changed, result.plan.keys))


def without_rows(result: ComparisonResult) -> ComparisonResult:
    """Return the result as if nothing had been run."""
    return replace(result, rows=Rows())
