"""Firm 50, rows N01, N02, N04: what service between adequate and delight counts, in closed form and in lives."""

from dataclasses import replace

import pytest
from scipy.stats import norm

from sim.engine.run import engine
from sim.model.events import Account
from sim.model.level.path import Usual
from sim.model.parameters import Parameters
from sim.model.quantiles import normal_quantile
from sim.model.rules.expectation import service_felt
from sim.model.setting import LogLevel
from sim.scenario import load_experiment

SPREAD = 0.1
PARTS = 20_000
ZONE = replace(Parameters(), expectation_on=1, expectation_noise=SPREAD, expectation_market=0.0)
ZONE = replace(ZONE, delight_above=0.1, delight_weight=2.0, adequate_below=0.1)


def beyond(mean: float, edge: float) -> float:
    """Return the mean of what of a normal number lies above an edge."""
    z = (edge - mean) / SPREAD
    return float(SPREAD * (norm.pdf(z) - z * norm.sf(z)))


@pytest.mark.parametrize("better", [-0.2, -0.05, 0.0, 0.1, 0.3])
@pytest.mark.parametrize("weight", [1.0, 2.0])
def test_service_counts_twice_its_mean_above_delight_less_its_mean_below_what_is_adequate(
    better: float, weight: float
) -> None:
    # Given service that is better than expected by so much in the mean, with noise of a tenth
    p = replace(ZONE, delight_weight=weight, service_level=0.5 + better, expectation_start=0.5)
    whole = weight * beyond(better, 0.1) - beyond(-better, 0.1)
    felt = sum(service_felt(p, better + SPREAD * normal_quantile((k + 0.5) / PARTS)) for k in range(PARTS)) / PARTS

    assert felt == pytest.approx(whole, abs=1e-5)
    assert Usual(p, 0.0, ()).judge() == pytest.approx(whole, abs=1e-9)


def test_a_zone_of_no_width_is_the_plain_difference() -> None:
    p = replace(ZONE, delight_above=0.0, delight_weight=1.0, adequate_below=0.0)

    assert [service_felt(p, better) for better in (-0.3, 0.0, 0.2)] == [-0.3, 0.0, 0.2]
    assert Usual(replace(p, service_level=0.63), 0.0, ()).judge() == 0.63 - 0.5


def test_exceeding_expectations_and_preventing_failures_are_compared_at_equal_cost() -> None:
    exceeding, preventing = load_experiment("master_key").alternatives[:2]
    spent = [
        sum(engine.run(one.setting("3 years"), 1, k, LogLevel.NONE).ledger[:, account].sum() for k in range(4))
        for one, account in ((exceeding, Account.PROGRAMME), (preventing, Account.QUALITY))
    ]

    assert spent[0] < 0
    assert spent[0] == pytest.approx(spent[1], rel=0.05)
