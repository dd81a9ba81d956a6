"""One file, its parents, and all its faults at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario.fault import Fault, Place, ScenarioError, cure, fault, meant, nearest, shown
from sim.scenario.files import as_seen, named_file
from sim.scenario.forms import Leaf, Section
from sim.scenario.leaves import Misread, other
from sim.scenario.models import KINDS, MODELS
from sim.scenario.reader import bytes_of, tree_of
from sim.scenario.tree import ODD_KEY, Map, Node, Scalar, lookalike, merged, nested

OWNERS = {p.key: p.owner for p in PARAMETERS}
SECTIONS = {owner: sorted({key.partition(".")[0] for key, of in OWNERS.items() if of is owner}) for owner in Owner}
STOPS = frozenset([*OWNERS, *(f"sets.{key}" for key in OWNERS), "currency", "run.precision"])
NOT_BUILT = {"experiment": ("goals", "budget")}
MOST_PARENTS = 8
Loc = tuple[str, ...]
AN = {"market": "a market", "firm": "a firm", "strategy": "a strategy", "experiment": "an experiment"}


@dataclass(frozen=True)
class Document:
    """A checked file: its kind, its path, where it begins, and what it gives for every key; None for nothing."""

    kind: str
    path: str
    place: Place
    model: Any


def kind_of(path: str, referrer: Place | None = None) -> str:
    """Return the kind that a file declares.

    Raises
    ------
    ScenarioError
        If it cannot be read, is no plain YAML map, or declares no known kind. The content is not shown.
    """
    return _kind(_tree(path, referrer), path)


def document(path: str, kind: str, referrer: Place | None = None, field: str = "") -> Document:
    """Return a file as a checked document.

    Parameters
    ----------
    kind
        The kind that is needed here.
    referrer, field
        Where, and under which key, another file names this one.

    Raises
    ------
    ScenarioError
        With every fault of the file.
    """
    faults: list[Fault] = []
    place = Place(as_seen(path))
    tree = _tree(path, referrer)
    found = _kind(tree, path)
    if found != kind:
        text = f"{shown(place.file, 200)} is {AN[found]}, {AN[kind]} is needed here"
        raise ScenarioError([fault(referrer or place, field, text)])
    tree = _with_parents(tree, path, kind, faults, (os.path.realpath(path),))
    reading = _Reading(kind, tree)
    model = reading.values(MODELS[kind], tree, ())
    # what is missing may stand in the unread parent, or under a key that cannot be read
    orphan = any(f.field in {"extends", ODD_KEY} for f in faults)
    faults += reading.faults + ([] if orphan else reading.missing())
    if faults:
        raise ScenarioError(sorted(faults, key=lambda f: (f.file != place.file, f)))
    return Document(kind, path, place, model)


def _tree(path: str, referrer: Place | None) -> Map:
    """Return the tree of a file; a file that cannot be opened is a fault of whoever names it."""
    seen = as_seen(path)
    return tree_of(bytes_of(path, referrer or Place(seen)), seen)


def _kind(tree: Map, path: str) -> str:
    """Return the declared kind."""
    node = tree.get("kind")
    if isinstance(node, Scalar) and node.text in KINDS:
        return node.text
    words = ", ".join(KINDS)
    odd = [found for key, _ in tree.entries for found in lookalike(key)] if node is None else lookalike(node)
    if odd:
        raise ScenarioError([fault(place, "kind" if node else ODD_KEY, text) for place, text in odd])
    if node is None:
        raise ScenarioError(
            [fault(Place(as_seen(path), 1, 1), "kind", f"missing; begin with 'kind: ' and one of {words}")]
        )
    near = nearest(node.text, KINDS) if isinstance(node, Scalar) else ""
    hint = f"did you mean '{near}'?" if near else f"one of {words}"
    raise ScenarioError([fault(node.place, "kind", f"unknown kind; {hint}")])


def named_in(path: str, key: str) -> Scalar | None:
    """Return what a file names under a key, even if the file has faults."""
    try:
        node = _tree(path, None).get(key)
    except ScenarioError:
        return None
    return node if isinstance(node, Scalar) and node.text else None


def _with_parents(tree: Map, path: str, kind: str, faults: list[Fault], seen: tuple[str, ...]) -> Map:
    """Return a tree over its parents' trees."""
    child = nested(tree, faults, STOPS)
    named = child.get("extends")
    if not isinstance(named, Scalar) or kind == "experiment" or not named.text.strip():
        return child
    try:
        target, parent = _parent(path, named, kind, seen)
    except ScenarioError as error:
        faults += error.faults
        return child
    older = _with_parents(parent, target, kind, faults, (*seen, target))
    return merged(older.without("extends"), child, STOPS)


def _parent(path: str, named: Scalar, kind: str, seen: tuple[str, ...]) -> tuple[str, Map]:
    """Return the path and the tree of the file that another one extends."""
    target = named_file(kind, named, "extends", path)
    if target in seen or len(seen) > MOST_PARENTS:
        what = "leads back to a file that extends this one" if target in seen else f"more than {MOST_PARENTS} parents"
        raise ScenarioError([fault(named.place, "extends", f"{what}; a file has one line of parents")])
    parent = _tree(target, named.place)
    found = _kind(parent, target)
    if found != kind:
        raise ScenarioError([fault(named.place, "extends", f"names {AN[found]}; the parent must be {AN[kind]}")])
    return target, parent


