"""What decides a row, and what leaves no trace in it: keys, folders, engines, workers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.description import plan_in
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.experiment.replicate import scenario_key
from sim.experiment.result import ComparisonResult, result_in
from sim.model.setting import LogLevel
from sim.scenario import RunPlan, Scenario
from tests.experiment.by_hand import lines_in

SMALL = {"persons": 80, "failure.rate": "20%"}
PLAN = RunPlan(100.0, replications=5)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(SMALL)


def plan_with(base: Scenario, *strategies: str, **run: Any) -> Plan:  # noqa: ANN401 fields of a RunPlan
    alternatives = [base.with_strategy(name) for name in strategies]
    return plan_of(experiment_from(base, alternatives, run=replace(PLAN, **run)))


def test_everything_that_decides_a_row_is_in_its_key() -> None:
    given = ("ab" * 32, 100.0, 1, "")
    others = [("cd" * 32,), (100.5,), (2,), ("identical",)]

    keys = {scenario_key(*given[:k], *other, *given[k + 1 :]) for k, other in enumerate(others)}

    assert len(keys | {scenario_key(*given)}) == len(others) + 1


def test_replications_level_and_engine_are_not_in_the_key(base: Scenario, tmp_path: Path) -> None:
    # Given five replications by the compiled engine
    first = plan_with(base, "vouchers")
    carry_out(first, tmp_path, jobs=1)
    before = lines_in(tmp_path)

    # When the reference engine goes on to seven, at another level
    done = carry_out(plan_with(base, "vouchers", replications=7, level=0.8), tmp_path, jobs=1, engine="reference")

    # Then what was there stays, and only the rest is added
    assert done.status == (14, 0, 0)
    after = lines_in(tmp_path)
    assert set(before) < set(after)
    assert len(after) == 14
    assert plan_in(tmp_path).run.replications == 7


def test_both_engines_leave_the_same_results(base: Scenario, tmp_path: Path) -> None:
    plan = plan_with(base, "five_step_recovery", replications=2, log=LogLevel.ALL)

    for engine in ("compiled", "reference"):
        carry_out(plan, tmp_path / engine, jobs=1, engine=engine)

    assert lines_in(tmp_path / "compiled") == lines_in(tmp_path / "reference")


@pytest.mark.parametrize("log", [LogLevel.NONE, LogLevel.ALL])  # two threads, two processes
def test_the_number_of_workers_changes_nothing(base: Scenario, tmp_path: Path, log: LogLevel) -> None:
    plan = plan_with(base, "vouchers", replications=6, log=log)

    for jobs in (1, 2):
        carry_out(plan, tmp_path / str(jobs), jobs=jobs)

    assert lines_in(tmp_path / "1") == lines_in(tmp_path / "2")


def test_a_folder_gives_back_the_plan_that_made_it(base: Scenario, tmp_path: Path) -> None:
    late = base.with_values({"history": "20 days"}).with_strategy("vouchers")
    plan = plan_of(experiment_from(base.with_values({"history": "20 days"}), [late], run=PLAN))
    carry_out(plan, tmp_path, jobs=1)

    again = plan_in(tmp_path)

    assert again == replace(plan, run=again.run)
    assert (again.run.replications, again.run.length, again.run.seed) == (5, 100.0, 1)
    assert repr(result_in(tmp_path)) == repr(ComparisonResult(plan, result_in(tmp_path).rows, ("profit",)))
