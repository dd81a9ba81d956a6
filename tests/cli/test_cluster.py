"""Rows that a Dask cluster computes are those of this machine; workers that are killed cost nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.description import plan_in
from sim.experiment.errors import WorkersUnavailable
from sim.experiment.lines import json_lines
from sim.experiment.store import rows

pytestmark = pytest.mark.filterwarnings("ignore")  # of tornado and asyncio, at the end of processes that are killed
Call = Callable[..., Any]
SHORT: dict[str, Any] = {"run_length": "60 days", "replications": 10, "engine": "reference"}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Start a scheduler and two workers, each a process on this machine."""
    from distributed import SubprocessCluster  # noqa: PLC0415 slow to import

    with SubprocessCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as found:  # type: ignore[no-untyped-call]
        yield found


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return every row as ``sim results`` writes it."""
    return list(json_lines(plan_in(folder), rows(folder)))


@pytest.mark.nightly
def test_a_cluster_leaves_the_rows_of_this_machine_even_if_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:  # noqa: ANN401
    shop = sim.load("corner_shop").with_values({"persons": 80})
    victim, killed = next(iter(cluster.workers.values())).process.pid, list[int]()

    def kill_one(safe: int, planned: int) -> None:
        if 0 < safe < planned and not killed:
            os.kill(victim, signal.SIGKILL)
            killed.append(safe)

    sim.compare(shop, ["vouchers"], out=tmp_path / "here", jobs=1, **SHORT)
    with sim.cluster(cluster.scheduler_address):
        found = sim.compare(shop, ["vouchers"], out=tmp_path / "there", progress=kill_one, **SHORT)

    assert killed
    assert (found.failed, found.missing, found.replications) == (0, 0, 10)
    assert lines(tmp_path / "there") == lines(tmp_path / "here")


def test_the_command_computes_on_a_cluster(cluster: Any, call: Call) -> None:  # noqa: ANN401
    words = ("run", "corner_shop", "--set", "persons=50", "--run-length", "30 days", "--replications", "3", "--quiet")

    ended = call(*words, "--engine", "reference", "--executor", "dask", "--scheduler", cluster.scheduler_address)

    assert ended.code == 0
    assert "9 replications done, 0 failed" in ended.out


def test_nobody_behind_an_address_is_said_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.cluster.SECONDS", 1)

    nobody = "tcp://127.0.0.1:9"
    with (
        pytest.raises(WorkersUnavailable, match=f"--scheduler {nobody}: no worker of sim answers"),
        sim.cluster(nobody),
    ):
        pass


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--executor", "dask"), "belong together"),
        (("--scheduler", "tcp://127.0.0.1:9"), "belong together"),
        (("--executor", "ray"), "one of local, dask"),
    ],
)
def test_half_a_cluster_is_refused(call: Call, words: tuple[str, ...], text: str) -> None:
    ended = call("run", "corner_shop", "--set", "persons=50", "--run-length", "30 days", "--replications", "1", *words)

    assert ended.code == 2
    assert text in ended.err
