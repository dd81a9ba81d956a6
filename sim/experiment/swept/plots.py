"""Plots of a sweep: a line with its band along one key, a map over two, a panel for each strategy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm

from sim.experiment.amounts import LONGEST
from sim.experiment.answer import labels_of, unit_of
from sim.experiment.arguments import Language
from sim.experiment.colours import BLACK, BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION
from sim.experiment.errors import PlanError
from sim.experiment.sweeps.building import plan_of_cell
from sim.experiment.swept.found import At, Swept, value_in
from sim.experiment.typeface import families
from sim.experiment.words import unit_word, words
from sim.scenario.door import checked, demand
from sim.scenario.fault import shown
from sim.scenario.kinds import Many, OneOf, Text

if TYPE_CHECKING:
    from numpy.typing import NDArray


COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, BLACK)
STYLES = ("-", "--", "-.", ":")
Keys = Annotated[str | Iterable[str], Many(Text("a varied key"))]


class SweepPlots:
    """Plots of a sweep."""

    def __init__(self, result: Swept) -> None:
        self.result = result

    @checked
    def response(
        self,
        ax: Axes | None = None,
        by: Keys | None = None,
        response: str | None = None,
        language: Language = "en",
    ) -> Axes | Sequence[Axes]:
        """Draw a response over one or two varied keys: each strategy's difference, else the level of the firm as it is.

        Along one key lines with their simultaneous intervals as bands, or points where other keys vary too; over two a
        map for each strategy, where a dot marks cells whose interval holds 0.

        Parameters
        ----------
        ax
            Where to draw lines; a new figure if None. Maps make a figure of their own.
        by
            One or two varied keys; all of them if None.
        response
            Which of the responses; the first if None.

        Returns
        -------
        matplotlib.axes.Axes or a sequence of them, one for each map.

        Raises
        ------
        ArgumentError
            Unknown key or response, more than two keys, or two that are no grid.
        """
        wanted = self.result.responses[0] if response is None else response
        demand("response: response", OneOf(self.result.responses), wanted)
        keys = tuple(self.result.varied if by is None else by)
        for key in keys:
            demand("response: by", OneOf(self.result.varied), key)
        at = [one for one in self.result.found if one.response == wanted]
        if len(keys) == 1:
            return _lines(self.result, at, keys[0], ax, language)
        if len(keys) != 2:  # noqa: PLR2004
            raise PlanError(f"response: by: name one or two of {', '.join(self.result.varied)}")
        return _maps(self.result, at, (keys[0], keys[1]), language)


def _spans(at: At) -> dict[str, tuple[float, float, float]]:
    """Return middle and ends by strategy; of the firm as it is, where there is no strategy, under no name."""

    def ends(middle: float | None, low: float | None, high: float | None) -> tuple[float, float, float]:
        return tuple(np.nan if one is None else float(one) for one in (middle, low, high))  # type: ignore[return-value]

    if not at.lines:
        return {"": ends(at.mean, at.low, at.high)}
    return {line.name: ends(line.difference, line.low, line.high) for line in at.lines}


def _lines(result: Swept, at: Sequence[At], key: str, ax: Axes | None, language: str) -> Axes:
    drawn = ax if ax is not None else plt.subplots(figsize=(8.0, 4.5), layout="constrained")[1]
    values = [value_in(result, one.cell, key) for one in at]
    numeric = all(isinstance(value, float) for value in values)
    places = np.array(values if numeric else [list(dict.fromkeys(values)).index(value) for value in values], float)
    order = np.argsort(places, kind="stable")
    alone = len(set(places.tolist())) == len(places)
    names = list(dict.fromkeys(name for one in at for name in _spans(one)))
    labels = _labels(result, at, language)
    for place, name in enumerate(names):
        spans = np.array([_spans(at[k]).get(name, (np.nan,) * 3) for k in order])
        colour, style = COLOURS[place % len(COLOURS)], STYLES[place % len(STYLES)]
        x = places[order]
        if alone and numeric:
            drawn.fill_between(x, spans[:, 1], spans[:, 2], color=colour, alpha=0.2, linewidth=0)
            drawn.plot(x, spans[:, 0], style, color=colour, label=labels[name])
        else:
            errors = np.abs(spans[:, 1:] - spans[:, :1]).T
            drawn.errorbar(x, spans[:, 0], errors, fmt="o", color=colour, markersize=4, label=labels[name])
    if not numeric:
        drawn.set_xticks(range(len(set(values))), list(dict.fromkeys(map(str, values))))
    _finish(drawn, result, at[0], key, language)
    return drawn


def _labels(result: Swept, at: Sequence[At], language: str) -> dict[str, str]:
    found = labels_of(plan_of_cell(result.plan, at[0].cell), language)
    return {name: shown(label, LONGEST) for name, label in found.items()} | {"": words("sweep.baseline", language)}


def _finish(drawn: Axes, result: Swept, at: At, key: str, language: str) -> None:
    """Give a plot of lines its axes, its line at no difference, its legend."""
    plan = plan_of_cell(result.plan, at.cell)
    unit, told = unit_word(unit_of(plan, at.response), language), words(f"response.{at.response}", language)
    base = shown(labels_of(plan, language)[plan.baseline.name], LONGEST)
    text = f"{told} ({unit})" if unit else told
    if at.lines:
        drawn.axhline(0.0, color=BLACK, linewidth=0.8)
        text = words("plot.forest.unit" if unit else "plot.forest", language, response=told, baseline=base, unit=unit)
    font = families(language, text, base)
    drawn.set_ylabel(text, parse_math=False, fontfamily=font)
    drawn.set_xlabel(f"{key} ({result.units[key]})" if result.units[key] else key, parse_math=False)
    drawn.spines[["top", "right"]].set_visible(False)
    drawn.legend(frameon=False, prop={"family": font, "size": 9})


def _maps(result: Swept, at: Sequence[At], keys: tuple[str, str], language: str) -> Sequence[Axes]:
    """Draw a map for each strategy over the grid of two keys."""
    x, y = (list(dict.fromkeys(value_in(result, one.cell, key) for one in at)) for key in keys)
    x, y = (sorted(axis) if all(isinstance(one, float) for one in axis) else axis for axis in (x, y))
    cells = {(value_in(result, one.cell, keys[0]), value_in(result, one.cell, keys[1])): one for one in at}
    if len(cells) < len(at) or len(cells) < len(x) * len(y) - len(result.impossible):
        raise PlanError("response: by: a map needs a grid of the two keys; name one of them, or sweep a grid")
    names = list(dict.fromkeys(name for one in at for name in _spans(one)))
    figure, axes = plt.subplots(
        1, len(names), figsize=(1.5 + 4.2 * len(names), 4.2), layout="constrained", squeeze=False
    )
    grids = {name: _grid(cells, x, y, name) for name in names}
    reach = max(float(np.nanmax(np.abs(grid[:, :, 0]))) for grid in grids.values()) or 1.0
    labels = _labels(result, at, language)
    unit = unit_word(unit_of(plan_of_cell(result.plan, at[0].cell), at[0].response), language)
    for drawn, name in zip(axes[0], names, strict=True):
        norm = TwoSlopeNorm(0.0, -reach, reach) if name else None
        image = drawn.imshow(
            grids[name][:, :, 0], origin="lower", aspect="auto", cmap="PuOr" if name else "viridis", norm=norm
        )
        for row, column in np.argwhere((grids[name][:, :, 1] <= 0) & (grids[name][:, :, 2] >= 0)) if name else ():
            drawn.plot([column], [row], "o", color=BLACK, markersize=3)
        drawn.set_xticks(range(len(x)), [_tick(one) for one in x], rotation=45)
        drawn.set_yticks(range(len(y)), [_tick(one) for one in y])
        font = families(language, labels[name])
        drawn.set_title(labels[name], parse_math=False, fontfamily=font, fontsize=10)
        drawn.set_xlabel(f"{keys[0]} ({result.units[keys[0]]})" if result.units[keys[0]] else keys[0])
        drawn.set_ylabel(f"{keys[1]} ({result.units[keys[1]]})" if result.units[keys[1]] else keys[1])
    bar = figure.colorbar(image, ax=list(axes[0]))
    told = words(f"response.{at[0].response}", language)
    bar.set_label(f"{told} ({unit})" if unit else told, fontfamily=families(language, told), parse_math=False)
    return list(axes[0])


def _tick(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


def _grid(cells: dict[tuple[Any, Any], At], x: Sequence[Any], y: Sequence[Any], name: str) -> NDArray[np.float64]:
    """Return middle and ends of a strategy over a grid, rows along the second key; NaN where there is no cell."""
    missing = (np.nan,) * 3
    return np.array(
        [[_spans(cells[one, two]).get(name, missing) if (one, two) in cells else missing for one in x] for two in y]
    )
