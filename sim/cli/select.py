"""``sim select``: one winner with a guarantee."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import options as o
from sim.cli.console import complain, form, told, told_csv, told_json
from sim.cli.question import Asked, folder_of, holds_results, interruptible, level_of, plan_asked
from sim.model.limits import AT_MOST, MOST_REPLICATIONS

if TYPE_CHECKING:
    from sim.experiment.plan import Plan
    from sim.experiment.selection.chosen import Chosen

_ZONE = "Needed: the least difference worth finding, in the response's unit (money in currency units)."
_FIRST = "First stage, from 30; fix it before you look. [default: the experiment's]"


def select(
    name: Annotated[str, typer.Argument(metavar="EXPERIMENT|SCENARIO|DIR", help="Name, path, or folder of results.")],
    indifference: Annotated[float | None, typer.Option(metavar="NUMBER", help=_ZONE)] = None,
    at_most: Annotated[
        int, typer.Option(min=2, max=MOST_REPLICATIONS, help="Replications of a scenario at which it ends in any case.")
    ] = AT_MOST,
    procedure: Annotated[str, typer.Option(help="kn: Kim & Nelson's, on paired differences.")] = "kn",
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    strategies: o.Strategies = None,
    responses: o.Responses = None,
    seed: o.Seed = None,
    replications: Annotated[int | None, typer.Option(min=1, max=MOST_REPLICATIONS, help=_FIRST)] = None,
    run_length: o.RunLength = None,
    level: o.Level = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    executor: o.Executor = "local",
    scheduler: o.Scheduler = None,
    out: o.Out = None,
    json: o.Json = False,
    csv: o.Csv = False,
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Find the best scenario: add replications to those still in until one is left; the same command goes on."""
    from sim.experiment.selection.choosing import choose, known_procedure, plan_to_choose  # noqa: PLC0415
    from sim.experiment.selection.tables import chosen_text  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415

    known_language(lang)
    known_procedure(procedure)
    form(json=json, csv=csv, excel=False, raw=False)
    asked = Asked(
        sets or (), strategies or (), responses or (), seed, replications, run_length=run_length, level=level,
        as_is=as_is or None,
    )  # fmt: skip
    is_folder = holds_results(name)
    plan = _plan_in(Path(name), asked) if is_folder else plan_asked([name], asked)
    plan = plan_to_choose(plan, indifference, at_most)
    folder = Path(name) if is_folder else folder_of(plan, out)
    with interruptible(folder, executor=executor, scheduler=scheduler, quiet=quiet) as progress:
        found = choose(plan, folder, at_most, engine=engine, jobs=jobs, progress=progress)
    if json:
        told_json(found.as_dict(lang) | {"folder": str(folder)})
    elif csv:
        lines = found.lines(lang)
        told_csv(list(lines[0]), [list(line.values()) for line in lines])
    else:
        told(chosen_text(found, lang))
    if not quiet:
        complain(f"results in {folder}; `sim compare {folder} --ranking` compares the first stage")
    raise typer.Exit(_exit_code(found))


def _plan_in(folder: Path, asked: Asked) -> Plan:
    """Return the plan of a folder, with another first stage or level."""
    from sim.experiment.description import plan_in, with_run  # noqa: PLC0415 imported where used
    from sim.experiment.errors import PlanError  # noqa: PLC0415

    if replace(asked, replications=None).changes_what_is_run or asked.responses:
        raise PlanError(f"{folder} holds results already; options that change what is run belong to an experiment")
    plan, level = plan_in(folder), level_of(asked.level)
    changes = {"replications": asked.replications, "level": level}
    return with_run(plan, **{key: value for key, value in changes.items() if value is not None})


def _exit_code(found: Chosen) -> int:
    """Return 0 with a winner, 1 if a failed replication kept it away, else 3."""
    from sim.experiment.selection.chosen import FAILED  # noqa: PLC0415 imported where used

    if found.why is None:
        return 0
    return 1 if found.why.kind == FAILED else 3
