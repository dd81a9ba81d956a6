"""B1: with a constant chance of staying, lives are geometric and their value is the closed form."""

import numpy as np
import pytest

from sim.model.events import Account, RateLaw
from sim.model.setting import LogLevel, Setting
from tests.oracles.checks import (
    Floats,
    Scores,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    mean_score,
    newcomers,
    quiet,
    simulated,
)

MARGIN, DISCOUNT = 100, 0.10  # currency units a period, a share a period; a period is a purchase
PRINTED = {
    0.6: (220.0, 120.0),
    0.7: (275.0, 175.0),
    0.8: (366.667, 266.667),
    0.9: (550.0, 450.0),
    0.95: (733.333, 633.333),
}
ELASTICITY = {0.6: 2.2, 0.7: 2.75, 0.8: 3.667, 0.9: 5.5, 0.95: 7.333}
PERSONS = 100_000
DAYS = 80.0  # at 10 purchases a day nobody is left: .95 ** 800 is 1e-18


def value(stay: float, discount: float = DISCOUNT) -> float:
    """Return B1's CLV0, the first margin at once."""
    return MARGIN * (1 + discount) / (1 + discount - stay)


def value_after(stay: float, discount: float = DISCOUNT) -> float:
    """Return B1's CLV1, the first margin after one renewal."""
    return MARGIN * stay / (1 + discount - stay)


def lives(stay: float, persons: int = PERSONS) -> Setting:
    """Return equal customers with equal baskets, all margin, who stay after each purchase with one chance."""
    given = {"buying_rate": 10.0, "buying_rate_law": RateLaw.FIXED, "basket_mean": 100 * MARGIN, "goods_margin": 1.0}
    return newcomers(quiet(**given, leaving_chance=1.0 - stay), persons, DAYS)


def margins(stay: float) -> Floats:
    """Return how many margins each life brought, from the money in the people table."""
    people = simulated(lives(stay), 0, LogLevel.NONE).people
    assert (people["cause"] > 0).all()
    earned: Floats = people["totals"].sum(axis=1) / (100.0 * MARGIN)
    return earned


def worth(count: Floats, discount: float = DISCOUNT) -> Floats:
    """Return the value of lives of so many margins, the k-th one discounted k - 1 times."""
    v = 1.0 / (1.0 + discount)
    found: Floats = MARGIN * (count if discount == 0.0 else (1.0 - v**count) / (1.0 - v))
    return found


def scores(stay: float, told: float) -> Scores:
    """Score the lives of one chance of staying against the closed forms of another."""
    count = margins(stay)
    return {
        "margins": mean_score(count, 1.0 / (1.0 - told)),
        "value": mean_score(worth(count), value(told)),
        "value after one renewal": mean_score(worth(count) - MARGIN, value_after(told)),
    }


@pytest.mark.parametrize("stay", PRINTED)
def test_the_closed_forms_are_the_printed_ones(stay: float) -> None:
    first, after = PRINTED[stay]
    step = 1e-6
    slope = (value_after(stay + step) - value_after(stay - step)) / (2 * step)

    assert value(stay) == pytest.approx(first, abs=5e-4)
    assert value_after(stay) == pytest.approx(after, abs=5e-4)
    assert slope * stay / value_after(stay) == pytest.approx(ELASTICITY[stay], abs=5e-4)


@pytest.mark.parametrize("stay", PRINTED)
def test_the_value_of_a_life_is_the_closed_form(stay: float) -> None:
    """100,000 lives: catches lengths off by 1.4% to 1.8%, values by .8% to 1.2%, after a renewal by .9% to 2.1%."""
    assert_holds(scores(stay, stay))


@pytest.mark.parametrize("stay", PRINTED)
def test_staying_that_is_two_points_off_is_seen(stay: float) -> None:
    assert_caught(scores(stay - 0.02, stay))


@pytest.mark.parametrize(("discount", "ratio"), [(0.0, 2.0), (0.05, 1.5), (0.10, 1.333), (0.15, 1.25)])
def test_halving_a_defection_of_10_percent_brings_less_the_more_is_discounted(discount: float, ratio: float) -> None:
    """The sum behind "5 points less defection double profit": it holds undiscounted only. 100,000 lives each."""
    assert value(0.95, discount) / value(0.9, discount) == pytest.approx(ratio, abs=5e-4)

    many, few = worth(margins(0.95), discount), worth(margins(0.9), discount)

    assert_holds({"more": mean_score(many, value(0.95, discount)), "less": mean_score(few, value(0.9, discount))})
    assert many.mean() / few.mean() == pytest.approx(ratio, rel=0.02)


def test_a_true_cut_of_5_percent_brings_little() -> None:
    """10% to 9.5%, not to 5%: what the sum is often mistaken for."""
    cuts = [value(0.905, d) / value(0.9, d) for d in (0.0, 0.05, 0.10, 0.15)]

    assert cuts == pytest.approx([1.053, 1.034, 1.026, 1.020], abs=1e-3)


def test_the_people_table_adds_up_each_customers_spending() -> None:
    """From the first day to the last: the sales of a person are her baskets, and three of 100 are 300."""
    record = simulated(lives(0.8, 2_000))
    people, rows = record.people, record.events
    paid = rows[rows["account"] == Account.SALES]
    by_person = np.bincount(paid["person"], weights=paid["amount"], minlength=len(people))

    assert np.array_equal(people["totals"][:, Account.SALES], by_person)
    assert set(people["totals"][people["bought"] == 3, Account.SALES].tolist()) == {30_000}


def test_both_engines_live_the_same_lives() -> None:
    assert_engines_agree(lives(0.8, 100))
