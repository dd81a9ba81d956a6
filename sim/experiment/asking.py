"""From what a caller gives (names, scenarios, strategies, spans, shares) to an experiment whose numbers make sense."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim import scenario
from sim.experiment.arguments import PRECISION, RUN_LENGTH, RUN_NUMBERS
from sim.experiment.errors import PlanError
from sim.experiment.plan import experiment_from, known_responses
from sim.model.quantities import YEAR
from sim.response import RESPONSES
from sim.scenario import Experiment, Precision, RunPlan, Scenario, Strategy, load, load_any
from sim.scenario.arguments import FileName
from sim.scenario.door import checked, demand
from sim.scenario.fault import shown
from sim.scenario.kinds import Unfit
from sim.scenario.records import days_of_months

Length = str | float
Given = Scenario | Strategy | str | os.PathLike[str]


@checked
def load_experiment(name: FileName) -> Experiment:
    """Return an experiment by path or name, with every scenario and every response in it checked.

    Raises
    ------
    ArgumentError
        For what is no name or path.
    ScenarioError
        With the faults of all files that it names, each with file, line and column.

    Examples
    --------
    >>> load_experiment("demo_corner").responses
    ('profit',)
    """
    return scenario.load_experiment(name, lambda: list(RESPONSES))


def scenario_from(given: Scenario | str | os.PathLike[str]) -> Scenario:
    """Return a scenario, loaded if a name or a path is given."""
    return given if isinstance(given, Scenario) else load(given)


def on(base: Scenario, given: Given) -> Scenario:
    """Return an alternative: a scenario as it is, a strategy put on the baseline."""
    return given if isinstance(given, Scenario) else base.with_strategy(given)


def days_of(run_length: Length) -> float:
    """Return a run length in days; raise ArgumentError unless it is a time from 0 days."""
    return float(demand("run length", RUN_LENGTH, run_length))


def experiment_of(
    base: Scenario | Experiment | str | os.PathLike[str],
    alternatives: Iterable[Given],
    run_length: Length | None,
    controls: bool | None,
) -> Experiment:
    """Return the experiment that is asked for, out of files or of scenarios.

    A run length that is asked for leaves out a file's horizons beyond it.
    """
    found = base if isinstance(base, Scenario | Experiment) else load_any(base, lambda: list(RESPONSES))
    given = list(alternatives)
    if isinstance(found, Experiment):
        if given:
            raise PlanError(f"{shown(found.name)} is an experiment and names its own alternatives; leave yours out")
        length = found.run.length if run_length is None else days_of(run_length)
        wished = found if controls is None else replace(found, controls=controls_on(found.baseline) if controls else ())
        told = tuple(months for months in found.run.horizons if days_of_months(months) <= length)
        return replace(wished, run=replace(found.run, length=length, horizons=told))
    run_plan = RunPlan(days_of(YEAR if run_length is None else run_length))
    extra = controls_on(found) if controls is None or controls else ()
    return experiment_from(found, [on(found, one) for one in given], run=run_plan, controls=extra)


def controls_on(base: Scenario) -> tuple[Scenario, ...]:
    """Return the negative controls that a baseline can carry: a placebo needs the mechanism that books its cost."""
    names = ["identical"] + ["placebo"] * bool(base.values["mechanisms.programme"].value)
    return tuple(base.with_strategy(name).named(name) for name in names)


def precision_of(given: float | str | Precision | None) -> Precision | None:
    """Return a precision: a share of the baseline as number or percentage, or one that is ready."""
    found: Precision | None = None if given is None else demand("precision", PRECISION, given)
    return found


def wished(question: Experiment, wishes: Mapping[str, Any], responses: Iterable[str] = ()) -> Experiment:
    """Return a question with the wishes that were made, and other responses if any are named; may raise PlanError."""
    found = replace(question, run=revised(question.run, wishes))
    named = tuple(responses)
    return replace(found, responses=known_responses(named)) if named else found


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
    """Refuse a plan whose numbers are out of bounds or do not go together, with all faults."""
    lines = [f"{key}: {text}" for key, text in run_plan.conflicts()]
    for name, kind in RUN_NUMBERS.items():
        try:
            kind.read(getattr(run_plan, name))
        except Unfit as unfit:
            lines.append(f"{name}: {unfit.text}")
    if lines:
        raise PlanError(*lines)
