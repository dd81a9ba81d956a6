"""Write the flat records that rules read, from the rooms' declarations: ``python -m tools.flat``."""

import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

from sim.model import storage
from sim.model.parameters import ROOMS
from sim.model.quantities import Declared, Given, fields_of

FLAT = Path(__file__).parents[1] / "sim" / "model" / "flat.py"
STORAGE = {"Real": storage.Real, "Whole": storage.Whole, "Small": storage.Small, "Key": storage.Key,
           "Blames": storage.Blames, "Totals": storage.Totals}  # fmt: skip
HEAD = '''"""All parameters, and a person, in one flat record each.

Written by ``python -m tools.flat`` from the rooms in ``rules/``, which say what every number means: change those.
"""

from dataclasses import dataclass

from sim.model.storage import Blames, Key, Real, Small, Totals, Whole, zeros


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that a rule may read: the market's numbers, the firm's, the switches, and what is solved from them."""
'''
PERSON = '''

class Person:
    """A person of the market. Every field is a number; ``totals`` and ``blame`` have one an account and a cause."""
'''
FOOT = """
    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)
"""


def value(one: Declared) -> str:
    """Return a default as text; a member of an enumeration is its number."""
    if isinstance(one.default, tuple):
        return repr(tuple(float(number) for number in one.default))
    return repr(int(one.default)) if isinstance(one.default, int) else repr(one.default)


def parameters(room: type[Given]) -> str:
    """Return the lines of a room's parameters."""
    hints = get_type_hints(room)
    kinds = {name: getattr(hints[name], "__name__", "") for name in fields_of(room)}
    texts = {name: "tuple[float, ...]" if kind == "tuple" else kind for name, kind in kinds.items()}
    return "".join(f"    {name}: {texts[name]} = {value(one)}\n" for name, one in fields_of(room).items())


def of_person(room: type[Given]) -> str:
    """Return the lines of what a room keeps of a person."""
    names = {kind: name for name, kind in reversed(STORAGE.items())}
    kept = {name: kind for name, kind in room.__annotations__.items() if name not in (*fields_of(room), "mechanism")}
    return "".join(f"    {name}: {names[kind]}\n" for name, kind in kept.items())


def text() -> str:
    """Return the module."""
    parts = [HEAD, *(f"\n    # {room.__name__.lower()}\n{parameters(room)}" for room in ROOMS)]
    kept = [(room, of_person(room)) for room in ROOMS]
    parts += [PERSON, *(f"\n    # {room.__name__.lower()}\n{lines}" for room, lines in kept if lines), FOOT]
    command = [sys.executable, "-m", "ruff", "format", "-q", "--stdin-filename", str(FLAT), "-"]
    return subprocess.run(command, input="".join(parts), capture_output=True, text=True, check=True).stdout  # noqa: S603


def main() -> int:
    """Write the module."""
    FLAT.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
