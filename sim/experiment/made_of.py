"""What a scenario is put together of, told so that a folder of results knows it too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sim.scenario import Scenario
from sim.scenario.given import Written

_DIGITS = 12


def made_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the parts of a scenario: market and firm, what is set by hand, every strategy; equal parts, equal texts.

    Examples
    --------
    >>> from sim.scenario import load
    >>> shop = load("corner_shop")
    >>> both = shop.with_strategy("vouchers").with_strategy("complaint_hotline")
    >>> sorted(set(made_of(both)) - set(made_of(shop))) == sorted(
    ...     part for name in ("vouchers", "complaint_hotline") for part in made_of(shop.with_strategy(name))[1:]
    ... )
    True
    """
    market, firm = scenario.market, scenario.firm
    parts = [f"{market.name} {market.persons} {market.history} {firm.name}"]
    parts += [_told("by hand", scenario.changes)] if scenario.changes else []
    return (*parts, *(_told(f"{one.name} {one.starts}", one.values) for one in scenario.strategies))


def _told(name: str, values: Iterable[Written]) -> str:
    """Return a name and a digest of values."""
    lines = "\n".join(sorted(f"{one.key} {one.how} {one.text}" for one in values))
    return f"{name} {hashlib.sha256(lines.encode()).hexdigest()[:_DIGITS]}"
