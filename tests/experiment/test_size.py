"""Sizes are planned before the start: what does not fit is refused at once, with the limit named."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.experiment import size
from sim.experiment.carry_out import carry_out
from sim.experiment.errors import PlanError
from sim.experiment.index import Index, Status
from sim.experiment.plan import Plan, experiment_from, plan_of
from sim.model.setting import LogLevel
from sim.scenario import RunPlan

GIB = 2**30


def plan_with(length: float = 365.0, replications: int = 1, **values: object) -> Plan:
    given = {"level.churn": 0, "mechanisms.price": False} | {
        key.replace("__", "."): value for key, value in values.items()
    }
    base = sim.load("corner_shop").with_values(given)
    return plan_of(experiment_from(base, (), run=RunPlan(length, replications=replications)))


@pytest.mark.parametrize(
    ("plan", "limit"),
    [
        (plan_with(365_000.0, history="1 day"), r"365,001 days together; at most 365,000 days, which are 1,000 years"),
        (plan_with(36_500.0, persons=10_000_000), r"person-days a replication; at most 1e\+11"),
        (plan_with(36_500.0, persons=2_000_000, buying__rate="100 per day"), r"purchases .* at most 4e\+09 events"),
        (plan_with(replications=10**6, persons=10**7), r"1,000,000 replications of 1 scenarios are .* at most 1e\+15"),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_with_the_limit_before_a_folder_is_made(
    plan: Plan, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(size, "memory", lambda: 1000 * GIB)

    with pytest.raises(PlanError, match=limit):
        carry_out(plan, tmp_path / "out", engine="reference")

    assert not (tmp_path / "out").exists()


def test_the_longest_run_that_is_allowed_is_allowed() -> None:
    assert size.workers_that_fit(plan_with(365_000.0), 1, "compiled") >= 1


def test_memory_decides_how_many_workers_run_and_whether_any_does(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_with(persons=1_000_000)
    need = size.check_entry(plan.baseline, LogLevel.NONE, "compiled")
    assert GIB < need < 2 * GIB

    monkeypatch.setattr(size, "memory", lambda: int(2.5 * need / size.MEMORY_SHARE))
    assert size.workers_that_fit(plan, 1, "compiled") == 2
    monkeypatch.setattr(size, "memory", lambda: int(0.9 * need / size.MEMORY_SHARE))
    with pytest.raises(PlanError, match=r"1,000,000 persons .* GiB of memory a replication; at most 1\.\d GiB on this"):
        size.workers_that_fit(plan, 1, "compiled")


def test_a_log_an_object_and_a_history_take_their_memory() -> None:
    setting = plan_with(persons=100_000).baseline.setting
    plain = size.memory_of(setting, LogLevel.NONE, "compiled")

    assert size.memory_of(setting, LogLevel.ALL, "compiled") > plain + 56 * size.purchases(setting)
    assert size.memory_of(setting, LogLevel.NONE, "reference") > 2 * plain
    past = plan_with(persons=100_000, history="100 days").baseline
    assert size.check_entry(past, LogLevel.NONE, "compiled") > plain + 56 * size.purchases(setting)


def test_a_replication_takes_longer_with_persons_days_a_log_and_the_engine_to_read() -> None:
    def seconds(
        log: LogLevel = LogLevel.NONE, engine: str = "compiled", days: float = 365.0, persons: int = 1_000
    ) -> float:
        return size.seconds_of(plan_with(days, persons=persons).baseline.setting, log, engine)

    assert seconds() < seconds(LogLevel.ALL) < seconds(engine="reference")
    assert seconds() < min(seconds(days=730.0), seconds(persons=2_000))


def test_purchases_are_counted_phase_by_phase() -> None:
    setting = plan_with(100.0, persons=10, buying__rate="1 per day").baseline.setting
    (_, first), *_ = setting.phases
    quiet = replace(first, buying_rate=0.0)

    assert size.purchases(setting) == pytest.approx(1_000.0)
    assert size.purchases(replace(setting, phases=((0, first), (30, quiet), (200, first)))) == pytest.approx(300.0)


@pytest.mark.parametrize("call", ["run", "trace"])
def test_python_calls_are_held_to_the_same_limits(call: str) -> None:
    base = sim.load("corner_shop").with_values({"history": "1 day"})

    with pytest.raises(PlanError, match="365,001 days together; at most 365,000 days"):
        sim.run(base, 365_000.0) if call == "run" else sim.trace(base, person=0, run_length=365_000.0)


def test_a_million_planned_rows_take_a_few_bytes_each() -> None:
    plan = plan_with(replications=300_000)
    work = plan.work(300_000, "compiled")
    index = Index()

    tracemalloc.start()
    for (scenario, replication), _ in work:
        if replication % 3:
            index.add((scenario, replication), "done" if replication % 2 else "failed")
    ended = index.status(key for key, _ in plan.work(9, "compiled"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(work) == 300_000
    assert peak < 20 * 300_000
    assert ended == Status(done=3, failed=3, missing=3)
    assert len(index) == 200_000
