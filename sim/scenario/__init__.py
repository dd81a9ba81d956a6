"""Scenario files: read, extend, check with ``file:line:column``, compose, digest, describe."""

from sim.scenario.experiments import Experiment, check, load_any, load_experiment
from sim.scenario.fault import ArgumentError, Fault, ScenarioError, SimError
from sim.scenario.load import load
from sim.scenario.objects import load_strategy
from sim.scenario.records import Label, Precision, RunPlan, Strategy
from sim.scenario.scenario import Scenario

__all__ = [
    "ArgumentError",
    "Experiment",
    "Fault",
    "Label",
    "Precision",
    "RunPlan",
    "Scenario",
    "ScenarioError",
    "SimError",
    "Strategy",
    "check",
    "load",
    "load_any",
    "load_experiment",
    "load_strategy",
]
