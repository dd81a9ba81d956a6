"""What a market says for its card: in which trade it stands, and why a figure of it lies outside the published ones."""

from __future__ import annotations

from functools import partial

from sim.scenario import leaves
from sim.scenario.tree import Items, Node

TRADES = ("grocery", "convenience", "convenience_china", "online_shop", "telecom", "bank", "hotel")
"""Trades of which the package has published figures (sim/plausibility/published.csv)."""
FIGURES = (
    "churn", "forced_share", "moving", "second_order", "top_fifth", "bad_experience", "bad_experience_major",
    "complaint_share", "complainers", "satisfied_complainers", "left_unresolved", "left_resolved", "left_no_failure",
    "won_back", "abandoned", "wait", "praise_to_warnings", "won_by_word", "margin", "wages", "profit", "winning_cost",
    "winning_share", "price_quarter", "price_year", "price_3_years", "advertising_year", "advertising_third_year",
    "retention", "referred_stay", "referred_value", "programme",
)  # fmt: skip
"""The figures of a card (sim/plausibility/figures.py), in its order."""


def trades(node: Node) -> tuple[str, ...]:
    """Return one or several trades; of several, the first one with a published figure is held against."""
    known = partial(leaves.word, known=TRADES)
    return leaves.many(node, known, distinct=True) if isinstance(node, Items) else (known(node),)
