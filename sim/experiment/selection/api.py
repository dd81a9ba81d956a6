"""``sim.select``: one winner with a guarantee."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sim.experiment import arguments
from sim.experiment.arguments import Language
from sim.experiment.asking import Given, experiment_of, wished
from sim.experiment.plan import plan_of
from sim.experiment.selection.choosing import choose, plan_to_choose
from sim.experiment.selection.chosen import Chosen
from sim.experiment.selection.tables import chosen_html, chosen_text
from sim.model.limits import AT_MOST
from sim.scenario.arguments import RunLength
from sim.scenario.door import checked

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class SelectionResult:
    """One winner with a guarantee, or why there is none.

    Parameters
    ----------
    chosen
        What the selection came to.
    folder
        Where its replications are kept; None if they are not.
    """

    chosen: Chosen
    folder: Path | None = None

    @property
    def winner(self) -> str | None:
        """The name of the scenario to take; None if there is none."""
        return self.chosen.winner

    @checked
    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning."""
        return self.chosen.as_dict(language)

    @checked
    def to_pandas(self, language: Language = "en") -> pd.DataFrame:
        """Return how each scenario fared, the winner or the last ones in first; money in currency units."""
        import pandas as pd  # noqa: PLC0415 slow to import

        return pd.DataFrame(self.chosen.lines(language))

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return the winner with its promise, or why there is none, and how each scenario fared, in plain text."""
        return chosen_text(self.chosen, language)

    def __repr__(self) -> str:
        """Return the same in English."""
        return chosen_text(self.chosen)

    def _repr_html_(self) -> str:
        """Return the same for a notebook."""
        return chosen_html(self.chosen)


@checked
def select(
    base: arguments.Base,
    alternatives: arguments.Others = (),
    *,
    indifference: arguments.Indifference,
    response: arguments.Responses | None = None,
    run_length: RunLength | None = None,
    replications: arguments.Replications | None = None,
    at_most: arguments.AtMost = AT_MOST,
    seed: arguments.Seed | None = None,
    level: arguments.Level | None = None,
    engine: arguments.EngineName = "compiled",
    jobs: arguments.Jobs | None = None,
    out: arguments.Folder | None = None,
    progress: arguments.Progress | None = None,
) -> SelectionResult:
    """Find the best scenario: add replications to those still in until one is left.

    Parameters
    ----------
    base, alternatives, response, run_length, seed, level, engine, jobs, progress
        As in :func:`sim.compare`; of several responses the first one counts.
    indifference
        The least difference worth finding, in the response's unit (money in currency units): a winner that is better
        than every other scenario by at least this is named with the level.
    replications
        First stage, from 30; fix it before you look.
    at_most
        Replications of a scenario at which it ends in any case.
    out
        Folder to keep results in and to go on from; not kept if None.

    Raises
    ------
    ArgumentError
        What was given cannot be used; nothing to choose from.
    ScenarioError
        Faults in files.
    Interrupted, StoreError, WorkersUnavailable
        As :func:`sim.experiment.executor.run` does.

    References
    ----------
    Kim & Nelson (2001), ACM TOMACS 11:251-273; docs/selection.md.
    """
    question = experiment_of(base, cast("tuple[Given, ...]", alternatives), run_length, controls=False)
    wishes = {"replications": replications, "seed": seed, "level": level}
    question = wished(question, wishes, cast("tuple[str, ...]", response or ()))
    plan = plan_to_choose(plan_of(question), indifference, at_most)
    if out is not None:
        chosen = choose(plan, Path(out), at_most, engine=engine, jobs=jobs, progress=progress)
        return SelectionResult(chosen, Path(out))
    with tempfile.TemporaryDirectory(prefix="sim-") as folder:
        chosen = choose(plan, Path(folder), at_most, engine=engine, jobs=jobs, progress=progress, kept=False)
    return SelectionResult(chosen)
