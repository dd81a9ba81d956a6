"""The share of wallet: how much of their custom customers give the firm."""

from __future__ import annotations

from sim.model.events import Kind
from sim.record import Record
from sim.response.counting import count, share


def share_of_wallet(record: Record) -> float | None:
    """Return purchases as a share of the customers' occasions to buy, here or elsewhere."""
    own, elsewhere = count(record, Kind.PURCHASE), count(record, Kind.ELSEWHERE)
    return None if own is None or elsewhere is None else share(own, own + elsewhere)


__all__ = ["share_of_wallet"]
