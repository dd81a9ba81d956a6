from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from sim.calibration.likelihood import Estimate, FloatArray, maximise


def test_standard_error_of_an_exponential_rate_is_the_rate_over_root_n() -> None:
    # given 400 spans with mean 4: the estimate is 1/4, its standard error 1/4 / 20
    def total(values: FloatArray) -> float:
        return float(400 * np.log(values[0]) - values[0] * 1600)

    # when
    found = maximise(total, [(1.0,), (30.0,)])
    # then
    (rate,) = found.estimates
    assert rate.value == pytest.approx(0.25, rel=1e-6)
    assert rate.standard_error == pytest.approx(0.0125, rel=1e-4)
    assert np.log([rate.low, rate.high]) == pytest.approx(
        np.log(0.25) + np.array([-1.0, 1.0]) * 1.959964 / 20, rel=1e-4
    )


def test_covariance_of_a_normal_shaped_likelihood_is_the_one_put_in() -> None:
    # given
    covariance = np.array([[0.04, 0.015], [0.015, 0.09]])
    inverse = np.linalg.inv(covariance)
    top = np.log([2.0, 7.0])

    def total(values: FloatArray) -> float:
        away = np.log(values) - top
        return float(-0.5 * away @ inverse @ away)

    # when
    found = maximise(total, [(1.0, 1.0), (10.0, 0.1)])
    # then
    assert [estimate.value for estimate in found.estimates] == pytest.approx([2.0, 7.0], rel=1e-5)
    assert np.array(found.covariance) == pytest.approx(covariance, rel=1e-5)
    assert found.spread < 1e-9


def test_spread_tells_when_two_starts_end_on_different_hills() -> None:
    # given two hills in the logarithm, at -3 and at 3, of height 1 and 2
    def total(values: FloatArray) -> float:
        at = float(np.log(values[0]))
        return float(np.exp(-((at + 3) ** 2)) + 2 * np.exp(-((at - 3) ** 2)))

    # when
    found = maximise(total, [(np.exp(-2.5),), (np.exp(2.5),)])
    # then
    assert np.log(found.estimates[0].value) == pytest.approx(3, abs=1e-3)
    assert found.spread == pytest.approx(1, abs=1e-3)


def gamma_heights(sample: FloatArray) -> Callable[[FloatArray], float]:
    """Return the log-likelihood of the shape and the rate of gamma numbers, summed in the order of the sample."""

    def total(values: FloatArray) -> float:
        shape, rate = (float(value) for value in values)
        terms = shape * np.log(rate) - special.gammaln(shape) + (shape - 1) * np.log(sample) - rate * sample
        return float(np.cumsum(terms)[-1])

    return total


def test_neither_the_start_nor_the_order_of_summing_moves_the_estimates() -> None:
    # given sums that differ in their last bits, as those of two processors do, and starts far apart
    sample = np.random.default_rng(12).gamma(0.7, 40.0, 3000)
    orders = (sample, sample[::-1], np.sort(sample))
    starts = ((1.0, 1.0), (0.1, 0.001), (5.0, 0.5))
    # when
    found = [maximise(gamma_heights(order), [start]) for order in orders for start in starts]
    # then: a search by heights alone ends 1e-7 apart
    for one in found[1:]:
        for estimate, first in zip(one.estimates, found[0].estimates, strict=True):
            assert estimate.value == pytest.approx(first.value, rel=2e-10)
            assert estimate.standard_error == pytest.approx(first.standard_error, rel=1e-5)
            assert estimate.written() == first.written()


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_writing_moves_an_estimate_by_little_and_one_digit_less_would_not(value: float, error: float) -> None:
    # given
    estimate = Estimate(value, error, value - 2 * error, value + 2 * error)
    # when
    places = 10.0**-estimate.decimals
    # then
    for text, number in zip(estimate.written(), (value, estimate.low, estimate.high), strict=True):
        assert abs(float(text) - number) <= error / 200 * (1 + 1e-6) + abs(number) * 1e-15
    assert places <= error / 100 * (1 + 1e-9) < 10 * places


def test_a_bound_above_zero_is_not_written_as_zero() -> None:
    assert Estimate(0.188, 0.56, 0.0003, 64.0).written() == ("0.188", "0.0003", "64.000")
    assert Estimate(2344.0, 1234.5, -76.2, 4763.7).written() == ("2340", "-80", "4760")


def test_two_parameters_that_appear_only_as_a_product_are_refused() -> None:
    # given
    def total(values: FloatArray) -> float:
        return float(-((np.log(values[0] * values[1])) ** 2))

    # when, then
    with pytest.raises(ValueError, match="do not identify"):
        maximise(total, [(1.0, 2.0)])


def test_likelihood_that_grows_for_ever_is_refused() -> None:
    # given
    def total(values: FloatArray) -> float:
        return float(np.log(values[0]))

    # when, then
    with pytest.raises(ValueError, match=r"do not identify|none of the 1 starts"):
        maximise(total, [(1.0,)])
