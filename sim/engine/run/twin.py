"""The compiled twin of the rules: the very same functions, bound to each other anew and compiled by numba.

Every function of the rule modules becomes a global of this module, compiled; enumerations become named tuples of
plain integers. They are called from compiled code only: they have no wrapper for Python. ``u64`` has a form of its own,
since numba's integers have 64 bits and Python's do not; ``frexp`` and ``ldexp``, since numba calls the C library.
"""

import hashlib
import os
import sys
from collections import namedtuple
from collections.abc import Callable, Sequence
from enum import IntEnum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import FunctionType, ModuleType
from typing import Any

import numba
import numpy as np
from numba.core.registry import CPUDispatcher, cpu_target

from sim.engine.faults import EngineUnavailable
from sim.engine.run.aside import aside
from sim.engine.run.keeping import Kept, private_folder
from sim.engine.run.linking import compilers
from sim.model import (
    draws,
    drivers,
    events,
    inversion,
    numerics,
    quantiles,
    rules,
    setting,
    special,
    storage,
    story,
    worker,
)

RULE_MODULES: tuple[ModuleType, ...] = (
    *(numerics, special, inversion, quantiles, draws),
    *(
        import_module(found.name)
        for room in (rules, story)
        for found in iter_modules(room.__path__, f"{room.__name__}.")
    ),
)
OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "nogil": True,
    "boundscheck": bool(os.environ.get("SIM_BOUNDSCHECK")),
}
INNER_COMPILER, ENTRY_COMPILER = compilers()
INLINE = {"buy", "own_event", "close_purchase"}  # the busiest; see jit_inline
LEAST_NORMAL, LARGE_POWER = sys.float_info.min, 1000
MANTISSA_BITS, HALF_BITS = (1 << 52) - 1, 1022 << 52  # of a number of 64 bits: all after the exponent; one half
WIDE = (numba.types.int64, numba.types.uint64)
KEPT: list[Kept] = []  # the entry functions on disk
INNER: dict[str, Any] = {"nopython": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, **OPTIONS}


if getattr(numba.config, "DISABLE_JIT", False):
    raise EngineUnavailable("NUMBA_DISABLE_JIT switches the compiler off; unset it, or take --engine reference")


def source_digest() -> str:
    """Return a digest of what decides the machine code: sources of model and engine, options, versions, processor.

    Levels are solved before an engine starts; their sources do not count.
    """
    made_for = (sys.implementation.cache_tag, sys.abiflags, *cpu_target.target_context.codegen().magic_tuple())
    h = hashlib.sha256(repr((sorted(OPTIONS.items()), numba.__version__, np.__version__, made_for)).encode())
    root = Path(__file__).resolve().parent.parent.parent
    sources = [path for part in ("model", "engine") for path in sorted((root / part).rglob("*.py"))]
    for path in [*(path for path in sources if path.parent != root / "model" / "level"), root / "record.py"]:
        h.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return h.hexdigest()[:24]


def cache_folder() -> Path:
    """Return the folder of compiled code, private to the user and named by the digest of what decides it."""
    return private_folder(source_digest())


class OneForm(CPUDispatcher):
    """A compiled function with one form for all integers: constants and small integers count as 64 bit.

    numba compiles a function anew for every constant that it is called with; most of the compile time went there.
    """

    def __call__(self, *_: object, **__: object) -> None:
        """Refuse a call from Python: there is no wrapper, and numba would not notice."""
        raise TypeError(f"{self.py_func.__name__} is called from compiled code only; from Python, call the rule itself")

    def get_call_template(self, args: Sequence[Any], kws: Any) -> Any:
        """Return numba's template of a call with widened arguments."""
        return super().get_call_template([widened(a) for a in args], {k: widened(a) for k, a in dict(kws).items()})


def widened(kind: Any) -> Any:
    """Return the type that an argument is compiled for."""
    kind = numba.types.unliteral(kind)
    return numba.types.int64 if isinstance(kind, numba.types.Integer) and kind not in WIDE else kind


def jit(function: Callable[..., Any]) -> Any:
    """Compile a function of the engine when it is first called."""
    return OneForm(function, targetoptions={**INNER, "_nrt": False}, pipeline_class=INNER_COMPILER)


