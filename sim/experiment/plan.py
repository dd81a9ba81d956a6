"""A plan: which scenarios are run, how long, how often, with which seed; made of an experiment, or read back.

The plan is what a results folder describes. It holds the settings themselves, so that a folder can be gone on with,
replayed and traced without the scenario files it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.experiment.cells import Cell
from sim.experiment.equity import continued
from sim.experiment.errors import PlanError
from sim.experiment.made_of import made_of
from sim.experiment.replicate import Replicate, scenario_key
from sim.experiment.work import WHOLE, Share, Work
from sim.model.setting import LogLevel, Setting
from sim.response import RESPONSES
from sim.response.equity import EQUITY
from sim.scenario import Experiment, Label, Precision, RunPlan, Scenario
from sim.scenario.fault import meant, shown
from sim.scenario.resolved import as_is
from sim.scenario.units import Currency

BASELINE, ALTERNATIVE, CONTROL = "baseline", "alternative", "control"


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario of a plan.

    Parameters
    ----------
    name, label
        In tables and files; for people.
    role
        ``baseline``, ``alternative`` or ``control``.
    digest
        Of the resolved scenario.
    rate
        Effective yearly rate at which its profit is discounted, a share.
    setting
        What the engine is given.
    key
        What its rows are stored under.
    values
        What was set by hand in it, as (dotted key, text), sorted.
    months
        Months that its profit is judged over; None for the whole run.
    run_on
        The world in which its run goes on under the firm as it is; None if what is left at the end is not asked.
    parts
        What it is put together of (:mod:`sim.experiment.made_of`); empty if nobody wrote it down.
    """

    name: str
    label: Label
    role: str
    digest: str
    rate: float
    setting: Setting
    key: str
    values: tuple[tuple[str, str], ...] = ()
    months: int | None = None
    run_on: Setting | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is run and compared.

    Parameters
    ----------
    entries
        The baseline first, then alternatives and controls, each with a name of its own.
    responses
        What is compared, the first one foremost.
    run
        Length, replications or precision, seed, level, log. Replications, precision and level may change without
        touching a result.
    digest
        Of what is compared; its first 8 digits name the results folder.
    asked
        Words of the command that asked for it: names, and options that decide what is compared; empty if none did.
    cells, design
        Of a sweep, each with its own baseline, and what made them; none if one baseline is all there is.
    """

    name: str
    label: Label
    text: str
    market: str
    currency: Currency
    entries: tuple[Entry, ...]
    responses: tuple[str, ...]
    run: RunPlan
    digest: str
    asked: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    design: str = ""

    @property
    def baseline(self) -> Entry:
        """The scenario that the others are compared with."""
        return self.entries[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """What rows are stored under; equal scenarios share theirs."""
        return tuple(dict.fromkeys(entry.key for entry in self.entries))

    def of_role(self, role: str) -> tuple[Entry, ...]:
        """Return the scenarios of a role, in order."""
        return tuple(entry for entry in self.entries if entry.role == role)

    def entry(self, name: str) -> Entry:
        """Return the scenario of a name.

        Raises
        ------
        PlanError
            Unknown name.
        """
        names = [entry.name for entry in self.entries]
        if name not in names:
            raise PlanError(f"no scenario '{shown(name)}' in {shown(self.name)}{meant(name, names)}")
        return self.entries[names.index(name)]

    @property
    def stored(self) -> frozenset[str]:
        """The responses that a row holds: those that need no log, which cost little, and those that are asked for."""
        every = self.run.log == LogLevel.ALL
        found = {name for name, one in RESPONSES.items() if every or not one.needs_log or name in self.responses}
        return frozenset(found if self.run.equity else found.difference(EQUITY))

    @property
    def level(self) -> LogLevel:
        """How much of the log a run must keep for what its row holds."""
        return LogLevel.ALL if any(RESPONSES[name].needs_log for name in self.stored) else LogLevel.NONE

    def work(self, replications: int, engine: str, names: Iterable[str] = (), share: Share = WHOLE) -> Work:
        """Return a share of the first replications of all scenarios, pair by pair; equal scenarios share theirs.

        Rows hold the responses of some more names than those of the plan.
        """
        return Work({entry.key: self.task(entry, engine, names) for entry in self.entries}, replications, share)

    def task(self, entry: Entry, engine: str, names: Iterable[str] = ()) -> Replicate:
        """Return the task that computes an entry's rows."""
        held = tuple(sorted(self.stored.union(names)))
        return Replicate(entry.setting, entry.rate, self.run.seed, self.level, engine, held, entry.run_on)


