"""Values of one scenario: defaults, then the market and the firm, then what was set by hand, then the strategies.

What is set by hand where a strategy already sets the same key is a conflict too (docs/decisions/0011).

Strategies compose in any order. For one key either exactly one of them sets a value, or any number of them add and
multiply; then the result is ``(base + sum of all adds) x product of all factors``, computed exactly and rounded once.
Two that set, or one that sets and one that adds or multiplies, are a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sim.model.level.opening import Opening
from sim.model.parameters import MECHANISMS, PARAMETERS, Parameters
from sim.model.quantities import Parameter
from sim.model.setting import OutcomeTable
from sim.scenario.fault import Fault, Place, fault
from sim.scenario.given import How, Written
from sim.scenario.records import Strategy
from sim.scenario.remembered import remembered
from sim.scenario.units import Wrong, amount, exactly, settled

BY_KEY = {p.key: p for p in PARAMETERS}
DEFAULTS = {p.key: int(p.default) if p.choices else p.default for p in PARAMETERS}
IDLE = {f"mechanisms.{name}": {p.key: p.default for p in PARAMETERS if p.mechanism == name} for name in MECHANISMS}
ANCHORING = ("mechanisms.desk", "basket.mean", "desk.wage")
"""Which values decide what anchors are worth; in this order, since the wage may be written in baskets."""
HOUR_IN_BASKETS = Fraction(1, 2)
"""What an agent-hour is worth where no desk says so: there is none, or it pays no wage."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so.

    Parameters
    ----------
    place
        ``file:line:col``, ``--set``, ``with_values``, ``with_strategy`` or ``default``.
    status
        data, literature, text, assumed, or empty if not stated.
    text
        The stated source.
    low, high
        The stated range as held by the model; None if not stated.
    """

    place: str
    status: str = ""
    text: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value as the model holds it, as it was written, and who says so.

    Parameters
    ----------
    chain
        Every statement that led here, the base first: as written, and its source.
    """

    key: str
    value: Any
    written: str
    source: Source
    chain: tuple[tuple[str, Source], ...] = ()


@dataclass(slots=True)
class Base:
    """Values before any strategy, as the model holds them; what anchors are worth; who says each value."""

    held: dict[str, Any]
    worth: dict[str, Fraction]
    said: dict[str, Written]

    def exact(self, key: str) -> tuple[Fraction, ...]:
        """Return a value before it was rounded."""
        if key in self.said:
            return tuple(exactly(one, self.worth) for one in self.said[key].amounts)
        parameter = BY_KEY[key]
        if parameter.anchor:
            return (exactly(amount(parameter.anchor, parameter.unit), self.worth),)
        default = parameter.default
        return tuple(Fraction(x) for x in (default if isinstance(default, tuple) else (default,)))


def source_of(one: Written | None, parameter: Parameter, worth: Mapping[str, Fraction]) -> Source:
    """Return the source of a written value, or of a default."""
    if one is None:
        text = "" if parameter.source == parameter.status else parameter.source
        there = Fraction(1)  # a range in baskets is one in the market's baskets
        if parameter.anchor and parameter.default:
            there = exactly(amount(parameter.anchor, parameter.unit), worth) / Fraction(parameter.default)
        return Source(
            "default", parameter.status, text, *(float(Fraction(x) * there) for x in parameter.plausible or ())
        )
    low, high = (
        None if x is None or x.of not in {"", *worth} else float(exactly(x, worth)) for x in (one.low, one.high)
    )
    unstated = "" if one.source or not one.place.line else "assumed"
    return Source(str(one.place), one.status or unstated, one.source, low, high)


