"""``sim list``: what there is, by kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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


def _files(kind: str) -> Lines:
    from sim.scenario.shelves import about, names_of  # noqa: PLC0415

    found = []
    for name, path in names_of(kind).items():
        label, text = about(kind, path)
        found.append({kind: name, "label": label.of("en", name), "label_zh": label.zh, "about": _first(text.of("en"))})
    return found


def _first(text: str) -> str:
    """Return the first sentence of a text."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


KINDS: dict[str, Callable[[], Lines]] = {
    "markets": partial(_files, "market"),
    "firms": partial(_files, "firm"),
    "strategies": partial(_files, "strategy"),
    "experiments": partial(_files, "experiment"),
    "responses": _responses,
    "columns": _columns,
}
"""What can be listed: a new kind is a line here."""


def _kinds(begun: str) -> list[str]:
    return [kind for kind in KINDS if kind.startswith(begun)]


def list_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.", autocompletion=_kinds)],
    json: o.Json = False,
    csv: o.Csv = False,
) -> None:
    """List what there is of a kind, one line each: markets, firms, strategies, experiments, responses, columns."""
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
