"""Simulate customers who buy, meet failures, complain, leave and talk, and compare retention strategies."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.experiment.api import RunResult, compare, run, trace
    from sim.experiment.asking import load_experiment
    from sim.experiment.cluster import cluster
    from sim.experiment.result import ComparisonResult
    from sim.experiment.selection.api import select
    from sim.experiment.sensitivity.result import SensitivityResult, sensitivity
    from sim.experiment.shelves import experiments, markets, strategies
    from sim.experiment.swept.api import sweep
    from sim.experiment.swept.result import SweepResult
    from sim.experiment.trace import Trace
    from sim.plausibility.card import Card, card
    from sim.scenario import (
        ArgumentError,
        Experiment,
        Scenario,
        ScenarioError,
        SimError,
        load,
        load_strategy,
    )

__version__ = "0.1.0"

_PLACES = {
    "ArgumentError": "sim.scenario",
    "Card": "sim.plausibility.card",
    "ComparisonResult": "sim.experiment.result",
    "Experiment": "sim.scenario",
    "RunResult": "sim.experiment.api",
    "Scenario": "sim.scenario",
    "ScenarioError": "sim.scenario",
    "SensitivityResult": "sim.experiment.sensitivity.result",
    "SimError": "sim.scenario",
    "SweepResult": "sim.experiment.swept.result",
    "Trace": "sim.experiment.trace",
    "card": "sim.plausibility.card",
    "cluster": "sim.experiment.cluster",
    "compare": "sim.experiment.api",
    "experiments": "sim.experiment.shelves",
    "load": "sim.scenario",
    "load_experiment": "sim.experiment.asking",
    "load_strategy": "sim.scenario",
    "markets": "sim.experiment.shelves",
    "run": "sim.experiment.api",
    "select": "sim.experiment.selection.api",
    "sensitivity": "sim.experiment.sensitivity.result",
    "strategies": "sim.experiment.shelves",
    "sweep": "sim.experiment.swept.api",
    "trace": "sim.experiment.api",
}

__all__ = [
    "ArgumentError",
    "Card",
    "ComparisonResult",
    "Experiment",
    "RunResult",
    "Scenario",
    "ScenarioError",
    "SensitivityResult",
    "SimError",
    "SweepResult",
    "Trace",
    "__version__",
    "card",
    "cluster",
    "compare",
    "experiments",
    "load",
    "load_experiment",
    "load_strategy",
    "markets",
    "run",
    "select",
    "sensitivity",
    "strategies",
    "sweep",
    "trace",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 whatever the name stands for
    """Import a public name when it is first used, so that ``import sim`` is quick."""
    if name not in _PLACES:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    value = getattr(importlib.import_module(_PLACES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names, imported or not."""
    return sorted({*globals(), *__all__} - {"TYPE_CHECKING", "Any", "annotations", "importlib"})
