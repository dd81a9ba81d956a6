"""``sim.sensitivity``: what would change the answer."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

from sim.experiment import arguments
from sim.experiment.arguments import Language
from sim.experiment.asking import Given, experiment_of, wished
from sim.experiment.errors import PlanError, StoreDamaged
from sim.experiment.folder import guard
from sim.experiment.sensitivity.looks import Where
from sim.experiment.sensitivity.study import FULL, QUICK, Study
from sim.experiment.sensitivity.tables import answers, study_html, study_text
from sim.experiment.sensitivity.told import SCHEMA_VERSION, told
from sim.experiment.shard import write_whole
from sim.scenario import Experiment
from sim.scenario.arguments import RunLength
from sim.scenario.door import checked
from sim.scenario.kinds import Many, OneOf, Text

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.sensitivity.plots import StudyPlots

FILE = "study.json"
FOLDERS = {False: "sensitivity", True: "sensitivity-quick"}
TABLES = ("assumptions", "tornado", "winner_flips", "strategies", "shares", "knowing")
Keys = Annotated[str | Iterable[str], Many(Text("the name of an assumption, such as 'failure.rate'"))]
TABLE = OneOf(TABLES)
TableName = Annotated[str, TABLE]


@dataclass(frozen=True, eq=False, repr=False)
class SensitivityResult:
    """What would change the answer of an experiment.

    Parameters
    ----------
    told
        Everything that was found, as JSON values.
    folder
        Where it is kept, with a sweep for each step; None if it was not kept.
    """

    told: dict[str, Any]
    folder: Path | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning."""
        return self.told

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return the answer and the tables behind it in plain text."""
        return study_text(self.told, language)

    @checked
    def answer(self, language: Language = "en") -> str:
        """Return in sentences which scenario is best and on what that hangs."""
        return "\n".join(answers(self.told, language))

    @checked
    def to_pandas(self, table: TableName = "tornado") -> pd.DataFrame:
        """Return a part as a tidy table: assumptions, tornado, winner_flips, strategies, shares or knowing."""
        import pandas as pd  # noqa: PLC0415 slow to import

        if table == "shares":
            rows = [
                {"strategy": name, **part}
                for name, one in self.told["shares"].items()
                for part in (
                    *one["each"],
                    {"assumption": "(rest)"} | one["rest"],
                    {"assumption": "(chance)"} | one["noise"],
                )
            ]
            return pd.DataFrame(rows)
        return pd.DataFrame(self.told["space"]["knowing"] if table == "knowing" else self.told[table])

    @property
    def plot(self) -> StudyPlots:
        """Plots: ``.plot.tornado(ax=, strategy=, language=)``."""
        from sim.experiment.sensitivity.plots import StudyPlots  # noqa: PLC0415 matplotlib is slow to import

        return StudyPlots(self.told)

    def __repr__(self) -> str:
        """Return the answer and the tables behind it in plain text."""
        return study_text(self.told)

    def _repr_html_(self) -> str:
        """Return them for a notebook."""
        return study_html(self.told)


def studied(question: Experiment, where: Where, keys: tuple[str, ...] = (), *, quick: bool) -> SensitivityResult:
    """Study a question in a folder, keep what was found, and return it; what is there already is not run again."""
    found = told(Study(question, QUICK if quick else FULL, where, keys), quick=quick)
    text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False)
    with guard(where.folder, None):
        write_whole(where.folder / FILE, text.encode(), kept=where.kept)
    return SensitivityResult(found, where.folder if where.kept else None)


def study_in(folder: Path) -> SensitivityResult:
    """Return the study that a folder holds.

    Raises
    ------
    PlanError
        No study there.
    StoreDamaged
        One that cannot be read.
    """
    path = folder / FILE
    try:
        found = json.loads(path.read_bytes())
        if found["schema_version"] != SCHEMA_VERSION:
            raise PlanError(f"{path}: written by another version of sim; the command that made it writes it again")
    except FileNotFoundError:
        raise PlanError(f"{folder}: no study here; `sim sensitivity EXPERIMENT --out {folder}` makes one") from None
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(f"{path}: damaged; the command that made it writes it again", (path,)) from None
    return SensitivityResult(found, folder)


def study_beside(folder: Path) -> SensitivityResult | None:
    """Return the study that lies in a folder of results: the full one, else the quick one, else None."""
    for name in FOLDERS.values():
        if (folder / name / FILE).exists():
            return study_in(folder / name)
    return None


@checked
def sensitivity(
    base: arguments.Base,
    alternatives: arguments.Others = (),
    *,
    keys: Keys = (),
    quick: bool = False,
    response: arguments.Responses | None = None,
    run_length: RunLength | None = None,
    seed: arguments.Seed | None = None,
    level: arguments.Level | None = None,
    engine: arguments.EngineName = "compiled",
    jobs: arguments.Jobs | None = None,
    out: arguments.Folder | None = None,
    progress: arguments.Progress | None = None,
) -> SensitivityResult:
    """Find out which assumptions move the answer, where it flips, and what it would be worth to know them.

    Every number with a declared range that is no measured data is an assumption. All are screened; those that move most
    are looked at closely (docs/sensitivity.md says how, and how sure).

    Parameters
    ----------
    base, alternatives, response, run_length, seed, level, engine, jobs, progress
        As in :func:`sim.compare`; of several responses the first one counts.
    keys
        Names of the assumptions that are studied, such as ``"failure.rate"`` or
        ``"five_step_recovery: programme.once"``; all if none is named.
    quick
        A tenth of the work: fewer pairs, points and assumptions, flips by a straight line.
    out
        Folder to keep every step in and to go on from; not kept if None.

    Raises
    ------
    ArgumentError
        What was given cannot be used; nothing to compare; no number with a range.
    ScenarioError
        Faults in files.
    Interrupted, StoreError, WorkersUnavailable
        As :func:`sim.experiment.executor.run` does.
    """
    question = experiment_of(base, cast("tuple[Given, ...]", alternatives), run_length, controls=False)
    question = wished(question, {"seed": seed, "level": level}, cast("tuple[str, ...]", response or ()))
    named = cast("tuple[str, ...]", keys)
    if out is not None:
        return studied(question, Where(Path(out), engine, jobs, progress), named, quick=quick)
    with tempfile.TemporaryDirectory(prefix="sim-") as folder:
        return studied(question, Where(Path(os.fspath(folder)), engine, jobs, progress, kept=False), named, quick=quick)
