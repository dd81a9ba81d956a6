# ruff: noqa: E501  tables read better on one line
"""Science B5, rows B06, B10, C07, C09, C12, C13: a rival's pull and its offers, against closed forms."""

from dataclasses import replace
from math import exp, log
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from sim.model.events import Cause, Kind, Loss, RateLaw, Status
from sim.model.numerics import logistic
from sim.model.quantities import YEAR
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_holds,
    quiet,
    share_score,
    simulated,
    world,
)

PERSONS = 100_000
RATE = 2.0 / YEAR
PULLING: dict[str, Any] = {
    "rivals_on": 1, "rivals_rate": RATE, "rivals_reach": 0.8, "rivals_quality": 0.5, "rivals_barrier": 0.5, "start_customers": 1.0,
    "buying_rate_law": RateLaw.FIXED, "buying_rate": 0.02, "satisfaction_start": 0.7,
}  # fmt: skip


def pull(satisfaction: float) -> float:
    """Return the hazard of leaving for the rival, per day, from the formula of the page."""
    return 0.8 * RATE * logistic(2.0 * (0.5 - 0.5 * 2.0 * (satisfaction - 0.5)) - 0.5)


def gone_scores(record: Record, since: float, hazard: float) -> Scores:
    """Score the share who have left at several times after a day against an exponential law."""
    left = record.people["left"]
    scores = {"before": 0.0 if not (left < since).any() else 1e9}
    for days in (50.0, 150.0, 300.0):
        share = 1.0 - exp(-hazard * days)
        scores[f"gone {days}"] = share_score(int((left < since + days).sum()), len(left), share)
    return scores


@pytest.mark.parametrize("satisfaction", [0.0, 0.7, 1.0])
def test_customers_leave_for_the_rival_at_the_rate_that_value_and_satisfaction_give(satisfaction: float) -> None:
    """100,000 customers: catches a hazard that is off by 2%; the satisfied resist (B06)."""
    p = quiet(**(PULLING | {"satisfaction_start": satisfaction}))
    record = simulated(world(p, PERSONS, 320.0), 0, LogLevel.NONE)

    assert_holds(gone_scores(record, 0.0, pull(satisfaction)))
    assert_caught(gone_scores(record, 0.0, 1.05 * pull(satisfaction)))
    gone = record.people[record.people["left"] < 320.0]
    assert set(gone["status"].tolist()) == {Status.RIVAL}
    assert set(gone["cause"].tolist()) == {Cause.COMPETITION}
    assert set(gone["loss"].tolist()) == {Loss.ATTRACTED}


def test_a_barrier_of_the_firms_adds_to_that_of_the_market() -> None:
    """Mission row E16: an e-th of the odds of leaving is left for each unit; catches one that is off by 2%."""
    p = quiet(**(PULLING | {"own_barrier": 1.0}))
    odds = pull(0.7) / (0.8 * RATE - pull(0.7)) * exp(-1.0)
    record = simulated(world(p, PERSONS, 320.0), 0, LogLevel.NONE)

    assert_holds(gone_scores(record, 0.0, 0.8 * RATE * odds / (1.0 + odds)))
    assert_caught(gone_scores(record, 0.0, pull(0.7)))


def test_who_bought_by_habit_leaves_as_soon_as_there_is_a_rival() -> None:
    """Mission row B10: nobody leaves before day 100, though nobody is attached; then at the full rate."""
    p = quiet(**(PULLING | {"rivals_enters": 100, "rivals_resistance": 0.0}))
    record = simulated(world(p, PERSONS, 420.0), 0, LogLevel.NONE)

    assert_holds(gone_scores(record, 100.0, 0.8 * RATE * logistic(0.5)))


