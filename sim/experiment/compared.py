"""What was compared, and what follows from it: lines with verdicts, controls, what may be best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sim.experiment.answer import best_of, compared
from sim.experiment.arguments import EngineName, Replications
from sim.experiment.controls import Control, controls_of
from sim.experiment.horizons import AtHorizon, BreakEven, break_even_of, horizons_of
from sim.experiment.plan import ALTERNATIVE, Plan
from sim.experiment.rows import CUSTOMERS, Rows
from sim.experiment.selection.interactions import Interaction, interactions_of
from sim.experiment.settle import SETTLED
from sim.experiment.verdict import Comparison
from sim.experiment.why import CausalLedger, ledger_of
from sim.scenario.door import checked


@dataclass(frozen=True, eq=False, repr=False)
class Compared:
    """What was compared, and what follows from the rows.

    What the fields mean stands with :class:`sim.experiment.result.ComparisonResult`, which adds words, plots and lives.
    """

    plan: Plan
    rows: Rows
    responses: tuple[str, ...]
    folder: Path | None = None
    missing: int = 0

    @cached_property
    def lines(self) -> tuple[Comparison, ...]:
        """One line for every response and alternative; money in currency units."""
        return tuple(line for response in self.responses for line in compared(self.plan, self.rows, response))

    @cached_property
    def horizons(self) -> tuple[AtHorizon, ...]:
        """Profit at the other horizons that were asked for, by alternative."""
        return horizons_of(self.plan, self.rows)

    @cached_property
    def break_even(self) -> tuple[BreakEven, ...]:
        """When each alternative has paid for itself, where horizons were asked for and profit is compared."""
        return break_even_of(self.plan, self.rows)

    @cached_property
    def controls(self) -> tuple[Control, ...]:
        """The negative controls, and whether each of them holds exactly."""
        return controls_of(self.plan, self.rows)

    @cached_property
    def best(self) -> dict[str, list[str]]:
        """By response, the scenarios that may be best: no other one is shown to beat them, the baseline included."""
        return {response: best_of(self.plan, self.rows, response) for response in self.responses}

    @cached_property
    def interactions(self) -> dict[str, tuple[Interaction, ...]]:
        """By response, what rows made of other rows bring beyond the sum of these."""
        return {response: interactions_of(self.plan, self.rows, response) for response in self.responses}

    @checked
    def ledger(
        self, name: str, *, replications: Replications | None = None, engine: EngineName = "compiled"
    ) -> CausalLedger:
        """Return why a scenario's profit differs from the baseline's: by account, by first fork, and persons' fates.

        Its pairs are run again with their whole logs, once for each question.

        Parameters
        ----------
        name
            Of an alternative or a control.
        replications
            How many of the compared pairs at most, the first ones; 30 if None.

        Raises
        ------
        PlanError
            Unknown scenario, no pair at all, or logs that are too large for this machine.
        """
        question = (name, replications, engine)
        if question not in self._ledgers:
            self._ledgers[question] = ledger_of(self.plan, self.rows, name, replications, engine)
        return self._ledgers[question]

    @cached_property
    def _ledgers(self) -> dict[tuple[str, int | None, str], CausalLedger]:
        return {}

    @property
    def settled(self) -> bool:
        """Whether every line answers its question."""
        return all(line.verdict in SETTLED for line in self.lines)

    @property
    def failed(self) -> int:
        """Number of failed replications."""
        return len(self.rows.failures)

    @property
    def replications(self) -> int:
        """Number of replications of the baseline, failed ones included."""
        return len(self.rows.replications)

    @property
    def has_old_rows(self) -> bool:
        """Whether a row was stored by an earlier version, which did not write down what customers are worth."""
        entries = (self.plan.baseline, *self.plan.of_role(ALTERNATIVE))
        return any(len(self.rows.series(entry.key, CUSTOMERS)) < self.replications for entry in entries)

    @property
    def failures(self) -> list[str]:
        """One line for every failed replication: its id and why."""
        names = {entry.key: entry.name for entry in self.plan.entries}
        return [f"{names[key]}.{replication}: {error}" for key, replication, error in self.rows.failures]
