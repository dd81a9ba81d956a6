"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completing
from sim.model import limits
from sim.model.limits import AT_MOST, ENOUGH, FIRST_LOOK

Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Set a value of market or firm; may be repeated.",
        autocompletion=completing.keys,
    ),
]
AsIs = Annotated[
    bool,
    typer.Option("--as-is", help="Firm keys of --set say how the firm is, not what it does: levels are solved again."),
]
Strategies = Annotated[
    list[str] | None,
    typer.Option(
        "--strategy",
        metavar="NAME",
        help="Put a strategy on the scenario; may be repeated.",
        autocompletion=completing.strategies,
    ),
]
Responses = Annotated[
    list[str] | None,
    typer.Option(
        "--response",
        metavar="NAME",
        help="What is compared; may be repeated. [default: profit]",
        autocompletion=completing.responses,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(min=0, max=limits.LARGEST_SEED, help="Seed of all draws. [default: 1, or the experiment's]"),
]
Replications = Annotated[
    int | None,
    typer.Option(
        min=1, max=limits.MOST_REPLICATIONS, help="Number of replications. [default: 30, or the experiment's]"
    ),
]
Precision = Annotated[
    str | None,
    typer.Option(
        metavar="SHARE", help="Double replications until intervals are this narrow, such as 2%, of the baseline."
    ),
]
UntilSettled = Annotated[
    bool | None,
    typer.Option("--until-settled", help="Double replications until every verdict is settled; the looks are paid for."),
]
AtMost = Annotated[
    int | None,
    typer.Option(
        min=2,
        max=limits.MOST_REPLICATIONS,
        help=f"Where doubling ends in any case. [default: {AT_MOST:,}, or the experiment's]",
    ),
]
FirstLook = Annotated[
    int | None,
    typer.Option(
        min=ENOUGH,
        max=limits.MOST_REPLICATIONS,
        help=f"Pairs before which there is no verdict; fix it first. [default: {FIRST_LOOK}, or the experiment's]",
    ),
]
Indifference = Annotated[
    float | None,
    typer.Option(metavar="NUMBER", help="Differences up to this size do not matter, in the first response's unit."),
]
RunLength = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Simulated span, such as '3 years'. [default: 1 year, or the experiment's]"),
]
Primary = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Whole months that profit is judged over; fix them first. [default: the run]"),
]
Horizons = Annotated[
    list[str] | None,
    typer.Option("--horizon", metavar="TIME", help="Tell profit after these whole months too; may be repeated."),
]
Equity = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Tell what customers left at the end bring in this time too, such as '5 years'."),
]
Level = Annotated[
    str | None, typer.Option(metavar="SHARE", help="Confidence level of all intervals together. [default: 95%]")
]
Engine = Annotated[str, typer.Option(help="compiled or reference; both leave the same results.")]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, max=limits.MOST_JOBS, help="Workers. [default: as many as cores, fewer for little work]"),
]
Person = Annotated[int, typer.Option(min=0, max=limits.LARGEST_MARKET - 1, help="Number of the person, from 0.")]
Replication = Annotated[int, typer.Option(min=0, max=limits.MOST_REPLICATIONS - 1, help="Which replication.")]
Executor = Annotated[str, typer.Option(help="Where replications are computed: local, or dask.")]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Of a Dask cluster, with --executor dask (docs/cluster.md).")
]
Shard = Annotated[
    str | None,
    typer.Option(metavar="K/N", help="Run only what machine K of N is to compute; `sim merge` joins the folders."),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV, safe for spreadsheets.")]
Excel = Annotated[
    bool, typer.Option("--excel", help="Write CSV that Excel opens: UTF-8 with its mark, words in the language.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language of words and labels: en or zh. Faults are in English.")]
Raw = Annotated[bool, typer.Option("--raw", help="With --csv: text as it is, for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no log.")]
Out = Annotated[
    Path | None, typer.Option(help="Folder of the results. [default: results/<experiment>-<8 digits of its digest>]")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder of results.")]
