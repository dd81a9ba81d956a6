"""Small real comparisons to make pages of: forty persons, a few weeks, the engine to read."""

from collections.abc import Callable

import pytest

import sim
from sim import ComparisonResult, Scenario
from sim.scenario import Label


@pytest.fixture(scope="session")
def base() -> Scenario:
    """Return the corner shop with forty persons among whom much goes wrong."""
    values = {"persons": "40", "failure.rate": "30%", "leaving.chance": "2%"}
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
def labelled(base: Scenario) -> Labelled:
    """Return a function that compares the shop with itself under given names for people."""

    def found(labels: list[str]) -> ComparisonResult:
        same = [base.named(f"same_{k}", Label(en=label)) for k, label in enumerate(labels)]
        changed = base.with_strategy("apology_only").named("other", Label(en=labels[0]))
        return sim.compare(
            base, [changed, *same], run_length="30 days", replications=2, engine="reference", jobs=1, controls=False
        )

    return found
