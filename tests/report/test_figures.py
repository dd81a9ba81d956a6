"""Figures place numbers where they belong, and say when something lies outside."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.figures import Scale, mark, nice, scale_for, shares

ENDS = st.tuples(st.floats(-1e9, 1e9), st.floats(0.0, 1e9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(ENDS, min_size=1, max_size=12))
def test_a_scale_always_holds_zero_and_orders_values(spans: list[tuple[float, float]]) -> None:
    scale = scale_for(spans)
    assert 0.0 <= scale.zero <= 100.0
    low, high = scale.at(scale.low), scale.at(scale.high)
    assert (low, high) == (0.0, 100.0)
    assert all(scale.at(a) <= scale.at(b) for a, b in spans)


@given(st.lists(ENDS, min_size=1, max_size=12))
def test_what_lies_outside_a_scale_is_marked_as_such(spans: list[tuple[float, float]]) -> None:
    scale = scale_for(spans)
    for low, high in spans:
        found = mark(scale, (low + high) / 2, low, high)
        assert found.cut_left == (low < scale.low)
        assert found.cut_right == (high > scale.high)
        assert 0.0 <= found.left <= found.right <= 100.0


def test_most_strategies_stay_on_the_scale_whatever_one_of_them_does() -> None:
    spans = [(-2600.0, -400.0), (-600.0, 2700.0), (2200.0, 4100.0), (-114_300.0, -113_900.0)]
    scale = scale_for(spans)
    assert [mark(scale, (a + b) / 2, a, b).off for a, b in spans] == [0, 0, 0, -1]


def test_ticks_are_round_and_zero_is_among_them() -> None:
    ticks = Scale(-3300.0, 8300.0).ticks
    assert [value for value, _ in ticks] == [-2000.0, 0.0, 2000.0, 4000.0, 6000.0]
    assert dict(ticks)[0.0] == Scale(-3300.0, 8300.0).zero


@given(st.floats(1e-6, 1e12))
def test_a_nice_step_is_not_below_and_at_most_two_and_a_half_times_the_step(step: float) -> None:
    assert step * (1 - 1e-8) <= nice(step) <= 2.5 * step * (1 + 1e-8)


def test_nothing_to_draw_gives_a_scale_all_the_same() -> None:
    assert scale_for([]) == Scale(-1.0, 1.0)
    assert scale_for([(float("-inf"), float("inf")), (0.0, 0.0)]) == Scale(-1.0, 1.0)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any))
def test_the_parts_of_a_bar_fill_it_without_a_gap(counts: list[int]) -> None:
    parts = shares(counts)
    assert sum(width for _, width in parts) == pytest.approx(100.0, abs=0.01)
    for (start, width), (following, _) in pairwise(parts):
        assert start + width == pytest.approx(following, abs=0.01)
