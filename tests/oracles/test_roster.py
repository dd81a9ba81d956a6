"""A roster that never changes is M/M/c; who calls again, is called back and carried over, by the shares stated."""

import numpy as np
import pytest

from sim.model.attachment import solved
from sim.model.events import Weekday
from sim.model.parameters import Parameters
from sim.model.rules.callback import is_carried, is_reached_back, takes_callback
from sim.model.rules.redial import calls_again, redial_span
from sim.model.rules.roster import roster_time
from sim.response.desk import utilisation
from tests.oracles.checks import simulated, world
from tests.oracles.desk_runs import MINUTE, contact_waits, desk

N = 20_000
WITHIN = 20.0 / 60.0


@pytest.mark.parametrize(("agents", "within", "busy"), [(13, 0.796, 0.769), (14, 0.888, 0.714), (15, 0.941, 0.667)])
def test_a_roster_of_as_many_all_week_answers_as_erlang_c_says(agents: int, within: float, busy: float) -> None:
    """200 calls an hour of 180 s: the share within 20 s and the share of agents who are busy."""
    week = {f"roster_{day.name.lower()}": (float(agents),) * 24 for day in Weekday}
    p = desk(200 / 60, 1 / 3, 1, roster_on=1, **week)

    records = [simulated(world(p, 1, 14.0), k) for k in range(4)]

    waits = np.concatenate([contact_waits(record)[1] for record in records])
    assert np.mean(waits <= WITHIN) == pytest.approx(within, abs=0.012)
    assert np.mean([utilisation(record) for record in records]) == pytest.approx(busy, abs=0.006)
    assert roster_time(solved(p), 0.0, 14.0) == pytest.approx(14.0 * agents)


def test_the_shares_of_who_calls_again_and_is_called_back_are_those_stated() -> None:
    p = Parameters(redial_on=1, callback_on=1, callback_carry=0.25)
    shares = {
        "again": np.mean([calls_again(p, 7, n, 1) for n in range(N)]),
        "taken": np.mean([takes_callback(p, 7, n, 0, p.callback_above) for n in range(N)]),
        "reached": np.mean([is_reached_back(p, 7, n, 0) for n in range(N)]),
        "carried": np.mean([is_carried(p, 7, n, 0) for n in range(N)]),
    }

    # a share off by .02 would be found
    assert shares == pytest.approx({"again": 0.3, "taken": 0.6, "reached": 0.85, "carried": 0.25}, abs=0.014)
    assert np.mean([redial_span(p, 7, n, 0) for n in range(N)]) == pytest.approx(10 * MINUTE, rel=0.03)
    assert not any(calls_again(p, 7, n, 3) for n in range(100))
    assert not any(takes_callback(p, 7, n, 0, p.callback_above - 1) for n in range(100))
