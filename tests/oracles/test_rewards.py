"""B6, B09: what a reward programme seems to do and what it does; familiarity and products against their formulas."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from sim.model.events import Account, Kind, RateLaw
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from sim.record import Record
from tests.oracles.checks import (
    Floats,
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

R, ALPHA = 0.38476, 12.072  # of CDNOW, negative binomial, ALPHA in weeks (science B6)
PERIOD = 26.0
WEEK = 7.0
START = 182  # day on which the programme starts
PUBLISHED = {0: 0.2628, 1: 0.9457, 3: 2.3115, 7: 5.0432}
PERSONS = 200_000


def buyers(**changes: float) -> Parameters:
    """Return B6's market: uneven rates, nobody leaves, everybody buys from the start."""
    given = {
        "start_customers": 1.0,
        "buying_rate": R / ALPHA / WEEK,
        "buying_rate_law": RateLaw.GAMMA,
        "buying_rate_shape": R,
    }
    return quiet(**(given | changes))


def joining(persons: int, **programme: float) -> Setting:
    """Return a year at whose middle a programme starts."""
    p = buyers(reward_on=1)
    return Setting(persons, 2 * PERIOD * WEEK, phases=((0, p), (START, replace(p, **programme))))


def bought(record: Record) -> tuple[Floats, Floats]:
    """Return each person's purchases before and after the programme starts."""
    rows = record.events[record.events["kind"] == Kind.PURCHASE]
    late = rows["time"] >= START
    first, second = (np.bincount(rows["person"][k], minlength=len(record.people)).astype(float) for k in (~late, late))
    return first, second


def dashboard_scores(record: Record) -> Scores:
    """Score what buyers of x in the first half year buy in the second against (r + x) / (alpha / T + 1)."""
    first, second = bought(record)
    scores = {"mean": mean_score(second, R / ALPHA * PERIOD)}
    for x in PUBLISHED:
        scores[f"buyers of {x}"] = mean_score(second[first == x], (R + x) / (ALPHA / PERIOD + 1.0))
    return scores


def test_the_formula_is_the_published_one() -> None:
    assert {x: round((R + x) / (ALPHA / PERIOD + 1.0), 4) for x in PUBLISHED} == PUBLISHED


def test_a_programme_that_changes_nothing_seems_to_win_light_buyers_and_lose_heavy_ones() -> None:
    """B6's null test. It would catch a rate that is 3% off, and any memory of earlier purchases in the gaps."""
    record = simulated(joining(PERSONS, reward_share=0.05, reward_frequency=0.0))

    # Then those who had bought nothing "grew" from 0 to .26, and heavy buyers fell: regression to the mean
    assert_holds(dashboard_scores(record))
    first, second = bought(record)
    assert second[first == 0].mean() > 0.2
    assert second[first == 7].mean() < 6.0
    # And it was paid for: 5% of the sales since, but for the rounding of each price
    sales = record.ledger[1:, Account.SALES].sum() * second.sum() / (first.sum() + second.sum())
    assert -record.ledger[1:, Account.REWARDS].sum() == pytest.approx(0.05 * sales, rel=1e-9)


def test_a_programme_that_works_by_a_tenth_is_caught_by_the_null_test() -> None:
    assert_caught(dashboard_scores(simulated(joining(PERSONS, reward_share=0.05, reward_frequency=0.1))))


def test_without_a_frequency_nobody_buys_at_another_time() -> None:
    paid, unpaid = (simulated(joining(500, reward_share=share)) for share in (0.05, 0.0))

    times = [r.events["time"][r.events["kind"] == Kind.PURCHASE] for r in (paid, unpaid)]
    assert np.array_equal(*times)
    assert paid.people["satisfaction"].tolist() == unpaid.people["satisfaction"].tolist()


RATE, TIMES, BEFORE, AFTER = 0.05, 2.0, 100, 50.0


def withdrawn_scores(ended: float) -> Scores:
    """Score purchases under a programme that doubles the rate, and after it has ended.

    The gap that runs at the end keeps its rate m; then the old rate h counts. E[N] = (1 - q) + h (T - (1 - q) / m),
    q = exp(-m T).
    """
    p = buyers(buying_rate=RATE, buying_rate_law=RateLaw.FIXED, reward_on=1, reward_frequency=TIMES - 1.0)
    phases = ((0, p), (BEFORE, replace(p, reward_frequency=ended)))
    rows = (record := simulated(Setting(20_000, BEFORE + AFTER, phases=phases))).events
    rows = rows[rows["kind"] == Kind.PURCHASE]
    late = rows["time"] >= BEFORE
    during, after = (np.bincount(rows["person"][k], minlength=len(record.people)) for k in (~late, late))
    m, q = RATE * TIMES, exp(-RATE * TIMES * AFTER)
    return {
        "during": mean_score(during, m * BEFORE),
        "after": mean_score(after, (1.0 - q) + RATE * (AFTER - (1.0 - q) / m)),
    }


