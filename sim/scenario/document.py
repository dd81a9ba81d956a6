"""One file, its parents, and all its faults at once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario.fault import Fault, Place, ScenarioError, fault, meant, nearest, shown
from sim.scenario.files import as_seen, named_file
from sim.scenario.forms import Section
from sim.scenario.leaves import other
from sim.scenario.models import KINDS, MODELS
from sim.scenario.reader import bytes_of, tree_of
from sim.scenario.tree import ODD_KEY, Map, Node, Scalar, lookalike, merged, nested

OWNERS = {p.key: p.owner for p in PARAMETERS}
SECTIONS = {owner: sorted({key.partition(".")[0] for key, of in OWNERS.items() if of is owner}) for owner in Owner}
STOPS = frozenset([*OWNERS, *(f"sets.{key}" for key in OWNERS), "currency", "run.precision"])
NOT_BUILT = {"experiment": ("goals", "budget")}
MOST_PARENTS = 8
AN = {"market": "a market", "firm": "a firm", "strategy": "a strategy", "experiment": "an experiment"}


@dataclass(frozen=True)
class Document:
    """A checked file: its kind, its path, where it begins, and its values as a pydantic model."""

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
    try:
        model = MODELS[kind].model_validate(_plain(tree, MODELS[kind]))
    except ValidationError as error:
        found_faults = error.errors(include_url=False, include_input=False)
        # what is missing may stand in the unread parent, or under a key that cannot be read
        orphan = any(f.field in {"extends", ODD_KEY} for f in faults)
        misspelt = {_target(one["loc"], kind) for one in found_faults if one["type"] == "extra_forbidden"}
        for one in found_faults:
            if one["type"] != "missing" or (one["loc"] not in misspelt and not orphan):
                faults += _translated(one, tree, kind)
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


def _submodel(model: type[BaseModel], key: str) -> type[Section] | None:
    """Return the model of a section, or None for a leaf."""
    field = model.model_fields.get(key)
    for kind in (field.annotation, *getattr(field.annotation, "__args__", ())) if field else ():
        if isinstance(kind, type) and issubclass(kind, Section):
            return kind
    return None


def _plain(node: Map, model: type[BaseModel]) -> dict[str, Any]:
    """Return a map as pydantic takes it: sections as dicts, leaves as they are."""
    found: dict[str, Any] = {}
    for key, value in node.entries:
        sub = _submodel(model, key.text)
        deep = sub is not None and isinstance(value, Map)
        found[key.text] = _plain(value, sub) if deep else value  # type: ignore[arg-type]
    if isinstance(found.get("kind"), Scalar):
        found["kind"] = found["kind"].text
    return found


def _translated(error: Any, tree: Map, kind: str) -> list[Fault]:  # noqa: ANN401  pydantic's dict
    """Return one of pydantic's findings as faults with places and words of ours."""
    loc = [str(part) for part in error["loc"]]
    field = ".".join(loc[1:] if loc[:1] == ["sets"] and len(loc) > 1 else loc)
    if error["type"] == "misread":
        return [fault(place, field, text) for place, text in error["ctx"]["findings"]]
    if error["type"] == "missing":
        above = _at(tree, loc[:-1])
        place = above.place if loc[:-1] else Place(tree.place.file, 1, 1)
        return [fault(place, field, f"missing; {_meaning(loc, kind)}")]
    if error["type"] == "extra_forbidden":
        above = _at(tree, loc[:-1])
        place = (above.key(loc[-1]) if isinstance(above, Map) else None) or tree.place
        return [fault(place, "", _unknown(loc, kind, tree))]
    node = _at(tree, loc)
    known = ", ".join(_model(loc, kind).model_fields)
    return [fault(at, field, text) for at, text in other(node, f"keys below it ({shown(known, 200)})").findings]


def _target(loc: tuple[Any, ...], kind: str) -> tuple[Any, ...]:
    """Return the location that a misspelt one was meant for."""
    return (*loc[:-1], nearest(str(loc[-1]), _model([str(part) for part in loc[:-1]], kind).model_fields))


def _at(tree: Map, loc: list[str]) -> Node:
    """Return the node that a location names, or the deepest one above it."""
    node: Node = tree
    for key in loc:
        below = node.get(key) if isinstance(node, Map) else None
        if below is None:
            return node
        node = below
    return node


def _model(loc: list[str], kind: str) -> type[BaseModel]:
    """Return the model at a location."""
    model: type[BaseModel] = MODELS[kind]
    for key in loc:
        model = _submodel(model, key) or model
    return model


def _meaning(loc: list[str], kind: str) -> str:
    """Return what a key is for."""
    return _model(loc[:-1], kind).model_fields[loc[-1]].description or "a value is needed"


def _unknown(loc: list[str], kind: str, tree: Map) -> str:
    """Return what to say about a key that does not belong here: whose it is, or which one was meant."""
    inside = loc[1:] if kind == "strategy" and loc[:1] == ["sets"] and len(loc) > 1 else loc
    dotted, key = ".".join(inside), loc[-1]
    owner = Owner.MARKET if kind == "market" else Owner.FIRM
    other = Owner.FIRM if kind == "market" else Owner.MARKET
    belongs = dotted in OWNERS or (len(inside) == 1 and key in SECTIONS[other])
    here = [f for f in _model(loc[:-1], kind).model_fields if f != "kind"]
    if kind == "strategy" and loc[0] != "sets" and key in (*SECTIONS[Owner.FIRM], *SECTIONS[Owner.MARKET]):
        return f"'{shown(dotted)}' cannot stand here; write what a strategy changes under 'sets:'"
    if kind in ("market", "firm", "strategy") and belongs and OWNERS.get(dotted, other) is other:
        can = "what the firm cannot choose" if kind == "market" else "what the firm can choose"
        return f"'{shown(dotted)}' is the {other}'s to set; a {kind} file sets only {can}"
    if key in NOT_BUILT.get(kind, ()) and len(loc) == 1:
        return f"'{key}' is not built yet: nothing would read it; leave it out"
    near = nearest(key, here)
    if not near:
        elsewhere = [k for k, of in OWNERS.items() if of is owner and k.rpartition(".")[2] == key]
        if elsewhere and kind != "experiment":
            return f"unknown key '{shown(dotted)}'; did you mean '{elsewhere[0]}'?"
    node = _at(tree, loc)
    if near and isinstance(node, Map) and len(loc) == 1 and near not in SECTIONS[owner]:
        sections = [s for s in here if s in SECTIONS[owner]]
        near = nearest(key, sections) or near
        return f"unknown key '{shown(dotted)}'; did you mean '{near}'?"
    return f"unknown key '{shown(dotted)}'{meant(key, here)}"
