"""The answer to a comparison: differences with intervals and verdicts, controls, and the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment.answer import labels_of, needed, unit_of
from sim.experiment.arguments import EngineName, Folder, Jobs, Language, OneResponse, PersonNumber, Replication
from sim.experiment.compared import Compared
from sim.experiment.controls import controls_need
from sim.experiment.description import SCHEMA_VERSION, plan_in, with_run
from sim.experiment.errors import PlanError
from sim.experiment.lines import set_keys
from sim.experiment.plan import Plan, known_responses
from sim.experiment.rows import Rows
from sim.experiment.selection.ranking import Ranking, ranking_of
from sim.experiment.statistics import planned_looks
from sim.experiment.store import Stored
from sim.experiment.tables import comparison_html, comparison_text
from sim.experiment.verdict import Comparison
from sim.response import RESPONSES
from sim.scenario import Experiment
from sim.scenario.door import checked

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.plots import ComparisonPlots
    from sim.experiment.sensitivity.result import SensitivityResult
    from sim.experiment.trace import Trace


@dataclass(frozen=True, eq=False, repr=False)
class ComparisonResult(Compared):
    """What a comparison found.

    Parameters
    ----------
    plan
        What was run.
    rows
        What is known of the rows; whatever else is asked is read again from where they lie.
    responses
        What is compared; the table shows the first one first.
    folder
        Where the results lie; None if they were not kept.
    missing
        Rows that were asked for and are not there. Replications that lack one in any scenario are left out of ``rows``.
    question
        What was asked, with the sources of its numbers; None if it was read from a folder.
    """

    question: Experiment | None = None

    @checked
    def sensitivity(
        self,
        *,
        quick: bool = False,
        engine: EngineName = "compiled",
        jobs: Jobs | None = None,
        out: Folder | None = None,
    ) -> SensitivityResult:
        """Find out which assumptions move this answer, as :func:`sim.sensitivity` does.

        Raises
        ------
        ArgumentError
            The comparison was read from a folder, which holds no sources of its numbers.
        """
        from sim.experiment.sensitivity.result import sensitivity  # noqa: PLC0415 slow to import

        if self.question is None:
            raise PlanError("sensitivity: a folder holds no ranges of its numbers; give sim.sensitivity the experiment")
        return sensitivity(self.question, quick=quick, engine=engine, jobs=jobs, out=out)

    @property
    def results(self) -> pd.DataFrame:
        """Every replication's responses, one row each: scenario, what was set, status, responses, digest, error."""
        from sim.experiment.frames import results_frame  # noqa: PLC0415 pandas is slow to import

        return results_frame(self.plan, self.rows)

    @property
    def plot(self) -> ComparisonPlots:
        """Plots: ``.plot.forest(ax=, response=, language=)``."""
        from sim.experiment.plots import ComparisonPlots  # noqa: PLC0415 matplotlib is slow to import

        return ComparisonPlots(self)

    @checked
    def twin(
        self,
        person: PersonNumber,
        alternative: str | None = None,
        *,
        replication: Replication = 0,
        engine: EngineName = "compiled",
    ) -> Trace:
        """Return the same person's lives under the baseline and an alternative (the first if none is named).

        Raises
        ------
        ArgumentError
            If there is no such person, alternative or engine.
        """
        from sim.experiment.trace import traced  # noqa: PLC0415

        first = next((entry.name for entry in self.plan.entries[1:]), self.plan.baseline.name)
        name = first if alternative is None else alternative
        pair = (self.plan.baseline, self.plan.entry(name))
        seed = self.plan.run.seed
        return traced(pair, self.plan.currency, person=person, seed=seed, replication=replication, engine=engine)

    @checked
    def ranking(self, response: OneResponse | None = None) -> Ranking:
        """Return every scenario against every other one in a response (the first if None), and chances of being best.

        Raises
        ------
        ArgumentError
            Unknown response.
        """
        return ranking_of(self.plan, self.rows, response or self.responses[0])

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return the table in plain text, in a language: ``en`` or ``zh``.

        Raises
        ------
        ArgumentError
            For another one.
        """
        return comparison_text(self, language)

    @checked
    def to_pandas(self, language: Language = "en") -> pd.DataFrame:
        """Return the lines as a tidy table, one row for every response and alternative; labels in a language."""
        import pandas as pd  # noqa: PLC0415

        keys = set_keys(self.plan)
        lines = [line | {key: line["set"].get(key) for key in keys} for line in self.as_dict(language)["alternatives"]]
        return pd.DataFrame(lines).drop(columns="set", errors="ignore")

    @checked
    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning.

        Keys, names and verdicts are the same in every language; labels are in the one given.
        """
        plan, labels = self.plan, labels_of(self.plan, language)
        return {
            "schema_version": SCHEMA_VERSION,
            "experiment": plan.name,
            "digest": plan.digest,
            "market": plan.market,
            "currency": plan.currency.code,
            "run_length_days": plan.run.length,
            "primary_days": plan.run.judged,
            "seed": plan.run.seed,
            "replications": self.replications,
            "failed_replications": self.failed,
            "missing_replications": self.missing,
            "baseline": plan.baseline.name,
            "responses": {name: self._about(name) for name in self.responses},
            "first_look": plan.run.first_look,
            "one_look": plan.run.precision is not None,
            "may_be_best": self.best,
            "alternatives": [self._line(line, labels) for line in self.lines],
            "interactions": [one.as_dict() for found in self.interactions.values() for one in found],
            "horizons": [one.as_dict() for one in self.horizons],
            "break_even": [one.as_dict() for one in self.break_even],
            "controls": [control.as_dict() for control in self.controls],
        }

    def _line(self, line: Comparison, labels: Mapping[str, str]) -> dict[str, Any]:
        values = dict(self.plan.entry(line.name).values)
        about = {"label": labels[line.name], "set": values, "unit": unit_of(self.plan, line.response)}
        return line.as_dict() | about

    def _about(self, name: str) -> dict[str, Any]:
        response = RESPONSES[name]
        return {
            "unit": unit_of(self.plan, name),
            "definition": response.definition,
            "higher_is_better": response.higher_is_better,
        }

    def __repr__(self) -> str:
        """Return the table in plain text."""
        return comparison_text(self)

    def _repr_html_(self) -> str:
        """Return the table for a notebook, in the same words."""
        return comparison_html(self)