def jit_inline(function: Callable[..., Any]) -> Any:
    """Compile a function into its caller: handing the world's arrays over at every event costs as much as the event."""
    return OneForm(function, targetoptions={**INNER, "_nrt": False, "forceinline": True}, pipeline_class=INNER_COMPILER)


def jit_allocating(function: Callable[..., Any]) -> Any:
    """Compile a function that makes arrays; the others do without reference counting, which costs more than they do."""
    return OneForm(function, targetoptions={**INNER, "_nrt": True}, pipeline_class=INNER_COMPILER)


def compiled_on_disk(note: str = "") -> Callable[[Callable[..., Any]], Any]:
    """Compile an entry function and keep its machine code on disk; the note is said before it is compiled."""

    def decorated(function: Callable[..., Any]) -> Any:
        dispatcher = numba.njit(pipeline_class=ENTRY_COMPILER, **OPTIONS)(function)
        KEPT.append(Kept(function, cache_folder(), note))
        dispatcher._cache = KEPT[-1]  # noqa: SLF001 where numba puts its own
        return dispatcher

    return decorated


def called(entry: Any, *arguments: Any) -> Any:
    """Return what an entry function returns; Ctrl-C is heard meanwhile.

    Compiled code raises nothing of its own, so whatever comes out of it is the environment's doing.

    Raises
    ------
    EngineUnavailable
        The compiler, or what it made, does not work here.
    MemoryError, KeyboardInterrupt
        As they are.
    """
    try:
        return aside(entry, *arguments)
    except MemoryError:
        raise
    except Exception as fault:
        reason = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise EngineUnavailable(f"it cannot be compiled or run here ({reason}); --engine reference can do") from fault


def plain(enumeration: type[IntEnum]) -> Any:
    """Return an enumeration as a named tuple of plain integers, which numba reads as constants."""
    members = {m.name: int(m) for m in enumeration}
    return namedtuple(enumeration.__name__, members)(**members)  # noqa: PYI024  made from data


def bind(namespace: dict[str, Any]) -> None:
    """Fill a namespace with the compiled rules and with what they name."""
    functions: dict[str, FunctionType] = {}
    for module in (drivers, events, setting, storage, worker, *RULE_MODULES):
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, IntEnum) and value is not IntEnum:
                namespace[name] = plain(value)
            elif isinstance(value, int | float):
                namespace[name] = value
            elif isinstance(value, FunctionType) and value.__module__ == module.__name__ and module in RULE_MODULES:
                functions[name] = value
            elif isinstance(value, FunctionType | type(np.floor)) or getattr(value, "__module__", "") == "math":
                namespace.setdefault(name, value)
    for name, function in functions.items():
        if name != "u64":
            copy = FunctionType(function.__code__, namespace, name, function.__defaults__)
            copy.__doc__ = None  # its examples are those of the rule, and run there
            namespace[name] = jit_inline(copy) if name in INLINE else jit(copy)


@jit
def u64(x):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Wrap an integer to 64 bits without sign."""
    return np.uint64(x)


@jit
def frexp(x):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """As ``math.frexp`` for positive finite numbers, by bits: without a call of the C library."""
    below = 0
    if x < LEAST_NORMAL:
        x *= 2.0**54
        below = 54
    bits = np.float64(x).view(np.int64)
    mantissa = np.int64((bits & MANTISSA_BITS) | HALF_BITS).view(np.float64)
    return mantissa, ((bits >> 52) & 2047) - 1022 - below


@jit
def ldexp(m, e):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """As ``math.ldexp`` for m of about 1 and results that are normal numbers; 2^e need not be one."""
    whole = np.int64(e)  # math.floor gives numba a float
    if whole > LARGE_POWER:
        return m * np.int64((whole - LARGE_POWER + 1023) << 52).view(np.float64) * 2.0**LARGE_POWER
    return m * np.int64((whole + 1023) << 52).view(np.float64)


def __getattr__(name: str) -> Any:
    raise AttributeError(name)


def lend(**hands: Any) -> None:
    """Give the story the engine's own way of writing, sending and scheduling."""
    globals().update(hands)


bind(globals())
