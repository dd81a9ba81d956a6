"""The figures of a card: what each is read from, which mechanisms it needs, and by what it is moved.

A figure is the ratio of two numbers of a replication; over replications it is the ratio of their sums. One that asks
for an answer, such as an elasticity, reads two runs of the same customers, in which a lever stands a tenth above and
a tenth below where the market has it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.model.events import Cause
from sim.model.quantities import YEAR

STEP = 0.1
"""By what share a lever is moved up and down."""
SECONDS = 3600.0
Values = Mapping[str, float]
Part = Callable[[tuple[Values, ...], float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a card.

    Parameters
    ----------
    line
        Its line on the card, from 1; a line may have several figures.
    key
        Its name in files and results.
    unit
        ``share``, ``ratio``, ``seconds`` or ``elasticity``.
    names
        The responses that it is read from.
    read
        From their values in the market, or above and below a lever, and the yearly rate of discount, to numerator and
        denominator; None where no market can have it yet.
    needs
        Mechanisms that must be on; of several in one text, any.
    lever
        What is moved, a key of ``LEVERS``; empty for nothing.
    """

    line: int
    key: str
    unit: str
    names: tuple[str, ...] = ()
    read: Part | None = None
    needs: tuple[str, ...] = ()
    lever: str = ""


def _over(top: str, bottom: str = "") -> Part:
    """Return the sum of some responses over that of others; ``-name`` is subtracted; over 1 if there are none."""

    def part(values: tuple[Values, ...], _: float) -> tuple[float, float]:
        return _sum(values[0], top), _sum(values[0], bottom) if bottom else 1.0

    return part


def _sum(values: Values, names: str) -> float:
    return math.fsum(-values[name[1:]] if name.startswith("-") else values[name] for name in names.split())


def _ratio(line: int, key: str, unit: str, top: str, bottom: str = "", *needs: str) -> Figure:
    """Return a figure that is one sum of responses over another."""
    names = tuple(dict.fromkeys(name.removeprefix("-") for name in f"{top} {bottom}".split()))
    return Figure(line, key, unit, names, _over(top, bottom), needs)


def _elasticity(line: int, key: str, lever: str, name: str, *, deflated: bool = False) -> Figure:
    """Return the change of a response in per cent, for one per cent more of a lever that is its own mechanism.

    Deflated by the lever, sales are units sold: visits and what is in the basket both answer a price.
    """
    over = (1.0 + STEP, 1.0 - STEP) if deflated else (1.0, 1.0)

    def part(values: tuple[Values, ...], _: float) -> tuple[float, float]:
        up, down = (one[name] / by for one, by in zip(values, over, strict=True))
        return up - down, STEP * (up + down)

    return Figure(line, key, "elasticity", (name,), part, (lever,), lever)


def lost_in_year(values: tuple[Values, ...], _: float) -> tuple[float, float]:
    """Return the share of customers who leave in a year, where they leave at the same rate at all times."""
    return 1.0 - math.exp(-values[0]["departures"] / values[0]["customer_years"]), 1.0


def won_back(values: tuple[Values, ...], _: float) -> tuple[float, float]:
    """Return what part of the gap between an unresolved complaint and no failure a resolved complaint closes."""
    one = values[0]
    gap = one["left_after_unresolved"] - one["left_after_no_failure"]
    return one["left_after_unresolved"] - one["left_after_resolved"], gap


def cost_of_winning(values: tuple[Values, ...], _: float) -> tuple[float, float]:
    """Return what winning customers cost, and what as many bring in their first year."""
    one = values[0]
    return -one["advertising"] - one["acquisition"], one["joins"] * one["value_per_year_new"]


def value_of_retention(values: tuple[Values, ...], rate: float) -> tuple[float, float]:
    """Return how much more a customer is worth, and how much more are retained, as shares.

    Worth is m r / (1 + i - r): what a customer-year brings, the yearly retention and the rate of discount.

    References
    ----------
    Gupta, Lehmann & Stuart (2004), Valuing customers, JMR 41(1).
    """
    kept = [math.exp(-one["departures"] / one["customer_years"]) for one in values]
    up, down = (one["value_per_year"] * r / (1.0 + rate - r) for one, r in zip(values, kept, strict=True))
    return (up - down) / (up + down), (kept[0] - kept[1]) / (kept[0] + kept[1])


