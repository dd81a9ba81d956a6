"""A scenario: one complete setting of the parameters, frozen, with the source of every value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.model.quantities import Owner
from sim.scenario.arguments import Key, OneValue, StrategyGiven, ValuesByKey
from sim.scenario.compose import BY_KEY
from sim.scenario.door import checked
from sim.scenario.fault import Place, ScenarioError, fault, meant
from sim.scenario.given import IN_STRATEGY, IN_VALUES
from sim.scenario.hand import with_values, written
from sim.scenario.objects import load_strategy
from sim.scenario.records import Label, Strategy
from sim.scenario.resolved import Resolved
from sim.scenario.sections import SECTIONS, Section
from sim.scenario.show import Changes, Why, card, card_html, changes_between


@dataclass(frozen=True, eq=False, repr=False)
class Scenario(Resolved):
    """One complete setting of the parameters, as it is shown, changed and asked.

    Parameters
    ----------
    name, label
        In experiments and results; for people.
    market, firm, strategies
        What it is made of.
    changes
        Values set by hand on market or firm, under the strategies.
    """

    @checked
    def with_strategy(self, strategy: StrategyGiven, /, **changes: OneValue) -> Scenario:
        """Return this scenario with one more strategy.

        Parameters
        ----------
        strategy
            A strategy, its name, or the path of its file.
        changes
            Values that replace the strategy's own, by dotted key: ``**{"recovery.compensation": 0.5}``.

        Raises
        ------
        ScenarioError
            Unknown strategy, faults in its file or in the changes, or a conflict with a strategy already there.
        """
        found = strategy if isinstance(strategy, Strategy) else load_strategy(strategy, near=self.market.place.file)
        if changes:
            own = written(changes, IN_STRATEGY, (Owner.FIRM,), relative=True)
            kept = tuple(one for one in found.values if one.key not in {new.key for new in own})
            found = replace(found, values=(*kept, *own))
        return combined(self, (*self.strategies, found))

    @checked
    def with_values(self, values: ValuesByKey, *, as_is: bool = False) -> Scenario:
        """Return this scenario with values of market or firm set by hand.

        Strategies that add to a value or multiply it, go on doing so from the new one.

        Parameters
        ----------
        values
            Texts as in a file, or numbers, by dotted key; also ``persons`` and ``history``.
        as_is
            Whether values of the firm say how it is, as its file does: levels (churn, joins, ...) are then solved from
            them. Else the firm acts, and levels move.

        Raises
        ------
        ScenarioError
            Unknown keys, values that do not fit, or a key that a strategy of this scenario sets: both places are named.
        """
        return with_values(self, values, IN_VALUES, as_is=as_is)

    @checked
    def named(self, name: str, label: Label | None = None) -> Scenario:
        """Return this scenario under another name."""
        return replace(self, name=name, label=label or Label(en=name))

    @checked
    def diff(self, other: Scenario) -> Changes:
        """Return what changes from ``other`` to this scenario, and who says so."""
        return changes_between(other, self)

    @checked
    def why(self, key: Key) -> Why:
        """Return where a value comes from: every statement that led to it."""
        if key not in self.values:
            raise ScenarioError([fault(Place(key), "", f"unknown key{meant(key, list(self.values))}")])
        meaning = BY_KEY[key].meaning if key in BY_KEY else ""
        return Why(self.values[key], meaning, self.market.currency)

    if not TYPE_CHECKING:  # so that mypy still refuses attributes that are neither

        def __getattr__(self, name: str) -> Section:
            """Return a section of the values: ``base.failure.rate`` is ``base.values["failure.rate"]``."""
            if name not in SECTIONS:
                raise AttributeError(f"a scenario has no attribute or section '{name}'")
            return Section(name, self.values)

    def __dir__(self) -> list[str]:
        """Return attributes and sections, so that keys complete."""
        return sorted({*super().__dir__(), *SECTIONS})

    def __repr__(self) -> str:
        """Return the card in plain text."""
        return card(self)

    def _repr_html_(self) -> str:
        """Return the card for a notebook."""
        return card_html(self)


def combined(base: Scenario, strategies: tuple[Strategy, ...], name: str = "") -> Scenario:
    """Return a market and firm under some strategies, named after them unless a name is given."""
    plain = "+".join(s.name for s in strategies) or base.market.name
    languages = (" + ".join(s.label.of(language, s.name) for s in strategies) for language in ("en", "zh"))
    label = Label(*languages) if strategies else base.market.label
    return replace(
        base, name=name or plain, label=label if not name or len(strategies) else Label(en=name), strategies=strategies
    )