def plan_of(experiment: Experiment) -> Plan:
    """Return the plan of an experiment.

    Raises
    ------
    PlanError
        For an unknown response, a name given twice, or two currencies.
    """
    responses = _with_equity(known_responses(experiment.responses), experiment.run)
    rows = [(BASELINE, experiment.baseline)]
    rows += [(ALTERNATIVE, scenario) for scenario in experiment.alternatives]
    rows += [(CONTROL, scenario) for scenario in experiment.controls]
    _check_names(scenario.name for _, scenario in rows)
    currency = experiment.baseline.market.currency
    for _, scenario in rows:
        if scenario.market.currency != currency:
            code = scenario.market.currency.code
            raise PlanError(
                f"{shown(scenario.name)}: counts in {code}, the baseline in {currency.code}; compare in one"
            )
    return Plan(
        name=experiment.name,
        label=experiment.label,
        text=experiment.text.of("en"),
        market=experiment.market.name,
        currency=currency,
        entries=tuple(entry_of(scenario, role, experiment.run, experiment.market) for role, scenario in rows),
        responses=responses,
        run=experiment.run,
        digest=experiment.digest,
    )


def entry_of(scenario: Scenario, role: str, run: RunPlan, question: Scenario | None = None) -> Entry:
    """Return a scenario as an entry of a plan, whose firm as it is is that of a market; its own if None."""
    control, after, run_on = scenario.name if role == CONTROL else "", "", None
    setting = scenario.setting(run.length)
    if run.equity:
        base = as_is(scenario, question or scenario)
        after = f"equity {run.equity!r} {base.digest}"
        run_on = continued(setting, base.phases[-1][1], run.equity)
    return Entry(
        name=scenario.name,
        label=scenario.label,
        role=role,
        digest=scenario.digest,
        rate=float(scenario.phases[-1][1].discount_rate),
        setting=setting,
        key=scenario_key(scenario.digest, run.length, run.seed, control, after),
        values=tuple(sorted(scenario.set_by_hand.items())),
        months=run.primary,
        run_on=run_on,
        parts=made_of(scenario),
    )


def _with_equity(responses: tuple[str, ...], run: RunPlan) -> tuple[str, ...]:
    """Return the responses, with what customers left are worth beside them where that is asked; refuse half of it."""
    named = [name for name in responses if name in EQUITY]
    if named and not run.equity:
        raise PlanError(f"response '{named[0]}': say for how long the run goes on, such as equity '5 years'")
    return tuple(dict.fromkeys((*responses, *EQUITY[:2]))) if run.equity else responses


def known_responses(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names if every one is a response's and stands once; else raise PlanError with what was meant."""
    found = tuple(names)
    unknown = [name for name in dict.fromkeys(found) if name not in RESPONSES]
    lines = [f"unknown response '{shown(name)}'{meant(name, list(RESPONSES))}" for name in unknown]
    lines += [
        f"the response '{shown(name)}' is given twice" for name in sorted({n for n in found if found.count(n) > 1})
    ]
    if lines:
        raise PlanError(*lines)
    return found


def _check_names(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PlanError(f"the name '{shown(name)}' is given twice; `.named(...)` gives a scenario another name")
        seen.add(name)


def experiment_from(
    base: Scenario,
    alternatives: Iterable[Scenario] = (),
    *,
    run: RunPlan,
    responses: Iterable[str] = ("profit",),
    controls: Iterable[Scenario] = (),
    name: str = "",
) -> Experiment:
    """Return an experiment made of scenarios instead of a file."""
    return Experiment(
        name=name or base.name,
        label=base.label if not name else Label(en=name),
        text=Label(),
        market=base,
        baseline=base,
        alternatives=tuple(alternatives),
        controls=tuple(controls),
        responses=tuple(responses),
        run=run,
    )


__all__ = [
    "ALTERNATIVE",
    "BASELINE",
    "CONTROL",
    "Entry",
    "Plan",
    "Precision",
    "Work",
    "entry_of",
    "experiment_from",
    "known_responses",
    "plan_of",
]
