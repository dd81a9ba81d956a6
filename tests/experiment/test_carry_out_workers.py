"""How a plan is shared out: by the work there is, not by the number of rows; threads where they do not wait."""

import pytest

from sim.experiment.carry_out import workers_for
from sim.experiment.engines import cores
from sim.experiment.workers import Threads, local_pool


@pytest.mark.parametrize(
    ("missing", "seconds", "alone", "jobs"),
    [
        (1_000, 0.0001, True, 1),  # a tenth of a second in all: one worker, though there are many rows
        (10, 0.1, True, cores()),  # a second of the compiled engine: threads start at once
        (10, 0.1, False, 1),  # a second with responses of the log: processes would take longer to start
        (1_000, 0.1, False, cores()),
    ],
)
def test_workers_go_by_the_work_there_is(missing: int, seconds: float, *, alone: bool, jobs: int) -> None:
    assert workers_for(missing, seconds, None, alone=alone)[0] == jobs


def test_threads_serve_the_compiled_engine_where_a_replication_is_short() -> None:
    pools = [workers_for(100, seconds, 2, alone=alone) for seconds, alone in ((0.1, True), (9.0, True), (0.1, False))]

    assert pools == [(2, Threads), (2, local_pool), (2, local_pool)]
