"""What a selection came to: the winner, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.experiment.answer import labels_of, unit_of
from sim.experiment.packed import Number
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.selection.kn import Screened

SCHEMA_VERSION = 1
FEW, FAILED, LIMIT = "few", "failed", "limit"


@dataclass(frozen=True, slots=True)
class Why:
    """Why there is no winner.

    Parameters
    ----------
    kind
        ``few`` telling pairs, a ``failed`` replication, or the ``limit``.
    names
        The scenarios it is about.
    number
        Pairs that tell something; the replication that failed; or how many were looked at.
    """

    kind: str
    names: tuple[str, ...]
    number: int


@dataclass(frozen=True, eq=False)
class Chosen:
    """What a selection came to.

    Parameters
    ----------
    plan
        What was run: its replications are the first stage, its indifference is the aim's.
    response
        Which one was to be best.
    screened
        How far the procedure came; None if it could not begin.
    why
        Why there is no winner; None if there is one.
    means, replications
        By scenario: over how many replications it was looked at, and the mean of these.
    """

    plan: Plan
    response: str
    screened: Screened | None
    why: Why | None
    means: Mapping[str, Number]
    replications: Mapping[str, int]

    @property
    def winner(self) -> str | None:
        """The name of the scenario to take; None if there is none."""
        return self.screened.winner if self.screened is not None and self.why is None else None

    @property
    def names(self) -> list[str]:
        """The names of all scenarios that may be taken, the last ones in first."""
        entries = (self.plan.baseline, *self.plan.of_role(ALTERNATIVE))
        return sorted((entry.name for entry in entries), key=lambda name: -self.replications.get(name, 0))

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; ``schema_version`` is raised whenever a key changes its meaning."""
        plan, found, why = self.plan, self.screened, self.why
        return {
            "schema_version": SCHEMA_VERSION,
            "experiment": plan.name,
            "digest": plan.digest,
            "procedure": "kn",
            "response": self.response,
            "unit": unit_of(plan, self.response),
            "level": plan.run.level,
            "indifference": plan.run.indifference,
            "first_stage": plan.run.replications,
            "ends_at_the_latest": None if found is None else found.ends,
            "winner": self.winner,
            "why_none": None if why is None else {"kind": why.kind, "scenarios": list(why.names), "number": why.number},
            "scenarios": self.lines(language),
        }

    def lines(self, language: str = "en") -> list[dict[str, Any]]:
        """Return how each scenario fared, the winner or the last ones in first."""
        labels, out = labels_of(self.plan, language), self.screened.out if self.screened is not None else {}
        return [
            {
                "name": name,
                "label": labels[name],
                "mean": self.means.get(name),
                "replications": self.replications.get(name, 0),
                "left_out_at": out[name].replications if name in out else None,
                "behind": out[name].by if name in out else None,
            }
            for name in self.names
        ]
