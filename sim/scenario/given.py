"""The value that a file gives to a parameter, bare or with its source, range and status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Any

from sim.model.quantities import Parameter, Unit
from sim.scenario.fault import Place
from sim.scenario.leaves import Misread, fields, many, one_amount, other, text, word
from sim.scenario.tree import Items, Map, Node, lookalike
from sim.scenario.units import ELEMENT, Amount, Wrong, allowed, settled

STATUSES = ("data", "literature", "text", "assumed")
NUMERIC = (Unit.SHARE, Unit.NUMBER, Unit.COUNT, Unit.TIME, Unit.RATE, Unit.MONEY, Unit.MONEY_RATE)

# Places that are no file: where a value set by hand was said.
BY_OPTION = Place("--set")
IN_VALUES = Place("with_values")
IN_STRATEGY = Place("with_strategy")
BY_HAND = frozenset(map(str, (BY_OPTION, IN_VALUES, IN_STRATEGY)))


class How(StrEnum):
    """What a strategy does to a value."""

    SET = "set"
    ADD = "add"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a file gives it.

    Parameters
    ----------
    key
        Dotted key of the parameter.
    how
        Set it, add to it, or multiply it.
    amounts
        One amount, or as many as the list is long.
    text
        As written.
    place
        Where.
    status
        data, literature, text, assumed, or empty if not stated.
    source
        Where the value comes from, as stated.
    low, high
        The stated range, for one element of a list; None if not stated.
    held
        What is set, as the model holds it; None for changes, and for money, which a currency or an anchor decides.
    as_is
        Whether levels are solved from it though it is the firm's and set by hand: the firm is so, it does not act so.
    """

    key: str
    how: How
    amounts: tuple[Amount, ...]
    text: str
    place: Place
    status: str = ""
    source: str = ""
    low: Amount | None = None
    high: Amount | None = None
    held: Any = None
    as_is: bool = False


def value(node: Node, parameter: Parameter, *, relative: bool) -> Written:
    """Return the value of a parameter: bare, or a map with value, source, range and status.

    Parameters
    ----------
    relative
        Whether ``{add: ...}`` and ``{times: ...}`` are allowed, as in strategies.
    """
    if not isinstance(node, Map):
        amounts, held = _amounts(node, parameter, How.SET)
        return Written(parameter.key, How.SET, amounts, _text(node), node.place, held=held)
    hows = {"value": How.SET} | ({"add": How.ADD, "times": How.TIMES} if relative else {})
    given = [key for key in hows if node.get(key) is not None]
    wrong = []
    if len(given) != 1 and not any(lookalike(key) for key, _ in node.entries):
        wrong = [(node.place, f"give exactly one of {', '.join(hows)}; {allowed(parameter)}")]
    how = hows[given[0]] if len(given) == 1 else How.SET
    readers = {key: partial(_amounts, parameter=parameter, how=one) for key, one in hows.items()}
    about: dict[str, Callable[[Node], object]] = {
        "range": partial(_range, parameter=parameter, how=how),
        "source": text,
        "status": partial(word, known=STATUSES),
    }
    parts = fields(node, readers | about, wrong=wrong)
    amounts, held = parts[given[0]]
    inner = node.get(given[0]) or node
    low, high = parts.get("range", (None, None))
    if low is not None and high is not None and not _inside(amounts, low, high):
        raise Misread([(inner.place, "lies outside its own range; correct the value or the range")])
    status, source = parts.get("status", ""), parts.get("source", "")
    return Written(parameter.key, how, amounts, _text(inner), inner.place, status, source, low, high, held)


def _text(node: Node) -> str:
    """Return a value as written, on one line."""
    return f"[{', '.join(_text(i) for i in node.items)}]" if isinstance(node, Items) else getattr(node, "text", "")


def _inside(values: tuple[Amount, ...], low: Amount, high: Amount) -> bool:
    """Return whether values lie in a range; amounts of different kinds are not compared here."""
    return all(low.number <= v.number <= high.number for v in values if {v.of, low.of, high.of} == {v.of})


def _amounts(node: Node, parameter: Parameter, how: How) -> tuple[tuple[Amount, ...], Any]:
    """Return the amounts of a value, checked as far as that needs no currency, and how it is held."""
    if how is not How.SET:
        if parameter.unit not in NUMERIC:
            raise Misread([(node.place, f"only numbers can be changed by add or times; set {allowed(parameter)}")])
        return (_change(node, parameter, how),), None
    if parameter.unit is Unit.CHOICE and parameter.choices is not None:
        chosen = word(node, [choice.name.lower() for choice in parameter.choices])
        number = parameter.choices[chosen.upper()].value
        return (Amount(Fraction(number)),), number
    if not parameter.size:
        found: tuple[Amount, ...] = (one_amount(node, parameter.unit),)
    else:
        element = ELEMENT[parameter.unit]
        if not isinstance(node, Items):
            raise other(node, allowed(parameter))
        found = many(node, lambda item: one_amount(item, element))
        if len(found) != parameter.size:
            raise Misread([(node.place, f"write {allowed(parameter)}, got {len(found)} elements")])
    if any(one.of for one in found):
        return found, None
    try:
        return found, settled(parameter, tuple(one.number for one in found))
    except Wrong as wrong:
        raise Misread([(node.place, str(wrong))]) from None


def _change(node: Node, parameter: Parameter, how: How) -> Amount:
    """Return what is added, or the factor."""
    if how is How.ADD:
        return one_amount(node, parameter.unit)
    factor = one_amount(node, Unit.SHARE)
    if factor.number < 0:
        raise Misread([(node.place, "a factor cannot be below 0")])
    return factor


def _range(node: Node, parameter: Parameter, how: How) -> tuple[Amount, Amount]:
    """Return the stated range of a value, lowest first."""
    unit = ELEMENT.get(parameter.unit, parameter.unit)
    if unit not in NUMERIC:
        raise Misread([(node.place, "only numbers have a range; remove it")])
    if not isinstance(node, Items) or len(node.items) != 2:  # noqa: PLR2004 lowest and highest
        raise other(node, "a range as [lowest, highest]")
    low, high = many(node, lambda item: one_amount(item, Unit.SHARE if how is How.TIMES else unit))
    if low.of == high.of and low.number > high.number:
        raise Misread([(node.place, "the lowest stands first")])
    return low, high
