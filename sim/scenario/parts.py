"""Values with parts: labels, currencies, alternatives, precision; each declared once, for the reader and the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sim.model.setting import EntryAs, LogLevel
from sim.scenario import leaves
from sim.scenario.forms import Json, ref
from sim.scenario.leaves import Misread
from sim.scenario.records import Label, Precision
from sim.scenario.tree import Items, Map, Node, Scalar
from sim.scenario.units import Currency, currency_of

STRING: Json = {"type": "string", "minLength": 1}
CODE: Json = {"type": "string", "pattern": "^[A-Z]{3}$"}


@dataclass(frozen=True)
class Shape:
    """A map that stands for one value: each key with its reader and its JSON Schema, and the keys that are needed."""

    parts: Mapping[str, tuple[Callable[[Node], object], Json]]
    needed: tuple[str, ...] = ()

    def read(self, node: Node) -> dict[str, Any]:
        """Return the values by key; raise Misread with everything that is wrong with the map."""
        return leaves.fields(node, {key: read for key, (read, _) in self.parts.items()}, self.needed)

    @property
    def schema(self) -> Json:
        """Return the JSON Schema of the map."""
        found: Json = {"type": "object", "properties": {key: schema for key, (_, schema) in self.parts.items()}}
        needed = {"required": list(self.needed)} if self.needed else {"minProperties": 1}
        return found | needed | {"additionalProperties": False}


def listed(element: Json) -> Json:
    """Return the schema of a list of different things, at least one."""
    return {"type": "array", "items": element, "minItems": 1, "uniqueItems": True}


def whole(low: int, high: int) -> Json:
    """Return the schema of a whole number within bounds."""
    return {"type": "integer", "minimum": low, "maximum": high}


def label(node: Node) -> Label:
    """Return a label in English and Chinese."""
    if isinstance(node, Map) and node.entries:
        return Label(**_LABEL.read(node))
    if isinstance(node, Map):
        raise Misread([(node.place, "is empty; write {en: ..., zh: ...}, or leave the key out")])
    return Label(en=leaves.text(node))


def _code(node: Node) -> str:
    """Return the code of a currency."""
    if not isinstance(node, Scalar) or len(node.text) != 3 or not (node.text.isascii() and node.text.isupper()):  # noqa: PLR2004
        raise leaves.other(node, "a currency code of three capitals, such as CNY")
    return node.text


def currency(node: Node) -> Currency:
    """Return a currency: a code, or code and decimals."""
    parts: dict[str, Any] = _CURRENCY.read(node) if isinstance(node, Map) else {"code": _code(node)}
    usual = currency_of(parts["code"])
    return Currency(usual.code, parts.get("decimals", usual.decimals))


def names(node: Node) -> tuple[Scalar, ...]:
    """Return one or several names or paths."""
    if isinstance(node, Items):
        return leaves.many(node, leaves.reference, distinct=True)
    return (leaves.reference(node),)


NAMES: Json = {"anyOf": [STRING, listed(STRING)]}
_LABEL = Shape({"en": (leaves.text, STRING), "zh": (leaves.text, STRING)})
_CURRENCY = Shape({"code": (_code, CODE), "decimals": (partial(leaves.count, low=0, high=4), whole(0, 4))}, ("code",))
_ALTERNATIVE = Shape({"name": (leaves.named, ref("name")), "strategies": (names, NAMES)}, ("name", "strategies"))
_PRECISION = Shape(
    {
        "relative": (leaves.inner_share, ref("share")),
        "absolute": (leaves.positive, {"type": "number", "exclusiveMinimum": 0}),
    }
)
LABEL: Json = {"anyOf": [STRING, _LABEL.schema]}
CURRENCY: Json = {"anyOf": [CODE, _CURRENCY.schema]}
ALTERNATIVE: Json = {"anyOf": [STRING, _ALTERNATIVE.schema]}
PRECISION: Json = _PRECISION.schema


def alternative(node: Node) -> tuple[Scalar | None, tuple[Scalar, ...]]:
    """Return the name, if one is given, and the strategies of an alternative."""
    if not isinstance(node, Map):
        return None, (leaves.reference(node),)
    parts = _ALTERNATIVE.read(node)
    return parts["name"], parts["strategies"]


def precision(node: Node) -> Precision:
    """Return the precision that replications go on for."""
    parts = _PRECISION.read(node)
    if ("relative" in parts) == ("absolute" in parts):
        raise Misread([(node.place, "give either relative: 5% or absolute: a number in the response's unit")])
    return Precision(**parts)


def log(node: Node) -> LogLevel:
    """Return whether all responses of the event log are stored, or none but those that are asked for."""
    return LogLevel[leaves.word(node, ["none", "all"]).upper()]


def entry_as(node: Node) -> EntryAs:
    """Return what entrants are at first."""
    return EntryAs[leaves.word(node, [kind.name.lower() for kind in EntryAs]).upper()]
