"""How a plan is shared out: by the work there is, not by the number of rows; threads where they do not wait."""

import pytest

from sim.experiment.carry_out import workers_for
from sim.experiment.engines import cores
from sim.experiment.workers import Threads, local_pool
from sim.model.setting import LogLevel


@pytest.mark.parametrize(
    ("missing", "seconds", "level", "jobs"),
    [
        (1_000, 0.0001, LogLevel.NONE, 1),  # a tenth of a second in all: one worker, though there are many rows
        (10, 0.1, LogLevel.NONE, cores()),  # a second of the compiled engine: threads start at once
        (10, 0.1, LogLevel.ALL, cores()),
        (1_000, 0.1, LogLevel.ALL, cores()),
    ],
)
def test_workers_go_by_the_work_there_is(missing: int, seconds: float, level: LogLevel, jobs: int) -> None:
    assert workers_for(missing, seconds, None, "compiled", level)[0] == jobs


def test_a_second_of_the_reference_engine_is_not_worth_a_process() -> None:
    assert workers_for(10, 0.1, None, "reference", LogLevel.NONE)[0] == 1


@pytest.mark.parametrize(
    ("missing", "seconds", "engine", "level", "pool"),
    [
        (100, 0.1, "compiled", LogLevel.NONE, Threads),
        (100, 9.0, "compiled", LogLevel.NONE, local_pool),  # Ctrl-C must end it in the middle
        (30, 0.1, "compiled", LogLevel.ALL, Threads),
        (100, 0.1, "compiled", LogLevel.ALL, local_pool),  # Python reads logs for seconds
        (30, 0.1, "reference", LogLevel.NONE, local_pool),
    ],
)
def test_threads_serve_where_they_hardly_wait(
    missing: int, seconds: float, engine: str, level: LogLevel, pool: object
) -> None:
    assert workers_for(missing, seconds, 2, engine, level) == (2, pool)
