"""Plots of a comparison and of a life, drawn with matplotlib; uncertainty is always drawn."""

from __future__ import annotations

from typing import Annotated

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter, StrMethodFormatter

from sim.experiment.amounts import LONGEST, amount
from sim.experiment.answer import labels_of, unit_of
from sim.experiment.arguments import EngineName, Language, Replications
from sim.experiment.colours import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW
from sim.experiment.compared import Compared
from sim.experiment.horizons import MONTHLY
from sim.experiment.parts import SPLITS
from sim.experiment.plan import ALTERNATIVE
from sim.experiment.plots_why import timeline, waterfall
from sim.experiment.settle import Verdict
from sim.experiment.side_by_side import Lives
from sim.experiment.typeface import families
from sim.experiment.verdict import Comparison
from sim.experiment.words import unit_word, words
from sim.model.events import Kind
from sim.record import Table
from sim.scenario.door import checked, demand
from sim.scenario.fault import shown
from sim.scenario.kinds import OneOf

SplitName = Annotated[str, OneOf(tuple(SPLITS))]
FAR = 6.0  # medians of the differences' size: what lies further would dwarf the others
OPEN = "#777777"
COLOURS = {
    Verdict.BETTER: BLUE, Verdict.WORSE: VERMILION, Verdict.EXACTLY_EQUAL: BLACK, Verdict.NONE_THAT_MATTERS: BLACK,
    Verdict.NOT_SETTLED: OPEN, Verdict.NONE_SEEN: OPEN, Verdict.TOO_EARLY: OPEN,
}  # fmt: skip
MARKERS = {
    Verdict.BETTER: ">", Verdict.WORSE: "<", Verdict.EXACTLY_EQUAL: "|", Verdict.NONE_THAT_MATTERS: "s",
    Verdict.NOT_SETTLED: "o", Verdict.NONE_SEEN: "o", Verdict.TOO_EARLY: ".",
}  # fmt: skip
KIND_COLOURS = {
    "purchase": BLUE, "failure": ORANGE, "complaint": PURPLE, "closed": GREEN, "give_up": VERMILION,
    "departure": BLACK, "join": SKY, "praise": YELLOW, "warning": VERMILION,
}  # fmt: skip
KIND_MARKERS = {
    "purchase": "o", "failure": "X", "complaint": "^", "closed": "s", "give_up": "v",
    "departure": "D", "join": "P", "praise": "*", "warning": "x",
}  # fmt: skip


class MonthlyKind(OneOf):
    """The name of a response that books by month tell: too many to list them all."""

    def wanted(self) -> str:
        """Say what would be right."""
        return "profit, profit_undiscounted or an account such as 'sales'"


MonthlyName = Annotated[str, MonthlyKind(tuple(MONTHLY))]


class ComparisonPlots:
    """Plots of a comparison."""

    def __init__(self, result: Compared) -> None:
        self.result = result

    @checked
    def forest(self, ax: Axes | None = None, response: str | None = None, language: Language = "en") -> Axes:
        """Draw each alternative's difference with its simultaneous interval, and a line at no difference.

        Parameters
        ----------
        ax
            Where to draw; a new figure if None.
        response
            Which of the compared responses; the first if None.
        language
            Of labels and words: ``en`` or ``zh``. Every glyph of the second is in a font of the package.

        Raises
        ------
        ArgumentError
            If the response was not compared, or for another language.
        """
        labels, compared = labels_of(self.result.plan, language), self.result.responses
        wanted = compared[0] if response is None else demand("forest: response", OneOf(compared), response)
        lines = [line for line in self.result.lines if line.response == wanted]
        unit = unit_of(self.result.plan, wanted)
        drawn = ax if ax is not None else plt.subplots(figsize=(8.5, 1.0 + 0.38 * len(lines)), layout="constrained")[1]
        drawn.axvline(0.0, color=BLACK, linewidth=0.8)
        names = [shown(labels[line.name], LONGEST) for line in reversed(lines)]
        axis = _axis(wanted, shown(labels[self.result.plan.baseline.name], LONGEST), unit, language)
        font = families(language, axis, *names)
        for place, line in enumerate(reversed(lines)):
            _interval(drawn, line, place, unit, language)
        _keep_readable(drawn, list(reversed(lines)))
        drawn.set_yticks(range(len(lines)), labels=names, parse_math=False, fontfamily=font)
        drawn.set_ylim(-0.6, len(lines) - 0.4)
        drawn.set_xlabel(axis, parse_math=False, fontfamily=font)
        drawn.xaxis.set_major_locator(MaxNLocator(6))
        drawn.xaxis.set_major_formatter(PercentFormatter(1.0) if unit == "share" else StrMethodFormatter("{x:,g}"))
        drawn.spines[["top", "right", "left"]].set_visible(False)
        drawn.tick_params(axis="y", length=0)
        return drawn

    @checked
    def waterfall(
        self,
        name: str,
        ax: Axes | None = None,
        *,
        by: SplitName = "account",
        replications: Replications | None = None,
        engine: EngineName = "compiled",
        language: Language = "en",
    ) -> Axes:
        """Draw what an alternative's difference in profit is made of, part after part, each with its interval.

        Parameters
        ----------
        name, replications, engine
            As :meth:`ComparisonResult.ledger` takes them: its pairs are run again.
        by
            ``account`` or ``fork``; two splits of one difference, so each has a figure of its own.
        """
        return waterfall(self.result.ledger(name, replications=replications, engine=engine), by, ax, language)

    @checked
    def timeline(
        self,
        name: str | None = None,
        ax: Axes | None = None,
        *,
        response: MonthlyName = "profit",
        so_far: bool = True,
        language: Language = "en",
    ) -> Axes:
        """Draw the difference to the baseline along the months, with a band; for profit, when it has paid for itself.

        A band holds for each month alone. The month of breaking even is a diamond on the line of no difference, its
        interval a bar; where there is none, neither is drawn.

        Parameters
        ----------
        name
            Of one alternative; all of them if None.
        response
            ``profit``, ``profit_undiscounted``, or an account.
        so_far
            Whether months are added up.

        Raises
        ------
        ArgumentError
            If there is no such alternative, or books by month do not tell the response.
        """
        plan, rows = self.result.plan, self.result.rows
        names = tuple(one.name for one in plan.of_role(ALTERNATIVE))
        wanted = names if name is None else (demand("timeline: name", OneOf(names), name),)
        return timeline(plan, rows, wanted, ax, response=response, so_far=so_far, language=language)


