"""No test is left out in silence: each place that may skip one is listed here, with what a machine must lack for it."""

import ast
from collections import Counter
from pathlib import Path

SKIPPING = {"skip", "skipif", "importorskip", "xfail"}

# A file, how many places of it may skip, and for want of what.
FOR_WANT_OF = {
    "tests/conftest.py": (1, "the real data"),
    "tests/coverage/test_coverage.py": (1, "the list of rows of the texts"),
    "tests/engine/test_keeping.py": (1, "root: nobody else can give a folder away"),
    "tests/experiment/test_executor.py": (2, "Linux: /proc"),
    "tests/experiment/test_store.py": (1, "the right to mount; a limit on the size of files does the same without it"),
    "tests/house/test_environments.py": (1, "other kernels or features of a processor to run with (nightly)"),
    "tests/house/test_house.py": (1, "git: an unpacked archive has none"),
    "tests/oracles/test_third_witness.py": (1, "a C compiler"),
    "tests/report/test_layout.py": (1, "Chromium"),
    "tests/report/test_page.py": (1, "Chromium"),
    "tests/scenario/test_hostile_files.py": (1, "named pipes"),
}


def places(text: str) -> int:
    """Return how many places of a file call or name something of pytest that leaves a test out."""
    return sum(
        isinstance(node, ast.Attribute)
        and node.attr in SKIPPING
        and ast.unparse(node.value) in {"pytest", "pytest.mark"}
        for node in ast.walk(ast.parse(text))
    )


def test_a_test_is_skipped_only_where_a_machine_lacks_what_it_needs(root: Path) -> None:
    found = Counter(
        {
            path.relative_to(root).as_posix(): places(path.read_text(encoding="utf-8"))
            for folder in ("tests", "sim", "tools")
            for path in (root / folder).rglob("*.py")
        }
    )

    assert {file: number for file, number in found.items() if number} == {f: n for f, (n, _) in FOR_WANT_OF.items()}


def test_a_planted_skip_is_seen() -> None:
    assert places("import pytest\n\ndef test_it():\n    pytest.skip('later')\n") == 1
    assert places("@pytest.mark.skipif(True, reason='')\ndef test_it(): ...\n") == 1
    assert places("pytest.mark.nightly\n'pytest.skip'\n") == 0