_LEFT = tuple(f"departures_{cause.name.lower()}" for cause in Cause if cause)
_COMPLAINTS = ("failures", "complaints")
_DESK = ("desk", "complaints outside")
CARD = (
    Figure(1, "churn", "share", ("departures", "customer_years"), lost_in_year),
    _ratio(2, "forced_share", "share", "departures_involuntary departures_inconvenience", " ".join(_LEFT), "hazards"),
    _ratio(2, "moving", "share", "departures_involuntary", "customer_years", "hazards"),
    _ratio(3, "second_order", "share", "second_order_share"),
    _ratio(4, "top_fifth", "share", "sales_share_top20"),
    _ratio(5, "bad_experience", "share", "bad_experience_share", "", "failures"),
    _ratio(5, "bad_experience_major", "share", "bad_experience_share_major", "", "failures"),
    _ratio(6, "complaint_share", "share", "complaints", "failures", *_COMPLAINTS),
    _ratio(7, "complainers", "share", "complainers_share", "", *_COMPLAINTS),
    _ratio(8, "satisfied_complainers", "share", "resolved_share", "", *_COMPLAINTS),
    _ratio(9, "left_unresolved", "share", "left_after_unresolved", "", *_COMPLAINTS),
    _ratio(9, "left_resolved", "share", "left_after_resolved", "", *_COMPLAINTS),
    _ratio(9, "left_no_failure", "share", "left_after_no_failure"),
    Figure(
        9,
        "won_back",
        "ratio",
        ("left_after_unresolved", "left_after_resolved", "left_after_no_failure"),
        won_back,
        _COMPLAINTS,
    ),
    _ratio(10, "abandoned", "share", "desk_abandoned_share", "", *_DESK),
    Figure(
        11,
        "wait",
        "seconds",
        ("desk_wait_open",),
        lambda values, _: (SECONDS * values[0]["desk_wait_open"], 1.0),
        _DESK,
    ),
    _ratio(12, "praise_to_warnings", "ratio", "praise", "warnings", "talk"),
    _ratio(13, "won_by_word", "share", "referred_share_of_new_sales", "", "talk"),
    _ratio(14, "margin", "share", "sales goods", "sales"),
    _ratio(14, "wages", "share", "-wages -overtime", "sales", "desk"),
    _ratio(14, "profit", "share", "profit_undiscounted", "sales"),
    Figure(
        15,
        "winning_cost",
        "ratio",
        ("advertising", "acquisition", "joins", "value_per_year_new"),
        cost_of_winning,
        ("advertising acquisition",),
    ),
    _ratio(
        15,
        "winning_share",
        "share",
        "-advertising -acquisition -care -rewards -calls",
        "sales",
        "advertising acquisition care reward calls",
    ),
    _elasticity(16, "price_quarter", "price", "sales_in_quarter", deflated=True),
    _elasticity(16, "price_year", "price", "sales_in_year", deflated=True),
    _elasticity(16, "price_3_years", "price", "sales_in_3_years", deflated=True),
    _elasticity(17, "advertising_year", "advertising", "sales_in_year"),
    _elasticity(17, "advertising_third_year", "advertising", "sales_in_third_year"),
    Figure(
        18,
        "retention",
        "elasticity",
        ("departures", "customer_years", "value_per_year"),
        value_of_retention,
        (),
        "retention",
    ),
    _ratio(19, "referred_stay", "ratio", "referred_stay_gain", "", "talk"),
    _ratio(19, "referred_value", "ratio", "referred_value_gain", "", "talk"),
    Figure(20, "programme", "ratio"),  # members and others: nobody chooses to be one yet
)
"""All figures in the order of the card."""
LENGTH = 3.0 * YEAR
"""Days of a card's run, unless others are asked for."""
REPLICATIONS = 20

__all__ = ["CARD", "LENGTH", "REPLICATIONS", "STEP", "Figure", "Values"]
