"""What ``--set`` says counts everywhere or is refused; ``sim check`` knows what ``sim compare`` would refuse."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "corner_shop", "--strategy", "vouchers", "--set", "recovery.compensation=1"),
        ("run", "corner_shop", "--set", "recovery.compensation=1", "--strategy", "vouchers"),
        ("show", "corner_shop", "--set", "recovery.compensation=1", "--strategy", "vouchers"),
    ],
)
def test_a_value_that_a_strategy_sets_too_is_refused_with_both_places(call: Call, arguments: tuple[str, ...]) -> None:
    ended = call(*arguments)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("--set: recovery.compensation: the strategy 'vouchers' sets it too (")
    assert "vouchers.yaml:" in ended.err


def test_as_is_solves_levels_again_from_what_set_says_of_the_firm(call: Call) -> None:
    key, more = ("show", "corner_shop", "--why", "leaving.chance"), ("--set", "failure.rate=1%")

    usual, acts, is_so = call(*key), call(*key, *more), call(*key, *more, "--as-is")
    assert acts.out == usual.out
    assert "solved from level.churn" in usual.out
    assert "solved again from level.churn" in is_so.out
    ended = call("run", "corner_shop", *more, "--as-is", "--run-length", "9 days", "--replications", "1", "--out", "a")
    assert ended.code == 0
    # When the folder is asked for something else, or nothing is set
    assert call("run", "corner_shop", *more, "--run-length", "9 days", "--replications", "1", "--out", "a").code == 2
    assert "--as-is: says how values of --set are meant" in call("show", "corner_shop", "--as-is").err


def test_what_set_says_is_lost_to_no_strategy_of_an_experiment(call: Call) -> None:
    ended = call("compare", "demo_corner", "--set", "recovery.compensation=1")

    lines = ended.err.splitlines()
    assert [line.split("'")[1] for line in lines] == ["five_step_recovery"]
    assert all(line.startswith("--set: recovery.compensation: the strategy '") for line in lines)
    assert all("scenarios/strategies/" in line for line in lines)


def test_check_names_a_response_that_does_not_exist_with_its_place(call: Call) -> None:
    text = "kind: experiment\nname: a\nmarket: corner_shop\nalternatives: [vouchers]\nrun: {length: 9 days}\n"
    Path("a.yaml").write_text(f"{text}responses: [rpofit]\n", "utf-8")

    ended = call("check", "a.yaml")

    assert (ended.code, ended.err) == (2, "a.yaml:6:13: responses: unknown response 'rpofit'; did you mean 'profit'?\n")
    assert call("compare", "a.yaml").err == ended.err


NOTHING = "kind: experiment\nname: a\nmarket: corner_shop\n"


@pytest.mark.parametrize(
    "rest",
    [
        "alternatives: []\nrun: {length: 60 days}\n",
        "alternatives: [vouchers, vouchers]\nrun: {length: 60 days}\n",
        "alternatives: [vouchers]\nresponses: [profit, profit]\nrun: {length: 60 days}\n",
        "alternatives: [vouchers]\nrun: {length: 0 days}\n",
        "alternatives: [vouchers]\nrun: {length: 60 days, replications: 0}\n",
        "alternatives: [vouchers]\nbudget: 500 CNY\nrun: {length: 60 days}\n",
    ],
)
def test_an_experiment_with_nothing_to_run_is_refused_by_check_and_by_compare_alike(call: Call, rest: str) -> None:
    Path("a.yaml").write_text(NOTHING + rest, "utf-8")

    checked, compared = call("check", "a.yaml"), call("compare", "a.yaml")

    assert (checked.code, compared.code) == (2, 2)
    assert checked.err.startswith("a.yaml:")
    assert checked.err == compared.err
