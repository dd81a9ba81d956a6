"""Money is added in integers, weighted by month, and rounded once."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Account, Kind, Status
from sim.model.rules.books import FIXED_POINT, discount_weight
from sim.record import EVENT, PERSON, Record
from sim.response import RESPONSES
from sim.response.money import discounted, half_up, months_of, profit, profit_undiscounted

AMOUNTS = st.lists(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=2), max_size=40)


def record_of(ledger: list[list[int]]) -> Record:
    """Return a record with a ledger and nobody in it."""
    table = np.zeros((len(ledger), len(Account)), np.int64)
    for month, row in enumerate(ledger):
        table[month, 1 : 1 + len(row)] = row
    return Record(
        events=np.zeros(0, EVENT),
        ledger=table,
        people=np.zeros(0, PERSON),
        firm=np.zeros(len(Account), np.int64),
        counts=np.zeros((2, max(Kind) + 1), np.int64),
        heads=np.zeros(len(Status), np.int64),
        history=0,
        run_length=365.0,
        complete=True,
    )


@given(AMOUNTS, AMOUNTS, st.floats(0, 1))
def test_discounted_money_splits_exactly(one: list[list[int]], other: list[list[int]], rate: float) -> None:
    together = [[*a, *b] for a, b in zip(one, other, strict=False)]
    shorter = len(together)

    split = discounted(one[:shorter], rate) + discounted(other[:shorter], rate)

    assert discounted(together, rate) == split


@given(st.integers(-(10**30), 10**30))
def test_half_up_is_the_nearest_whole_unit_and_halves_go_up(amount: int) -> None:
    exact = Fraction(amount, FIXED_POINT)

    assert -Fraction(1, 2) < half_up(amount) - exact <= Fraction(1, 2)


def test_profit_weights_each_month_by_its_middle() -> None:
    # Given 100 in the history, 1,000 in month 0, 2,000 in month 11
    ledger = [[100], [1000], *[[0]] * 10, [2000]]
    record = record_of(ledger)

    # When profit is read at 21% a year; a half month is 1/24 of a year
    found = profit(record, 0.21)

    # Then the history does not count
    assert found == round(1000 * 1.21 ** (-0.5 / 12) + 2000 * 1.21 ** (-11.5 / 12))
    assert profit_undiscounted(record) == 3000
    assert discount_weight(0.0, 7) == FIXED_POINT


def test_the_accounts_add_up_to_undiscounted_profit() -> None:
    record = record_of([[5] * 12, [10, -4, -3, 2, 1, 7, 8, -9, 4, 4, 4, -1], [-2] * 12])

    accounts = [account.name.lower() for account in Account if account is not Account.NONE]

    assert sum(RESPONSES[name].read(record, 0.1) or 0 for name in accounts) == profit_undiscounted(record)
    assert RESPONSES["goods"].read(record, 0.1) == -6


def test_sums_beyond_64_bits_are_exact() -> None:
    record = record_of([[0], [2**62, 2**62], [2**62, 2**62]])

    assert profit_undiscounted(replace(record)) == 2**64
    assert months_of(record)[0][1] == 2**62


@pytest.mark.parametrize("name", ["profit", "profit_undiscounted", "sales"])
def test_a_run_without_a_month_earns_nothing(name: str) -> None:
    assert RESPONSES[name].read(record_of([[7]]), 0.1) == 0
