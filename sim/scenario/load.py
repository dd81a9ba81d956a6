"""Loading by name or path: scenarios, strategies, experiments; and checking of files and folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from sim.scenario import objects
from sim.scenario.document import document, kind_of, named_in
from sim.scenario.fault import Fault, Place, ScenarioError, fault, shown
from sim.scenario.files import SUFFIXES, as_seen, given_file, named_file
from sim.scenario.records import Firm, Goal, Label, RunPlan, Strategy
from sim.scenario.scenario import Scenario, combined, with_values
from sim.scenario.tree import Map, Node, Scalar
from sim.scenario.units import Amount

CONTROLS = ("identical", "placebo")


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
    goals, budget
        Bounds to keep; what the changes may cost.
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
    goals: tuple[Goal, ...]
    budget: Amount | None
    run: RunPlan

    @property
    def digest(self) -> str:
        """Digest of what is compared, 64 hexadecimal digits: scenarios by name, run length, seed, log, first look.

        The number of replications and the level do not count: more replications belong to the same results.
        """
        scenarios = (self.baseline, *self.alternatives, *self.controls)
        run = self.run
        lines = [f"experiment 2 {run.length!r} {run.seed} {int(run.log)} {run.first_look}"]
        lines += [f"{scenario.name} {scenario.digest}" for scenario in scenarios]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def with_values(self, values: Mapping[str, object]) -> Experiment:
        """Return this experiment with values of market or firm set by hand in all its scenarios."""
        every = (self.market, self.baseline, *self.alternatives, *self.controls)
        market, baseline, *others = (scenario.with_values(values) for scenario in every)
        split = len(self.alternatives)
        return _replaced(self, market, baseline, tuple(others[:split]), tuple(others[split:]))


def _replaced(old: Experiment, market: Scenario, baseline: Scenario, alternatives: Any, controls: Any) -> Experiment:  # noqa: ANN401
    """Return an experiment with other scenarios."""
    from dataclasses import replace  # noqa: PLC0415

    return replace(old, market=market, baseline=baseline, alternatives=alternatives, controls=controls)


def load(name: str | os.PathLike[str], firm: str | None = None) -> Scenario:
    """Return a market with a firm: the market's own unless another is named.

    Parameters
    ----------
    name
        Path of a market file, else the name of one in ./scenarios/markets, else of a shipped one.
    firm
        Name or path of a firm.

    Raises
    ------
    ScenarioError
        With all faults of all files that were read.

    Examples
    --------
    >>> load("corner_shop").market.currency.code
    'CNY'
    """
    path = given_file("market", os.fspath(name))
    return scenario_of(path, Scalar(Place(firm), firm) if firm else None)


def scenario_of(path: str, firm: Scalar | None = None, referrer: Place | None = None) -> Scenario:
    """Return the scenario of a market file and a firm, with the faults of both at once."""
    faults: list[Fault] = []
    market = _kept(faults, lambda: objects.market(path, referrer))
    named = firm if firm is not None else (market.firm if market is not None else named_in(path, "firm"))
    business = objects.NO_FIRM
    if named is not None:
        business = _kept(faults, lambda: _firm(named)) or business
    if faults or market is None:
        raise ScenarioError(faults)
    return Scenario(market.name, market.label, market, business)


def _firm(named: Scalar) -> Firm:
    """Return the firm that is named in a file, or by a user."""
    if named.place.line:
        return objects.firm(named_file("firm", named, "firm", named.place.file), named.place)
    return objects.firm(given_file("firm", named.text))


def _kept(faults: list[Fault], read: Any) -> Any:  # noqa: ANN401  any reader
    """Return what a reader returns; its faults are kept and None is returned."""
    try:
        return read()
    except ScenarioError as error:
        faults += error.faults
        return None


def load_strategy(name: str | os.PathLike[str], near: str = "") -> Strategy:
    """Return a strategy by path or name; ``near`` is a file beside whose folder names are looked for too."""
    text = os.fspath(name)
    try:
        return objects.strategy(given_file("strategy", text))
    except ScenarioError:
        if not near or os.path.lexists(text):
            raise
        return objects.strategy(named_file("strategy", Scalar(Place(text), text), "", near))


def load_experiment(name: str | os.PathLike[str]) -> Experiment:
    """Return an experiment by path or name, with every scenario in it checked."""
    return experiment_of(given_file("experiment", os.fspath(name)))


def load_any(name: str | os.PathLike[str]) -> Scenario | Experiment:
    """Return the scenario or the experiment that a path or a name stands for; experiments are looked for first."""
    text = os.fspath(name)
    if os.path.lexists(text):
        return experiment_of(text) if kind_of(text) == "experiment" else load(text)
    try:
        path = given_file("experiment", text)
    except ScenarioError:
        return load(text)
    return experiment_of(path)


def experiment_of(path: str) -> Experiment:
    """Return the experiment of a file, with the faults of all files that it names."""
    doc = document(path, "experiment")
    model, faults = doc.model, list[Fault]()
    market = _kept(faults, lambda: _market_of(path, model))
    strategies: dict[str, Strategy | None] = {}
    rows = [(None, model.baseline or ()), *model.alternatives]
    controls = CONTROLS if model.controls else ()
    rows += [(None, (Scalar(doc.place, name),)) for name in controls]
    for _, named in rows:
        for one in named:
            if one.text not in strategies:
                strategies[one.text] = _kept(faults, lambda one=one: _strategy(one, path))
    if faults:
        raise ScenarioError(faults)
    built = [_kept(faults, lambda row=row: _scenario(market, row, strategies)) for row in rows]
    faults += _same_names(model.alternatives, built[1:], doc.place)
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
        model.responses or ("profit",),
        model.goals or (),
        model.budget,
        run,
    )


def _market_of(path: str, model: Any) -> Scenario:  # noqa: ANN401
    """Return the market of an experiment, with the values that the experiment changes."""
    target = named_file("market", model.market, "market", path)
    scenario = scenario_of(target, model.firm, model.market.place)
    if model.sets is None:
        return scenario
    values, places = _flat(model.sets)
    return with_values(scenario, values, places)


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
    """Return a fault for every alternative whose name is taken."""
    seen: set[str] = set()
    faults = []
    for k, scenario in enumerate(built):
        if scenario is not None and scenario.name in seen:
            at = rows[k][0] or rows[k][1][0] if k < len(rows) else None
            text = f"the name '{shown(scenario.name)}' is taken; give each alternative its own name"
            faults.append(fault(at.place if at is not None else place, "alternatives", text))
        seen.add(scenario.name if scenario is not None else "")
    return faults


def _plan(run: Any, place: Place) -> RunPlan:  # noqa: ANN401
    """Return the plan of the run section; what is not said stands at its default."""
    names = [one.name for one in fields(RunPlan) if one.name != "length"]
    given = {name: value for name in names if (value := getattr(run, name)) is not None}
    found = RunPlan(float(run.length), **given)
    if conflicts := found.conflicts():
        raise ScenarioError([fault(place, f"run.{key}", text) for key, text in conflicts])
    return found


def check(paths: Iterable[str | os.PathLike[str]]) -> list[Fault]:
    """Return all faults of files, and of all scenario files below folders.

    Markets are checked together with their firms, experiments with everything they name.
    """
    faults: list[Fault] = []
    for given in paths:
        text = os.fspath(given)
        files = [text]
        if Path(text).is_dir():
            files = [str(p) for p in sorted(Path(text).rglob("*")) if p.suffix in SUFFIXES and p.is_file()]
            if not files:
                faults.append(fault(Place(as_seen(text)), "", "no scenario file (*.yaml) below this folder"))
        for path in files:
            _kept(faults, lambda path=path: _checked(path))
    return list(dict.fromkeys(faults))


def _checked(path: str) -> None:
    """Read one file of any kind, whatever belongs to it included."""
    kind = kind_of(path)
    if kind == "experiment":
        experiment_of(path)
    elif kind == "market":
        scenario_of(path).setting(0.0)
    else:
        (objects.firm if kind == "firm" else objects.strategy)(path)
