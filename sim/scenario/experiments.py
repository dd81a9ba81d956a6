"""Experiments by name or path, and checking of files and folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from sim.scenario import objects
from sim.scenario.arguments import ValuesByKey
from sim.scenario.document import document, kind_of
from sim.scenario.door import checked
from sim.scenario.fault import Fault, Place, ScenarioError, fault, meant, shown
from sim.scenario.files import FOLDERS, SUFFIXES, as_seen, given_file, given_files, named_file
from sim.scenario.given import IN_VALUES
from sim.scenario.hand import with_values
from sim.scenario.load import kept, scenario_of
from sim.scenario.records import Label, RunPlan, Strategy
from sim.scenario.resolved import as_is
from sim.scenario.scenario import Scenario, combined
from sim.scenario.tree import Map, Node, Scalar

CONTROLS = ("identical", "placebo")
Names = Callable[[], Sequence[str]]


@dataclass(frozen=True)
class Experiment:
    """A question: which market, which alternatives against which baseline, and how it is run.

    Parameters
    ----------
    market
        The market with the firm as it is, no strategy.
    baseline, alternatives
        Scenarios; alternatives have different names.
    controls
        Negative controls: an identical strategy and a placebo that only costs money; empty if not asked for.
    responses
        Names of responses.
    run
        Length, replications or precision, seed, level, log.
    """

    name: str
    label: Label
    text: Label
    market: Scenario
    baseline: Scenario
    alternatives: tuple[Scenario, ...]
    controls: tuple[Scenario, ...]
    responses: tuple[str, ...]
    run: RunPlan

    @property
    def digest(self) -> str:
        """Digest of what is compared, 64 hexadecimal digits: scenarios by name, run length, seed, first look.

        The horizon that is judged counts too, where it is not the run length, and how long it goes on.
        The number of replications, the level and the responses do not count: more of them belong to the same results.
        """
        scenarios = (self.baseline, *self.alternatives, *self.controls)
        run = self.run
        lines = [f"experiment 3 {run.length!r} {run.seed} {run.first_look}"]
        lines += [f"primary {run.primary}"] if run.primary is not None else []
        for scenario in scenarios if run.equity else ():
            lines.append(f"equity {run.equity!r} {as_is(scenario, self.market).digest}")
        lines += [f"{scenario.name} {scenario.digest}" for scenario in scenarios]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @checked
    def with_values(self, values: ValuesByKey, *, as_is: bool = False) -> Experiment:
        """Return this experiment with values of market or firm set by hand in all its scenarios.

        Parameters
        ----------
        values, as_is
            As for a scenario: :meth:`Scenario.with_values`.

        Raises
        ------
        ScenarioError
            As :meth:`Scenario.with_values` does, with the faults of all scenarios.
        """
        revalued: Experiment = valued(self, values, IN_VALUES, as_is=as_is)
        return revalued


def valued(found: Scenario | Experiment, values: Mapping[str, object], said: Place, *, as_is: bool = False) -> Any:  # noqa: ANN401  of its type
    """Return a scenario, or an experiment with all its scenarios, with values set by hand; ``said`` is where."""
    if isinstance(found, Scenario):
        return with_values(found, values, said, as_is=as_is)
    every = (found.market, found.baseline, *found.alternatives, *found.controls)
    faults: list[Fault] = []
    market, baseline, *others = (
        kept(faults, lambda one=one: with_values(one, values, said, as_is=as_is)) for one in every
    )
    if faults:
        raise ScenarioError(faults)
    split = len(found.alternatives)
    alternatives, controls = tuple(others[:split]), tuple(others[split:])
    return replace(found, market=market, baseline=baseline, alternatives=alternatives, controls=controls)


def load_experiment(name: str | os.PathLike[str], responses: Names | None = None) -> Experiment:
    """Return an experiment by path or name, with every scenario in it checked.

    Parameters
    ----------
    responses
        Returns the names of the responses that can be read from a record; None leaves those of the experiment unjudged.
    """
    return experiment_of(given_file("experiment", os.fspath(name)), responses)


def load_any(name: str | os.PathLike[str], responses: Names | None = None) -> Scenario | Experiment:
    """Return the scenario or the experiment that a path or a name stands for; experiments are looked for first."""
    text = os.fspath(name)
    path = text if os.path.lexists(text) else given_files(("experiment", "market"), text)[0]
    return experiment_of(path, responses) if kind_of(path) == "experiment" else scenario_of(path)


def experiment_of(path: str, responses: Names | None = None) -> Experiment:
    """Return the experiment of a file, with the faults of all files that it names."""
    doc = document(path, "experiment")
    model, faults = doc.model, list[Fault]()
    market = kept(faults, lambda: _market_of(path, model))
    strategies: dict[str, Strategy | None] = {}
    rows = [(None, model.baseline or ()), *model.alternatives]
    controls = CONTROLS if model.controls else ()
    rows += [(None, (Scalar(doc.place, name),)) for name in controls]
    for _, named in rows:
        for one in named:
            if one.text not in strategies:
                strategies[one.text] = kept(faults, lambda one=one: _strategy(one, path))
    faults += _unknown(model.responses or (), responses)
    if market is None or None in strategies.values():
        raise ScenarioError(faults)
    faults += _doubled(rows, strategies)
    if faults:
        raise ScenarioError(faults)
    built = [kept(faults, lambda row=row: _scenario(market, row, strategies)) for row in rows]
    faults += _same_names((None, *model.alternatives), built, doc.place)
    if faults:
        raise ScenarioError(faults)
    split = 1 + len(model.alternatives)
    label = objects.label_of(model)
    run = _plan(model.run, doc.place)
    parts = (market, built[0], tuple(built[1:split]), tuple(built[split:]))
    return Experiment(
        model.name,
        label,
        model.text or Label(),
        *parts,
        tuple(one.text for one in model.responses or ()) or ("profit",),
        run,
    )


def _unknown(named: Sequence[Scalar], responses: Names | None) -> list[Fault]:
    """Return a fault for every response that is not known; none if nobody says what is known."""
    known = responses() if named and responses is not None else None
    unknown = [one for one in named if known is not None and one.text not in known]
    text = "unknown response '{}'{}"
    return [fault(one.place, "responses", text.format(one.text, meant(one.text, known or ()))) for one in unknown]


def _doubled(rows: Any, strategies: Mapping[str, Any]) -> list[Fault]:  # noqa: ANN401
    """Return a fault for every strategy that stands twice in one row, under whatever path."""
    faults = []
    for _, named in rows:
        seen: set[Place] = set()
        for one in named:
            strategy = strategies[one.text]
            if strategy.place in seen:
                text = f"the strategy '{strategy.name}' is there already; leave one out"
                faults.append(fault(one.place, "alternatives", text))
            seen.add(strategy.place)
    return faults


def _market_of(path: str, model: Any) -> Scenario:  # noqa: ANN401
    """Return the market of an experiment, with the values that the experiment changes."""
    target = named_file("market", model.market, "market", path)
    scenario = scenario_of(target, model.firm, model.market.place)
    if model.sets is None:
        return scenario
    values, places = _flat(model.sets)
    return with_values(scenario, values, model.sets.place, places)


def _flat(node: Map, path: str = "") -> tuple[dict[str, Node], dict[str, Place]]:
    """Return nested keys as dotted ones, and where each stands; a map with a value is a leaf."""
    found: dict[str, Node] = {}
    places: dict[str, Place] = {}
    for key, value in node.entries:
        dotted = f"{path}{key.text}"
        places[dotted] = key.place
        if isinstance(value, Map) and value.entries and value.get("value") is None:
            below = _flat(value, f"{dotted}.")
            found |= below[0]
            places |= below[1]
        else:
            found[dotted] = value
    return found, places


def _strategy(named: Scalar, path: str) -> Strategy:
    """Return a strategy that an experiment names."""
    return objects.strategy(named_file("strategy", named, "alternatives", path), named.place, "alternatives")


def _scenario(market: Scenario, row: Any, strategies: Mapping[str, Any]) -> Scenario:  # noqa: ANN401
    """Return the scenario of one row: its name, if given, and its strategies."""
    name, named = row
    return combined(market, tuple(strategies[one.text] for one in named), name.text if name is not None else "")


def _same_names(rows: Any, built: list[Any], place: Place) -> list[Fault]:  # noqa: ANN401
    """Return a fault for every alternative whose name is taken; the first row is the baseline."""
    seen: set[str] = set()
    faults = []
    for k, scenario in enumerate(built):
        if scenario is not None and scenario.name in seen:
            at = rows[k][0] or rows[k][1][0] if k < len(rows) else None
            by = " by the baseline" if scenario.name == getattr(built[0], "name", "") else ""
            text = f"the name '{shown(scenario.name)}' is taken{by}; give each alternative its own name"
            faults.append(fault(at.place if at is not None else place, "alternatives", text))
        seen.add(scenario.name if scenario is not None else "")
    return faults


def _plan(run: Any, place: Place) -> RunPlan:  # noqa: ANN401
    """Return the plan of the run section; what is not said stands at its default."""
    names = [one.name for one in fields(RunPlan) if one.name != "length"]
    given = {name: value for name in names if (value := getattr(run, name)) is not None}
    if "equity" in given:
        given["equity"] = float(given["equity"])
    found = RunPlan(float(run.length), **given)
    if conflicts := found.conflicts():
        raise ScenarioError([fault(place, f"run.{key}", text) for key, text in conflicts])
    return found


def check(paths: Iterable[str | os.PathLike[str]], responses: Names | None = None) -> list[Fault]:
    """Return all faults of files, of files by name, and of all scenario files below folders.

    Markets are checked together with their firms, experiments with everything they name.

    Parameters
    ----------
    responses
        Returns the names of the responses that can be read from a record; None leaves those of experiments unjudged.
    """
    faults: list[Fault] = []
    for given in paths:
        text = os.fspath(given)
        files = [text] if os.path.lexists(text) else kept(faults, lambda text=text: given_files(tuple(FOLDERS), text))
        if Path(text).is_dir():
            files = [str(p) for p in sorted(Path(text).rglob("*")) if p.suffix in SUFFIXES and p.is_file()]
            if not files:
                faults.append(fault(Place(as_seen(text)), "", "no scenario file (*.yaml) below this folder"))
        for path in files or ():
            kept(faults, lambda path=path: _checked(path, responses))
    return list(dict.fromkeys(faults))


def _checked(path: str, responses: Names | None) -> None:
    """Read one file of any kind, whatever belongs to it included."""
    kind = kind_of(path)
    if kind == "experiment":
        experiment_of(path, responses)
    elif kind == "market":
        scenario_of(path).setting(0.0)
    else:
        (objects.firm if kind == "firm" else objects.strategy)(path)
