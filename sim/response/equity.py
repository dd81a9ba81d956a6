"""What are the customers worth who are left at the end? Told by a run that goes on, where one was asked for.

Everybody is then served by the firm as it is and nobody joins; what is booked to those who were customers at the end
counts, standing costs, which are the same for all, do not.
"""

from __future__ import annotations

from sim.record import Record
from sim.response.declared import Unit, response
from sim.response.money import discounted, half_up, months_of

EQUITY = ("equity", "profit_and_equity", "equity_alive")
"""The responses of this page, those of money first."""


def _left(record: Record, rate: float) -> int | None:
    """Return what the customers left bring, discounted, in units of 2^-40 minor units; None if nobody asked."""
    return None if record.run_off is None else discounted([[month] for month in record.run_off.months], rate)


@response(
    "equity",
    Unit.MONEY,
    "what customers left at the end are worth; brought afterwards under the firm as it is, "
    "each month discounted to the start",
)
def equity(record: Record, rate: float) -> int | None:
    """Return what is booked to the customers of the end in the time that was asked for; None if none was."""
    left = _left(record, rate)
    return None if left is None else half_up(left)


@response("profit_and_equity", Unit.MONEY, "profit, and what the customers left at the end are worth")
def profit_and_equity(record: Record, rate: float) -> int | None:
    """Return the sum of both, rounded once; None if nobody asked what is left."""
    left = _left(record, rate)
    return None if left is None else half_up(left + discounted(months_of(record), rate))


@response(
    "equity_alive", Unit.SHARE, "share of the customers at the end who are customers still when their worth is counted"
)
def equity_alive(record: Record) -> float | None:
    """Return the share whose worth is not told to its end; None without customers, and if nobody asked."""
    left = record.run_off
    return left.alive / left.customers if left is not None and left.customers else None
