"""A market, a firm and strategies, resolved: every value with its source, what an engine is given, the digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from sim.model.codes import LeaveLaw
from sim.model.level.opening import Opening
from sim.model.parameters import MECHANISMS, PARAMETERS, Parameters
from sim.model.quantities import Owner
from sim.model.setting import EntryAs, OutcomeTable, Setting
from sim.scenario.arguments import Day, RunLength
from sim.scenario.compose import (
    BY_KEY,
    Base,
    Source,
    Value,
    base_of,
    canonical,
    composed,
    conflicts,
    held_under,
    levels_once,
    overruled,
    solved_once,
    with_solved,
    without_idle,
)
from sim.scenario.door import checked
from sim.scenario.fault import Fault, Place, ScenarioError, fault
from sim.scenario.given import BY_OPTION, IN_STRATEGY, Written
from sim.scenario.home import at_place
from sim.scenario.records import Firm, Label, Market, Strategy
from sim.scenario.relations import relations


def parameters_of(held: Mapping[str, Any]) -> Parameters:
    """Return values as the engines' record has them, unsolved; idle mechanisms stand at their defaults."""
    awake = without_idle(held)
    return Parameters(**{p.name: awake[p.key] for p in PARAMETERS})


@dataclass(frozen=True, eq=False)
class Resolved:
    """A market, a firm and strategies, resolved; equal to every other one that resolves to the same values.

    What the fields mean stands with :class:`sim.scenario.scenario.Scenario`, which adds how it is changed and shown.
    """

    name: str
    label: Label
    market: Market
    firm: Firm
    strategies: tuple[Strategy, ...] = ()
    changes: tuple[Written, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a scenario whose parts do not fit, with all faults."""
        options = [one for one in self.changes if one.place == BY_OPTION]
        faults = [*conflicts(self.strategies), *overruled(options, self.strategies)]
        if not faults:
            base = self._base(faults)
            for day in self._days:
                faults += self._misfits(held_under(base, self._active(day), faults))
            faults += [] if faults else self._unsolvable()
        if faults:
            raise ScenarioError(faults)

    def _base(self, faults: list[Fault]) -> Base:
        """Return the values before any strategy."""
        currency, firm = self.market.currency, at_place(self.firm, self.market)
        return base_of((*self.market.values, *firm, *self.changes), currency.code, currency.minor, faults)

    @property
    def worth(self) -> Mapping[str, Fraction]:
        """What one unit of money is worth in minor units: of the currency, a basket, an agent-hour."""
        return self._base([]).worth

    @property
    def _days(self) -> list[int]:
        """Return the days on which values may change, counted from the start of history."""
        return sorted({0, *(self.market.history + strategy.starts for strategy in self.strategies)})

    def _active(self, day: int) -> tuple[Strategy, ...]:
        """Return the strategies that have started by a day."""
        return tuple(s for s in self.strategies if self.market.history + s.starts <= day)

    def _misfits(self, held: Mapping[str, Any]) -> list[Fault]:
        """Return what does not fit between values, and between strategies and mechanisms."""
        found = []
        for strategy in self.strategies:
            for mechanism in strategy.requires:
                if not held[f"mechanisms.{mechanism}"]:
                    text = f"'{strategy.name}' needs the mechanism '{mechanism}', which is off in '{self.market.name}'"
                    found.append(fault(strategy.place, "requires", f"{text}; switch it on, or leave the strategy out"))
            for one in strategy.values:
                mechanism = BY_KEY[one.key].mechanism
                if mechanism and mechanism not in strategy.requires and not held[f"mechanisms.{mechanism}"]:
                    text = f"belongs to the mechanism '{mechanism}', which is off in '{self.market.name}'"
                    found.append(fault(one.place, one.key, f"{text}; switch it on, or leave the change out"))
        for key, text in relations(without_idle(held)):
            found.append(fault(self._said(key), key, text))
        if held["mechanisms.hazards"] and held["hazard.churn"] > 0:
            found += self._idle("hazard.rates", "hazard.churn")
        if held["level.churn"] > 0 and held["leaving.law"] == LeaveLaw.CONSTANT:
            found += self._idle("leaving.chance", "level.churn")
        if held["mechanisms.failures"] and held["outcome.table"] != OutcomeTable.TARP_1979:
            found += self._idle("outcome.major", "outcome.table", "names another survey", "tarp_1979")
        return found

    def _unsolvable(self) -> list[Fault]:
        """Return what keeps the levels of the market from being solved."""
        from sim.model.level.refused import UnsolvableLevel  # noqa: PLC0415 heavy, and not needed to read files

        try:
            self.levels  # noqa: B018 a property that is computed once
        except UnsolvableLevel as error:
            return [fault(self._said(error.key), error.key, str(error))]
        return []

    def _idle(self, idle: str, ruling: str, rules: str = "is above 0", off: str = "0%") -> list[Fault]:
        """Return a fault if a value is stated as late as the one from which it is solved, or later.

        A market's own file is later than what it extends, and what is set by hand is later than the market.
        """
        by_hand = [one for one in self.changes if one.key in {idle, ruling}]
        if by_hand:
            stated = by_hand[-1].place if by_hand[-1].key == idle else None
        else:
            own = (one.place for one in self.market.values if one.key == idle)
            stated = next((place for place in own if place.file == self.market.place.file), None)
        text = f"does not count while {ruling} {rules}; leave it out, or set {ruling} to {off}"
        return [fault(stated, idle, text)] if stated else []

    def _said(self, key: str) -> Place:
        """Return where a key was last stated, else the market's file."""
        stated = [
            *self.market.values,
            *self.firm.values,
            *self.changes,
            *(v for s in self.strategies for v in s.values),
        ]
        return next((one.place for one in reversed(stated) if one.key == key), self.market.place)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every value once all strategies have started, by dotted key, each with its source; solved rates as solved."""
        own = {}
        for key, number, text in (
            ("persons", self.market.persons, str(self.market.persons)),
            ("history", self.market.history, f"{self.market.history} days"),
        ):
            source = Source(str(dict(self.market.by_hand).get(key, self.market.place)))
            own[key] = Value(key, number, text, source, ((text, source),))
        stated = composed(self._base([]), self.strategies)
        return MappingProxyType(own | with_solved(stated, self.levels, again=bool(self._states)))

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what can be computed again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __eq__(self, other: object) -> bool:
        """Return whether both resolve to the same values in the same currency; names and sources do not count."""
        if not isinstance(other, Resolved):
            return NotImplemented
        return (self.market.currency, self.digest) == (other.market.currency, other.digest)

    def __hash__(self) -> int:
        return hash((self.market.currency, self.digest))

    @checked
    def parameters(self, day: Day | None = None) -> Parameters:
        """Return the parameters of a day, solved; idle mechanisms stand at their defaults.

        Parameters
        ----------
        day
            Day from the start of history; None when all strategies have started.
        """
        active = self.strategies if day is None else self._active(day)
        solved = solved_once(parameters_of(held_under(self._base([]), active, [])), self.market.currency.minor)
        return replace(solved, **self.levels)

    @property
    def _states(self) -> tuple[Written, ...]:
        """Return what is set by hand and is no act of the firm: levels are solved from it."""
        return tuple(one for one in self.changes if one.as_is or BY_KEY[one.key].owner is Owner.MARKET)

    @cached_property
    def levels(self) -> Mapping[str, Any]:
        """Numbers that centre the market's mechanisms, by field: solved from market and firm as they are.

        What is set by hand on the firm, and strategies, leave them alone, so that they act; what is set by hand on the
        market, or said to be the firm as it is, solves them again.
        """
        market = self.market
        firm = at_place(self.firm, market)
        base = base_of((*market.values, *firm, *self._states), market.currency.code, market.currency.minor, [])
        as_customer = bool(market.entries) and market.entry_as is EntryAs.CUSTOMER
        opening = Opening(market.persons, market.entries, as_customer, market.history)
        return MappingProxyType(levels_once(parameters_of(base.held), market.currency.minor, opening))

    @cached_property
    def phases(self) -> tuple[tuple[int, Parameters], ...]:
        """Days from the start of history, and the parameters from there on.

        ``programme_once`` counts up: what a phase adds to it is due at the phase's start.
        """
        found: list[tuple[int, Parameters]] = []
        for day in self._days:
            parameters = self.parameters(day)
            if not found or found[-1][1] != parameters:
                found.append((day, parameters))
        return tuple(found)

    @checked
    def setting(self, run_length: RunLength) -> Setting:
        """Return what an engine is given.

        Parameters
        ----------
        run_length
            Days that count, or a time such as ``"3 years"``.
        """
        market = self.market
        outside = self.phases[0][1].outside_on
        return Setting(
            persons=market.persons,
            run_length=float(run_length),
            history=market.history,
            phases=self.phases,
            entries=market.entries,
            entry_as=market.entry_as if market.entries else EntryAs.CUSTOMER,
            contact_times=market.contact_times if outside else (),
        )

    @cached_property
    def digest(self) -> str:
        """Digest of what reaches the engine, 64 hexadecimal digits.

        Labels, sources and formatting do not count, nor do mechanisms that rest, whether there are any such or not.
        """
        world = self.setting(0.0)
        lines = [f"scenario 2\nminor {self.market.currency.minor}"]
        lines += [f"{name} {getattr(world, name)!r}" for name in ("persons", "history", "entries", "contact_times")]
        lines.append(f"entry_as {int(world.entry_as)}")
        for day, parameters in world.phases:
            lines.append(f"phase {day}")
            lines += sorted(f"solved {name} {canonical(value)}" for name, value in self.levels.items())
            on = [mechanism for mechanism in MECHANISMS if getattr(parameters, f"{mechanism}_on")]
            awake = {p.key: getattr(parameters, p.name) for p in PARAMETERS if p.mechanism in ("", *on)}
            awake = {key: value for key, value in awake.items() if value or not key.startswith("mechanisms.")}
            lines += sorted(f"{key} {canonical(value)}" for key, value in awake.items())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    @property
    def set_by_hand(self) -> dict[str, str]:
        """What was set by hand, by dotted key, as it was written: persons, history, values, a strategy's own last."""
        found = {key: self.values[key].written for key, _ in self.market.by_hand}
        found |= {one.key: one.text for one in self.changes}
        return found | {one.key: one.text for s in self.strategies for one in s.values if one.place == IN_STRATEGY}


Some = TypeVar("Some", bound=Resolved)


def as_is(scenario: Some, question: Resolved) -> Some:
    """Return a market under the firm as it is in a question: its file and what is set by hand, no strategy."""
    own = {
        owner: tuple(one for one in changed.changes if BY_KEY[one.key].owner is owner)
        for owner, changed in ((Owner.MARKET, scenario), (Owner.FIRM, question))
    }
    return replace(scenario, firm=question.firm, strategies=(), changes=(*own[Owner.MARKET], *own[Owner.FIRM]))
