# ruff: noqa: E501  tables read better on one line
"""Rows D09 to D12, A11, A26, C10, D23: prices off the reference, the wallet, dropping, a scandal, by closed forms."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.events import Account, Cause, Kind, Loss, RateLaw, SpanLaw
from sim.model.parameters import Parameters
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from tests.oracles.checks import (
    SEED,
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
from tests.oracles.test_rivals import POACHING, PULLING

PERSONS = 100_000
# ---------------------------------------------------------------- prices
PRICES: dict[str, Any] = {
    "price_on": 1, "price_frequency": 0.0, "price_basket": 0.0, "price_level": 1.25, "price_memory": 0.4, "price_loss": 0.8, "price_tolerance": 0.1, "satisfaction_start": 0.5,
    "start_customers": 1.0, "buying_rate_law": RateLaw.FIXED, "buying_rate": 0.2, "leaving_chance": 0.02, "basket_mean": 1000,
    "leaving_causes": (1.0, 0, 0, 0, 0, 0, 0, 0),
}  # fmt: skip
PURCHASES = 5


def price_scores(record: Record, p: Parameters) -> Scores:
    """Score, for each of the first purchases, who of those that made it left after it, and how many for the price."""
    people, reference_level = record.people, 1.0
    scores = {}
    for k in range(1, PURCHASES + 1):
        loss = 0.8 * max(0.0, p.price_level / reference_level - 1.0 - 0.1 * 0.5)
        relief = 0.2 * max(0.0, 1.0 - p.price_level / reference_level)
        chance = max(0.0, 0.02 - relief) + loss
        made = people["bought"] >= k
        leavers = people[made & (people["bought"] == k) & (people["cause"] > 0)]
        scores[f"left after {k}"] = share_score(len(leavers), int(made.sum()), chance)
        if loss > 0.0 and len(leavers):
            scores[f"price after {k}"] = share_score(
                int((leavers["cause"] == Cause.PRICE).sum()), len(leavers), loss / chance
            )
        reference_level += 0.4 * (p.price_level - reference_level)
    return scores


@pytest.mark.parametrize("level", [1.25, 0.95])
def test_a_price_off_the_reference_moves_leaving_until_the_reference_has_followed(level: float) -> None:
    """Rows D09 and D10, 100,000 customers: catches a chance off by 3 of 18 points in 100, a gain off by a third."""
    p = quiet(**(PRICES | {"price_level": level}))
    record = simulated(world(p, PERSONS, 200.0), 0, LogLevel.NONE)

    assert_holds(price_scores(record, p))
    assert_caught(price_scores(record, replace(p, price_level=1.0 + 1.3 * (level - 1.0))))
    sold, bought = int(record.ledger[:, Account.SALES].sum()), int(record.people["bought"].sum())
    assert sold == round(1000 * level) * bought
    assert -int(record.ledger[:, Account.GOODS].sum()) == 700 * bought


def test_a_till_that_adds_to_the_quote_makes_customers_leave_for_ethics() -> None:
    """Row D12: a hidden 5% weighs twice, and does not wear off."""
    p = quiet(**(PRICES | {"price_level": 1.0, "price_hidden": 0.05, "price_deceit": 2.0}))
    people = simulated(world(p, PERSONS, 200.0), 0, LogLevel.NONE).people
    gone, bought = people[people["cause"] > 0], int(people["bought"].sum())

    assert_holds({"left": share_score(len(gone), bought, 0.02 + 0.08),
                  "ethics": share_score(int((gone["cause"] == Cause.ETHICS).sum()), len(gone), 0.8)})  # fmt: skip


def test_trust_carries_a_premium_that_strangers_would_not_pay() -> None:
    """Row A11: with tolerance above the premium nobody more leaves, and the firm takes it all."""
    loyal = PRICES | {"price_level": 1.0, "price_premium": 0.04, "price_premium_after": 3}
    plain, dearer = (
        simulated(world(quiet(**p), 5_000, 200.0), 0, LogLevel.NONE) for p in (PRICES | {"price_level": 1.0}, loyal)
    )
    bought = dearer.people["bought"]

    assert np.array_equal(plain.people["left"], dearer.people["left"])
    assert np.array_equal(plain.people["bought"], bought)
    gain = int(dearer.ledger[:, Account.SALES].sum()) - int(plain.ledger[:, Account.SALES].sum())
    assert gain == 40 * int(np.maximum(0, bought - 3).sum())


# ---------------------------------------------------------------- the wallet, dropping, a scandal
WALLET: dict[str, Any] = {
    "wallet_on": 1, "wallet_share": 0.3, "wallet_satisfaction": 0.5, "satisfaction_start": 0.6, "start_customers": 1.0,
    "buying_rate_law": RateLaw.FIXED, "buying_rate": 0.1, "basket_mean": 1000,
}  # fmt: skip


def test_satisfaction_decides_the_share_of_wallet_and_not_the_pace() -> None:
    """Row A26, 20,000 customers, 100 days: catches a share off by 1 point of 60."""
    record = simulated(world(quiet(**WALLET), 20_000, 100.0), 0, LogLevel.NONE)
    own, elsewhere = int(record.counts[0, Kind.PURCHASE]), int(record.counts[0, Kind.ELSEWHERE])
    occasions = record.people["purchases"] - 1

    assert int(occasions.sum()) == own + elsewhere
    assert_holds({"share": share_score(own, own + elsewhere, 0.6), "pace": mean_score(occasions, 10.0)})
    assert_caught({"share": share_score(own, own + elsewhere, 0.62)})


def test_a_scandal_takes_its_share_on_its_day_and_nobody_on_another() -> None:
    p = quiet(scandal_on=1, scandal_day=40, scandal_leaving=0.1, start_customers=1.0)
    left = simulated(world(p, PERSONS, 100.0), 0, LogLevel.NONE).people["left"]
    gone = left[np.isfinite(left)]

    assert set(np.floor(gone).tolist()) == {40.0}
    assert_holds({"gone": share_score(len(gone), PERSONS, 0.1), "even": mean_score(gone - 40.0, 0.5, 12**-0.5)})


COMPLAINING: dict[str, Any] = {
    "failures_on": 1, "complaints_on": 1, "desk_on": 1, "need_law": SpanLaw.FIXED, "failure_rate": 0.6, "channel_ease": 5.0,
    "satisfaction_on": 1, "talk_on": 1, "recovery_follow_up": 1, "start_customers": 1.0, "buying_rate": 0.2, "basket_mean": 1000,
}  # fmt: skip
ALL: dict[str, Any] = COMPLAINING | POACHING | PULLING | {
    "dropping_on": 1, "dropping_every": 25, "dropping_complaints": 2, "dropping_worth": 900, "price_on": 1, "price_level": 1.1,
    "wallet_on": 1, "scandal_on": 1, "scandal_day": 60, "leaving_to_rival": 1.0, "rival_openness": 1.0, "talk_warn": 0.5,
    "buying_rate": 0.15, "rivals_enters": 30,
}  # fmt: skip


def test_the_firm_drops_who_costs_more_than_she_brings_and_nobody_else() -> None:
    p = quiet(
        **(
            COMPLAINING
            | {"talk_on": 0, "dropping_on": 1, "dropping_every": 25, "dropping_complaints": 2, "dropping_worth": 900}
        ),
        outcome_intention_to_behaviour=0.0,
    )
    record = simulated(world(p, 2_000, 200.0))
    gone = record.people[record.people["loss"] == Loss.DROPPED]
    departures = record.events[record.events["kind"] == Kind.DEPARTURE]

    assert len(gone) > 20
    assert len(gone) == len(departures)
    assert set((departures["time"] % 25.0).tolist()) == {0.0}
    assert gone["complaints"].min() >= 2
    assert gone["totals"].sum(axis=1).max() < 900
    assert set(gone["cause"].tolist()) == {Cause.INVOLUNTARY}


def firm_changes() -> Sequence[tuple[int, Parameters]]:
    """Return phases in which the firm's quality, price and rules change while complaints are open."""
    first = quiet(**ALL)
    return (
        (0, first),
        (45, replace(first, own_quality=2.0, price_level=0.8)),
        (
            90,
            replace(
                first, own_quality=-2.0, price_level=1.6, price_premium=0.2, price_premium_after=2, price_hidden=0.1
            ),
        ),
    )


@pytest.mark.parametrize("seed", [SEED, 7, 8])
def test_both_engines_agree_on_all_of_it_at_once(seed: int) -> None:
    setting = Setting(persons=400, run_length=150.5, phases=tuple(firm_changes()))
    record = compiled.run(setting, seed, 0)

    assert set(record.people["loss"].tolist()) >= {Loss.LEFT, Loss.POACHED, Loss.ATTRACTED, Loss.DROPPED}
    assert record.counts[0, Kind.WITHDRAWAL] > 0
    assert reference.run(setting, seed, 0).digest() == record.digest()


@pytest.mark.parametrize("some", [PULLING, POACHING, PRICES, WALLET], ids=["rivals", "poaching", "price", "wallet"])
def test_both_engines_agree_on_each(some: dict[str, Any]) -> None:
    assert_engines_agree(world(quiet(**some), 300, 200.0))
