"""The same function objects, compiled: what the compiled engine does with the rules, in small."""

from __future__ import annotations

import struct
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numba


def rebound(*modules: ModuleType, **constants: float) -> dict[str, Callable[..., Any]]:
    """Return copies of the functions of these modules, bound to one common namespace in which constants may differ."""
    space: dict[str, Any] = {}
    for module in modules:
        space |= {name: thing for name, thing in vars(module).items() if not name.startswith("__")}
    names = [name for name, thing in space.items() if isinstance(thing, FunctionType)]
    space |= {name: FunctionType(space[name].__code__, space, name) for name in names} | constants
    return {name: space[name] for name in names}


def compiled(*modules: ModuleType) -> dict[str, Callable[..., Any]]:
    """Return the functions of these modules, bound to one common namespace and compiled by numba without fastmath."""
    functions = rebound(*modules)
    twins = {name: numba.njit(error_model="numpy", fastmath=False)(plain) for name, plain in functions.items()}
    next(iter(functions.values())).__globals__.update(twins)
    return twins


def bits(x: float) -> int:
    """Return the 64 bits of a float as a number; one number for every NaN."""
    number = float(x)
    return -1 if number != number else int.from_bytes(struct.pack("<d", number), "little")  # noqa: PLR0124
