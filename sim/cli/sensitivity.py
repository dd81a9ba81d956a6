"""``sim sensitivity``: which assumptions move the answer, and where it flips."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, form, told, told_frame, told_json
from sim.cli.question import Asked, folder_of, interruptible, question_asked


def sensitivity(
    name: Annotated[
        str,
        typer.Argument(
            metavar="EXPERIMENT|SCENARIO|DIR",
            help="Name, path, or folder of a study.",
            autocompletion=completing.questions,
        ),
    ],
    quick: Annotated[bool, typer.Option("--quick", help="A tenth of the work; says what it left out.")] = False,
    keys: Annotated[
        list[str] | None, typer.Option("--key", metavar="NAME", help="Study this assumption alone; may be repeated.")
    ] = None,
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    strategies: o.Strategies = None,
    responses: o.Responses = None,
    seed: o.Seed = None,
    run_length: o.RunLength = None,
    level: o.Level = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    executor: o.Executor = "local",
    scheduler: o.Scheduler = None,
    out: o.Out = None,
    answer: Annotated[bool, typer.Option("--answer", help="Only who is best and on what it hangs.")] = False,
    json: o.Json = False,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="TABLE", help="Write one table as CSV, such as tornado or shares.")
    ] = None,
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Find out which assumptions move the answer, where it flips, and what it is worth to know them."""
    from sim.experiment.sensitivity.looks import Where  # noqa: PLC0415 imported where used
    from sim.experiment.sensitivity.result import FILE, FOLDERS, TABLE, studied, study_in  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415
    from sim.scenario.door import demand  # noqa: PLC0415

    known_language(lang)
    form(json=json, csv=csv is not None, excel=False, raw=False)
    if csv is not None:
        demand("csv", TABLE, csv)
    if (Path(name) / FILE).exists():
        result = study_in(Path(name))
    else:
        asked = Asked(
            sets or (), strategies or (), responses or (), seed, run_length=run_length, level=level, controls=False,
            as_is=as_is or None,
        )  # fmt: skip
        from sim.experiment.plan import plan_of  # noqa: PLC0415

        question = question_asked([name], asked)
        folder = out if out is not None else folder_of(plan_of(question), None) / FOLDERS[quick]
        with interruptible(folder, executor=executor, scheduler=scheduler, quiet=quiet) as progress:
            result = studied(question, Where(folder, engine, jobs, progress), tuple(keys or ()), quick=quick)
        if not quiet:
            complain(f"every step in {folder}")
    if json:
        told_json(result.as_dict())
    elif csv is not None:
        told_frame(result.to_pandas(csv))
    else:
        told(result.answer(lang) if answer else result.to_text(lang))
