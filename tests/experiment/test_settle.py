"""The rule of verdicts by hand: its level, its interval, its guard, what is exact, its words and its forecast.

Expected numbers are worked beside them or found by solving the published equations by another way. How often the rule
errs is measured in tests/statistics.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from sim.experiment.forecast import forecast
from sim.experiment.settle import Evidence, Rule, Verdict, hull, informative_pairs, settle, share_bound
from sim.experiment.statistics import Number, moments

RULE = Rule()
SKEWED = [0.0] * 18 + [1.0, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 8.0, 9.0, 13.0, 21.0, 34.0]
SWING = [-2, -1, 0, 1, 2] * 6


def word(differences: list[Number], rule: Rule = RULE, **known: object) -> Verdict:
    return settle(differences, rule, Evidence(**known)).verdict  # type: ignore[arg-type]


# ------------------------------------------------------------ level


@pytest.mark.parametrize("first", [10, 30, 47])
def test_the_chances_of_error_of_all_doublings_sum_to_the_budget_of_one_side(first: int) -> None:
    rule = Rule(level=0.9, comparisons=4, first_look=first)

    total = sum(rule.side(first * 2**k) for k in range(40))

    # 1/(1 x 2) + 1/(2 x 3) + ... = 1, of which forty terms leave out 1/41
    assert total == pytest.approx(0.1 / 2 / 4 * (1 - 1 / 41), rel=1e-12)


def test_looking_before_the_first_look_spends_no_less_and_a_single_look_spends_nothing_on_others() -> None:
    assert RULE.side(12) == RULE.side(30) == pytest.approx(0.0125)
    assert replace(RULE, one_look=True).side(1920) == RULE.side(30)


@pytest.mark.parametrize(("wrong", "said"), [({"level": 1.0}, "level"), ({"first_look": 9}, "first_look: must be at")])
def test_a_level_or_a_first_look_out_of_bounds_is_refused(wrong: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Rule(**wrong)  # type: ignore[arg-type]


# ------------------------------------------------------------ interval


def test_without_skew_the_interval_is_students() -> None:
    spread = moments(SWING)
    half = stats.t.ppf(1 - 0.0125, 29) * stats.sem(SWING)

    assert hull(spread, RULE.side(30)) == pytest.approx((-half, half), rel=1e-12)


def test_with_skew_the_long_side_is_halls_and_the_short_one_students() -> None:
    # Given Hall's transformation of the studentised mean, whose inverse is found here by a search, not by his formula
    n, side = len(SKEWED), 0.0125
    g = float(stats.skew(SKEWED, bias=False))
    mean, error, t = sum(SKEWED) / n, stats.sem(SKEWED), stats.t.ppf(1 - side, n - 1)

    def transformed(x: float) -> float:
        return x + g * x * x / (3 * math.sqrt(n)) + g * g * x**3 / (27 * n) + g / (6 * math.sqrt(n))

    lower = optimize.brentq(lambda x: transformed(x) + t, -60, 60, xtol=1e-13)

    low, high = hull(moments(SKEWED), side)

    assert low == pytest.approx(mean - error * t, rel=1e-9)
    assert high == pytest.approx(mean - error * lower, rel=1e-9)
    assert high - mean > 1.5 * (mean - low)


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=60))
def test_the_interval_is_never_inside_students_and_mirrors_with_the_sign(values: list[float]) -> None:
    spread, mirrored = moments(values), moments([-value for value in values])
    assert spread.mean is not None
    assert spread.sd is not None
    half = float(stats.t.ppf(1 - 0.01, spread.n - 1)) * spread.sd / math.sqrt(spread.n)

    low, high = hull(spread, 0.01)

    room = 1e-9 * (abs(spread.mean) + half)
    assert low <= spread.mean - half + room
    assert high >= spread.mean + half - room
    assert hull(mirrored, 0.01) == pytest.approx((-high, -low), rel=1e-6, abs=1e-6 * (half + 1e-9))


def test_two_numbers_tell_no_skewness_and_leave_the_interval_open() -> None:
    assert hull(moments([1, 2]), 0.01) == (-math.inf, math.inf)
    assert settle([1, 2], RULE).verdict is Verdict.TOO_EARLY


# ------------------------------------------------------------ guard


def test_equal_differences_are_never_taken_for_exact() -> None:
    # Given thirty pairs that all lose exactly 1, as if a fee were all that differs
    found = settle([-1] * 30, RULE, Evidence(customers=[0] * 30, one_customer=474))

    # Then pairs of a kind that did not come up may be 13.6% of all, and each may bring what the best customer brings
    share = 1 - 0.0125 ** (1 / 30)
    assert (found.verdict, found.informative, found.guarded) == (Verdict.NOT_SETTLED, 0, True)
    assert (found.low, found.high) == pytest.approx((-1 - share * 474, -1 + share * 474))


def test_the_bound_of_a_share_is_that_of_clopper_and_pearson() -> None:
    for k, n in ((0, 30), (3, 30), (9, 120)):
        exact = stats.binomtest(k, n).proportion_ci(1 - 2 * 0.01, method="exact").high
        assert share_bound(k, n, 0.01) == pytest.approx(exact, rel=1e-9)
    assert share_bound(30, 30, 0.01) == 1.0


def test_ten_telling_pairs_are_believed_alone_and_nine_are_not() -> None:
    nine, ten = [5] * 21 + [6] * 9, [5] * 20 + [6] * 10

    assert settle(nine, RULE).guarded
    assert settle(nine, RULE).verdict is Verdict.NOT_SETTLED
    assert not settle(ten, RULE).guarded
    assert settle(ten, RULE).verdict is Verdict.BETTER


def test_bookings_of_the_firm_do_not_pass_for_information_about_customers() -> None:
    # Given overtime that differs in every pair, while customers differ in one
    overtime: list[Number] = [-100 - r % 7 for r in range(30)]

    assert word(overtime) is Verdict.WORSE
    assert word(overtime, customers=[0] * 29 + [40], one_customer=5_000) is Verdict.NOT_SETTLED
    assert word(overtime, customers=list(range(30)), one_customer=5_000) is Verdict.WORSE


def test_a_guarded_verdict_needs_a_difference_that_the_best_customers_could_not_turn() -> None:
    large, small = [-900] * 30, [-60] * 30

    assert word(list(large), customers=[0] * 30, one_customer=474) is Verdict.WORSE
    assert word(list(small), customers=[0] * 30, one_customer=474) is Verdict.NOT_SETTLED
    assert word(list(large)) is Verdict.NOT_SETTLED


def test_ties_are_counted_against_the_lower_median() -> None:
    assert informative_pairs([1, 1, 2, 2]) == 2
    assert informative_pairs([7]) == 0


# ------------------------------------------------------------ words


@given(st.lists(st.one_of(st.integers(2**90, 2**90 + 3), st.integers(-3, 3)), min_size=1))
def test_the_common_value_is_the_lower_median_to_the_last_unit_however_large(values: list[int]) -> None:
    middle = sorted(values)[(len(values) - 1) // 2]

    assert informative_pairs(values) == sum(value != middle for value in values)


def test_what_is_equal_by_construction_is_exact_if_all_pairs_agree() -> None:
    assert word([0] * 3, construction=()) is Verdict.EXACTLY_EQUAL
    found = settle([-(2**60) - 1] * 3, RULE, Evidence(construction=("programme.fixed",)))
    assert (found.low, found.high, found.verdict, found.exact) == (-(2**60) - 1, -(2**60) - 1, Verdict.WORSE, True)


def test_construction_does_not_outvote_a_pair_that_differs() -> None:
    found = settle([0] * 29 + [1], RULE, Evidence(construction=()))

    assert not found.exact
    assert found.verdict is Verdict.NOT_SETTLED


def test_before_the_first_look_there_is_an_interval_and_no_word() -> None:
    plain = [value + 50 for value in SWING]

    early = settle(plain[:29], RULE)

    assert early.verdict is Verdict.TOO_EARLY
    assert 0 < early.low < early.high
    assert word(list(plain)) is Verdict.BETTER
    assert word(list(range(50, 62)), Rule(first_look=12)) is Verdict.BETTER


def test_no_difference_seen_is_said_of_differences_that_are_all_0_and_of_no_others() -> None:
    assert word([0] * 30) is Verdict.NONE_SEEN
    assert word([0] * 29 + [1]) is Verdict.NOT_SETTLED
    # customers alike, the firm's bookings not, the median 0
    assert word([-1, 0, 1] * 10, customers=[0] * 30, one_customer=1) is Verdict.NOT_SETTLED


def test_equality_is_settled_by_an_interval_within_what_does_not_matter() -> None:
    plain: list[Number] = list(SWING)

    assert word(plain) is Verdict.NOT_SETTLED
    assert word(plain, replace(RULE, indifference=1.0)) is Verdict.NONE_THAT_MATTERS
    assert word(plain, replace(RULE, indifference=0.5)) is Verdict.NOT_SETTLED


def test_less_is_better_where_lower_is_better() -> None:
    assert word([value - 50 for value in SWING], replace(RULE, higher_is_better=False)) is Verdict.BETTER


def test_no_pair_at_all_is_too_early() -> None:
    assert settle([], RULE).verdict is Verdict.TOO_EARLY


# ------------------------------------------------------------ forecast


def test_a_forecast_names_later_doublings_the_even_chance_first() -> None:
    found = settle([value + 0.3 for value in SWING], RULE)

    told = forecast(found, RULE)

    assert told is not None
    assert told.even is not None
    assert told.good is not None
    assert told.even <= told.good
    assert {told.even, told.good} <= {30 * 2**k for k in range(1, 7)}
    assert told.half_width == pytest.approx(
        stats.t.ppf(1 - RULE.side(told.good), told.good - 1) * stats.tstd(SWING) / math.sqrt(told.good)
    )


def test_the_chance_of_a_forecast_is_that_of_a_mean_that_settles_around_the_one_seen() -> None:
    # Given a line whose forecast is an even chance at 60 and not at about 3 in 4 before 240
    values = [value + 0.46 for value in SWING]
    found = settle(values, RULE)
    told = forecast(found, RULE)
    assert told is not None

    # Then the later mean, its spread taken from the pairs that are still to come, leaves 0 out with these chances
    def chance(look: int) -> float:
        sd, mean = float(stats.tstd(values)), float(moments(values).mean or 0.0)
        half = stats.t.ppf(1 - RULE.side(look), look - 1) * sd / math.sqrt(look)
        later = stats.t(29, loc=mean, scale=sd * math.sqrt(1 / 30 - 1 / look))
        return float(later.sf(half) + later.cdf(-half))

    looks = [30 * 2**k for k in range(1, 7)]
    assert told.even == next(look for look in looks if chance(look) >= 0.5)
    assert told.good == next(look for look in looks if chance(look) >= 0.8)


def test_a_mean_near_0_is_settled_late_or_never() -> None:
    told = forecast(settle([value + 0.001 for value in SWING], RULE), RULE)

    assert told is not None
    assert (told.even, told.good) == (960, None)


def test_with_few_telling_pairs_only_the_look_with_enough_of_them_is_named() -> None:
    three = [0] * 27 + [5, 5, 5]
    known = Evidence(customers=three, one_customer=100)

    told = forecast(settle(three, RULE, known), RULE, known)

    # 3 of 30 make 15 of 150, so the doubling after it
    assert told is not None
    assert (told.even, told.good, told.enough) == (None, None, 240)


def test_what_is_settled_or_unknown_has_no_forecast() -> None:
    assert forecast(settle([value + 50 for value in SWING], RULE), RULE) is None
    assert forecast(settle([0] * 30, RULE), RULE) is None
    assert forecast(settle([1, 2, 3], RULE), RULE) is None
