"""How a comparison looks in a terminal and in a notebook: the same cells, the same words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from sim.experiment.answer import unit_of
from sim.experiment.controls import PLACEBO, Control
from sim.experiment.verdict import MORE_CAP, Comparison, Doubt, Verdict
from sim.experiment.words import number, words
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html

if TYPE_CHECKING:
    from sim.experiment.result import ComparisonResult

LONGEST = 60
_HEAD = ("strategy", "difference", "interval", "pairs", "verdict", "more")


def amount(value: float | None, unit: str, *, sign: bool = True) -> str:
    """Return a number with its unit; a dash where there is none.

    Examples
    --------
    >>> amount(-3455.88, "CNY"), amount(0.0213, "share"), amount(None, "hours")
    ('-3,456 CNY', '+2.13%', '-')
    """
    if value is None:
        return "-"
    if unit == "share":
        return f"{number(100 * value, 2, sign=sign)}%"
    word = words(f"unit.{unit}") if unit in ("count", "per year", "hours", "days", "score", "ratio") else unit
    places = 4 if unit in ("per year", "score", "ratio") else 2
    return f"{number(value, places, sign=sign)} {word}".rstrip()


def head(language: str = "en") -> tuple[str, ...]:
    """Return the column names."""
    return tuple(words(f"table.{name}", language) for name in _HEAD)


def cells(line: Comparison, unit: str, language: str = "en") -> tuple[str, ...]:
    """Return what one line of the table says, column by column as in :func:`head`."""
    interval = "-" if line.low is None else f"[{amount(line.low, unit)}, {amount(line.high, unit)}]"
    marks = "*" * bool(line.warnings)
    return (
        shown(line.name, LONGEST),
        amount(line.difference, unit),
        interval,
        str(line.pairs),
        words(f"verdict.{line.verdict}", language) + marks,
        more_text(line, language),
    )


def more_text(line: Comparison, language: str = "en") -> str:
    """Return how many more replications would settle a line."""
    if line.verdict is not Verdict.NOT_SETTLED:
        return words("table.settled", language)
    if line.more_replications is None:
        return words("more.unknown", language, cap=f"{MORE_CAP:,}")
    return words("more.number", language, more=f"{line.more_replications:,}")


def title(result: ComparisonResult, response: str, language: str = "en") -> str:
    """Return what a table shows."""
    baseline = shown(result.plan.baseline.name, LONGEST)
    return words("table.title", language, name=shown(result.plan.name, LONGEST), response=response, baseline=baseline)


def basis(result: ComparisonResult, language: str = "en") -> str:
    """Return what a table rests on."""
    run = result.plan.run
    return words(
        "table.basis",
        language,
        replications=result.replications,
        length=number(run.length),
        seed=run.seed,
        level=f"{100 * run.level:g}%",
    )


def notes(lines: Sequence[Comparison], unit: str, language: str = "en") -> list[str]:
    """Return the reasons for doubt, each with the names of the lines that it concerns, and what to look at beside."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for warning in line.warnings:
            text = words(f"doubt.{warning}", language, failed=line.failed)
            beside = ""
            if warning == Doubt.SKEWED and line.bootstrap is not None:
                beside = f" [{', '.join(amount(end, unit) for end in line.bootstrap)}]"
            found.setdefault(text, []).append(shown(line.name, LONGEST) + beside)
    return [f"* {', '.join(names)}: {text}" for text, names in found.items()]


def control_cells(control: Control, unit: str, language: str = "en") -> tuple[str, str, str]:
    """Return name, what must hold, and whether it does."""
    if control.holds is None:
        return control.name, words("control.unknown", language), "-"
    lost = control.name == PLACEBO
    values = {
        name: amount(-value if lost and value else value, unit, sign=not lost)
        for name, value in (("difference", control.difference), ("expected", control.expected))
    }
    state = words("control.holds" if control.holds else "control.fails", language)
    return control.name, words(f"control.{control.name}", language, **values), state


def comparison_text(result: ComparisonResult) -> str:
    """Return all tables, the doubts and the controls in plain text."""
    parts: list[str] = []
    for response in result.responses:
        lines = [line for line in result.lines if line.response == response]
        unit = unit_of(result.plan, response)
        rows = [head(), *(cells(line, unit) for line in lines)]
        parts += [title(result, response), basis(result), ""]
        parts += [aligned(rows) if lines else words("table.none"), *notes(lines, unit), ""]
    if result.controls:
        rows = [control_cells(control, result.plan.currency.code) for control in result.controls]
        parts += [words("control.title"), *(f"  {line}" for line in table(rows).splitlines())]
    return "\n".join(parts).rstrip()


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns, numbers to the right: the difference and the pairs."""
    right = {1, 3}
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = (
        (cell.rjust(widths[k]) if k in right else cell.ljust(widths[k]) for k, cell in enumerate(row)) for row in rows
    )
    return "\n".join("  ".join(line).rstrip() for line in lines)


def comparison_html(result: ComparisonResult) -> str:
    """Return all tables, the doubts and the controls for a notebook; every text is escaped."""
    parts: list[str] = []
    for response in result.responses:
        lines = [line for line in result.lines if line.response == response]
        unit = unit_of(result.plan, response)
        parts.append(table_html(title(result, response), head(), [cells(line, unit) for line in lines]))
        parts += [f"<p>{escape(text)}</p>" for text in (basis(result), *notes(lines, unit))]
    if result.controls:
        rows = [control_cells(control, result.plan.currency.code) for control in result.controls]
        parts.append(table_html(words("control.title"), ("", "", ""), rows))
    return "".join(parts)
