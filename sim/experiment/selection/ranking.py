"""The ranking of a comparison's scenarios, as Python, notebooks and commands are given it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.experiment.answer import labels_of, unit_of
from sim.experiment.arguments import Language
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.selection.pairs import Ranks, ranks_of
from sim.experiment.selection.tables import ranking_html, ranking_text
from sim.scenario.door import checked

SCHEMA_VERSION = 1


@dataclass(frozen=True, eq=False, repr=False)
class Ranking(Ranks):
    """All scenarios of a comparison in one response, the one with the best mean first, the controls left out.

    Parameters
    ----------
    plan, response
        What was run, and which response is looked at.
    replications
        Of each scenario.
    scenarios
        In order of their means.
    pairs
        Every two of them; all intervals hold together with the level, at every doubling from the first look.
    """

    @checked
    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning."""
        labels = labels_of(self.plan, language)
        return {
            "schema_version": SCHEMA_VERSION,
            "experiment": self.plan.name,
            "response": self.response,
            "unit": unit_of(self.plan, self.response),
            "level": self.plan.run.level,
            "replications": self.replications,
            "scenarios": [
                {"name": one.name, "label": labels[one.name], "mean": one.mean, "may_be_best": one.may_be_best,
                 "chance_of_being_best": one.chance}
                for one in self.scenarios
            ],
            "pairs": [one.line.as_dict() | {"against": one.against} for one in self.pairs],
        }  # fmt: skip

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return both tables in plain text."""
        return ranking_text(self, language)

    def __repr__(self) -> str:
        """Return both tables in plain text."""
        return ranking_text(self)

    def _repr_html_(self) -> str:
        """Return both tables for a notebook."""
        return ranking_html(self)


def ranking_of(plan: Plan, rows: Rows, response: str) -> Ranking:
    """Return the ranking of a plan's scenarios in a response."""
    found = ranks_of(plan, rows, response)
    return Ranking(found.plan, found.response, found.replications, found.scenarios, found.pairs)
