"""Rows as columns: exact, small, read in streams, and no longer there than the folder they come from."""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.description import described, wish_of
from sim.experiment.errors import StoreMissing
from sim.experiment.packed import Number, Packed
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.experiment.result import ComparisonResult, result_of
from sim.experiment.rows import Told
from sim.experiment.shard import Row, failed_row, write_shard
from sim.experiment.store import Store, Stored
from sim.response import RESPONSES
from sim.scenario import Precision, RunPlan

BATCH = 250
TOTALS = [name for name, one in RESPONSES.items() if not one.needs_log]
BYTES_A_ROW = 44
"""12 or less for an exact profit, 9 for retention and for either worth of customers, 2 for its state; some to spare."""


def plan_with(replications: int, **run: object) -> Plan:
    base = sim.load("corner_shop").with_values({"persons": 10})
    wish = RunPlan(30.0, replications, **run)  # type: ignore[arg-type]
    return plan_of(experiment_from(base, [base.with_strategy("vouchers")], run=wish, responses=("profit", "retention")))


def row_of(key: str, one: int) -> Row:
    """Return a row whose numbers no other row has; every seventeenth replication of a scenario failed."""
    if (one + int(key[:8], 16)) % 17 == 0:
        return failed_row((key, one), "1", f"RunFault: day {one}")
    number = int(key[:6], 16) + one * 7_919 % 104_729
    return Row(
        scenario=key, replication=one, status="done", digest=f"{number:064x}", model_version="1", error=None,
        responses=dict.fromkeys(TOTALS, 0) | {"retention": number / 2**25, "joins": number + 3},
        ledger=[[0, 0], [number * 10**6, -one], [number, 3]], customers_total=number, top_customer=one,
    )  # fmt: skip


def filled(folder: Path, plan: Plan, replications: int) -> Path:
    """Return a folder of made-up rows, in shards as an executor leaves them."""
    Store(folder, described(plan), wish_of(plan)).close()
    every = [row_of(key, one) for one in range(replications) for key in plan.keys]
    for start in range(0, len(every), BATCH):
        write_shard(folder, every[start : start + BATCH])
    return folder


@given(st.lists(st.one_of(st.integers(-(2**200), 2**200), st.floats(allow_nan=False), st.integers(-9, 9))))
def test_packed_numbers_come_back_to_the_last_bit_and_in_their_kind(values: list[Number]) -> None:
    packed = Packed(values)

    assert list(map(repr, packed)) == list(map(repr, values))
    assert list(packed[1:]) == list(values[1:])
    assert len(packed) == len(values)


def test_a_result_holds_a_few_bytes_a_row_and_no_dict(tmp_path: Path) -> None:
    # Given two folders of rows that take some 5 kB each as a dict
    sizes, held = (500, 2_000), []
    for size in sizes:
        folder, plan = filled(tmp_path / str(size), plan_with(size), size), plan_with(size)

        # When a result is made of each
        gc.collect()
        tracemalloc.start()
        result = result_of(plan, folder)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        assert result.replications == size

    # Then what a row more takes is what its numbers take; failed ones have a line of text besides
    rows, failed = 2 * (sizes[1] - sizes[0]), 250 * 2 * (sizes[1] - sizes[0]) // 17
    assert held[1] - held[0] < BYTES_A_ROW * rows + failed


def test_rows_beyond_those_asked_for_change_nothing(tmp_path: Path) -> None:
    plan = plan_with(60)

    few = result_of(plan, filled(tmp_path / "few", plan, 60), replications=60)
    among = result_of(plan, filled(tmp_path / "many", plan, 180), replications=60)

    assert json.dumps(among.as_dict()) == json.dumps(few.as_dict())
    assert among.failures == few.failures != []
    assert among.results.equals(few.results)
    lost = {line.partition(":")[0].rpartition(".")[2] for line in among.failures}  # both of a pair may have failed
    assert (among.lines[0].pairs, among.lines[0].failed) == (few.replications - len(lost), len(lost))


def test_what_was_not_asked_for_is_read_later_and_refused_when_rows_are_gone(tmp_path: Path) -> None:
    plan = plan_with(60)
    result = result_of(plan, filled(tmp_path, plan, 60))
    key = plan.baseline.key

    later = result.rows.series(key, Told("joins"))

    assert later == {one: row_of(key, one)["responses"].get("joins") for one in range(60)}
    next(iter(tmp_path.glob("shard-*"))).unlink()
    with pytest.raises(StoreMissing, match="gone since it was made"):
        result.rows.series(key, Told("departures"))


def test_looks_read_rows_that_are_there_already_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    class Watched(Stored):
        def __iter__(self) -> Iterator[Row]:
            read.append(self.folder)
            return super().__iter__()

    monkeypatch.setattr("sim.experiment.carry_out.Stored", Watched)
    plan = plan_with(2, precision=Precision(relative=1e-9), at_most=8)
    assert carry_out(plan, tmp_path, jobs=1, engine="reference").replications == 8
    first = len(read)

    assert carry_out(plan, tmp_path, jobs=1, engine="reference").replications == 8

    assert (first, len(read) - first) == (3, 1)


def test_without_a_folder_rows_stay_as_long_as_somebody_can_ask_for_them() -> None:
    def compared() -> ComparisonResult:
        base = sim.load("corner_shop").with_values({"persons": 10})
        return sim.compare(base, ["vouchers"], run_length="9 days", replications=2, engine="reference", jobs=1)

    result = compared()
    folder = result.rows.source.folder  # type: ignore[attr-defined]
    assert len(result.results) == 8
    assert result.folder is None
    assert folder.is_dir()

    del result
    gc.collect()
    assert not folder.exists()
