"""Stores of machines that never met become one: nothing lost, nothing twice, nothing mixed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.description import plan_in
from sim.experiment.errors import PlanError, StoreConflict, StoreMismatch
from sim.experiment.merge import merge
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.experiment.result import result_in
from sim.experiment.shard import Row
from sim.experiment.store import Store, description, rows
from sim.experiment.work import Share
from sim.scenario import RunPlan
from tests.experiment.by_hand import lines_in

LENGTH = 30.0


def plan(replications: int = 7, seed: int = 1, responses: tuple[str, ...] = ("profit",), persons: int = 40) -> Plan:
    base = sim.load("corner_shop").with_values({"persons": persons})
    run = RunPlan(LENGTH, replications, seed=seed)
    return plan_of(experiment_from(base, [base.with_strategy("vouchers")], run=run, responses=responses))


def made(folder: Path, of: Plan, number: int = 1, machines: int = 1) -> Path:
    carry_out(of, folder, jobs=1, share=Share(number, machines))
    return folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("alone") / "kept", plan())


@pytest.fixture(scope="module")
def shares(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return [made(tmp_path_factory.mktemp("share") / "kept", plan(), number, 3) for number in (1, 2, 3)]


def test_machines_share_the_replications_and_together_leave_what_one_leaves(
    alone: Path, shares: list[Path], tmp_path: Path
) -> None:
    held = [sorted({row["replication"] for row in rows(folder)}) for folder in shares]
    assert held == [[0, 3, 6], [1, 4], [2, 5]]

    found = merge(tmp_path / "all", shares)

    assert (found.rows, found.new) == (14, 14)
    assert lines_in(tmp_path / "all") == lines_in(alone)
    ours, theirs = (result_in(folder) for folder in (tmp_path / "all", alone))
    assert ours.as_dict() == theirs.as_dict()
    assert ours.missing == 0


def test_a_row_that_two_machines_have_is_kept_once_and_sources_stay_as_they_are(
    alone: Path, shares: list[Path], tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for folder in (alone, *shares) for path in folder.glob("*.*")}

    first = merge(tmp_path / "all", [shares[0], alone])
    again = merge(tmp_path / "all", [shares[1], alone])

    assert (first.rows, again.rows, again.new) == (14, 14, 0)
    assert lines_in(tmp_path / "all") == lines_in(alone)
    assert {path: path.read_bytes() for folder in (alone, *shares) for path in folder.glob("*.*")} == before


def test_a_merge_that_was_killed_goes_on(alone: Path, shares: list[Path], tmp_path: Path) -> None:
    # Given what a kill between two shards leaves: fewer of them, and one half written
    merge(tmp_path / "all", shares)
    for path in sorted((tmp_path / "all").glob("shard-*"))[::2]:
        path.rename(path.with_name(f"{path.name}.123.part"))

    found = merge(tmp_path / "all", shares)

    assert 0 < found.new < found.rows == 14
    assert lines_in(tmp_path / "all") == lines_in(alone)
    assert not list((tmp_path / "all").glob("*.part"))


def test_the_larger_wish_counts_after_merging(tmp_path: Path) -> None:
    few, many = made(tmp_path / "few", plan(2)), made(tmp_path / "many", plan(5))

    merge(tmp_path / "all", [few, many])

    assert plan_in(tmp_path / "all").run.replications == 5
    assert result_in(tmp_path / "all").replications == 5


def test_of_two_rows_the_one_that_holds_more_responses_counts(tmp_path: Path) -> None:
    less, more = made(tmp_path / "less", plan(2)), made(tmp_path / "more", plan(2, responses=("profit", "quick_share")))
    assert "quick_share" not in next(rows(less))["responses"]

    merge(tmp_path / "all", [less, more])

    assert lines_in(tmp_path / "all") == lines_in(more)


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (plan(2, seed=2), r"seed \(1, 2\); scenarios \(corner_shop, vouchers\)"),
        (plan(2, persons=41), r"different experiments: scenarios \(corner_shop, vouchers\)"),
    ],
)
def test_another_experiment_is_refused_with_what_differs_and_nothing_is_written(
    alone: Path, other: Plan, what: str, tmp_path: Path
) -> None:
    strange = made(tmp_path / "strange", other)

    with pytest.raises(StoreMismatch, match=what):
        merge(tmp_path / "all", [alone, strange])
    merge(tmp_path / "own", [strange])
    with pytest.raises(StoreMismatch, match=r"own and .* hold different experiments"):
        merge(tmp_path / "own", [alone])

    assert not (tmp_path / "all").exists()


def test_rows_that_contradict_each_other_are_refused_naming_both_and_nothing_is_written(
    alone: Path, tmp_path: Path
) -> None:
    # Given a machine that computed one minor unit more
    wrong: list[Row] = [row for row in rows(alone) if row["replication"] == 3]
    wrong[0]["customers_total"] = (wrong[0]["customers_total"] or 0) + 1
    with Store(tmp_path / "wrong", description(alone)) as store:
        store.append(wrong)

    with pytest.raises(StoreConflict, match="replication 3; nothing is merged") as caught:
        merge(tmp_path / "all", [alone, tmp_path / "wrong"])

    assert str(alone) in str(caught.value)
    assert str(tmp_path / "wrong") in str(caught.value)
    assert not (tmp_path / "all").exists()


def test_a_folder_is_not_merged_into_itself_and_none_is_nothing_to_merge(alone: Path, tmp_path: Path) -> None:
    shutil.copytree(alone, tmp_path / "copy")

    with pytest.raises(PlanError, match="merged into already"):
        merge(tmp_path / "copy", [tmp_path / "copy"])
    with pytest.raises(PlanError, match="name the folders"):
        merge(tmp_path / "all", [])
