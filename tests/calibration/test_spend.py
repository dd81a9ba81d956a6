import numpy as np
import pytest

from sim.calibration.likelihood import FloatArray
from sim.calibration.spend import (
    Basket,
    basket_by_likelihood,
    basket_by_moments,
    fit_gamma_gamma,
    personal_sums,
    with_intervals,
)
from sim.calibration.transactions import IntArray

TRUTH = Basket(30.0, 0.5, 0.6)


def baskets(law: Basket, counts: IntArray, seed: int) -> tuple[IntArray, FloatArray]:
    """Draw as many baskets per person as ``counts`` says."""
    generator = np.random.default_rng(seed)
    between, within = (np.sqrt(np.log1p(cv**2)) for cv in law[1:])
    personal = law.mean * np.exp(between * generator.standard_normal(counts.size) - between**2 / 2)
    person = np.repeat(np.arange(counts.size), counts)
    noise = np.exp(within * generator.standard_normal(person.size) - within**2 / 2)
    return person, personal[person] * noise


@pytest.mark.parametrize("estimator", [basket_by_likelihood, basket_by_moments])
def test_both_estimators_find_the_law_that_baskets_were_drawn_from(estimator: object) -> None:
    # given 20,000 persons, most with one basket
    counts = 1 + np.random.default_rng(5).geometric(0.6, 20_000) // 2
    person, dollars = baskets(TRUTH, counts, seed=6)
    likelihood = estimator is basket_by_likelihood
    sums = personal_sums(person, np.log(dollars) if likelihood else dollars)
    # when
    found = (basket_by_likelihood if likelihood else basket_by_moments)(sums)
    # then: within 4%, over 5 standard errors of the least certain figure
    assert found == pytest.approx(TRUTH, rel=0.04)


def test_likelihood_of_equal_group_sizes_is_the_analysis_of_variance() -> None:
    # given 50 persons with 4 baskets each: the maximum has a closed form
    person, dollars = baskets(TRUTH, np.full(50, 4), seed=7)
    logs = np.log(dollars).reshape(50, 4)
    within = logs.var(axis=1).sum() * 4 / (50 * 3)
    between = logs.mean(axis=1).var() - within / 4
    # when
    found = basket_by_likelihood(personal_sums(person, np.log(dollars)))
    # then
    assert found.noise_cv == pytest.approx(np.sqrt(np.expm1(within)), rel=1e-4)
    assert found.personal_cv == pytest.approx(np.sqrt(np.expm1(between)), rel=1e-4)
    assert found.mean == pytest.approx(np.exp(logs.mean() + (between + within) / 2), rel=1e-4)


def test_likelihood_sees_no_spread_between_persons_who_are_alike_and_none_at_all_in_a_single_price() -> None:
    # given baskets 10, 30 of everybody; baskets of 10
    person, alike, single = np.repeat(np.arange(6), 2), np.tile([10.0, 30.0], 6), np.full(12, 10.0)
    # when
    found = [basket_by_likelihood(personal_sums(person, np.log(dollars))) for dollars in (alike, single)]
    # then
    assert found[0].personal_cv < 0.005
    assert found[0].noise_cv > 0.5
    assert found[1] == pytest.approx((10.0, 0.0, 0.0), abs=1e-6)


def test_moments_of_three_persons_are_those_done_by_hand() -> None:
    # given baskets 10, 30 / 40, 40 / 20: means 20, 40, 20; products of pairs 300, 1600; mean squares 500, 1600, 400
    sums = personal_sums(np.array([3, 3, 5, 5, 9]), np.array([10.0, 30.0, 40.0, 40.0, 20.0]))
    # when
    found = basket_by_moments(sums)
    # then
    personal = (300 + 1600) / 2 / 30**2
    everything = (500 + 1600 + 400) / 3 / (80 / 3) ** 2
    assert found.mean == pytest.approx(80 / 3)
    assert found.personal_cv == pytest.approx(np.sqrt(personal - 1))
    assert found.noise_cv == pytest.approx(np.sqrt(everything / personal - 1))


@pytest.mark.parametrize("estimator", [basket_by_likelihood, basket_by_moments])
def test_weight_two_counts_a_person_twice(estimator: object) -> None:
    # given
    function = basket_by_likelihood if estimator is basket_by_likelihood else basket_by_moments
    person, dollars = baskets(TRUTH, np.full(30, 3), seed=8)
    twice = (np.concatenate([person, person[:30] + 1000]), np.concatenate([np.log(dollars), np.log(dollars)[:30]]))
    weights = np.where(np.arange(30) < 10, 2, 1)
    # when, then: persons 0-9 hold the first 30 baskets
    assert function(personal_sums(person, np.log(dollars)), weights) == pytest.approx(
        function(personal_sums(*twice)), rel=1e-6
    )


def test_moments_without_a_second_purchase_are_refused() -> None:
    with pytest.raises(ValueError, match="nobody bought twice"):
        basket_by_moments(personal_sums(np.arange(5), np.arange(1.0, 6.0)))


def test_resampled_error_of_the_mean_is_that_of_a_mean_of_independent_persons() -> None:
    # given
    person, dollars = baskets(TRUTH, np.tile([1, 2, 3], 300), seed=9)
    sums = personal_sums(person, dollars)
    # when
    fit = with_intervals(basket_by_moments, sums)
    # then: 400 resamples know a standard error to 3.5%
    theory = (sums.total / sums.purchases).std(ddof=1) / 30
    assert fit.mean.standard_error == pytest.approx(theory, rel=5.8 * 0.0354)
    assert fit.mean.low < fit.mean.value < fit.mean.high
    assert fit == with_intervals(basket_by_moments, sums)


def test_gamma_gamma_finds_the_law_that_baskets_were_drawn_from() -> None:
    # given the published parameters
    generator = np.random.default_rng(10)
    counts = generator.integers(1, 6, 4000)
    person = np.repeat(np.arange(4000), counts)
    rate = generator.gamma(3.74, 1 / 15.44, 4000)
    # when
    fit = fit_gamma_gamma(personal_sums(person, generator.gamma(6.25, 1 / rate[person])))
    # then
    for found, value in zip((fit.p, fit.q, fit.v), (6.25, 3.74, 15.44), strict=True):
        assert abs(np.log(found.value / value)) < 5.8 * found.standard_error / found.value
        assert found.standard_error / found.value < 0.15
    assert fit.basket.mean == pytest.approx(6.25 * 15.44 / 2.74, rel=0.1)
