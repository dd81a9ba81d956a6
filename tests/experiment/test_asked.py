"""Rows hold the responses that were asked for; a later question computes what is missing, and nothing else changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.description import plan_in
from sim.experiment.errors import PlanError, StoreConflict
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.experiment.result import result_in, result_of
from sim.experiment.shard import Row, read_shard, write_shard
from sim.experiment.store import rows, status
from sim.model.setting import LogLevel
from sim.response import RESPONSES
from sim.response.equity import EQUITY
from sim.scenario import RunPlan

TOTALS = {name for name, one in RESPONSES.items() if not one.needs_log} - set(EQUITY)


def plan_for(*responses: str) -> Plan:
    base = sim.load("corner_shop").with_values({"persons": 40, "failure.rate": "20%"})
    return plan_of(experiment_from(base, [base.with_strategy("vouchers")], run=RunPlan(20.0, 3), responses=responses))


def carried(folder: Path, *responses: str) -> int:
    """Ask for some responses; return how many rows were written for it."""
    before = sum(len(read_shard(path)) for path in folder.glob("shard-*"))
    carry_out(plan_for(*responses), folder, engine="reference", jobs=1)
    return sum(len(read_shard(path)) for path in folder.glob("shard-*")) - before


def test_a_row_holds_the_totals_and_of_what_is_read_from_the_log_what_was_asked_for(tmp_path: Path) -> None:
    carried(tmp_path, "profit", "desk_wait")

    assert all(row["responses"].keys() == TOTALS | {"desk_wait"} for row in rows(tmp_path))


def test_a_later_question_computes_the_rows_that_lack_the_answer_and_an_earlier_one_nothing(tmp_path: Path) -> None:
    # Given rows that hold one response of the log
    assert carried(tmp_path, "desk_wait") == 6
    first = {(row["scenario"], row["replication"]): row for row in rows(tmp_path)}

    # When another is asked for, and then the first one again, and both
    assert carried(tmp_path, "profit", "praise_rate") == 6
    assert [
        carried(tmp_path, *asked) for asked in (("desk_wait",), ("praise_rate", "desk_wait"), ("profit", "desk_wait"))
    ] == [0, 0, 0]

    # Then every row holds both, as if both had been asked for at once, and nothing else in it is new
    carried(tmp_path / "at_once", "desk_wait", "praise_rate")
    assert list(map(json.dumps, rows(tmp_path))) == list(map(json.dumps, rows(tmp_path / "at_once")))
    for row in rows(tmp_path):
        before = first[row["scenario"], row["replication"]]
        assert {**row, "responses": {name: row["responses"][name] for name in before["responses"]}} == before


def test_a_question_of_the_log_goes_on_with_rows_that_were_computed_without_one(tmp_path: Path) -> None:
    # Given rows that needed no log
    assert carried(tmp_path, "profit") == 6
    first = {(row["scenario"], row["replication"]): row for row in rows(tmp_path)}

    # When a response of the log is asked for, and then profit again
    assert carried(tmp_path, "desk_wait") == 6
    assert carried(tmp_path, "profit") == 0

    # Then the same rows say more, and nothing else
    for row in rows(tmp_path):
        before = first[row["scenario"], row["replication"]]
        assert row["responses"].keys() - before["responses"].keys() == {"desk_wait"}
        assert {**row, "responses": before["responses"]} == before


def test_an_experiment_may_ask_for_every_response_of_the_log(tmp_path: Path) -> None:
    plan = plan_for("profit")
    every = replace(plan, run=replace(plan.run, log=LogLevel.ALL))

    carry_out(every, tmp_path, engine="reference", jobs=1)

    assert all(row["responses"].keys() == RESPONSES.keys() - set(EQUITY) for row in rows(tmp_path))
    assert plan_in(tmp_path).run.log == LogLevel.ALL


def test_a_row_that_lacks_what_is_asked_is_missing_and_no_pair(tmp_path: Path) -> None:
    carried(tmp_path, "desk_wait")
    asked = plan_for("praise_rate")
    keys = [(key, replication) for key in asked.keys for replication in range(3)]

    result = result_of(asked, tmp_path)

    assert status(tmp_path, keys, asked.stored).missing == 6
    assert (result.missing, result.replications) == (6, 0)
    with pytest.raises(PlanError, match=r"6 rows hold other responses; `sim compare .*--response praise_rate`"):
        result_in(tmp_path, ("praise_rate",))


def test_rows_of_one_replication_must_agree_wherever_both_say_something(tmp_path: Path) -> None:
    carried(tmp_path, "desk_wait")
    row = next(iter(rows(tmp_path)))
    more: Row = {**row, "responses": {**row["responses"], "praise_rate": 0.5}}

    write_shard(tmp_path, [more])
    assert next(iter(rows(tmp_path)))["responses"] == more["responses"]

    write_shard(tmp_path, [{**more, "responses": {**more["responses"], "failures": 10**6, "loyalty_score": 0.5}}])
    with pytest.raises(StoreConflict, match="disagree"):
        list(rows(tmp_path))