def base_of(written: Iterable[Written], code: str, minor: int, faults: list[Fault]) -> Base:
    """Return the values before any strategy; later statements replace earlier ones.

    The mean basket is settled first and the wage second, since money may be written in them, by default too.
    """
    said = {one.key: one for one in written}
    base = Base(dict(DEFAULTS), {code: Fraction(minor)}, said)
    for key in ANCHORING:
        if key in said:
            _settle(base, said[key], faults)
        if key == "basket.mean":
            base.worth["basket"] = base.exact(key)[0]
    wage = base.exact("desk.wage")[0] / 24 if base.held["mechanisms.desk"] else Fraction(0)
    base.worth["agent-hour"] = wage or HOUR_IN_BASKETS * base.worth["basket"]
    for key, parameter in BY_KEY.items():
        if key in said and key not in ANCHORING:
            _settle(base, said[key], faults)
        if key not in said and parameter.anchor:
            base.held[key] = settled(parameter, base.exact(key))
    return base


def _settle(base: Base, one: Written, faults: list[Fault]) -> None:
    """Put a statement into the base."""
    try:
        base.held[one.key] = settled(BY_KEY[one.key], base.exact(one.key)) if one.held is None else one.held
    except Wrong as wrong:
        del base.said[one.key]
        faults.append(fault(one.place, one.key, str(wrong)))


def conflicts(strategies: Iterable[Strategy]) -> list[Fault]:
    """Return a fault for every key that strategies change in ways that have no common result; both places are named."""
    seen: dict[str, tuple[Strategy, Written]] = {}
    faults, known = [], dict[tuple[str, Place], Strategy]()
    for strategy in strategies:
        if known.setdefault((strategy.name, strategy.place), strategy) is not strategy:
            text = f"the strategy '{strategy.name}' is there already; leave one out"
            faults.append(fault(strategy.place, "", text))
            continue
        for one in strategy.values:
            first = seen.setdefault(one.key, (strategy, one))
            if first[0] is strategy or How.SET not in (first[1].how, one.how):
                continue
            both = "both set it" if first[1].how is one.how else "one sets it, the other changes it"
            text = f"strategies '{first[0].name}' ({first[1].place}) and '{strategy.name}' disagree: {both}"
            faults.append(fault(one.place, one.key, f"{text}; use add or times in both, or leave one out"))
    return faults


def overruled(values: Iterable[Written], strategies: Iterable[Strategy]) -> list[Fault]:
    """Return a fault for every value set by hand that a strategy would replace; both places are named."""
    by_hand = {one.key: one for one in values}
    faults = []
    for strategy in strategies:
        for one in strategy.values:
            if one.how is How.SET and one.key in by_hand:
                said = by_hand[one.key].place
                text = f"the strategy '{strategy.name}' sets it too ({one.place}), so this value would be lost"
                cure = "leave one of the two out, or let the strategy add or multiply (add:, times:)"
                if not said.line and said.file == "with_values":
                    cure = "call with_values before with_strategy, or give the strategy the value: "
                    cure += f"with_strategy('{strategy.name}', **{{'{one.key}': ...}})"
                faults.append(fault(said, one.key, f"{text}; {cure}"))
    return faults


def held_under(base: Base, strategies: Iterable[Strategy], faults: list[Fault]) -> dict[str, Any]:
    """Return every value as the model holds it, under strategies that do not conflict."""
    changes = _changes(strategies)
    return base.held | {key: _changed(base, BY_KEY[key], changes[key], faults) for key in base.held if key in changes}


def composed(base: Base, strategies: tuple[Strategy, ...]) -> dict[str, Value]:
    """Return the same values, each with every statement that led to it."""
    changes = _changes(strategies)
    held = held_under(base, strategies, [])
    found = {}
    for p in PARAMETERS:
        said = base.said.get(p.key)
        chain = [(said.text if said else p.anchor, source_of(said, p, base.worth))]
        for one in changes.get(p.key, ()):
            sign = {How.SET: "", How.ADD: "add ", How.TIMES: "times "}[one.how]
            chain.append((sign + one.text, source_of(one, p, base.worth)))
        found[p.key] = Value(p.key, held[p.key], *chain[-1], tuple(chain))
    return found


def _changes(strategies: Iterable[Strategy]) -> dict[str, list[Written]]:
    """Return what strategies say, by key."""
    changes: dict[str, list[Written]] = {}
    for strategy in strategies:
        for one in strategy.values:
            changes.setdefault(one.key, []).append(one)
    return changes


