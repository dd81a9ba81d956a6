"""Morris' elementary effects: which varied keys move an answer, and whether evenly, from few cells.

References
----------
Morris (1991), Technometrics 33:161-174. Campolongo, Cariboni & Saltelli (2007), Environmental Modelling & Software
22:1509-1518: the mean size mu*. Computed by SALib.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.experiment.sweeps.designs import MORRIS, MORRIS_LEVELS, salib
from sim.experiment.swept.found import At, Swept, value_in


@dataclass(frozen=True, slots=True)
class Effect:
    """What one key does to one answer as it steps over two thirds of its range, in the response's unit.

    Parameters
    ----------
    name
        Of the strategy whose difference it is; empty for the level of the firm as it is.
    size, reach
        Mean size of a step's effect (mu*) over trajectories, and half of its 95% interval by bootstrap.
    spread
        Standard deviation of the effects (sigma): large beside ``size`` where the effect depends on other keys, or
        bends.
    trajectories
        That count: of those with a cell that cannot be there is none.
    """

    key: str
    response: str
    name: str
    size: float
    reach: float
    spread: float
    trajectories: int

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return asdict(self)


def effects_of(swept: Swept) -> tuple[Effect, ...]:
    """Return the effects of a Morris design, the largest first for every answer; nothing of other designs."""
    keys = swept.varied
    if swept.plan.design != MORRIS:
        return ()
    at = {(one.response, one.cell.number): one for one in swept.found}
    steps = len(keys) + 1
    walks = [range(first, first + steps) for first in range(0, len(swept.plan.cells), steps)]
    whole = [walk for walk in walks if all(swept.plan.cells[number].names for number in walk)]
    cells = [number for walk in whole for number in walk]
    if len(whole) < 2:  # noqa: PLR2004 a spread needs two
        return ()
    x = np.column_stack([_shares([value_in(swept, swept.plan.cells[n], key) for n in cells]) for key in keys])
    names = [line.name for line in swept.found[0].lines] or [""]
    asked = {"num_vars": len(keys), "names": list(keys), "bounds": [[0.0, 1.0]] * len(keys)}
    found = []
    for response in swept.responses:
        for name in names:
            y = np.array([_answer(at[response, number], name) for number in cells])
            told = salib("analyze.morris").analyze(asked, x, y, num_levels=MORRIS_LEVELS, seed=swept.plan.run.seed)
            rows = zip(keys, told["mu_star"], told["mu_star_conf"], told["sigma"], strict=True)
            effects = [
                Effect(key, response, name, float(size), float(reach), float(spread), len(whole))
                for key, size, reach, spread in rows
            ]
            found += sorted(effects, key=lambda one: -one.size)
    return tuple(found)


def _shares(values: list[float | str]) -> list[float]:
    """Return values as shares of their range, words by their order of appearance."""
    order = list(dict.fromkeys(values))
    numbers = [float(one) if isinstance(one, float) else float(order.index(one)) for one in values]
    low, high = min(numbers), max(numbers)
    return [(one - low) / (high - low) if high > low else 0.0 for one in numbers]


def _answer(at: At, name: str) -> float:
    value = at.mean if not name else next(line.difference for line in at.lines if line.name == name)
    return float("nan") if value is None else float(value)
