"""What a sweep varies: parameters by dotted key, each over listed values or a range.

An assumption of the market is varied with its levels solved again; a lever of the firm is varied as a strategy is, its
levels left alone, so that it acts (decision 0020).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sim.experiment.errors import PlanError
from sim.model.quantities import Owner, Parameter, Unit
from sim.scenario import Scenario
from sim.scenario.compose import BY_KEY
from sim.scenario.fault import meant, shown
from sim.scenario.given import NUMERIC
from sim.scenario.show import value_text
from sim.scenario.units import Currency, Wrong, amount, exactly

RANGE = ".."
OWN = ("persons", "history")
"""What a market states beside its parameters; listed values only."""
KNOWN = frozenset({*BY_KEY, *OWN})
"""Everything that can be varied."""
_COMMA = re.compile(r",(?![^\[]*\])")  # not inside a list


def is_lever(key: str) -> bool:
    """Return whether a key is the firm's to choose."""
    return key in BY_KEY and BY_KEY[key].owner is Owner.FIRM


@dataclass(frozen=True, slots=True)
class Factor:
    """One varied parameter.

    Parameters
    ----------
    key
        Dotted key.
    values
        Texts as a file would write them; empty for a range.
    low, high
        The range as the model holds it; None for listed values.
    """

    key: str
    values: tuple[str, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None

    def at(self, share: float, currency: Currency) -> str:
        """Return the value at a share of the way from lowest to highest, as a file would write it.

        Of listed values the one in whose part of [0, 1] the share lies.
        """
        if self.low is None or self.high is None:
            return self.values[min(len(self.values) - 1, int(share * len(self.values)))]
        value = float(self.low + (self.high - self.low) * Fraction(share))
        whole = BY_KEY[self.key].unit in (Unit.COUNT, Unit.MONEY)
        return value_text(self.key, round(value) if whole else value, currency)

    def levels(self, points: int, currency: Currency) -> tuple[str, ...]:
        """Return the listed values, or so many equally far apart over the range, ends included."""
        if self.values:
            return self.values
        return tuple(dict.fromkeys(self.at(k / max(1, points - 1), currency) for k in range(points)))


def factors_of(vary: Mapping[str, Any], scenario: Scenario) -> tuple[Factor, ...]:
    """Return what is varied of a scenario.

    Parameters
    ----------
    vary
        By dotted key: None for the declared range; a text with values at commas, or ``low..high``; or values.

    Raises
    ------
    PlanError
        With every key that is unknown, has no range where one is needed, or a range that is none.
    """
    found: list[Factor] = []
    lines: list[str] = []
    for key, given in vary.items():
        try:
            found.append(_factor(key, given, scenario))
        except PlanError as fault:
            lines += fault.args
    if lines:
        raise PlanError(*lines)
    return tuple(found)


def vary_of(texts: Sequence[str]) -> dict[str, str | None]:
    """Return what ``--vary`` says, by key: after the first ``=`` the values or the range, None if there is nothing.

    Examples
    --------
    >>> vary_of(["failure.rate=1%,2%", "buying.rate"])
    {'failure.rate': '1%,2%', 'buying.rate': None}
    """
    found: dict[str, str | None] = {}
    for text in texts:
        key, equals, values = (part.strip() for part in text.partition("="))
        if not key or (equals and not values):
            raise PlanError(f"--vary: write key, key=value,value or key=low..high (got '{shown(text)}')")
        if key in found:
            raise PlanError(f"--vary: '{shown(key)}' is varied twice")
        found[key] = values or None
    return found


def _factor(key: str, given: Any, scenario: Scenario) -> Factor:  # noqa: ANN401 texts, sequences or None
    if key not in KNOWN:
        raise PlanError(f"{shown(key)}: unknown key{meant(key, [*BY_KEY, *OWN])}")
    mechanism = BY_KEY[key].mechanism if key in BY_KEY else ""
    if mechanism and not scenario.values[f"mechanisms.{mechanism}"].value:
        raise PlanError(
            f"{key}: belongs to the mechanism '{mechanism}', which is off; --set mechanisms.{mechanism}=true"
        )
    if isinstance(given, str) and RANGE not in given:
        given = [part.strip() for part in _COMMA.split(given)]
    if given is not None and not isinstance(given, str):
        values = tuple(map(_text, given if isinstance(given, Sequence) else [given]))
        if not values or len(set(values)) < len(values):
            raise PlanError(f"{key}: give one or more values, each once")
        return Factor(key, values)
    if key in OWN:
        raise PlanError(f"{key}: list values, such as {key}=1000,2000")
    parameter = BY_KEY[key]
    if parameter.unit not in NUMERIC:
        raise PlanError(f"{key}: has no range; list values, such as {key}={scenario.values[key].written},...")
    low, high = _ends(parameter, given, scenario)
    if not low < high:
        raise PlanError(f"{key}: the range {shown(str(given))} has no width; write the lower end first")
    return Factor(key, (), low, high)


def _text(value: object) -> str:
    """Return a value as a file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    return str(value)


def _ends(parameter: Parameter, given: str | None, scenario: Scenario) -> tuple[Fraction, Fraction]:
    """Return both ends of a range as the model holds them: as given, else as declared."""
    if given is None:
        source = scenario.values[parameter.key].source
        if source.low is None or source.high is None:
            raise PlanError(f"{parameter.key}: no range is declared; write {parameter.key}=low{RANGE}high")
        return Fraction(source.low), Fraction(source.high)
    low, _, high = given.partition(RANGE)
    try:
        ends = [exactly(amount(one.strip(), parameter.unit), scenario.worth) for one in (low, high)]
    except Wrong as wrong:
        raise PlanError(f"{parameter.key}: {wrong}") from None
    return ends[0], ends[1]
