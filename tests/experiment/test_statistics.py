"""Expected numbers: verification-cases.json and science.md, cases F2, F4 and F7; else worked by hand beside them."""

from __future__ import annotations

import math
import statistics as reference

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.experiment.statistics import (
    half_width,
    holm,
    moments,
    p_value,
    paired_differences,
    planned_looks,
    welch_interval,
)

# Law's two inventory policies, case F2.
FIRST = (126.97, 124.31, 126.68, 122.66, 127.23)
SECOND = (118.21, 120.22, 122.45, 122.68, 119.40)


def series(values: tuple[float, ...]) -> dict[int, float | None]:
    return dict(enumerate(values))


def test_paired_interval_of_the_inventory_policies_is_the_printed_one() -> None:
    pairs = paired_differences(series(SECOND), series(FIRST))

    spread = moments(pairs.differences)

    assert spread.mean == pytest.approx(4.978, abs=1e-12)
    assert spread.sd is not None
    assert spread.sd**2 / 5 == pytest.approx(2.43827, abs=1e-5)
    half = half_width(spread, 0.9)
    assert (spread.mean - half, spread.mean + half) == pytest.approx((1.64913, 8.30687), abs=1e-5)


def test_welch_interval_of_the_inventory_policies_is_the_printed_one() -> None:
    low, high = welch_interval(FIRST, SECOND, 0.9)

    assert (low, high) == pytest.approx((2.66079, 7.29521), abs=1e-5)


def test_welch_refuses_one_number_and_numbers_without_spread() -> None:
    with pytest.raises(ValueError, match="got 1 and 2"):
        welch_interval([1], [1, 2], 0.9)
    with pytest.raises(ValueError, match="all numbers are equal"):
        welch_interval([3, 3], [1, 1], 0.9)


def test_holm_of_the_four_p_values_is_the_printed_one_in_any_order() -> None:
    expected = {0.001: 0.004, 0.012: 0.036, 0.02: 0.04, 0.04: 0.04}

    for order in ((0.001, 0.012, 0.02, 0.04), (0.04, 0.02, 0.012, 0.001), (0.02, 0.04, 0.001, 0.012)):
        assert holm(order) == pytest.approx([expected[p] for p in order], abs=1e-12)


@given(st.lists(st.floats(0, 1), max_size=8))
def test_holm_is_never_below_the_raw_value_nor_above_bonferroni(p_values: list[float]) -> None:
    adjusted = holm(p_values)

    assert all(p <= a <= min(1.0, p * len(p_values)) for p, a in zip(p_values, adjusted, strict=True))


def test_p_value_is_that_of_the_one_sample_t_test() -> None:
    differences = [a - b for a, b in zip(FIRST, SECOND, strict=True)]

    expected = stats.ttest_1samp(differences, 0.0).pvalue

    assert p_value(moments(differences)) == pytest.approx(expected, rel=1e-12)


@given(st.lists(st.integers(-(10**15), 10**15), min_size=3, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_moments_agree_with_exact_fractions(values: list[int]) -> None:
    spread = moments(values)

    assert spread.mean == pytest.approx(reference.mean(values), rel=1e-15)
    assert spread.sd == pytest.approx(reference.stdev(values), rel=1e-13)
    assert spread.skewness == pytest.approx(float(stats.skew(np.array(values, float), bias=False)), rel=1e-6, abs=1e-9)


def test_money_beyond_the_reach_of_floats_is_subtracted_exactly() -> None:
    # 2**60 + 1 is no float: as floats all three differences would be 0.
    baseline = dict.fromkeys(range(3), 2**60)
    alternative = dict.fromkeys(range(3), 2**60 + 1)

    pairs = paired_differences(baseline, alternative)

    assert list(pairs.differences) == [1, 1, 1]
    assert moments(pairs.differences).same


def test_numbers_that_differ_in_the_last_bit_are_not_the_same() -> None:
    assert not moments([0.3, 0.1 + 0.2]).same
    assert moments([0.3, 0.3]).same


def test_one_number_has_no_spread_that_is_known() -> None:
    spread = moments([5])

    assert (spread.mean, spread.sd, spread.same) == (5.0, None, False)
    assert half_width(spread, 0.95) == math.inf


def test_a_failed_replication_drops_its_pair_and_a_missing_one_is_no_failure() -> None:
    baseline = {0: 10, 1: 20, 2: None, 3: 40}
    alternative = {0: 11, 1: None, 2: 33, 4: 50}

    pairs = paired_differences(baseline, alternative)

    assert list(pairs.differences) == [1]
    assert pairs.failed == 2


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_response_that_is_not_finite_is_refused_with_its_replication(bad: float) -> None:
    with pytest.raises(ValueError, match="replication 7"):
        paired_differences({7: 1.0}, {7: bad})


def test_looks_double_and_end_in_the_cap() -> None:
    assert planned_looks(10, 80) == (10, 20, 40, 80)
    assert planned_looks(10, 5) == (5,)
