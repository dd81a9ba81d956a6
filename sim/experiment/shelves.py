"""``sim.markets``, ``sim.strategies`` and ``sim.experiments``: what lies ready, by name."""

from sim.experiment.asking import load_experiment
from sim.scenario import Experiment, Scenario, Strategy, load, load_strategy
from sim.scenario.shelves import Shelf

markets: Shelf[Scenario] = Shelf("market", load)
strategies: Shelf[Strategy] = Shelf("strategy", load_strategy)
experiments: Shelf[Experiment] = Shelf("experiment", load_experiment)
