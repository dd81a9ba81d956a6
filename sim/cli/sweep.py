"""``sim sweep``: the same question over many values of parameters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, form, told, told_frame, told_json
from sim.cli.question import Asked, asked_words, carried_out, folder_of, holds_results, question_asked, tell_counts

if TYPE_CHECKING:
    from sim.experiment.plan import Plan
    from sim.experiment.swept.result import SweepResult

_VARY = "What is varied: KEY for its declared range, KEY=A,B,C or KEY=LOW..HIGH; may be repeated."
_DESIGN = "grid, zip, one_at_a_time, latin, sobol, morris, or a CSV or Parquet file: one column a key, one row a cell."
_POINTS = "Levels of a range (grid, zip, one_at_a_time), or samples (latin, sobol; trajectories of morris)."


def sweep(
    name: Annotated[
        str,
        typer.Argument(
            metavar="EXPERIMENT|SCENARIO|DIR",
            help="Name, path, or folder of a sweep.",
            autocompletion=completing.questions,
        ),
    ],
    vary: Annotated[
        list[str] | None, typer.Option("--vary", metavar="KEY[=VALUES]", help=_VARY, autocompletion=completing.keys)
    ] = None,
    design: Annotated[str, typer.Option(metavar="WORD|FILE", help=_DESIGN)] = "grid",
    points: Annotated[int | None, typer.Option(min=1, max=100_000, help=_POINTS)] = None,
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    strategies: o.Strategies = None,
    responses: o.Responses = None,
    seed: o.Seed = None,
    replications: o.Replications = None,
    run_length: o.RunLength = None,
    level: o.Level = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    executor: o.Executor = "local",
    scheduler: o.Scheduler = None,
    out: o.Out = None,
    shard: o.Shard = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be run, for how long; run one.")] = False,
    json: o.Json = False,
    csv: o.Csv = False,
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Ask the same question over many values; the same command goes on where it was stopped."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used
    from sim.experiment.swept.frames import write_tables  # noqa: PLC0415
    from sim.experiment.swept.result import sweep_in, sweep_of  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415

    known_language(lang)
    form(json=json, csv=csv, excel=False, raw=False)
    if shard is not None and (dry_run or csv):
        raise PlanError(f"--shard: {'--dry-run' if dry_run else '--csv'} is of the whole sweep; leave one of them out")
    asked = Asked(
        sets or (), strategies or (), responses or (), seed, replications, run_length=run_length, level=level,
        as_is=as_is or None,
    )  # fmt: skip
    if holds_results(name):
        _refuse_changes(name, asked, vary, dry_run=dry_run, shard=shard)
        _tell(sweep_in(Path(name), tuple(asked.responses)), lang, json=json, csv=csv)
    plan = _plan(name, asked, vary or [], design, points, jobs)
    if dry_run:
        _tell_plan(plan, engine, jobs, json=json)
        raise typer.Exit
    folder = folder_of(plan, out)
    done = carried_out(
        plan, folder, engine=engine, jobs=jobs, executor=executor, scheduler=scheduler, quiet=quiet, shard=shard
    )
    if shard is not None:
        tell_counts(folder, done, json=json)
        raise typer.Exit(1 if done.status.failed else 0)
    result = sweep_of(plan, folder, replications=done.replications)
    paths = write_tables(result, folder)
    if not quiet:
        complain(f"every replication in {paths[0]} and {paths[1].name}")
    _tell(result, lang, json=json, csv=csv)


def _refuse_changes(name: str, asked: Asked, vary: list[str] | None, *, dry_run: bool, shard: str | None) -> None:
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used

    if asked.changes_what_is_run or asked.level or vary or dry_run or shard:
        raise PlanError(f"{name} holds results already; options that change what is run belong to an experiment")


def _plan(name: str, asked: Asked, vary: list[str], design: str, points: int | None, jobs: int | None) -> Plan:
    """Return the plan of what is asked."""
    from sim.experiment.sweeps.factors import vary_of  # noqa: PLC0415
    from sim.experiment.swept.api import plan_swept  # noqa: PLC0415 imported where used

    question = question_asked([name], asked)
    plan = plan_swept(question, vary_of(vary), design, points, jobs)
    words = [word for text in vary for word in ("--vary", text)]
    words += ["--design", design] + ([] if points is None else ["--points", str(points)])
    return replace(plan, asked=(*asked_words([name], asked), *words))


def _tell(result: SweepResult, lang: str, *, json: bool, csv: bool) -> None:
    """Write what a sweep found and leave with its exit code."""
    if json:
        told_json(result.as_dict(lang))
    elif csv:
        told_frame(result.to_pandas(lang))
    else:
        told(result.to_text(lang))
    if result.missing:
        complain(f"{result.missing} replications are missing; the command that made the folder computes the rest")
    failed = len(result.rows.failures)
    if failed:
        complain(f"{failed} replications failed; `sim results {result.folder}` lists them")
    raise typer.Exit(1 if failed or result.missing else 0)


def _tell_plan(plan: Plan, engine: str, jobs: int | None, *, json: bool) -> None:
    """Write what would be run."""
    from sim.experiment.swept.outlook import outlook  # noqa: PLC0415 imported where used

    found: dict[str, Any] = outlook(plan, engine, jobs)
    if json:
        told_json({"schema_version": 1} | found)
        return
    cells, scenarios, each = (found[name] for name in ("cells", "scenarios", "replications"))
    told(f"{cells} cells by {plan.design}, {scenarios} scenarios, {each} replications each")
    for key, about in found["varied"].items():
        told(f"  {key}: {about['how']}")
    measured = f"each takes {found['seconds_each']:.3g} s: about {found['time']} with {found['workers']} workers"
    told(f"{found['rows']:,} rows; {measured}")
    told(f"about {found['bytes'] / 1e6:,.1f} MB on disk")
    for one in found["impossible"]:
        told(f"cell {one['cell']} cannot be: {one['why']}")
