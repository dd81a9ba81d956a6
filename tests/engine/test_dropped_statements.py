"""What watches the story: a statement that is left out of it is noticed, by something else than a pinned digest.

Each trial is a process of its own: tests made by hand, with the audits of every run, by the reference engine alone.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

STORY = Path(__file__).parents[2] / "sim" / "model" / "story"
TRIALS, LEAST, SEED = 60, 57, 16
WATCHERS = ("test_story_of_*.py", "test_edges_of_*.py", "test_audit*.py")  # quick ones first: a trial ends early
PASSED, FAILED = 0, 1
HARMLESS = {
    "counter.py: contact.case = Case.NONE": "of a contact only whether it waits is asked, and it has been served",
    "nights.py: w.state[0].leavers = 0": "it only saves a search: who hears of a leaver goes by the day she left",
}
"""Statements without which no record changes, and why; these are not dropped. A second of the same text has a (2)."""


@dataclass(frozen=True)
class Statement:
    """A statement of the story: its page, its first and last line, its text."""

    page: str
    first: int
    last: int
    text: str

    def __str__(self) -> str:
        """Return page, line and text."""
        return f"{self.page}:{self.first}: {self.text}"


def statements(page: str, source: str) -> Iterator[Statement]:
    """Yield what can be dropped: calls and assignments.

    Not the first assignment to a name of the function's own: without it the rest cannot run, and so proves nothing.
    """
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        named: set[str] = set()
        for node in sorted((n for n in ast.walk(function) if isinstance(n, ast.stmt)), key=lambda n: n.lineno):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                if name not in named:
                    named.add(name)
                    continue
            is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            if is_call or isinstance(node, ast.Assign | ast.AugAssign):
                yield Statement(page, node.lineno, node.end_lineno or node.lineno, ast.unparse(node))


def without(source: str, dropped: Statement) -> str:
    """Return a page without a statement, every other line in its place."""
    lines = source.split("\n")
    first = lines[dropped.first - 1]
    indent = first[: len(first) - len(first.lstrip())]
    lines[dropped.first - 1 : dropped.last] = [f"{indent}pass"] + [""] * (dropped.last - dropped.first)
    return "\n".join(lines)


def whole_story() -> dict[str, Statement]:
    """Return every statement that can be dropped, by its page and text, and a number if that is not the first."""
    found: dict[str, Statement] = {}
    for path in sorted(STORY.glob("*.py")):
        for statement in statements(path.name, path.read_text(encoding="utf-8")):
            name, copies = f"{path.name}: {statement.text}", 1
            while (key := f"{name} ({copies})" if copies > 1 else name) in found:
                copies += 1
            found[key] = statement
    return found


def is_noticed(page: Path) -> bool:
    """Return whether a test fails when the story has this page."""
    here = Path(__file__).parent
    files = [str(path) for pattern in WATCHERS for path in sorted(here.glob(pattern))]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "HYPOTHESIS"))}
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "tests.engine.reference_only")
    command = [sys.executable, "-m", "pytest", *options, *files]
    done = subprocess.run(
        command,
        cwd=here.parents[1],
        env=kept | {"STORY_PAGE": str(page)},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode in (PASSED, FAILED), f"{page}: {done.stdout}{done.stderr}"
    return done.returncode == FAILED


def is_missed(dropped: Statement, folder: Path) -> bool:
    """Return whether a test fails when a statement is left out of the story."""
    page = folder / dropped.page
    page.parent.mkdir()
    page.write_text(without((STORY / dropped.page).read_text(encoding="utf-8"), dropped), encoding="utf-8")
    return is_noticed(page)


def test_calls_and_assignments_can_be_dropped_but_for_first_ones_to_a_name() -> None:
    source = (
        "def f(c):\n    n = c.n\n    if n:\n        n = 2\n        g(n,\n          1)\n    c.n += n\n    return n\n"
    )

    found = list(statements("a.py", source))

    assert [str(s) for s in found] == ["a.py:4: n = 2", "a.py:5: g(n, 1)", "a.py:7: c.n += n"]
    assert without(source, found[1]) == source.replace("g(n,\n          1)", "pass\n")


def test_no_statement_is_called_harmless_that_is_not_in_the_story() -> None:
    assert set(HARMLESS) <= set(whole_story())


@pytest.mark.nightly
def test_of_the_story_as_it_is_nothing_is_noticed() -> None:
    assert not is_noticed(STORY / "lives.py")


@pytest.mark.nightly
def test_at_least_57_of_60_statements_dropped_from_the_story_are_missed(tmp_path: Path) -> None:
    # Given statements of the story, drawn by a seed
    drawn = Random(SEED).sample([s for name, s in whole_story().items() if name not in HARMLESS], TRIALS)

    # When each is left out
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        missed = list(pool.map(is_missed, drawn, [tmp_path / f"{k}" for k in range(TRIALS)]))

    # Then a test fails for nearly each of them
    survivors = [str(s) for s, was_missed in zip(drawn, missed, strict=True) if not was_missed]
    assert len(survivors) <= TRIALS - LEAST, "nothing misses\n" + "\n".join(survivors)
