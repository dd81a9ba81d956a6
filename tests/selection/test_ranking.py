"""All pairs, chances of being best, and what bundles bring beyond the sum of their parts."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

import sim
from sim import ComparisonResult
from sim.experiment.answer import exact_series, scale_of, scaled
from sim.experiment.plan import ALTERNATIVE, Plan, experiment_from, plan_of
from sim.experiment.result import result_in
from sim.experiment.selection.interactions import bundles_of
from sim.experiment.selection.pairs import chances_of_best
from sim.experiment.settle import Verdict
from sim.report.page import html
from sim.scenario import RunPlan, Scenario
from tests.experiment.by_hand import rows_of, with_rows

BUSY = {"persons": 200, "failure.rate": "20%"}
CARE = "care_instead_of_advertising"


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(BUSY)


@pytest.fixture(scope="module")
def result(base: Scenario, tmp_path_factory: pytest.TempPathFactory) -> ComparisonResult:
    hotline, recovery = (base.with_strategy(name) for name in ("complaint_hotline", "five_step_recovery"))
    both = hotline.with_strategy("five_step_recovery").named("both")
    return sim.compare(
        base, [hotline, recovery, both], run_length="120 days", replications=40, jobs=1,
        out=tmp_path_factory.mktemp("kept") / "out",
    )  # fmt: skip


def plan(base: Scenario, *alternatives: Scenario) -> Plan:
    return plan_of(experiment_from(base, alternatives, run=RunPlan(30.0, 2)))


def names(plan: Plan) -> list[tuple[str, list[str]]]:
    return [(whole.name, [part.name for part in parts]) for whole, parts in bundles_of(plan)]


# ------------------------------------------------------------ ranking


def test_every_two_scenarios_are_compared_pair_by_pair_the_better_mean_first(result: ComparisonResult) -> None:
    ranking = result.ranking()

    entries = (result.plan.baseline, *result.plan.of_role(ALTERNATIVE))
    series = {entry.name: list(exact_series(result.rows, entry, "profit").values()) for entry in entries}
    assert len(ranking.pairs) == 6
    for pair in ranking.pairs:
        ours, other = series[pair.line.name], series[pair.against]
        differences = [a - b for a, b in zip(ours, other, strict=True)]
        mean = scaled(sum(differences) / 40, scale_of(result.plan, "profit"))
        assert pair.line.difference == pytest.approx(mean)
        assert pair.line.difference >= 0
    means = [one.mean for one in ranking.scenarios]
    assert means == sorted(means, key=lambda mean: -(mean or 0.0))


def test_intervals_of_all_pairs_are_wider_than_those_against_today(result: ComparisonResult) -> None:
    to_today = {line.name: line for line in result.lines}

    for pair in result.ranking().pairs:
        if result.plan.baseline.name in (pair.line.name, pair.against):
            name = pair.against if pair.line.name == result.plan.baseline.name else pair.line.name
            line = to_today[name]
            assert (pair.line.high or 0) - (pair.line.low or 0) > (line.high or 0) - (line.low or 0)


def test_the_set_that_may_be_best_is_that_of_the_comparison(result: ComparisonResult) -> None:
    ranking = result.ranking()

    assert {one.name for one in ranking.scenarios if one.may_be_best} == set(result.best["profit"])
    assert ranking.as_dict()["scenarios"][0]["may_be_best"] is True


def test_chances_are_left_out_where_a_pair_tells_too_little_and_all_before_the_first_look(
    result: ComparisonResult, base: Scenario
) -> None:
    told = {one.name: one.chance for one in result.ranking().scenarios}
    early = replace(result, rows=result.rows.first(20)).ranking()

    assert any(chance is not None for chance in told.values())
    assert {one.chance for one in early.scenarios} == {None}
    # When an alternative differs from today in nothing that ever happens
    same = sim.compare(base, [base.named("same")], run_length="30 days", replications=30, controls=False, jobs=1)
    assert {one.chance for one in same.ranking().scenarios} == {None}


def test_a_failed_replication_leaves_chances_out_and_the_pair_open(result: ComparisonResult) -> None:
    entry = result.plan.entry("both")
    torn = with_rows(result, {(entry.key, 3): {"status": "failed", "error": "torn", "responses": {}}})

    ranking = torn.ranking()

    assert {one.chance for one in ranking.scenarios} == {None}
    touched = [pair.line for pair in ranking.pairs if "both" in (pair.line.name, pair.against)]
    assert {line.verdict for line in touched} == {Verdict.NOT_SETTLED}


def test_the_chance_of_being_best_of_two_is_that_of_a_normal_mean() -> None:
    differences = np.random.default_rng(5).standard_normal(50) + 0.15

    first, second = chances_of_best([differences.tolist()])

    expected = stats.norm.cdf(differences.mean() / (differences.std(ddof=1) / math.sqrt(50)))
    assert first == pytest.approx(expected, abs=0.006)
    assert first + second == pytest.approx(1.0)


def test_of_three_that_are_alike_each_is_best_with_a_third_and_less_may_be_better() -> None:
    values = np.random.default_rng(6).standard_normal((3, 3000))
    values -= values.mean(axis=1, keepdims=True)
    to_first = [(values[0] - values[k]).tolist() for k in (1, 2)]

    assert chances_of_best(to_first) == pytest.approx([1 / 3] * 3, abs=0.03)
    shifted = [[one + 1.0 for one in row] for row in to_first]
    assert chances_of_best(shifted)[0] > 0.99
    assert chances_of_best(shifted, higher_is_better=False)[0] < 0.01


def test_a_ranking_is_told_in_text_chinese_and_json(result: ComparisonResult) -> None:
    ranking = result.ranking("profit")

    assert "every scenario against every other one" in ranking.to_text()
    assert "两两相比" in ranking.to_text("zh")
    assert "<table>" in ranking._repr_html_()
    told = json.loads(json.dumps(ranking.as_dict("zh"), allow_nan=False))
    assert (told["unit"], len(told["pairs"]), len(told["scenarios"])) == ("CNY", 6, 4)


# ------------------------------------------------------------ interactions


def test_an_interaction_is_both_less_each_alone_plus_today_in_every_pair(result: ComparisonResult) -> None:
    (found,) = result.interactions["profit"]

    entries = [result.plan.entry(name) for name in ("both", *found.parts)]
    both, one, other, today = (exact_series(result.rows, entry, "profit") for entry in (*entries, result.plan.baseline))
    exact = [both[r] - one[r] - other[r] + today[r] for r in range(40)]  # type: ignore[operator]
    assert found.parts == ("complaint_hotline", "five_step_recovery")
    assert found.line.name == "both"
    assert found.line.difference == pytest.approx(scaled(sum(exact) / 40, scale_of(result.plan, "profit")))
    lines = {line.name: line.difference or 0 for line in result.lines}
    alone = lines["complaint_hotline"] + lines["five_step_recovery"]
    assert found.line.difference == pytest.approx(lines["both"] - alone)


def test_one_minor_unit_more_in_every_pair_moves_the_interaction_by_one(result: ComparisonResult) -> None:
    entry, rows = result.plan.entry("both"), rows_of(result)
    changes = {}
    for replication in range(40):
        ledger = [list(month) for month in rows[entry.key, replication]["ledger"]]
        ledger[1][0] += 100_00
        changes[entry.key, replication] = {"ledger": ledger}

    before, after = (one.interactions["profit"][0].line for one in (result, with_rows(result, changes)))

    discount = 1.1 ** (-0.5 / 12)
    assert (after.difference or 0) - (before.difference or 0) == pytest.approx(100 * discount, rel=1e-3)


def test_a_folder_knows_its_bundles_and_tells_them(result: ComparisonResult) -> None:
    assert result.folder is not None
    read = result_in(Path(result.folder))

    assert read.interactions == result.interactions
    assert "sum of both" in read.to_text()
    assert "合用" in read.to_text("zh")
    assert read.as_dict()["interactions"][0]["parts"] == ["complaint_hotline", "five_step_recovery"]
    assert read.as_dict()["interactions"][0]["name"] == "both"


def test_the_page_tells_what_a_bundle_brings(result: ComparisonResult) -> None:
    page = html(result, run_again=0)

    assert "the sum of both" in page
    assert "pair by pair; these intervals hold together with 95%" in page
    assert "单用之和" in html(result, "zh", run_again=0)


def test_bundles_are_found_by_what_rows_are_made_of_not_by_name(base: Scenario) -> None:
    a, b, c = (base.with_strategy(name) for name in ("complaint_hotline", "five_step_recovery", CARE))
    ab = a.with_strategy("five_step_recovery").named("x")
    abc = ab.with_strategy(CARE).named("y")

    assert names(plan(base, a, b, ab)) == [("x", ["complaint_hotline", "five_step_recovery"])]
    assert names(plan(base, a, b, c, abc)) == [("y", ["complaint_hotline", "five_step_recovery", CARE])]
    assert names(plan(base, ab, c, abc)) == [("y", ["x", CARE])]
    assert names(plan(base, a, ab)) == []
    assert names(plan(a, ab, abc, a.with_strategy(CARE).named("z"))) == [("y", ["x", "z"])]


def test_a_strategy_with_other_values_is_another_part(base: Scenario) -> None:
    half = base.with_strategy("vouchers", **{"recovery.compensation": 0.01}).named("half")
    hotline = base.with_strategy("complaint_hotline")
    both = hotline.with_strategy("vouchers").named("both")
    other = base.with_values({"failure.rate": "30%"}).with_strategy("vouchers").named("other")

    assert names(plan(base, half, hotline, both)) == []
    assert names(plan(base, other, hotline, both)) == []
