"""What an experiment assumes: every number with a declared range that is not measured data, and how to change it.

A number of the market or of the firm is changed for the baseline and all strategies alike, as if its file said so:
levels are solved again. A number of a strategy is changed in that strategy alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sim.experiment.sweeps.building import AT
from sim.model.quantities import Owner, Unit
from sim.scenario import Experiment, Scenario
from sim.scenario.compose import BY_KEY
from sim.scenario.given import NUMERIC, How, Written
from sim.scenario.hand import written
from sim.scenario.records import Strategy
from sim.scenario.show import value_text
from sim.scenario.units import Amount, Currency, plainly, settled

MEASURED = "data"
_MONTH, _NUMBER = Fraction(365, 12), r"-?[0-9]+(?:\.[0-9]+)?"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumed number.

    Parameters
    ----------
    key
        Dotted key.
    strategy
        Whose own number it is; empty for one of market or firm.
    low, base, high
        Its range and its value, as the model holds them; of a strategy as its file says them.
    status, source
        Who says so, as stated.
    how, of
        Of a strategy: what its file does with the number, and what the number counts.
    """

    key: str
    strategy: str
    low: Fraction
    base: Fraction
    high: Fraction
    status: str
    source: str
    how: How = How.SET
    of: str = ""

    @property
    def name(self) -> str:
        """The key, behind its strategy where it is a strategy's."""
        return f"{self.strategy}: {self.key}" if self.strategy else self.key

    @property
    def at_base(self) -> float:
        """The share of the way from lowest to highest at which the value stands."""
        return float((self.base - self.low) / (self.high - self.low))

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return BY_KEY[self.key].unit in (Unit.MONEY, Unit.MONEY_RATE)

    @property
    def is_choice(self) -> bool:
        """Whether a strategy chooses it: a number of its own that is no cost, so no state of the world."""
        return bool(self.strategy) and not self.is_money

    def value(self, share: float) -> Fraction:
        """Return the number at a share of the way, whole where the model counts."""
        exact = self.low + (self.high - self.low) * Fraction(share)
        unit = BY_KEY[self.key].unit
        whole = unit is Unit.COUNT or (unit is Unit.MONEY and not self.strategy)
        return Fraction(round(exact)) if whole else exact.limit_denominator(10**12)

    def text(self, share: float, currency: Currency) -> str:
        """Return the value at a share of the way as a file would write it."""
        number = self.value(share)
        if not self.strategy:
            return value_text(self.key, float(number), currency)
        sign = {How.SET: "", How.ADD: "+", How.TIMES: "x "}[self.how]
        if self.of:
            per = "/month" if BY_KEY[self.key].unit is Unit.MONEY_RATE else ""
            return f"{sign}{plainly(float(number * _MONTH if per else number))} {self.of}{per}"
        return sign + (
            plainly(float(number)) if self.how is How.TIMES else value_text(self.key, float(number), currency)
        )

    def readable(self, share: float, currency: Currency) -> str:
        """Return the value at a share of the way with no more digits than people read."""
        return re.sub(
            _NUMBER, lambda found: plainly(float(f"{float(found[0]):.4g}")), self.text(share, currency), count=1
        )


def assumptions_of(experiment: Experiment) -> tuple[Assumption, ...]:
    """Return what an experiment assumes: of market and firm in the order of ``sim show``, then strategy by strategy."""
    found = [*_stated(experiment.baseline)]
    seen: set[tuple[str, str]] = set()
    for scenario in (experiment.baseline, *experiment.alternatives):
        for strategy in scenario.strategies:
            found += [one for one in _own(strategy) if (one.strategy, one.key) not in seen]
            seen |= {(one.strategy, one.key) for one in found}
    return tuple(found)


def _stated(scenario: Scenario) -> Iterator[Assumption]:
    """Yield the assumed numbers of market and firm; those of mechanisms that are off do not count."""
    plain = replace(scenario, strategies=())
    for key, value in plain.values.items():
        parameter, source = BY_KEY.get(key), value.source
        if parameter is None or parameter.size or parameter.unit not in NUMERIC or source.status == MEASURED:
            continue
        if parameter.owner is Owner.FIRM and source.place == "default":  # what a firm does not do is no assumption
            continue
        if parameter.mechanism and not plain.values[f"mechanisms.{parameter.mechanism}"].value:
            continue
        if source.low is not None and source.high is not None and source.low < source.high:
            low, base, high = (Fraction(one) for one in (source.low, value.value, source.high))
            if low <= base <= high:
                yield Assumption(key, "", low, base, high, source.status, source.text)


def _own(strategy: Strategy) -> Iterator[Assumption]:
    """Yield the assumed numbers of a strategy."""
    for one in strategy.values:
        if one.low is None or one.high is None or one.status == MEASURED or len(one.amounts) != 1:
            continue
        amount = one.amounts[0]
        if {one.low.of, one.high.of} == {amount.of} and one.low.number < one.high.number:
            ends = (one.low.number, amount.number, one.high.number)
            yield Assumption(one.key, strategy.name, *ends, one.status, one.source, one.how, amount.of)


Places = Mapping[Assumption, float]


def assumed(experiment: Experiment, shares: Places) -> Experiment:
    """Return the experiment with some assumptions at shares of their ranges, in all its scenarios.

    Raises
    ------
    ScenarioError
        Values that cannot be together.
    """
    own: dict[str, list[Assumption]] = {}
    for one in shares:
        own.setdefault(one.strategy, []).append(one)
    everywhere = [_statement(one, shares[one], experiment) for one in own.pop("", [])]
    moved = {name: {one.key: Amount(one.value(shares[one]), one.of) for one in mine} for name, mine in own.items()}
    scenarios = (experiment.market, experiment.baseline, *experiment.alternatives)
    market, baseline, *alternatives = (_moved(_with(one, everywhere), moved) for one in scenarios)
    return replace(experiment, market=market, baseline=baseline, alternatives=tuple(alternatives), controls=())


def _statement(one: Assumption, share: float, experiment: Experiment) -> Written:
    """Return a number of market or firm as its state."""
    text = one.text(share, experiment.baseline.market.currency)
    return replace(written({one.key: text}, AT, (Owner.MARKET, Owner.FIRM))[0], as_is=True)


def _with(scenario: Scenario, statements: Sequence[Written]) -> Scenario:
    """Return a scenario in another state of the world: levels are solved from it, strategies act on it."""
    keys = {one.key for one in statements}
    kept = (one for one in scenario.changes if one.key not in keys)
    return replace(scenario, changes=(*kept, *statements)) if statements else scenario


def _moved(scenario: Scenario, moved: Mapping[str, Mapping[str, Amount]]) -> Scenario:
    """Return a scenario whose strategies have other numbers of their own."""
    if not any(strategy.name in moved for strategy in scenario.strategies):
        return scenario
    return replace(scenario, strategies=tuple(_revalued(one, moved.get(one.name, {})) for one in scenario.strategies))


def _revalued(strategy: Strategy, amounts: Mapping[str, Amount]) -> Strategy:
    values = tuple(_other(one, amounts[one.key]) if one.key in amounts else one for one in strategy.values)
    return replace(strategy, values=values)


def _other(one: Written, amount: Amount) -> Written:
    """Return a value of a strategy with another amount."""
    fixed = one.held is not None and not amount.of
    return replace(one, amounts=(amount,), held=settled(BY_KEY[one.key], (amount.number,)) if fixed else one.held)