@dataclass
class _Reading:
    """One pass through a tree: its faults, the keys that are needed and missing, those for which others were meant."""

    kind: str
    tree: Map
    faults: list[Fault] = field(default_factory=list)
    missed: list[tuple[Loc, str]] = field(default_factory=list)
    misspelt: set[Loc] = field(default_factory=set)

    def values(self, section: Section, node: Map, at: Loc) -> SimpleNamespace:
        """Return what a map gives for every key of a section: None for nothing, and for what cannot be read."""
        found = dict[str, Any].fromkeys(section.keys)
        given = {key.text: value for key, value in node.entries}
        for key, below in section.keys.items():
            if key in given:
                found[key] = self._value(below, given[key], (*at, key))
            elif below.needed:
                self.missed.append(((*at, key), below.meaning))
        for key in given.keys() - section.keys.keys():
            place = node.key(key) or node.place
            self.faults.append(fault(place, "", _unknown([*at, key], self.kind, self.tree)))
            self.misspelt.add((*at, nearest(key, section.keys)))
        return SimpleNamespace(**found)

    def _value(self, below: Leaf | Section, node: Node, at: Loc) -> Any:  # noqa: ANN401  as the key says
        """Return what stands under one key."""
        try:
            if isinstance(below, Leaf):
                return below.read(node)
            if not isinstance(node, Map):
                raise other(node, f"keys below it ({shown(', '.join(below.keys), 200)})")
        except Misread as misread:
            self.faults += [fault(place, _field(at), text) for place, text in misread.findings]
            return None
        return self.values(below, node, at)

    def missing(self) -> list[Fault]:
        """Return a fault for every key that is missing, unless a misspelt one stands for it."""
        found = []
        for at, meaning in self.missed:
            above = _at(self.tree, at[:-1]).place if at[:-1] else Place(self.tree.place.file, 1, 1)
            if at not in self.misspelt:
                found.append(fault(above, _field(at), f"missing; {meaning or 'a value is needed'}"))
        return found


def _field(at: Loc) -> str:
    """Return the dotted key of a location; what a strategy sets is called by its own key."""
    return ".".join(at[1:] if at[:1] == ("sets",) and len(at) > 1 else at)


def _at(tree: Map, loc: Sequence[str]) -> Node:
    """Return the node that a location names, or the deepest one above it."""
    node: Node = tree
    for key in loc:
        below = node.get(key) if isinstance(node, Map) else None
        if below is None:
            return node
        node = below
    return node


def _keys(loc: list[str], kind: str) -> Mapping[str, Leaf | Section]:
    """Return the keys of the section at a location."""
    section = MODELS[kind]
    for key in loc:
        below = section.keys[key]
        section = below if isinstance(below, Section) else section
    return section.keys


def _unknown(loc: list[str], kind: str, tree: Map) -> str:
    """Return what to say about a key that does not belong here: whose it is, or which one was meant."""
    inside = loc[1:] if kind == "strategy" and loc[:1] == ["sets"] and len(loc) > 1 else loc
    dotted, key = ".".join(inside), loc[-1]
    owner = Owner.MARKET if kind == "market" else Owner.FIRM
    other = Owner.FIRM if kind == "market" else Owner.MARKET
    belongs = dotted in OWNERS or (len(inside) == 1 and key in SECTIONS[other])
    here = [key for key in _keys(loc[:-1], kind) if key != "kind"]
    if kind == "strategy" and loc[0] != "sets" and key in (*SECTIONS[Owner.FIRM], *SECTIONS[Owner.MARKET]):
        return f"'{shown(dotted)}' cannot stand here; write what a strategy changes under 'sets:'"
    if kind in ("market", "firm", "strategy") and belongs and OWNERS.get(dotted, other) is other:
        can = "what the firm cannot choose" if kind == "market" else "what the firm can choose"
        return f"'{shown(dotted)}' is the {other}'s to set; a {kind} file sets only {can}"
    if key in NOT_BUILT.get(kind, ()) and len(loc) == 1:
        return f"'{key}' is not built yet: nothing would read it; leave it out"
    gone = cure(dotted.removeprefix("sets."))
    near = "" if gone else nearest(key, here)
    if not near and not gone:
        elsewhere = [k for k, of in OWNERS.items() if of is owner and k.rpartition(".")[2] == key]
        if elsewhere and kind != "experiment":
            return f"unknown key '{shown(dotted)}'; did you mean '{elsewhere[0]}'?"
    node = _at(tree, loc)
    if near and isinstance(node, Map) and len(loc) == 1 and near not in SECTIONS[owner]:
        sections = [s for s in here if s in SECTIONS[owner]]
        near = nearest(key, sections) or near
        return f"unknown key '{shown(dotted)}'; did you mean '{near}'?"
    return f"unknown key '{shown(dotted)}'{gone or meant(key, here)}"
