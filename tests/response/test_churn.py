"""The churn rate of the texts, and its parts."""

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Cause, Kind, Status
from sim.model.rules.books import month_of
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import RESPONSES, churn
from sim.response.churn import Churn
from sim.response.counting import count
from sim.response.customers import customers_at_end, customers_at_start, joins
from tests.response.hand import buy, join, leave, record_of, start

Run = Callable[..., Record]


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 2 * 10**9))
def test_churn_and_retention_are_exactly_one_together(at_start: int, joined: int, lost: int) -> None:
    counts = Churn(at_start, joined, min(lost, at_start + joined))

    if not counts.consuming:
        assert counts.churn_rate is None
        assert counts.retention_rate is None
        return
    assert counts.churn_rate is not None
    assert counts.retention_rate is not None
    assert counts.churn_rate + counts.retention_rate == 1.0
    assert Fraction(counts.lost + counts.kept, counts.consuming) == 1
    assert counts.retention_rate == pytest.approx(counts.kept / counts.consuming, abs=1e-15)


def test_the_formula_counts_those_at_the_start_and_those_who_joined() -> None:
    # Given two at the start, two who join, one of each lost
    record = record_of(start(0), start(1), join(50.0, 2), join(60.0, 3), leave(70.0, 0), leave(80.0, 2))

    assert churn.churn_in(record, 0.0, 730.0) == Churn(2, 2, 2)
    assert churn.churn_in(record, 0.0, 70.0) == Churn(2, 2, 0)
    assert churn.churn_in(record, 70.0, 80.0) == Churn(4, 0, 1)
    assert RESPONSES["churn_rate_of_period"].read(record, 0.0) == 0.5
    assert RESPONSES["retention_rate_of_period"].read(record, 0.0) == 0.5


@pytest.mark.parametrize("history", ["0 days", "150 days"])
def test_periods_chain_into_the_run(run: Run, history: str) -> None:
    # Given a run of two years and a part of a month
    record = run(days=735, history=history)
    whole = churn.churn_of_run(record)
    assert whole is not None
    assert churn.churn_in(record, record.history, record.end) == whole
    assert whole == Churn(customers_at_start(record) or 0, joins(record) or 0, count(record, Kind.DEPARTURE) or 0)

    for periods in (churn.churn_by_month(record), churn.churn_by_year(record)):
        assert periods is not None
        # Then those kept in one period start the next one, and nobody is lost twice
        assert [one.kept for one in periods[:-1]] == [one.at_start for one in periods[1:]]
        assert periods[-1].kept == customers_at_end(record)
        assert sum(one.joined for one in periods) == whole.joined
        assert sum(one.lost for one in periods) == whole.lost
    assert len(churn.churn_by_year(record) or ()) == 3
    assert len(churn.churn_by_month(record) or ()) == 25


def test_months_begin_where_the_books_let_them_begin(run: Run) -> None:
    edges = churn.month_edges(run(days=735, history="150 days"))

    assert [month_of(int(edge), 150) for edge in edges[:-1]] == list(range(25))
    assert [month_of(int(edge) - 1, 150) for edge in edges[:-1]] == list(range(-1, 24))
    assert edges[-1] == 885.0


def test_the_log_is_not_needed_without_a_history(run: Run) -> None:
    assert churn.churn_of_run(run(days=735)) == churn.churn_of_run(run(days=735, level=LogLevel.NONE))


def test_cohorts_lose_what_the_run_loses(run: Run) -> None:
    record = run(days=735, history="150 days")
    cohorts, whole = churn.churn_by_cohort(record), churn.churn_of_run(record)
    assert cohorts is not None
    assert whole is not None

    assert sum(one.lost for one in cohorts) == whole.lost
    assert sum(one.joined for one in cohorts) == whole.joined
    assert cohorts[0].at_start == whole.at_start
    assert [one.at_start for one in cohorts[1:]] == [0] * 25


def test_a_customer_is_new_until_the_second_deal() -> None:
    # Given one lost after one deal, one after two, one who stays with one, and one lost from the start
    record = record_of(
        join(10.0, 0), buy(10.0, 0), leave(30.0, 0),
        join(10.0, 1), buy(10.0, 1), buy(20.0, 1), leave(40.0, 1),
        join(10.0, 2), buy(10.0, 2),
        start(3), leave(50.0, 3),
    )  # fmt: skip

    assert churn.churn_of_new(record) == Churn(0, 3, 1)
    assert churn.churn_of_old(record) == Churn(1, 1, 2)
    assert RESPONSES["churn_rate_of_new"].read(record, 0.0) == 1 / 3
    assert RESPONSES["churn_rate_of_old"].read(record, 0.0) == 2 / 2


def test_new_and_old_after_a_history_are_told_by_what_was_bought_in_it() -> None:
    # Given a history of 100 days in which one buys once and one twice; the first comes again after it
    record = record_of(
        join(10.0, 0), buy(10.0, 0), buy(120.0, 0), leave(130.0, 0), join(10.0, 1), buy(10.0, 1), buy(20.0, 1),
        history=100,
    )  # fmt: skip

    assert churn.churn_of_new(record) == Churn(1, 0, 0)
    assert churn.churn_of_old(record) == Churn(1, 1, 1)


@pytest.mark.parametrize("history", ["0 days", "150 days"])
def test_new_and_old_lose_together_what_the_run_loses(run: Run, history: str) -> None:
    record = run(days=735, history=history)
    new, old, whole = churn.churn_of_new(record), churn.churn_of_old(record), churn.churn_of_run(record)
    assert new is not None
    assert old is not None
    assert whole is not None

    assert new.lost + old.lost == whole.lost
    assert new.at_start + old.at_start == whole.at_start
    assert new.joined == whole.joined


def test_tiers_are_ranked_by_what_was_spent_before() -> None:
    # Given ten customers; number k has spent k until the middle of the run, and 0 much more after it
    people = range(10)
    record = record_of(
        *(start(k) for k in people), *(buy(100.0, k, k) for k in people if k), buy(600.0, 0, 999),
        leave(500.0, 9), leave(510.0, 8), leave(520.0, 1), leave(200.0, 4, Cause.PRICE, Status.OUT),
        persons=10,
    )  # fmt: skip

    # Then of the nine who are left at the middle, 9 and 8 are the top, 7 to 5 the next, 3 to 0 the rest
    assert churn.churn_by_tier(record) == [Churn(2, 0, 2), Churn(3, 0, 0), Churn(4, 0, 1)]
    assert churn.churn_by_tier(record, time=0.0) == [Churn(2, 0, 1), Churn(3, 0, 1), Churn(5, 0, 2)]


def test_tiers_hold_every_customer_once(run: Run) -> None:
    record = run(days=735)
    tiers, half = churn.churn_by_tier(record), churn.churn_in(record, 735 / 2, 735)
    assert tiers is not None
    assert half is not None

    assert sum(tier.at_start for tier in tiers) == half.at_start
    assert 0 < sum(tier.lost for tier in tiers) <= half.lost
    assert tiers[0].at_start == math.ceil(0.2 * half.at_start)


def test_without_the_log_the_parts_are_unknown(run: Run) -> None:
    part = replace(run(days=100), complete=False)
    for read in (churn.churn_by_month, churn.churn_by_year, churn.churn_by_cohort, churn.churn_of_new,
                 churn.churn_of_old, churn.churn_by_tier):  # fmt: skip
        assert read(part) is None
