"""Reputation moves joining: the hazard is advertising's times a power of the index at the month's beginning."""

from dataclasses import replace
from math import exp

import numpy as np

from sim.model.events import Kind, RateLaw, RecoveryLaw
from sim.model.parameters import Parameters
from sim.model.rules.books import month_of
from sim.model.setting import Setting
from sim.record import Record
from tests.engine.hand import CERTAIN
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    quiet,
    share_score,
    simulated,
)

ADVERTISING = 0.02  # a day
WEIGHT, NEUTRAL, TAU, REACH, POWER = 20.0, 0.6, 90.0, 0.2, 1.5
PERSONS, SEEDS = 30_000, 40
DAYS = (20, 60, 150)


def market(**changes: float) -> Parameters:
    """Return a market whose customers buy once; the purchase fails, and the complaint about it is refused."""
    p = quiet(
        start_customers=0.0,
        buying_rate_law=RateLaw.FIXED,
        buying_rate=0.0,
        failures_on=1,
        failure_rate=1.0,
        complaints_on=1,
        channel_ease=CERTAIN,
        recovery_law=RecoveryLaw.MIX,
        recovery_mix=(1.0, 0.0, 0.0),
        advertising_on=1,
        reputation_on=1,
        reputation_weight=WEIGHT,
        reputation_neutral=NEUTRAL,
        reputation_tau=TAU,
        reputation_power=POWER,
        public_chance=0.5,
        public_reach=REACH,
    )
    return replace(p, **({"advertising_rate": ADVERTISING} | changes))


def scandal(persons: int = PERSONS, **changes: float) -> Setting:
    """Return a market in which everything goes wrong on the first day and nothing later."""
    p = market(**changes)
    phases = ((0, p), (1, replace(p, failure_rate=0.0)))
    return Setting(persons=persons, run_length=float(DAYS[-1]), phases=phases, entries=(SEEDS,))


def scores(record: Record) -> Scores:
    """Score who has joined by some days, of those who had not when the word of the first day arrived."""
    bad = REACH * float(record.counts[0, Kind.PUBLIC])
    hazard, pull, expected = 0.0, 1.0, {}
    for day in range(1, DAYS[-1]):
        if month_of(day, 0) != month_of(day - 1, 0):
            index = NEUTRAL * 2.0 * WEIGHT / (bad * exp(-(day - 1) / TAU) + 2.0 * WEIGHT)
            pull = (index / NEUTRAL) ** POWER
        hazard += ADVERTISING * pull
        expected[day + 1] = 1.0 - exp(-hazard)
    joined = record.people["joined"]
    looking = joined[joined >= 1.0]
    return {f"joined by {day}": share_score(float((looking < day).sum()), len(looking), expected[day]) for day in DAYS}


def test_a_scandal_keeps_people_away_until_it_is_forgotten() -> None:
    """29,000 prospects: catches shares off by 1.7 points."""
    record = simulated(scandal())

    assert record.counts[0, Kind.PUBLIC] > 100
    assert_holds(scores(record))


def test_a_reach_a_quarter_greater_or_a_slower_fading_is_seen() -> None:
    assert_caught(scores(simulated(scandal(public_reach=1.25 * REACH))))
    assert_caught(scores(simulated(scandal(reputation_tau=1.25 * TAU))))


def test_complaints_go_public_with_their_chance() -> None:
    counts = simulated(scandal()).counts[0]

    assert_holds({"public": share_score(float(counts[Kind.PUBLIC]), float(counts[Kind.CLOSED]), 0.5)})


def test_a_reputation_that_nobody_spoils_keeps_nobody_away() -> None:
    # Given that no complaint goes public
    records = [simulated(scandal(1_000, public_chance=0.0, reputation_on=on)) for on in (0, 1)]

    joined = [record.people["joined"] for record in records]
    assert np.allclose(*joined, rtol=1e-12, atol=0.0)  # thresholds are carried over monthly
    assert np.isfinite(joined[0]).sum() > 900


def test_both_engines_hear_of_the_scandal_alike() -> None:
    assert_engines_agree(scandal(200))
