import numpy as np
import pytest

from sim.calibration.shifted_beta_geometric import discounted_lifetime, fit_sbg, sbg_survival

# Per cent alive after 0-12 years; Fader & Hardie 2007 after Berry & Linoff 2004.
HIGH_END = (100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4)
REGULAR = (100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3)


@pytest.mark.parametrize(
    ("alive", "alpha", "beta", "log_likelihood"),
    [(HIGH_END, 0.66809, 3.80610, -1611.158), (REGULAR, 0.70408, 1.18204, -1680.265)],
)
def test_fit_to_seven_years_gives_the_published_parameters(
    alive: tuple[float, ...], alpha: float, beta: float, log_likelihood: float
) -> None:
    fit = fit_sbg(alive[:8])
    assert fit.alpha.value == pytest.approx(alpha, abs=2e-5)
    assert fit.beta.value == pytest.approx(beta, abs=2e-5)
    assert fit.log_likelihood == pytest.approx(log_likelihood, abs=1e-3)


@pytest.mark.parametrize(
    ("alpha", "beta", "survival"),
    [
        (0.668, 3.806, (85.1, 74.7, 67.0, 61.0, 56.2, 52.2, 48.9, 46.0, 43.6, 41.4, 39.5, 37.8)),
        (0.70408, 1.18204, (62.7, 47.4, 38.8, 33.2, 29.2, 26.2, 23.9, 22.0, 20.4, 19.1, 18.0, 17.0)),
    ],
)
def test_survival_is_the_published_projection(alpha: float, beta: float, survival: tuple[float, ...]) -> None:
    # The published table rounds to a tenth of a per cent.
    assert 100 * sbg_survival(np.arange(1, 13), alpha, beta) == pytest.approx(survival, abs=0.0501)


@pytest.mark.parametrize(("alpha", "beta", "lifetime"), [(0.668, 3.806, 5.92225), (0.70408, 1.18204, 3.69491)])
def test_discounted_lifetime_is_the_sum_of_discounted_survival(alpha: float, beta: float, lifetime: float) -> None:
    # given: 400 terms leave less than 1.1 ** -400 = 3e-17 of the sum
    years = np.arange(400)
    # when, then
    assert discounted_lifetime(alpha, beta, 0.1) == pytest.approx(lifetime, abs=5e-4)
    assert discounted_lifetime(alpha, beta, 0.1) == pytest.approx(
        float(np.sum(sbg_survival(years, alpha, beta) / 1.1**years)), rel=1e-10
    )


def test_ten_times_the_persons_give_the_same_estimates_and_narrower_intervals() -> None:
    small, large = fit_sbg(REGULAR, persons=1000), fit_sbg(REGULAR, persons=10_000)
    assert large.alpha.value == pytest.approx(small.alpha.value, rel=1e-5)
    assert large.alpha.standard_error == pytest.approx(small.alpha.standard_error / 10**0.5, rel=1e-3)


@pytest.mark.parametrize("alive", [(100, 50), (100, 50, 60), (100, 50, 0)])
def test_survival_table_that_is_short_or_rises_or_ends_is_refused(alive: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="three or more falling numbers"):
        fit_sbg(alive)


def test_lifetime_without_discount_is_refused() -> None:
    with pytest.raises(ValueError, match="rate above 0"):
        discounted_lifetime(0.668, 3.806, 0.0)
