"""From an experiment and the points of a design to one plan: every cell's scenarios, all in one folder.

The baseline of a cell is the firm as it is under the cell's assumptions. Levers are a strategy of their own, named
``swept``, and the experiment's strategies are put on top of it. So a cell's differences are all to the firm as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sim.experiment.cells import Cell
from sim.experiment.engines import cores
from sim.experiment.errors import PlanError
from sim.experiment.plan import Entry, Plan, plan_of
from sim.experiment.sweeps.designs import Point
from sim.experiment.sweeps.factors import OWN, is_lever
from sim.experiment.workers import local_pool
from sim.model.quantities import Owner
from sim.scenario import Experiment, Label
from sim.scenario.experiments import valued
from sim.scenario.fault import Place, ScenarioError
from sim.scenario.hand import written

SWEPT, SIGN = "swept", "@"
MANY, PART = 24, 6
"""Cells from which on processes pay, and how many travel together."""
AT = Place("vary")


class NoCell(PlanError):  # noqa: N818 reads as what happened
    """None of the cells can be."""


@dataclass(frozen=True, slots=True)
class Made:
    """A cell to be: what is varied, as people read it, and what makes its experiment.

    Parameters
    ----------
    only
        Names of the scenarios that are run; all of them if empty.
    """

    values: tuple[tuple[str, str], ...]
    make: Callable[[], Experiment]
    only: frozenset[str] = frozenset()


def plan_of_cells(experiment: Experiment, points: Sequence[Point], design: str, jobs: int | None = None) -> Plan:
    """Return the plan of a sweep; negative controls are left out.

    Cells whose values cannot be together are kept with the reason and no scenarios.

    Raises
    ------
    PlanError
        A goal of precision or verdicts, which cells do not share; no cell that can be.
    ScenarioError
        Values that their key does not take.
    """
    if experiment.run.goes_on:
        raise PlanError("a sweep runs so many replications of every cell; give --replications, and no precision")
    check_values(points)
    bare = replace(experiment, controls=())
    made = [Made(tuple(sorted(point.items())), partial(_at, bare, point)) for point in points]
    return plan_of_made(bare, made, design, "sweep", jobs)


def plan_of_made(experiment: Experiment, made: Sequence[Made], design: str, kind: str, jobs: int | None = None) -> Plan:
    """Return the plan of some cells of an experiment without controls, built by some workers.

    Raises
    ------
    NoCell
        No cell can be.
    """
    base = plan_of(experiment)
    entries: list[Entry] = []
    cells: list[Cell] = []
    for number, (one, found) in enumerate(zip(made, _built(made, jobs), strict=True)):
        if isinstance(found, str):
            cells.append(Cell(number, one.values, why=found))
            continue
        names = tuple(f"{entry.name}{SIGN}{number}" for entry in found)
        entries += [replace(entry, name=name) for entry, name in zip(found, names, strict=True)]
        cells.append(Cell(number, one.values, names))
    if not entries:
        raise NoCell(f"no cell can be; the first one: {cells[0].why}")
    digest = hashlib.sha256("\n".join([base.digest, design, *(entry.key for entry in entries)]).encode()).hexdigest()
    named = f"{base.name}-{kind}"
    return replace(base, name=named, entries=tuple(entries), digest=digest, cells=tuple(cells), design=design)


def _built(made: Sequence[Made], jobs: int | None) -> Iterator[tuple[Entry, ...] | str]:
    """Yield the scenarios of each cell, or why it cannot be; in processes where many have levels to be solved."""
    workers = cores() if jobs is None else jobs
    if workers == 1 or len(made) < MANY:
        yield from map(_entries, made)
        return
    pool = local_pool(workers)
    parts = [made[first : first + PART] for first in range(0, len(made), PART)]
    for future in [pool.submit(_part, part) for part in parts]:
        yield from future.result()


def _part(made: Sequence[Made]) -> list[tuple[Entry, ...] | str]:
    return [_entries(one) for one in made]


def _entries(made: Made) -> tuple[Entry, ...] | str:
    try:
        plan = plan_of(made.make())
    except ScenarioError as error:
        return str(error).partition("\n")[0]
    return tuple(entry for entry in plan.entries if not made.only or entry.name in made.only)


def check_values(points: Sequence[Point]) -> None:
    """Refuse values that their key does not take, each named once."""
    pairs = {pair: None for point in points for pair in point.items() if pair[0] not in OWN}
    faults = []
    for key, text in pairs:
        try:
            written({key: text}, AT, (Owner.MARKET, Owner.FIRM))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)


def _at(experiment: Experiment, point: Point) -> Experiment:
    """Return the experiment under the values of one cell."""
    levers = {key: text for key, text in point.items() if is_lever(key)}
    found: Experiment = valued(experiment, {key: text for key, text in point.items() if key not in levers}, AT)
    if not levers:
        return found
    label = Label("as swept", "按扫描取值")
    swept = valued(found.baseline, levers, AT).named(SWEPT, label)
    return replace(found, alternatives=(swept, *(valued(one, levers, AT) for one in found.alternatives)))


def plan_of_cell(plan: Plan, cell: Cell) -> Plan:
    """Return one cell of a sweep as a plan of its own, its scenarios under their own names."""
    names = dict.fromkeys(cell.names)
    entries = tuple(
        replace(entry, name=entry.name.rpartition(SIGN)[0]) for entry in plan.entries if entry.name in names
    )
    return replace(plan, entries=entries, cells=(), design="", asked=())
