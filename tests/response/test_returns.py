"""Who is won back, and what winning, keeping and winning back cost: records by hand."""

import pytest

from sim.model.events import Kind, Route
from sim.response import RESPONSES
from sim.response.returns import (
    bad_debt_share,
    cost_of_keeping,
    cost_per_return,
    cost_per_win,
    return_to_keep_cost,
    returns_of,
    tries_of,
    win_to_keep_cost,
    winback_rate,
)
from tests.response.hand import Row, advertise, buy, join, leave, record_of, start

A, B, C = range(3)
UNREACHED, IN_VAIN, WON = range(3)


def tried(time: float, person: int, group: int, found: int, *, absence: int, tries: int = 0, amount: int = 0) -> Row:
    return Row(time, person, Kind.TRY, amount, found + 4 * group + 16 * 3 + 64 * 3, 16 * absence + tries)


def back(time: float, person: int, absence: int) -> Row:
    return Row(time, person, Kind.JOIN, detail=Route.WIN_BACK, occasion=absence)


def lost(*more: Row) -> tuple[Row, ...]:
    """Return two customers for whom it takes three tries, of which one returns, and one who returns by herself."""
    return (
        start(0), leave(10.0, 0), tried(24.0, 0, A, IN_VAIN, absence=7, amount=-500),
        tried(38.0, 0, A, WON, absence=7, tries=1, amount=-500), back(38.5, 0, 7),
        start(1), leave(10.0, 1), tried(24.0, 1, B, UNREACHED, absence=3, amount=-100), join(30.0, 1),
        start(2), leave(20.0, 2), *more,
    )  # fmt: skip


def test_tries_and_returns_are_counted_by_class_and_rates_by_absence() -> None:
    record = record_of(*lost())

    assert [tries_of(record, group) for group in (A, B, C)] == [2, 1, 0]
    assert [returns_of(record, group) for group in (A, B, C)] == [1, 0, 0]
    assert winback_rate(record) == 1 / 2
    assert RESPONSES["joins_win_back"].read(record, 0.0) == 1


def test_who_leaves_again_and_is_won_back_again_counts_twice() -> None:
    record = record_of(*lost(leave(60.0, 0), tried(74.0, 0, B, WON, absence=9), back(74.5, 0, 9)))

    assert [returns_of(record, group) for group in (A, B)] == [1, 1]
    assert winback_rate(record) == 2 / 3


def test_what_winning_keeping_and_winning_back_cost_is_told_a_customer() -> None:
    # Given 600 for advertising, which brought one; calls for 73 in two years of one customer and what others stayed
    record = record_of(
        *lost(advertise(30.0, -600)), start(3), Row(100.0, 3, Kind.CALL, -73 * 2), persons=4, run_length=730.0
    )
    years = (730.0 + 10.0 + 691.5 + 10.0 + 700.0 + 20.0) / 365.0

    assert cost_per_win(record) == 600
    assert cost_per_return(record) == 1100
    assert cost_of_keeping(record) == round(146 / years) > 0
    assert win_to_keep_cost(record) == pytest.approx(600 / round(146 / years))
    assert return_to_keep_cost(record) == pytest.approx(1100 / round(146 / years))


def test_costs_of_nobody_have_no_value() -> None:
    record = record_of(start(0), buy(1.0, 0, 100), Row(2.0, 0, Kind.BAD_DEBT, -25))

    assert (cost_per_win(record), cost_per_return(record), winback_rate(record)) == (None, None, None)
    assert (cost_of_keeping(record), win_to_keep_cost(record)) == (0, None)
    assert bad_debt_share(record) == 0.25
