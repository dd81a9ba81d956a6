"""The table's entries for what pulls customers away or holds them: talk, rivals, intermediaries, serving."""

from __future__ import annotations

from functools import partial

from sim.model.events import Kind
from sim.response import spreading, worth
from sim.response.counting import count
from sim.response.declared import Unit, logged, plain, total

PULLS = (
    total("public_complaints", Unit.COUNT, "complaints in vain that went public",
          plain(partial(count, kind=Kind.PUBLIC)), "", higher_is_better=False),
    logged("departures_by_contagion", Unit.COUNT,
           "customers who left because a contact, or their intermediary, had left",
           plain(partial(spreading.departures_after, kind=Kind.DEPARTURE)), "A30", higher_is_better=False),
    logged("departures_by_warning", Unit.COUNT, "customers who left because of a warning they heard",
           plain(partial(spreading.departures_after, kind=Kind.WARNING)), "A19", higher_is_better=False),
    total("offers", Unit.COUNT, "offers that the rival made to customers",
          plain(partial(count, kind=Kind.OFFER)), "C12", higher_is_better=False),
    total("share_of_wallet", Unit.SHARE, "purchases as a share of customers' occasions to buy, here or elsewhere",
          plain(worth.share_of_wallet), "A26"),
    total("products_per_customer", Unit.RATIO, "mean number of products that customers at the end hold",
          plain(worth.products_per_customer), "B04"),
    total("cost_to_serve_share", Unit.SHARE, "cost of serving purchases as a share of sales",
          plain(worth.cost_to_serve_share), "A15", higher_is_better=False),
    logged("churn_of_partners", Unit.RATE, "departures a year, per customer, of intermediaries",
           plain(partial(worth.churn_of_kind, intermediaries=True)), "C03", higher_is_better=False),
    logged("churn_of_final", Unit.RATE, "departures a year, per customer, of everybody but intermediaries",
           plain(partial(worth.churn_of_kind, intermediaries=False)), "C04", higher_is_better=False),
    total("calls_made", Unit.COUNT, "calls to customers who had been silent",
          plain(partial(count, kind=Kind.CALL)), "C20", higher_is_better=False),
)  # fmt: skip

__all__ = ["PULLS"]
