"""One run tells profit after several times, and when a strategy has paid for itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.experiment import horizons
from sim.experiment.errors import PlanError
from sim.experiment.result import ComparisonResult, result_in
from sim.experiment.rows import Rows
from sim.experiment.settle import Verdict
from sim.model.events import Account
from sim.scenario import Scenario
from sim.scenario.fault import ArgumentError
from tests.experiment.by_hand import rows_of

SMALL = {"persons": 40, "failure.rate": "20%"}
STRATEGIES = ["complaint_hotline", "vouchers"]


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(SMALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("horizons") / "kept"


@pytest.fixture(scope="module")
def long(base: Scenario, folder: Path) -> ComparisonResult:
    return sim.compare(
        base, STRATEGIES, run_length="400 days", horizons=["1 year", "3 months"], replications=12, jobs=1, out=folder,
        first_look=10,
    )  # fmt: skip


def by_hand(result: ComparisonResult, gains: list[list[int]], replications: int) -> ComparisonResult:
    """Return the result with books in which the first strategy gains so much a month, replication by replication."""
    base, other = result.plan.entries[:2]
    template = rows_of(result)
    rows: list[Any] = []
    for replication in range(replications):
        gain = gains[replication % len(gains)]
        for entry in result.plan.entries:
            sales = [0, *(gain if entry is other else [0] * len(gain))]
            ledger = [[0] * Account.SALES + [one] + [0] * (len(Account) - Account.SALES - 1) for one in sales]
            row = template[entry.key, 0]
            about = {"replication": replication, "digest": f"{gain} {entry is base}", "customers_total": sum(sales)}
            rows.append({**row, **about, "ledger": ledger})
    return replace(result, rows=Rows(rows, result.plan.keys))


# ------------------------------------------------------------ other horizons


def test_a_horizon_within_a_long_run_is_worth_what_a_run_of_that_length_is(
    base: Scenario, long: ComparisonResult
) -> None:
    # Given the same customers for one year only: keyed draws give them the same lives
    short = sim.compare(base, STRATEGIES, run_length="1 year", replications=12, jobs=1)

    year = {one.line.name: one.line for one in long.horizons if one.months == 12}

    assert {line.name: line.difference for line in short.lines} == {
        name: line.difference for name, line in year.items()
    }


def test_the_intervals_of_all_strategies_and_horizons_are_wider_than_those_of_one_horizon(
    base: Scenario, long: ComparisonResult
) -> None:
    short = sim.compare(base, STRATEGIES, run_length="1 year", replications=12, jobs=1, first_look=10)

    alone = {line.name: line for line in short.lines}
    year = {one.line.name: one.line for one in long.horizons if one.months == 12}

    assert [(one.line.name, one.months) for one in long.horizons] == [(s, m) for s in STRATEGIES for m in (3, 12)]
    for name in STRATEGIES:
        wide, narrow = (at[name] for at in (year, alone))
        assert None not in (wide.low, narrow.low, wide.high, narrow.high)
        assert (wide.low or 0) < (narrow.low or 0) < (narrow.high or 0) < (wide.high or 0)


def test_naming_other_horizons_leaves_the_verdict_alone(base: Scenario, long: ComparisonResult) -> None:
    plain = sim.compare(base, STRATEGIES, run_length="400 days", replications=12, jobs=1, first_look=10)

    assert plain.lines == long.lines
    assert (plain.horizons, plain.break_even) == ((), ())
    assert plain.plan.digest == long.plan.digest


def test_a_change_of_sign_is_said_and_whether_it_is_settled(long: ComparisonResult) -> None:
    # Given a strategy that costs much at first and brings more later, a little different in each pair
    settled = by_hand(long, [[*[-100_00 + k] * 3, *[90_00] * 11] for k in range(12)], 12)
    # and one of which the end is anybody's guess
    noisy = by_hand(long, [[*[-100_00 + k] * 3, *[70_00 * (-1) ** k] * 10, 400_00] for k in range(12)], 12)

    at = [next(one for one in result.horizons if one.months == 3) for result in (settled, noisy)]

    assert [one.line.verdict for one in at] == [Verdict.WORSE, Verdict.WORSE]
    assert [one.sign for one in at] == ["other", "open"]
    assert "the other one: worse, but better after 400 days" in repr(settled)
    assert "the other one in the mean; chance may have done it" in repr(noisy)


def test_the_horizon_that_is_judged_is_named_before_the_run(base: Scenario, tmp_path: Path) -> None:
    # Given a run of two years in which the first three months decide
    named = {"run_length": "400 days", "primary": "3 months", "replications": 3, "jobs": 1}
    result = sim.compare(base, "vouchers", horizons="1 year", out=tmp_path / "kept", **named)  # type: ignore[arg-type]
    whole = sim.compare(base, "vouchers", run_length="400 days", horizons="3 months", replications=3, jobs=1)

    assert result.lines[0].difference == whole.horizons[0].line.difference
    assert result.as_dict()["primary_days"] == 91.25
    assert "profit counts for 3 months" in repr(result)
    # Then another horizon is another question, also for its folder
    assert result.plan.digest != whole.plan.digest
    assert result_in(tmp_path / "kept").lines == result.lines


# ------------------------------------------------------------ breaking even


def test_a_strategy_has_paid_for_itself_when_the_discounted_sum_stays_above_0(long: ComparisonResult) -> None:
    # Given 10 lost in the first month and 4 gained in each later one, but for a relapse in the seventh
    months = [-10_00, 4_00, 4_00, 4_00, 0, 0, -5_00, *[4_00] * 7]

    result = by_hand(long, [months], 12)

    # Then not the fourth month, after which the sum falls again, but the eighth
    one, other = result.break_even
    assert (one.name, one.month, one.low, one.high, one.months) == ("complaint_hotline", 8, 8, 8, 14)
    assert (other.month, other.low, other.high) == (None, None, None)
    assert "not within 14 months" in repr(result)


def test_the_interval_of_breaking_even_holds_what_other_pairs_would_have_said(long: ComparisonResult) -> None:
    # Given 12 pairs, half with 6 a month and half with .50. Of 12 drawn again, 3 to 9 are quick ones in 95% (binomial):
    # then a month brings 1.88 to 4.63, and 9.96 lost in the middle of the first are back in the seventh or the fourth
    quick, slow = [-10_00, *[6_00] * 13], [-10_00, *[50] * 13]

    one = by_hand(long, [quick, slow], 12).break_even[0]

    assert (one.low, one.month, one.high) == (4, 5, 7)


def test_a_thousand_pairs_are_summed_in_blocks_and_break_even_when_single_ones_do(
    long: ComparisonResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = by_hand(long, [[-10_00 - k, *[4_00] * 13] for k in range(7)], 1_001)

    sums, pairs = horizons.monthly_sums(result.plan, result.rows)

    assert pairs == 1_001
    assert {len(found) for found in sums.values()} == {horizons.BLOCKS}
    monkeypatch.setattr(horizons, "BLOCKS", 2_000)
    alone, _ = horizons.monthly_sums(result.plan, result.rows)
    name = result.plan.entries[1].name
    assert sums[name].sum(axis=0) == pytest.approx(alone[name].sum(axis=0), rel=1e-12)


def test_the_curve_of_a_thousand_pairs_has_the_mean_and_the_band_of_their_gains(long: ComparisonResult) -> None:
    # Given gains of 1 and 3 in turn, month after month: after k months the mean is 2k, the standard error k / sqrt(n);
    # one side of a single look errs in 1.25%, for which t is 2.248
    result = by_hand(long, [[1_00] * 14, [3_00] * 14], 500)
    many = by_hand(long, [[1_00] * 14, [3_00] * 14], 1_001)

    curve, blocks = (horizons.curves_of(one.plan, one.rows, "sales", so_far=True) for one in (result, many))

    months, name = np.arange(1, 15), result.plan.entries[1].name
    assert curve[name].mean == pytest.approx(2.0 * months)
    assert curve[name].high - curve[name].low == pytest.approx(2 * 2.2484 * months / np.sqrt(499), rel=1e-3)
    assert blocks[name].mean == pytest.approx(2.0 * months, rel=1e-3)
    assert blocks[result.plan.entries[2].name].mean.tolist() == [0.0] * 14


def test_a_curve_of_two_pairs_has_no_band(long: ComparisonResult) -> None:
    result = by_hand(long, [[1_00] * 14, [3_00] * 14], 2)

    curve = horizons.curves_of(result.plan, result.rows, "sales", so_far=False)[result.plan.entries[1].name]

    assert curve.mean.tolist() == [2.0] * 14
    assert np.isnan(curve.low).all()
    assert np.isnan(curve.high).all()


def test_a_pair_that_failed_is_left_out_of_breaking_even(long: ComparisonResult) -> None:
    rows = list(by_hand(long, [[-10_00, *[6_00] * 13], [-99_00, *[6_00] * 13]], 20).rows)
    key = long.plan.entries[1].key
    rows = [
        {**row, "status": "failed", "error": "lost"} if row["scenario"] == key and row["replication"] % 2 else row  # type: ignore[typeddict-item]
        for row in rows
    ]

    one = replace(long, rows=Rows(rows, long.plan.keys)).break_even[0]

    assert (one.month, one.low, one.high) == (3, 3, 3)


def test_before_the_first_look_there_is_a_month_and_no_interval(long: ComparisonResult) -> None:
    result = by_hand(long, [[-10_00, *[6_00] * 13]], 9)

    assert [(one.month, one.low, one.early) for one in result.break_even[:1]] == [(3, None, True)]
    assert "first look at 10 pairs" in repr(result)


# ------------------------------------------------------------ asked and told


def test_tables_json_page_and_notebook_tell_horizons_in_both_languages(long: ComparisonResult) -> None:
    plain = json.loads(json.dumps(long.as_dict()))

    assert [(one["name"], one["months"]) for one in plain["horizons"]] == [(s, m) for s in STRATEGIES for m in (3, 12)]
    assert [one["name"] for one in plain["break_even"]] == STRATEGIES
    assert "discounted at 10% a year to the first day, each month at its middle" in repr(long)
    assert "its sign against 400 days" in long._repr_html_()
    from sim.report.page import html  # noqa: PLC0415

    assert "profit after other times than 400 days" in html(long, run_again=0)
    assert "3 个月" in html(long, "zh", run_again=0)
    assert "何时回本" in long.to_text("zh")


def test_a_folder_is_asked_for_other_horizons_without_a_run(folder: Path, long: ComparisonResult) -> None:
    found = result_in(folder, horizons=(6,))

    assert {one.months for one in found.horizons} == {6}
    assert [one.months for one in result_in(folder).horizons] == [one.months for one in long.horizons]
    with pytest.raises(PlanError, match="24 months: the run is only 400 days long"):
        result_in(folder, horizons=(24,))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"horizons": ["2 years"]}, "horizons: 24 months: the run is only 365 days long"),
        ({"primary": "2 years"}, "primary: 24 months: the run is only 365 days long"),
        ({"horizons": ["3 months", "3 months"]}, "name each one once"),
        ({"horizons": ["1 year"]}, "leave out the one that is judged"),
        ({"horizons": ["90 days"]}, "whole months such as '3 months'"),
        ({"primary": "0 days"}, "whole months such as '3 months'"),
    ],
)
def test_horizons_that_cannot_be_told_are_refused(base: Scenario, asked: dict[str, Any], said: str) -> None:
    with pytest.raises((PlanError, ArgumentError), match=said):
        sim.compare(base, "vouchers", replications=1, jobs=1, **asked)


def test_a_shorter_run_leaves_out_horizons_beyond_it(tmp_path: Path) -> None:
    # Given an experiment with two horizons
    text = "kind: experiment\nname: asked\nmarket: corner_shop\nalternatives: [vouchers]\n"
    (tmp_path / "asked.yaml").write_text(f"{text}run: {{length: 3 years, horizons: [1 month, 1 year]}}\n")

    found = sim.compare(tmp_path / "asked.yaml", run_length="60 days", replications=1, jobs=1)

    assert [one.months for one in found.horizons] == [1]
