"""The house holds: floors, limits, public names, what may be committed."""

import ast
import graphlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import grimp
import pytest

MODULE_LIMIT = 300
BODY_LIMIT = 40
PUBLIC_NAMES_LIMIT = 26
SLOW = {"matplotlib", "numba", "numpy", "pandas", "pyarrow", "scipy", "simpy"}
"""Libraries that take a tenth of a second or more to import."""

# Where a limit made code worse. Key: "path" for a module, "path::function" for a body. Value: the reason, in words.
ALLOWED: dict[str, str] = {
    "sim/model/flat.py": "written from the rooms, a line a parameter",
    "sim/model/events.py": "the one list of what can happen, a line a member",
    "sim/report/chinese_parameters.py": "the meaning of every parameter, a line each",
    "sim/model/rules/complaints.py": "one room for one mechanism, which has the most parameters of all",
    "sim/model/rules/surveys.py": "one room for one mechanism: whom it asks, what she says, what is taken down",
    "notebooks/05_why_they_leave.py": "one lesson from the first cell to the last, half of it prose",
    "tests/experiment/test_store.py": "one promise, many harms: the helpers that harm a store serve all of them",
    "tests/experiment/test_executor.py": "one promise, many harms: the helpers that kill workers serve all of them",
}

# What sim.model may import: no chance, no clock, no file, no process.
MODEL_MAY_IMPORT = {
    "__future__",
    "abc",
    "collections",
    "dataclasses",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "importlib",
    "itertools",
    "math",
    "operator",
    "pkgutil",
    "re",
    "struct",
    "types",
    "typing",
}

NOT_TO_BE_COMMITTED = {
    "a path of somebody's machine": re.compile(
        r"(?<![\w.$}/])/(?:(?:home|Users)/[A-Za-z]|(?:root|work)/)|\b[A-Z]:\\+Users\\", re.ASCII
    ),
    "an option naming a registry": re.compile(r"(?<![\w-])-{2}(?:(?:extra-)?index-url|find-links|trusted-host)\b"),
    "a setting naming a registry": re.compile(r"INDEX_URL\s*=\s*\S|\bindex-url\s*=", re.ASCII),
    "a registry's address": re.compile(r"(?:pypi|pythonhosted|npmjs|anaconda|deb\.debian)\.(?:org|com)\b"),
    "an address of a package file": re.compile(r"(?:https?|file)://[^\s\")]+\.(?:whl|tgz|tar\.gz)"),
}


def committed_files(root: Path) -> list[Path]:
    """Return what git holds or would take in with `git add --all`."""
    if not (root / ".git").exists():
        pytest.skip("not a git clone")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return [root / name for name in listed.split("\0") if name and (root / name).is_file()]


def unwanted(text: str) -> list[str]:
    """Return a line for each place in the text that must not be committed."""
    return [
        f"{number}: {what}: {line.strip()[:120]}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in NOT_TO_BE_COMMITTED.items()
        if pattern.search(line)
    ]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the number of lines from the first statement after the docstring to the end."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def too_long(name: str, text: str) -> list[str]:
    """Return the key of the module and of each function in it that breaks a limit."""
    keys = [name] if len(text.splitlines()) > MODULE_LIMIT else []
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return keys + [f"{name}::{node.name}" for node in functions if body_lines(node) > BODY_LIMIT]


def imported(text: str) -> set[str]:
    """Return the dotted names of all modules that the text imports; relative ones begin with a dot."""
    names = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def python(code: str, root: Path) -> str:
    """Run the code in a new interpreter; return what it printed."""
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_imports_point_down_and_the_model_stays_pure(root: Path) -> None:
    command = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def circle(package: str) -> list[str]:
    """Return the modules of a circle of imports, the first one again at the end; none if there is no circle.

    Every import counts, wherever it stands: in a function, under TYPE_CHECKING, in a package's own file.
    """
    graph = grimp.build_graph(package, cache_dir=None)
    importers = {name: graph.find_modules_directly_imported_by(name) for name in sorted(graph.modules)}
    try:
        graphlib.TopologicalSorter(importers).prepare()
    except graphlib.CycleError as found:
        return list(reversed(found.args[1]))
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    found = circle("sim")
    assert not found, " -> ".join(found)


