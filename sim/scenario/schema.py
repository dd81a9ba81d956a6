"""JSON Schema of scenario files, for editors: completion, meanings, bounds.

It is generated from the same declarations as the reader; a test compares it with scenarios/scenario.schema.json.
The schema says what an editor can say; the reader checks more (relations between values, other files, conflicts).
"""

from __future__ import annotations

import json
from typing import Any

from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner, Parameter, Unit
from sim.scenario.compose import BY_KEY
from sim.scenario.forms import Json, Section, ref
from sim.scenario.given import NUMERIC, STATUSES
from sim.scenario.leaves import NAME
from sim.scenario.models import KINDS, MODELS
from sim.scenario.show import value_text
from sim.scenario.units import ANCHORS, ELEMENT, NUMBER, SPANS, Currency, allowed

USES = {"parameter": ("value",), "change": ("value", "add", "times")}
"""How a value may be written beside the bare one: where it is stated, and where a strategy changes it."""
BARE = (Unit.SHARE, Unit.NUMBER, Unit.COUNT)
WIDTH = 600
"""Of a line of the file: a parameter with its words and bounds is one."""
_SPAN = "|".join(f"{span}s?" for span in SPANS)
_MONEY = "|".join(["[A-Z]{3}", *ANCHORS])
_EXPONENT = NUMBER.replace("(?:", "(")
DEFINITIONS: Json = {
    "name": {"type": "string", "pattern": f"^{NAME}$"},
    "share": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_EXPONENT} *%$"}]},
    "share_or_factor": {
        "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": f"^{_EXPONENT} *%$"}]
    },
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "switch": {"type": "boolean"},
    "time": {"type": "string", "pattern": f"^{_EXPONENT} *({_SPAN})$"},
    "rate": {"type": "string", "pattern": f"^{_EXPONENT} *(/|per ) *({_SPAN})$"},
    "money": {"type": "string", "pattern": f"^{_EXPONENT} *({_MONEY})$"},
    "money_rate": {"type": "string", "pattern": f"^{_EXPONENT} *({_MONEY}) *(/|per ) *({_SPAN})$"},
}


def json_schema(kind: str) -> Json:
    """Return the schema of one kind of file; it refers to the definitions of :func:`schema`.

    Parameters
    ----------
    kind
        market, firm, strategy or experiment.
    """
    return _object(MODELS[kind], "", dotted=kind in ("market", "firm"))


def schema() -> Json:
    """Return the schema of all kinds; the key ``kind`` chooses."""
    kinds = [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": f"#/definitions/{kind}"},
        }
        for kind in KINDS
    ]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "sim scenario file",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": list(KINDS), "description": "what this file is"}},
        "allOf": kinds,
        "definitions": DEFINITIONS | _units() | _parameters() | {kind: json_schema(kind) for kind in KINDS},
    }


def schema_text() -> str:
    """Return the schema as the committed file holds it."""
    return _laid_out(schema()) + "\n"


def _laid_out(value: Any, indent: str = "") -> str:  # noqa: ANN401  a part of JSON
    """Return JSON text with every map that fits on one line, once it is indented, on one line."""
    short = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or (indent and len(short) <= WIDTH):
        return short
    inner = indent + " "
    members = (f"{inner}{json.dumps(key)}: {_laid_out(below, inner)}" for key, below in value.items())
    return "{\n" + ",\n".join(members) + f"\n{indent}}}"


def _parameters() -> Json:
    """Return the definitions of all parameters: as a value, and, for the firm's, as a change."""
    values = {f"parameter.{p.key}": _parameter(p, relative=False) for p in PARAMETERS}
    return values | {f"change.{p.key}": _parameter(p, relative=True) for p in PARAMETERS if p.owner is Owner.FIRM}


def _name(unit: Unit) -> str:
    """Return the name of a unit's definition."""
    return unit.value.replace(" ", "_")


def _detailed(key: str, value: Json, element: Json | None) -> Json:
    """Return the schema of a value with its source, status and, for numbers, range."""
    about: Json = {key: value, "source": {"type": "string"}, "status": {"enum": list(STATUSES)}}
    if element is not None:
        about["range"] = {"type": "array", "items": element, "minItems": 2, "maxItems": 2}
    return {"type": "object", "required": [key], "additionalProperties": False, "properties": about}


def _units() -> Json:
    """Return, for every unit, the definitions of a value and of changes with their source."""
    found: Json = {}
    for unit in NUMERIC:
        plain, factor = ref(_name(unit)), ref("share_or_factor")
        found[f"value_{_name(unit)}"] = _detailed("value", plain, plain)
        found[f"add_{_name(unit)}"] = _detailed("add", plain, plain)
        found[f"times_{_name(unit)}"] = _detailed("times", factor, factor)
        for use, keys in USES.items():
            forms = [plain, *(ref(f"{key}_{_name(unit)}") for key in keys)]
            found[f"{use}.{_name(unit)}"] = {"anyOf": forms}
    return found


def _parameter(parameter: Parameter, *, relative: bool) -> Json:
    """Return the schema of one parameter: bare, or with its source; bounds apply to bare numbers."""
    if parameter.choices is not None:
        plain: Json = {"enum": [choice.name.lower() for choice in parameter.choices]}
    elif parameter.size:
        items = ref(_name(ELEMENT[parameter.unit]))
        plain = {"type": "array", "items": items, "minItems": parameter.size, "maxItems": parameter.size}
    else:
        plain = ref(_name(parameter.unit))
    if parameter.unit in NUMERIC:
        forms: Json = {"allOf": [ref(f"{'change' if relative else 'parameter'}.{_name(parameter.unit)}")]}
    else:
        forms = {"anyOf": [plain, _detailed("value", plain, plain.get("items"))]}
    bounds = {"minimum": parameter.low, "maximum": parameter.high} if parameter.unit in BARE else {}
    return {"description": described(parameter.key, parameter.meaning)} | bounds | forms


def _object(section: Section, path: str, *, dotted: bool) -> Json:
    """Return the schema of a map; with ``dotted``, the parameters of its sections may also stand as ``a.b``."""
    properties: Json = {}
    for name, below in section.keys.items():
        about = {"description": below.meaning} if below.meaning else {}
        if isinstance(below, Section):
            deeper = _object(below, f"{path}{name}.", dotted=name == "sets")
            properties[name] = about | deeper
            if dotted:
                properties |= {f"{name}.{key}": value for key, value in deeper["properties"].items()}
            continue
        plain = below.schema
        own = str(plain.get("$ref", "")).startswith(("#/definitions/parameter.", "#/definitions/change."))
        properties[name] = plain if own else about | ({"allOf": [plain]} if "$ref" in plain else plain)
    needed = [name for name, below in section.keys.items() if below.needed]
    found: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    if needed and "extends" in properties:  # the file that is extended may give the others
        return found | {"required": ["name"], "anyOf": [{"required": ["extends"]}, {"required": needed}]}
    return found | ({"required": needed} if needed else {})


def described(key: str, meaning: str) -> str:
    """Return the words an editor shows: meaning, what is allowed, default, source."""
    parameter = BY_KEY[key]
    currency = Currency()
    default = parameter.anchor or value_text(key, parameter.default, currency)
    mechanism = f" Mechanism: {parameter.mechanism}." if parameter.mechanism else ""
    return f"{meaning}. {allowed(parameter, currency)}. Default {default} ({parameter.source}).{mechanism}"