def _axis(response: str, baseline: str, unit: str, language: str) -> str:
    """Return what the axis of differences shows, with its unit where it has one."""
    word = unit_word(unit, language)
    key = "plot.forest.unit" if word else "plot.forest"
    return words(key, language, response=words(f"response.{response}", language), baseline=baseline, unit=word)


def _span(line: Comparison) -> tuple[float, float]:
    """Return the ends of an alternative's interval, or its difference twice if it has none."""
    difference = float(line.difference or 0.0)
    return (difference if line.low is None else line.low, difference if line.high is None else line.high)


def _keep_readable(ax: Axes, lines: list[Comparison]) -> None:
    """Cut the axis where a few differences dwarf the others; an arrow at the edge stands for what lies beyond."""
    reach = sorted(max(abs(end) for end in _span(line)) for line in lines)
    limit = FAR * reach[len(reach) // 2] if reach else 0.0
    near = [_span(line) for line in lines if max(abs(end) for end in _span(line)) <= limit]
    if not near or len(near) == len(lines):
        return
    low, high = min(0.0, *(span[0] for span in near)), max(0.0, *(span[1] for span in near))
    margin = 0.15 * (high - low)
    ax.set_xlim(low - margin, high + margin)
    for place, line in enumerate(lines):
        if _span(line) not in near:
            down = _span(line)[0] < low
            edge = low - 0.1 * (high - low) if down else high + 0.1 * (high - low)
            ax.plot([edge], [place], "<" if down else ">", color=COLOURS[line.verdict], markersize=11)


def _interval(ax: Axes, line: Comparison, place: int, unit: str, language: str) -> None:
    """Draw one alternative: a point, its interval, and the verdict in words."""
    if line.difference is None:
        return
    colour = COLOURS[line.verdict]
    low = line.difference if line.low is None else line.low
    high = line.difference if line.high is None else line.high
    ax.plot([line.difference], [place], MARKERS[line.verdict], color=colour, markersize=6)
    ax.plot([low, high], [place, place], "|-", color=colour, linewidth=1.6, markersize=9, markeredgewidth=1.6)
    amounts = {"amount": amount(line.difference, unit, language), "verdict": words(f"verdict.{line.verdict}", language)}
    ax.annotate(
        words("plot.verdict", language, **amounts), (1.02, place), xycoords=("axes fraction", "data"), va="center",
        fontsize=9, color=colour, parse_math=False, fontfamily=families(language),
    )  # fmt: skip


class TracePlots:
    """Plots of a life."""

    def __init__(self, trace: Lives) -> None:
        self.trace = trace

    @checked
    def timeline(self, ax: Axes | None = None, language: Language = "en") -> Axes:
        """Draw what happens in a life along the days: one lane a scenario, a mark a kind of event.

        Parameters
        ----------
        ax
            Where to draw; a new figure if None.
        language
            Of the words: ``en`` or ``zh``.

        Raises
        ------
        ArgumentError
            Another language.
        """
        lives = self.trace.lives
        names = [shown(life.label(language), LONGEST) for life in reversed(lives)]
        font = families(language, *names)
        drawn = ax if ax is not None else plt.subplots(figsize=(9.0, 1.2 + 1.1 * len(lives)), layout="constrained")[1]
        span = max((float(life.events["time"][-1]) for life in lives if len(life.events)), default=1.0) or 1.0
        seen: set[str] = set()
        for lane, life in enumerate(reversed(lives)):
            drawn.axhline(lane, color="#BBBBBB", linewidth=0.8, zorder=0)
            for kind, day, rise in _stacked(life.events, span):
                label = "" if kind in seen else words(f"kind.{kind}", language)
                seen.add(kind)
                drawn.plot(
                    [day], [lane + rise], KIND_MARKERS[kind], color=KIND_COLOURS[kind], label=label, markersize=6
                )
        if self.trace.fork is not None:
            drawn.axvline(self.trace.fork, color=BLACK, linestyle=":", linewidth=1.0)
        drawn.set_yticks(range(len(lives)), labels=names, parse_math=False, fontfamily=font)
        drawn.set_ylim(-0.3, len(lives))
        drawn.set_xlabel(words("plot.day", language), fontfamily=font)
        drawn.spines[["top", "right", "left"]].set_visible(False)
        if seen:
            drawn.legend(
                ncols=min(5, len(seen)), loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False,
                prop={"family": font, "size": 8},
            )  # fmt: skip
        return drawn


def _stacked(events: Table, span: float) -> list[tuple[str, float, float]]:
    """Return (kind, day, rise) of the events that have a mark; marks that would hide each other rise step by step."""
    found: list[tuple[str, float, float]] = []
    near, step = 0.008 * span, 0.14
    for kind, time in zip(events["kind"].tolist(), events["time"].tolist(), strict=True):
        word = Kind(kind).name.lower()
        if word in KIND_MARKERS:
            rise = found[-1][2] + step if found and time - found[-1][1] < near else 0.0
            found.append((word, time, rise if rise < 1.0 - step else 0.0))
    return found
