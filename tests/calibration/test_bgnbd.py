"""BG/NBD against published figures, numerical integration and simulated people.

A simulated mean may be 5.8 standard errors from the formula (with 150 such comparisons, one false alarm in a
million fresh suites); seeds are fixed.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, special

from sim.calibration.bgnbd import (
    BgNbd,
    BgNbdFit,
    alive_probability,
    cohort_purchases,
    conditional_expectation,
    constant_drop_out_purchases,
    expected_purchases,
    fit_bgnbd,
    log_likelihood,
    purchase_probability,
)
from sim.calibration.likelihood import FloatArray
from sim.calibration.transactions import IntArray

PUBLISHED = BgNbd(0.243, 4.414, 0.793, 2.426)  # Fader, Hardie & Lee 2005, time in weeks
SERVICE = PUBLISHED._replace(extra_stay=0.9)
STEEP = BgNbd(1.4, 2.0, 2.3, 5.0)
MODELS = [PUBLISHED, SERVICE, STEEP, STEEP._replace(a=1.0), STEEP._replace(extra_stay=0.7)]
LIMIT = 5.8


def lives(p: BgNbd, persons: int, time: float, seed: int) -> tuple[IntArray, FloatArray, np.ndarray]:
    """Simulate repeats, time of the last one and whether alive at ``time``."""
    generator = np.random.default_rng(seed)
    rate = generator.gamma(p.r, 1 / p.alpha, persons)
    leaves = 1 - p.extra_stay * (1 - generator.beta(p.a, p.b, persons))
    count, last = np.zeros(persons, dtype=np.int64), np.zeros(persons)
    alive = np.ones(persons, dtype=bool)
    going = np.arange(persons)
    now = np.zeros(persons)
    while going.size:
        now = now + generator.exponential(1 / np.maximum(rate[going], 1e-300))
        inside = now < time
        going, now = going[inside], now[inside]
        count[going] += 1
        last[going] = now
        gone = generator.random(going.size) < leaves[going]
        alive[going[gone]] = False
        going, now = going[~gone], now[~gone]
    return count, last, alive


def z(values: FloatArray, expected: float) -> float:
    return float((values.mean() - expected) / (values.std(ddof=1) / np.sqrt(values.size)))


# ------------------------------------------------------------------ closed forms


def test_expected_purchases_are_the_published_figures() -> None:
    weeks = [1, 3, 39, 52, 78, 104]
    expected = [0.053268, 0.150865, 1.196723, 1.446051, 1.860519, 2.202805]
    assert expected_purchases(weeks, PUBLISHED) == pytest.approx(expected, abs=1e-6)


def test_expected_purchases_agree_with_the_authors_spreadsheet() -> None:
    # As quoted in the tests of lifetimes, which ask for three decimals: the sheet's own estimates are not printed.
    estimates = BgNbd(0.24259, 4.41353, 0.79289, 2.42575)
    weeks = [0.1429, 1, 3, 31.8571, 32, 78]
    sheet = [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576]
    assert expected_purchases(weeks, estimates) == pytest.approx(sheet, abs=5e-4)


@pytest.mark.parametrize("p", MODELS)
@pytest.mark.parametrize("t", [0.5, 39.0, 300.0])
def test_expected_purchases_are_the_mean_over_the_beta_of_a_known_drop_out(p: BgNbd, t: float) -> None:
    # given: with p = y^(1/a) the density of p has no pole at 0
    def integrand(y: float) -> float:
        drop_out = y ** (1 / p.a)
        leaves = 1 - p.extra_stay * (1 - drop_out)
        return (1 - drop_out) ** (p.b - 1) * float(constant_drop_out_purchases(t, p.r, p.alpha, leaves))

    area, _ = integrate.quad(integrand, 0, 1, epsabs=1e-12, epsrel=1e-10, limit=400)
    # when, then
    assert float(expected_purchases(t, p)) == pytest.approx(area / p.a / special.beta(p.a, p.b), rel=1e-7)


def test_closed_form_and_quadrature_meet_where_the_code_changes_over() -> None:
    nearly_one = PUBLISHED._replace(extra_stay=1 - 1e-13)
    times = np.array([0.0, 0.1, 10.0, 78.0, 500.0])
    assert expected_purchases(times, nearly_one) == pytest.approx(expected_purchases(times, PUBLISHED), rel=1e-10)
    left, at, right = (float(expected_purchases(39.0, STEEP._replace(a=a))) for a in (1 - 2e-6, 1.0, 1 + 2e-6))
    assert left > at > right
    assert (left + right) / 2 == pytest.approx(at, rel=1e-8)


def test_probabilities_are_the_published_figures() -> None:
    expected = [0.57379, 0.1994, 0.08543, 0.04586, 0.02767, 0.01797, 0.01227, 0.0087]
    assert purchase_probability(range(8), 39.0, PUBLISHED) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("p", [SERVICE, STEEP, STEEP._replace(extra_stay=0.7)])
def test_probabilities_sum_to_one_and_to_the_expected_purchases(p: BgNbd) -> None:
    # given: counts far into the tail
    n = np.arange(4000)
    # when
    chances = purchase_probability(n, 26.0, p)
    # then
    assert chances.min() >= 0
    assert chances.sum() == pytest.approx(1, abs=1e-9)
    assert n @ chances == pytest.approx(float(expected_purchases(26.0, p)), rel=1e-8)


def test_alive_probability_and_forecast_are_the_published_figures() -> None:
    assert float(alive_probability(PUBLISHED, 2, 30.43, 38.86)) == pytest.approx(0.726579, abs=1e-6)
    one = (np.array([2]), np.array([30.43]), np.array([38.86]))
    assert conditional_expectation(39.0, PUBLISHED, *one) == pytest.approx([1.226], abs=5e-4)


def test_without_repeats_everyone_is_alive() -> None:
    assert alive_probability(PUBLISHED, [0, 0], [0, 0], [1.0, 1000.0]).tolist() == [1.0, 1.0]


def test_known_drop_out_gives_the_derived_figure() -> None:
    assert float(constant_drop_out_purchases(39.0, 0.243, 4.414, 0.2)) == pytest.approx(1.095569, abs=1e-6)


def test_cohort_adds_up_its_persons_by_their_age() -> None:
    # given two who enter on day 0 and one who enters on day 2
    entries = [2, 0, 1]
    # when
    sums = cohort_purchases(PUBLISHED, entries, [1, 3, 10])
    # then
    ages = expected_purchases([0, 2, 7, 9], PUBLISHED)
    assert sums == pytest.approx([0, 2 * ages[1], 2 * ages[3] + ages[2]], abs=1e-15)
    assert cohort_purchases(PUBLISHED, entries, [3], offset=0.5) == pytest.approx(
        2 * expected_purchases([2.5], PUBLISHED) + expected_purchases([0.5], PUBLISHED)
    )


# ------------------------------------------------------------------ likelihood


@pytest.mark.parametrize("p", [SERVICE, STEEP])
@pytest.mark.parametrize(("x", "last", "observed"), [(0, 0.0, 5.0), (1, 2.0, 5.0), (4, 3.5, 20.0)])
def test_likelihood_and_forecast_are_integrals_over_rates_and_chances(
    p: BgNbd, x: int, last: float, observed: float
) -> None:
    # given Gauss rules for the gamma and the beta law, and what is known of one person with a known rate and chance
    rates, of_rate = special.roots_genlaguerre(100, p.r - 1)
    chances, of_chance = special.roots_jacobi(100, p.b - 1, p.a - 1)
    weights = np.outer(of_rate / of_rate.sum(), of_chance / of_chance.sum())
    rate, stays = rates[:, np.newaxis] / p.alpha, p.extra_stay * (1 - chances) / 2
    alive = rate**x * stays**x * np.exp(-rate * observed)
    gone = rate**x * stays ** (x - 1) * (1 - stays) * np.exp(-rate * last) if x else 0.0
    future = -np.expm1(-rate * (1 - stays) * 7.0) / (1 - stays)
    likelihood = np.sum(weights * (alive + gone))
    # when
    one = (np.array([x]), np.array([last]), np.array([observed]))
    # then
    assert np.exp(log_likelihood(p, *one)) == pytest.approx([likelihood], rel=1e-8)
    assert alive_probability(p, *one) == pytest.approx([np.sum(weights * alive) / likelihood], rel=1e-8)
    assert conditional_expectation(7.0, p, *one) == pytest.approx(
        [np.sum(weights * alive * future) / likelihood], rel=1e-8
    )


# ------------------------------------------------------------------ simulated people


@pytest.mark.parametrize("p", [PUBLISHED, SERVICE, STEEP])
def test_simulated_people_buy_and_stay_as_the_formulas_say(p: BgNbd) -> None:
    # given: 200,000 persons; a bias of 3% in the mean of PUBLISHED would be seen
    count, last, alive = lives(p, 200_000, 39.0, seed=1)
    # when
    told = alive_probability(p, count, last, np.full(count.size, 39.0))
    # then
    assert abs(z(count, float(expected_purchases(39.0, p)))) < LIMIT
    for n in range(4):
        assert abs(z(count == n, float(purchase_probability(n, 39.0, p)))) < LIMIT
    assert abs(z(told - alive, 0.0)) < LIMIT
    assert abs(z((told - alive) * (count == 3), 0.0)) < LIMIT


def test_simulated_people_who_may_leave_after_the_first_purchase_are_noticed() -> None:
    # given a planted fault: drop-out after every purchase, by the mean chance a / (a + b)
    count, _, _ = lives(PUBLISHED, 200_000, 39.0, seed=2)
    stays = np.random.default_rng(3).random(count.size) > PUBLISHED.a / (PUBLISHED.a + PUBLISHED.b)
    # when, then
    assert z(count * stays, float(expected_purchases(39.0, PUBLISHED))) < -LIMIT


@pytest.mark.parametrize("extra_stay", [1.0, 0.9])
def test_fit_finds_the_parameters_that_people_were_simulated_with(extra_stay: float) -> None:
    # given
    truth = BgNbd(0.8, 5.0, 0.9, 2.5, extra_stay)
    count, last, _ = lives(truth, 6000, 52.0, seed=4)
    # when
    fit = fit_bgnbd(count, last, np.full(count.size, 52.0), extra_stay)
    # then: on the logarithmic scale, where the errors are nearly normal
    for found, value in zip((fit.r, fit.alpha, fit.a, fit.b), truth, strict=False):
        assert abs(np.log(found.value / value)) < LIMIT * found.standard_error / found.value
        assert found.standard_error / found.value < 0.25
    assert fit.spread < 1e-3


def test_log_without_repeat_purchases_is_refused() -> None:
    with pytest.raises(ValueError, match=r"do not identify|converged"):
        fit_bgnbd(np.zeros(50, dtype=np.int64), np.zeros(50), np.linspace(10.0, 20.0, 50))


@pytest.mark.parametrize("extra_stay", [0.0, 1.01])
def test_extra_stay_that_is_no_chance_is_refused(extra_stay: float) -> None:
    with pytest.raises(ValueError, match="extra_stay"):
        fit_bgnbd(np.array([1]), np.array([1.0]), np.array([2.0]), extra_stay)


# ------------------------------------------------------------------ CDNOW


@lru_cache(maxsize=4)
def published_fit(folder: Path, extra_stay: float) -> BgNbdFit:
    """Fit the summary that travels with lifetimes: weeks, rounded to two decimals."""
    table = np.loadtxt(folder / "cdnow" / "cdnow_customers_summary_with_transactions.csv", delimiter=",", skiprows=1)
    return fit_bgnbd(table[:, 1].astype(np.int64), table[:, 2], table[:, 3], extra_stay)


def test_estimates_from_the_published_summary_are_the_published_ones(data_folder: Path) -> None:
    fit = published_fit(data_folder, 1.0)
    assert fit.parameters[:4] == pytest.approx((0.24259, 4.41353, 0.79289, 2.42575), abs=5e-5)
    assert fit.log_likelihood == pytest.approx(-9582.4256, abs=1e-4)
    assert fit.spread < 1e-6


@pytest.mark.parametrize(
    ("extra_stay", "a", "b", "value"), [(0.97, 0.523, 1.803, -9582.77), (0.955, 0.420, 1.553, -9583.25)]
)
def test_estimates_with_an_extra_stay_factor_are_those_of_the_model_page(
    data_folder: Path, extra_stay: float, a: float, b: float, value: float
) -> None:
    fit = published_fit(data_folder, extra_stay)
    assert (fit.a.value, fit.b.value) == pytest.approx((a, b), abs=6e-4)
    assert fit.log_likelihood == pytest.approx(value, abs=6e-3)
