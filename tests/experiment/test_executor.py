"""Workers and whole runs are really killed here; tasks are toys inside functions, so that they travel by value."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import loky
import pytest

from sim.experiment.errors import Interrupted, StoreError, TaskError, WorkersUnavailable
from sim.experiment.executor import Task, batch_size, run
from sim.experiment.store import Status, Store, rows, status
from sim.experiment.workers import Pool, Threads
from tests.experiment.by_hand import lines_in

A, B = "a" * 64, "b" * 64
EXPERIMENT = {"seed": 1}
KEYS = [(scenario, replication) for replication in range(6) for scenario in (A, B)]


@pytest.fixture(autouse=True, scope="module")
def _no_worker_stays() -> Iterator[None]:
    yield
    loky.get_reusable_executor().shutdown(wait=True, kill_workers=True)


def toy(before: Callable[[str, int], object] = lambda *_: None) -> Task:
    """Return a task whose row follows from its key alone, after it has done something else."""

    def task(scenario: str, replication: int) -> Mapping[str, Any]:
        before(scenario, replication)
        return {
            "scenario": scenario,
            "replication": replication,
            "status": "done",
            "responses": {"profit": 1000 * replication + int(scenario[:1], 16), "wait": replication / 7},
            "digest": f"{replication:032x}",
            "model_version": "1",
        }

    return task


def run_all(
    folder: Path,
    task: Task,
    jobs: int = 2,
    keys: list[tuple[str, int]] = KEYS,
    **options: Any,  # noqa: ANN401
) -> Status:
    with Store(folder, EXPERIMENT) as store:
        return run([(key, task) for key in keys], store, model_version="1", jobs=jobs, **options)


def golden(folder: Path, keys: list[tuple[str, int]] = KEYS) -> list[str]:
    """Return the results of an undisturbed run in one process."""
    run_all(folder, toy(), jobs=1, keys=keys)
    return lines_in(folder)


def errors(folder: Path) -> dict[tuple[str, int], str]:
    return {(r["scenario"], r["replication"]): r["error"] for r in rows(folder) if r["error"] is not None}


# ------------------------------------------------------------ what is computed


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_results_do_not_depend_on_the_number_of_workers(jobs: int, tmp_path: Path) -> None:
    ended = run_all(tmp_path / "ours", toy(), jobs=jobs)

    assert ended == Status(done=12, failed=0, missing=0)
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


@pytest.mark.parametrize("threads", [ThreadPoolExecutor, Threads])
def test_results_do_not_depend_on_the_executor_behind_the_seam(threads: Pool, tmp_path: Path) -> None:
    run_all(tmp_path / "ours", toy(), pool=threads)

    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


def test_threads_that_are_stopped_end_after_the_replication_they_are_at(tmp_path: Path) -> None:
    # Given batches of 100 replications of a twentieth of a second, on two threads
    keys = [(A, replication) for replication in range(6_400)]
    computed: list[int] = []

    def slow(_scenario: str, replication: int) -> None:
        time.sleep(0.05)
        computed.append(replication)
        if len(computed) == 20:
            os.kill(os.getpid(), signal.SIGINT)

    # When Ctrl-C comes in the middle of the first batches
    with pytest.raises(Interrupted):
        run_all(tmp_path, toy(slow), keys=keys, pool=Threads)

    # Then hardly anything more is computed
    time.sleep(0.5)
    assert len(computed) < 26


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_store_holds_is_not_computed_again(jobs: int, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    marking = toy(lambda scenario, replication: (marks / f"{scenario[0]}{replication}").touch(exist_ok=False))
    run_all(tmp_path / "ours", marking, jobs=jobs, keys=KEYS[:5])

    run_all(tmp_path / "ours", marking, jobs=jobs)

    assert len(list(marks.iterdir())) == 12
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


def test_an_empty_plan_is_done(tmp_path: Path) -> None:
    assert run_all(tmp_path, toy(), keys=[]) == Status(0, 0, 0)


@pytest.mark.usefixtures("row_by_row")
@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_grows_to_the_planned_number_and_counts_only_what_is_on_disk(jobs: int, tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []

    def progress(safe: int, planned: int) -> None:
        told.append((safe, planned, planned - status(tmp_path, KEYS).missing))

    run_all(tmp_path, toy(), jobs=jobs, progress=progress)

    assert told == [(n, 12, n) for n in range(13)]


def test_replications_that_take_no_time_share_a_shard(tmp_path: Path) -> None:
    run_all(tmp_path, toy(), jobs=1)

    assert len(list(tmp_path.glob("shard-*"))) == 1


def test_batches_hold_every_replication_once_and_grow_with_the_number() -> None:
    assert [batch_size(n, 2) for n in (0, 1, 64, 65, 640, 10**9)] == [1, 1, 1, 2, 10, 256]
    assert batch_size(6_400, 100) == 8


def test_many_small_replications_share_shards(tmp_path: Path) -> None:
    keys = [(A, replication) for replication in range(1_000)]

    run_all(tmp_path / "ours", toy(), keys=keys)

    assert len(list((tmp_path / "ours").glob("shard-*"))) == 63  # ceil(1000 / 16)
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden", keys)


# ------------------------------------------------------------ faults of a task


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_raises_is_a_failed_row_with_its_message_and_stops_no_other(jobs: int, tmp_path: Path) -> None:
    def fault(scenario: str, replication: int) -> None:
        if (scenario[0], replication) == ("b", 3):
            raise ZeroDivisionError("no agents\n  on duty")
        if (scenario[0], replication) == ("a", 4):
            raise SystemExit(9)

    ended = run_all(tmp_path, toy(fault), jobs=jobs)

    assert ended == Status(done=10, failed=2, missing=0)
    assert errors(tmp_path) == {(B, 3): "ZeroDivisionError: no agents on duty", (A, 4): "SystemExit: 9"}


def test_a_row_that_is_no_row_is_a_failed_one(tmp_path: Path) -> None:
    def wrong(scenario: str, replication: int) -> Mapping[str, Any]:
        return {**toy()(scenario, replication), "replication": replication + 1}

    def odd(scenario: str, replication: int) -> Mapping[str, Any]:
        return {**toy()(scenario, replication), "host": "here"}

    with Store(tmp_path, EXPERIMENT) as store:
        run([((A, 0), wrong), ((A, 5), odd)], store, model_version="1", jobs=1)

    assert errors(tmp_path)[A, 0].startswith("ValueError: the task for")
    assert errors(tmp_path)[A, 5].startswith("ValueError: row: unknown key 'host'")


def test_a_task_that_cannot_travel_stops_the_run_and_leaves_no_failed_row(tmp_path: Path) -> None:
    lock = threading.Lock()

    with pytest.raises(TaskError, match="cannot be sent to workers") as caught:
        run_all(tmp_path, toy(lambda *_: lock.acquire()))

    assert caught.value.exit_code == 1
    assert list(rows(tmp_path)) == []


def test_a_task_whose_module_the_workers_do_not_have_stops_the_run(tmp_path: Path) -> None:
    class Stranger:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return __import__, ("a_module_that_is_not_there",)

    stranger = Stranger()

    with pytest.raises(TaskError, match="cannot be sent to workers"):
        run_all(tmp_path, toy(lambda *_: stranger))

    assert list(rows(tmp_path)) == []


def test_a_disk_that_refuses_in_the_middle_stops_the_run_and_the_rest_resumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patch, pytest.raises(StoreError, match="No space left on device; 3 repl"):
        run_all(
            tmp_path / "ours", toy(), progress=lambda safe, _: patch.setattr(os, "fsync", full) if safe == 3 else None
        )

    run_all(tmp_path / "ours", toy())
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


# ------------------------------------------------------------ workers that die


def test_a_killed_worker_costs_no_row(tmp_path: Path) -> None:
    mark = str(tmp_path / "killed")

    def die_once(scenario: str, replication: int) -> None:
        if (scenario[0], replication) == ("b", 2) and not os.path.exists(mark):  # noqa: PTH110
            open(mark, "x").close()  # noqa: PTH123
            os.kill(os.getpid(), signal.SIGKILL)

    ended = run_all(tmp_path / "ours", toy(die_once))

    assert ended == Status(done=12, failed=0, missing=0)
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


def test_four_blows_from_outside_in_a_row_fail_no_innocent_replication(tmp_path: Path) -> None:
    blows = tmp_path / "blows"
    blows.mkdir()
    folder = str(blows)

    def blow(_scenario: str, _replication: int) -> None:
        if len(os.listdir(folder)) < 4:  # noqa: PTH208
            open(f"{folder}/{os.getpid()}", "w").close()  # noqa: PTH123
            os.kill(os.getpid(), signal.SIGKILL)

    ended = run_all(tmp_path / "ours", toy(blow), keys=KEYS[:4])

    assert ended == Status(done=4, failed=0, missing=0)


def test_a_replication_that_kills_its_worker_every_time_fails_and_all_others_finish(tmp_path: Path) -> None:
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    folder = str(deaths)

    def killer(scenario: str, replication: int) -> None:
        if (scenario[0], replication) == ("a", 1):
            open(f"{folder}/{os.getpid()}", "w").close()  # noqa: PTH123
            os.kill(os.getpid(), signal.SIGKILL)

    keys = [(scenario, replication) for replication in range(50) for scenario in (A, B)]  # batches of two

    ended = run_all(tmp_path / "ours", toy(killer), keys=keys)

    assert ended == Status(done=99, failed=1, missing=0)
    assert errors(tmp_path / "ours") == {
        (A, 1): "WorkerDied: its worker process died 3 times with nothing else running"
    }
    assert len(list(deaths.iterdir())) == 5  # twice among others, three times alone
    others = [line for line in lines_in(tmp_path / "ours") if '"done"' in line]
    assert set(others) < set(golden(tmp_path / "golden", keys))


def test_an_interrupt_that_reaches_a_worker_alone_changes_nothing(tmp_path: Path) -> None:
    def interrupted(_scenario: str, _replication: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    assert run_all(tmp_path / "ours", toy(interrupted)) == Status(done=12, failed=0, missing=0)
    assert lines_in(tmp_path / "ours") == golden(tmp_path / "golden")


def test_workers_that_cannot_start_are_said_so_and_no_replication_is_blamed(tmp_path: Path) -> None:
    def stillborn(jobs: int) -> Executor:
        executor: Executor = loky.ProcessPoolExecutor(jobs, initializer=os._exit, initargs=(1,))
        return executor

    with pytest.raises(WorkersUnavailable, match="die as soon as they start") as caught:
        run_all(tmp_path, toy(), pool=stillborn)

    assert caught.value.exit_code == 3
    assert list(rows(tmp_path)) == []


# ------------------------------------------------------------ the whole run is killed or interrupted

RUN = """
import os, sys, time
from pathlib import Path
from sim.experiment.errors import ExperimentError
from sim.experiment.executor import run
from sim.experiment.store import Store

