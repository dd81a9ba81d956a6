"""Firm 45: what a sample and a census see of customers who are satisfied to .8, and where their errors come from."""

from dataclasses import replace
from math import exp, sqrt

import numpy as np
import pytest

from sim.model.events import Cause
from sim.model.parameters import Parameters
from sim.model.rules.surveys import (
    INTERVIEW,
    LEAST_SAID,
    PART,
    QUESTIONNAIRE,
    TELEPHONE,
    answered,
    is_sampled,
    leaver_tells,
    shown_cause,
    tells_why,
)
from tests.model.somebody import customer, off_share
from tests.oracles.checks import assert_caught, assert_holds, mean_score

P = replace(Parameters(), contacts_on=1, surveys_on=1)
FILE = 900
FELT = ((np.arange(20_000) + 0.5) / 20_000) ** 0.25  # Beta(4, 1), by quantiles: .8 in the mean


def expected(p: Parameters, sample: int, way: int = QUESTIONNAIRE) -> tuple[float, float, float]:
    """Return how many answer in the mean, and mean and spread of one answer as it is taken down."""
    weights = 1.0 / (1.0 + np.exp(-p.survey_answer[way] - p.survey_slope[way] * FELT))
    slips = p.survey_slip + p.survey_haste * sample / FILE
    feel = float(np.average(FELT, weights=weights))
    mean = feel * (1.0 - slips) + 0.5 * slips
    square = float(np.average(FELT * FELT, weights=weights)) + p.survey_noise**2
    return sample * float(weights.mean()), mean, sqrt(square * (1.0 - slips) + slips / 3.0 - mean * mean)


def test_a_sample_misses_by_chance_and_both_by_who_keeps_silent_and_by_slips() -> None:
    """N 100 of 900: 40 answers, .821, sd .0295, rmse .036; a census +.0035, rmse .011; larger slips turn it."""
    answers, mean, spread = expected(P, 100)
    everybody, all_mean, all_spread = expected(P, FILE)
    feel = float(np.average(FELT, weights=1.0 / (1.0 + np.exp(2.0 - 2.0 * FELT))))

    assert (answers, mean) == pytest.approx((40, 0.821), rel=0.02)
    assert feel - 0.8 == pytest.approx(0.030, abs=1e-3)
    assert mean - feel == pytest.approx(-0.009, abs=5e-4)
    assert spread / sqrt(answers) == pytest.approx(0.0295, abs=1e-3)
    assert sqrt((mean - 0.8) ** 2 + spread**2 / answers) == pytest.approx(0.036, abs=1e-3)
    assert all_mean - 0.8 == pytest.approx(0.0035, abs=5e-4)
    assert sqrt((all_mean - 0.8) ** 2 + all_spread**2 / everybody) == pytest.approx(0.011, abs=1e-3)
    hasty = replace(P, survey_haste=0.4)
    (many, sampled, wide), (most, counted, wider) = expected(hasty, 100), expected(hasty, FILE)
    assert sqrt((sampled - 0.8) ** 2 + wide**2 / many) == pytest.approx(0.033, abs=2e-3)
    assert sqrt((counted - 0.8) ** 2 + wider**2 / most) == pytest.approx(0.110, abs=3e-3)


def means_told(p: Parameters, sample: int, surveys: int) -> list[float]:
    """Return the means that some questionnaire surveys of 900 customers tell."""
    people = [customer(p, k, filed=1, satisfaction=float(FELT[(k * 20_000) // FILE + 11])) for k in range(FILE)]
    p = replace(p, survey_sample=sample)
    found = []
    for day in range(surveys):
        asked = [c for c in people if is_sampled(p, c, QUESTIONNAIRE, day, FILE)]
        rows = [answered(p, c, QUESTIONNAIRE, day, FILE) for c in asked]
        found.append(float(np.mean([row % PART / 1e6 + LEAST_SAID for row in rows if row >= PART * PART])))
    return found


def test_simulated_samples_tell_the_mean_of_the_formula() -> None:
    """40 samples of 100 in 900: catches .027; a census without slips is seen."""
    answers, mean, spread = expected(P, FILE)
    _, without, _ = expected(replace(P, survey_slip=0.0, survey_haste=0.0), FILE)
    census = means_told(P, FILE, 12)

    assert_holds({"sample": mean_score(means_told(P, 100, 40), expected(P, 100)[1])})
    assert_holds({"census": mean_score(census, mean, spread / sqrt(answers))})
    assert_caught({"census": mean_score(census, without, spread / sqrt(answers))})


def test_a_dissatisfied_customer_answers_less_and_an_interview_more_than_a_questionnaire() -> None:
    for way, satisfaction in ((QUESTIONNAIRE, 0.0), (QUESTIONNAIRE, 1.0), (TELEPHONE, 0.5), (INTERVIEW, 0.5)):
        c = [customer(P, k, filed=1, satisfaction=satisfaction) for k in range(2000)]
        chance = 1.0 / (1.0 + exp(-P.survey_answer[way] - P.survey_slope[way] * satisfaction))
        assert off_share(sum(answered(P, one, way, 7, FILE) >= PART * PART for one in c), 2000, chance) < 5.8


def test_interviews_show_what_failed_her_to_nine_of_ten_and_questionnaires_to_two() -> None:
    people = [customer(P, k, failures=1, nature=Cause.INCONVENIENCE) for k in range(3000)]
    for way, share in ((INTERVIEW, 0.9), (QUESTIONNAIRE, 0.2)):
        shown = [shown_cause(P, c, way, 7) for c in people]
        assert set(shown) == {0, Cause.INCONVENIENCE}
        assert off_share(sum(map(bool, shown)), 3000, share) < 5.8
    # What is not asked about does not show; whom nothing failed shows an everyday cause
    assert not any(shown_cause(replace(P, survey_questions=3), c, INTERVIEW, 7) for c in people)
    calm = [shown_cause(P, customer(P, k), INTERVIEW, 7) for k in range(3000)]
    weight = P.leaving_causes[0] / sum(P.leaving_causes)
    assert off_share(calm.count(Cause.CORE), 3000, 0.9 * weight) < 5.8


def test_a_share_of_those_who_left_say_why_and_three_of_five_of_them_what_failed_them() -> None:
    people = [customer(P, k, untold=1) for k in range(4000)]
    p = replace(P, survey_exit=0.3)

    assert off_share(sum(tells_why(p, c) for c in people), 4000, 0.3) < 5.8
    both = sum(tells_why(p, c) and leaver_tells(p, c) for c in people)
    assert off_share(both, 4000, 0.3 * 0.6) < 5.8
    assert not any(leaver_tells(p, customer(P, k)) for k in range(100))
