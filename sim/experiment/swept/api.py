"""``sim.sweep``: the same question over many values of parameters."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, cast

from sim.experiment import arguments
from sim.experiment.asking import Given, experiment_of, wished
from sim.experiment.carry_out import kept_result
from sim.experiment.errors import PlanError
from sim.experiment.plan import Plan
from sim.experiment.sweeps.building import plan_of_cells
from sim.experiment.sweeps.designs import DESIGNS, points_in, points_of
from sim.experiment.sweeps.factors import factors_of
from sim.experiment.swept.frames import write_tables
from sim.experiment.swept.result import SweepResult, sweep_of
from sim.scenario import Experiment
from sim.scenario.arguments import RunLength, Values
from sim.scenario.door import checked
from sim.scenario.kinds import Kind, Named, Whole

POINTS = Whole(1, 100_000)


class VaryKind(Kind):
    """What is varied, by dotted key."""

    wants = (
        "a dictionary such as {'failure.rate': ['1%', '2%'], 'buying.rate': '20/year..50/year', 'basket.mean': None}"
    )

    def read(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return it as a dictionary."""
        if not isinstance(value, Mapping):
            raise self.refused(value)
        none = dict.fromkeys(key for key, one in value.items() if one is None)
        return none | Values().read({key: one for key, one in value.items() if one is not None})


Vary = Annotated[Mapping[str, object], VaryKind()]
Design = Annotated[
    str | os.PathLike[str], Named(os.PathLike, f"one of {', '.join(DESIGNS)}, or the path of a CSV or Parquet file")
]
Points = Annotated[int, POINTS]


def plan_swept(
    question: Experiment,
    vary: Mapping[str, Any],
    design: str | os.PathLike[str],
    points: int | None,
    jobs: int | None = None,
) -> Plan:
    """Return the plan of a sweep of a question.

    Raises
    ------
    PlanError, ScenarioError
        As the makers of factors, designs and cells do.
    """
    path = Path(design)
    if path.suffix in (".csv", ".parquet"):
        if vary:
            raise PlanError(f"{path} says what is varied; leave the other keys out")
        found = points_in(path)
        factors_of(
            {key: sorted({row[key] for row in found if key in row}) for row in found for key in row}, question.baseline
        )
        return plan_of_cells(question, found, path.name, jobs)
    factors = factors_of(vary, question.baseline)
    currency = question.baseline.market.currency
    chosen = points_of(str(design), factors, points, currency, question.run.seed)
    return plan_of_cells(question, chosen, str(design), jobs)


@checked
def sweep(
    base: arguments.Base,
    vary: Vary | None = None,
    *,
    alternatives: arguments.Others = (),
    design: Design = "grid",
    points: Points | None = None,
    response: arguments.Responses | None = None,
    run_length: RunLength | None = None,
    replications: arguments.Replications | None = None,
    seed: arguments.Seed | None = None,
    level: arguments.Level | None = None,
    engine: arguments.EngineName = "compiled",
    jobs: arguments.Jobs | None = None,
    out: arguments.Folder | None = None,
    progress: arguments.Progress | None = None,
) -> SweepResult:
    """Ask the same question over many values of parameters, with common random numbers in every cell.

    Assumptions of the market are varied with levels solved again; levers of the firm as a strategy named ``swept``.

    Parameters
    ----------
    base, alternatives
        As in :func:`sim.compare`.
    vary
        By dotted key: a list of values, a text ``"low..high"``, or None for the declared range.
    design
        ``grid``, ``zip``, ``one_at_a_time``, ``latin``, ``sobol`` or ``morris``; or a file, one column a key, one row a
        cell.
    points
        Levels of a range for the first three, samples for the others (a power of 2 for ``sobol``, trajectories for
        ``morris``).
    response, run_length, replications, seed, level, engine, jobs, progress
        As in :func:`sim.compare`; the seed also decides the samples.
    out
        Folder to keep results in and to go on from; every replication then also lies there as ``sweep.parquet`` and
        ``sweep.csv``.

    Raises
    ------
    ArgumentError
        What was given cannot be used, or does not go together.
    ScenarioError
        Faults in files or values.
    Interrupted, StoreError, WorkersUnavailable
        As :func:`sim.experiment.executor.run` does.
    """
    question = experiment_of(base, cast("tuple[Given, ...]", alternatives), run_length, controls=False)
    wishes = {"replications": replications, "seed": seed, "level": level}
    question = wished(question, wishes, cast("tuple[str, ...]", response or ()))
    plan = plan_swept(question, vary or {}, design, points, jobs)
    result = kept_result(plan, out, sweep_of, engine=engine, jobs=jobs, progress=progress)
    if result.folder is not None:
        write_tables(result, result.folder)
    return result