folder, jobs, pause, marks = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]

def task(scenario, replication):
    open(f"{marks}/{os.getpid()}", "w").close()
    time.sleep(pause if replication < 6 else 1000 * pause)
    return {
        "scenario": scenario, "replication": replication, "status": "done", "digest": f"{replication:032x}",
        "responses": {"profit": 1000 * replication + int(scenario[:1], 16), "wait": replication / 7},
        "model_version": "1",
    }

work = [((s * 64, r), task) for r in range(8) for s in "ab"]
try:
    with Store(folder, {"seed": 1}) as store:
        print(run(work, store, model_version="1", jobs=jobs, progress=lambda *safe: print(*safe, flush=True)))
except ExperimentError as fault:
    print(fault)
    sys.exit(fault.exit_code)
"""
RUN_KEYS = [(scenario, replication) for replication in range(8) for scenario in (A, B)]


def start(folder: Path, jobs: int, pause: float, marks: Path) -> subprocess.Popen[str]:
    marks.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder), str(jobs), str(pause), str(marks)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def read_until(process: subprocess.Popen[str], safe: int) -> None:
    """Return when the run has said that so many replications are safe."""
    assert process.stdout is not None
    for line in process.stdout:
        if int(line.split()[0]) >= safe:
            return
    pytest.fail("the run ended before it was disturbed")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def left_after_five_seconds(pids: list[int]) -> list[int]:
    """Return which of the processes outlive the promise, and end them."""
    deadline = time.monotonic() + 5.0
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [pid for pid in pids if alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return left


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_in_the_middle_goes_on_by_the_same_command_to_the_same_results(jobs: int, tmp_path: Path) -> None:
    folder, marks = tmp_path / "ours", tmp_path / "marks"
    with start(folder, jobs, 0.05, marks) as killed:
        read_until(killed, 4)
        killed.kill()
    kept = status(folder, RUN_KEYS)
    assert 4 <= kept.done < 16

    with start(folder, jobs, 0.0, marks) as again:
        said, complaints = again.communicate(timeout=60)

    assert (again.returncode, complaints) == (0, "")
    assert said.splitlines()[0] == f"{kept.done} 16"
    assert lines_in(folder) == golden(tmp_path / "golden", RUN_KEYS)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_worker_is_left_five_seconds_after_its_parent_was_killed(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    with start(tmp_path / "ours", 2, 3.0, marks) as killed:
        read_until(killed, 0)
        while len(list(marks.iterdir())) < 2:
            time.sleep(0.05)
        workers = [int(path.name) for path in marks.iterdir()]
        assert all(alive(pid) for pid in workers)
        killed.kill()

    assert left_after_five_seconds(workers) == []


FALLBACK = """
import os, subprocess, sys, time
child = "import os, sys, time; from sim.experiment.workers import follow_parent;"
child += "follow_parent(int(sys.argv[1]), by_kernel=False); print(os.getpid(), flush=True); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", child, str(os.getpid())])
time.sleep(60)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_where_the_kernel_does_not_help_a_worker_sees_by_itself_that_its_parent_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", FALLBACK], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert alive(worker)
        parent.kill()

    assert left_after_five_seconds([worker]) == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("whole_group", [False, True])
