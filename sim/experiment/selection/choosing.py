"""Choose one scenario: add replications to those still in until KN names a winner, all in one folder."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path

from sim.experiment.answer import judged, measure_of, needed, rule_of, scale_of, scaled, unit_of
from sim.experiment.carry_out import step
from sim.experiment.description import described, wish_of
from sim.experiment.engines import known_engine
from sim.experiment.errors import PlanError
from sim.experiment.executor import Progress
from sim.experiment.packed import Number, Packed
from sim.experiment.plan import ALTERNATIVE, Entry, Plan
from sim.experiment.rows import Rows
from sim.experiment.selection.chosen import FAILED, FEW, LIMIT, Chosen, Why
from sim.experiment.selection.kn import Aim, Out, Screened, after_verdicts, screened
from sim.experiment.settle import Verdict, settle, telling_pairs
from sim.experiment.size import workers_that_fit
from sim.experiment.store import Store, Stored
from sim.experiment.verdict import beaten
from sim.model.limits import ENOUGH, FIRST_LOOK
from sim.response import RESPONSES

GROWTH = 4
"""A further stage adds a quarter of what there is: little is run in vain, and rows are read a few times only."""
_RINOTT = (
    "--procedure rinott: it needs scenarios that share no random numbers, and ours meet the same customers with the "
    "same draws, so its guarantee does not hold here; kn, which is built in, uses the pairs"
)


def known_procedure(name: str) -> None:
    """Refuse every procedure but KN, and say why."""
    if name == "rinott":
        raise PlanError(_RINOTT)
    if name != "kn":
        raise PlanError(f"--procedure: only kn is built in (got '{name}')")


def plan_to_choose(plan: Plan, indifference: float | None, most: int) -> Plan:
    """Return the plan of a selection: its replications are the first stage, doubling is none of its wishes.

    Raises
    ------
    PlanError
        No indifference, too short a first stage, nothing to choose from, or a sweep.
    """
    response, run = plan.responses[0], plan.run
    if plan.cells:
        raise PlanError(f"{plan.name} is a sweep; choose among the scenarios of one experiment")
    if len(_entries(plan)) == 1:
        raise PlanError("nothing to choose from: name a strategy, or an experiment")
    if indifference is None or not 0 < indifference < math.inf:
        unit = f" in {unit_of(plan, response)}" if unit_of(plan, response) else ""
        raise PlanError(
            f"indifference: say which difference of {response}{unit} is not worth finding, above 0, such as 500; "
            "without one a ranking (`sim compare --ranking`) tells which scenarios may be best"
        )
    if run.replications < FIRST_LOOK:
        raise PlanError(f"replications: the first stage needs {FIRST_LOOK} (got {run.replications})")
    if most < run.replications:
        raise PlanError(f"at most: below the first stage of {run.replications:,} replications (got {most:,})")
    run = replace(run, precision=None, until_settled=False, at_most=None, indifference=indifference)
    return replace(plan, run=run)


def choose(
    plan: Plan, folder: Path, most: int, *, engine: str = "compiled", jobs: int | None = None,
    progress: Progress | None = None, kept: bool = True,
) -> Chosen:  # fmt: skip
    """Run what is missing until there is a winner, or say why there is none.

    The numbers are looked at one replication at a time, so how many are computed at once, and how many a folder held
    before, changes nothing.

    Parameters
    ----------
    plan
        Of :func:`plan_to_choose`.
    most
        Replications of a scenario at which it ends in any case.
    engine, jobs, progress, kept
        As in :func:`sim.experiment.carry_out.carry_out`, which says what is raised.
    """
    known_engine(engine)
    fitting, first = workers_that_fit(plan, most, engine), plan.run.replications
    with Store(folder, described(plan), wish_of(plan), plan.stored, kept=kept) as store:
        step(plan, store, first, engine, jobs, fitting, progress)
        worse, why = _first_look(plan, _first_rows(plan, folder))
        if why is not None:
            return _chosen(plan, _series(plan, folder, first), None, why)
        count, aim = first, _aim(plan)
        while True:
            series = _series(plan, folder, most)
            found = screened({name: row for name, row in series.items() if name not in worse}, aim)
            found = replace(found, out=worse | dict(found.out))
            if found.winner:
                return _chosen(plan, series, found, None)
            if found.replications < count:
                broken = next(name for name in found.inside if len(series[name]) == found.replications)
                return _chosen(plan, series, found, Why(FAILED, (broken,), found.replications))
            count = max(count, found.replications)
            if count >= most:
                return _chosen(plan, series, found, Why(LIMIT, found.inside, count))
            count = min(most, found.ends, count + max(1, count // GROWTH))
            inside = replace(plan, entries=tuple(plan.entry(name) for name in found.inside))
            step(inside, store, count, engine, jobs, fitting, progress)


def _entries(plan: Plan) -> tuple[Entry, ...]:
    """Return the scenarios that may be chosen."""
    return (plan.baseline, *plan.of_role(ALTERNATIVE))


def _aim(plan: Plan) -> Aim:
    """Return what KN is to promise, in the response's exact unit."""
    run, response = plan.run, plan.responses[0]
    delta, higher = float((run.indifference or 0.0) / scale_of(plan, response)), RESPONSES[response].higher_is_better
    return Aim(delta, after_verdicts(run.level), run.replications, higher, len(_entries(plan)))


