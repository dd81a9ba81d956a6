"""The store under kills, damage, full disks and second writers. Faults are real where a test may cause them."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment.errors import (
    StoreConflict,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreMismatch,
    StoreMissing,
)
from sim.experiment.shard import Row, checked_row, failed_row, read_shard, row_line, write_shard
from sim.experiment.store import Status, Store, Stored, description, repair, rows, status
from tests.experiment.by_hand import lines_in

A, B = "a" * 64, "b" * 64
EXPERIMENT = {"market": "corner_shop", "run_length": 365, "seed": 1}


def row(scenario: str, replication: int, profit: float = 0.1) -> Row:
    return checked_row(
        {
            "scenario": scenario,
            "replication": replication,
            "status": "done",
            "responses": {"profit": 2**70 + replication, "wait": profit, "complaint_wait": None},
            "digest": f"{replication:032x}",
            "model_version": "1",
            "ledger": [[1, -2], [2**63, 0]],
        }
    )


def filled(folder: Path) -> Path:
    """Return a folder with three shards of two rows, one of them a failed one."""
    with Store(folder, EXPERIMENT) as store:
        store.append([row(A, 0), row(B, 0)])
        store.append([row(A, 1), failed_row((B, 1), "1", "ValueError: no\n  agents")])
        store.append([row(A, 2), row(B, 2)])
    return folder


def shards(folder: Path) -> list[Path]:
    return sorted(folder.glob("shard-*.parquet"))


# ------------------------------------------------------------ rows


def test_what_is_appended_is_read_back_sorted_and_to_the_last_digit(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    with Store(folder, EXPERIMENT) as store:
        store.append([row(B, 0, 1 / 3), row(A, 10)])
        store.append([row(A, 2)])

    found = list(rows(folder))

    assert [(r["scenario"], r["replication"]) for r in found] == [(A, 2), (A, 10), (B, 0)]
    assert found == [row(A, 2), row(A, 10), row(B, 0, 1 / 3)]


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(2**200), 2**200))
def test_every_finite_float_and_every_integer_survives_the_line_of_json(wait: float, profit: int) -> None:
    given_row = checked_row({**row(A, 0), "responses": {"wait": wait, "profit": profit}})

    back = json.loads(row_line(given_row))["responses"]

    assert back["profit"] == profit
    assert repr(back["wait"]) == repr(wait)


def test_numbers_of_numpy_become_plain_ones() -> None:
    plain = checked_row({**row(A, 0), "responses": {"n": np.int64(3), "x": np.float64(0.1)}, "ledger": [[np.int32(4)]]})

    assert plain["responses"] == {"n": 3, "x": 0.1}
    assert [type(value) for value in plain["responses"].values()] == [int, float]
    assert '"ledger":[[4]],' in row_line(plain)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"worker": "host-3"}, "unknown key 'worker'"),
        ({"scenario": "../../etc"}, "scenario: must be 8 to 128 hex digits"),
        ({"status": "running"}, "status: must be done or failed"),
        ({"replication": -1}, "replication: counts from 0"),
        ({"replication": 1.5}, "replication: must be an integer"),
        ({"responses": {"wait": float("nan")}}, "responses.wait: must be finite"),
        ({"responses": {"wait": "4 hours"}}, "responses.wait: must be an integer"),
        ({"ledger": [[1.5]]}, "ledger: must be an integer"),
    ],
)
def test_a_row_that_no_engine_may_leave_is_refused_by_name(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked_row({**row(A, 0), **change})


def test_a_row_without_its_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="missing digest"):
        checked_row({key: value for key, value in row(A, 0).items() if key != "digest"})


def test_half_a_character_in_an_error_does_not_keep_the_row_from_the_disk(tmp_path: Path) -> None:
    with Store(tmp_path, EXPERIMENT) as store:
        store.append([failed_row((A, 0), "1", "ValueError: \ud800 顾客")])

    assert next(rows(tmp_path))["error"] == "ValueError: \\ud800 顾客"


def test_status_counts_done_failed_and_missing_among_the_planned(tmp_path: Path) -> None:
    planned = [(scenario, replication) for scenario in (A, B) for replication in range(5)]

    assert status(filled(tmp_path), planned) == Status(done=5, failed=1, missing=4)


def test_a_folder_without_results_is_said_to_have_none(tmp_path: Path) -> None:
    for read in (lambda: list(rows(tmp_path)), lambda: status(tmp_path, []), lambda: repair(tmp_path / "x")):
        with pytest.raises(StoreMissing, match="no results here") as caught:
            read()
        assert caught.value.exit_code == 2


# ------------------------------------------------------------ doubles and other experiments


def test_equal_rows_stored_twice_are_read_once(tmp_path: Path) -> None:
    once = lines_in(filled(tmp_path))

    write_shard(tmp_path, [row(A, 2), row(A, 0)])

    assert lines_in(tmp_path) == once
    assert sorted(map(row_line, Stored(tmp_path))) == sorted(once)


def test_different_rows_for_one_replication_are_an_error_and_repair_moves_both(tmp_path: Path) -> None:
    before = len(shards(filled(tmp_path)))
    write_shard(tmp_path, [row(A, 2, profit=0.2)])

    with pytest.raises(StoreConflict, match=r"disagree on scenario aaaaaaaaaaaa replication 2") as caught:
        list(rows(tmp_path))
    with pytest.raises(StoreConflict, match="replication 2"):
        list(Stored(tmp_path))

    assert caught.value.exit_code == 3
    assert len(repair(tmp_path)) == 2
    assert len(shards(tmp_path)) == before - 1
    assert [r["replication"] for r in rows(tmp_path)] == [0, 1, 0, 1]


def test_the_same_folder_refuses_another_experiment_and_names_the_difference(tmp_path: Path) -> None:
    filled(tmp_path)

    with pytest.raises(StoreMismatch, match=r"run_length differs") as caught:
        Store(tmp_path, {**EXPERIMENT, "run_length": 730})

    assert caught.value.exit_code == 2
    assert description(tmp_path) == EXPERIMENT
    Store(tmp_path, dict(reversed(EXPERIMENT.items()))).close()


# ------------------------------------------------------------ damage


def recompute(folder: Path, moved: int) -> list[str]:
    """Repair, append the rows that went, and return the results."""
    with pytest.raises(StoreDamaged):
        Store(folder, EXPERIMENT)
    assert len(repair(folder)) == moved
    with Store(folder, EXPERIMENT) as store:
        wanted = [
            row(A, 0),
            row(B, 0),
            row(A, 1),
            failed_row((B, 1), "1", "ValueError: no agents"),
            row(A, 2),
            row(B, 2),
        ]
        store.append([r for r in wanted if (r["scenario"], r["replication"]) not in store])
    return lines_in(folder)


def test_any_single_flipped_bit_in_a_shard_is_found_and_the_file_named(tmp_path: Path) -> None:
    shard = shards(filled(tmp_path))[1]
    whole = shard.read_bytes()
    bits = np.random.default_rng(4).choice(8 * len(whole), 200, replace=False)

    for bit in bits:
        torn = bytearray(whole)
        torn[bit // 8] ^= 1 << (bit % 8)
        shard.write_bytes(torn)
        with pytest.raises(StoreDamaged, match=shard.name) as caught:
            list(rows(tmp_path))
        assert caught.value.exit_code == 3
        assert caught.value.paths == (shard,)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def zero_block(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:100] + bytes(64) + content[164:])


def rename(path: Path) -> None:
    path.rename(path.with_name("shard-" + "c" * 12 + path.name[18:]))


@pytest.mark.parametrize("harm", [flip, truncate, empty, zero_block, rename])
def test_repair_moves_only_the_harmed_shard_and_its_rows_come_back_the_same(tmp_path: Path, harm: object) -> None:
    golden = lines_in(filled(tmp_path))
    assert callable(harm)

    harm(shards(tmp_path)[0])

    assert recompute(tmp_path, moved=1) == golden
    assert len(list((tmp_path / "damaged").iterdir())) == 1


def test_two_shards_with_swapped_content_are_both_found(tmp_path: Path) -> None:
    golden = lines_in(filled(tmp_path))
    one, other, _ = shards(tmp_path)
    first, second = one.read_bytes(), other.read_bytes()

    one.write_bytes(second)
    other.write_bytes(first)

    assert recompute(tmp_path, moved=2) == golden


def test_a_deleted_shard_leaves_its_rows_missing_and_nothing_else(tmp_path: Path) -> None:
    planned = [(scenario, replication) for scenario in (A, B) for replication in range(3)]
    shards(filled(tmp_path))[0].unlink()

    assert status(tmp_path, planned).missing == 2


def test_a_flipped_bit_in_the_description_is_damage_and_not_another_experiment(tmp_path: Path) -> None:
    golden = lines_in(filled(tmp_path))
    path = tmp_path / "experiment.json"
    path.write_text(path.read_text(encoding="utf-8").replace("365", "364"), encoding="utf-8")

    assert recompute(tmp_path, moved=1) == golden


def test_a_half_written_temporary_file_is_ignored_by_readers_and_cleaned_by_the_next_writer(tmp_path: Path) -> None:
    golden = lines_in(filled(tmp_path))
    leftover = tmp_path / f"{shards(tmp_path)[0].name}.4711.part"
    leftover.write_bytes(b"PAR1 half")

    assert lines_in(tmp_path) == golden
    Store(tmp_path, EXPERIMENT).close()
    assert not leftover.exists()


def test_repair_of_a_sound_store_moves_nothing(tmp_path: Path) -> None:
    golden = lines_in(filled(tmp_path))

    assert repair(tmp_path) == ()
    assert lines_in(tmp_path) == golden


# ------------------------------------------------------------ one writer


WRITER = """
import sys, time
from pathlib import Path
from sim.experiment.store import Store
with Store(Path(sys.argv[1]), {"seed": 1}):
    print("open", flush=True)
    time.sleep(60)
