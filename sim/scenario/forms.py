"""Pydantic models built from the one declaration of every parameter.

A section such as ``recovery`` is a model whose fields are the parameters below it; a leaf is read by our own grammar
(:mod:`sim.scenario.leaves`) and carries the JSON Schema that editors use. Extra keys are forbidden everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, cast

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario import given
from sim.scenario.leaves import Misread

Json = dict[str, Any]


class Section(BaseModel):
    """A map of keys, of which no other is allowed."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def leaf(read: Callable[[Any], object], schema: Json, of: Any = Any) -> Any:  # noqa: ANN401  a type for pydantic
    """Return a field type that is read by our own function, and described by our own schema."""

    def validated(node: object) -> object:
        try:
            return read(node)
        except Misread as misread:
            context = {"findings": misread.findings}
            raise PydanticCustomError("misread", "misread", context) from None

    return Annotated[of, PlainValidator(validated), WithJsonSchema(schema)]


def made(name: str, base: type[Section], fields: dict[str, Any]) -> type[Section]:
    """Return a model with the given fields, ``(type, Field(...))`` by name."""
    return cast("type[Section]", create_model(name, __base__=base, **cast("Any", fields)))


def ref(name: str) -> Json:
    """Return a reference to a definition of the schema."""
    return {"$ref": f"#/definitions/{name}"}


def sections(owner: Owner, *, relative: bool = False) -> dict[str, dict[str, Any]]:
    """Return, for every section that an owner may set, its fields."""
    found: dict[str, dict[str, Any]] = {}
    for parameter in PARAMETERS:
        if parameter.owner is owner:
            section, _, name = parameter.key.partition(".")
            read = partial(given.value, parameter=parameter, relative=relative)
            kind = leaf(read, ref(f"{'change' if relative else 'parameter'}.{parameter.key}"))
            found.setdefault(section, {})[name] = (kind, Field(default=None, description=parameter.meaning))
    return found


def built(
    name: str, owner: Owner, more: dict[str, dict[str, Any]] | None = None, *, relative: bool = False
) -> type[Section]:
    """Return a model with all sections of an owner, some of them with further fields."""
    fields: dict[str, Any] = {}
    for section, inner in sections(owner, relative=relative).items():
        model = made(f"{name}_{section}", Section, inner | (more or {}).get(section, {}))
        fields[section] = (model | None, Field(default=None))
    return made(name, Section, fields)
