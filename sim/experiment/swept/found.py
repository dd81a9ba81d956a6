"""What follows from the rows of a sweep, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.experiment.answer import compared, mean_of
from sim.experiment.cells import Cell, varied
from sim.experiment.packed import Number
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.sweeps.building import SWEPT, plan_of_cell
from sim.experiment.sweeps.factors import KNOWN, is_lever
from sim.experiment.swept.numbers import number_in, unit_in_tables
from sim.experiment.verdict import Comparison


@dataclass(frozen=True, slots=True)
class At:
    """One response in one cell.

    Parameters
    ----------
    mean, low, high
        Of the firm as it is, with an interval of its own; None where there is none.
    lines
        One for every alternative; all intervals of a response hold together with the plan's level, over all cells.
    """

    cell: Cell
    response: str
    mean: Number | None
    low: Number | None
    high: Number | None
    lines: tuple[Comparison, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Swept:
    """What follows from the rows of a sweep.

    What the fields mean stands with :class:`sim.experiment.swept.result.SweepResult`, which adds words and plots.
    """

    plan: Plan
    rows: Rows
    responses: tuple[str, ...]
    folder: Path | None = None
    missing: int = 0

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells that can be."""
        return tuple(cell for cell in self.plan.cells if cell.names)

    @property
    def impossible(self) -> tuple[Cell, ...]:
        """The cells whose values cannot be together, each with the reason."""
        return tuple(cell for cell in self.plan.cells if not cell.names)

    @property
    def varied(self) -> tuple[str, ...]:
        """The dotted keys that are varied, sorted."""
        return varied(self.plan.cells)

    @cached_property
    def found(self) -> tuple[At, ...]:
        """Cell by cell and response by response, what was found."""
        return tuple(self._found())

    def _found(self) -> Iterator[At]:
        for response in self.responses:
            for cell, plan in self._plans:
                middle = mean_of(plan, self.rows, response)
                yield At(cell, response, *middle, compared(plan, self.rows, response, len(self._plans)))

    @cached_property
    def _plans(self) -> tuple[tuple[Cell, Plan], ...]:
        return tuple((cell, plan_of_cell(self.plan, cell)) for cell in self.cells)

    @property
    def units(self) -> dict[str, str]:
        """The unit of every varied key in tables; empty for what has none."""
        return {key: unit_in_tables(key, self.plan.currency) for key in self.varied}


def value_in(swept: Swept, cell: Cell, key: str) -> float | str:
    """Return a varied value as tables hold it; ``swept.units`` says in which unit.

    What is no key, such as a strategy's own number in a study, stands as it is written; empty where it is not varied.
    """
    if key not in KNOWN:
        return dict(cell.values).get(key, "")
    plan = plan_of_cell(swept.plan, cell)
    entry = plan.entry(SWEPT) if is_lever(key) and SWEPT in [one.name for one in plan.entries] else plan.baseline
    return number_in(key, entry.setting, plan.currency)
