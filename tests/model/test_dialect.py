from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.model.dialect import clashes, faults

MODEL = Path(__file__).parents[2] / "sim" / "model"
NUMERICS = [MODEL / name for name in ("numerics.py", "special.py", "inversion.py", "quantiles.py")]

GOOD = '''"""A rule."""

from math import frexp, sqrt

LIMIT = 3.0 * -2
"""What it is."""


def helped(person: object, waits: object, limit: float) -> float:
    """Return something."""
    mantissa, exponent = frexp(limit)
    total: float = 0.0
    for k in range(3):
        total += waits[k] if k % 2 == 0 else mantissa
    while total < LIMIT and not person.left:
        total = total + sqrt(abs(person.patience)) // exponent
    person.count = person.count + 1
    return min(total, LIMIT)


def asked(person: object, waits: object) -> float:
    """Return something else."""
    helped(person, waits, limit=2.0)
    return helped(person, waits, limit=1.0)
'''

BAD = {
    "import math": "Import",
    "from math import log": "import of log from math",
    "from random import random": "import from random",
    "from sim.model.draws import mixed as m": "keep their names",
    "TABLE = [1, 2]": "List",
    "TABLE = {1: 2}": "Dict",
    "NAME = 'word'": "the constant 'word'",
    "NOTHING = None": "the constant None",
    "@cached\ndef f(x):\n    return x": "a decorator",
    "def f(x=1):\n    return x": "a default",
    "def f(*x):\n    return 1": "star",
    "def f(x):\n    return x, x": "Tuple",
    "def f(x):\n    return (x,)": "Tuple",
    "def f(x):\n    a, b = x\n    return a": "a tuple target",
    "def f(x):\n    return x ** 2": "operator Pow",
    "def f(x):\n    x **= 2\n    return x": "operator Pow",
    "def f(x):\n    return x is x": "operator Is",
    "def f(x):\n    return f'{x}'": "JoinedStr",
    "def f(x):\n    raise ValueError": "Raise",
    "def f(x):\n    try:\n        return x\n    finally:\n        pass": "Try",
    "def f(x):\n    assert x\n    return x": "Assert",
    "def f(x):\n    global y\n    return x": "Global",
    "def f(x):\n    return (lambda y: y)(x)": "Lambda",
    "def f(x):\n    return max(k for k in range(x))": "GeneratorExp",
    "def f(x):\n    return x.copy()": "a call of something else",
    "def f(x):\n    return x[1:2]": "Slice",
    "def f(x):\n    for y in x:\n        return y\n    return 1": "a for loop over",
    "def f(x):\n    return len(x)": "the unknown name len",
    "def f(x):\n    return f(x - 1)": "a call of itself",
    "def f(x):\n    if x:\n        while x:\n            y = [x]\n    return x": "List",
    "class A:\n    pass": "neither a NamedTuple nor an IntEnum",
    "class A(NamedTuple):\n    def f(self):\n        return 1": "FunctionDef in a declaration",
}


@pytest.mark.parametrize("module", NUMERICS, ids=lambda path: path.stem)
def test_the_numerics_stay_within_the_dialect(module: Path) -> None:
    assert faults(module) == []


def test_no_name_of_the_numerics_is_defined_twice() -> None:
    assert clashes(NUMERICS) == []


def test_a_rule_that_uses_all_the_dialect_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "rule.py"
    path.write_text(GOOD, encoding="utf-8")

    assert faults(path) == []


@pytest.mark.parametrize("text", BAD, ids=lambda text: BAD[text])
def test_what_the_dialect_leaves_out_is_found_with_its_place(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rule.py"
    path.write_text(f'"""A rule."""\n{text}\n', encoding="utf-8")

    found = faults(path)

    assert any(BAD[text] in fault for fault in found)
    assert all(fault.startswith(f"{path}:") for fault in found)


def test_a_name_of_two_modules_is_a_clash_but_an_imported_one_is_not(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first.py", "second.py", "third.py"))
    first.write_text("def f(x):\n    return x\n", encoding="utf-8")
    second.write_text("from sim.model.first import f\n", encoding="utf-8")
    third.write_text("f = 1.0\n", encoding="utf-8")

    assert clashes([first, second]) == []
    assert clashes([first, third]) == [f"{third}: f is also defined in {first}"]


def test_no_two_rules_or_parts_of_the_story_share_a_name() -> None:
    """The compiled engine keeps all of them under their names alone."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for room in ("rules", "story")
        for path in (MODEL / room).glob("*.py")
    ]
    names = [node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]

    assert len(names) > 500
    assert sorted(name for name, times in Counter(names).items() if times > 1) == []
