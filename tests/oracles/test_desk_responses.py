"""E1, E2: what the responses say of a desk under an outside Poisson stream is what Erlang's formulas say."""

from math import exp, log

import numpy as np
import pytest

from sim.response import RESPONSES
from tests.oracles.checks import Scores, assert_caught, assert_holds, mean_score, simulated, world
from tests.oracles.desk_runs import MINUTE, desk
from tests.oracles.formulas import erlang_a, erlang_c

RUNS, CONTACTS = 20, 20_000
WITHIN = 5.0  # minutes
HOUR = 60.0

# rate and service rate a minute, agents
ERLANG_C = [(0.7, 1.0, 1), (1.5, 1.0, 2), (4.0, 1.0, 5)]
# rate, service rate and patience rate a minute, agents
ERLANG_A = [(4.0, 1.0, 0.5, 5), (6.0, 1.0, 0.5, 5), (0.9, 1.0, 0.1, 1)]


def told(
    rate: float, served: float, agents: int, patience_rate: float, names: tuple[str, ...]
) -> dict[str, list[float]]:
    """Return what some responses say of each of many runs."""
    setting = world(desk(rate, served, agents, patience_rate), 1, CONTACTS / rate * MINUTE)
    records = [simulated(setting, k) for k in range(RUNS)]
    return {name: [RESPONSES[name].read(record, 0.0) for record in records] for name in names}


def erlang_c_scores(rate: float, served: float, agents: int, *, slower: float = 1.0) -> Scores:
    names = ("desk_service_level", "desk_wait", "desk_wait_p90", "desk_utilisation", "desk_abandoned_share")
    found = told(rate, served / slower, agents, 0.0, names)
    waits, slack = erlang_c(rate / served, agents), agents * served - rate
    assert not any(found["desk_abandoned_share"])
    return {
        "service level": mean_score(found["desk_service_level"], 1.0 - waits * exp(-slack * WITHIN)),
        "mean wait": mean_score(np.multiply(HOUR, found["desk_wait"]), waits / slack),
        "p90": mean_score(np.multiply(HOUR, found["desk_wait_p90"]), log(waits / 0.1) / slack),
        "utilisation": mean_score(found["desk_utilisation"], rate / served / agents),
    }


def erlang_a_scores(rate: float, served: float, patience_rate: float, agents: int, *, sooner: float = 1.0) -> Scores:
    found = told(rate, served, agents, patience_rate * sooner, ("desk_abandoned_share", "desk_utilisation"))
    _, gives_up, _ = erlang_a(rate, served, patience_rate, agents)
    return {
        "abandoned": mean_score(found["desk_abandoned_share"], gives_up),
        "utilisation": mean_score(found["desk_utilisation"], rate * (1.0 - gives_up) / served / agents),
    }


@pytest.mark.parametrize(("rate", "served", "agents"), ERLANG_C)
def test_service_level_waits_and_utilisation_are_those_of_erlang_c(rate: float, served: float, agents: int) -> None:
    """20 runs of 20,000 contacts: a service 3% longer is caught, see below."""
    assert_holds(erlang_c_scores(rate, served, agents))


def test_a_service_3_percent_longer_is_seen_in_the_responses() -> None:
    assert_caught(erlang_c_scores(*ERLANG_C[1], slower=1.03))


@pytest.mark.parametrize(("rate", "served", "patience_rate", "agents"), ERLANG_A)
def test_abandonment_and_utilisation_are_those_of_erlang_a(
    rate: float, served: float, patience_rate: float, agents: int
) -> None:
    """20 runs of 20,000 contacts: a patience 10% shorter is caught, see below."""
    assert_holds(erlang_a_scores(rate, served, patience_rate, agents))


def test_a_patience_10_percent_shorter_is_seen_in_the_responses() -> None:
    assert_caught(erlang_a_scores(*ERLANG_A[1], sooner=1.1))
