"""What a sweep found: in each cell the firm as it is, and every strategy's difference to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from sim.experiment.answer import labels_of, needed, unit_of
from sim.experiment.arguments import Language
from sim.experiment.description import plan_in
from sim.experiment.errors import PlanError
from sim.experiment.plan import Plan, known_responses
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Rows
from sim.experiment.store import Stored
from sim.experiment.sweeps.building import plan_of_cell
from sim.experiment.sweeps.designs import MOST_CELLS
from sim.experiment.sweeps.factors import is_lever
from sim.experiment.swept.found import At, Swept, value_in
from sim.experiment.swept.tables import sweep_html, sweep_text
from sim.scenario.door import checked, demand
from sim.scenario.kinds import Whole

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.swept.effects import Effect
    from sim.experiment.swept.plots import SweepPlots

SCHEMA_VERSION = 1
CellNumber = Annotated[int, Whole(0, MOST_CELLS - 1)]


@dataclass(frozen=True, eq=False, repr=False)
class SweepResult(Swept):
    """What a sweep found.

    Parameters
    ----------
    plan
        What was run, with its cells.
    rows
        What is known of the rows of all cells.
    responses
        What is told, the first one foremost.
    folder
        Where the results lie; None if they were not kept.
    missing
        Rows that were asked for and are not there.
    """

    @checked
    def cell(self, number: CellNumber) -> ComparisonResult:
        """Return one cell as a comparison of its own, whose intervals hold together for this cell alone.

        Raises
        ------
        ArgumentError
            No such cell, or one that cannot be.
        """
        cell = self.plan.cells[demand("cell: number", Whole(0, len(self.plan.cells) - 1), number)]
        if not cell.names:
            raise PlanError(f"cell {number} cannot be: {cell.why}")
        plan = plan_of_cell(self.plan, cell)
        return ComparisonResult(plan, self.rows, self.responses, self.folder)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """Elementary effects of a Morris design; none of other designs."""
        from sim.experiment.swept.effects import effects_of  # noqa: PLC0415 SALib is slow to import

        return effects_of(self)

    @property
    def results(self) -> pd.DataFrame:
        """Every replication, one row each: cell, scenario, varied keys as numbers, replication, seed, responses."""
        from sim.experiment.swept.frames import results_frame  # noqa: PLC0415 pandas is slow to import

        return results_frame(self)

    @checked
    def to_pandas(self, language: Language = "en") -> pd.DataFrame:
        """Return one row for every cell, response and scenario: means, differences, intervals, verdicts."""
        from sim.experiment.swept.frames import lines_frame  # noqa: PLC0415

        return lines_frame(self, language)

    @property
    def plot(self) -> SweepPlots:
        """Plots: ``.plot.response(ax=, by=, response=, language=)``."""
        from sim.experiment.swept.plots import SweepPlots  # noqa: PLC0415 matplotlib is slow to import

        return SweepPlots(self)

    @checked
    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning."""
        plan = self.plan
        return {
            "schema_version": SCHEMA_VERSION,
            "sweep": plan.name,
            "digest": plan.digest,
            "market": plan.market,
            "currency": plan.currency.code,
            "design": plan.design,
            "varied": {key: {"lever": is_lever(key), "unit": unit} for key, unit in self.units.items()},
            "run_length_days": plan.run.length,
            "seed": plan.run.seed,
            "replications": len(self.rows.replications),
            "failed_replications": len(self.rows.failures),
            "missing_replications": self.missing,
            "level": plan.run.level,
            "cells": [self._cell_dict(at, language) for at in self.found],
            "effects": [one.as_dict() for one in self.effects],
            "impossible": [{"cell": one.number, "values": dict(one.values), "why": one.why} for one in self.impossible],
        }

    def _cell_dict(self, at: At, language: str) -> dict[str, Any]:
        plan = next(plan for cell, plan in self._plans if cell is at.cell)
        labels = labels_of(plan, language)
        return {
            "cell": at.cell.number,
            "values": dict(at.cell.values),
            "numbers": {key: value_in(self, at.cell, key) for key in self.varied},
            "response": at.response,
            "unit": unit_of(plan, at.response),
            "baseline": {"mean": at.mean, "low": at.low, "high": at.high},
            "alternatives": [line.as_dict() | {"label": labels[line.name]} for line in at.lines],
        }

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return the table in plain text."""
        return sweep_text(self, self.effects, language)

    def __repr__(self) -> str:
        """Return the table in plain text."""
        return sweep_text(self, self.effects)

    def _repr_html_(self) -> str:
        """Return the table for a notebook."""
        return sweep_html(self, self.effects)


def sweep_of(
    plan: Plan, folder: Path, responses: tuple[str, ...] = (), *, replications: int | None = None, kept: bool = True
) -> SweepResult:
    """Return what a folder holds of a sweep's plan, as :func:`sim.experiment.result.result_of` does of others."""
    count = replications or plan.run.replications
    shown = known_responses(responses or plan.responses)
    asked = {one for cell in plan.cells if cell.names for one in needed(plan_of_cell(plan, cell), shown)}
    rows = Rows(Stored(folder), plan.keys, count, asked, shown)
    missing = count * len(plan.keys) - rows.held(count)
    return SweepResult(plan, rows, shown, folder if kept else None, missing)


def sweep_in(folder: Path, responses: tuple[str, ...] = ()) -> SweepResult:
    """Return the sweep of a folder.

    Raises
    ------
    PlanError
        The folder holds a comparison, not a sweep.
    StoreMissing, StoreDamaged, StoreError
        As :func:`sim.experiment.store.rows` does.
    """
    plan = plan_in(folder)
    if not plan.cells:
        raise PlanError(f"{folder}: holds a comparison, not a sweep; `sim compare {folder}` reads it")
    return sweep_of(plan, folder, responses)
