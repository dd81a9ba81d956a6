"""Where the numbers come from: every value that is in use, who says so, and what each strategy changes.

Values are those of the plan, which is what was run. Sources stand in the scenario files; they are looked up by name and
believed only where the file still says the value that was run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.experiment.plan import Entry, Plan
from sim.model.parameters import PARAMETERS, Parameters
from sim.model.quantities import Parameter, Unit
from sim.scenario import Experiment, Scenario, ScenarioError, load_any
from sim.scenario.compose import Source
from sim.scenario.show import value_text

STATUSES = ("assumed", "text", "literature", "data", "none", "unknown")
BUILT_IN = "default"
_ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Stated:
    """One number: what it is, its value as a file would write it, and who says so.

    Parameters
    ----------
    status
        One of ``STATUSES``: ``none`` is a built-in value with a source of its own, ``unknown`` one whose file was not
        found.
    low, high
        The stated range as text; empty if there is none.
    place
        File and line, without its folder; ``default`` for a built-in value.
    before
        For a change: the value of today.
    """

    key: str
    value: str
    status: str
    source: str
    place: str
    low: str = ""
    high: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Origins:
    """The scenarios of the files that a plan was made of, as far as they were found, by name.

    ``experiment`` is the file's experiment if its scenarios are exactly those of the plan, else None.
    """

    scenarios: dict[str, Scenario]
    experiment: Experiment | None = None

    def of(self, entry: Entry) -> Scenario | None:
        """Return the scenario of an entry."""
        return self.scenarios.get(entry.name)

    def as_run(self, entry: Entry) -> Scenario | None:
        """Return the scenario of an entry with what was set by hand; None unless it is the one that was run."""
        found = self.of(entry)
        try:
            if found is not None and found.digest != entry.digest:
                found = found.with_values(dict(entry.values))
        except ScenarioError:
            return None
        return found if found is not None and found.digest == entry.digest else None


def origins_of(plan: Plan, given: Experiment | None = None) -> Origins:
    """Return the files' scenarios of a plan: those given, else those of the experiment of its name, or of its market.

    An experiment of one's own is in no folder that is searched; its market may be one that is shipped.
    """
    found = given or _loaded(plan.name) or _loaded(plan.market)
    if found is None:
        return Origins({})
    if isinstance(found, Scenario):
        return Origins({plan.baseline.name: found})
    every = (found.baseline, *found.alternatives, *found.controls)
    exact = [(s.name, s.digest) for s in every] == [(e.name, e.digest) for e in plan.entries]
    return Origins({scenario.name: scenario for scenario in every}, found if exact else None)


def _loaded(name: str) -> Experiment | Scenario | None:
    """Return what is shipped under a name; None if nothing is."""
    try:
        return load_any(name)
    except (ScenarioError, OSError):
        return None


def in_use(entry: Entry) -> Parameters:
    """Return an entry's parameters once everything has started."""
    return entry.setting.phases[-1][1]


def _active(p: Parameters) -> Iterator[Parameter]:
    """Yield the parameters that count: those of no mechanism, or of one that is switched on."""
    for parameter in PARAMETERS:
        switch = parameter.key.startswith("mechanisms.")
        if not switch and (not parameter.mechanism or getattr(p, f"{parameter.mechanism}_on")):
            yield parameter


def numbers_of(plan: Plan, origins: Origins) -> list[Stated]:
    """Return every number that today's scenario rests on, in the order of the declarations."""
    p = in_use(plan.baseline)
    scenario = origins.of(plan.baseline)
    persons = Stated("persons", f"{plan.baseline.setting.persons:,}", *_who(scenario, "persons", plan.baseline))
    return [persons, *(_stated(plan, scenario, parameter, p) for parameter in _active(p))]


def _who(scenario: Scenario | None, key: str, entry: Entry) -> tuple[str, str, str]:
    """Return status, source and place of the number of persons."""
    if scenario is None or scenario.values[key].value != entry.setting.persons:
        return "unknown", "", ""
    return _ASSUMED, "", _place(scenario.values[key].source)


def _stated(plan: Plan, scenario: Scenario | None, parameter: Parameter, p: Parameters, before: str = "") -> Stated:
    """Return one parameter with its source, if the file still says the same."""
    held = getattr(p, parameter.name)
    if parameter.name == "leaving_chance":
        held = min(1.0, held * p.leaving_scale)  # as solved
    text = value_text(parameter.key, held, plan.currency)
    said = None if scenario is None else scenario.values[parameter.key]
    if said is None or said.value != held:
        return Stated(parameter.key, text, "unknown", "", "", before=before)
    source = said.source
    low, high = (_bound(plan, parameter, bound) for bound in (source.low, source.high))
    place = _place(source)
    return Stated(parameter.key, text, status_of(source), source.text, place, low, high, before)


def status_of(source: Source) -> str:
    """Return the status of a source; what names neither a status nor a source is assumed."""
    return source.status or ("none" if source.text else _ASSUMED)


def _bound(plan: Plan, parameter: Parameter, bound: float | None) -> str:
    if bound is None or parameter.unit in (Unit.CHOICE, Unit.SWITCH):
        return ""
    return value_text(parameter.key, bound, plan.currency)


def _place(source: Source) -> str:
    """Return file and line without folders: a page says nothing about the machine that it was made on."""
    name = source.place.replace("\\", "/").rpartition("/")[2]
    parts = name.rsplit(":", 2)
    return ":".join(parts[:2]) if len(parts) > 2 else name  # noqa: PLR2004 file, line, column


def changes_of(plan: Plan, entry: Entry, origins: Origins) -> list[Stated]:
    """Return what an alternative changes: value today, value then, and who says so."""
    before, after = in_use(plan.baseline), in_use(entry)
    scenario = origins.of(entry)
    found = []
    for parameter in PARAMETERS:
        was: Any = getattr(before, parameter.name)
        if was != getattr(after, parameter.name):
            text = value_text(parameter.key, was, plan.currency)
            found.append(_stated(plan, scenario, parameter, after, before=text))
    return found


def starts_of(plan: Plan, entry: Entry) -> int:
    """Return the day, counted after the history, on which an alternative first differs from today; 0 from the start."""
    history = plan.baseline.setting.history
    old = dict(plan.baseline.setting.phases)
    changed = [day - history for day, parameters in entry.setting.phases if old.get(day) != parameters]
    return max(0, min(changed, default=0))


def tally(numbers: list[Stated]) -> dict[str, int]:
    """Return how many numbers have each status, in the order of ``STATUSES``, those without any left out."""
    counts = Counter(one.status for one in numbers)
    return {status: counts[status] for status in STATUSES if counts[status]}