def result_in(
    folder: Path,
    responses: tuple[str, ...] = (),
    *,
    level: float | None = None,
    indifference: float | None = None,
    horizons: tuple[int, ...] | None = None,
) -> ComparisonResult:
    """Return the comparison of what a folder holds.

    Parameters
    ----------
    responses
        Names; those of the plan if empty.
    level, indifference
        Probability with which all intervals of a response hold at once, and what does not matter; the plan's if None.
    horizons
        Months after which profit is told too; the plan's if None.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        As :func:`sim.experiment.store.rows` does.
    PlanError
        Unknown response, or one that the rows do not hold.
    """
    plan = plan_in(folder)
    if plan.cells:
        raise PlanError(f"{folder}: holds a sweep; `sim sweep {folder}` reads it, .cell(number) gives one comparison")
    changes = {"level": level, "indifference": indifference, "horizons": horizons}
    plan = with_run(plan, **{name: value for name, value in changes.items() if value is not None})
    if lines := [f"{key}: {text}" for key, text in plan.run.conflicts() if key == "horizons"]:
        raise PlanError(*lines)
    result = result_of(plan, folder, responses)
    if responses and result.rows.lacking:
        words = " ".join([*plan.asked, *(f"--response {name}" for name in responses)])
        raise PlanError(
            f"{folder}: {result.rows.lacking} rows hold other responses; `sim compare {words}` computes these"
        )
    return result


def result_of(
    plan: Plan, folder: Path, responses: tuple[str, ...] = (), *, replications: int | None = None, kept: bool = True
) -> ComparisonResult:
    """Return the comparison of a plan's rows in a folder.

    Parameters
    ----------
    replications
        How many of each scenario count, whatever else the folder holds; those that were asked of it if None.
    kept
        Whether the folder stays.
    """
    shown = known_responses(responses or plan.responses)
    limit = replications or planned_looks(plan.run.replications, plan.run.most)[-1]
    names = replace(plan, responses=shown).stored
    found = Rows(Stored(folder), plan.keys, limit, needed(plan, shown) | controls_need(plan), names)
    count = asked_for(plan, found.most) if replications is None else replications
    missing = count * len(plan.keys) - found.held(count)
    return ComparisonResult(plan, found.first(count), shown, folder if kept else None, missing)


def asked_for(plan: Plan, most: int) -> int:
    """Return how many replications of each scenario a folder is to hold that holds ``most`` now.

    Where replications are doubled until something is reached nobody knows beforehand; it is then the next look.
    """
    looks = planned_looks(plan.run.replications, plan.run.most)
    return next((look for look in looks if look >= most), looks[-1])
