from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Status
from sim.model.numerics import log1p
from sim.model.parameters import Parameters
from sim.model.rules.reputation import (
    bad_word,
    gathered_word,
    goes_public,
    heard,
    joins_after_asking,
    listening_probability,
    look_again,
    reputation_index,
)
from tests.model.somebody import LIMIT, off_mean, off_share, somebody

P = replace(Parameters(), reputation_on=1, reputation_tau=100.0, public_chance=0.3, public_reach=50.0)
N = 6000
WORD = st.floats(0.0, 1e9)


def test_nothing_told_leaves_joining_as_it_is() -> None:
    for neutral in (0.5, 0.75):
        p = replace(P, reputation_neutral=neutral)
        assert reputation_index(p, 0.0, 0.0) == neutral
        assert listening_probability(p, neutral) == listening_probability(p, 0.9) == 1.0
        # Then word of the usual mix changes nothing either
        assert reputation_index(p, 1e3 * neutral, 1e3 * (1 - neutral)) == pytest.approx(neutral)


@given(WORD, WORD, st.floats(0.1, 1e6))
def test_the_index_is_a_share_that_rises_with_good_and_falls_with_bad_word(good: float, bad: float, k: float) -> None:
    p = replace(P, reputation_weight=k)
    assert 0.0 < reputation_index(p, good, bad) < 1.0 + 1e-12
    assert (
        reputation_index(p, good + 1.0, bad) >= reputation_index(p, good, bad) >= reputation_index(p, good, bad + 1.0)
    )
    assert reputation_index(p, good, bad) + reputation_index(p, bad, good) == pytest.approx(1.0)


@given(st.floats(1e-9, 1.0), st.floats(1e-9, 1.0), st.floats(0.0, 10.0), st.floats(0.05, 0.99))
def test_a_worse_reputation_never_wins_more(one: float, other: float, power: float, neutral: float) -> None:
    p = replace(P, reputation_power=power, reputation_neutral=neutral)
    low, high = sorted((one, other))
    assert 0.0 <= listening_probability(p, low) <= listening_probability(p, high) * (1 + 1e-12)
    assert listening_probability(p, low) == pytest.approx(min(1.0, low / neutral) ** power, rel=1e-12)


def test_word_fades_and_a_public_complaint_counts_as_many_warnings() -> None:
    assert bad_word(P, 3, 2) == 103.0
    pool = 0.0
    for _ in range(100):
        pool = gathered_word(P, pool, 1.0)
    # Then 1 a day for tau days adds up to the geometric sum
    assert pool == pytest.approx((1 - exp(-1.0)) / (1 - exp(-0.01)), rel=1e-12)


def test_who_asks_around_joins_with_that_chance_and_each_time_anew() -> None:
    c = somebody(P, 7)

    hits = sum(joins_after_asking(P, c, 0.2) for _ in range(N))

    assert off_share(hits, N, 0.4) < LIMIT
    assert c.consulted == N


def test_a_good_reputation_puts_nobody_off() -> None:
    c = somebody(P, 8)
    assert all(joins_after_asking(P, c, 0.5) for _ in range(N))


def test_who_was_put_off_waits_for_a_new_threshold_of_advertising() -> None:
    p = replace(P, advertising_on=1, advertising_rate=0.1)
    c = somebody(p, 9, status=int(Status.PROSPECT))
    waits = []
    for k in range(N):
        joins_after_asking(p, c, 0.1)
        look_again(p, c, 5.0)
        assert (c.advert_left, c.advert_since) == (-log1p(-heard(c, 2 * k + 1)), 5.0)
        waits.append(c.next_purchase - 5.0)
    assert off_mean(waits, 10.0, 10.0) < LIMIT

    look_again(replace(p, advertising_on=0), c, 5.0)
    assert not isfinite(c.next_purchase)


def test_a_complaint_in_vain_goes_public_with_its_chance() -> None:
    c = somebody(P, 10)
    assert off_share(sum(goes_public(P, c, n) for n in range(N)), N, 0.3) < LIMIT
    assert not any(goes_public(replace(P, public_chance=0.0), c, n) for n in range(99))
