from __future__ import annotations

from dataclasses import replace
from math import exp, inf, isfinite

import pytest

from sim.model.events import Status
from sim.model.numerics import log1p
from sim.model.parameters import Parameters
from sim.model.rules.doubt import begin_to_doubt, doubt_now, doubts_too_much, look_again, thinks_twice
from sim.model.rules.talk import hear
from tests.model.somebody import LIMIT, off_mean, off_share, somebody

P = replace(Parameters(), doubt_on=1, doubt_span=100.0, doubt_step=0.5, talk_conversion=0.4)
N = 6000


def test_each_warning_moves_doubt_a_part_of_the_way_to_one_and_it_fades() -> None:
    c = somebody(P, 7, status=int(Status.PROSPECT))
    assert doubt_now(P, c, 10.0) == 0.0
    begin_to_doubt(P, c, 10.0)
    assert doubt_now(P, c, 10.0) == 0.5
    assert doubt_now(P, c, 60.0) == pytest.approx(0.5 * exp(-0.5), rel=1e-12)
    begin_to_doubt(P, c, 60.0)
    assert doubt_now(P, c, 60.0) == pytest.approx(0.5 + 0.25 * exp(-0.5), rel=1e-12)


def test_who_has_no_doubt_does_not_think_twice() -> None:
    c = somebody(P, 7)
    assert not any(doubts_too_much(P, c, float(k)) for k in range(99))
    assert c.consulted == 0


def test_who_doubts_stays_away_with_the_chance_of_her_doubt_and_each_time_anew() -> None:
    c = somebody(P, 7, doubt=0.4, doubt_since=3.0)
    hits = sum(doubts_too_much(P, c, 3.0) for _ in range(N))
    assert off_share(hits, N, 0.4) < LIMIT
    assert c.consulted == N


def test_who_was_kept_away_waits_for_a_new_threshold_of_advertising() -> None:
    p = replace(P, advertising_on=1, advertising_rate=0.1)
    c = somebody(p, 9, status=int(Status.PROSPECT), doubt=0.9, doubt_since=5.0)
    waits = []
    for k in range(N):
        doubts_too_much(p, c, 5.0)
        look_again(p, c, 5.0, 1.0)
        assert (c.advert_left, c.advert_since) == (-log1p(-thinks_twice(c, 2 * k + 1)), 5.0)
        waits.append(c.next_purchase - 5.0)
    assert off_mean(waits, 10.0, 10.0) < LIMIT
    look_again(replace(p, advertising_on=0), c, 5.0, 1.0)
    assert not isfinite(c.next_purchase)


@pytest.mark.parametrize(("doubt", "share"), [(0.0, 0.4), (0.75, 0.1)])
def test_praise_wins_the_doubtful_less_often(doubt: float, share: float) -> None:
    joined = 0
    for number in range(N):
        c = somebody(P, number, status=int(Status.PROSPECT), doubt=doubt, doubt_since=40.0, next_purchase=inf)
        joined += hear(P, somebody(P, 99_999), c, number, 1, 40, 1.0)
    assert off_share(joined, N, share) < LIMIT


def test_a_warning_leaves_doubt_only_with_those_who_are_no_customers_and_where_doubt_is_on() -> None:
    teller = somebody(P, 99_999)
    for status, on, left in (
        (Status.PROSPECT, 1, 0.5),
        (Status.RIVAL, 1, 0.5),
        (Status.CUSTOMER, 1, 0.0),
        (Status.PROSPECT, 0, 0.0),
    ):
        c = somebody(P, 3, status=int(status))
        hear(replace(P, doubt_on=on), teller, c, 2, 0, 40, 1.0)
        assert c.doubt == left
