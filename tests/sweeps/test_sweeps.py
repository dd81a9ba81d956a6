"""A sweep from question to tables: cells share draws, levers act, assumptions are solved again, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment.asking import experiment_of
from sim.experiment.errors import PlanError
from sim.experiment.swept.api import plan_swept
from sim.scenario import Scenario, ScenarioError

SHORT: dict[str, Any] = {"run_length": "60 days", "jobs": 1}


@pytest.fixture(scope="module")
def shop() -> Scenario:
    return sim.load("corner_shop").with_values({"persons": 150, "failure.rate": "5%", "level.churn": 0})


@pytest.fixture(scope="module")
def found(shop: Scenario, tmp_path_factory: pytest.TempPathFactory) -> sim.SweepResult:
    vary = {"buying.rate": ["36/year", "60/year"], "recovery.compensation": [0, 1]}
    return sim.sweep(
        shop, vary, alternatives=["complaint_hotline"], replications=12, out=tmp_path_factory.mktemp("s"), **SHORT
    )


def test_a_cell_is_the_comparison_that_would_be_made_of_its_values(shop: Scenario, found: sim.SweepResult) -> None:
    # Given the cell of 60 purchases a year and full compensation
    cell = next(
        one for one in found.cells if dict(one.values) == {"buying.rate": "60/year", "recovery.compensation": "1"}
    )
    base = shop.with_values({"buying.rate": "60/year"})
    swept = base.with_values({"recovery.compensation": 1})

    alone = sim.compare(
        base, [swept.named("swept"), swept.with_strategy("complaint_hotline")], replications=12, controls=False, **SHORT
    )

    same = found.cell(cell.number)
    assert [line.difference for line in same.lines] == [line.difference for line in alone.lines]
    assert same.results.digest.sort_values().tolist() == alone.results.digest.sort_values().tolist()


def test_cells_that_differ_by_a_lever_alone_share_the_firm_as_it_is(found: sim.SweepResult) -> None:
    keys = {entry.key for entry in found.plan.entries if entry.role == "baseline"}

    assert len(found.cells) == 4
    assert len(keys) == 2
    assert len(found.plan.keys) == 2 + 4 * 2


def test_intervals_hold_over_all_cells_so_they_are_wider_than_those_of_one(found: sim.SweepResult) -> None:
    whole = next(at for at in found.found if at.cell.number == 1).lines
    alone = found.cell(1).lines

    for wide, narrow in zip(whole, alone, strict=True):
        assert wide.low is not None
        assert narrow.low is not None
        assert wide.difference == narrow.difference
        assert wide.low < narrow.low


def test_assumptions_are_solved_again_and_levers_are_not() -> None:
    question = experiment_of(sim.load("corner_shop"), (), "60 days", controls=False)
    plan = plan_swept(
        question, {"failure.rate": ["3%"], "basket.mean": ["48 CNY"], "buying.rate": ["40/year"]}, "grid", None
    )
    base, swept = (entry.setting.phases[0][1] for entry in plan.entries)

    assert base.leaving_scale == swept.leaving_scale != sim.load("corner_shop").levels["leaving_scale"]
    assert (base.failure_rate, swept.failure_rate) == (sim.load("corner_shop").parameters().failure_rate, 0.03)


def test_both_tables_hold_every_replication_with_its_values(found: sim.SweepResult) -> None:
    assert found.folder is not None
    rows = pd.read_parquet(found.folder / "sweep.parquet")
    again = pd.read_csv(found.folder / "sweep.csv")

    assert list(rows.columns) == [
        "cell", "scenario", "label", "buying.rate", "recovery.compensation", "seed", "replication", "status",
        "profit_cny", "digest", "error",
    ]  # fmt: skip
    assert len(rows) == len(again) == 4 * 3 * 12
    assert set(rows["buying.rate"]) == {36.0, 60.0}
    means = (
        rows[rows.scenario == "swept"].groupby("cell").profit_cny.mean()
        - rows[rows.scenario == "corner_shop"].groupby("cell").profit_cny.mean()
    )
    told = [next(line.difference for line in at.lines if line.name == "swept") for at in found.found]
    np.testing.assert_allclose(means, np.array(told, float), atol=0.02)  # rows are rounded to the minor unit


def test_cells_that_cannot_be_are_told_and_the_others_are_run() -> None:
    shop = sim.load("corner_shop").with_values({"persons": 100})

    found = sim.sweep(shop, {"buying.rate": ["36/year", "400/year"]}, replications=2, **SHORT)

    assert [one.number for one in found.impossible] == [1]
    assert "customers leave in a year" in found.impossible[0].why
    assert "cell 1 cannot be" in repr(found)
    with pytest.raises(PlanError, match="cell 1 cannot be"):
        found.cell(1)
    with pytest.raises(PlanError, match="no cell can be"):
        sim.sweep(shop, {"buying.rate": ["400/year"]}, replications=2, **SHORT)


def test_values_that_a_key_does_not_take_are_refused_before_anything_runs(shop: Scenario) -> None:
    with pytest.raises(ScenarioError, match=r"vary: failure\.rate: .*out of bounds"):
        sim.sweep(shop, {"failure.rate": ["150%", "2%"]}, **SHORT)
    question = experiment_of(shop, (), "60 days", controls=False)
    with pytest.raises(PlanError, match="no precision"):
        plan_swept(
            replace(question, run=replace(question.run, until_settled=True)), {"failure.rate": ["2%"]}, "grid", 1
        )


def test_effects_of_morris_find_the_key_that_matters_and_the_one_that_does_not(shop: Scenario) -> None:
    vary = {"goods.margin": "10%..30%", "recovery.tau": "2 days..4 days"}

    found = sim.sweep(shop, vary, design="morris", points=4, replications=2, **SHORT)

    # Margin is a lever, so the answer is the difference to the firm as it is; the time to answer is an assumption
    first, second = found.effects
    assert (first.key, second.key) == ("goods.margin", "recovery.tau")
    assert first.size > 20 * second.size
    assert first.trajectories == 4
    assert "goods.margin" in found.to_text("zh").rpartition("mu*")[2]


def test_plots_draw_a_line_a_map_and_points(found: sim.SweepResult, shop: Scenario) -> None:
    maps = found.plot.response()
    assert [ax.get_title() for ax in maps] == ["as swept", "Complaint hotline"]

    line = sim.sweep(shop, {"recovery.compensation": [0, 0.5, 1]}, replications=3, **SHORT).plot.response()
    assert line.get_xlabel() == "recovery.compensation"
    assert line.lines[0].get_xdata().tolist() == [0.0, 0.5, 1.0]
    assert line.collections  # the band

    points = found.plot.response(by="buying.rate")
    assert points.get_xlabel() == "buying.rate (per year)"
    with pytest.raises(sim.ArgumentError, match=r"buying\.rate"):
        found.plot.response(by="failure.rate")
