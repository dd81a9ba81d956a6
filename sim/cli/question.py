"""From what was typed to a plan, and from a plan to results; Ctrl-C is answered with what is safe."""

from __future__ import annotations

import logging
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.console import Progress, complain, shown, told, told_json

if TYPE_CHECKING:
    from sim.experiment.carry_out import Done
    from sim.experiment.plan import Plan
    from sim.experiment.result import ComparisonResult
    from sim.experiment.work import Share
    from sim.scenario import Experiment, Scenario
    from sim.scenario.tree import Node


EXECUTORS = ("local", "dask")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options that decide what is run."""

    sets: Sequence[str] = ()
    strategies: Sequence[str] = ()
    responses: Sequence[str] = ()
    seed: int | None = None
    replications: int | None = None
    precision: str | None = None
    until_settled: bool | None = None
    at_most: int | None = None
    run_length: str | None = None
    level: str | None = None
    first_look: int | None = None
    indifference: float | None = None
    controls: bool | None = None
    primary: str | None = None
    horizons: Sequence[str] = ()
    equity: str | None = None
    as_is: bool | None = None

    @property
    def changes_what_is_run(self) -> bool:
        """Whether anything is asked that a folder of results cannot be asked any more."""
        reads_only = {"responses", "level", "indifference", "horizons"}
        return any(getattr(self, one.name) not in (None, ()) for one in fields(self) if one.name not in reads_only)


def values_of(sets: Sequence[str]) -> dict[str, Node]:
    """Return what ``--set key=value`` says, with its place.

    Raises
    ------
    PlanError
        For a text without ``=``, or a key that is set twice.
    """
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used
    from sim.scenario.fault import Place  # noqa: PLC0415
    from sim.scenario.tree import from_python  # noqa: PLC0415

    values: dict[str, Node] = {}
    for text in sets:
        key, equals, value = text.partition("=")
        if not (equals and key.strip()):
            raise PlanError(f"--set: write key=value (got '{shown(text)}')")
        if key.strip() in values:
            raise PlanError(f"--set: '{shown(key.strip())}' is set twice")
        values[key.strip()] = from_python(value, Place("--set"))
    return values


def response_names() -> list[str]:
    """Return the names of all responses; reading them needs numpy, so a file is asked first whether it names any."""
    from sim.response import RESPONSES  # noqa: PLC0415 imported where used

    return list(RESPONSES)


def loaded(name: str, sets: Sequence[str] = (), *, as_is: bool = False) -> Scenario | Experiment:
    """Return what a name or a path stands for, with the values of ``--set``.

    Raises
    ------
    PlanError
        For ``--as-is`` without a value that could be meant.
    """
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used
    from sim.scenario import load_any  # noqa: PLC0415 imported where used
    from sim.scenario.experiments import valued  # noqa: PLC0415
    from sim.scenario.given import BY_OPTION  # noqa: PLC0415

    values = values_of(sets)
    if as_is and not values:
        raise PlanError("--as-is: says how values of --set are meant; add --set key=value")
    found = load_any(name, response_names)
    return valued(found, values, BY_OPTION, as_is=as_is) if values else found


def plan_asked(names: Sequence[str], asked: Asked) -> Plan:
    """Return the plan of an experiment, or of one or many scenarios; raise as :func:`question_asked` does."""
    from sim.experiment.plan import plan_of  # noqa: PLC0415

    return replace(plan_of(question_asked(names, asked)), asked=tuple(asked_words(names, asked)))


def question_asked(names: Sequence[str], asked: Asked) -> Experiment:
    """Return an experiment, or one of one or many scenarios, with everything that options say.

    Raises
    ------
    ScenarioError, PlanError
        With everything that is wrong with files and options.
    """
    from sim.experiment.arguments import MONTHS  # noqa: PLC0415
    from sim.experiment.asking import days_of, precision_of, wished  # noqa: PLC0415
    from sim.scenario.door import demand  # noqa: PLC0415

    experiment = experiment_asked(names, asked)
    wishes = {
        "seed": asked.seed,
        "replications": asked.replications,
        "precision": precision_of(asked.precision),
        "until_settled": asked.until_settled,
        "at_most": asked.at_most,
        "level": level_of(asked.level),
        "first_look": asked.first_look,
        "indifference": asked.indifference,
        "primary": None if asked.primary is None else demand("primary", MONTHS, asked.primary),
        "horizons": horizons_of(asked.horizons),
        "equity": None if asked.equity is None else days_of(asked.equity),
    }
    return wished(experiment, wishes, asked.responses)


def asked_words(names: Sequence[str], asked: Asked) -> list[str]:
    """Return the words of a command that asks for the same: names, and every option that was given."""
    repeated = {"sets": "--set", "strategies": "--strategy", "responses": "--response", "horizons": "--horizon"}
    words = [*names]
    for one in fields(asked):
        given = getattr(asked, one.name)
        if one.name in repeated:
            words += [word for value in given for word in (repeated[one.name], value)]
        elif given is not None and given is not False:
            option = f"--{one.name.replace('_', '-')}"
            words += [option] if given is True else [option, str(given)]
    return words


def experiment_asked(names: Sequence[str], asked: Asked) -> Experiment:
    """Return the experiment that names and options stand for."""
    from sim.experiment.asking import experiment_of  # noqa: PLC0415
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.scenario import Experiment  # noqa: PLC0415

    found = [loaded(name, asked.sets, as_is=bool(asked.as_is)) for name in names]
    scenarios = [one for one in found if not isinstance(one, Experiment)]
    if len(scenarios) < len(found) > 1:
        raise PlanError("give one experiment, or one or many scenarios")
    first, *others = found
    alternatives: list[Scenario | str] = [
        *(one for one in others if not isinstance(one, Experiment)),
        *asked.strategies,
    ]
    return experiment_of(first, alternatives, asked.run_length, asked.controls)


def level_of(text: str | None) -> float | None:
    """Return a confidence level written as 0.9 or 90%."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.model.quantities import Unit  # noqa: PLC0415
    from sim.scenario.units import Wrong, amount  # noqa: PLC0415

    if text is None:
        return None
    try:
        return float(amount(text, Unit.SHARE).number)
    except Wrong as wrong:
        raise PlanError(f"level: {wrong}") from None