def test_a_planted_circle_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a circle of one import for types only, one in a function, and one in the package's own file
    (tmp_path / "planted").mkdir()
    texts = {
        "__init__": "from planted.one import x",
        "one": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .two import y",
        "two": "def y():\n    import planted",
    }
    for name, text in texts.items():
        (tmp_path / "planted" / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    # When it is looked for
    found = circle("planted")
    # Then it is told in the order of the imports, closed
    steps = set(pairwise(found))
    assert steps == {("planted", "planted.one"), ("planted.one", "planted.two"), ("planted.two", "planted")}


def test_the_model_imports_only_the_side_effect_free_standard_library(root: Path) -> None:
    foreign = {
        f"{path.relative_to(root)}: {name}"
        for path in (root / "sim" / "model").rglob("*.py")
        for name in imported(path.read_text(encoding="utf-8"))
        if not name.startswith((".", "sim.model")) and name.split(".")[0] not in MODEL_MAY_IMPORT
    }
    assert not foreign


def test_no_committed_file_holds_a_path_of_a_machine_or_an_address_of_a_registry(root: Path) -> None:
    findings = []
    for path in committed_files(root):
        content = path.read_bytes()
        if b"\0" not in content:
            name = path.relative_to(root)
            findings += [f"{name}:{line}" for line in unwanted(content.decode("utf-8", errors="replace"))]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize(
    "planted",
    [
        "see /" + "home/ann/notes",
        "in '/" + "root/x'",
        "C:\\" + "Users\\ann",
        "pip install --" + "index-url x",
        "-" + "-find-links=x",
        "PIP_EXTRA_INDEX_" + "URL=http://x",
        "https://py" + "pi.org/simple",
        "get https://example.org/a-1.0" + ".whl",
    ],
)
def test_a_planted_path_or_address_is_found(planted: str) -> None:
    assert unwanted(f"harmless\n{planted}\n")[0].startswith("2: ")


@pytest.mark.parametrize(
    "harmless", ["docs/" + "work/plan", "https://example.org/home/a", "~/notes", "$ROOT/" + "root/x"]
)
def test_a_harmless_path_is_not_taken_for_one_of_a_machine(harmless: str) -> None:
    assert unwanted(harmless) == []


def test_modules_and_functions_stay_within_their_limits(root: Path) -> None:
    broken = {
        key
        for folder in ("sim", "tests", "tools", "notebooks")
        for path in sorted((root / folder).rglob("*.py"))
        for key in too_long(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
    }
    assert broken - set(ALLOWED) == set(), "break it up, or put it into ALLOWED with the reason"
    assert set(ALLOWED) - broken == set(), "no longer needed in ALLOWED"
    assert all(len(reason.split()) >= 4 for reason in ALLOWED.values()), "a reason is a sentence"


def test_a_function_and_a_module_over_the_limit_are_found() -> None:
    # Given bodies of exactly the limit and one line more, below docstrings that do not count
    fits, long = ("    x = 1\n" * lines for lines in (BODY_LIMIT, BODY_LIMIT + 1))
    text = f'def fits():\n    """Say.\n\n    More.\n    """\n{fits}\n\nasync def long():\n    """Say."""\n{long}'
    # Then only what is over a limit is named
    assert too_long("a.py", text) == ["a.py::long"]
    assert too_long("a.py", "x = 1\n" * MODULE_LIMIT) == []
    assert too_long("a.py", "x = 1\n" * (MODULE_LIMIT + 1)) == ["a.py"]


def test_the_public_names_are_those_of_all_and_few(root: Path) -> None:
    code = """
import sim, types
plain = [name for name in dir(sim) if not name.startswith("_")]
shown = {name for name in plain if not isinstance(getattr(sim, name), types.ModuleType)}
meant = set(sim.__all__) - {"__version__"}
assert len(sim.__all__) == len(set(sim.__all__)), "a name stands twice in __all__"
assert shown == meant, f"not in __all__: {shown - meant}; not there: {meant - shown}"
print(len(meant))
"""
    assert int(python(code, root)) <= PUBLIC_NAMES_LIMIT


@pytest.mark.parametrize(
    ("typed", "answer", "more"),
    [
        ("--version", ".", {"typer", "logging", "sim.scenario"}),
        ("--help", "compare", {"ruamel.yaml", "sim.scenario"}),
        ("check corner_shop", "no faults", set()),
        ("show corner_shop", "failure.rate", set()),
    ],
)
def test_a_command_answers_without_the_libraries_that_it_does_not_need(
    root: Path, typed: str, answer: str, more: set[str]
) -> None:
    code = f"""
import sys
sys.argv = ["sim", *{typed.split()!r}]
from sim.cli import main
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
loaded = {SLOW | more!r} & set(sys.modules)
assert not loaded, f"imported for {typed}: {{sorted(loaded)}}"
"""
    assert answer in python(code, root)


def test_every_decision_says_context_choice_and_cost(root: Path) -> None:
    faults = []
    pages = [page for page in sorted((root / "docs" / "decisions").glob("*.md")) if page.name != "README.md"]
    for page in pages:
        if not re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", page.name):
            faults.append(f"{page.name}: not named NNNN-words.md")
        headings = re.findall(r"^##+ +(\w+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        faults += [f"{page.name}: no heading {name}" for name in ("Context", "Choice", "Cost") if name not in headings]
    numbers = [page.name[:4] for page in pages]
    faults += [f"{number}: given twice" for number in sorted(set(numbers)) if numbers.count(number) > 1]
    assert pages, "no decision page at all"
    assert not faults, "\n".join(faults)
