"""The one check at the door of every public call: its arguments against the kinds that its annotations name.

``@checked`` reads the signature: ``seed: Seed = 1`` with ``Seed = Annotated[int, Whole(0, LARGEST_SEED)]`` is all that
an argument needs. All faults of a call are told at once, before anything is computed.
"""

from __future__ import annotations

import functools
import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from sim.scenario.fault import ArgumentError, meant, shown
from sim.scenario.kinds import Kind, Many, Of, Text, Truth, Unfit

P = ParamSpec("P")
R = TypeVar("R")


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function behind a door: it is entered only with arguments of the right kinds.

    Raises
    ------
    ArgumentError
        From every call whose arguments are unknown, missing, or of another kind.
    """
    signature = inspect.signature(function)
    kinds = functools.cache(lambda: kinds_of(function))

    @functools.wraps(function)
    def entered(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as fault:
            raise ArgumentError(*_misfits(function.__name__, signature, kwargs, str(fault))) from None
        lines: list[str] = []
        for name, kind in kinds().items():
            if name in bound.arguments:
                value, by = bound.arguments[name], signature.parameters[name].kind
                each = Many(kind) if by is inspect.Parameter.VAR_POSITIONAL else kind
                given = value if by is inspect.Parameter.VAR_KEYWORD else {name: value}
                read = {key: _read(f"{function.__name__}: {key}", each, one, lines) for key, one in given.items()}
                bound.arguments[name] = read if given is value else read[name]
        if lines:
            raise ArgumentError(*lines)
        return function(*bound.args, **bound.kwargs)

    return entered


def demand(name: str, kind: Kind, value: object) -> Any:  # noqa: ANN401  as its kind says
    """Return a value of a kind, or raise ArgumentError; for bounds that only the called object knows."""
    try:
        return kind.read(value)
    except Unfit as unfit:
        raise ArgumentError(f"{name}{unfit.at}: {unfit.text}") from None


def kinds_of(function: Callable[..., object]) -> dict[str, Kind]:
    """Return the kind of each argument, and of each one of ``**arguments``; ``self`` has none.

    Raises
    ------
    TypeError
        For an annotation that names no kind: a fault of the program.
    """
    said = {name: kind for name, kind in function.__annotations__.items() if name != "return"}
    shell = types.SimpleNamespace(__annotations__=said)
    hints = typing.get_type_hints(shell, function.__globals__, include_extras=True)
    return {name: kind_of(hint) for name, hint in hints.items()}


def kind_of(hint: Any) -> Kind:  # noqa: ANN401  any annotation
    """Return the kind that an annotation names; a class stands for its objects, ``| None`` for a value or none."""
    named = next((one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Kind)), None)
    if named is not None:
        return named
    parts = typing.get_args(hint)
    if type(None) in parts and len(parts) == 2:  # noqa: PLR2004 the kind and None
        return OrNone(kind_of(parts[0] if parts[1] is type(None) else parts[1]))
    simple: dict[Any, Kind] = {bool: Truth(), str: Text(), object: Kind()}
    if hint in simple:
        return simple[hint]
    if isinstance(hint, type) and hint not in (int, float):
        return Of(hint, f"{'an' if hint.__name__[0] in 'AEIO' else 'a'} {hint.__name__}")
    raise TypeError(f"no kind for the annotation {hint}; name one: Annotated[..., Whole(1, 9)]")


class OrNone(Kind):
    """A value of a kind, or None."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def wanted(self) -> str:
        """Say what would be right."""
        return f"{self.kind.wanted()}, or None"

    def read(self, value: Any) -> Any:  # noqa: ANN401
        """Return the value, or None."""
        return None if value is None else self.kind.read(value)


def _read(label: str, kind: Kind, value: Any, lines: list[str]) -> Any:  # noqa: ANN401  as the kind says
    """Return the value of one argument; its fault is added to the lines."""
    try:
        return kind.read(value)
    except Unfit as unfit:
        lines.append(f"{label}{unfit.at}: {unfit.text}")
        return value


def _misfits(call: str, signature: inspect.Signature, given: dict[str, object], fault: str) -> list[str]:
    """Return what is wrong with a call that does not fit its signature."""
    known = [one.name for one in signature.parameters.values() if one.name != "self"]
    named = [name for name in known if signature.parameters[name].kind is not inspect.Parameter.POSITIONAL_ONLY]
    unknown = [name for name in given if name not in named]
    if unknown and not any(one.kind is one.VAR_KEYWORD for one in signature.parameters.values()):
        return [
            f"{call}: unknown argument '{shown(name)}'{meant(name, named) or '; it takes none'}" for name in unknown
        ]
    usage = f"{call}({', '.join(_usage(signature))})"
    return [f"{call}: {fault}; call it as {usage}"]


def _usage(signature: inspect.Signature) -> list[str]:
    """Return the arguments of a call as they are written."""
    found, named = [], False
    for one in signature.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not named:
            found.append("*")
            named = True
        if one.name != "self":
            prefix = "**" if one.kind is one.VAR_KEYWORD else "*" if one.kind is one.VAR_POSITIONAL else ""
            found.append(f"{prefix}{one.name}{'' if one.default is one.empty else f'={one.default!r}'}")
    return found


__all__ = ["checked", "demand", "kind_of", "kinds_of"]