def horizons_of(texts: Sequence[str]) -> tuple[int, ...] | None:
    """Return horizons in months; None if none is named."""
    from sim.experiment.arguments import HORIZONS  # noqa: PLC0415
    from sim.scenario.door import demand  # noqa: PLC0415

    found: tuple[int, ...] = demand("horizon", HORIZONS, list(texts))
    return found or None


def holds_results(name: str) -> bool:
    """Return whether a name is that of a folder with results of ours."""
    from sim.experiment.folder import is_store  # noqa: PLC0415

    return is_store(Path(name))


def name_missing(result: ComparisonResult) -> None:
    """Say on stderr how many rows a folder lacks, and what is compared without them."""
    if result.missing:
        complain(
            f"{result.missing} replications are missing in {result.folder}: only the {result.replications} that all "
            "scenarios have are compared; the command that made the folder computes the rest"
        )


def folder_of(plan: Plan, out: Path | None) -> Path:
    """Return where the results of a plan lie."""
    return out if out is not None else Path("results") / f"{plan.name}-{plan.digest[:8]}"


def carried_out(
    plan: Plan,
    folder: Path,
    *,
    engine: str,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    quiet: bool,
    shard: str | None = None,
) -> Done:
    """Run what is missing, or one machine's shard of it.

    Raises
    ------
    SystemExit
        After Ctrl-C, as :func:`interruptible` does.
    """
    from sim.experiment.carry_out import carry_out  # noqa: PLC0415

    with interruptible(folder, executor=executor, scheduler=scheduler, quiet=quiet) as progress:
        done = carry_out(plan, folder, engine=engine, jobs=jobs, progress=progress, share=share_of(shard))
    if not done.reached and not quiet:
        wish = "the precision is not reached" if plan.run.precision is not None else "not everything is settled"
        complain(f"{wish} with {done.replications} replications; --at-most {2 * done.replications} would go on")
    return done


def tell_counts(folder: Path, done: Done, *, json: bool) -> None:
    """Write how many replications of a folder are done."""
    if json:
        counts = {"done": done.status.done, "failed": done.status.failed, "missing": done.status.missing}
        told_json({"schema_version": 1, "folder": str(folder), "replications": done.replications} | counts)
    else:
        told(f"{folder}: {done.status.done} replications done, {done.status.failed} failed")


def share_of(text: str | None) -> Share:
    """Return the share that is written as 2/3."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.experiment.work import WHOLE, Share  # noqa: PLC0415

    if text is None:
        return WHOLE
    number, _, of = text.partition("/")
    if not (number.isascii() and number.isdigit() and of.isascii() and of.isdigit() and 1 <= int(number) <= int(of)):
        raise PlanError(f"--shard: write which of how many machines this is, such as 1/3 (got '{shown(text)}')")
    return Share(int(number), int(of))


@contextmanager
def interruptible(folder: Path, *, executor: str, scheduler: str | None, quiet: bool) -> Iterator[Progress]:
    """Tell progress; on Ctrl-C say what is safe and how to go on, and leave with the exit code 130."""
    from sim.experiment.cluster import cluster  # noqa: PLC0415
    from sim.experiment.errors import Interrupted, PlanError  # noqa: PLC0415

    if executor not in EXECUTORS:
        raise PlanError(f"--executor: one of {', '.join(EXECUTORS)} (got '{shown(executor)}')")
    if (executor == "dask") != (scheduler is not None):
        raise PlanError("--executor dask and --scheduler ADDRESS belong together")
    if quiet:
        logging.getLogger("sim").setLevel(logging.ERROR)
    progress = Progress(quiet=quiet)
    try:
        with progress, nullcontext() if scheduler is None else cluster(scheduler):
            yield progress
    except (KeyboardInterrupt, Interrupted) as stop:
        safe, planned = (
            (stop.safe, stop.planned) if isinstance(stop, Interrupted) else (progress.safe, progress.planned)
        )
        complain(f"interrupted: {safe} of {planned or '?'} replications are safe in {folder}")
        complain(f"go on with: {shlex.join(['sim', *sys.argv[1:]])}")
        sys.exit(130)