def test_a_phase_moves_the_pull_and_carries_what_is_left_of_the_threshold() -> None:
    """The firm's quality doubles the hazard's logit from day 100 on: integrated hazards add up."""
    first = quiet(**PULLING)
    better = replace(first, own_quality=1.0)
    setting = Setting(persons=PERSONS, run_length=300.0, phases=((0, first), (100, better)))
    later = 0.8 * RATE * logistic(2.0 * (0.5 - 1.0 - 0.2) - 0.5)
    left = simulated(setting, 0, LogLevel.NONE).people["left"]

    def scores(rate: float) -> Scores:
        shares = {
            days: 1.0 - exp(-(pull(0.7) * min(days, 100.0) + rate * max(0.0, days - 100.0)))
            for days in (80.0, 200.0, 300.0)
        }
        return {f"gone {days}": share_score(int((left < days).sum()), PERSONS, share) for days, share in shares.items()}

    assert_holds(scores(later))
    assert_caught(scores(pull(0.7)))


def test_the_pull_and_moving_away_share_the_leavers_by_their_hazards() -> None:
    """Competing hazards: catches a share that is off by 2 points."""
    p = quiet(**(PULLING | {"hazards_on": 1, "hazard_rates": (0.0,) * 7 + (pull(0.7),)}))
    people = simulated(world(p, PERSONS, 300.0), 0, LogLevel.NONE).people
    gone = people[people["cause"] > 0]

    assert_holds({"half": share_score(int((gone["cause"] == Cause.COMPETITION).sum()), len(gone), 0.5),
                  "gone": share_score(len(gone), PERSONS, 1.0 - exp(-2.0 * pull(0.7) * 300.0))})  # fmt: skip


def test_a_stronger_rival_raises_churn_and_lowers_the_share_of_the_market() -> None:
    """Mission rows C07 and C09: churn moves against the firm's competitive strength, the share with it."""
    gaps = (-1.0, 0.0, 1.0, 2.0)
    records = [
        simulated(world(quiet(**(PULLING | {"rivals_quality": gap})), 5_000, YEAR), 0, LogLevel.NONE) for gap in gaps
    ]
    churn = [int(record.counts[0, Kind.DEPARTURE]) for record in records]
    customers = [int(record.heads[Status.CUSTOMER]) for record in records]

    assert churn == sorted(churn)
    assert churn[0] < churn[-1]
    assert customers == sorted(customers, reverse=True)


# ---------------------------------------------------------------- offers
POACHING: dict[str, Any] = {
    "poaching_on": 1, "poaching_every": 30, "poaching_above": 1.3, "poaching_noise": 0.6, "poaching_strength": -1.0,
    "start_customers": 1.0, "buying_rate_law": RateLaw.FIXED, "buying_rate": 0.02, "satisfaction_start": 0.75,
}  # fmt: skip


def offer_scores(record: Record, chance: float) -> Scores:
    """Score who is still there after each of five nights of offers, and how many offers there were in the first."""
    left = record.people["left"]
    offers = record.events[(record.events["kind"] == Kind.OFFER) & (record.events["time"] == 30.0)]
    scores = {"offers": share_score(len(offers), PERSONS, float(norm.sf(log(1.3) / 0.6)))}
    for k in range(1, 6):
        scores[f"night {k}"] = share_score(int((left >= 30.0 * k + 1.0).sum()), PERSONS, (1.0 - chance) ** k)
    return scores


def test_each_night_of_offers_takes_its_share() -> None:
    """100,000 customers of equal worth; the rival sees 33% of them above its bound: catches a chance off by 4%."""
    record = simulated(world(quiet(**POACHING), PERSONS, 160.0))
    chance = float(norm.sf(log(1.3) / 0.6)) * logistic(-1.0 - 0.5)

    assert_holds(offer_scores(record, chance))
    assert_caught(offer_scores(record, 1.1 * chance))
    gone = record.people[record.people["left"] < 160.0]
    assert set(gone["loss"].tolist()) == {Loss.POACHED}
    assert set(gone["status"].tolist()) == {Status.RIVAL}
    taken = record.events[(record.events["kind"] == Kind.OFFER) & (record.events["detail"] == 1)]
    assert len(taken) == len(gone)
    departures = record.events[record.events["kind"] == Kind.DEPARTURE]
    assert set(departures["parent_kind"].tolist()) == {Kind.OFFER}
    assert np.array_equal(departures["parent_occasion"], np.floor(departures["time"]))
