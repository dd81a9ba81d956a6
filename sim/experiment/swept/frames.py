"""Sweeps as tidy tables of pandas, and as files beside their rows that pandas, polars and DuckDB read as they lie."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from sim.experiment.answer import column_of, labels_of, unit_of
from sim.experiment.answer import value_in as told_in
from sim.experiment.folder import guard
from sim.experiment.shard import Row, write_whole
from sim.experiment.sweeps.building import SIGN, plan_of_cell
from sim.experiment.swept.found import Swept, value_in

TABLE = "sweep"


def results_frame(result: Swept) -> pd.DataFrame:
    """Return every replication, one row each, in the order of cells, scenarios and replications."""
    heads: dict[str, list[dict[str, object]]] = {}
    for cell in result.cells:
        plan = plan_of_cell(result.plan, cell)
        labels = labels_of(plan)
        values = {key: value_in(result, cell, key) for key in result.varied}
        for name in cell.names:
            entry, own = result.plan.entry(name), name.rpartition(SIGN)[0]
            head: dict[str, object] = {"cell": cell.number, "scenario": own, "label": labels[own]}
            heads.setdefault(entry.key, []).append(head | values)
    lines = [head | _told(result, row) for row in result.rows for head in heads[row["scenario"]]]
    columns = ["cell", "scenario", "label", *result.varied, "seed", "replication", "status"]
    columns += [column_of(result.plan, name) for name in result.responses]
    frame = pd.DataFrame(lines, columns=[*columns, "digest", "error"])
    frame.attrs["units"] = result.units
    order = {entry.name.rpartition(SIGN)[0]: place for place, entry in enumerate(result.plan.entries)}
    return frame.sort_values(
        ["cell", "scenario", "replication"],
        key=lambda column: column.map(order) if column.name == "scenario" else column,
        ignore_index=True,
    )


def _told(result: Swept, row: Row) -> dict[str, object]:
    state = {"seed": result.plan.run.seed, "replication": row["replication"], "status": row["status"]}
    responses = {column_of(result.plan, name): told_in(result.plan, row, name) for name in result.responses}
    return state | responses | {"digest": row["digest"], "error": row["error"]}


def lines_frame(result: Swept, language: str = "en") -> pd.DataFrame:
    """Return one row for every cell, response and scenario; of the baseline its mean, of others their difference."""
    lines: list[dict[str, object]] = []
    for at in result.found:
        plan = plan_of_cell(result.plan, at.cell)
        labels = labels_of(plan, language)
        head: dict[str, object] = {"cell": at.cell.number} | {
            key: value_in(result, at.cell, key) for key in result.varied
        }
        head |= {"response": at.response, "unit": unit_of(plan, at.response)}
        base = {"scenario": plan.baseline.name, "label": labels[plan.baseline.name], "mean": at.mean}
        lines.append(head | base | {"low": at.low, "high": at.high})
        for line in at.lines:
            about: dict[str, object] = {
                "scenario": line.name,
                "label": labels[line.name],
                "difference": line.difference,
            }
            ends = {"low": line.low, "high": line.high, "verdict": str(line.verdict), "pairs": line.pairs}
            lines.append(head | about | ends)
    columns = ["cell", *result.varied, "response", "unit", "scenario", "label"]
    columns += ["mean", "difference", "low", "high", "verdict", "pairs"]
    return pd.DataFrame(lines, columns=columns)


def write_tables(result: Swept, folder: Path) -> tuple[Path, Path]:
    """Write every replication as Parquet and as CSV beside the rows; return both paths."""
    frame, paths = results_frame(result), (folder / f"{TABLE}.parquet", folder / f"{TABLE}.csv")
    with guard(folder, None):
        write_whole(paths[0], frame.to_parquet(index=False))
        write_whole(paths[1], frame.to_csv(index=False).encode())
    return paths


__all__ = ["lines_frame", "results_frame", "write_tables"]
