from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, getcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.events import Account
from sim.model.parameters import Parameters
from sim.model.rules.books import FIXED_POINT, desk_amount, discount_weight, month_of, standing_cost, wages

# First days of the months of a year of 365 days cut into twelve: month m begins on the first day d with 12 d >= 365 m.
FIRST_DAYS = [0, 31, 61, 92, 122, 153, 183, 213, 244, 274, 305, 335, 365]
P = replace(
    Parameters(),
    channel_cost=10.5,
    desk_agents=3,
    desk_wage=240.0,
    desk_opens=0.25,
    desk_closes=0.75,
    advertising_spend=0.5,
    care_spend=0.25,
    programme_fixed=7.0,
    programme_per_customer=0.125,
    standing_cost=12.5,
    outside_value=300,
    desk_duty_worth=0.5,
    desk_fee=70,
)
STANDING = (Account.CHANNEL, Account.WAGES, Account.ADVERTISING, Account.CARE, Account.PROGRAMME)


@pytest.mark.parametrize("year", [0, 1, 7])
@pytest.mark.parametrize("history", [0, 1095])
def test_months_begin_on_the_days_of_the_table(year: int, history: int) -> None:
    for month, first in enumerate(FIRST_DAYS[:-1]):
        day = history + 365 * year + first
        assert month_of(day, history) == 12 * year + month
        assert month_of(day - 1, history) == 12 * year + month - 1


def test_every_day_of_the_history_is_in_month_minus_one() -> None:
    assert {month_of(day, 1095) for day in range(1095)} == {-1}


def test_twelve_months_hold_the_365_days_with_30_or_31_each() -> None:
    lengths = [sum(month_of(day, 0) == month for day in range(365)) for month in range(12)]
    assert sum(lengths) == 365
    assert set(lengths) == {30, 31}


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.10, 1.0])
@pytest.mark.parametrize("month", [0, 1, 11, 12, 59, 600])
def test_a_months_money_is_discounted_from_its_middle(rate: float, month: int) -> None:
    # Given the formula 2^40 (1 + rate)^-((m + .5) / 12) with 50 digits
    getcontext().prec = 50
    exact = Decimal(2) ** 40 * (1 + Decimal(rate)) ** (-(Decimal(month) + Decimal("0.5")) / 12)
    # Then the weight is at most a unit off, the double's last places included
    assert abs(Decimal(discount_weight(rate, month)) - exact) <= 1


def test_without_discounting_every_month_weighs_the_same() -> None:
    assert {discount_weight(0.0, month) for month in range(240)} == {FIXED_POINT}
    assert FIXED_POINT == 2**40


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(0, 400))
def test_later_money_and_a_higher_rate_weigh_less(one: float, other: float, month: int) -> None:
    low, high = sorted((one, other))
    assert 0 < discount_weight(high, month) <= discount_weight(low, month) <= FIXED_POINT
    assert discount_weight(high, month + 1) <= discount_weight(high, month)


def test_standing_costs_are_days_and_heads_times_their_rates() -> None:
    # Given 10 days, 1,000 days of customers, 3,000 days of prospects; three agents, half a day open
    found = {account: standing_cost(P, account, 10.0, 0.0, 1000.0, 3000.0) for account in Account}
    assert wages(P, 10.0, 0.0) == 3600.0
    assert found == dict.fromkeys(Account, 0) | {
        Account.CHANNEL: 105, Account.WAGES: 3600, Account.ADVERTISING: 1500, Account.CARE: 250, Account.PROGRAMME: 195,
        Account.STANDING: 125,
    }  # fmt: skip


def test_a_desk_is_paid_for_answers_and_other_work_and_pays_a_fee_for_each_contact() -> None:
    # Given 5 answers to others among 7 contacts, and a day and a half of other work at half a wage of 240 a day
    found = {account: desk_amount(P, account, 5, 7, 1.5) for account in Account}
    assert found == dict.fromkeys(Account, 0) | {Account.OUTSIDE: 1500, Account.DUTIES: 180, Account.FEES: -490}


@pytest.mark.parametrize(
    ("switch", "account"),
    [
        ("complaints_on", Account.CHANNEL),
        ("desk_on", Account.WAGES),
        ("advertising_on", Account.ADVERTISING),
        ("care_on", Account.CARE),
        ("programme_on", Account.PROGRAMME),
    ],
)
def test_a_mechanism_that_is_off_costs_nothing_and_leaves_the_others_alone(switch: str, account: Account) -> None:
    off = replace(P, **{switch: 0})
    for each in STANDING:
        wanted = 0 if each == account else standing_cost(P, each, 30.0, 0.0, 9.0, 9.0)
        assert standing_cost(off, each, 30.0, 0.0, 9.0, 9.0) == wanted


@given(st.sampled_from(STANDING), st.floats(0.0, 31.0), st.floats(0.0, 1e6), st.floats(0.0, 1e6))
def test_standing_costs_never_fall_below_zero_nor_with_time(account: Account, days: float, c: float, q: float) -> None:
    cost = standing_cost(P, account, days, 0.0, c, q)
    assert cost >= 0
    assert standing_cost(P, account, days + 1.0, 0.0, c + 1.0, q + 1.0) >= cost
    assert isinstance(cost, int)
