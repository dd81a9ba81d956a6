"""Standing problems: an M/G/infinity queue of problems, at the inputs of the texts of origin and in runs."""

from math import exp, log
from typing import Any

import numpy as np
import pytest

from sim.model.events import Kind, RateLaw
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.contacts import PROGRAMMES
from sim.model.rules.problems import found_by_itself, found_per_purchase, hunted_down, part_left
from sim.model.rules.quality import share_of_failures
from sim.model.setting import LogLevel
from sim.record import Record
from tests.oracles.checks import (
    Floats,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    batch_means,
    mean_score,
    quiet,
    simulated,
    world,
)

BOUGHT, FAILS, VOICED = 32_800.0, 0.025, 128.0 / 820.0  # a year; 820 failures, 128 complaints
OPEN, LAG, SHARE = 8, 60.0 / YEAR, 0.4


def firm(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a firm with six on the floor, or with the changes."""
    return quiet(**({"problems_on": 1, "staff_on": 1, "staff_posts": 6, "morale_on": 1} | changes))


def found_a_year(p: Parameters) -> float:
    """Return the rate, per year, at which each problem is found."""
    return BOUGHT * found_per_purchase(p, FAILS, VOICED) + YEAR * found_by_itself(p)


def standing(new: float, found: float, lag: float) -> float:
    """Return how many problems stand on average if so many arise, each found at a rate and mended after a lag."""
    return new * (1.0 / found + lag)


NEW = OPEN / (1.0 / found_a_year(firm()) + LAG)


def test_the_closed_form_has_the_numbers_of_the_texts() -> None:
    assert found_a_year(firm()) == pytest.approx(0.216, abs=5e-4)
    assert pytest.approx(0.164, abs=5e-4) == LAG
    assert pytest.approx(1.665, abs=5e-4) == NEW
    assert pytest.approx(3197, abs=1.0) == NEW * 80 * 24  # hours and their wage: what mending costs a year


@pytest.mark.parametrize(
    ("changes", "left", "fail"),
    [
        ({"report_share": 0.8}, 3.05, 0.753),
        ({"analysis_rate": 0.30 / YEAR}, 3.85, 0.793),
        ({"suggest_rate": 1.5 / YEAR}, 6.0, 0.90),
        ({"climate_voice": 1.0}, 6.85, 0.943),
    ],
)
def test_what_finds_problems_sooner_leaves_as_many_as_the_texts_say_and_voice_a_seventh_less(
    changes: dict[str, float], left: float, fail: float
) -> None:
    found = standing(NEW, found_a_year(firm(**changes)), LAG)

    assert found == pytest.approx(left, abs=6e-3)
    assert part_left(firm(), found) == pytest.approx(fail, abs=6e-4)


def test_the_problems_that_reports_find_are_mended_for_9500_at_once() -> None:
    ends = OPEN - standing(NEW, found_a_year(firm(report_share=0.8)), LAG)
    assert ends * 80 * 24 == pytest.approx(9502, abs=3.0)


def test_six_suggest_three_times_a_year_and_find_a_third_of_a_problem() -> None:
    only = firm(analysis_rate=0.0)
    assert OPEN * YEAR * found_by_itself(only) == pytest.approx(0.30)
    assert found_by_itself(firm(analysis_rate=0.0, staff_on=0)) == 0.0


def test_without_reports_analysis_and_suggestions_nothing_is_found() -> None:
    assert found_a_year(firm(report_share=0.0, analysis_rate=0.0, suggest_rate=0.0)) == 0.0


def test_a_minute_that_halves_what_can_be_avoided_leaves_three_quarters() -> None:
    """Half cannot be avoided; best is ln(k V (1 - least) c) / k, V failures at c each, in minutes of all purchases."""
    p = quiet(quality_on=1, quality_least=0.5, quality_half=1.0)
    assert share_of_failures(p, 1.0) == pytest.approx(0.75)

    rate, failures, cost, minute = log(2.0), 765.0, 76.5, 12_240.0
    best = log(rate * failures * 0.5 * cost / minute) / rate
    assert best == pytest.approx(0.73, abs=5e-3)
    assert share_of_failures(p, best) == pytest.approx(0.802, abs=5e-4)
    spent = [failures * cost * share_of_failures(p, x) + minute * x for x in (best - 0.05, best, best + 0.05)]
    assert min(spent) == spent[1]


# In runs -------------------------------------------------------------------------------------------------------------


def open_by_day(record: Record) -> Floats:
    """Return how many problems stand on each day."""
    change = np.zeros(int(record.end) + 1)
    for kind, step in ((Kind.ARISEN, 1.0), (Kind.MENDED, -1.0)):
        np.add.at(change, record.events["time"][record.events["kind"] == kind].astype(int), step)
    found: Floats = change.cumsum()[:-1]
    return found


def seeking(rate: float) -> Parameters:
    """Return a firm whose problems were found at .01 a day as is, and now at another rate, in 20 days each."""
    hidden = OPEN / (1.0 + 0.01 * 20.0)
    return quiet(
        problems_on=1, problems_hidden=hidden, problems_met=0.0, problems_sought=0.01, analysis_rate=rate, fix_lag=20.0
    )  # fmt: skip


@pytest.mark.parametrize("rate", [0.01, 0.03])
def test_as_many_stand_as_the_closed_form_says_and_their_number_is_poisson(rate: float) -> None:
    by_day = open_by_day(simulated(world(seeking(rate), 1, 80_000.0)))
    mean = standing(OPEN / 120.0, rate, 20.5)  # what is found by day is known by night

    assert_holds({"mean": mean_score(batch_means(by_day), mean)})
    assert_holds({"variance": mean_score(batch_means((by_day - mean) ** 2), mean)})


def test_problems_that_nobody_would_look_for_are_seen() -> None:
    by_day = open_by_day(simulated(world(seeking(0.03), 1, 80_000.0)))

    assert_caught({"mean": mean_score(batch_means(by_day), OPEN)})


def customers(report: float) -> Parameters:
    """Return customers who buy daily; a fifth of purchases fails, all complain, and half of the reports find."""
    given: dict[str, Any] = {"start_customers": 1.0, "buying_rate": 1.0, "buying_rate_law": RateLaw.FIXED}
    given |= {"failures_on": 1, "complaints_on": 1, "failure_rate": 0.2, "channel_ease": 100.0}
    given |= {"outcome_intention_to_behaviour": 0.0, "outcome_selection_share": 0.0}
    given |= {"problems_on": 1, "report_share": report, "report_finds": 0.5, "analysis_rate": 0.0, "fix_lag": 10.0}
    met = 0.2 * SHARE / OPEN * 0.2 * 0.5
    return quiet(**given, problems_met=met, problems_sought=0.0, problems_hidden=OPEN / (1.0 + 50 * met * 10.0))


@pytest.mark.parametrize("report", [0.2, 0.8])
def test_reports_of_customers_leave_as_many_problems_and_failures_as_the_closed_form_says(report: float) -> None:
    p = customers(report)
    record = simulated(world(p, 50, 8_000.0))
    by_day = open_by_day(record)[800:]
    hazard = 50 * 0.2 * SHARE / OPEN * report * 0.5
    mean = standing(50 * p.problems_met * p.problems_hidden, hazard, 10.5)

    days = record.events["time"][record.events["kind"] == Kind.FAILURE].astype(int)
    failed = np.bincount(days, minlength=8_000)[800:]
    assert_holds(
        {
            "open": mean_score(batch_means(by_day), mean),
            "failures": mean_score(batch_means(failed), 50 * 0.2 * part_left(p, mean)),
        }
    )


def greeted(learns: float) -> Parameters:
    """Return customers who buy daily and tell nobody of failures but who greets them at night, and suits them all."""
    given: dict[str, Any] = {"start_customers": 1.0, "buying_rate": 1.0, "buying_rate_law": RateLaw.FIXED}
    given |= {"failures_on": 1, "failure_rate": 0.05, "problems_on": 1, "report_share": 0.0, "analysis_rate": 0.0}
    given |= {"outcome_intention_to_behaviour": 0.0, "outcome_selection_share": 0.0}
    given |= {"problems_met": 0.0, "problems_sought": 0.03 / OPEN, "problems_hidden": float(OPEN), "fix_lag": 10.0}
    given |= {"contacts_on": 1, "contact_greeting": 1.0, "contact_learns": (learns,) * PROGRAMMES}
    return quiet(**given, contact_reach=(1.0,) * PROGRAMMES, contact_fits=(1.0,) * PROGRAMMES)


@pytest.mark.parametrize("learns", [1.0, 0.5])
def test_listening_leaves_as_many_problems_as_the_closed_form_says(learns: float) -> None:
    """A failure is told after nights with chance ``learns`` each, if no other one comes before: at the rate w."""
    by_day = open_by_day(simulated(world(greeted(learns), 50, 8_000.0)))[400:]

    mean = OPEN / 2.0
    for _ in range(50):  # the more problems stand, the more often does one failure follow another before it is told
        fails = 0.05 * part_left(greeted(learns), mean)
        kept = exp(-fails)  # of a failure's being the last one for another day
        told = 50 * (1.0 - kept) * learns / (1.0 - kept * (1.0 - learns)) * SHARE / OPEN * 0.05 / fails
        mean = standing(0.03, 0.1 * told, 11.5 + (1.0 / learns - 1.0))
    assert_holds({"open": mean_score(batch_means(by_day), mean)})
    assert_caught({"deaf": mean_score(batch_means(by_day), 2.0 * mean)})


def test_each_find_leaves_a_problem_hidden_as_if_one_of_the_hidden_were_taken_by_lot() -> None:
    """Three of five are found: two fifths are left; one of five, and a new one comes, twice: 16 of 25."""
    hunted = 0.0
    for hidden in (5, 4, 3):
        hunted = hunted_down(hunted, hidden)
    assert exp(-hunted) == pytest.approx(2 / 5)
    assert exp(-hunted_down(hunted_down(0.0, 5), 5)) == pytest.approx(16 / 25)
    assert exp(-hunted_down(0.3, 1)) == 0.0


@pytest.mark.parametrize(("new", "times"), [(0.0, 1.0), (100.0, 8.0)])
def test_a_crisis_comes_as_many_times_as_often_as_more_problems_stand(new: float, times: float) -> None:
    """Nothing is found: 8 stand, or at once as many as there is room for, 64. Crises are a Poisson process."""
    p = quiet(
        problems_on=1, problems_open=8, problems_hidden=8.0, problems_met=0.0, problems_sought=new / 8.0,
        analysis_rate=0.0, crisis_rate=0.005, crisis_leaving=0.0,
    )  # fmt: skip
    crises = simulated(world(p, 1, 20_000.0), 0, LogLevel.NONE).counts[1, Kind.CRISIS]

    assert_holds({"crises": float((crises - 100.0 * times) / np.sqrt(100.0 * times))})


def test_both_engines_tell_the_same_of_problems() -> None:
    assert_engines_agree(world(customers(0.8), 5, 2 * YEAR))
