"""``sim select`` and ``sim compare --ranking``: one winner or a reason, resumed, refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.experiment.description import plan_in
from tests.cli.conftest import SMALL
from tests.experiment.by_hand import lines_in

Call = Callable[..., Any]
ASKED = (
    "select", "corner_shop", "--set", "persons=80", "--set", "failure.rate=20%", "--run-length", "60 days",
    "--strategy", "complaint_hotline", "--strategy", "five_step_recovery", "--replications", "30", "--jobs", "1",
)  # fmt: skip


def test_a_winner_is_named_with_its_promise_and_the_same_command_adds_nothing(call: Call) -> None:
    first = call(*ASKED, "--indifference", "100", "--out", "kept")
    rows = lines_in(Path("kept"))

    again = call(*ASKED, "--indifference", "100", "--out", "kept", "--json")

    assert (first.code, again.code) == (0, 0)
    assert "take " in first.out
    assert "better than every other one by at least 100 CNY" in first.out
    assert lines_in(Path("kept")) == rows
    told = json.loads(again.out)
    assert told["winner"] in [one["name"] for one in told["scenarios"]]
    assert (told["first_stage"], told["why_none"], told["level"]) == (30, None, 0.95)
    assert [one["left_out_at"] is None for one in told["scenarios"]] == [True, False, False]


@pytest.mark.nightly
def test_replications_go_to_those_still_in_and_a_folder_goes_on_to_the_same_answer(call: Call) -> None:
    # Given two strategies that 40 replications do not tell from today, and one that is clearly worse
    strategies = ("vouchers", "money_into_leaflets", "care_instead_of_advertising")
    asked = ("select", "corner_shop", "--set", "persons=300", *(w for one in strategies for w in ("--strategy", one)))
    asked = (*asked, "--indifference", "5", "--quiet")
    whole = call(*asked, "--out", "whole", "--at-most", "40")
    stopped = call(*asked, "--out", "steps", "--at-most", "33")

    gone_on = call("select", "steps", "--indifference", "5", "--at-most", "40", "--quiet")

    assert (whole.code, stopped.code, gone_on.code) == (3, 3, 3)
    assert "no winner: after 33 replications" in stopped.out
    assert (
        "after 40 replications The corner shop, More money into leaflets, Care instead of advertising are still in"
        in whole.out
    )
    assert gone_on.out == whole.out
    assert lines_in(Path("steps")) == lines_in(Path("whole"))
    held = [json.loads(line) for line in lines_in(Path("steps"))]
    assert sum(row["replication"] >= 30 for row in held) == 3 * 10
    # and whoever compares the folder sees its first stage, with nothing missing
    assert call("compare", "steps", "--quiet").code == 0
    assert "0 left; 30 other rows are kept" in call("status", "steps").out


def test_a_pair_that_tells_too_little_is_no_ground_for_a_winner(call: Call) -> None:
    rare = ("select", "corner_shop", *SMALL, "--set", "failure.rate=0.001%", "--strategy", "vouchers", "--jobs", "1")
    ended = call(*rare, "--indifference", "50", "--out", "kept")

    assert ended.code == 3
    assert "in a way that tells anything; 10 are needed" in ended.out
    assert "--replications 60" in ended.out
    assert "没有胜者" in call("select", "kept", "--indifference", "50", "--lang", "zh").out
    # but where all that chance leaves open is less than the indifference, either will do
    assert call("select", "kept", "--indifference", "5000").code == 0


def test_a_scenario_that_is_clearly_worse_stands_in_nobodys_way(call: Call) -> None:
    # Given more agents, who touch 5 of 30 pairs and cost much: no variance of that pair could be believed
    ended = call(*ASKED, "--strategy", "more_desk_agents", "--indifference", "9", "--out", "kept", "--json")

    told = json.loads(ended.out)
    assert (ended.code, told["why_none"]) == (0, None)
    agents = next(one for one in told["scenarios"] if one["name"] == "more_desk_agents")
    assert (agents["left_out_at"], agents["replications"]) == (30, 30)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "indifference: say which difference of profit in CNY is not worth finding"),
        (("--indifference", "0"), "above 0"),
        (("--indifference", "nan"), "above 0"),
        (("--indifference", "inf"), "above 0"),
        (("--indifference", "9", "--procedure", "rinott"), "needs scenarios that share no random numbers"),
        (("--indifference", "9", "--procedure", "ocba"), "only kn is built in (got 'ocba')"),
        (("--indifference", "9", "--replications", "20"), "the first stage needs 30 (got 20)"),
        (("--indifference", "9", "--at-most", "29"), "below the first stage of 30 replications (got 29)"),
    ],
)
def test_what_cannot_be_promised_is_refused_before_anything_runs(call: Call, words: tuple[str, ...], text: str) -> None:
    ended = call(*ASKED, "--out", "none", *words)

    assert ended.code == 2
    assert text in ended.err
    assert not Path("none").exists()


def test_there_is_nothing_to_choose_from_without_a_strategy(call: Call) -> None:
    ended = call("select", "corner_shop", "--indifference", "9", "--out", "none")

    assert ended.code == 2
    assert "nothing to choose from" in ended.err


def test_a_folder_cannot_be_asked_another_question(call: Call) -> None:
    call(*ASKED, "--indifference", "100", "--out", "kept", "--quiet")

    ended = call("select", "kept", "--indifference", "100", "--seed", "2")

    assert ended.code == 2
    assert "holds results already" in ended.err


def test_a_comparison_tells_every_two_scenarios_if_asked(call: Call) -> None:
    asked = ("compare", *ASKED[1:], "--out", "kept", "--quiet")

    plain, ranked = call(*asked), call(*asked, "--ranking")

    assert "every scenario against every other one" not in plain.out
    assert ranked.out.startswith(plain.out.rstrip())
    assert "chance of being best" in ranked.out
    assert "rankings" not in json.loads(call(*asked, "--json").out)
    assert len(json.loads(call(*asked, "--json", "--ranking").out)["rankings"][0]["pairs"]) == 3


def test_python_names_the_same_winner_and_csv_the_same_lines(call: Call) -> None:
    base = sim.load("corner_shop").with_values({"persons": 80, "failure.rate": "20%"})
    asked = {"replications": 30, "run_length": "60 days", "jobs": 1}

    found = sim.select(base, ["complaint_hotline", "five_step_recovery"], indifference=100, **asked)
    told = call(*ASKED, "--indifference", "100", "--out", "kept", "--csv", "--quiet")

    lines = pd.read_csv(io.StringIO(told.out))
    assert found.winner == lines["name"][0]
    assert found.to_pandas()["mean"].tolist() == pytest.approx(lines["mean"].tolist())
    assert found.to_text() == call("select", "kept", "--indifference", "100", "--quiet").out.rstrip("\n")


def test_values_can_say_how_the_firm_is(call: Call) -> None:
    # Given fewer failures than the market's file says: of the firm as it is, so that as many leave as before
    asked = [word.replace("20%", "0.5%") for word in ASKED]
    for folder, words in (("does", []), ("is", ["--as-is"])):
        call(*asked, *words, "--indifference", "100", "--out", folder, "--quiet")

    does, is_so = (plan_in(Path(name)).baseline.setting.phases[0][1] for name in ("does", "is"))
    assert does.failure_rate == is_so.failure_rate
    assert does != is_so  # the one is judged by a market that was solved with .75%
