"""Theory tests: n is in the test, the band is binomial at 1e-6, seeds are fixed, and a fault is planted once."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from sim.experiment.statistics import half_width, moments, simultaneous_level
from sim.experiment.verdict import (
    MORE_CAP,
    Comparison,
    Doubt,
    Verdict,
    compare_series,
    more_pairs,
    more_replications_text,
)

BASE = {r: 1000 + 37 * (r % 5) for r in range(30)}
SWING = (-2, -1, 0, 1, 2)


def shifted(by: int, swing: int = 1) -> dict[int, int | float | None]:
    """Return the baseline plus ``by`` plus a swing that sums to zero over every five replications."""
    return {r: value + by + swing * SWING[(r // 2) % 5] for r, value in BASE.items()}


def one(alternative: dict[int, int | float | None], **options: bool) -> Comparison:
    return compare_series("profit", BASE, {"hotline": alternative}, **options)[0]


def test_an_interval_above_zero_is_better_and_below_zero_worse() -> None:
    assert one(shifted(5)).verdict is Verdict.BETTER
    assert one(shifted(-5)).verdict is Verdict.WORSE
    assert one(shifted(0)).verdict is Verdict.NOT_SETTLED


def test_less_waiting_is_better_when_lower_is_better() -> None:
    assert one(shifted(-5), higher_is_better=False).verdict is Verdict.BETTER
    assert one(shifted(5), higher_is_better=False).verdict is Verdict.WORSE


def test_an_equal_strategy_is_identical_and_no_t_is_used() -> None:
    answer = one(dict(BASE))

    assert answer.verdict is Verdict.IDENTICAL
    assert (answer.difference, answer.low, answer.high) == (0, 0, 0)
    assert answer.exact
    assert answer.p_value is None
    assert answer.bootstrap is None
    assert answer.more_replications == 0


def test_a_placebo_that_costs_the_same_every_time_loses_exactly_its_cost() -> None:
    answer = one({r: value - 2**60 - 1 for r, value in BASE.items()})

    assert answer.verdict is Verdict.WORSE
    assert (answer.difference, answer.low, answer.high) == (-(2**60) - 1,) * 3
    assert answer.exact
    assert answer.more_replications == 0


def test_a_difference_in_one_replication_alone_is_not_identical() -> None:
    answer = one({**BASE, 29: BASE[29] + 1})

    assert answer.verdict is Verdict.NOT_SETTLED
    assert not answer.exact


def test_a_failed_replication_caps_the_verdict_and_keeps_the_interval() -> None:
    whole, torn = one(shifted(5)), one({**shifted(5), 4: None})

    assert torn.verdict is Verdict.NOT_SETTLED
    assert (torn.pairs, torn.failed) == (29, 1)
    assert torn.low is not None
    assert torn.low > 0
    assert whole.verdict is Verdict.BETTER
    assert Doubt.FAILED_REPLICATIONS in torn.warnings
    assert torn.more_replications is None


def test_a_failure_in_the_baseline_caps_every_alternative_even_an_identical_one() -> None:
    answers = compare_series("profit", {**BASE, 0: None}, {"same": dict(BASE), "good": shifted(9)})

    assert [a.verdict for a in answers] == [Verdict.NOT_SETTLED, Verdict.NOT_SETTLED]


def test_nine_pairs_bring_a_warning_and_a_bootstrap_and_ten_do_not() -> None:
    nine, ten = ({r: v for r, v in shifted(1).items() if r < n} for n in (9, 10))

    few, enough = one(nine), one(ten)

    assert few.warnings == (Doubt.FEW_PAIRS,)
    assert few.bootstrap is not None
    assert few.bootstrap[0] < 1 < few.bootstrap[1]
    assert enough.warnings == ()
    assert enough.bootstrap is None


def test_one_large_difference_among_thirty_brings_the_warning_of_skewness() -> None:
    answer = one({**shifted(1), 29: BASE[29] + 500})

    assert answer.warnings == (Doubt.SKEWED,)
    assert answer.bootstrap is not None


@pytest.mark.parametrize(("pairs", "difference"), [(0, None), (1, 7)])
def test_without_two_pairs_nothing_is_settled_and_no_bound_is_given(pairs: int, difference: int | None) -> None:
    answer = one({r: BASE[r] + 7 for r in range(pairs)})

    assert (answer.difference, answer.low, answer.high) == (difference, None, None)
    assert answer.verdict is Verdict.NOT_SETTLED
    assert Doubt.NO_SPREAD_KNOWN in answer.warnings
    assert answer.more_replications is None


def test_two_alternatives_share_the_level_and_so_have_wider_intervals() -> None:
    alone = one(shifted(5))
    first, _ = compare_series("profit", BASE, {"hotline": shifted(5), "care": shifted(1)})

    spread = moments([shifted(5)[r] - BASE[r] for r in BASE])  # type: ignore[operator]
    assert alone.low == pytest.approx(5 - half_width(spread, 0.95), rel=1e-12)
    assert first.low == pytest.approx(5 - half_width(spread, 0.975), rel=1e-12)
    assert first.level == alone.level == 0.95


def test_p_values_are_those_of_holm_with_sure_differences_in_the_family() -> None:
    alternatives = {"hotline": shifted(3, 4), "care": shifted(5, 9), "same": dict(BASE)}

    answers = {a.name: a for a in compare_series("profit", BASE, alternatives)}

    raw = {
        name: stats.ttest_1samp([series[r] - BASE[r] for r in BASE], 0).pvalue  # type: ignore[operator]
        for name, series in alternatives.items()
        if name != "same"
    }
    assert answers["hotline"].p_value == pytest.approx(3 * raw["hotline"], rel=1e-9)
    assert answers["care"].p_value == pytest.approx(2 * raw["care"], rel=1e-9)
    assert answers["same"].p_value is None


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_a_level_outside_zero_and_one_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level: must be between 0 and 1"):
        compare_series("profit", BASE, {"same": dict(BASE)}, level=level)


def test_the_json_form_holds_every_field_the_interface_promises() -> None:
    plain = json.loads(json.dumps(one({**shifted(1), 29: BASE[29] + 500}).as_dict()))

    promised = {"name", "response", "difference", "low", "high", "level", "pairs", "verdict", "more_replications"}
    assert promised <= plain.keys()
    assert plain["verdict"] == "not settled"
    assert plain["warnings"] == ["skewed"]


def test_the_number_of_more_pairs_settles_it_and_one_fewer_does_not() -> None:
    spread = moments([v for r in range(10) if (v := shifted(1, 7)[r] - BASE[r]) is not None])  # type: ignore[operator]
    more = more_pairs(spread, 0.95)
    assert more is not None
    assert more > 0
    assert spread.mean is not None
    assert spread.sd is not None

    def width(n: int) -> float:
        assert spread.sd is not None
        return float(stats.t.ppf(0.975, n - 1)) * spread.sd / n**0.5

    assert width(10 + more) < abs(spread.mean) <= width(10 + more - 1)


def test_no_number_is_promised_when_the_mean_is_zero_or_the_cap_is_passed() -> None:
    assert more_pairs(moments([-1, 1, -1, 1]), 0.95) is None
    assert more_pairs(moments([-1_000_000, 1_000_001]), 0.95) is None
    assert f"{MORE_CAP:,}" in more_replications_text(None)


# ------------------------------------------------------------ coverage: 2,000 experiments of 10 pairs


def covered(alternatives: int, interval: Callable[[Comparison, list[float]], tuple[float, float]]) -> int:
    """Return in how many of 2,000 experiments every interval of the family held its true difference of 3."""
    draws = np.random.default_rng(20_240_601)
    hits = 0
    for _ in range(2_000):
        shared = draws.normal(0.0, 50.0, 10)
        baseline = {r: float(v) for r, v in enumerate(shared)}
        series = {
            str(a): {r: float(v) for r, v in enumerate(shared + 3.0 + draws.normal(0.0, 2.0, 10))}
            for a in range(alternatives)
        }
        answers = compare_series("profit", baseline, series)
        differences = [[series[a.name][r] - baseline[r] for r in baseline] for a in answers]
        bounds = [interval(a, d) for a, d in zip(answers, differences, strict=True)]
        hits += all(low < 3.0 < high for low, high in bounds)
    return hits


def given_bounds(answer: Comparison, _: list[float]) -> tuple[float, float]:
    assert answer.low is not None
    assert answer.high is not None
    return answer.low, answer.high


def normal_bounds(_: Comparison, differences: list[float]) -> tuple[float, float]:
    """Plant the fault of taking the normal quantile where t belongs."""
    spread = moments(differences)
    assert spread.mean is not None
    assert spread.sd is not None
    half = 1.959964 * spread.sd / 10**0.5
    return spread.mean - half, spread.mean + half


def band(probability: float) -> tuple[float, float]:
    """Return the counts that 2,000 experiments leave with a chance of 1e-6 in all."""
    return tuple(stats.binom.ppf([5e-7, 1 - 5e-7], 2_000, probability))


def test_95_percent_intervals_cover_the_true_difference_in_95_percent_of_experiments() -> None:
    low, high = band(0.95)

    hits = covered(1, given_bounds)

    assert low <= hits <= high


def test_the_band_of_coverage_would_catch_a_normal_quantile_in_place_of_t() -> None:
    # True coverage of the planted fault: P(|t_9| < 1.96) = .918, 6.5 standard errors below .95.
    low, _ = band(0.95)

    assert covered(1, normal_bounds) < low


def test_three_simultaneous_intervals_hold_together_as_independent_bonferroni_ones_do() -> None:
    # The alternatives' noises are independent: (1 - .05/3)^3 = .95083.
    low, high = band(simultaneous_level(0.95, 3) ** 3)

    assert low <= covered(3, given_bounds) <= high
