"""Values with parts: labels, currencies, alternatives, goals, precision; read by hand, each with its JSON Schema."""

from __future__ import annotations

from sim.model.setting import EntryAs, LogLevel
from sim.scenario import leaves
from sim.scenario.forms import Json, ref
from sim.scenario.leaves import Misread
from sim.scenario.records import Goal, Label, Precision
from sim.scenario.tree import Items, Map, Node, Scalar, described
from sim.scenario.units import Currency, currency_of

STRING: Json = {"type": "string"}
NAMES: Json = {"anyOf": [STRING, {"type": "array", "items": STRING}]}
LABEL: Json = {
    "anyOf": [STRING, {"type": "object", "properties": {"en": STRING, "zh": STRING}, "additionalProperties": False}]
}
CODE: Json = {"type": "string", "pattern": "^[A-Z]{3}$"}
CURRENCY: Json = {
    "anyOf": [
        CODE,
        {
            "type": "object",
            "properties": {"code": CODE, "decimals": {"type": "integer", "minimum": 0, "maximum": 4}},
            "required": ["code"],
            "additionalProperties": False,
        },
    ]
}
ALTERNATIVE: Json = {
    "anyOf": [
        STRING,
        {
            "type": "object",
            "properties": {"name": ref("name"), "strategies": NAMES},
            "required": ["name", "strategies"],
            "additionalProperties": False,
        },
    ]
}
GOAL: Json = {
    "type": "object",
    "properties": {"response": ref("name"), "at_least": {"type": "number"}, "at_most": {"type": "number"}},
    "required": ["response"],
    "additionalProperties": False,
}
PRECISION: Json = {
    "type": "object",
    "properties": {
        "relative": ref("share"),
        "absolute": {"type": "number"},
    },
    "additionalProperties": False,
}


def label(node: Node) -> Label:
    """Return a label in English and Chinese."""
    if isinstance(node, Scalar):
        return Label(en=leaves.text(node))
    if not isinstance(node, Map):
        raise Misread([(node.place, f"write a text, or {{en: ..., zh: ...}}, got {described(node)}")])
    words = {}
    for key, value in node.entries:
        leaves.word(key, ("en", "zh"))
        words[key.text] = leaves.text(value)
    return Label(**words)


def currency(node: Node) -> Currency:
    """Return a currency: a code, or code and decimals."""
    parts: dict[str, Node] = {"code": node}
    if isinstance(node, Map):
        parts = {leaves.word(key, ("code", "decimals")): value for key, value in node.entries}
    code = parts.get("code")
    if not isinstance(code, Scalar) or len(code.text) != 3 or not (code.text.isascii() and code.text.isupper()):  # noqa: PLR2004
        raise Misread([((code or node).place, "write a currency code of three capitals, such as CNY")])
    decimals = parts.get("decimals")
    return currency_of(code.text) if decimals is None else Currency(code.text, leaves.count(decimals, 0, 4))


def names(node: Node) -> tuple[Scalar, ...]:
    """Return one or several names or paths."""
    return leaves.many(node, leaves.reference) if isinstance(node, Items) else (leaves.reference(node),)


def _parts(node: Node, known: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, Node]:
    """Return the values of a map, refusing unknown and missing keys."""
    if not isinstance(node, Map):
        raise Misread([(node.place, f"write a map with {', '.join(known)}, got {described(node)}")])
    for key, _ in node.entries:
        leaves.word(key, known)
    missing = [key for key in needed if node.get(key) is None]
    if missing:
        raise Misread([(node.place, f"missing key '{missing[0]}'; known: {', '.join(known)}")])
    return {key.text: value for key, value in node.entries}


def alternative(node: Node) -> tuple[Scalar | None, tuple[Scalar, ...]]:
    """Return the name, if one is given, and the strategies of an alternative."""
    if not isinstance(node, Map):
        return None, (leaves.reference(node),)
    parts = _parts(node, ("name", "strategies"), ("name", "strategies"))
    leaves.name(parts["name"])
    return leaves.reference(parts["name"]), names(parts["strategies"])


def goal(node: Node) -> Goal:
    """Return a goal: a response and its bounds."""
    parts = _parts(node, ("response", "at_least", "at_most"), ("response",))
    low, high = parts.get("at_least"), parts.get("at_most")
    if low is None and high is None:
        raise Misread([(node.place, "a goal needs at_least or at_most")])
    bounds = (None if n is None else leaves.number(n) for n in (low, high))
    return Goal(leaves.name(parts["response"]), *bounds)


def precision(node: Node) -> Precision:
    """Return the precision that replications go on for."""
    parts = _parts(node, ("relative", "absolute"), ())
    if ("relative" in parts) == ("absolute" in parts):
        raise Misread([(node.place, "give either relative: 5% or absolute: a number in the response's unit")])
    if "relative" in parts:
        return Precision(relative=leaves.share(parts["relative"]))
    return Precision(absolute=leaves.number(parts["absolute"]))


def positive(node: Node) -> float:
    """Return a bare number above 0."""
    found = leaves.number(node)
    if not found > 0:
        raise Misread([(node.place, "must be above 0")])
    return found


def log(node: Node) -> LogLevel:
    """Return how much of the event log is kept."""
    return LogLevel[leaves.word(node, [level.name.lower() for level in LogLevel]).upper()]


def entry_as(node: Node) -> EntryAs:
    """Return what entrants are at first."""
    return EntryAs[leaves.word(node, [kind.name.lower() for kind in EntryAs]).upper()]
