"""``sim merge``: one folder of those of several machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import options as o
from sim.cli.console import told, told_json


def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder of the merged results; made, or added to.")],
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results of one experiment.")],
    json: o.Json = False,
) -> None:
    """Put folders of the same experiment together that were made on several machines; none of them is changed."""
    from sim.experiment.merge import merge as merged  # noqa: PLC0415 imported where used

    found = merged(out, folders)
    if json:
        told_json({"schema_version": 1, "folder": str(out)} | found._asdict())
    else:
        told(f"{out}: {found.rows:,} replications, {found.new:,} of them new; `sim status {out}` says what is missing")
