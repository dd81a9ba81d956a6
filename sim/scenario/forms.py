"""The keys of files: what reads the value of each, and the JSON Schema that editors use; built from declarations.

A section such as ``recovery`` has the parameters below it as its keys; a leaf is read by our own grammar
(:mod:`sim.scenario.leaves`). Other keys are forbidden everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario import given

Json = dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """A key with a value: what reads it, raising Misread; its schema; what it is for; whether it is needed."""

    read: Callable[[Any], object]
    schema: Json
    meaning: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Section:
    """A map of keys, of which no other is allowed."""

    keys: Mapping[str, Leaf | Section]
    meaning: str = ""
    needed: bool = False


def ref(name: str) -> Json:
    """Return a reference to a definition of the schema."""
    return {"$ref": f"#/definitions/{name}"}


def sections(
    owner: Owner, more: Mapping[str, Mapping[str, Leaf]] | None = None, *, relative: bool = False
) -> dict[str, Section]:
    """Return all sections of an owner, some of them with further keys."""
    found: dict[str, dict[str, Leaf | Section]] = {}
    for parameter in PARAMETERS:
        if parameter.owner is owner:
            section, _, name = parameter.key.partition(".")
            read = partial(given.value, parameter=parameter, relative=relative)
            schema = ref(f"{'change' if relative else 'parameter'}.{parameter.key}")
            found.setdefault(section, {})[name] = Leaf(read, schema, parameter.meaning)
    return {name: Section({**keys, **(more or {}).get(name, {})}) for name, keys in found.items()}
