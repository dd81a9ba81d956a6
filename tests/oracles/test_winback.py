"""Firm 47: the chance of winning back, what knowing the cause is worth, tries to success, and the second life."""

from dataclasses import replace
from math import exp
from typing import Any

import numpy as np
import pytest

from sim.model.codes import Cause, Remedy, Status
from sim.model.events import Kind, Route
from sim.model.parameters import Parameters
from sim.model.rules.winback import CLASS_A, CLASS_B, CLASS_C, class_of
from sim.model.rules.winning import return_probability
from sim.record import Record
from sim.response.returns import winback_rate
from tests.model.somebody import somebody
from tests.oracles.checks import Scores, assert_caught, assert_holds, mean_score, quiet, share_score, simulated, world

PERSONS = 40_000
P = replace(Parameters(), winback_on=1)
QUARTER = (0.0, 0.25, 0.75, 0.0, 0.0, 0.0, 0.0, 0.0)
"""Causes of which better service fits a quarter."""


def chance(p: Parameters, cause: int, remedy: int, days: float = 0.0) -> float:
    """Return the chance that who left for a cause returns for a remedy after some days."""
    return return_probability(p, somebody(p, status=Status.RIVAL, cause=cause, left=100.0), remedy, 100.0 + days)


def test_half_return_for_what_fits_an_eighth_for_what_does_not() -> None:
    assert chance(P, Cause.PRICE, Remedy.PRICE) == pytest.approx(0.500)
    assert chance(P, Cause.PRICE, Remedy.SERVICE) == pytest.approx(0.119, abs=5e-4)
    assert chance(replace(P, winback_apology=1), Cause.PRICE, Remedy.PRICE) == pytest.approx(0.622, abs=5e-4)
    assert chance(P, Cause.PRICE, Remedy.PRICE, days=180.0) == pytest.approx(1.0 / (1.0 + exp(1.0)))


def test_nothing_brings_back_who_moved_away_and_any_remedy_does_a_little_after_ethics() -> None:
    ethics = [chance(P, Cause.ETHICS, remedy) for remedy in range(3)]
    moved = somebody(P, status=Status.OUT, cause=Cause.PRICE, left=100.0)

    assert {chance(P, Cause.INVOLUNTARY, remedy) for remedy in range(4)} == {0.0}
    assert return_probability(P, moved, Remedy.PRICE, 100.0) == 0.0
    assert ethics == pytest.approx([1.0 / (1.0 + exp(1.0))] * 3)


@pytest.mark.parametrize("cause", [Cause.CORE, Cause.PRICE, Cause.INCONVENIENCE, Cause.COMPETITION])
def test_a_bundle_fits_what_a_price_or_an_upgrade_fits_and_more(cause: int) -> None:
    assert chance(P, cause, Remedy.BUNDLE) == pytest.approx(1.0 / (1.0 + exp(-0.8)))
    assert sum(chance(P, cause, one) == pytest.approx(0.5) for one in (Remedy.PRICE, Remedy.UPGRADE)) == 1
    assert chance(P, Cause.ENCOUNTER, Remedy.BUNDLE) < 0.5 == chance(P, Cause.ENCOUNTER, Remedy.SERVICE)


