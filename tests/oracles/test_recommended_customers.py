"""C5: a customer who wins R0 others on average, each of whom does the same, stands for 1 / (1 - R0) customers."""

import numpy as np
import pytest

from sim.model.events import Network, RateLaw, Reception
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel, Setting
from sim.record import Table
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    mean_score,
    quiet,
    simulated,
    world,
)

R0 = 0.3
CONVERSION = 0.5
PERSONS, SEEDS, RUNS = 200_000, 400, 50
DAYS = 40.0  # a generation a day: .3^40 of a cluster is still growing


def market(r0: float = R0) -> Parameters:
    """Return a market in which everybody buys once, tells r0 / conversion others on average, and is then silent."""
    return quiet(
        start_customers=0.0,
        buying_rate_law=RateLaw.FIXED,
        buying_rate=0.0,
        talk_on=1,
        talk_network=Network.COMPLETE,
        talk_reception=Reception.CONVERSION,
        talk_conversion=CONVERSION,
        talk_rate=0.0,
        praise_mean=r0 / CONVERSION,
        satisfaction_start=0.5,
    )


def sparse(r0: float = R0, persons: int = PERSONS, seeds: int = SEEDS) -> Setting:
    """Return a market of prospects that some customers enter on day 0."""
    return world(market(r0), persons, DAYS, entries=(seeds,))


def cluster_sizes(people: Table, seeds: int) -> Table:
    """Return how many customers each of the first ``seeds`` persons stands for, herself included."""
    joined = np.flatnonzero(people["bought"] > 0)
    root = np.arange(len(people))
    by_time = joined[np.argsort(people["joined"][joined], kind="stable")]
    for person in by_time:
        teller = people["join_parent"][person]
        if teller >= 0:
            root[person] = root[teller]
    return np.bincount(root[joined], minlength=seeds)[:seeds]


def scores(r0: float) -> Scores:
    sizes = np.concatenate(
        [cluster_sizes(simulated(sparse(r0), k, LogLevel.NONE).people, SEEDS) for k in range(RUNS)]
    ).astype(np.float64)
    mean, variance = 1.0 / (1.0 - R0), R0 / (1.0 - R0) ** 3
    return {
        "mean cluster": mean_score(sizes, mean, variance**0.5),
        "variance of clusters": mean_score((sizes - mean) ** 2, variance),
        "alone": mean_score(sizes == 1.0, float(np.exp(-R0)), float((np.exp(-R0) * (1 - np.exp(-R0))) ** 0.5)),
    }


def test_clusters_of_recommendations_have_the_size_of_a_branching_process() -> None:
    """20,000 clusters in 50 markets: catches a mean of 1.4286 off by .04, that is R0 off by .02.

    Half a percent of a market is won in the end, so that .3% of the tellings fall on customers: the mean is less by
    .001, a sixth of a standard error. No allowance is made.
    """
    assert_holds(scores(R0))


@pytest.mark.nightly
def test_a_tenth_more_recommendations_are_seen_in_the_clusters() -> None:
    assert_caught(scores(1.1 * R0))


def test_both_engines_branch_alike() -> None:
    assert_engines_agree(sparse(0.9, 80, 10))
