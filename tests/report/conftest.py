"""Small real comparisons to make pages of: forty persons, a few weeks, the engine to read."""

from collections.abc import Callable
from dataclasses import replace

import pytest

import sim
from sim import ComparisonResult, Scenario
from sim.scenario import Label


@pytest.fixture(scope="session")
def base() -> Scenario:
    """Return the corner shop with forty persons among whom much goes wrong."""
    values = {"persons": "40", "failure.rate": "30%", "leaving.chance": "2%", "level.churn": 0}
    return sim.load("corner_shop").with_values(values)


@pytest.fixture(scope="session")
def compared(base: Scenario) -> ComparisonResult:
    """Return the comparison of three strategies with today, controls included."""
    alternatives = [base.with_strategy(name) for name in ("apology_only", "vouchers", "more_desk_agents")]
    return sim.compare(
        base, alternatives, run_length="70 days", replications=4, seed=7, engine="reference", jobs=1, controls=True
    )


Labelled = Callable[[list[str]], ComparisonResult]


@pytest.fixture(scope="session")
def labelled(compared: ComparisonResult) -> Labelled:
    """Return a function that gives a comparison whose strategies have given names for people.

    They are all the same strategy, so that nothing has to be run for them.
    """

    def found(labels: list[str]) -> ComparisonResult:
        baseline, one = compared.plan.entries[:2]
        entries = (replace(one, name=f"same_{k}", label=Label(en=label)) for k, label in enumerate(labels))
        return replace(compared, plan=replace(compared.plan, entries=(baseline, *entries)))

    return found
