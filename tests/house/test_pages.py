"""What pages and lessons name is there: files, folders, names of the package. Decisions are history, and left out."""

import importlib
import re
from functools import reduce
from pathlib import Path

import pytest

PAGES = ("README.md", "CONTRIBUTING.md", "docs/*.md", "docs/claims/*.md", "docs/cases/*.md", "notebooks/*.py")
# Where a path begins; below sim/ and sim/model/ a page may leave that out.
FOLDERS = {"sim", "tests", "tools", "scenarios", "docs", "notebooks"}
PATH = re.compile(r"(?<![\w./-])(?:[\w-]+/)+[\w.*-]*(?<!\.)")
FILE = re.compile(r"`(\w+\.py)`")
NAME = re.compile(r"(?<![\w./-])sim(?:\.[A-Za-z_]\w*)+(?![\w/])")
FORMS = ("docs/decisions/NNNN-words.md",)  # how a file is to be called


def resolved(name: str) -> object:
    """Return what a dotted name stands for: a module, or what a module holds.

    Raises
    ------
    AttributeError, ImportError
        If it stands for nothing.
    """
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[length:], module)
    raise ImportError(name)


def untrue(text: str, root: Path) -> list[str]:
    """Return the paths, names of files and dotted names in a text that stand for nothing."""
    tops = [root, root / "sim", root / "sim" / "model"]
    known = FOLDERS | {folder.name for top in tops[1:] for folder in top.iterdir() if folder.is_dir()}
    paths = [path for path in PATH.findall(text) if path.split("/")[0] in known and path not in FORMS]
    found = [path for path in paths if not any(any(top.glob(path)) for top in tops)]
    found += [file for file in FILE.findall(text) if not any(any((root / top).rglob(file)) for top in FOLDERS)]
    for name in NAME.findall(text):
        try:
            resolved(name)
        except (AttributeError, ImportError):
            found.append(name)
    return found


def test_every_file_folder_and_name_that_a_page_names_is_there(root: Path) -> None:
    pages = {page.relative_to(root): page for pattern in PAGES for page in sorted(root.glob(pattern))}
    found = [f"{at}: {one}" for at, page in pages.items() for one in untrue(page.read_text(encoding="utf-8"), root)]
    assert len(pages) >= 15
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "gone",
    [
        "sim/cli.py",
        "model/story/gone.py",
        "rules/gone.py",
        "docs/gone/",
        "tests/gone*.py",
        "sim.response.gone",
        "sim.x",
    ],
)
def test_a_path_or_a_name_of_what_is_gone_is_found(gone: str, root: Path) -> None:
    true = "`sim/model/rules/`, rules/always.py, notebooks/*.ipynb. sim.response.value.values, or results/mine.html"
    assert untrue(f"See `{gone}`, {true}.", root) == [gone]


def test_a_file_that_is_gone_is_found_by_its_name_alone(root: Path) -> None:
    assert untrue("`gone.py` is not there, `lives.py` is", root) == ["gone.py"]