def lost(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who leave with their next purchase, say so, and are reached by one try on the next day."""
    given: dict[str, Any] = {"start_customers": 1.0, "buying_rate": 1.0, "leaving_chance": 1.0, "leaving_says": 1.0}
    given |= {"leaving_to_rival": 1.0, "leaving_causes": QUARTER, "winback_on": 1, "winback_class_a": 0.0}
    given |= {"winback_delay": 0.0, "winback_reach": 1.0, "winback_tries_a": 1, "winback_span": 1e9}
    return quiet(**(given | changes))


def first_absence(record: Record) -> tuple[int, int]:
    """Return how many were tried in their first absence, and how many came back from it."""
    rows = record.events
    tried = np.unique(rows["person"][(rows["kind"] == Kind.TRY) & (rows["occasion"] < 48)])
    back = (rows["kind"] == Kind.JOIN) & (rows["detail"] == Route.WIN_BACK) & (rows["parent_occasion"] < 48)
    return len(tried), int(back.sum())


@pytest.mark.parametrize(
    ("listens", "apology", "expected"),
    [(0.6, 0, 0.386), (0.0, 0, 0.214), (1.0, 1, 0.622)],
    ids=["informed of 60%", "blind", "all, with an apology"],
)
def test_knowing_the_cause_brings_back_more(listens: float, apology: int, expected: float) -> None:
    """40,000 absences: catches .015 of the chance; a remedy that never fits is seen."""

    def scores(p: Parameters) -> Scores:
        tried, back = first_absence(simulated(world(p, PERSONS, 12.0)))
        return {"returns": share_score(back, tried, told)}

    fits, misfits = (1.0 / (1.0 + exp(-logits)) for logits in (0.5 * apology, 0.5 * apology - 2.0))
    told = listens * fits + (1.0 - listens) * (0.25 * fits + 0.75 * misfits)

    assert told == pytest.approx(expected, abs=5e-4)
    assert_holds(scores(lost(winback_listens=listens, winback_apology=apology)))
    assert_caught(scores(lost(winback_listens=listens, winback_apology=apology, winback_fits=-0.5)))


def test_it_takes_two_tries_to_win_back_who_is_offered_what_fits() -> None:
    """As long as nobody is given up: tries over returns are 1/P, however many tries there are."""
    p = lost(winback_listens=1.0, winback_tries_a=5, leaving_causes=(0, 0, 1.0, 0, 0, 0, 0, 0))
    rows = simulated(world(p, PERSONS, 40.0)).events
    found = rows["detail"][rows["kind"] == Kind.TRY] % 4

    assert_holds({"tries": share_score(int((found == 2).sum()), len(found), 0.5)})
    assert len(found) / (found == 2).sum() == pytest.approx(2.0, rel=0.02)


def test_the_response_counts_absences_not_tries() -> None:
    p = lost(winback_listens=1.0, winback_tries_a=5, leaving_causes=(0, 0, 1.0, 0, 0, 0, 0, 0))
    record = simulated(world(replace(p, winback_second=(0.0, 0.0, 0.0, 0.0)), PERSONS, 40.0))

    assert_holds({"rate": share_score(round(winback_rate(record) * PERSONS), PERSONS, 1.0 - 0.5**5)})  # type: ignore[operator]


# Who is of which class -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sold", "days", "group"),
    [(2.0, 0.0, CLASS_A), (1.0, 0.0, CLASS_B), (0.7, 0.0, CLASS_C), (20.0, 365.0, CLASS_B), (24.0, 365.0, CLASS_A)],
)
def test_the_class_is_by_sales_a_day_against_an_average_customers(sold: float, days: float, group: int) -> None:
    p = replace(P, buying_rate=12.0 / 365.0, basket_mean=1000)
    c = somebody(p, joined=10.0, left=10.0 + days, sold_before=5000)
    c.totals[1] = 5000 + round(1000 * sold)

    assert class_of(p, c) == group


# The second life -----------------------------------------------------------------------------------------------------


def worth(times: float) -> float:
    """Return the margin of three years, undiscounted, of who leaves at .28 a year as is: 36 purchases at 10.56."""
    return 36.0 * 10.56 * (1.0 - exp(-3.0 * 0.28 * times)) / (0.28 * times)


def test_three_years_after_an_upgrade_are_worth_more_and_after_a_bundle_less_than_after_better_service() -> None:
    assert [worth(x) for x in (1.0, 0.8, 1.5)] == pytest.approx([771.0, 830.0, 648.0], rel=2e-3)


def purchases_in(days: float, leaving: float) -> float:
    """Return the mean purchases, the first one at once, of who buys once a day and leaves with a chance after each."""
    return 1.0 + (1.0 - leaving) * (1.0 - exp(-leaving * days)) / leaving


@pytest.mark.parametrize(("remedy", "times"), [(Remedy.SERVICE, 1.0), (Remedy.UPGRADE, 0.8), (Remedy.BUNDLE, 1.5)])
def test_the_second_life_ends_as_much_sooner_as_is_stated(remedy: int, times: float) -> None:
    """5,000 second lives of up to 60 days at 1 purchase a day, .03 a purchase: sees 1.2 times as much leaving."""
    each, end, persons = 0.03 * times, 60.0, PERSONS // 8
    p = lost(leaving_chance=0.03, winback_willing=99.0, winback_remedy=remedy, winback_tries_a=1)
    record = simulated(world(replace(p, buying_rate_law=0), persons, 160.0))
    rows = record.events
    back = rows[(rows["kind"] == Kind.JOIN) & (rows["detail"] == Route.WIN_BACK) & (rows["time"] < 100.0)]
    people, first = np.unique(back["person"], return_index=True)
    began = np.full(persons, np.inf)
    began[people] = back["time"][first]
    bought = rows[rows["kind"] == Kind.PURCHASE]
    age = bought["time"] - began[bought["person"]]
    left = rows[rows["kind"] == Kind.DEPARTURE]
    gone = np.full(persons, np.inf)
    late = left[left["time"] > began[left["person"]]]
    np.minimum.at(gone, late["person"], late["time"])
    inside = (age >= 0.0) & (age < end) & (bought["time"] <= gone[bought["person"]])
    lives = np.bincount(bought["person"][inside], minlength=persons)[people]

    assert len(people) > persons // 2
    assert_holds({"purchases": mean_score(lives, purchases_in(end, each))})
    assert_caught({"purchases": mean_score(lives, purchases_in(end, 1.2 * each))})
