"""What a notebook calls: run one replication, compare scenarios, follow one life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from sim.experiment import arguments
from sim.experiment.answer import in_currency, unit_in
from sim.experiment.asking import Given, days_of, experiment_of, on, precision_of, scenario_from, wished
from sim.experiment.carry_out import kept_result
from sim.experiment.columns import parts_of
from sim.experiment.engines import computed
from sim.experiment.plan import BASELINE, Entry, entry_of, plan_of
from sim.experiment.result import ComparisonResult, result_of
from sim.experiment.size import check_entry
from sim.experiment.trace import Trace, traced
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import responses_of
from sim.scenario import RunPlan
from sim.scenario.arguments import RunLength
from sim.scenario.door import checked
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html
from sim.scenario.units import Currency

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class RunResult:
    """One replication: its record, as tables of pandas.

    Parameters
    ----------
    record
        What the engine left.
    entry
        The scenario.
    """

    record: Record
    entry: Entry
    currency: Currency
    seed: int
    replication: int

    @cached_property
    def events(self) -> pd.DataFrame:
        """The event log, one row an event."""
        from sim.experiment.frames import events_frame  # noqa: PLC0415 pandas is slow to import

        return events_frame(self.record, self.currency)

    @cached_property
    def people(self) -> pd.DataFrame:
        """One row a person: what the firm has in its books. ``.attrs`` says what each column means."""
        return self.people_with()

    @checked
    def people_with(self, *parts: arguments.PeoplePart) -> pd.DataFrame:
        """Return the people's table with further columns, the firm's first.

        Parameters
        ----------
        parts
            ``hidden``: traits, moods, why she left; ``engine``: the engine's own clocks and counters.

        Raises
        ------
        ArgumentError
            Unknown part.
        """
        from sim.experiment.frames import people_frame  # noqa: PLC0415

        return people_frame(self.record, self.currency, parts_of(parts))

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """One row for every month and account; what was booked in the history stands in rows of its own."""
        from sim.experiment.frames import ledger_frame  # noqa: PLC0415

        return ledger_frame(self.record, self.currency)

    @cached_property
    def responses(self) -> dict[str, int | float | None]:
        """Every response by name, in the unit that ``sim list responses`` says; money in currency units."""
        found = responses_of(self.record, self.entry.rate)
        return {name: in_currency(self.currency, name, value) for name, value in found.items()}

    @cached_property
    def digest(self) -> str:
        """Digest of the whole record, 64 hexadecimal digits, the same for both engines."""
        return self.record.digest()

    def _rows(self) -> list[tuple[str, str]]:
        from sim.experiment.amounts import amount as told  # noqa: PLC0415

        units = {name: unit_in(self.currency, name) for name in self.responses}
        return [(name, told(value, units[name], sign=False)) for name, value in self.responses.items()]

    @property
    def _title(self) -> str:
        return f"{shown(self.entry.name)}: replication {self.replication}, seed {self.seed}"

    def __repr__(self) -> str:
        """Return every response in plain text."""
        return "\n".join([self._title, table(self._rows()), f"digest {self.digest[:16]}"])

    def _repr_html_(self) -> str:
        """Return every response for a notebook."""
        return table_html(self._title, ("response", ""), [*self._rows(), ("digest", self.digest[:16])])


@checked
def run(
    scenario: arguments.Market,
    run_length: RunLength = "1 year",
    *,
    seed: arguments.Seed = 1,
    replication: arguments.Replication = 0,
    engine: arguments.EngineName = "compiled",
    log: arguments.Log = "all",
) -> RunResult:
    """Run one replication of a scenario and return what it leaves.

    Parameters
    ----------
    scenario
        A scenario, or the name or path of a market.
    run_length
        Simulated span, half-open: a time such as ``"3 years"``, or days.
    seed, replication
        Key of all draws.
    engine
        ``compiled`` or ``reference``; both leave the same record.
    log
        ``none``, ``sample`` or ``all``: how much of the event log is kept.

    Raises
    ------
    ArgumentError
        What was given cannot be used.
    ScenarioError
        Faults in files.
    PlanError
        A run too long or too large.
    """
    market = scenario_from(scenario)
    level = LogLevel[log.upper()]
    plan = RunPlan(days_of(run_length), replications=1, seed=seed, log=level)
    entry = entry_of(market, BASELINE, plan)
    check_entry(entry, level, engine)
    record = computed(engine, entry.setting, seed, replication, level)
    return RunResult(record, entry, market.market.currency, seed, replication)


@checked
def compare(
    base: arguments.Base,
    alternatives: arguments.Others = (),
    *,
    response: arguments.Responses | None = None,
    run_length: RunLength | None = None,
    primary: arguments.Primary | None = None,
    horizons: arguments.Horizons | None = None,
    equity: RunLength | None = None,
    replications: arguments.Replications | None = None,
    precision: arguments.HowPrecise | None = None,
    until_settled: bool | None = None,
    at_most: arguments.AtMost | None = None,
    seed: arguments.Seed | None = None,
    level: arguments.Level | None = None,
    first_look: arguments.FirstLook | None = None,
    indifference: arguments.Indifference | None = None,
    controls: bool | None = None,
    engine: arguments.EngineName = "compiled",
    jobs: arguments.Jobs | None = None,
    out: arguments.Folder | None = None,
    progress: arguments.Progress | None = None,
) -> ComparisonResult:
    """Compare strategies with the baseline, replication by replication with common random numbers.

    Parameters
    ----------
    base
        The baseline, or a whole experiment; names and paths are loaded.
    alternatives
        Scenarios, or strategies that are put on the baseline; one, or a list of them. Left out for an experiment,
        which has its own.
    response
        What is compared, one or several; profit, or the experiment's, if None.
    run_length
        Simulated span; the experiment's, else a year.
    primary, horizons
        Months that profit is judged over (the whole run if None), and other horizons that stand beside it: times of
        whole months such as ``"3 months"``. Fix the first before you look.
    equity
        How long the run goes on to tell what the customers left at its end are worth, such as ``"5 years"``; not at all
        if None. Profit then has ``equity`` and ``profit_and_equity`` beside it.
    replications, precision
        How many pairs; or how narrow intervals must be: a share of the baseline (``0.02``, ``"2%"``), then
        ``replications`` is the number to begin with.
    until_settled
        Double the pairs until every verdict is settled; looking often is paid for (docs/statistics.md).
    at_most
        Pairs at which doubling ends in any case; 1,920, or the experiment's, if None.
    level
        Probability with which all intervals of a response hold at once, at every doubling from the first look.
    first_look
        Pairs before which there is no verdict, from 10; 30, or the experiment's, if None. Fix it before you look.
    indifference
        Differences of the first response up to this size do not matter, in its unit (money in currency units).
    controls
        Whether to add an identical strategy and a placebo; the experiment's wish, else yes.
    engine, jobs
        Leave no trace in the result.
    out
        Folder to keep results in and to go on from; not kept if None.

    Raises
    ------
    ArgumentError
        What was given cannot be used, or does not go together.
    ScenarioError
        Faults in files.
    Interrupted, StoreError, WorkersUnavailable
        As :func:`sim.experiment.executor.run` does.
    """
    others = cast("tuple[Given, ...]", alternatives)  # the door has made a tuple of what was given
    question = experiment_of(base, others, run_length, controls)
    changes = {
        "replications": replications,
        "precision": precision_of(precision),
        "until_settled": until_settled,
        "at_most": at_most,
        "seed": seed,
        "level": level,
        "first_look": first_look,
        "indifference": indifference,
        "primary": primary,
        "horizons": horizons,
        "equity": None if equity is None else days_of(equity),
    }
    question = wished(question, changes, cast("tuple[str, ...]", response or ()))
    plan = plan_of(question)
    result = kept_result(plan, out, result_of, engine=engine, jobs=jobs, progress=progress)
    return replace(result, question=question)


@checked
def trace(
    scenario: arguments.Market,
    *,
    person: arguments.PersonNumber,
    seed: arguments.Seed = 1,
    replication: arguments.Replication = 0,
    run_length: RunLength = "1 year",
    against: arguments.Other | None = None,
    engine: arguments.EngineName = "compiled",
) -> Trace:
    """Follow one person's life; with ``against``, the same person's life in another scenario beside it.

    Raises
    ------
    ArgumentError
        What was given cannot be used, or there is no such person.
    ScenarioError
        Faults in files.
    PlanError
        A run too long or too large.
    """
    base = scenario_from(scenario)
    both = [base] if against is None else [base, on(base, against)]
    plan = RunPlan(days_of(run_length), replications=1, seed=seed)
    entries = tuple(entry_of(one, BASELINE, plan) for one in both)
    currency = base.market.currency
    return traced(entries, currency, person=person, seed=seed, replication=replication, engine=engine)


__all__ = ["RunResult", "compare", "run", "trace"]
