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
    Precision,
    Stop,
    bootstrap_interval,
    difference_series,
    half_width,
    holm,
    moments,
    p_value,
    paired_differences,
    planned_looks,
    simultaneous_level,
    stopping_point,
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

    assert pairs.differences == (1, 1, 1)
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

    assert pairs.differences == (1,)
    assert pairs.failed == 2


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_response_that_is_not_finite_is_refused_with_its_replication(bad: float) -> None:
    with pytest.raises(ValueError, match="replication 7"):
        paired_differences({7: 1.0}, {7: bad})


def test_bootstrap_is_the_same_at_every_call_and_near_that_of_scipy() -> None:
    values = [float(v) for v in np.random.default_rng(5).exponential(1.0, 25)]

    ours = bootstrap_interval(values, 0.95)

    assert ours == bootstrap_interval(values, 0.95)
    theirs = stats.bootstrap(
        (np.array(values),), np.mean, n_resamples=20_000, method="BCa", rng=np.random.default_rng(1)
    ).confidence_interval
    assert ours == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_bca_leans_to_the_long_tail_where_plain_t_is_symmetric() -> None:
    values = [0.0] * 15 + [1.0, 2.0, 4.0, 8.0, 30.0]

    low, high = bootstrap_interval(values, 0.95)

    mean = sum(values) / len(values)
    assert high - mean > 1.5 * (mean - low)


def test_bootstrap_needs_two_numbers_and_bears_two_equal_ones() -> None:
    with pytest.raises(ValueError, match="got 1"):
        bootstrap_interval([1.0], 0.95)
    assert bootstrap_interval([2, 2, 2], 0.95) == (2.0, 2.0)


@pytest.mark.parametrize(("gamma", "gamma_prime"), [(0.05, 0.047619), (0.10, 0.090909)])
def test_relative_precision_asks_for_gamma_over_one_plus_gamma(gamma: float, gamma_prime: float) -> None:
    centred = (-10, -5, 0, 5, 10)
    edge = half_width(moments(centred), 0.95) / gamma_prime  # the mean at which the interval is just narrow enough

    enough = moments([v + edge * (1 + 1e-5) for v in centred])
    too_wide = moments([v + edge * (1 - 1e-5) for v in centred])

    assert Precision(gamma, relative=True).reached(enough)
    assert not Precision(gamma, relative=True).reached(too_wide)


def test_absolute_precision_is_half_the_width_in_the_unit_of_the_response() -> None:
    spread = moments([90, 95, 100, 105, 110])
    half = half_width(spread, 0.95)

    assert Precision(half, relative=False).reached(spread)
    assert not Precision(half * (1 - 1e-9), relative=False).reached(spread)


def test_several_series_must_be_precise_at_the_level_shared_among_them() -> None:
    spread = moments([90, 95, 100, 105, 110])
    half = half_width(spread, simultaneous_level(0.95, 3))

    assert Precision(half, relative=False).reached(spread, comparisons=3)
    assert not Precision(half_width(spread, 0.95), relative=False).reached(spread, comparisons=3)


def test_looks_double_and_end_in_the_cap() -> None:
    assert planned_looks(10, 80) == (10, 20, 40, 80)
    assert planned_looks(10, 5) == (5,)


def noise(n: int, seed: int = 3) -> dict[int, float | None]:
    return series(tuple(float(v) for v in np.random.default_rng(seed).normal(100.0, 15.0, n)))


def test_the_stop_does_not_depend_on_how_far_the_workers_ran_ahead() -> None:
    looks, wanted = planned_looks(10, 320), Precision(0.05, relative=True)
    everything = noise(320)
    stop = stopping_point([everything], wanted, looks)
    assert stop.reached
    assert 10 < stop.replications < 320

    for there in range(stop.replications, 320, 7):
        ahead = {r: everything[r] for r in range(there)}
        assert stopping_point([ahead], wanted, looks) == stop


def test_no_look_is_taken_while_a_replication_of_the_prefix_is_missing() -> None:
    # Replications 0..18 and 20..39 are there; without 19 the look at 20 must wait, though 39 numbers exist.
    values = {r: v for r, v in noise(40).items() if r != 19}

    stop = stopping_point([values], Precision(1.0, relative=False), planned_looks(10, 40))

    assert stop == Stop(20, complete=False, reached=False)


def test_the_cap_ends_a_run_that_never_gets_precise() -> None:
    stop = stopping_point([noise(40)], Precision(1e-9, relative=True), planned_looks(10, 40))

    assert stop == Stop(40, complete=True, reached=False)


def test_a_failed_replication_counts_as_run_but_not_in_the_mean() -> None:
    values = {**dict.fromkeys(range(10), 5), 3: None}

    stop = stopping_point([values], Precision(0.01, relative=True), (10,))

    assert stop == Stop(10, complete=True, reached=True)


def test_a_precision_of_a_difference_uses_the_pairs() -> None:
    # Both sides swing by the same large amounts; their difference is exactly 3.
    baseline = {r: 1000 * (r % 7) for r in range(10)}
    alternative = {r: v + 3 for r, v in baseline.items()}

    stop = stopping_point([difference_series(baseline, alternative)], Precision(0.01, relative=True), (10, 20))

    assert stop == Stop(10, complete=True, reached=True)
