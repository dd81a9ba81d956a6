"""``sim sensitivity``: which assumptions move the answer, and where it flips."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, told, told_json
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
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Find out which assumptions move the answer, where it flips, and what it is worth to know them."""
    from sim.experiment.sensitivity.looks import Where  # noqa: PLC0415 imported where used
    from sim.experiment.sensitivity.result import FILE, FOLDERS, studied, study_in  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415

    known_language(lang)
    if (Path(name) / FILE).exists():
        result = study_in(Path(name))
    else:
        asked = Asked(
            sets or (), strategies or (), responses or (), seed, run_length=run_length, level=level, controls=False
        )
        from sim.experiment.plan import plan_of  # noqa: PLC0415

        question = question_asked([name], asked)
        folder = out if out is not None else folder_of(plan_of(question), None) / FOLDERS[quick]
        with interruptible(folder, executor=executor, scheduler=scheduler, quiet=quiet) as progress:
            result = studied(question, Where(folder, engine, jobs, progress), tuple(keys or ()), quick=quick)
        if not quiet:
            complain(f"every step in {folder}")
    if json:
        told_json(result.as_dict())
    else:
        told(result.answer(lang) if answer else result.to_text(lang))
