"""What in a folder is ours and what is not; what a folder lacks is said, and never changes what is published."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.description import plan_in
from sim.experiment.errors import StoreDamaged, StoreMismatch, StoreMissing
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.experiment.result import result_in, result_of
from sim.experiment.shard import failed_row, write_shard
from sim.experiment.store import Store, description, held, repair, rows
from sim.scenario import Precision, RunPlan
from tests.experiment.by_hand import rows_of

A = "a" * 64
EXPERIMENT = {"seed": 1}
OURS = (
    f"shard-aaaaaaaaaaaa.12-{'0' * 32}.parquet.4711.part",
    f"plan-{'0' * 16}.json.4711.part",
    "experiment.json.4711.part",
)
NOT_OURS = (
    "film.part", "notes.4711.part", "shard-1.parquet", "shard-cats.0-1.parquet.4711.part", "plan-b.json",
    "experiment.json.part", f"shard-aaaaaaaaaaaa.0-{'0' * 31}.parquet", f"PLAN-{'0' * 16}.json",
)  # fmt: skip


def store_in(folder: Path, wish: dict[str, Any] | None = None) -> Path:
    with Store(folder, EXPERIMENT, wish) as store:
        store.append([failed_row((A, 0), "1", "none")])
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------ whose files


def test_run_and_repair_leave_every_file_alone_that_is_not_named_as_ours_are(tmp_path: Path) -> None:
    store_in(tmp_path)
    for name in (*OURS, *NOT_OURS):
        (tmp_path / name).write_text("x", encoding="utf-8")

    Store(tmp_path, EXPERIMENT).close()
    moved = repair(tmp_path)

    assert moved == ()
    assert len(list(rows(tmp_path))) == 1
    assert [name for name in NOT_OURS if not (tmp_path / name).exists()] == []
    assert [name for name in OURS if (tmp_path / name).exists()] == []


@pytest.mark.parametrize(
    "files",
    [{"film.part": "x"}, {"experiment.json": '{"mine": 1}'}, {".hidden": ""}, {"shard-1.parquet": "", ".lock": ""}],
)
def test_a_folder_of_somebody_elses_files_is_refused_and_left_as_it_is(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = content(tmp_path)

    with pytest.raises(StoreMismatch, match="no results of sim; give a new or an empty folder") as caught:
        Store(tmp_path, EXPERIMENT)
    for read in (repair, description, plan_in, held):
        with pytest.raises(StoreMissing, match="no results here"):
            read(tmp_path)

    assert caught.value.exit_code == 2
    assert content(tmp_path) == before


def test_a_file_as_folder_is_refused_as_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(StoreMismatch, match="file: is a file, so no results can lie there"):
        Store(tmp_path / "file", EXPERIMENT)


def test_what_a_writer_leaves_that_is_killed_at_its_first_file_does_not_block_the_next(tmp_path: Path) -> None:
    for name in (".lock", *OURS):
        (tmp_path / name).write_text("", encoding="utf-8")

    store_in(tmp_path)

    assert len(list(rows(tmp_path))) == 1


def test_our_damaged_description_is_still_ours(tmp_path: Path) -> None:
    store_in(tmp_path)
    (tmp_path / "experiment.json").write_bytes(b"\0" * 100)

    with pytest.raises(StoreDamaged):
        Store(tmp_path, EXPERIMENT)
    assert repair(tmp_path) == ("experiment.json",)


def test_a_shard_that_claims_a_replication_beyond_all_is_damage_and_takes_no_memory(tmp_path: Path) -> None:
    store_in(tmp_path)
    path = write_shard(tmp_path, [failed_row((A, 2**62), "1", "none")])

    with pytest.raises(StoreDamaged, match="replication") as caught:
        list(rows(tmp_path))

    assert caught.value.paths == (path,)


# ------------------------------------------------------------ wishes


def plan_with(*strategies: str, **run: Any) -> Plan:  # noqa: ANN401 fields of a RunPlan
    base = sim.load("corner_shop").with_values({"persons": 30})
    alternatives = [base.with_strategy(name) for name in strategies]
    return plan_of(experiment_from(base, alternatives, run=RunPlan(20.0, **run)))


def test_one_flipped_bit_in_a_wish_is_said_and_never_changes_the_level(tmp_path: Path) -> None:
    # Given a folder asked for at 95 %
    plan = plan_with(replications=2)
    carry_out(plan, tmp_path, jobs=1, engine="reference")
    (path,) = tmp_path.glob("plan-*.json")
    whole = path.read_bytes()

    # When any bit of the wish flips, then nobody reads a level from it, and the same command does not go on either
    for bit in range(8 * len(whole)):
        torn = bytearray(whole)
        torn[bit // 8] ^= 1 << (bit % 8)
        path.write_bytes(torn)
        with pytest.raises(StoreDamaged, match=path.name):
            plan_in(tmp_path)
    with pytest.raises(StoreDamaged, match=path.name):
        carry_out(plan, tmp_path, jobs=1, engine="reference")

    # And when it is repaired, no other level takes its place until the same command has said it again
    assert repair(tmp_path) == (path.name,)
    with pytest.raises(StoreMissing, match="plan is missing"):
        result_in(tmp_path)
    carry_out(plan, tmp_path, jobs=1, engine="reference")
    assert result_in(tmp_path).plan.run.level == 0.95


def test_there_is_no_description_without_a_wish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, real = [], os.replace

    def watched(source: str, target: Path) -> None:
        seen.append(target.name)
        real(source, target)

    monkeypatch.setattr(os, "replace", watched)
    store_in(tmp_path, {"level": 0.9})

    assert [name.split("-")[0] for name in seen] == ["plan", "experiment.json", "shard"]


# ------------------------------------------------------------ how many


def test_so_many_replications_are_so_many_whatever_else_the_folder_holds(tmp_path: Path) -> None:
    few, many = plan_with("vouchers", replications=2), plan_with("vouchers", replications=5)
    carry_out(few, tmp_path / "few", jobs=1, engine="reference")
    alone = result_of(few, tmp_path / "few", replications=2)

    carry_out(many, tmp_path / "many", jobs=1, engine="reference")
    done = carry_out(few, tmp_path / "many", jobs=1, engine="reference")
    among = result_of(few, tmp_path / "many", replications=done.replications)

    assert (done.replications, among.replications, among.missing) == (2, 2, 0)
    assert json.dumps(among.as_dict()) == json.dumps(alone.as_dict())
    assert result_in(tmp_path / "many").replications == 5


def test_missing_rows_are_counted_and_only_what_all_scenarios_have_is_compared(tmp_path: Path) -> None:
    # Given four pairs, of which the second lost a row of the alternative, and the last both
    plan = plan_with("vouchers", replications=4)
    keys = [entry.key for entry in plan.entries]
    carry_out(plan, tmp_path / "whole", jobs=1, engine="reference")
    kept = [
        row
        for row in rows(tmp_path / "whole")
        if row["replication"] != 3 and (row["scenario"], row["replication"]) != (keys[1], 1)
    ]
    carry_out(plan_with("vouchers", replications=4), tmp_path / "torn", jobs=1, engine="reference")
    for path in (tmp_path / "torn").glob("shard-*"):
        path.unlink()
    write_shard(tmp_path / "torn", kept)

    found = result_in(tmp_path / "torn")

    assert found.missing == 3
    assert found.rows.replications == [0, 2]
    assert len(rows_of(found)) == 4
    assert found.as_dict()["missing_replications"] == 3
    assert [line.pairs for line in found.lines] == [2]


@pytest.mark.usefixtures("row_by_row")
def test_with_a_precision_a_folder_is_measured_against_the_next_look(tmp_path: Path) -> None:
    plan = plan_with("vouchers", replications=3, precision=Precision(relative=0.9), at_most=6)
    done = carry_out(plan, tmp_path, jobs=1, engine="reference")

    assert result_in(tmp_path).missing == 0
    next(iter(tmp_path.glob("shard-*"))).unlink()
    assert result_in(tmp_path).missing == 1
    assert done.replications in (3, 6)


def test_a_fixed_number_of_replications_reads_no_stored_row_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(*_: object) -> None:
        pytest.fail("a row was read: a million of them would not fit")

    monkeypatch.setattr("sim.experiment.carry_out.Stored", read)

    assert carry_out(plan_with(replications=2), tmp_path, jobs=1, engine="reference").status == (2, 0, 0)
