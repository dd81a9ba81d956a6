"""The command line: every command's name. Slow libraries are imported where they are used."""

from __future__ import annotations

from typing import Annotated

import typer

import sim
from sim.cli import cards, folder, listing, look, merge, runs, select, sensitivity, sweep
from sim.cli.console import told

app = typer.Typer(
    name="sim",
    help="Simulate customers who buy, meet failures, complain, leave and talk, and compare retention strategies.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    no_args_is_help=True,
)

for command in (
    look.doctor,
    look.check,
    look.show,
    look.schema,
    runs.run,
    runs.compare,
    sweep.sweep,
    sensitivity.sensitivity,
    select.select,
    cards.card,
    folder.trace,
    folder.replay,
    folder.status,
    folder.results,
    folder.repair,
    merge.merge,
    folder.report,
):
    app.command()(command)
app.command("list")(listing.list_)


def _version(wanted: bool) -> None:
    if wanted:
        told(sim.__version__)
        raise typer.Exit


@app.callback()
def root(
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Simulate customers who buy, meet failures, complain, leave and talk, and compare retention strategies."""
