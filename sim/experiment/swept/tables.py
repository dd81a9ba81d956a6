"""How a sweep looks in a terminal and in a notebook: the same cells, the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from sim.experiment.amounts import LONGEST, amount, interval
from sim.experiment.answer import labels_of, unit_of
from sim.experiment.sweeps.building import plan_of_cell
from sim.experiment.swept.found import At, Swept
from sim.experiment.words import number, words
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html

if TYPE_CHECKING:
    from sim.experiment.swept.effects import Effect


MOST_COLUMNS = 4
"""Varied keys that have a column each; of more, a cell's values stand in one."""


def sweep_text(result: Swept, effects: Sequence[Effect], language: str = "en") -> str:
    """Return the table of every response in plain text, and what it rests on."""
    parts = []
    for response in result.responses:
        rows = [row for at in result.found if at.response == response for row in _rows(result, at, language)]
        parts += [_title(result, response, language), table([_head(result, language), *rows]), ""]
    for title, head, rows in _effects(result, effects, language):
        parts += [title, table([head, *rows]), ""]
    return "\n".join([*parts, *_foot(result, language)])


def sweep_html(result: Swept, effects: Sequence[Effect], language: str = "en") -> str:
    """Return the tables for a notebook."""
    parts = []
    for response in result.responses:
        rows = [row for at in result.found if at.response == response for row in _rows(result, at, language)]
        parts.append(table_html(_title(result, response, language), _head(result, language), rows))
    parts += [table_html(title, head, rows) for title, head, rows in _effects(result, effects, language)]
    return "".join([*parts, *(f"<p>{escape(line)}</p>" for line in _foot(result, language))])


def _title(result: Swept, response: str, language: str) -> str:
    plan = result.plan
    name = shown(plan.label.of(language, plan.name), LONGEST)
    told = words(f"response.{response}", language)
    return words(
        "sweep.title", language, name=name, response=told, cells=len(result.cells), design=shown(plan.design, LONGEST)
    )


def _head(result: Swept, language: str) -> tuple[str, ...]:
    names = ("strategy", "difference", "interval", "pairs", "verdict")
    keys = result.varied if len(result.varied) <= MOST_COLUMNS else (words("sweep.values", language),)
    return (words("table.cell", language), *keys, *(words(f"table.{name}", language) for name in names))


def _rows(result: Swept, at: At, language: str) -> list[tuple[str, ...]]:
    """Return the line of the firm as it is, then one for every alternative."""
    plan = plan_of_cell(result.plan, at.cell)
    labels, unit, held = labels_of(plan, language), unit_of(plan, at.response), dict(at.cell.values)
    values = [held.get(key, "") for key in result.varied]
    if len(values) > MOST_COLUMNS:
        values = [words("list.comma", language).join(f"{key} {text}" for key, text in at.cell.values)]
    head = (str(at.cell.number), *values)
    low, high = (amount(end, unit, language, sign=False) for end in (at.low, at.high))
    mean = amount(at.mean, unit, language, sign=False)
    span = "-" if at.low is None or at.high is None else f"[{low}, {high}]"
    found = [(*head, words("sweep.baseline", language), mean, span, "", "")]
    found += [
        (
            *head,
            shown(labels[line.name], LONGEST),
            amount(line.difference, unit, language),
            interval(line, unit, language),
            str(line.pairs),
            words(f"verdict.{line.verdict}", language),
        )
        for line in at.lines
    ]
    return found


def _effects(
    result: Swept, effects: Sequence[Effect], language: str
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """Yield title, head and rows of the elementary effects on each answer."""
    plan = plan_of_cell(result.plan, result.cells[0])
    labels = labels_of(plan, language) | {"": words("sweep.baseline", language)}
    for (response, name), group in groupby(effects, key=lambda one: (one.response, one.name)):
        unit, known = unit_of(plan, response), list(group)
        told = f"{shown(labels[name], LONGEST)} ({words(f'response.{response}', language)})"
        rows = [
            (one.key, *(amount(x, unit, language, sign=False) for x in (one.size, one.reach, one.spread)))
            for one in known
        ]
        title = words("sweep.effects", language, name=told, count=known[0].trajectories)
        yield title, ("", "mu*", "±", "sigma"), rows


def _foot(result: Swept, language: str) -> list[str]:
    run, level = result.plan.run, f"{100 * result.plan.run.level:g}%"
    done = len(result.rows.replications)
    found = [
        words("sweep.basis", language, replications=done, length=number(run.length), seed=run.seed),
        words("sweep.foot", language, level=level, first=run.first_look),
    ]
    return found + [words("sweep.impossible", language, cell=one.number, why=one.why) for one in result.impossible]
