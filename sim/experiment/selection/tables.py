"""Rankings, selections and interactions in words: the same in terminal, notebook and page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from sim.experiment.amounts import LONGEST, aligned, amount, interval
from sim.experiment.answer import labels_of, unit_of
from sim.experiment.plan import Plan
from sim.experiment.selection.chosen import FAILED, FEW, Chosen, Why
from sim.experiment.selection.pairs import Ranks
from sim.experiment.words import words
from sim.model.limits import ENOUGH
from sim.scenario.fault import shown
from sim.scenario.show import table_html

Rows = list[tuple[str, ...]]


def ranking_text(ranks: Ranks, language: str = "en") -> str:
    """Return a ranking in plain text."""
    title, scenarios, pairs, foot = _ranking(ranks, language)
    between = [aligned(pairs, right=(2,)), ""] if len(pairs) > 1 else []
    return "\n".join([title, "", aligned(scenarios, right=(1, 3)), "", *between, *foot])


def ranking_html(ranks: Ranks, language: str = "en") -> str:
    """Return a ranking for a notebook; every text is escaped."""
    title, scenarios, pairs, foot = _ranking(ranks, language)
    tables = [table_html(title, scenarios[0], scenarios[1:]), table_html("", pairs[0], pairs[1:])]
    return "".join([*tables, *(f"<p>{escape(text)}</p>" for text in foot)])


def _ranking(ranks: Ranks, language: str) -> tuple[str, Rows, Rows, list[str]]:
    """Return title, both tables with their heads, and what stands below."""
    plan, unit = ranks.plan, unit_of(ranks.plan, ranks.response)
    labels = {name: shown(label, LONGEST) for name, label in labels_of(plan, language).items()}
    scenarios: Rows = [_head(language, "ranking.scenario", "ranking.mean", "ranking.best", "ranking.chance")]
    for one in ranks.scenarios:
        best = words("ranking.yes" if one.may_be_best else "ranking.no", language)
        mean = amount(one.mean, unit, language, sign=False)
        scenarios.append((labels[one.name], mean, best, _percent(one.chance)))
    heads = ("table.difference", "table.interval", "table.verdict")
    pairs: Rows = [_head(language, "ranking.scenario", "ranking.against", *heads)]
    for pair in ranks.pairs:
        line = pair.line
        told = (amount(line.difference, unit, language), interval(line, unit, language))
        pairs.append((labels[line.name], labels[pair.against], *told, words(f"verdict.{line.verdict}", language)))
    run, level = plan.run, f"{100 * plan.run.level:g}%"
    key = "ranking.one look" if run.precision is not None else "ranking.looks"
    foot = [
        words(key, language, pairs=len(ranks.pairs), level=level, first=run.first_look),
        words("ranking.set", language, level=level),
        words("ranking.chances", language, enough=ENOUGH),
    ]
    return _title("ranking.title", plan, ranks.response, language), scenarios, pairs, foot


def _percent(chance: float | None) -> str:
    """Return a chance in whole percent, never certain."""
    if chance is None:
        return "-"
    least, most = 0.005, 0.995
    return "<1%" if chance < least else ">99%" if chance > most else f"{100 * chance:.0f}%"


def _head(language: str, *keys: str) -> tuple[str, ...]:
    return tuple(words(key, language) for key in keys)


def _title(key: str, plan: Plan, response: str, language: str) -> str:
    name = shown(plan.label.of(language, plan.name), LONGEST)
    return words(key, language, name=name, response=words(f"response.{response}", language))


def chosen_text(chosen: Chosen, language: str = "en") -> str:
    """Return a selection in plain text: the winner with its promise, or why there is none, and how each one fared."""
    title, said, rows, stage = _chosen(chosen, language)
    return "\n".join([title, "", *said, "", aligned(rows, right=(1, 2)), "", stage])


def chosen_html(chosen: Chosen, language: str = "en") -> str:
    """Return a selection for a notebook; every text is escaped."""
    title, said, rows, stage = _chosen(chosen, language)
    above = "".join(f"<p>{escape(text)}</p>" for text in said)
    return above + table_html(title, rows[0], rows[1:]) + f"<p>{escape(stage)}</p>"


def _chosen(chosen: Chosen, language: str) -> tuple[str, list[str], Rows, str]:
    """Return title, what is said, the table with its head, and what stands below."""
    plan, unit = chosen.plan, unit_of(chosen.plan, chosen.response)
    labels = {name: shown(label, LONGEST) for name, label in labels_of(plan, language).items()}
    if chosen.winner is not None:
        said = [words("select.winner", language, name=labels[chosen.winner])]
        delta = amount(plan.run.indifference, unit, language, sign=False)
        said.append(words("select.promise", language, level=f"{100 * plan.run.level:g}%", amount=delta))
    else:
        said = [words("select.none", language, why=_why(chosen, labels, language))]
    rows: Rows = [_head(language, "ranking.scenario", "ranking.mean", "select.replications", "select.state")]
    for name in chosen.names:
        mean, n = amount(chosen.means.get(name), unit, language, sign=False), f"{chosen.replications.get(name, 0):,}"
        rows.append((labels[name], mean, n, _state(chosen, name, labels, language)))
    stage = words("select.stage", language, first=f"{plan.run.replications:,}")
    title = _title("select.title", plan, chosen.response, language)
    return title, said, rows, stage


def _state(chosen: Chosen, name: str, labels: Mapping[str, str], language: str) -> str:
    """Return whether a scenario is taken, still in, or when it was left out."""
    if chosen.screened is None:
        return "-"
    if name == chosen.winner:
        return words("select.taken", language)
    out = chosen.screened.out.get(name)
    if out is None:
        return words("select.in", language)
    return words("select.out", language, n=f"{out.replications:,}", name=labels[out.by])


def _why(chosen: Chosen, labels: Mapping[str, str], language: str) -> str:
    """Return why there is no winner, and what to do."""
    why, first = chosen.why or Why("", (), 0), chosen.plan.run.replications
    names = [labels[name] for name in why.names]
    if why.kind == FEW:
        about = {"k": why.number, "first": first, "enough": ENOUGH, "more": 2 * first}
        return words("select.few", language, one=names[0], other=names[1], **about)
    if why.kind == FAILED:
        told = words(f"response.{chosen.response}", language)
        return words("select.failed", language, replication=why.number, one=names[0], response=told)
    ends = chosen.screened.ends if chosen.screened is not None else 0
    several = words("list.comma", language).join(names)
    more = f"{min(ends, 2 * why.number)}"
    return words("select.limit", language, n=f"{why.number:,}", names=several, more=more, ends=f"{ends:,}")


__all__ = ["chosen_html", "chosen_text", "ranking_html", "ranking_text"]
