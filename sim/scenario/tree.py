"""A scenario file as plain data with positions: maps, lists and texts, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real

from sim.scenario.characters import first_lookalike, instead
from sim.scenario.fault import Fault, Place, fault, shown


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written.

    Parameters
    ----------
    plain
        Whether it stands without quotes on its line.
    odd
        Where its first character stands that only looks like a plain one, if the text has one and comes from a file.
    """

    place: Place
    text: str
    plain: bool = True
    odd: Place | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """Keys and values in the order of the file; keys are unique once :func:`nested` has seen it."""

    place: Place
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((value for k, value in self.entries if k.text == key), None)

    def key(self, key: str) -> Place | None:
        """Return where a key stands, or None."""
        return next((k.place for k, _ in self.entries if k.text == key), None)

    def without(self, *keys: str) -> Map:
        """Return the map without some keys."""
        return Map(self.place, tuple((k, v) for k, v in self.entries if k.text not in keys))


Node = Scalar | Items | Map
ODD_KEY = "key"
"""The field of faults of keys that cannot be read."""


def lookalike(node: Node) -> list[tuple[Place, str]]:
    """Return place and finding of the first character of a text that only looks like a plain one; or nothing."""
    odd = first_lookalike(node.text) if isinstance(node, Scalar) else ""
    return [(getattr(node, "odd", None) or node.place, instead(odd))] if odd else []


def twice(first: Scalar) -> str:
    """Return what to say about a key that stands again where ``first`` stood already."""
    return f"given twice; first on line {first.place.line}, column {first.place.col}"


def nested(node: Map, faults: list[Fault], stops: frozenset[str], path: str = "") -> Map:
    """Return a map whose dotted keys are spelt out as maps.

    A key that is given twice is a fault, and one with a character that only looks like a plain one; it is left out.

    Parameters
    ----------
    stops
        Dotted keys whose values are left as they are.
    """
    found: dict[str, tuple[Scalar, Node]] = {}
    for key, value in _spelt_out(node):
        name = f"{path}.{key.text}" if path else key.text
        before = found.get(key.text)
        odd = lookalike(key)
        faults += [fault(place, ODD_KEY, text) for place, text in odd]
        if odd:
            continue
        if before is None:
            found[key.text] = (key, value)
        elif isinstance(before[1], Map) and isinstance(value, Map) and name not in stops:
            found[key.text] = (before[0], Map(before[1].place, before[1].entries + value.entries))
        else:
            faults.append(fault(key.place, name, twice(before[0])))
    entries = []
    for text, (key, value) in found.items():
        name = f"{path}.{text}" if path else text
        deeper = isinstance(value, Map) and name not in stops
        entries.append((key, nested(value, faults, stops, name) if deeper else value))  # type: ignore[arg-type]
    return Map(node.place, tuple(entries))


def _spelt_out(node: Map) -> Iterator[tuple[Scalar, Node]]:
    """Yield entries, ``a.b: x`` as ``a: {b: x}`` with the place of the whole key."""
    for key, value in node.entries:
        parts = key.text.split(".")
        if len(parts) == 1 or not all(parts) or len(parts) > 4 or first_lookalike(key.text):  # noqa: PLR2004 no key is deeper
            yield key, value
            continue
        inner: Node = value
        for part in reversed(parts[1:]):
            inner = Map(key.place, ((Scalar(key.place, part), inner),))
        yield Scalar(key.place, parts[0]), inner


def merged(parent: Map, child: Map, stops: frozenset[str], path: str = "") -> Map:
    """Return the parent with the child's entries over it: maps are merged, everything else is replaced."""
    entries = {key.text: (key, value) for key, value in parent.entries}
    for key, value in child.entries:
        name = f"{path}.{key.text}" if path else key.text
        before = entries.get(key.text)
        if before is not None and isinstance(before[1], Map) and isinstance(value, Map) and name not in stops:
            entries[key.text] = (key, merged(before[1], value, stops, name))
        else:
            entries[key.text] = (key, value)
    return Map(child.place, tuple(entries.values()))


def from_python(value: object, place: Place) -> Node:  # noqa: PLR0911 one line per type
    """Return a value of the Python API as if it had been written in a file.

    Text is taken as unquoted; numbers and truths are written the way a file would.
    """
    if isinstance(value, (Scalar, Items, Map)):
        return value
    if isinstance(value, Mapping):
        return Map(place, tuple((Scalar(place, str(k)), from_python(v, place)) for k, v in value.items()))
    if isinstance(value, bool):
        return Scalar(place, "true" if value else "false")
    if isinstance(value, str):
        text = value.strip()
        if text.startswith("[") and text.endswith("]"):
            return Items(place, tuple(Scalar(place, part.strip()) for part in text[1:-1].split(",")))
        return Scalar(place, text)
    if isinstance(value, Sequence):
        return Items(place, tuple(from_python(item, place) for item in value))
    if isinstance(value, Integral):
        return Scalar(place, str(int(value)))
    if isinstance(value, Real):
        return Scalar(place, repr(float(value)).removesuffix(".0"))
    return Scalar(place, str(value))


def described(node: Node) -> str:
    """Return what a node is, in few words for a message."""
    if isinstance(node, Map):
        return "a map of keys"
    if isinstance(node, Items):
        return "a list"
    return f"'{shown(node.text)}'" if node.text else "nothing"
