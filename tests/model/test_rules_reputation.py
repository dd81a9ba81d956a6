from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import Parameters
from sim.model.rules.reputation import (
    bad_word,
    gathered_word,
    goes_public,
    reputation_index,
    reputation_pull,
)
from tests.model.somebody import LIMIT, off_share, somebody

P = replace(Parameters(), reputation_on=1, reputation_tau=100.0, public_chance=0.3, public_reach=50.0)
N = 6000
WORD = st.floats(0.0, 1e9)


def test_nothing_told_leaves_joining_as_it_is() -> None:
    for neutral in (0.5, 0.75):
        p = replace(P, reputation_neutral=neutral)
        assert reputation_index(p, 0.0, 0.0) == neutral
        assert reputation_pull(p, neutral) == 1.0
        # Then word of the usual mix changes nothing either
        assert reputation_index(p, 1e3 * neutral, 1e3 * (1 - neutral)) == pytest.approx(neutral)


@given(WORD, WORD, st.floats(0.1, 1e6))
def test_the_index_is_a_share_that_rises_with_good_and_falls_with_bad_word(good: float, bad: float, k: float) -> None:
    p = replace(P, reputation_weight=k, reputation_neutral=0.5)
    assert 0.0 < reputation_index(p, good, bad) < 1.0 + 1e-12
    assert (
        reputation_index(p, good + 1.0, bad) >= reputation_index(p, good, bad) >= reputation_index(p, good, bad + 1.0)
    )
    assert reputation_index(p, good, bad) + reputation_index(p, bad, good) == pytest.approx(1.0)


@given(st.floats(1e-9, 1.0), st.floats(1e-9, 1.0), st.floats(0.0, 10.0), st.floats(0.05, 0.99))
def test_a_worse_reputation_never_wins_more(one: float, other: float, power: float, neutral: float) -> None:
    p = replace(P, reputation_power=power, reputation_neutral=neutral)
    low, high = sorted((one, other))
    assert 0.0 <= reputation_pull(p, low) <= reputation_pull(p, high) * (1 + 1e-12)
    # Then both ways: a better one than as is brings more people in
    assert reputation_pull(p, low) == pytest.approx((low / neutral) ** power, rel=1e-12)


def test_word_fades_and_a_public_complaint_counts_as_many_warnings() -> None:
    assert bad_word(P, 3, 2, 9) == 103.0
    pool = 0.0
    for _ in range(100):
        pool = gathered_word(P, pool, 1.0)
    # Then 1 a day for tau days adds up to the geometric sum
    assert pool == pytest.approx((1 - exp(-1.0)) / (1 - exp(-0.01)), rel=1e-12)


def test_a_complaint_in_vain_goes_public_with_its_chance() -> None:
    c = somebody(P, 10)
    assert off_share(sum(goes_public(P, c, n) for n in range(N)), N, 0.3) < LIMIT
    assert not any(goes_public(replace(P, public_chance=0.0), c, n) for n in range(99))