def test_what_a_reward_buys_goes_when_the_reward_goes() -> None:
    """Would catch a rate that stays for one gap more, or a remainder that is drawn anew."""
    assert_holds(withdrawn_scores(ended=0.0))


def test_a_rate_that_stays_a_little_after_the_reward_is_caught() -> None:
    assert_caught(withdrawn_scores(ended=0.05))


GAIN = 0.1


def known_scores(per_purchase: float) -> Scores:
    """Score prices by purchase number against basket x (1 + b (1 - (1 - gain)^n)), and gaps against their rates."""
    given = {"familiarity_on": 1, "familiarity_gain": GAIN, "familiarity_basket": 1.0, "familiarity_rate": 2.0}
    p = buyers(buying_rate=RATE, buying_rate_law=RateLaw.FIXED, basket_noise_spread=0.5, basket_mean=10_000, **given)
    rows = simulated(world(p, 20_000, 300.0)).events
    rows = rows[rows["kind"] == Kind.PURCHASE]
    scores = {}
    for n in range(1, 6):  # customers at the start have number 0 behind them
        known = 1.0 - (1.0 - per_purchase) ** (n - 1)
        scores[f"price {n}"] = mean_score(rows["amount"][rows["occasion"] == n], 10_000.0 * (1.0 + known))
    first, second = ({r["person"]: r["time"] for r in rows[rows["occasion"] == n]} for n in (1, 2))
    early = [second.get(person, 300.0) - time for person, time in first.items() if time < 200.0]
    rate = RATE * (1.0 + 2.0 * per_purchase)
    scores["gap"] = mean_score(np.minimum(early, 100.0), (1.0 - exp(-100.0 * rate)) / rate)
    return scores


def test_who_knows_the_firm_buys_more_and_more_often_by_the_formula() -> None:
    """Would catch a familiarity that is read one purchase early, and a gain that is a fifth off."""
    assert_holds(known_scores(GAIN))


def test_a_gain_that_is_a_fifth_off_is_caught() -> None:
    assert_caught(known_scores(GAIN * 0.8))


LEAVE, CROSS, BOND = 0.2, 0.3, 0.5


def product_scores(bond: float) -> Scores:
    """Score how many leave after purchases 1 and 2: a second product is taken first, and takes half of the chance."""
    given = {"crossbuying_on": 1, "cross_products": 2, "cross_chance": CROSS, "cross_bond": BOND}
    p = buyers(buying_rate=1.0, buying_rate_law=RateLaw.FIXED, leaving_chance=LEAVE, leaving_to_rival=0.0, **given)
    record = simulated(world(p, 100_000, 200.0))
    last = record.people["purchases"] - 1
    one, two = (1.0 - CROSS) ** 2, 1.0 - (1.0 - CROSS) ** 2
    stay = 1.0 - LEAVE * (1.0 - CROSS * bond)
    left_first, reached = int((last == 1).sum()), int((last >= 2).sum())
    held = (one * (1 - LEAVE), two - (1 - CROSS) * CROSS * LEAVE - CROSS * LEAVE * (1.0 - bond))
    leave = (held[0] * LEAVE + held[1] * LEAVE * (1.0 - bond)) / sum(held)
    return {
        "after the first": share_score(left_first, 100_000, 1.0 - stay),
        "after the second": share_score(int((last == 2).sum()), reached, leave),
    }


def test_products_bind_by_the_formula() -> None:
    """Would catch a product that counts one purchase late, and a bond that is a fifth off."""
    assert_holds(product_scores(BOND))


def test_a_bond_that_is_a_fifth_off_is_caught() -> None:
    assert_caught(product_scores(BOND * 0.8))


def test_engines_agree_on_rewards_familiarity_and_products() -> None:
    assert_engines_agree(joining(300, reward_share=0.05, reward_frequency=0.2))
    given = {"familiarity_on": 1, "crossbuying_on": 1, "cross_chance": CROSS, "growth_on": 1, "serving_on": 1}
    assert_engines_agree(world(buyers(leaving_chance=0.05, **given), 300, 400.0))
