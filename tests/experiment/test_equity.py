"""What customers left are worth, as a comparison asks for it, stores it and tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.description import plan_in
from sim.experiment.errors import PlanError
from sim.experiment.result import result_in
from sim.model.setting import LogLevel
from sim.scenario import Scenario
from sim.scenario.fault import ScenarioError
from tests.experiment.by_hand import rows_of


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values({"persons": 60, "failure.rate": "20%"})


def asked(base: Scenario, **more: Any) -> sim.ComparisonResult:  # noqa: ANN401  whatever compare takes
    return sim.compare(base, "vouchers", run_length="100 days", replications=3, jobs=1, **more)


def test_equity_stands_beside_profit_with_the_share_that_is_alive(base: Scenario, tmp_path: Path) -> None:
    found = asked(base, equity="2 years", out=tmp_path / "kept")

    assert found.responses == ("profit", "equity", "profit_and_equity")
    differences = [line.difference for line in found.lines]
    assert differences[2] == pytest.approx((differences[0] or 0) + (differences[1] or 0), abs=0.01)
    assert "counted for 2 years after the end under the firm as it is" in repr(found)
    assert "按企业现状经营" in found.to_text("zh")
    # and asking leaves everything else as it was, to the unit
    plain = asked(base)
    assert [line.difference for line in plain.lines] == differences[:1]
    for row in rows_of(plain).values():
        assert not row["responses"].keys() & {"equity", "equity_alive"}
    assert plain.plan.digest != found.plan.digest


def test_everybody_is_served_by_the_firm_as_it_is_once_the_run_is_over(base: Scenario) -> None:
    found = asked(base, equity="1 year")

    ends = [entry.run_on.phases[-1] for entry in found.plan.entries if entry.run_on]

    assert len(ends) == len(found.plan.entries) == 4
    assert {day for day, _ in ends} == {100}
    assert len({parameters for _, parameters in ends}) == 1
    assert all(parameters.market_closed for _, parameters in ends)


def test_a_folder_goes_on_and_is_read_back(base: Scenario, tmp_path: Path) -> None:
    found = asked(base, equity="1 year", out=tmp_path / "kept")

    assert plan_in(tmp_path / "kept").entries == found.plan.entries
    assert result_in(tmp_path / "kept").lines == found.lines
    more = sim.compare(
        base, "vouchers", run_length="100 days", replications=4, jobs=1, equity="1 year", out=tmp_path / "kept"
    )
    assert more.replications == 4


def test_values_set_by_hand_on_a_firm_end_with_the_run_as_a_strategys_do_and_a_market_stays_its_own(
    base: Scenario,
) -> None:
    # Given a firm that is the baseline's but for what a strategy would change, and another market
    strategy = base.with_strategy("vouchers")
    by_hand = base.with_values({one.key: one.text for one in strategy.strategies[0].values}).named("by_hand")
    elsewhere = base.with_values({"basket.mean": "60 CNY"}).named("elsewhere")
    assert by_hand.digest == strategy.digest

    found = sim.compare(
        base,
        [by_hand, "vouchers", elsewhere],
        run_length="50 days",
        replications=1,
        jobs=1,
        equity="1 year",
        controls=False,
    )

    last = [entry.run_on.phases[-1][1] for entry in found.plan.entries if entry.run_on]
    assert last[0] == last[1] == last[2]
    assert found.plan.entries[1].key == found.plan.entries[2].key
    assert (last[3].basket_mean, last[0].basket_mean) == (6000, 4800)
    assert last[3].recovery_compensation == base.parameters().recovery_compensation


def test_workers_are_planned_for_the_longer_run_and_its_log(base: Scenario) -> None:
    from sim.experiment.plan import experiment_from, plan_of  # noqa: PLC0415
    from sim.experiment.size import check_entry, longest  # noqa: PLC0415
    from sim.scenario import RunPlan  # noqa: PLC0415

    short, long = (plan_of(experiment_from(base, (), run=RunPlan(100.0, 1, equity=after))) for after in (None, 3650.0))

    assert [longest(plan.baseline, LogLevel.NONE)[1] for plan in (short, long)] == [LogLevel.NONE, LogLevel.ALL]
    needs = [check_entry(plan.baseline, LogLevel.NONE, "compiled") for plan in (short, long)]
    assert needs[0] < needs[1]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"response": ["profit", "equity"]}, "response 'equity': say for how long the run goes on"),
        ({"equity": 0}, "equity: must be above 0 days"),
    ],
)
def test_half_a_question_is_refused(base: Scenario, question: dict[str, Any], said: str) -> None:
    with pytest.raises(PlanError, match=said):
        asked(base, **question)


def test_an_experiment_file_asks_for_equity(tmp_path: Path) -> None:
    text = "kind: experiment\nname: left\nmarket: corner_shop\nalternatives: [vouchers]\nsets: {persons: 40}\n"
    (tmp_path / "left.yaml").write_text(f"{text}run: {{length: 30 days, replications: 1, equity: 1 year}}\n")
    assert sim.compare(tmp_path / "left.yaml", jobs=1).responses == ("profit", "equity", "profit_and_equity")

    (tmp_path / "left.yaml").write_text(f"{text}run: {{length: 30 days, equity: 0 days}}\n")
    with pytest.raises(ScenarioError, match="must be above 0 days"):
        sim.compare(tmp_path / "left.yaml", jobs=1)
