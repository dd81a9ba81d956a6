"""What was earned and what was it worth: profit, and the accounts of the ledger after the history.

Amounts are whole minor units of the scenario's currency; costs are negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sim.model.events import Account
from sim.model.rules.books import FIXED_POINT, discount_weight
from sim.record import Record
from sim.response.declared import Reach, Unit, each, response

Ledger = Sequence[Sequence[int]]
INCOME = (Account.SALES, Account.OUTSIDE, Account.DUTIES)
"""The accounts that money comes in by."""


def months_of(record: Record) -> list[list[int]]:
    """Return the ledger after the history, shape (months, accounts), as integers of any size."""
    months: list[list[int]] = record.ledger[1:].tolist()
    return months


def discounted(months: Ledger, rate: float) -> int:
    """Return the exact sum of amounts, each month's discounted, in units of 2^-40 minor units.

    Sums of this unit split and subtract without any rounding.

    Parameters
    ----------
    months
        Amounts after the history by month and account.
    rate
        Effective yearly rate of discount, a share.

    Examples
    --------
    >>> discounted([[3, -1], [5, 0]], 0.0) == 7 * 2**40
    True
    """
    return sum(sum(month) * weight for month, weight in zip(months, _weights(rate, len(months)), strict=True))


@lru_cache(maxsize=64)
def _weights(rate: float, months: int) -> tuple[int, ...]:
    return tuple(discount_weight(rate, month) for month in range(months))


def half_up(amount: int) -> int:
    """Return units of 2^-40 as whole units, halves rounded up.

    Examples
    --------
    >>> half_up(3 * 2**39), half_up(-3 * 2**39)
    (2, -1)
    """
    return (amount + FIXED_POINT // 2) // FIXED_POINT


@response("profit", Unit.MONEY, "sum of all accounts, each month discounted to the start", reach=Reach.VALUE)
def profit(record: Record, rate: float) -> int:
    """Return the discounted sum of all accounts, divided and rounded once (model page 9)."""
    return half_up(discounted(months_of(record), rate))


@response("profit_undiscounted", Unit.MONEY, "sum of all accounts as booked", reach=Reach.VALUE)
def profit_undiscounted(record: Record) -> int:
    """Return the plain sum of all accounts after the history."""
    return sum(map(sum, months_of(record)))


@each(
    response(
        account.name.lower(),
        Unit.MONEY,
        f"account {account.name.lower()}: {'income' if account in INCOME else 'cost, negative'}",
        account=account,
    )
    for account in Account
    if account
)
def account_total(record: Record, account: Account) -> int:
    """Return the sum of one account after the history."""
    return sum(month[account] for month in months_of(record))


@response("sales_in_quarter", Unit.MONEY, "sales in the first three months", first=0, last=3)
@response("sales_in_year", Unit.MONEY, "sales in the first year", first=0, last=12)
@response("sales_in_3_years", Unit.MONEY, "sales in the first three years", first=0, last=36)
@response("sales_in_third_year", Unit.MONEY, "sales in the third year", first=24, last=36)
def sales_in(record: Record, first: int, last: int) -> int | None:
    """Return the sales of some months after the history, from 0, without the last; None in a shorter run."""
    if 12.0 * record.run_length < 365.0 * last:
        return None
    return sum(month[Account.SALES] for month in months_of(record)[first:last])


@response("return_on_cost", Unit.RATIO, "undiscounted profit over all costs", rows="C08")
def return_on_cost(record: Record) -> float | None:
    """Return undiscounted profit over all costs after the history; None if nothing was spent."""
    income, whole = sum(account_total(record, account) for account in INCOME), profit_undiscounted(record)
    return whole / (income - whole) if income > whole else None