"""


def test_a_second_process_gets_one_line_and_the_lock_goes_with_a_killed_writer(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"

        for write in (lambda: Store(tmp_path, {"seed": 1}), lambda: repair(tmp_path)):
            with pytest.raises(StoreLocked, match="another process writes here") as caught:
                write()
            assert caught.value.exit_code == 3
            assert "\n" not in str(caught.value)
        assert list(rows(tmp_path)) == []
        writer.send_signal(signal.SIGKILL)

    Store(tmp_path, {"seed": 1}).close()


# ------------------------------------------------------------ the disk refuses


@contextmanager
def refusing(call: str, number: int, code: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the ``number``-th use of a system call fail as a disk would; what came before really happens."""
    real, seen = getattr(os, call), [0]

    def guarded(*arguments: object, **options: object) -> object:
        seen[0] += 1
        if seen[0] == number:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, guarded)
        yield seen


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EMFILE])
@pytest.mark.parametrize(("call", "uses"), [("open", 2), ("write", 1), ("fsync", 2), ("replace", 1)])
def test_a_refusal_at_any_call_of_append_says_what_is_safe_and_the_rest_resumes(
    call: str, uses: int, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, uses + 1):
        folder = tmp_path / str(number)
        with Store(folder, EXPERIMENT) as store:
            store.append([row(A, 0), row(A, 1)])
            with refusing(call, number, code, monkeypatch) as seen, pytest.raises(StoreError) as caught:
                store.append([row(A, 2)])
        assert seen == [number]
        assert caught.value.safe == 2
        assert caught.value.exit_code == 3
        assert str(caught.value).endswith(
            f"{os.strerror(code)}; 2 replications are safe; the same command goes on from there"
        )

        with Store(folder, EXPERIMENT) as store:
            store.append([row(A, 2)])
        assert [r["replication"] for r in rows(folder)] == [0, 1, 2]


