"""Looks at an experiment under other assumptions: which cells, run in a folder, and what every scenario then brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.experiment.answer import exact_series, measure_of, scale_of, scaled
from sim.experiment.carry_out import carry_out
from sim.experiment.executor import Progress
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.sensitivity.assumptions import Places, assumed
from sim.experiment.store import Stored
from sim.experiment.sweeps.building import SIGN, Made, plan_of_made
from sim.scenario import Experiment

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Where:
    """How and where looks are run."""

    folder: Path
    engine: str = "compiled"
    jobs: int | None = None
    progress: Progress | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """Some assumptions at shares of their ranges, and which scenarios are looked at there; all if empty."""

    shares: Places
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Look:
    """What was found at some points: by point and scenario, the response of every replication; NaN where it failed.

    A point whose values cannot be together holds nothing.
    """

    plan: Plan
    points: tuple[Point, ...]
    found: tuple[Mapping[str, Numbers], ...]

    def why(self, number: int) -> str:
        """Return why a point cannot be; empty if it can."""
        return self.plan.cells[number].why


def plan_of_points(
    experiment: Experiment, points: Sequence[Point], name: str, replications: int, jobs: int | None
) -> Plan:
    """Return the plan of a look; raise as :func:`sim.experiment.sweeps.building.plan_of_made` does."""
    run = replace(
        experiment.run, replications=replications, precision=None, until_settled=False, equity=None, horizons=()
    )
    bare = replace(experiment, controls=(), run=run, responses=experiment.responses[:1])
    currency = experiment.baseline.market.currency
    made = [
        Made(
            tuple(sorted((one.name, one.text(share, currency)) for one, share in point.shares.items())),
            partial(assumed, bare, point.shares),
            point.only,
        )
        for point in points
    ]
    return plan_of_made(bare, made, name, f"sensitivity-{name}", jobs)


def look(experiment: Experiment, points: Sequence[Point], name: str, replications: int, where: Where) -> Look:
    """Run what is missing of some points in a folder of that name, and return what was found.

    Raises
    ------
    NoCell
        No point can be.
    PlanError, Interrupted, StoreError, WorkersUnavailable
        As :func:`sim.experiment.carry_out.carry_out` does.
    """
    plan = plan_of_points(experiment, points, name, replications, where.jobs)
    folder = where.folder / name
    carry_out(plan, folder, engine=where.engine, jobs=where.jobs, progress=where.progress, kept=where.kept)
    response = plan.responses[0]
    scale = scale_of(plan, response)
    asked = {(entry.key, measure_of(entry, response)) for entry in plan.entries}
    rows = Rows(Stored(folder), plan.keys, replications, asked, (response,))
    held: dict[str, Numbers] = {}
    for entry in plan.entries:
        if entry.key not in held:
            values = np.full(replications, np.nan)
            for replication, value in exact_series(rows, entry, response).items():
                values[replication] = np.nan if value is None else float(scaled(value, scale))
            held[entry.key] = values
    keys = {entry.name: entry.key for entry in plan.entries}
    found = tuple({name.rpartition(SIGN)[0]: held[keys[name]] for name in cell.names} for cell in plan.cells)
    return Look(plan, tuple(points), found)
