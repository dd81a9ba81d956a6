"""Firm 46 and 43: a manager who sees .75 where .70 is so; what it costs to aim at what mattered yesterday."""

from dataclasses import replace
from math import erf, exp, sqrt

import numpy as np
import pytest

from sim.model.parameters import Parameters
from sim.model.rules.policies import act_on_satisfaction
from sim.model.rules.quality import HALVING, aim, share_of_failures
from sim.model.rules.surveys import QUESTIONNAIRE, answers, is_sampled, said, sampled_share
from tests.model.somebody import customer, off_share

P = replace(Parameters(), contacts_on=1, surveys_on=1, policies_on=1, quality_on=1)
FILE, SAMPLE = 900, 100


def felt(mean: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the satisfaction of customers, by quantiles of Beta(a, 1) with a mean."""
    return ((np.arange(20_000) + 0.5) / 20_000) ** ((1.0 - mean) / mean)


def told(mean: float) -> tuple[float, float]:
    """Return mean and standard error of what a questionnaire to a hundred of 900 customers tells."""
    s = felt(mean)
    weights = 1.0 / (1.0 + np.exp(-P.survey_answer[QUESTIONNAIRE] - P.survey_slope[QUESTIONNAIRE] * s))
    slips = P.survey_slip + P.survey_haste * SAMPLE / FILE
    seen = float(np.average(s, weights=weights)) * (1.0 - slips) + 0.5 * slips
    square = (float(np.average(s * s, weights=weights)) + P.survey_noise**2) * (1.0 - slips) + slips / 3.0
    return seen, sqrt((square - seen * seen) / (SAMPLE * float(weights.mean())))


def alarm(mean: float) -> float:
    """Return the chance that such a survey tells of less than ``policy.quality_below``."""
    seen, error = told(mean)
    return 0.5 * (1.0 + erf((P.policy_quality_below - seen) / error / sqrt(2.0)))


def test_a_true_70_is_seen_as_75_so_that_a_threshold_there_misses_half_and_a_true_80_seldom_alarms() -> None:
    assert P.policy_quality_below == 0.75
    assert told(0.7)[0] == pytest.approx(0.750, abs=1e-3)
    assert 1.0 - alarm(0.7) == pytest.approx(0.50, abs=0.01)
    assert alarm(0.8) == pytest.approx(0.008, abs=5e-4)
    # Were the dissatisfied to answer as much as others, it would miss a true .70 once in twelve
    assert act_on_satisfaction(P, 0.7) == 1
    assert act_on_satisfaction(P, 0.8) == 0


def surveyed(mean: float, surveys: int) -> list[int]:
    """Return what the rule does after each of some surveys among 900 customers."""
    levels = felt(mean)[11 :: 20_000 // FILE][:FILE]
    people = [customer(P, k, filed=1, satisfaction=float(s)) for k, s in enumerate(levels)]
    part = sampled_share(P, QUESTIONNAIRE, FILE)
    acts = []
    for day in range(1, surveys + 1):
        asked = [c for c in people if is_sampled(P, c, QUESTIONNAIRE, day, FILE)]
        heard = [c for c in asked if answers(P, c, QUESTIONNAIRE, day, c.satisfaction)]
        seen = float(np.mean([said(P, c, QUESTIONNAIRE, day, part, c.satisfaction) for c in heard]))
        acts.append(act_on_satisfaction(P, seen))
    return acts


def test_simulated_managers_miss_and_alarm_as_often() -> None:
    many = 150
    alarms = {mean: surveyed(mean, many).count(1) for mean in (0.7, 0.8)}

    assert off_share(alarms[0.7], many, alarm(0.7)) < 5.8
    assert off_share(alarms[0.8], many, alarm(0.8)) < 5.8
    # A manager who saw the truth would act each time at .70, and never at .80
    assert off_share(alarms[0.7], many, 0.95) > 5.8
    assert off_share(alarms[0.8], many, 0.25) > 5.8


def losses(aimed_at: tuple[float, float], now: tuple[float, float]) -> float:
    """Return what is left of what fails, weighted by what matters now, two halvings in all being aimed at weights."""
    p = replace(P, causes_on=1, failure_causes=(1.0, 1.0, *[0.0] * 6), quality_least=0.0, quality_half=HALVING)
    left = [0.0] * 8
    aim(p, 1.0, [*aimed_at, *[0.0] * 6], left)
    return share_of_failures(p, 1.0) * sum(w * x for w, x in zip(now, left, strict=False))


def test_aiming_at_what_mattered_before_is_worse_than_aiming_at_nothing() -> None:
    """Weights .7, .3 and kQ = 2: .337 while they hold, .368 if all get alike, .466 once they have turned round."""
    assert losses((0.7, 0.3), (0.7, 0.3)) == pytest.approx(0.337, abs=5e-4)
    assert losses((0.5, 0.5), (0.3, 0.7)) == pytest.approx(exp(-1.0)) == pytest.approx(0.368, abs=5e-4)
    assert losses((0.7, 0.3), (0.3, 0.7)) == pytest.approx(0.466, abs=5e-4)


def test_the_aim_leaves_least_of_all_ways_to_divide_the_spending_and_never_takes_any_away() -> None:
    rng = np.random.default_rng(3)
    p = replace(P, causes_on=1, failure_causes=(1.0,) * 8, quality_least=0.2, quality_half=0.01)
    for _ in range(20):
        weights = rng.dirichlet([0.3] * 8).tolist()
        left = [0.0] * 8
        aim(p, 0.02, weights, left)
        best = sum(w * x for w, x in zip(weights, left, strict=True)) * share_of_failures(p, 0.02)
        for _ in range(50):
            parts = rng.dirichlet([1.0] * 8) * 8 * 0.02
            assert best <= sum(w * share_of_failures(p, q) for w, q in zip(weights, parts, strict=True)) + 1e-12
        assert max(left) * share_of_failures(p, 0.02) <= 1.0 + 1e-12


@pytest.mark.parametrize(
    ("spent", "half", "weights"),
    [(1.0, 1e-6, (0.7, 0.3)), (1e-19, 0.01, (3.0, 3.0))],
    ids=["nothing fails any more", "next to nothing to divide"],
)
def test_where_nothing_can_be_aimed_all_causes_get_alike(spent: float, half: float, weights: tuple[float, ...]) -> None:
    p = Parameters(quality_on=1, quality_least=0.0, quality_half=half, failure_causes=(0.5, 0.5, *[0.0] * 6))
    left = [0.0] * 8

    aim(p, spent, [*weights, *[0.0] * 6], left)

    assert left == pytest.approx([1.0] * 8)
