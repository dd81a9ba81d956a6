"""All parameters, put together from the rooms that declare them."""

from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules

from sim.model import rules
from sim.model.flat import Parameters
from sim.model.quantities import Given, Parameter, declarations


def rooms() -> tuple[type[Given], ...]:
    """Return the classes of ``rules`` that declare parameters, one a module: what always counts, then by name."""
    modules = [import_module(f"{rules.__name__}.{found.name}") for found in iter_modules(rules.__path__)]
    own = [(module, one) for module in modules for one in vars(module).values() if isinstance(one, type)]
    found = [one for module, one in own if issubclass(one, Given) and one.__module__ == module.__name__]
    return tuple(sorted(found, key=lambda room: room.mechanism))


ROOMS = rooms()
PARAMETERS: tuple[Parameter, ...] = tuple(parameter for room in ROOMS for parameter in declarations(room))
MECHANISMS: tuple[str, ...] = tuple(room.mechanism for room in ROOMS if room.mechanism)


def parameter_storage() -> list[tuple[str, str, int]]:
    """Return (field, storage type, length) of the engines' flat record of parameters; length 0 for a plain number."""
    out = []
    for field in fields(Parameters):
        length = len(field.default) if isinstance(field.default, tuple) else 0
        out.append((field.name, "i8" if field.type in (int, "int") else "f8", length))
    return out


__all__ = ["MECHANISMS", "PARAMETERS", "ROOMS", "Parameters", "parameter_storage"]
