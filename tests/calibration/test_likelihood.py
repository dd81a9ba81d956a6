import numpy as np
import pytest

from sim.calibration.likelihood import FloatArray, maximise


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
