"""What a call says is used or refused; what a file extends is found by name from anywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import load, load_experiment

Write = Callable[[str, str], str]
Faults = Callable[[Callable[[], object]], list[str]]
S = "kind: strategy\nname: {0}\nsets:\n  "
SETS_IT = "recovery.compensation: 0.5\n"


def test_a_value_set_after_a_strategy_that_sets_it_is_refused_with_both_places(write: Write, faults_of: Faults) -> None:
    # given
    path = write("strategies/half.yaml", S.format("half") + SETS_IT)
    base = load("town").with_strategy("half")

    # when
    lines = faults_of(lambda: base.with_values({"recovery.compensation": 1, "basket.maen": "3 CNY", "persons": "x"}))

    # then: with the other faults of the call, and with what to do in Python
    assert len(lines) == 2
    assert lines[0] == "with_values: unknown key 'basket.maen'; did you mean 'basket.mean'?"
    assert lines[1].startswith("with_values: persons: ")
    (line,) = faults_of(lambda: base.with_values({"recovery.compensation": 1}))
    assert line.startswith(f"with_values: recovery.compensation: the strategy 'half' sets it too ({path}:4:26)")
    assert "with_strategy('half', **{'recovery.compensation': ...})" in line


def test_a_key_that_is_gone_says_what_stands_in_its_place(faults_of: Faults) -> None:
    (line,) = faults_of(lambda: load("corner_shop").with_values({"call.every": "9 days"}))
    assert line.startswith("with_values: unknown key 'call.every'; it is gone: contacts call the silent")


def test_a_value_set_before_a_strategy_lies_under_it_and_one_that_it_adds_to_counts(write: Write) -> None:
    write("strategies/half.yaml", S.format("half") + SETS_IT)
    write("strategies/more.yaml", S.format("more") + "recovery.compensation: {add: 0.25}\n")
    base = load("town")

    under = base.with_values({"recovery.compensation": 1}).with_strategy("half")
    added = base.with_strategy("more").with_values({"recovery.compensation": 1})

    assert under.parameters().recovery_compensation == 0.5
    assert [text for text, _ in under.values["recovery.compensation"].chain] == ["1", "0.5"]
    assert added.parameters().recovery_compensation == 1.25


def test_an_experiment_refuses_values_that_its_strategies_set_each_strategy_once(
    write: Write, faults_of: Faults
) -> None:
    # given: the strategy stands alone and in a row with another
    write("strategies/half.yaml", S.format("half") + SETS_IT)
    rows = "alternatives: [half, {name: both, strategies: [half, plan]}]\nrun: {length: 30 days}\n"
    path = write("experiments/trial.yaml", "kind: experiment\nname: trial\nmarket: town\n" + rows)

    lines = faults_of(lambda: load_experiment(path).with_values({"recovery.compensation": 1}))

    assert len(lines) == 1
    assert "the strategy 'half' sets it too" in lines[0]


def test_a_strategy_that_is_there_already_is_refused(write: Write, faults_of: Faults) -> None:
    path = write("strategies/more.yaml", S.format("more") + "recovery.compensation: {add: 0.25}\n")
    base = load("town").with_strategy("more")

    lines = faults_of(lambda: base.with_strategy("more"))

    assert lines == [f"{path}: the strategy 'more' is there already; leave one out"]


def test_a_market_and_a_firm_of_ones_own_extend_shipped_ones_by_name_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: one flat folder far from any project
    monkeypatch.chdir(tmp_path)
    head = "name: corner_shop\nextends: corner_shop\n"
    Path("mine.yaml").write_text(f"kind: market\n{head}persons: 500\nfirm: my_firm.yaml\n", encoding="utf-8")
    Path("my_firm.yaml").write_text(f"kind: firm\n{head}goods.margin: 40%\n", encoding="utf-8")
    Path("call.yaml").write_text(
        "kind: strategy\nname: call\nextends: more_desk_agents\nsets: {goods.margin: 41%}\n", encoding="utf-8"
    )

    mine = load("mine.yaml").with_strategy("call.yaml")

    shop = load("corner_shop")
    changed = {change.key: (change.before, change.after) for change in mine.diff(shop)}
    assert changed.pop("desk.agents")
    assert changed == {"persons": (str(shop.market.persons), "500"), "goods.margin": ("17.3%", "41%")}


def test_a_file_that_is_called_as_the_shipped_one_can_extend_it(write: Write) -> None:
    write("markets/corner_shop.yaml", "kind: market\nname: corner_shop\nextends: corner_shop\npersons: 77\n")

    scenario = load("corner_shop")

    assert scenario.market.persons == 77
    assert scenario.firm.name == "corner_shop"
