"""``sim list``: what there is, by kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from sim.cli import options as o
from sim.cli.console import csv_lines, told, told_json

Lines = list[dict[str, str]]


def _columns() -> Lines:
    from sim.experiment.columns import EVENTS, LEDGER  # noqa: PLC0415 imported where used
    from sim.experiment.columns_people import PEOPLE  # noqa: PLC0415

    tables = {"people": PEOPLE, "events": EVENTS, "ledger": LEDGER}
    return [
        {"table": table, "column": one.name, "part": str(one.part), "unit": str(one.unit), "meaning": one.meaning}
        for table, columns in tables.items()
        for one in columns
    ]


def _responses() -> Lines:
    from sim.response import RESPONSES  # noqa: PLC0415

    return [
        {
            "response": one.name,
            "unit": "currency" if str(one.unit) == "money" else str(one.unit),
            "better": "more" if one.higher_is_better else "less",
            "log": "yes" if one.needs_log else "",
            "meaning": one.definition,
        }
        for one in RESPONSES.values()
    ]


KINDS: dict[str, Callable[[], Lines]] = {"columns": _columns, "responses": _responses}
"""What can be listed: a new kind is a line here."""


def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.")],
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """List what there is of a kind: columns of tables, responses; each with unit and meaning."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.scenario.fault import meant, shown  # noqa: PLC0415
    from sim.scenario.show import table  # noqa: PLC0415

    if kind not in KINDS:
        raise PlanError(f"nothing to list of the kind '{shown(kind)}'{meant(kind, list(KINDS))}")
    if json and csv:
        raise PlanError("choose --json or --csv")
    lines = KINDS[kind]()
    if json:
        told_json({"schema_version": 1, kind: lines})
    elif csv:
        told("".join(csv_lines(list(lines[0]), [list(line.values()) for line in lines], raw=True)).rstrip("\n"))
    else:
        told(table([tuple(lines[0]), *(tuple(line.values()) for line in lines)]))
