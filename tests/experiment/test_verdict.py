"""From pairs to lines: pairing, families, failures, Holm beside, the best of several, and the JSON form."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from scipy import stats

from sim.experiment.packed import Number
from sim.experiment.settle import NOTHING_KNOWN, Evidence, Rule, Verdict, hull
from sim.experiment.statistics import Pairs, moments, paired_differences
from sim.experiment.verdict import Comparison, compare_series, in_unit, may_be_best

BASE = {r: 1000 + 37 * (r % 5) for r in range(30)}
SWING = (-2, -1, 0, 1, 2)
RULE = Rule()


def shifted(by: int, swing: int = 1) -> dict[int, Number | None]:
    """Return the baseline plus ``by`` plus a swing that sums to zero over every five replications."""
    return {r: value + by + swing * SWING[(r // 2) % 5] for r, value in BASE.items()}


def pairs(alternative: dict[int, Number | None]) -> Pairs:
    return paired_differences(BASE, alternative)


def one(alternative: dict[int, Number | None], evidence: Evidence = NOTHING_KNOWN) -> Comparison:
    return compare_series("profit", {"hotline": pairs(alternative)}, RULE, {"hotline": evidence})[0]


def test_an_interval_above_zero_is_better_and_below_zero_worse() -> None:
    assert one(shifted(5)).verdict is Verdict.BETTER
    assert one(shifted(-5)).verdict is Verdict.WORSE
    assert one(shifted(0)).verdict is Verdict.NOT_SETTLED


def test_equal_numbers_are_exact_only_where_construction_says_so() -> None:
    seen, built = one(dict(BASE)), one(dict(BASE), Evidence(construction=()))

    assert (seen.verdict, seen.exact, seen.low) == (Verdict.NONE_SEEN, False, None)
    assert (built.verdict, built.exact) == (Verdict.EXACTLY_EQUAL, True)
    assert (built.difference, built.low, built.high) == (0, 0, 0)
    assert built.p_value is None


def test_a_cost_by_construction_is_exact_to_the_last_unit_and_names_its_keys() -> None:
    answer = one({r: value - 2**60 - 1 for r, value in BASE.items()}, Evidence(construction=("programme.fixed",)))

    assert answer.verdict is Verdict.WORSE
    assert (answer.difference, answer.low, answer.high) == (-(2**60) - 1,) * 3
    assert answer.construction == ("programme.fixed",)


def test_a_failed_replication_caps_the_verdict_keeps_the_interval_and_has_no_forecast() -> None:
    whole, torn = one(shifted(5)), one({**shifted(5), 4: None})

    assert torn.verdict is Verdict.TOO_EARLY  # 29 pairs
    assert compare_series("profit", {"h": pairs({**shifted(5), 4: None})}, replace(RULE, first_look=10))[0].verdict is (
        Verdict.NOT_SETTLED
    )
    assert (torn.pairs, torn.failed) == (29, 1)
    assert torn.low is not None
    assert torn.low > 0
    assert whole.verdict is Verdict.BETTER
    assert torn.forecast is None


def test_a_failure_caps_even_what_is_equal_by_construction() -> None:
    lost = paired_differences({**BASE, 0: None}, dict(BASE))

    (answer,) = compare_series("profit", {"same": lost}, RULE, {"same": Evidence(construction=())})

    assert answer.verdict is Verdict.NOT_SETTLED


@pytest.mark.parametrize(("n", "difference"), [(0, None), (1, 7)])
def test_without_three_pairs_there_is_no_bound(n: int, difference: int | None) -> None:
    answer = one({r: BASE[r] + 7 for r in range(n)})

    assert (answer.difference, answer.low, answer.high) == (difference, None, None)
    assert answer.verdict is Verdict.TOO_EARLY


def test_two_alternatives_share_the_level_and_so_have_wider_intervals() -> None:
    alone = one(shifted(5))
    two = replace(RULE, comparisons=2)
    first, _ = compare_series("profit", {"hotline": pairs(shifted(5)), "care": pairs(shifted(1))}, two)

    spread = moments(pairs(shifted(5)).differences)
    assert alone.low == pytest.approx(hull(spread, 0.0125)[0], rel=1e-12)
    assert first.low == pytest.approx(hull(spread, 0.00625)[0], rel=1e-12)
    assert first.level == alone.level == 0.95


def test_p_values_are_those_of_holm_with_sure_differences_in_the_family() -> None:
    given = {"hotline": pairs(shifted(3, 4)), "care": pairs(shifted(5, 9)), "same": pairs(dict(BASE))}

    answers = {a.name: a for a in compare_series("profit", given, RULE, {"same": Evidence(construction=())})}

    raw = {name: stats.ttest_1samp(given[name].differences, 0).pvalue for name in ("hotline", "care")}
    assert answers["hotline"].p_value == pytest.approx(3 * raw["hotline"], rel=1e-9)
    assert answers["care"].p_value == pytest.approx(2 * raw["care"], rel=1e-9)
    assert answers["same"].p_value is None


def test_a_guarded_verdict_says_what_would_turn_it() -> None:
    answer = one({r: value - 900 for r, value in BASE.items()}, Evidence(customers=[0] * 30, one_customer=474))

    assert (answer.verdict, answer.guarded, answer.informative) == (Verdict.WORSE, True, 0)
    assert answer.to_turn == pytest.approx(900 / (1 - 0.0125 ** (1 / 30)))
    assert answer.one_customer == 474


def test_amounts_change_their_unit_and_counts_do_not() -> None:
    line = one({r: value - 900 for r, value in BASE.items()}, Evidence(customers=[0] * 30, one_customer=474))

    scaled = in_unit(line, lambda value: value / 100)

    assert (scaled.difference, scaled.one_customer, scaled.informative) == (-9.0, 4.74, 0)
    assert scaled.low == pytest.approx((line.low or 0) / 100)
    assert scaled.to_turn == pytest.approx((line.to_turn or 0) / 100)


def test_the_json_form_holds_every_field_the_interface_promises() -> None:
    plain = json.loads(json.dumps(one(shifted(0, 3)).as_dict()))

    promised = {"name", "response", "difference", "low", "high", "level", "pairs", "verdict", "forecast", "guarded"}
    assert promised <= plain.keys()
    assert plain["verdict"] == "not settled"


# ------------------------------------------------------------ the best of several


def shop(*, good: int, torn: bool = False) -> dict[str, dict[int, Number | None]]:
    found = {"today": dict(BASE), "good": shifted(good), "near": shifted(good, 2), "bad": shifted(-50)}
    return found | ({"good": {**shifted(good), 3: None}} if torn else {})


def best(series: dict[str, dict[int, Number | None]]) -> list[str]:
    names = list(series)
    judged = {
        (a, b): (paired_differences(series[a], series[b]), NOTHING_KNOWN)
        for k, a in enumerate(names)
        for b in names[k + 1 :]
    }
    return may_be_best(names, judged, replace(RULE, comparisons=3))


def test_scenarios_stay_that_no_other_one_is_shown_to_beat() -> None:
    assert best(shop(good=5)) == ["good", "near"]
    assert best(shop(good=0)) == ["today", "good", "near"]


def test_a_pair_with_a_failure_beats_nobody() -> None:
    assert best(shop(good=5, torn=True)) == ["good", "near"]
    assert best({"today": dict(BASE), "good": {**shifted(5), 3: None}}) == ["today", "good"]


def test_a_lower_number_wins_where_lower_is_better() -> None:
    judged = {("a", "b"): (pairs(shifted(-5)), NOTHING_KNOWN)}

    assert may_be_best(["a", "b"], judged, replace(RULE, higher_is_better=False)) == ["b"]
