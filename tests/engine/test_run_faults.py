"""What stops a run: a crowd of events in one day, a spent budget; the message names the run and the day."""

import pickle
from dataclasses import replace
from types import ModuleType

import pytest

from sim.engine.faults import RunFault
from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.events import Network, RateLaw
from sim.model.setting import LogLevel
from tests.oracles.checks import quiet, world

BOTH = pytest.mark.parametrize("engine", [compiled, reference], ids=["compiled", "reference"])
ABSURD = {"buying_rate_law": RateLaw.FIXED, "start_customers": 1.0}


@BOTH
@pytest.mark.parametrize("level", LogLevel)
def test_an_absurd_buying_rate_stops_the_run_and_says_which(engine: ModuleType, level: LogLevel) -> None:
    # Given 30,000 purchases a day
    setting = world(quiet(buying_rate=30_000.0, **ABSURD), 2, 30.0)

    with pytest.raises(
        RunFault, match=r"^seed 8, replication 5, day 0\.\d+: one person had more than 10,000"
    ) as caught:
        engine.run(setting, 8, 5, level)
    assert caught.value.fault == 2


@BOTH
def test_an_absurd_rate_of_talk_stops_the_run(engine: ModuleType) -> None:
    p = quiet(start_customers=1.0, buying_rate=0.0, talk_on=1, talk_rate=30_000.0, talk_network=Network.COMPLETE)

    with pytest.raises(RunFault, match=r"seed 8, replication 5, day 0\.\d+: .*talk\.rate"):
        engine.run(world(p, 2, 30.0), 8, 5, LogLevel.NONE)


@BOTH
def test_a_crowd_is_a_crowd_whatever_is_logged(engine: ModuleType) -> None:
    # Given little more than 10,000 purchases a day
    setting = world(quiet(buying_rate=12_000.0, **ABSURD), 1, 2.0)

    for level in LogLevel:
        with pytest.raises(RunFault, match=r"more than 10,000"):
            engine.run(setting, 1, 0, level)


@BOTH
def test_many_events_in_a_life_but_few_on_a_day_do_not_stop_the_run(engine: ModuleType) -> None:
    setting = world(quiet(buying_rate=1_000.0, **ABSURD), 1, 12.0)

    assert engine.run(setting, 8, 5, LogLevel.NONE).people["bought"][0] > 11_000


@pytest.mark.parametrize("days", [100.0, 21.5])
@pytest.mark.parametrize("level", LogLevel)
def test_a_spent_budget_stops_the_run_on_the_same_day_in_both_engines(level: LogLevel, days: float) -> None:
    # Given a budget that is spent on day 21: in the middle of a run, and on its last day
    setting = world(quiet(buying_rate=1.0, **ABSURD), 50, days)
    pattern = r"^seed 8, replication 5, day 21: the budget of events is spent"

    for engine in (compiled, reference):
        budget = engine.run(replace(setting, run_length=21.0), 8, 5, level).counts.sum() + 1
        with pytest.raises(RunFault, match=pattern) as caught:
            engine.run(setting, 8, 5, level, budget=budget)
        assert caught.value.fault == 3
        assert engine.run(setting, 8, 5, level, budget=100_000).counts.sum() > budget


def test_a_fault_crosses_a_process_border_unharmed() -> None:
    fault = RunFault.of(2, 8, 5, 3.25)

    back = pickle.loads(pickle.dumps(fault))  # noqa: S301  our own bytes

    assert (str(back), back.fault) == (str(fault), 2)
    assert str(fault).startswith("seed 8, replication 5, day 3.25: one person had")
