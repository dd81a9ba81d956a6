"""``sim card``: twenty figures of a market against published ones."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import Progress, complain, form, told, told_frame, told_json
from sim.model.limits import LONGEST_RUN, MOST_REPLICATIONS


def card(
    name: Annotated[
        str,
        typer.Argument(
            metavar="MARKET|EXPERIMENT",
            help="Name or path; of an experiment, its baseline.",
            autocompletion=completing.questions,
        ),
    ],
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    years: Annotated[
        float,
        typer.Option(min=0.01, max=LONGEST_RUN / 365, help="Simulated years; figures that need more are not seen."),
    ] = 3.0,
    replications: Annotated[int, typer.Option(min=1, max=MOST_REPLICATIONS, help="Number of replications.")] = 20,
    seed: o.Seed = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    json: o.Json = False,
    csv: o.Csv = False,
    excel: o.Excel = False,
    raw: o.Raw = False,
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Hold twenty figures of a market against those published for its trade: inside, near, outside, none."""
    from sim.cli.question import loaded  # noqa: PLC0415 imported where used
    from sim.experiment.words import known_language  # noqa: PLC0415
    from sim.model.quantities import YEAR  # noqa: PLC0415
    from sim.plausibility.card import card as card_of  # noqa: PLC0415

    known_language(lang)
    form(json=json, csv=csv, excel=excel, raw=raw)
    if quiet:
        logging.getLogger("sim").setLevel(logging.ERROR)
    market = loaded(name, sets or (), as_is=as_is)
    with Progress(quiet=quiet) as progress:
        found = card_of(
            market,
            replications=replications,
            run_length=years * YEAR,
            seed=1 if seed is None else seed,
            engine=engine,
            jobs=jobs,
            progress=progress,
        )
    if json:
        told_json(found.as_dict(lang))
    elif csv or excel:
        told_frame(found.to_pandas(lang), raw=raw, excel=excel)
    else:
        told(found.to_text(lang))
    if found.failed:
        complain(f"{found.failed} replications failed and are left out")
    raise typer.Exit(int(found.failed > 0))