def test_ctrl_c_ends_with_130_says_what_is_safe_and_leaves_nothing_running(
    jobs: int, whole_group: bool, tmp_path: Path
) -> None:
    folder, marks = tmp_path / "ours", tmp_path / "marks"
    with start(folder, jobs, 0.05, marks) as stopped:
        read_until(stopped, 12)  # from here on a replication takes long
        workers = {int(path.name) for path in marks.iterdir()} - {stopped.pid}
        (os.killpg if whole_group else os.kill)(stopped.pid, signal.SIGINT)
        said, complaints = stopped.communicate(timeout=30)

    # loky's resource tracker may warn about a semaphore that the interruption left behind; nothing else may be said
    assert "Traceback" not in complaints
    assert not complaints or "resource_tracker" in complaints.splitlines()[0]
    assert stopped.returncode == 130
    kept = status(folder, RUN_KEYS).done
    assert 12 <= kept < 16
    assert f"interrupted: {kept} of 16 replications are safe" in said
    assert not any(alive(pid) for pid in workers)


def test_what_was_finished_before_ctrl_c_is_stored_even_inside_a_batch(tmp_path: Path) -> None:
    def interrupt(_scenario: str, replication: int) -> None:
        if replication == 5:
            signal.raise_signal(signal.SIGINT)

    keys = [(A, replication) for replication in range(640)]  # batches of ten
    with pytest.raises(Interrupted) as caught:
        run_all(tmp_path, toy(interrupt), jobs=1, keys=keys)

    assert (caught.value.safe, caught.value.planned, caught.value.exit_code) == (5, 640, 130)
    assert [r["replication"] for r in rows(tmp_path)] == [0, 1, 2, 3, 4]
