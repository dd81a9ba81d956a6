"""What a card moves a tenth up and a tenth down, to see what answers: price, advertising, how many stay."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import LeaveLaw
from sim.model.quantities import Owner
from sim.plausibility.figures import STEP
from sim.scenario import Label, Scenario, ScenarioError, Strategy
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

    More are retained where a tenth fewer leave. A lever that stands at 0, or at what a strategy
    sets, cannot be moved.
    """
    held = {one.key for strategy in base.strategies for one in strategy.values if one.how is How.SET}
    found = {
        mechanism: (_multiplied(base, mechanism, key, UP), _multiplied(base, mechanism, key, DOWN))
        for mechanism, key in MOVES.items()
        if is_on(base, [mechanism]) and base.values[key].value and key not in held
    }
    try:
        stay, leave = (base.with_values(_leaving(base, factor)) for factor in (DOWN, UP))
    except ScenarioError:  # fewer cannot leave: what is known to add leaving asks for as many
        return found
    if stay != leave:
        found["retention"] = (stay.named("retention_up"), leave.named("retention_down"))
    return found


def _multiplied(base: Scenario, mechanism: str, key: str, factor: float) -> Scenario:
    """Return the market under a strategy that multiplies a value from the first day on."""
    values = written({key: {"times": factor}}, IN_STRATEGY, (Owner.FIRM,), relative=True)
    name = f"{mechanism}_{'up' if factor > 1.0 else 'down'}"
    strategy = Strategy(name, Label(name), Label(), IN_STRATEGY, (mechanism,), 0, values)
    return base.with_strategy(strategy).named(name)


def _leaving(base: Scenario, factor: float) -> dict[str, float]:
    """Return the values that multiply how many leave: the stated churn, else the mean chance of leaving."""
    p = base.parameters()
    if p.level_churn > 0.0:
        return {"level.churn": factor * p.level_churn}
    if p.leaving_law != LeaveLaw.BETA:
        return {"leaving.chance": factor * p.leaving_chance}
    total, mean = p.leaving_a + p.leaving_b, factor * p.leaving_a / (p.leaving_a + p.leaving_b)
    return {"leaving.a": mean * total, "leaving.b": (1.0 - mean) * total}


__all__ = ["MOVES", "is_on", "levers_of"]
