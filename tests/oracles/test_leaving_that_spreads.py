"""C7: a contact's departure adds .8 h tau to what makes a customer leave. In pairs all of it has a formula."""

from collections.abc import Iterable
from math import exp, expm1
from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from sim.model.events import Kind, LeaveLaw, Network, RateLaw
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    mean_score,
    quiet,
    share_score,
    simulated,
    world,
)

RATE, CHANCE = 0.04, 0.25  # purchases a day, chance of leaving after each
HAZARD = RATE * CHANCE
BOOST, TAU = 0.8, 60.0
PAIRS = 30_000
DAYS = 3_000.0  # after which 1 in 10^13 of a pair is still there


def leaving(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return equal customers in pairs who leave at a constant rate, and whose leaving spreads."""
    given: dict[str, Any] = {
        "start_customers": 1.0,
        "buying_rate_law": RateLaw.FIXED,
        "buying_rate": RATE,
        "leaving_law": LeaveLaw.CONSTANT,
        "leaving_chance": CHANCE,
        "leaving_to_rival": 0.0,
        "talk_on": 1,
        "talk_network": Network.PAIRS,
        "talk_rate": 0.0,
        "talk_warn": 0.0,
        "praise_mean": 0.0,
        "contagion_on": 1,
        "contagion_boost": BOOST,
        "contagion_tau": TAU,
    }
    return quiet(**(given | changes))


def pairs(persons: int = 2 * PAIRS, **changes: Any) -> Setting:  # noqa: ANN401
    return world(leaving(**changes), persons, DAYS)


def staying(u: float) -> float:
    """C7: the chance that a customer is still there u days after her contact's departure reached her."""
    return exp(-HAZARD * u + BOOST * HAZARD * TAU * expm1(-u / TAU))


def caught_share() -> float:
    """Return the chance that what ends a stay after an exposure is the exposure."""
    return quad(lambda u: BOOST * HAZARD * exp(-u / TAU) * staying(u), 0.0, np.inf)[0]


def pair_scores(record: Record) -> Scores:
    """Score who left second in each pair, from the midnight after the first departure."""
    first, second = np.sort(record.people["left"].reshape(-1, 2), axis=1).T
    exposed = np.floor(first) + 1.0 <= second
    since = second[exposed] - np.floor(first[exposed]) - 1.0
    rows = record.events[record.events["kind"] == Kind.DEPARTURE]
    caught = np.count_nonzero(rows["parent_kind"] == Kind.DEPARTURE)
    return {
        "left because of the other": share_score(caught, len(since), caught_share()),
        "still there after tau / 2": share_score(np.count_nonzero(since > TAU / 2), len(since), staying(TAU / 2)),
        "still there after 2 tau": share_score(np.count_nonzero(since > 2 * TAU), len(since), staying(2 * TAU)),
        "first to leave": mean_score(first, 1.0 / (2.0 * HAZARD), 1.0 / (2.0 * HAZARD)),
    }


def test_in_pairs_the_second_leaves_as_the_formula_says() -> None:
    """30,000 pairs: catches a share of .25 off by 1.5 points, that is a boost off by .06."""
    assert_holds(pair_scores(simulated(pairs())))


@pytest.mark.parametrize("fault", [{"contagion_boost": 0.9}, {"contagion_tau": 75.0}])
def test_a_stronger_or_a_longer_effect_is_seen_in_pairs(fault: dict[str, float]) -> None:
    assert_caught(pair_scores(simulated(pairs(**fault))))


def ring_excess(records: Iterable[Record]) -> Scores:
    """Score the departures that spread on a ring against the hazard that all exposures together have added.

    What happened less the hazard gathered has mean 0, and the hazard gathered is its variance (Aalen), however
    exposures pile up and departures set off others.
    """
    happened, gathered = 0, 0.0
    for record in records:
        rows = record.events[record.events["kind"] == Kind.DEPARTURE]
        happened += int(np.count_nonzero(rows["parent_kind"] == Kind.DEPARTURE))
        left = record.people["left"]
        for step in (1, -1):
            told = np.floor(np.roll(left, step)) + 1.0  # when she hears that the neighbour on this side has left
            stayed = np.where(told <= left, np.minimum(left, DAYS) - told, 0.0)
            gathered += float((-BOOST * HAZARD * TAU * np.expm1(-stayed / TAU)).sum())
    return {"departures that spread": (happened - gathered) / gathered**0.5}


def ring(boost: float = BOOST) -> list[Record]:
    return [simulated(pairs(20_000, talk_network=Network.RING, talk_degree=2, contagion_boost=boost))]


def test_on_a_ring_exposures_add_up_and_departures_set_off_others() -> None:
    """20,000 customers, 4,700 such departures: catches 8.5% too many or too few, of whatever length."""
    assert_holds(ring_excess(ring()))


def test_an_effect_an_eighth_too_strong_is_seen_on_a_ring() -> None:
    assert_caught(ring_excess(ring(0.9)))


def test_both_engines_let_leaving_spread_alike() -> None:
    assert_engines_agree(pairs(200))
    assert_engines_agree(pairs(100, talk_network=Network.SMALL_WORLD, hazards_on=1, hazard_rates=(1e-3,) * 8))


def test_moving_away_is_no_news() -> None:
    # Given nobody who leaves but by moving away
    p = {"leaving_chance": 1e-9, "hazards_on": 1, "hazard_rates": (0.0,) * 7 + (1e-3,), "contagion_boost": 1e2}
    record = simulated(pairs(1_000, **p), log_level=LogLevel.ALL)

    assert record.counts[0, Kind.DEPARTURE] > 0
    assert (record.events["parent_kind"] != Kind.DEPARTURE).all()
