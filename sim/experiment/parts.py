"""The parts of a difference in profit and the fates of persons: means over pairs, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from sim.experiment.answer import PROFIT, scale_of, scaled
from sim.experiment.fates import FATES
from sim.experiment.ledger import ACCOUNTS, FORKS, Pair
from sim.experiment.packed import Number
from sim.experiment.plan import Entry, Plan
from sim.experiment.settle import Rule, hull
from sim.experiment.statistics import moments
from sim.model.events import KINDS

SPLITS = {"account": ACCOUNTS, "fork": FORKS}


@dataclass(frozen=True, slots=True)
class Part:
    """The mean over pairs of one part, with its interval.

    Parameters
    ----------
    name
        An account, the kind of the fork or ``firm``, a fate, or what the whole is called.
    mean, low, high
        Money in currency units, else persons; no ends where there are too few pairs to tell. Each interval holds alone.
    """

    name: str
    mean: Number
    low: Number | None
    high: Number | None


@dataclass(frozen=True, eq=False, repr=False)
class Parts:
    """What one alternative's difference in profit is made of, and what became of the persons.

    What the fields mean stands with :class:`sim.experiment.why.CausalLedger`, which tells it in words.
    """

    plan: Plan
    entry: Entry
    pairs: tuple[Pair, ...]
    compared: int

    @cached_property
    def difference(self) -> Part:
        """The difference in profit of these pairs."""
        return self._money("difference", [pair.difference for pair in self.pairs])

    @cached_property
    def by_account(self) -> tuple[Part, ...]:
        """The difference by account, the largest first; accounts that never differ are left out."""
        return self._split("account")

    @cached_property
    def by_fork(self) -> tuple[Part, ...]:
        """The difference by the first event that only one of the two lives has, the largest first.

        A person's whole difference, to the end of the run, is given to that event. What is booked to no person stands
        with ``firm``; ``unchanged`` is there only where the two scenarios discount at different rates.
        """
        return self._split("fork")

    @cached_property
    def lives(self) -> dict[str, Part]:
        """Persons whose lives changed, by the kind of the first fork; kinds at which none parts are left out."""
        found = {name: [pair.lives[k] for pair in self.pairs] for k, name in enumerate(FORKS[:KINDS])}
        return {name: self._heads(name, heads) for name, heads in found.items() if any(heads)}

    @cached_property
    def changed(self) -> Part:
        """Persons whose two lives differ in any event."""
        return self._heads("changed", [pair.changed for pair in self.pairs])

    @cached_property
    def fates(self) -> tuple[Part, ...]:
        """Persons by what became of them, in the order of :class:`sim.experiment.fates.Fate`."""
        return tuple(self._heads(fate, [pair.fate[k] for pair in self.pairs]) for k, fate in enumerate(FATES))

    @property
    def persons(self) -> int:
        """How many persons there are in a pair."""
        return max(entry.setting.persons for entry in (self.plan.baseline, self.entry))

    def _split(self, by: str) -> tuple[Part, ...]:
        found = [(name, [getattr(pair, by)[k] for pair in self.pairs]) for k, name in enumerate(SPLITS[by])]
        told = [self._money(name, values) for name, values in found if any(values)]
        return tuple(sorted(told, key=lambda part: -abs(part.mean)))

    def _money(self, name: str, values: Sequence[int]) -> Part:
        return self._part(name, values, scale_of(self.plan, PROFIT), -math.inf)

    def _heads(self, name: str, values: Sequence[int]) -> Part:
        return self._part(name, values, Fraction(1), 0.0)

    def _part(self, name: str, values: Sequence[int], scale: Fraction, least: float) -> Part:
        spread = moments(values)
        low, high = hull(spread, Rule(self.plan.run.level, one_look=True).side(spread.n))
        ends = (scaled(max(least, end), scale) if math.isfinite(high) else None for end in (low, high))
        return Part(name, scaled(spread.mean or 0.0, scale), *ends)


__all__ = ["SPLITS", "Part", "Parts"]
