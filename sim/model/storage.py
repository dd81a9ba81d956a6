"""How records are kept: a storage type a field, declared once for both engines.

The compiled engine makes arrays of the types; the reference engine uses the classes. Times are days, money is minor
units, ``inf`` means never.
"""

from functools import cache
from typing import Annotated, get_type_hints

from sim.model.events import Account

INFINITE = float("inf")
ACCOUNTS = len(Account)
CAUSES = 8

Real = Annotated[float, "f8"]
Whole = Annotated[int, "i8"]
Small = Annotated[int, "i1"]
Key = Annotated[int, "u8"]
Blames = Annotated[list[float], ("f8", CAUSES)]
Totals = Annotated[list[int], ("i8", ACCOUNTS)]


def storage(record: type) -> list[tuple[str, str, int]]:
    """Return (field, storage type, length) of a record class; length 0 for a plain number."""
    out = []
    for name, hint in get_type_hints(record, include_extras=True).items():
        (kind,) = hint.__metadata__
        out.append((name, kind, 0) if isinstance(kind, str) else (name, kind[0], kind[1]))
    return out


def zeros(record: object) -> None:
    """Set every field of a record to nothing, as the arrays of the compiled engine begin."""
    for name, kind, length in _fields(type(record)):  # type: ignore[arg-type]
        zero = 0.0 if kind == "f8" else 0
        setattr(record, name, [zero] * length if length else zero)


@cache
def _fields(record: type) -> tuple[tuple[str, str, int], ...]:
    return tuple(storage(record))
