"""How a comparison looks in a terminal and in a notebook: the same cells, the same words."""

from __future__ import annotations

from html import escape

from sim.experiment.amounts import LONGEST, aligned, amount, interval
from sim.experiment.answer import PROFIT, labels_of, unit_of
from sim.experiment.compared import Compared
from sim.experiment.controls import PLACEBO, Control
from sim.experiment.forecast import FURTHEST
from sim.experiment.horizon_tables import horizon_tables
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.rows import Told
from sim.experiment.selection.interactions import Interaction
from sim.experiment.settle import Verdict
from sim.experiment.statistics import moments
from sim.experiment.verdict import Comparison
from sim.experiment.words import number, span_word, words
from sim.model.limits import ENOUGH
from sim.response.equity import EQUITY
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html

_HEAD = ("strategy", "difference", "interval", "pairs", "verdict", "beside")


def head(language: str = "en") -> tuple[str, ...]:
    """Return the column names."""
    return tuple(words(f"table.{name}", language) for name in _HEAD)


def cells(line: Comparison, label: str, unit: str, language: str = "en") -> tuple[str, ...]:
    """Return what one line of the table says, column by column as in :func:`head`."""
    return (
        shown(label, LONGEST),
        amount(line.difference, unit, language),
        interval(line, unit, language),
        str(line.pairs),
        words(f"verdict.{line.verdict}", language),
        beside(line, unit, language),
    )


def beside(line: Comparison, unit: str, language: str = "en") -> str:
    """Return what stands beside a verdict: what it rests on, or by when an open line is likely settled."""
    if line.failed:
        return words("beside.failed", language, failed=line.failed)
    if line.verdict is Verdict.TOO_EARLY:
        return words("beside.early", language, first=line.first_look)
    if line.verdict is Verdict.NONE_SEEN:
        return words("beside.seen", language, pairs=line.pairs, share=f"{100 * line.share_bound:.3g}%")
    if line.verdict is Verdict.NONE_THAT_MATTERS:
        return words("beside.matters", language, amount=amount(line.indifference, unit, language, sign=False))
    if line.verdict is Verdict.NOT_SETTLED:
        return _outlook(line, unit, language)
    return _settled(line, unit, language)


def _settled(line: Comparison, unit: str, language: str) -> str:
    """Return what better, worse or exactly equal rests on: construction, few pairs that tell anything, or enough."""
    if line.exact:
        keys = words("list.comma", language).join(line.construction)
        return words("beside.exact", language, keys=keys) if keys else words("beside.equal", language)
    if not line.guarded:
        return words("beside.settled", language)
    key = "beside.one.head" if unit == "count" else "beside.one"
    one = words(key, language, amount=amount(line.one_customer, unit, language, sign=False))
    turn = amount(line.to_turn, unit, language, sign=False)
    return words("beside.guarded", language, k=line.informative, pairs=line.pairs, amount=turn, one=one)


def _outlook(line: Comparison, unit: str, language: str) -> str:
    """Return by how many pairs an open line is likely settled, if there is a difference."""
    seen, told = {"k": line.informative, "pairs": line.pairs}, line.forecast
    if told is not None and told.enough is not None:
        return words("beside.enough", language, look=f"{told.enough:,}", **seen)
    if told is None or told.even is None:
        if line.guarded:
            return words("beside.few", language, enough=ENOUGH, **seen)
        return words("beside.far", language, look=f"{FURTHEST * line.pairs:,}")
    key = "even" if told.good is None else ("same" if told.good == told.even else "both")
    width = amount(told.half_width, unit, language, sign=False)
    looks = {"even": f"{told.even:,}", "good": f"{told.good or 0:,}"}
    return words(f"beside.{key}", language, amount=width, **looks)


def title(result: Compared, response: str, language: str = "en") -> str:
    """Return what a table shows."""
    baseline = shown(labels_of(result.plan, language)[result.plan.baseline.name], LONGEST)
    name = shown(result.plan.label.of(language, result.plan.name), LONGEST)
    return words(
        "table.title", language, name=name, response=words(f"response.{response}", language), baseline=baseline
    )


def basis(result: Compared, language: str = "en") -> str:
    """Return what a table rests on."""
    run = result.plan.run
    return words("table.basis", language, replications=result.replications, length=number(run.length), seed=run.seed)


