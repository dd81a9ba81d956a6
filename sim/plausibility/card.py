"""Make the card of a market: run it, and again with each lever moved; read its figures; hold them against published."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.experiment import arguments
from sim.experiment.asking import days_of
from sim.experiment.carry_out import kept_result
from sim.experiment.plan import experiment_from, plan_of
from sim.experiment.result import ComparisonResult, result_of
from sim.experiment.rows import Told
from sim.experiment.statistics import half_width, moments
from sim.plausibility.figures import CARD, LENGTH, REPLICATIONS, Figure, Values
from sim.plausibility.found import Finding, Found
from sim.plausibility.levers import is_on, levers_of
from sim.plausibility.published import Word, rows_for, word_for
from sim.plausibility.shown import frame_lines, html, text
from sim.response import RESPONSES
from sim.scenario import Experiment, RunPlan, Scenario, load_any
from sim.scenario.arguments import RunLength
from sim.scenario.door import checked

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95


@dataclass(frozen=True, eq=False, repr=False)
class Card(Found):
    """Twenty lines about a market, each figure of them held against what was published for its trade.

    What the fields mean stands with :class:`sim.plausibility.found.Found`.
    """

    @checked
    def to_text(self, language: arguments.Language = "en") -> str:
        """Return the card in plain text, in a language: ``en`` or ``zh``."""
        return text(self, language)

    @checked
    def as_dict(self, language: arguments.Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; keys and words for machines are the same in every language."""
        return {
            "schema_version": 1,
            "market": self.name,
            "label": self.label.of(language, self.name),
            "trades": list(self.trades),
            "replications": self.replications,
            "failed_replications": self.failed,
            "run_length_days": self.run_length,
            "seed": self.seed,
            "unexplained": self.unexplained,
            "figures": [one.as_dict(language) for one in self.findings],
        }

    @checked
    def to_pandas(self, language: arguments.Language = "en") -> pd.DataFrame:
        """Return one row for every figure; what is published for it as text."""
        import pandas as pd  # noqa: PLC0415 slow to import

        return pd.DataFrame(frame_lines(self, language))

    def __repr__(self) -> str:
        """Return the card in plain text."""
        return text(self)

    def _repr_html_(self) -> str:
        """Return the card for a notebook, in the same words."""
        return html(self)


@checked
def card(
    scenario: arguments.Base,
    *,
    replications: arguments.Replications = REPLICATIONS,
    run_length: RunLength = LENGTH,
    seed: arguments.Seed = 1,
    engine: arguments.EngineName = "compiled",
    jobs: arguments.Jobs | None = None,
    progress: arguments.Progress | None = None,
) -> Card:
    """Return the card of a market: twenty lines, held against figures published for its trade.

    Parameters
    ----------
    scenario
        A scenario or the name or path of a market; of an experiment its baseline.
    replications
        Of the market, and of it with price, advertising and leaving a tenth up and a tenth down.
    run_length
        Simulated span; figures that need longer are not seen.

    Raises
    ------
    ArgumentError, ScenarioError, PlanError
        What was given cannot be used, files have faults, or a run is too long.
    """
    found = scenario if isinstance(scenario, Scenario | Experiment) else load_any(scenario, lambda: list(RESPONSES))
    base = found.baseline if isinstance(found, Experiment) else found
    run = RunPlan(days_of(run_length), replications, seed=seed)
    return card_of(base, run, engine=engine, jobs=jobs, progress=progress)


def card_of(
    base: Scenario,
    run: RunPlan,
    *,
    engine: str = "compiled",
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Card:
    """Run a market as its card needs it, and return the card."""

    def compared(scenarios: Sequence[Scenario], figures: Iterable[Figure]) -> ComparisonResult:
        names = dict.fromkeys(name for one in figures for name in one.names)
        plan = plan_of(experiment_from(scenarios[0], scenarios[1:], run=run, responses=names))
        return kept_result(plan, None, result_of, engine=engine, jobs=jobs, progress=progress)

    levers = levers_of(base)
    results = {"": compared([base], (one for one in CARD if not one.lever))}
    if levers:  # runs of their own: reading the other figures costs more than running
        moved = compared([one for pair in levers.values() for one in pair], (one for one in CARD if one.lever))
        results |= dict.fromkeys(levers, moved)
    names = {"": (base.name,)} | {lever: tuple(one.name for one in pair) for lever, pair in levers.items()}
    findings = []
    for figure in CARD:
        pairs = _numbers(results[figure.lever], figure, names[figure.lever]) if figure.lever in results else None
        findings.append(_finding(base, figure, pairs))
    failed = results[""].failed + (moved.failed if levers else 0)
    market, replications = base.market, results[""].replications
    return Card(base.name, base.label, market.trades, tuple(findings), replications, run.length, run.seed, failed)


def _finding(base: Scenario, figure: Figure, pairs: Iterable[tuple[float, float]] | None) -> Finding:
    """Return a figure held against what is published for a market's trades; None where nothing could be moved."""
    if pairs is None or figure.read is None or not is_on(base, figure.needs):
        return Finding(figure, None, None, (), Word.ABSENT)
    value, half = ratio(pairs)
    if value is None:
        return Finding(figure, None, None, (), Word.UNSEEN)
    rows, reasons = rows_for(figure.key, base.market.trades), dict(base.market.reasons)
    return Finding(figure, value, half, rows, word_for(value, rows, half or 0.0), reasons.get(figure.key))


def _numbers(result: ComparisonResult, figure: Figure, names: Sequence[str]) -> Iterable[tuple[float, float]]:
    """Yield numerator and denominator of a figure for every replication that has both."""
    read, entries = figure.read, [result.plan.entry(name) for name in names]
    series = [{name: result.rows.series(entry.key, Told(name)) for name in figure.names} for entry in entries]
    for replication in result.rows.replications:
        values: list[Values] = [
            {name: float(value) for name in one if (value := one[name].get(replication)) is not None} for one in series
        ]
        if read is not None and all(len(one) == len(figure.names) for one in values):
            try:
                yield read(tuple(values), entries[0].rate)
            except ZeroDivisionError:  # nothing to hold it against in this replication
                continue


def ratio(numbers: Iterable[tuple[float, float]]) -> tuple[float | None, float | None]:
    """Return the ratio of two sums over replications, and half the width of its 95% interval.

    The interval is that of a ratio estimator: of the mean of numerator - ratio x denominator. None without a
    denominator; half a width needs two replications.

    Examples
    --------
    >>> ratio([(1.0, 2.0), (1.0, 2.0)]), ratio([(1.0, 0.0)])
    ((0.5, 0.0), (None, None))
    """
    pairs = list(numbers)
    top, bottom = (math.fsum(column) for column in zip(*pairs, strict=True)) if pairs else (0.0, 0.0)
    if not bottom:
        return None, None
    value = top / bottom
    half = half_width(moments([n - value * d for n, d in pairs]), LEVEL) * len(pairs) / abs(bottom)
    return value, half if math.isfinite(half) else None


__all__ = ["Card", "Finding", "card", "card_of", "ratio"]
