"""From what a caller gives (names, scenarios, strategies, spans, shares) to an experiment whose numbers make sense."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim import scenario
from sim.experiment.engines import PlanError
from sim.experiment.plan import experiment_from
from sim.model.limits import ENOUGH, MOST_REPLICATIONS
from sim.model.quantities import YEAR, Unit
from sim.response import RESPONSES
from sim.scenario import Experiment, Precision, RunPlan, Scenario, Strategy, load, load_any
from sim.scenario.fault import shown
from sim.scenario.units import Wrong, amount

Length = str | float


def load_experiment(name: str | os.PathLike[str]) -> Experiment:
    """Return an experiment by path or name, with every scenario and every response in it checked.

    Raises
    ------
    ScenarioError
        With the faults of all files that it names, each with file, line and column.

    Examples
    --------
    >>> load_experiment("demo_corner").responses
    ('profit',)
    """
    return scenario.load_experiment(name, list(RESPONSES))


def scenario_from(given: Scenario | str) -> Scenario:
    """Return a scenario, loaded if a name or a path is given."""
    return given if isinstance(given, Scenario) else load(given)


def on(base: Scenario, given: Scenario | Strategy | str) -> Scenario:
    """Return an alternative: a scenario as it is, a strategy put on the baseline."""
    return given if isinstance(given, Scenario) else base.with_strategy(given)


def days_of(scenario: Scenario, run_length: Length) -> float:
    """Return a run length in days; raise ScenarioError unless it is a time from 0 days."""
    return scenario.setting(run_length).run_length


def experiment_of(
    base: Scenario | Experiment | str,
    alternatives: Iterable[Scenario | Strategy | str],
    run_length: Length | None,
    controls: bool | None,
) -> Experiment:
    """Return the experiment that is asked for, out of files or of scenarios."""
    found = load_any(base, list(RESPONSES)) if isinstance(base, str) else base
    given = list(alternatives)
    if isinstance(found, Experiment):
        if given:
            raise PlanError(f"{shown(found.name)} is an experiment and names its own alternatives; leave yours out")
        length = found.run.length if run_length is None else days_of(found.baseline, run_length)
        wished = found if controls is None else replace(found, controls=controls_on(found.baseline) if controls else ())
        return replace(wished, run=replace(found.run, length=length))
    run_plan = RunPlan(days_of(found, YEAR if run_length is None else run_length))
    extra = controls_on(found) if controls is None or controls else ()
    return experiment_from(found, [on(found, one) for one in given], run=run_plan, controls=extra)


def controls_on(base: Scenario) -> tuple[Scenario, ...]:
    """Return the negative controls that a baseline can carry: a placebo needs the mechanism that books its cost."""
    names = ["identical"] + ["placebo"] * bool(base.values["mechanisms.programme"].value)
    return tuple(base.with_strategy(name).named(name) for name in names)


def precision_of(given: float | str | Precision | None) -> Precision | None:
    """Return a precision: a share of the baseline as number or percentage, or one that is ready."""
    if given is None or isinstance(given, Precision):
        return given
    try:
        share = float(amount(str(given), Unit.SHARE).number)
    except Wrong as wrong:
        raise PlanError(f"precision: {wrong}") from None
    if not 0.0 < share < 1.0:
        raise PlanError(f"precision: must be above 0% and below 100% of the baseline (got {given})")
    return Precision(relative=share)


def revised(run_plan: RunPlan, wishes: Mapping[str, Any]) -> RunPlan:
    """Return the plan with the wishes that were made; None is no wish.

    Whoever asks for a number, a precision or verdicts does not ask for what the plan had in its place.

    Raises
    ------
    PlanError
        For a number out of bounds.
    """
    given = {name: wish for name, wish in wishes.items() if wish is not None}
    goals = {"precision": None, "until_settled": False}
    if "replications" in given or goals.keys() & given.keys():
        given = goals | given
    found = replace(run_plan, **given)
    check_run(found)
    return found


def check_run(run_plan: RunPlan) -> None:
    """Refuse a plan whose numbers are out of bounds."""
    if not 1 <= run_plan.replications <= MOST_REPLICATIONS:
        raise PlanError(f"replications: must be from 1 to {MOST_REPLICATIONS:,} (got {run_plan.replications})")
    if not 0 <= run_plan.seed < 2**63:
        raise PlanError(f"seed: must be from 0 to 2^63 - 1 (got {run_plan.seed})")
    if not 0.0 < run_plan.level < 1.0:
        raise PlanError(f"level: must be between 0% and 100%, both excluded (got {run_plan.level})")
    if not ENOUGH <= run_plan.first_look <= MOST_REPLICATIONS:
        raise PlanError(f"first_look: must be from {ENOUGH} to {MOST_REPLICATIONS:,} (got {run_plan.first_look})")
    if run_plan.at_most is not None and not 2 <= run_plan.at_most <= MOST_REPLICATIONS:  # noqa: PLR2004
        raise PlanError(f"at_most: must be from 2 to {MOST_REPLICATIONS:,} (got {run_plan.at_most})")
    if run_plan.indifference is not None and not 0.0 < run_plan.indifference < math.inf:
        raise PlanError(f"indifference: must be a number above 0 (got {run_plan.indifference})")
    for key, text in run_plan.conflicts():
        raise PlanError(f"{key}: {text}")
