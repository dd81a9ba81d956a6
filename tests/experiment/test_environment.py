"""An environment that fails is nobody's replication: no row says failed, what was done is kept, the exit code is 3."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.engine.faults import EngineUnavailable
from sim.engine.run.twin import called
from sim.experiment.carry_out import kept_result
from sim.experiment.errors import EnvironmentFailed, Interrupted, StoreError
from sim.experiment.executor import run
from sim.experiment.plan import experiment_from, plan_of
from sim.experiment.result import result_of
from sim.experiment.store import Store, rows
from sim.scenario import RunPlan

A = "a" * 64


def failing(kind: type[BaseException], at: int) -> Any:  # noqa: ANN401 a task
    def task(scenario: str, replication: int) -> Mapping[str, Any]:
        if replication == at:
            raise kind("no room")
        return {
            "scenario": scenario, "replication": replication, "status": "done", "responses": {}, "digest": "0" * 64,
            "model_version": "1",
        }  # fmt: skip

    return task


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", [MemoryError, OSError, ImportError, EnvironmentFailed])
def test_a_failing_environment_leaves_no_row_and_keeps_what_was_done(
    kind: type[BaseException], jobs: int, tmp_path: Path
) -> None:
    keys = [(A, replication) for replication in range(640)]  # batches of ten and more

    with Store(tmp_path, {"seed": 1}) as store, pytest.raises(EnvironmentFailed, match="no room") as caught:
        run([(key, failing(kind, 5)) for key in keys], store, model_version="1", jobs=jobs)

    assert caught.value.exit_code == 3
    found = list(rows(tmp_path))
    assert {row["status"] for row in found} == {"done"}
    assert [row["replication"] for row in found][:5] == [0, 1, 2, 3, 4]
    with Store(tmp_path, {"seed": 1}) as store:
        ended = run([(key, failing(kind, -1)) for key in keys], store, model_version="1", jobs=jobs)
    assert ended == (640, 0, 0)


@pytest.mark.parametrize("kind", [EOFError, ValueError, RuntimeError])
def test_whatever_comes_out_of_compiled_code_is_the_environments_doing(kind: type[Exception]) -> None:
    def broken() -> None:
        raise kind("torn")

    with pytest.raises(EngineUnavailable, match=rf"{kind.__name__}: torn.*--engine reference"):
        called(broken)


def test_with_the_compiler_switched_off_nothing_is_computed_and_doctor_says_so(tmp_path: Path) -> None:
    def with_jit_off(*arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(Path(sim.__file__).parents[1])}
        command = [sys.executable, "-m", "sim", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    ran = with_jit_off("run", "corner_shop", "--replications", "1", "--out", "d")
    doctor = with_jit_off("doctor")

    assert ran.returncode == 3
    assert "NUMBA_DISABLE_JIT switches the compiler off; unset it, or take --engine reference" in ran.stderr
    assert not (tmp_path / "d").exists()
    line = next(line for line in doctor.stdout.splitlines() if line.startswith("engine compiled"))
    assert "NUMBA_DISABLE_JIT" in line


@pytest.mark.parametrize("stop", [Interrupted(3, 8), StoreError("x: full; 3 replications are safe", 3, "x: full")])
def test_without_a_folder_nobody_is_told_that_something_is_safe(
    stop: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise stop

    base = sim.load("corner_shop")
    plan = plan_of(experiment_from(base, run=RunPlan(1.0), alternatives=()))
    monkeypatch.setattr("sim.experiment.carry_out.carry_out", stopped)

    with pytest.raises(type(stop) if isinstance(stop, Interrupted) else EnvironmentFailed) as caught:
        kept_result(plan, None, result_of, engine="reference", jobs=1, progress=None)

    assert "nothing is kept" in str(caught.value)
    assert "out='a folder'" in str(caught.value)
    assert "safe" not in str(caught.value)