def _first_look(plan: Plan, rows: Rows) -> tuple[dict[str, Out], Why | None]:
    """Return who is beaten by the rule of verdicts in the first stage, and why it gives no variances for the others.

    Scenarios that differ by construction alone, or by nothing that matters, need none: either will do.
    """
    response, first = plan.responses[0], plan.run.replications
    known = {}
    for one, other in combinations(_entries(plan), 2):
        known[one.name, other.name] = pairs, _ = judged(rows, response, (one, other))
        if len(pairs.differences) < first:
            return {}, _lacking(plan, rows, (one, other))
    rule = rule_of(plan, response)
    out = {name: Out(first, by) for name, by in beaten(known, rule).items()}
    for names, (pairs, evidence) in known.items():
        k = telling_pairs(pairs.differences, evidence.customers)
        if k >= ENOUGH or out.keys() & set(names):
            continue
        exact = k == 0 and evidence.construction is not None
        if not exact and settle(pairs.differences, rule, evidence).verdict is not Verdict.NONE_THAT_MATTERS:
            return out, Why(FEW, names, k)
    return out, None


def _first_rows(plan: Plan, folder: Path) -> Rows:
    """Return the rows of the first stage."""
    return Rows(Stored(folder), plan.keys, plan.run.replications, needed(plan, plan.responses[:1]), plan.stored)


def _lacking(plan: Plan, rows: Rows, entries: Iterable[Entry]) -> Why:
    """Return the first replication that failed or gives the response no meaning."""
    for entry in entries:
        series = rows.series(entry.key, measure_of(entry, plan.responses[0]))
        for replication in range(plan.run.replications):
            if series.get(replication) is None:
                return Why(FAILED, (entry.name,), replication)
    raise AssertionError


def _series(plan: Plan, folder: Path, most: int) -> dict[str, Packed]:
    """Return by scenario the response in its exact unit, up to the first replication that is not there or has none.

    ``most`` replications of each at most.
    """
    asked = {entry.key: measure_of(entry, plan.responses[0]) for entry in _entries(plan)}
    found = {key: Packed() for key in asked}
    for row in Stored(folder):
        key = row["scenario"]
        if key in asked and row["status"] == "done" and (value := asked[key](row)) is not None:
            found[key].put(row["replication"], value)
    return {entry.name: Packed(islice(_before_gap(found[entry.key]), most)) for entry in _entries(plan)}


def _before_gap(values: Packed) -> Iterator[Number]:
    """Yield the numbers before the first one that is not there."""
    for place in range(len(values)):
        if (value := values.get(place)) is None:
            return
        yield value


def _chosen(plan: Plan, series: dict[str, Packed], found: Screened | None, why: Why | None) -> Chosen:
    """Return the outcome, with each scenario's mean over the replications it was looked at for."""
    scale, counts = scale_of(plan, plan.responses[0]), dict[str, int]()
    for name, values in series.items():
        out = None if found is None else found.out.get(name)
        looked = plan.run.replications if found is None else found.replications
        counts[name] = min(len(values), looked if out is None else out.replications)
    means = {name: scaled(sum(list(series[name])[:n]) / n, scale) for name, n in counts.items() if n}
    return Chosen(plan, plan.responses[0], found, why, means, counts)