@pytest.mark.parametrize(("call", "uses"), [("open", 3), ("write", 1), ("fsync", 2), ("replace", 1)])
def test_a_refusal_at_any_call_of_opening_is_one_line_and_the_same_call_works_later(
    call: str, uses: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, uses + 1):
        folder = tmp_path / str(number)
        with refusing(call, number, errno.ENOSPC, monkeypatch), pytest.raises(StoreError, match="No space left"):
            Store(folder, EXPERIMENT)

        filled(folder)


def test_a_really_full_file_system_keeps_what_was_safe(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system is not permitted here")
    try:
        fills_up(tmp_path / "results")
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def fills_up(folder: Path) -> None:
    def append_without_end(store: Store) -> None:
        for replication in range(100):
            store.append([row(A, replication)])

    with Store(folder, EXPERIMENT) as store, pytest.raises(StoreError, match="No space left on device") as caught:
        append_without_end(store)
    assert caught.value.safe
    assert len(list(rows(folder))) == caught.value.safe
    assert not list(folder.glob("*.part"))


def test_a_limit_on_the_size_of_files_is_met_like_a_full_disk(tmp_path: Path) -> None:
    script = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from sim.experiment.errors import StoreError
        from sim.experiment.shard import failed_row
        from sim.experiment.store import Store
        import pyarrow.parquet
        with Store(Path(sys.argv[1]), {"seed": 1}) as store:
            store.append([failed_row(("a" * 64, 0), "1", "none")])
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
            try:
                store.append([failed_row(("a" * 64, 1), "1", "none")])
            except StoreError as fault:
                print(fault.safe, fault)
                sys.exit(fault.exit_code)
    """)

    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)

    assert ended.stderr == ""
    assert ended.returncode == 3
    assert ended.stdout.startswith("1 ")
    assert "File too large; 1 replications are safe" in ended.stdout
    assert len(list(rows(tmp_path))) == 1


def test_a_shard_that_is_not_one_but_has_the_right_digest_is_damage_too(tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415

    content = b"no parquet"
    path = tmp_path / f"shard-aaaaaaaaaaaa.0-{hashlib.sha256(content).hexdigest()[:32]}.parquet"
    path.write_bytes(content)

    with pytest.raises(StoreDamaged, match="not a shard of results"):
        read_shard(path)