def _changed(base: Base, parameter: Parameter, changes: list[Written], faults: list[Fault]) -> Any:  # noqa: ANN401
    """Return one value that strategies set, add to or multiply."""
    try:
        exact, added, factor = base.exact(parameter.key), Fraction(0), Fraction(1)
        for one in changes:
            if one.how is How.SET:
                exact = tuple(exactly(x, base.worth) for x in one.amounts)
            elif one.how is How.ADD:
                added += exactly(one.amounts[0], base.worth)
            else:
                factor *= one.amounts[0].number
        if added or factor != 1:
            exact = tuple((x + added) * factor for x in exact)
        return settled(parameter, exact)
    except Wrong as wrong:
        faults.append(fault(changes[-1].place, parameter.key, str(wrong)))
        return parameter.default


def with_solved(values: dict[str, Value], levels: Mapping[str, Any], *, again: bool = False) -> dict[str, Value]:
    """Return values where those that are solved at load stand as solved, whatever was stated before.

    ``again`` says that levels are solved from what is set by hand.
    """
    once_more = "again " if again else ""
    churn, rates = values["hazard.churn"], values["hazard.rates"]
    found = dict(values)
    if values["mechanisms.hazards"].value and churn.value > 0:
        from sim.model.attachment import calendar_rates  # noqa: PLC0415 heavy, and rarely needed

        own = calendar_rates(churn.value, values["hazard.shares"].value)
        found[rates.key] = _solved(rates, own, "from hazard.churn and hazard.shares", churn, values["hazard.shares"])
    table, cells = values["outcome.table"], values["outcome.major"]
    if values["mechanisms.failures"].value and table.value != OutcomeTable.TARP_1979:
        from sim.model.attachment import surveyed_cells  # noqa: PLC0415 heavy, and rarely needed

        found[cells.key] = _solved(cells, surveyed_cells(table.value, cells.value), f"from {table.key}", table)
    if "hazard_rates" in levels:
        found[rates.key] = _solved(
            rates, levels["hazard_rates"], f"{once_more}from what a rival takes", found[rates.key]
        )
    chance = values["leaving.chance"]
    scale, base = levels["leaving_scale"], levels.get("leaving_chance", chance.value)
    if scale != 1.0:
        by = values["level.churn"] if values["level.churn"].value > 0 else chance
        of = "level.churn" if by is not chance else "the churn as stated, less what mechanisms add"
        found[chance.key] = _solved(chance, min(1.0, base * scale), f"{once_more}from {of}", by)
    return found


def _solved(value: Value, held: Any, how: str, *said: Value) -> Value:  # noqa: ANN401  a number or a tuple of numbers
    """Return a value as solved: from what, by whose word; what was stated before stays in its chain."""
    text = f"solved {how}"
    status = "assumed" if "assumed" in {one.source.status for one in said} else said[-1].source.status
    source = Source(said[0].source.place, status, text)
    return Value(value.key, held, text, source, (*value.chain, (text, source)))


@lru_cache(maxsize=128)
def solved_once(parameters: Parameters, minor: int) -> Parameters:
    """Return the parameters with the derived numbers filled in."""
    from sim.model.attachment import solved  # noqa: PLC0415 heavy, and not needed to check files

    return solved(parameters, minor)


@lru_cache(maxsize=1024)
def levels_once(as_is: Parameters, minor: int, opening: Opening) -> dict[str, Any]:
    """Return the numbers that centre a market's mechanisms, by field, from market and firm as they are."""

    def solve() -> dict[str, Any]:
        from sim.model.level.solving import levels  # noqa: PLC0415 heavy, and not needed to check files

        return levels(solved_once(as_is, minor), opening)

    return remembered(repr((as_is, minor, opening)), solve)


def without_idle(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return values where the parameters of mechanisms that are off stand at their defaults."""
    found = dict(held)
    for switch, defaults in IDLE.items():
        if not held[switch]:
            found |= defaults
    return found


def canonical(value: Any) -> str:  # noqa: ANN401  a number or a tuple of numbers
    """Return one text per number, whatever its type."""
    return repr(tuple(float(x) for x in value)) if isinstance(value, tuple) else repr(float(value))
