"""How a difference in profit is drawn: part after part, and along the months."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from sim.experiment.amounts import LONGEST, amount
from sim.experiment.answer import PROFIT, labels_of, unit_of
from sim.experiment.colours import BLACK, BLUE, SERIES, VERMILION
from sim.experiment.horizons import BreakEven, Curve, curves_of, paid_back
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.typeface import families
from sim.experiment.why import CausalLedger, label_of
from sim.experiment.words import unit_word, words
from sim.scenario.fault import shown


def waterfall(ledger: CausalLedger, by: str, ax: Axes | None, language: str) -> Axes:
    """Draw the parts of a split, the largest first, and their sum; return where."""
    parts = (*(ledger.by_account if by == "account" else ledger.by_fork), ledger.difference)
    texts = [label_of(by, part.name, language) for part in parts]
    height = 1.0 + 0.34 * len(parts)
    drawn = ax if ax is not None else plt.subplots(figsize=(8.5, height), layout="constrained")[1]
    drawn.axvline(0.0, color=BLACK, linewidth=0.8)
    start = 0.0
    for place, part in enumerate(parts):
        at, mean = 0.0 if part is ledger.difference else start, float(part.mean)
        colour = BLACK if part is ledger.difference else BLUE if mean > 0.0 else VERMILION
        drawn.barh(place, mean, left=at, height=0.62, color=colour, alpha=0.55)
        if part.low is not None and part.high is not None:
            drawn.plot([at + part.low, at + part.high], [place, place], "|-", color=colour, linewidth=1.4)
        told = amount(part.mean, unit_of(ledger.plan, PROFIT), language)
        drawn.annotate(
            told, (1.02, place), xycoords=("axes fraction", "data"), va="center", fontsize=9, color=colour,
            parse_math=False, fontfamily=families(language),
        )  # fmt: skip
        start += mean
    labels = labels_of(ledger.plan, language)
    names = [shown(labels[one.name], LONGEST) for one in (ledger.plan.baseline, ledger.entry)]
    unit = unit_word(unit_of(ledger.plan, PROFIT), language)
    axis = words("plot.waterfall", language, name=names[1], baseline=names[0], unit=unit)
    font = families(language, axis, *texts)
    drawn.set_yticks(range(len(parts)), labels=texts, parse_math=False, fontfamily=font)
    drawn.invert_yaxis()
    drawn.xaxis.set_major_locator(MaxNLocator(6))
    drawn.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    _bare(drawn, axis, font)
    return drawn


def timeline(
    plan: Plan, rows: Rows, names: Sequence[str], ax: Axes | None, *, response: str, so_far: bool, language: str
) -> Axes:
    """Draw the differences of some alternatives along the months, each with its band; return where."""
    curves = curves_of(plan, rows, response, so_far=so_far)
    even = {one.name: one for one in paid_back(plan, rows)} if response == PROFIT and so_far else {}
    labels, drawn = labels_of(plan, language), ax if ax is not None else plt.subplots(layout="constrained")[1]
    drawn.axhline(0.0, color=BLACK, linewidth=0.8)
    for place, one in enumerate(names):
        colour = SERIES[place % len(SERIES)]
        _curve(drawn, curves[one], colour, shown(labels[one], LONGEST))
        _paid_back(drawn, even.get(one), colour)
    baseline = shown(labels[plan.baseline.name], LONGEST)
    about = {"response": words(f"response.{response}", language), "baseline": baseline}
    unit = unit_word(unit_of(plan, response), language)
    axis = words("plot.gained" if so_far else "plot.monthly", language, unit=unit, **about)
    font = families(language, axis, *labels.values())
    drawn.set_ylabel(axis, parse_math=False, fontfamily=font)
    drawn.xaxis.set_major_locator(MaxNLocator(integer=True))
    drawn.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    drawn.legend(frameon=False, prop={"family": font, "size": 8})
    _bare(drawn, words("plot.month", language), font)
    return drawn


def _bare(ax: Axes, axis: str, font: list[str]) -> None:
    """Name the horizontal axis and take away what no figure needs."""
    ax.set_xlabel(axis, parse_math=False, fontfamily=font)
    ax.spines[["top", "right"]].set_visible(False)


def _curve(ax: Axes, curve: Curve, colour: str, label: str) -> None:
    """Draw a line from month to month and its band."""
    months = range(1, 1 + len(curve.mean))
    ax.plot(months, curve.mean, color=colour, label=label)
    ax.fill_between(months, curve.low, curve.high, color=colour, alpha=0.2, linewidth=0.0)


def _paid_back(ax: Axes, even: BreakEven | None, colour: str) -> None:
    """Mark the month of breaking even and its interval, which may go on beyond the run."""
    if even is None or even.month is None:
        return
    ax.plot([even.month], [0.0], "D", color=colour, markersize=6)
    if even.low is not None:
        ax.plot([even.low, even.high or even.months], [0.0, 0.0], color=colour, linewidth=4.0, alpha=0.5)


__all__ = ["timeline", "waterfall"]
