"""Plots of a study: the tornado, each assumption's bar from its lowest to its highest value."""

from __future__ import annotations

from typing import Any

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from sim.experiment.arguments import Language
from sim.experiment.colours import BLACK, BLUE, ORANGE
from sim.experiment.sensitivity.tables import bars_of, chosen_strategy, labels
from sim.experiment.typeface import families
from sim.experiment.words import unit_word, words
from sim.scenario.door import checked, demand
from sim.scenario.kinds import OneOf


class StudyPlots:
    """Plots of a study."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    @checked
    def tornado(self, ax: Axes | None = None, strategy: str | None = None, language: Language = "en") -> Axes:
        """Draw a strategy's difference at both ends of each range, the widest bar on top, with simultaneous intervals.

        Parameters
        ----------
        ax
            Where to draw; a new figure if None.
        strategy
            Whose; the one that leads if None, the first one if none does.

        Raises
        ------
        ArgumentError
            Unknown strategy or language.
        """
        known = tuple(one["name"] for one in self.told["strategies"])
        name = chosen_strategy(self.told) if strategy is None else demand("tornado: strategy", OneOf(known), strategy)
        base, bars = bars_of(self.told, name)
        order = list(reversed(bars))
        drawn = ax if ax is not None else plt.subplots(figsize=(9.5, 1.2 + 0.4 * len(order)), layout="constrained")[1]
        for place, key in enumerate(order):
            for bar in bars[key]:
                up = bar is bars[key][-1] and len(bars[key]) > 1
                _bar(drawn, place, base, bar, colour=ORANGE if up else BLUE)
        drawn.axvline(0.0, color=BLACK, linewidth=0.8)
        drawn.axvline(base, color=BLACK, linewidth=0.8, linestyle=":")
        drawn.set_yticks(range(len(order)), labels=order, parse_math=False)
        drawn.margins(x=0.18)
        label, unit = labels(self.told, language)[name], unit_word(self.told["unit"], language)
        text = words("sens.axis", language, name=label, unit=unit)
        drawn.set_xlabel(text, parse_math=False, fontfamily=families(language, text))
        drawn.xaxis.set_major_locator(MaxNLocator(6))
        drawn.xaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
        drawn.spines[["top", "right", "left"]].set_visible(False)
        drawn.tick_params(axis="y", length=0)
        return drawn


def _bar(ax: Axes, place: int, base: float, bar: dict[str, Any], *, colour: str) -> None:
    """Draw one end: a bar from the value's difference, its interval, and the value in words."""
    end = float(bar["difference"])
    ax.barh([place], [end - base], left=base, height=0.55, color=colour, alpha=0.75)
    ax.plot([bar["low"], bar["high"]], [place, place], "|-", color=BLACK, linewidth=1.0, markersize=7)
    right = end >= base
    far = max(end, bar["high"]) if right else min(end, bar["low"])
    ax.annotate(
        bar["value_text"], (far, place), xytext=(5 if right else -5, 0), textcoords="offset points", va="center",
        ha="left" if right else "right", fontsize=8, parse_math=False,
    )  # fmt: skip
