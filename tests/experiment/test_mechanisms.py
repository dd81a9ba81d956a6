"""Any mechanism can be compared with its absence, and any strategy under it."""

import pytest

import sim
from sim.model.parameters import MECHANISMS
from sim.scenario import Scenario, load_experiment

SMALL = {"persons": 60, "failure.rate": "10%"}
PLAN = {"run_length": "60 days", "replications": 2, "jobs": 1}


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(SMALL)


@pytest.mark.nightly
def test_each_mechanism_is_compared_with_the_shop_that_has_it_the_other_way_round(base: Scenario) -> None:
    switches = {name: not base.values[f"mechanisms.{name}"].value for name in MECHANISMS}
    dosed = base.with_values({"acquire.cost": "2.5 CNY", "quality.spend": 0.01})  # built in: nothing is spent
    turned = [dosed.with_values({f"mechanisms.{name}": on}).named(name) for name, on in switches.items()]

    result = sim.compare(dosed, turned, controls=False, **PLAN)

    assert [one.name for one in result.lines] == list(MECHANISMS)
    assert sum(one.difference != 0 for one in result.lines) > len(MECHANISMS) / 2


EVERY = 15
"""`make test` asks under one mechanism in so many, `make nightly` under the others."""
ASKED = [pytest.param(name, marks=[pytest.mark.nightly] * (k % EVERY > 0)) for k, name in enumerate(MECHANISMS)]


@pytest.mark.parametrize("name", ASKED)
def test_the_demo_asks_its_question_under_each_mechanism(name: str) -> None:
    # When sim compare demo_corner --set mechanisms.NAME=true
    experiment = load_experiment("demo_corner").with_values(SMALL | {f"mechanisms.{name}": True})

    result = sim.compare(experiment, **PLAN)

    assert len({line.name for line in result.lines}) == 6
    assert all(control.holds for control in result.controls)
