"""A scorecard: what the firm is for besides profit, side by side.

Customers for life come first; then what customers and staff have of the firm, and what the firm has. Taxes, jobs and
surroundings are not simulated, so that society has no line.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.record import Record
from sim.response.declared import Number
from sim.response.registry import RESPONSES


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a scorecard: whom it is for, the response, and its value; None where it has no meaning."""

    whom: str
    response: str
    value: Number | None


LINES = (
    ("customers", "lifetime_customer_share"),
    ("customers", "satisfaction"),
    ("customers", "put_right_share"),
    ("staff", "morale_mean"),
    ("staff", "employee_turnover"),
    ("firm", "profit"),
    ("firm", "customers_at_end"),
)


def scorecard(record: Record, rate: float = 0.1) -> list[Line]:
    """Return the lines of the scorecard of a record; ``rate`` is the yearly rate that profit is discounted at."""
    return [Line(whom, name, RESPONSES[name].read(record, rate)) for whom, name in LINES]


__all__ = ["LINES", "Line", "scorecard"]
