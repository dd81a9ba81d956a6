"""Every wrong call of every public function is refused at its door, before anything is computed."""

from __future__ import annotations

import importlib
import inspect
import sys
import typing
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment import plots
from sim.experiment.api import RunResult
from sim.experiment.plan import experiment_from, plan_of
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Rows
from sim.experiment.selection.api import SelectionResult
from sim.experiment.selection.chosen import Chosen
from sim.experiment.selection.ranking import Ranking
from sim.experiment.sensitivity import plots as study_plots
from sim.experiment.sensitivity.result import SensitivityResult
from sim.experiment.side_by_side import Life
from sim.experiment.sweeps.building import plan_of_cells
from sim.experiment.swept import plots as sweep_plots
from sim.experiment.swept.effects import Effect
from sim.experiment.swept.result import SweepResult
from sim.experiment.trace import Trace
from sim.experiment.why import CausalLedger
from sim.plausibility.card import Card
from sim.record import EVENT
from sim.scenario import Experiment, Precision, RunPlan, Scenario, kinds
from sim.scenario import arguments as args
from sim.scenario.door import kinds_of
from sim.scenario.kinds import Kind, told
from sim.scenario.units import Currency
from tests.house.wrong_values import LABEL, wrong

ENGINES = ("sim.engine.run.engine", "sim.engine.read.engine")


def right(kind: Kind) -> object:
    """Return a value that a required argument takes."""
    if isinstance(kind, args.Values):
        return {}
    if isinstance(kind, kinds.Of) and not isinstance(kind, kinds.Named):
        return held(kind.of)
    if isinstance(kind, kinds.Between):
        return kind.such_as
    return 0 if isinstance(kind, kinds.Whole | kinds.Span) else "corner_shop"


@cache
def held(of: type) -> Any:  # noqa: ANN401 of the class that is asked for
    """Return a small real object of a public class; nothing is run for it."""
    base = sim.load("corner_shop").with_values({"persons": 30})
    plan = plan_of(experiment_from(base, [base.with_strategy("vouchers")], run=RunPlan(10.0, 2)))
    result = ComparisonResult(plan, Rows(), ("profit",))
    cells = plan_of_cells(experiment_from(base, run=RunPlan(10.0, 2)), [{"buying.rate": "36/year"}], "grid")
    swept = SweepResult(cells, Rows(), ("profit",))
    life = Trace(0, 1, 0, Currency(), (Life("corner_shop", np.empty(0, EVENT), LABEL),))
    objects: dict[type, Any] = {
        Card: Card("corner_shop", LABEL, (), (), 0, 10.0, 1),
        Scenario: base,
        Experiment: sim.load_experiment("demo_corner"),
        ComparisonResult: result,
        RunResult: RunResult(cast("Any", None), plan.baseline, plan.currency, 1, 0),
        Trace: life,
        CausalLedger: CausalLedger(plan, plan.entries[1], (), 0),
        plots.ComparisonPlots: plots.ComparisonPlots(result),
        plots.TracePlots: plots.TracePlots(life),
        SweepResult: swept,
        SensitivityResult: SensitivityResult({}),
        study_plots.StudyPlots: study_plots.StudyPlots({"strategies": []}),
        Ranking: Ranking(plan, "profit", 2, (), ()),
        SelectionResult: SelectionResult(Chosen(plan, "profit", None, None, {}, {})),
        sweep_plots.SweepPlots: sweep_plots.SweepPlots(swept),
    }
    return objects[of]


def classes_in(hint: object) -> Iterator[type]:
    """Yield the classes that an annotation names."""
    if isinstance(hint, type):
        yield hint
    for part in typing.get_args(hint):
        yield from classes_in(part)


def returned(function: Callable[..., Any]) -> list[type]:
    """Return the classes that a function returns objects of."""
    names = (
        vars(importlib.import_module(function.__module__))
        | vars(plots)
        | vars(sweep_plots)
        | vars(study_plots)
        | {"Trace": Trace, "pd": pd, "Effect": Effect, "SensitivityResult": SensitivityResult}
    )
    hint = typing.get_type_hints(inspect.unwrap(function), names).get("return")
    return [one for one in classes_in(hint) if one.__module__.startswith("sim.")]


def public_calls() -> dict[str, tuple[type | None, Callable[..., Any]]]:
    """Return the functions of ``sim.__all__``, and the methods of its classes and of what either returns."""
    found: dict[str, tuple[type | None, Callable[..., Any]]] = {}
    waiting: list[Any] = [getattr(sim, name) for name in sim.__all__]
    seen: set[Any] = set()
    while waiting:
        one = waiting.pop()
        if not callable(one) or one in seen or (isinstance(one, type) and issubclass(one, Exception)):
            continue
        seen.add(one)
        if not isinstance(one, type):
            found[one.__name__] = (None, one)
            waiting += returned(one)
            continue
        ours = [base for base in reversed(one.__mro__) if base.__module__.startswith("sim.")]
        for name, member in [pair for base in ours for pair in vars(base).items()]:
            function = getattr(member, "fget", None) or getattr(member, "func", None) or member
            if not name.startswith("_") and inspect.isfunction(function):
                waiting += returned(function)
                if function is member and len(inspect.signature(function).parameters) > 1:
                    found[f"{one.__name__}.{name}"] = (one, function)
    return found


