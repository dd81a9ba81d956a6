"""What a card moves a tenth up and a tenth down, to see what answers: price, advertising, how many stay."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import LeaveLaw
from sim.model.quantities import Owner
from sim.plausibility.figures import STEP
from sim.scenario import Label, Scenario, Strategy
from sim.scenario.given import IN_STRATEGY, How
from sim.scenario.hand import written

MOVES = {"price": "price.level", "advertising": "advertising.spend"}
"""The firm's key that is multiplied, by mechanism."""
UP, DOWN = 1.0 + STEP, 1.0 - STEP


def is_on(base: Scenario, needs: Sequence[str]) -> bool:
    """Return whether a market has the mechanisms that are needed; of several in one text, any."""
    return all(any(base.values[f"mechanisms.{one}"].value for one in need.split()) for need in needs)


def levers_of(base: Scenario) -> dict[str, tuple[Scenario, Scenario]]:
    """Return the market with each of its levers a tenth up and a tenth down, by lever.

    More are retained where the chance of leaving is a tenth down. A lever that stands at 0, or at what a strategy
    sets, cannot be moved.
    """
    held = {one.key for strategy in base.strategies for one in strategy.values if one.how is How.SET}
    found = {
        mechanism: (_multiplied(base, mechanism, key, UP), _multiplied(base, mechanism, key, DOWN))
        for mechanism, key in MOVES.items()
        if is_on(base, [mechanism]) and base.values[key].value and key not in held
    }
    if _chance_of_leaving(base, 1.0)[1]:
        stay, leave = (base.with_values(_chance_of_leaving(base, factor)[0]) for factor in (DOWN, UP))
        found["retention"] = (stay.named("retention_up"), leave.named("retention_down"))
    return found


def _multiplied(base: Scenario, mechanism: str, key: str, factor: float) -> Scenario:
    """Return the market under a strategy that multiplies a value from the first day on."""
    values = written({key: {"times": factor}}, IN_STRATEGY, (Owner.FIRM,), relative=True)
    name = f"{mechanism}_{'up' if factor > 1.0 else 'down'}"
    strategy = Strategy(name, Label(name), Label(), IN_STRATEGY, (mechanism,), 0, values)
    return base.with_strategy(strategy).named(name)


def _chance_of_leaving(base: Scenario, factor: float) -> tuple[dict[str, float], float]:
    """Return the values that multiply the everyday chance of leaving, and what its mean then is."""
    p = base.parameters()
    if p.leaving_law != LeaveLaw.BETA:
        return {"leaving.chance": factor * p.leaving_chance}, factor * p.leaving_chance
    total = p.leaving_a + p.leaving_b
    mean = factor * p.leaving_a / total
    return {"leaving.a": mean * total, "leaving.b": (1.0 - mean) * total}, mean


__all__ = ["MOVES", "is_on", "levers_of"]
