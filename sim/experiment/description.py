"""A plan as JSON and back: what a results folder says about itself.

``experiment.json`` holds what decides the rows, and the first look, which is fixed before there are any. How many
replications were asked for, to which precision, and at which level intervals are built may change from call to call;
each such wish is a small file ``plan-<digest>.json`` of its own, written once. The largest wish is what the folder is
measured against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from sim.experiment.cells import Cell
from sim.experiment.equity import continued
from sim.experiment.errors import StoreDamaged, StoreMissing
from sim.experiment.manifest import description, wished
from sim.experiment.plan import Entry, Plan
from sim.model.limits import AT_MOST
from sim.model.parameters import Parameters
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.scenario import Label, Precision, RunPlan
from sim.scenario.units import Currency

SCHEMA_VERSION = 2
Json = dict[str, Any]
NAMES = tuple(one.name for one in fields(Parameters))
_WISHED = ("replications", "until_settled", "at_most", "level", "indifference", "horizons")


def described(plan: Plan) -> Json:
    """Return what decides the results of a plan, as JSON values."""
    after: Json = {"primary_months": plan.run.primary, "equity_days": plan.run.equity}
    if plan.cells:
        after |= {"cells": [asdict(cell) for cell in plan.cells], "design": plan.design}
    like = plan.baseline if plan.cells else None
    return {
        "schema_version": SCHEMA_VERSION,
        "name": plan.name,
        "label": asdict(plan.label),
        "text": plan.text,
        "market": plan.market,
        "currency": asdict(plan.currency),
        "digest": plan.digest,
        "run_length": plan.run.length,
        "seed": plan.run.seed,
        "first_look": plan.run.first_look,
        "scenarios": [_entry_json(entry, like if entry is not like else None) for entry in plan.entries],
    } | {name: held for name, held in after.items() if held is not None}


def _entry_json(entry: Entry, like: Entry | None) -> Json:
    """Return a scenario; of its parameters only what differs from those of another one, if one is given."""
    setting = entry.setting
    base = None if like is None else like.setting.phases[0][1]
    return {
        "name": entry.name,
        "label": asdict(entry.label),
        "role": entry.role,
        "key": entry.key,
        "digest": entry.digest,
        "discount_rate": entry.rate,
        "persons": setting.persons,
        "history": setting.history,
        "entries": list(setting.entries),
        "entry_as": int(setting.entry_as),
        "contact_times": list(setting.contact_times),
        "phases": [{"day": day, "parameters": _held(parameters, base)} for day, parameters in setting.phases],
    } | ({} if entry.run_on is None else {"as_is": _held(entry.run_on.phases[-1][1], base)})


def _held(parameters: Parameters, base: Parameters | None) -> Json:
    """Return parameters by name, or what differs from others."""
    if base is None:
        return asdict(parameters)
    return {name: value for name in NAMES if (value := getattr(parameters, name)) != getattr(base, name)}


def plan_in(folder: Path) -> Plan:
    """Return the plan of a results folder, with the largest wish as its run.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        As :func:`sim.experiment.manifest.description` and :func:`sim.experiment.manifest.wished` do.
    """
    held = description(folder)
    wishes = wished(folder)
    if not wishes:
        raise StoreMissing(f"{folder}: its plan is missing; the command that made the folder writes it again")
    try:
        return _plan_from(held, max(wishes, key=_size))  # of equally large ones the first by name
    except (KeyError, TypeError, ValueError) as fault:
        path = folder / "experiment.json"
        raise StoreDamaged(f"{path}: made by another version of sim ({type(fault).__name__})", (path,)) from None


def _plan_from(held: Mapping[str, Any], wish: Mapping[str, Any]) -> Plan:
    precision = wish["precision"]
    fixed: Json = {"first_look": int(held["first_look"])} if "first_look" in held else {}
    run = RunPlan(
        length=float(held["run_length"]),
        seed=int(held["seed"]),
        log=LogLevel(wish.get("log", LogLevel.NONE)),
        precision=None if precision is None else Precision(precision["relative"], precision["absolute"]),
        primary=held.get("primary_months"),
        equity=held.get("equity_days"),
        **fixed,
        **{name: wish[name] for name in _WISHED if name in wish and name != "horizons"},
        horizons=tuple(map(int, wish.get("horizons", ()))),
    )
    base = _parameters_from(held["scenarios"][0]["phases"][0]["parameters"])
    values, parts = wish.get("set", {}), wish.get("parts", {})
    return Plan(
        name=str(held["name"]),
        label=Label(**held["label"]),
        text=str(held["text"]),
        market=str(held["market"]),
        currency=Currency(**held["currency"]),
        entries=tuple(_entry_from(entry, run, (values, parts), base) for entry in held["scenarios"]),
        responses=tuple(wish["responses"]),
        run=run,
        digest=str(held["digest"]),
        asked=tuple(map(str, wish.get("asked", ()))),
        cells=tuple(_cell_from(cell) for cell in held.get("cells", ())),
        design=str(held.get("design", "")),
    )


def _cell_from(held: Mapping[str, Any]) -> Cell:
    values = tuple((str(key), str(text)) for key, text in held["values"])
    return Cell(int(held["number"]), values, tuple(map(str, held["names"])), str(held["why"]))


def _entry_from(
    held: Mapping[str, Any], run: RunPlan, told: tuple[Mapping[str, Any], Mapping[str, Any]], base: Parameters
) -> Entry:
    """Return a scenario; what was set by hand in it and what it is made of are told by name."""
    values, parts = (one.get(held["name"]) for one in told)
    phases = tuple((int(phase["day"]), _parameters_from(phase["parameters"], base)) for phase in held["phases"])
    setting = Setting(
        persons=int(held["persons"]),
        run_length=run.length,
        history=int(held["history"]),
        phases=phases,
        entries=tuple(map(int, held["entries"])),
        entry_as=EntryAs(held["entry_as"]),
        contact_times=tuple(map(float, held["contact_times"])),
    )
    as_is = held.get("as_is")
    return Entry(
        name=str(held["name"]),
        label=Label(**held["label"]),
        role=str(held["role"]),
        digest=str(held["digest"]),
        rate=float(held["discount_rate"]),
        setting=setting,
        key=str(held["key"]),
        values=tuple((str(key), str(text)) for key, text in sorted((values or {}).items())),
        months=run.primary,
        run_on=None
        if as_is is None or not run.equity
        else continued(setting, _parameters_from(as_is, base), run.equity),
        parts=tuple(map(str, parts or ())),
    )


def _parameters_from(held: Mapping[str, Any], base: Parameters | None = None) -> Parameters:
    """Return parameters; what is not held is as in others."""
    values: Json = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
    return Parameters(**values) if base is None else replace(base, **values)


def wish_of(plan: Plan) -> Json:
    """Return what a plan wants of its experiment: how many replications or until what, at which level."""
    run = plan.run
    return {name: getattr(run, name) for name in _WISHED} | {
        "precision": None if run.precision is None else asdict(run.precision),
        "horizons": list(run.horizons),
        "responses": list(plan.responses),
        "log": int(run.log),
        "asked": list(plan.asked),
        "set": {entry.name: dict(entry.values) for entry in plan.entries if entry.values},
        "parts": {entry.name: list(entry.parts) for entry in plan.entries},
    }


def _size(wish: Mapping[str, Any]) -> tuple[int, int, int]:
    """Return the most replications that a wish may come to, how many horizons it names, and if it tells the parts."""
    least, most = int(wish.get("replications", 0)), wish.get("at_most") or AT_MOST
    goes_on = wish.get("precision") or wish.get("until_settled")
    return int(most) if goes_on else least, len(wish.get("horizons", ())), len(wish.get("parts", ()))


def with_run(plan: Plan, **changes: Any) -> Plan:  # noqa: ANN401 fields of RunPlan
    """Return the plan with another number of replications, precision or level."""
    return replace(plan, run=replace(plan.run, **changes))