CALLS = public_calls()
WRONG = [
    pytest.param(call, argument, value, id=f"{call}-{argument}-{place}")
    for call, (_, function) in CALLS.items()
    for argument, kind in kinds_of(inspect.unwrap(function)).items()
    for place, value in enumerate(wrong(kind))
]


def called(call: str, wrong_one: dict[str, Any]) -> None:
    """Call a public function with right values for what it needs, but for one argument."""
    of, function = CALLS[call]
    positional: list[Any] = [] if of is None else [held(of)]
    named: dict[str, Any] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            named |= {"failure.rate": wrong_one[name]} if name in wrong_one else {}
        elif parameter.kind is parameter.VAR_POSITIONAL:
            positional += [wrong_one[name]]
        elif name in wrong_one or (parameter.default is parameter.empty and name != "self"):
            value = wrong_one[name] if name in wrong_one else right(kinds_of(inspect.unwrap(function))[name])
            if parameter.kind is parameter.KEYWORD_ONLY:
                named[name] = value
            else:
                positional += [] if parameter.kind is not parameter.POSITIONAL_ONLY else [value]
                named |= {name: value} if parameter.kind is not parameter.POSITIONAL_ONLY else {}
    function(*positional, **named)


def parts(value: object) -> list[str]:
    """Return how a message may tell a value: as a whole, or the part of it that is wrong."""
    if isinstance(value, Precision):
        return [told(one) for one in (value.relative, value.absolute)]
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [told(value), *map(told, inner)]


@pytest.fixture
def engines_unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget that an engine was ever imported: whoever computes must import one again."""
    for name in ENGINES:
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_every_public_call_that_takes_arguments_has_a_door() -> None:
    named = {"compare", "run", "trace", "load", "Scenario.with_values", "Scenario.setting", "ComparisonPlots.forest"}
    assert named <= CALLS.keys()
    assert [call for call, (_, function) in CALLS.items() if not hasattr(function, "__wrapped__")] == []
    assert len(WRONG) >= 150


@pytest.mark.usefixtures("engines_unloaded")
@pytest.mark.parametrize(("call", "argument", "value"), WRONG)
def test_a_wrong_argument_is_refused_by_name_and_value_and_nothing_is_computed(
    call: str, argument: str, value: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(sim.SimError) as caught:
        called(call, {argument: value})

    line = str(caught.value)
    label = "failure.rate" if argument == "changes" else argument
    assert caught.type is sim.ArgumentError
    assert line.startswith(f"{call.rpartition('.')[2]}: {label}")
    assert any(one in line for one in parts(value))
    assert line.isprintable()
    assert len(line) < 300
    assert not {*ENGINES} & {*sys.modules}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_does_not_fit_its_signature_is_refused_with_how_to_write_it(call: str) -> None:
    of, function = CALLS[call]
    me = [] if of is None else [held(of)]
    parameters = inspect.signature(function).parameters.values()

    if not any(one.kind is one.VAR_POSITIONAL for one in parameters):
        with pytest.raises(sim.ArgumentError, match="too many positional arguments; call it as"):
            function(*me, *range(20))
    if not any(one.kind is one.VAR_KEYWORD for one in parameters):
        with pytest.raises(sim.ArgumentError, match="unknown argument 'no_such_thing'"):
            function(*me, no_such_thing=1)
    several = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    if any(one.default is one.empty and one.kind not in several for one in parameters if one.name != "self"):
        with pytest.raises(sim.ArgumentError, match="missing a required argument"):
            function(*me)


def test_all_wrong_arguments_of_a_call_are_told_at_once_with_what_was_meant() -> None:
    with pytest.raises(sim.ArgumentError) as caught:
        sim.compare("corner_shop", response="profits", replications="30", level="95%", engine="compild", jobs=0)

    assert str(caught.value).splitlines() == [
        "compare: response: unknown response 'profits'; did you mean 'profit'?",
        "compare: replications: must be a whole number from 1 to 1,000,000 (got '30'); write 30",
        "compare: level: must be a number above 0 and below 1, such as 0.95 (got '95%'); write 0.95",
        "compare: engine: must be one of compiled, reference (got 'compild'); did you mean 'compiled'?",
        "compare: jobs: must be a whole number from 1 to 1,024 (got 0)",
    ]


def test_a_response_that_was_not_compared_is_not_drawn() -> None:
    for name in ("churn", "retention"):
        with pytest.raises(sim.ArgumentError, match=f"forest: response: must be one of profit .got '{name}'"):
            held(plots.ComparisonPlots).forest(response=name)


def test_right_calls_pass_with_one_name_many_names_and_numbers_of_numpy() -> None:
    base = sim.load(Path(sim.__file__).parents[1] / "scenarios" / "markets" / "corner_shop.yaml")
    small = base.with_values({"persons": np.int64(5), "failure.rate": np.float64(0.5)})
    plan = {"run_length": "2 days", "replications": np.int32(1), "jobs": 1, "engine": "reference"}

    lone = sim.compare(small, "vouchers", seed=np.int64(3), level=np.float32(0.9), controls=np.False_, **plan)  # type: ignore[arg-type]
    many = sim.compare(small, (name for name in ("vouchers", "apology_only")), response=("profit", "retention"), **plan)  # type: ignore[arg-type]

    assert [line.name for line in lone.lines] == ["vouchers"]
    assert {line.name for line in many.lines} == {"vouchers", "apology_only"}
    assert lone.plan.run.seed == 3
    assert type(lone.plan.run.seed) is int
