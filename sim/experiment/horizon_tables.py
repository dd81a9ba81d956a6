"""The tables that stand beside that of profit: after other times, and when a strategy has paid for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.experiment.amounts import LONGEST, amount, interval
from sim.experiment.answer import PROFIT, unit_of
from sim.experiment.compared import Compared
from sim.experiment.horizons import AtHorizon, BreakEven
from sim.experiment.words import span_word, words
from sim.scenario.fault import shown
from sim.scenario.records import days_of_months


@dataclass(frozen=True, slots=True)
class HorizonTable:
    """A table that stands beside that of profit: about other horizons, or about breaking even."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]
    foot: str


def horizon_tables(result: Compared, labels: Mapping[str, str], language: str = "en") -> list[HorizonTable]:
    """Return the tables of other horizons and of breaking even; none where no horizon was named."""
    plan = result.plan
    if not result.horizons:
        return []
    name = shown(plan.label.of(language, plan.name), LONGEST)
    judged, level = span_word(plan.run.judged, language), f"{100 * plan.run.level:g}%"
    heads = [words(key, language) for key in ("table.strategy", "horizon.after", "table.difference", "table.interval")]
    heads += [words("table.verdict", language), words("horizon.sign", language, span=judged)]
    after = HorizonTable(
        words("horizon.title", language, name=name, span=judged),
        tuple(heads),
        [_at_horizon(result, one, labels[one.line.name], language) for one in result.horizons],
        words("horizon.foot", language, level=level),
    )
    even = HorizonTable(
        words("even.title", language, name=name),
        tuple(words(key, language) for key in ("table.strategy", "even.month", "table.interval")),
        [_break_even(result, one, labels[one.name], language) for one in result.break_even],
        words("even.foot", language, level=level),
    )
    return [after, even]


def _at_horizon(result: Compared, one: AtHorizon, label: str, language: str) -> tuple[str, ...]:
    plan, line = result.plan, one.line
    unit, span = unit_of(plan, PROFIT), span_word(plan.run.judged, language)
    judged = next(at for at in result.lines if (at.name, at.response) == (line.name, PROFIT))
    verdicts = (words(f"verdict.{at.verdict}", language) for at in (line, judged))
    now, then = verdicts
    return (
        shown(label, LONGEST),
        span_word(days_of_months(one.months), language),
        amount(line.difference, unit, language),
        interval(line, unit, language),
        now,
        words(f"sign.{one.sign}", language, now=now, judged=then, span=span),
    )


def _break_even(result: Compared, one: BreakEven, label: str, language: str) -> tuple[str, ...]:
    none = words("even.none", language, months=one.months)
    low, high = (none if end is None else str(end) for end in (one.low, one.high))
    span = low if low == high else words("even.range", language, low=low, high=high)
    if one.early:
        span = words("beside.early", language, first=result.plan.run.first_look)
    return shown(label, LONGEST), none if one.month is None else str(one.month), span