def promises(result: Compared, response: str, language: str = "en") -> list[str]:
    """Return what the intervals of a table promise, and what they cannot."""
    plan, lines = result.plan, [line for line in result.lines if line.response == response]
    if not lines:
        return []
    level, pairs = f"{100 * plan.run.level:g}%", max(line.pairs for line in lines)
    key = "foot.one look" if plan.run.precision is not None else "foot.looks"
    found = [words(key, language, level=level, first=plan.run.first_look, rare=max(1, pairs // 4))]
    if response in (PROFIT, *EQUITY[:2]):
        found.append(discounting(plan, language))
    if response == PROFIT and plan.run.primary is not None:
        found.append(words("foot.primary", language, span=span_word(plan.run.judged, language)))
    if response in EQUITY:
        found.append(left_over(result, language))
    if len(result.responses) > 1:
        found.append(words("foot.each", language, level=level))
    if result.has_old_rows:
        found.append(words("foot.old", language))
    return found


def discounting(plan: Plan, language: str = "en") -> str:
    """Return how later money counts."""
    rates = sorted({entry.rate for entry in (plan.baseline, *plan.of_role(ALTERNATIVE))})
    rate = words("list.comma", language).join(f"{100 * one:g}%" for one in rates)
    return words("foot.discount", language, rate=rate)


def left_over(result: Compared, language: str = "en") -> str:
    """Return for how long customers left at the end were counted, and how many of them are left when it ends."""
    plan, labels = result.plan, labels_of(result.plan, language)
    shares = []
    for entry in (plan.baseline, *plan.of_role(ALTERNATIVE)):
        alive = moments(
            [one for one in result.rows.series(entry.key, Told("equity_alive")).values() if one is not None]
        )
        share = amount(alive.mean, "share", language, sign=False)
        shares.append(words("foot.equity.of", language, name=shown(labels[entry.name], LONGEST), share=share))
    told = words("list.comma", language).join(shares)
    return words("foot.equity", language, span=span_word(plan.run.equity or 0.0, language), shares=told)


def best(result: Compared, response: str) -> list[str]:
    """Return the names of the scenarios that may be best; none while it is too early, or without an alternative."""
    lines = [line for line in result.lines if line.response == response]
    early = not lines or any(line.verdict is Verdict.TOO_EARLY for line in lines)
    return [] if early else result.best[response]


def foot(result: Compared, response: str, language: str = "en") -> list[str]:
    """Return what stands below a table."""
    labels = labels_of(result.plan, language)
    names = words("list.comma", language).join(shown(labels[name], LONGEST) for name in best(result, response))
    return promises(result, response, language) + ([words("foot.best", language, names=names)] if names else [])


def together(result: Compared, response: str, language: str = "en") -> list[str]:
    """Return what bundles bring beyond the sum of their parts, a sentence each, and what the intervals promise."""
    found, unit = result.interactions[response], unit_of(result.plan, response)
    labels = labels_of(result.plan, language)
    said = [_together(one, shown(labels[one.line.name], LONGEST), unit, language) for one in found]
    level = f"{100 * result.plan.run.level:g}%"
    return [*said, words("together.foot", language, level=level)] if said else []


def _together(one: Interaction, name: str, unit: str, language: str) -> str:
    """Return in a sentence what a bundle brings beyond the sum of its parts."""
    line, count = one.line, len(one.parts)
    key = "together.two" if count == 2 else "together.many"  # noqa: PLR2004
    about = {"name": name, "all": words(key, language, n=count), "interval": interval(line, unit, language)}
    if line.verdict in (Verdict.BETTER, Verdict.WORSE) and line.difference is not None:
        size = amount(abs(line.difference), unit, language, sign=False)
        return words(f"together.{'more' if line.difference > 0 else 'less'}", language, amount=size, **about)
    if line.verdict is Verdict.EXACTLY_EQUAL:
        return words("together.equal", language, **about)
    rest = {"beside": beside(line, unit, language)} | about
    if line.verdict in (Verdict.NONE_SEEN, Verdict.NONE_THAT_MATTERS):
        return words("together.none", language, **rest)
    return words("together.open", language, amount=amount(line.difference, unit, language), **rest)


def control_cells(control: Control, unit: str, language: str = "en") -> tuple[str, str, str]:
    """Return name, what must hold, and whether it does."""
    name = words(f"control.{control.name}.name", language)
    if control.holds is None:
        return name, words("control.unknown", language), "-"
    lost = control.name == PLACEBO
    values = {
        key: amount(-value if lost and value else value, unit, language, sign=not lost)
        for key, value in (("difference", control.difference), ("expected", control.expected))
    }
    state = words("control.holds" if control.holds else "control.fails", language)
    return name, words(f"control.{control.name}", language, **values), state


def comparison_text(result: Compared, language: str = "en") -> str:
    """Return all tables, what they rest on and the controls in plain text."""
    labels, parts = labels_of(result.plan, language), list[str]()
    for response in result.responses:
        lines = [line for line in result.lines if line.response == response]
        unit = unit_of(result.plan, response)
        rows = [head(language), *(cells(line, labels[line.name], unit, language) for line in lines)]
        parts += [title(result, response, language), basis(result, language), ""]
        below = foot(result, response, language)
        parts += [aligned(rows) if lines else words("table.none", language), "", *below, *[""] * bool(below)]
        if bundled := together(result, response, language):
            parts += [words("together.title", language), *(f"  {line}" for line in bundled), ""]
        for one in horizon_tables(result, labels, language) if response == PROFIT else ():
            parts += [one.title, "", aligned([one.head, *one.rows], right=()), "", one.foot, ""]
    if result.controls:
        rows = [control_cells(control, result.plan.currency.code, language) for control in result.controls]
        parts += [words("control.title", language), *(f"  {line}" for line in table(rows).splitlines())]
    return "\n".join(parts).rstrip()


def comparison_html(result: Compared, language: str = "en") -> str:
    """Return all tables, what they rest on and the controls for a notebook; every text is escaped."""
    labels, parts = labels_of(result.plan, language), list[str]()
    for response in result.responses:
        lines = [line for line in result.lines if line.response == response]
        unit = unit_of(result.plan, response)
        rows = [cells(line, labels[line.name], unit, language) for line in lines]
        parts.append(table_html(title(result, response, language), head(language), rows))
        told = (basis(result, language), *foot(result, response, language), *together(result, response, language))
        parts += [f"<p>{escape(text)}</p>" for text in told]
        for one in horizon_tables(result, labels, language) if response == PROFIT else ():
            parts += [table_html(one.title, one.head, one.rows), f"<p>{escape(one.foot)}</p>"]
    if result.controls:
        rows = [control_cells(control, result.plan.currency.code, language) for control in result.controls]
        parts.append(table_html(words("control.title", language), ("", "", ""), rows))
    return "".join(parts)
