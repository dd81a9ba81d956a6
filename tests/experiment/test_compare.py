"""From scenarios to verdicts through the real engine: pairing, exactness, controls, failures, precision."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.answer import exact_series
from sim.experiment.controls import month_lengths, stated_cost
from sim.experiment.errors import PlanError
from sim.experiment.result import ComparisonResult
from sim.experiment.shard import Key
from sim.model.setting import Setting
from sim.scenario import Scenario
from tests.experiment.by_hand import rows_of, with_rows

SMALL = {"persons": 80, "failure.rate": "20%"}
CROWD = {"persons": 40, "buying.rate": "1000/day", "buying.rate_shape": 0.05, "mechanisms.talk": False,
         "leaving.chance": 0, "level.churn": 0, "failure.rate": 0}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(SMALL)


@pytest.fixture(scope="module")
def result(base: Scenario) -> ComparisonResult:
    return sim.compare(
        base,
        ["complaint_hotline", "five_step_recovery"],
        run_length="100 days",
        replications=12,
        response=["profit", "retention"],
        jobs=1,
    )


# ------------------------------------------------------------ controls


def test_an_identical_strategy_differs_by_exactly_0_and_a_placebo_by_exactly_its_cost(result: ComparisonResult) -> None:
    identical, placebo = result.controls

    assert (identical.name, identical.difference, identical.pairs, identical.holds) == ("identical", 0, 12, True)
    assert placebo.holds is True
    assert placebo.difference == placebo.expected
    # two mean baskets of 48 CNY a month, for 100 days, discounted at 10% a year
    assert placebo.difference == pytest.approx(-96 * 12 * 100 / 365 * 1.1 ** (-50 / 365), rel=1e-3)


@pytest.mark.parametrize("account", [1, 12])
def test_one_minor_unit_too_much_in_a_single_replication_fails_the_controls(
    result: ComparisonResult, account: int
) -> None:
    # Given rows of which one has an amount changed by the least there is
    rows, changes = rows_of(result), dict[Key, Any]()
    for control in result.plan.of_role("control"):
        ledger = [list(month) for month in rows[control.key, 7]["ledger"] or []]
        ledger[2][account] += 1
        changes[control.key, 7] = {"ledger": ledger, "digest": "0" * 64}

    tampered = with_rows(result, changes)

    assert [control.holds for control in tampered.controls] == [False, False]
    assert "FAILS" in repr(tampered)


def test_a_change_that_the_profit_does_not_show_fails_the_placebo_too(result: ComparisonResult) -> None:
    # Given an amount that moved from one account to another within a month
    placebo = result.plan.entry("placebo")
    ledger = [list(month) for month in rows_of(result)[placebo.key, 0]["ledger"] or []]
    ledger[1][1] += 5
    ledger[1][2] -= 5

    assert with_rows(result, {(placebo.key, 0): {"ledger": ledger}}).controls[1].holds is False


def test_the_identical_control_is_run_for_itself(result: ComparisonResult) -> None:
    baseline, control = result.plan.baseline, result.plan.entry("identical")

    assert baseline.digest == control.digest
    assert baseline.key != control.key
    assert (control.key, 11) in rows_of(result)


def test_the_days_of_the_months_are_those_of_the_run() -> None:
    assert month_lengths(Setting(persons=0, run_length=365.0)) == [31, 30, 31, 30, 31, 30, 30, 31, 30, 31, 30, 30]
    assert month_lengths(Setting(persons=0, run_length=40.5, history=10)) == [31, 9.5]


def test_a_cost_per_customer_cannot_be_stated_beforehand(base: Scenario) -> None:
    placebo = base.with_strategy("placebo", **{"programme.per_customer": "1 CNY/year"})

    assert stated_cost(placebo.setting(100.0)) is None
    assert stated_cost(base.with_strategy("placebo").setting(100.0)) is not None


def test_a_market_without_programmes_is_compared_without_the_placebo(base: Scenario) -> None:
    bare = base.with_values({"mechanisms.programme": False})

    found = sim.compare(bare, ["complaint_hotline"], run_length="30 days", replications=2, jobs=1)

    assert [(control.name, control.holds) for control in found.controls] == [("identical", True)]


# ------------------------------------------------------------ differences


def test_profit_differences_are_the_exact_mean_of_exact_differences(result: ComparisonResult) -> None:
    line = result.lines[0]
    plan = result.plan
    before, after = (exact_series(result.rows, plan.entry(n), "profit") for n in (plan.name, line.name))

    exact = sum(Fraction(after[r] or 0) - Fraction(before[r] or 0) for r in range(12)) / 12 / 2**40 / 100

    assert line.difference == pytest.approx(float(exact), rel=1e-14)
    rounded = [rows_of(result)[plan.baseline.key, r]["responses"]["profit"] or 0 for r in range(12)]
    exactly = exact_series(result.rows, plan.baseline, "profit")
    assert all(abs(rounded[r] - (exactly[r] or 0) / 2**40) <= 0.5 for r in range(12))


def test_the_dictionary_says_what_a_script_needs(result: ComparisonResult) -> None:
    plain = result.as_dict()

    assert plain["schema_version"] == 2
    assert plain["baseline"] == "corner_shop"
    assert [(one["name"], one["response"]) for one in plain["alternatives"]] == [
        (name, response) for response in ("profit", "retention") for name in ("complaint_hotline", "five_step_recovery")
    ]
    needed = {"name", "response", "difference", "low", "high", "level", "pairs", "verdict", "forecast"}
    assert all(needed <= one.keys() for one in plain["alternatives"])
    assert [control["name"] for control in plain["controls"]] == ["identical", "placebo"]
    assert {one["unit"] for one in plain["alternatives"]} == {"CNY", "share"}


def test_text_and_notebook_say_the_same_words(result: ComparisonResult) -> None:
    text, page = repr(result), result._repr_html_()

    for line in result.to_pandas().itertuples():
        assert line.label in text
        assert line.label in page
        assert line.verdict in text
        assert line.verdict in page
    assert "<script" not in page


def test_a_response_without_meaning_leaves_its_pair_out_and_is_no_failure(base: Scenario) -> None:
    # Given a market in which nothing ever goes wrong, so that no complaint is resolved
    perfect = base.with_values({"failure.rate": "0%"})

    found = sim.compare(perfect, ["complaint_hotline"], response="resolved_share", run_length="30 days",
                        replications=3, jobs=1, controls=False)  # fmt: skip

    (line,) = found.lines
    assert (line.pairs, line.failed, line.verdict) == (0, 0, "too early")


def test_results_are_one_row_a_replication_with_money_in_currency(result: ComparisonResult) -> None:
    table = result.results

    assert len(table) == 5 * 12
    assert set(table["scenario"]) == {"corner_shop", "complaint_hotline", "five_step_recovery", "identical", "placebo"}
    row = rows_of(result)[result.plan.baseline.key, 0]
    assert table["profit_cny"][0] == (row["responses"]["profit"] or 0) / 100


# ------------------------------------------------------------ failures and precision


def test_a_run_that_is_stopped_is_a_failed_row_and_nothing_is_settled(base: Scenario) -> None:
    # Given an alternative in which, in three of four replications, somebody buys ten thousand times a day
    crowd = base.with_values(CROWD).named("crowd")

    found = sim.compare(base.with_values({"persons": 40}), [crowd], run_length="2 days", replications=4, jobs=1)

    (line,) = found.lines
    assert (found.failed, line.pairs, line.failed, line.verdict) == (3, 1, 3, "too early")
    assert found.failures[0].startswith("crowd.0: RunFault: seed 1, replication 0, day 0")
    assert "pairs lost to failed replications: 3" in repr(found)


@pytest.mark.parametrize(("wish", "expected"), [("50%", 4), (0.000001, 16)])
def test_precision_doubles_the_replications_until_it_is_reached_or_the_cap(
    base: Scenario, wish: float | str, expected: int, tmp_path: Path
) -> None:
    found = sim.compare(
        base,
        ["vouchers"],
        run_length="60 days",
        replications=4,
        precision=wish,
        at_most=16,
        jobs=1,
        controls=False,
        out=tmp_path,
    )

    assert found.replications == expected


# ------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"response": "profits"}, "did you mean 'profit'"),
        ({"replications": 0}, "replications"),
        ({"precision": "0%"}, "precision"),
        ({"precision": 1.5}, "precision"),
        ({"first_look": 9}, "first_look: must be a whole number from 10"),
        ({"at_most": 60}, "at_most: needs precision or until_settled"),
        ({"until_settled": True, "precision": "2%"}, "until_settled: not together with precision"),
        ({"until_settled": True, "at_most": 20}, "at_most: below the 30 replications to begin with"),
        ({"indifference": 0}, "indifference: must be a number above 0"),
        ({"level": 1.0}, "level"),
        ({"seed": -1}, "seed"),
        ({"engine": "fast"}, "one of compiled, reference"),
    ],
)
def test_a_wrong_wish_is_refused_with_what_is_allowed(base: Scenario, options: Mapping[str, Any], said: str) -> None:
    with pytest.raises(sim.ArgumentError, match=said) as caught:
        sim.compare(base, ["vouchers"], **options)
    assert caught.value.exit_code == 2


def test_two_scenarios_of_one_name_are_refused(base: Scenario) -> None:
    with pytest.raises(PlanError, match="given twice"):
        sim.compare(base, ["vouchers", base.with_strategy("vouchers", **{"recovery.compensation": 0.2})])
