from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from sim.model import rules, story
from sim.model.draws import PAGE, Purpose
from sim.model.parameters import ROOMS
from sim.model.quantities import declarations
from sim.model.storage import CAUSES
from tests.model.dialect import clashes, faults

FOLDER = Path(rules.__file__).parent
RULES = sorted(path for path in FOLDER.glob("*.py") if path.name != "__init__.py")
STORY = sorted(path for path in Path(story.__file__).parent.glob("*.py") if path.stem not in ("__init__", "hands"))
MODULES = [*RULES, *STORY]
SHARED = [FOLDER.parent / f"{name}.py" for name in ("draws", "numerics", "special", "inversion", "quantiles")]
DRAW = re.compile(r"uniform\(\s*(\w+)(?:\.key)?\s*,\s*Purpose\.(\w+)")


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_rule_module_stays_within_the_dialect(path: Path) -> None:
    assert faults(path) == []


def test_no_two_rules_share_a_name_since_all_are_bound_together() -> None:
    assert clashes([*MODULES, *SHARED]) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_rule_has_types_and_says_what_it_returns_or_does(path: Path) -> None:
    assert (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    for rule in functions(path):
        assert ast.get_docstring(rule), rule.name
        assert rule.returns is not None, rule.name
        assert all(argument.annotation is not None for argument in rule.args.args), rule.name


def test_every_room_is_asked_by_a_test_of_rules_or_an_oracle(root: Path) -> None:
    folders = [root / "tests" / name for name in ("model", "oracles")]
    tests = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("test_*.py"))
    asked = set(re.findall(r"\w+", tests))
    owned = {path.stem: {rule.name for rule in functions(path)} for path in RULES}
    for room in ROOMS:
        owned[room.__module__.rpartition(".")[2]] |= {p.name for p in declarations(room)[bool(room.mechanism) :]}
    assert [stem for stem, names in owned.items() if names and not names & asked] == []


def drawn() -> Counter[str]:
    """Return how many places in the rules draw for each purpose."""
    return Counter(name for path in MODULES for _, name in DRAW.findall(path.read_text(encoding="utf-8")))


def test_every_purpose_is_drawn_by_one_rule_and_no_rule_draws_without_one() -> None:
    found = drawn()
    calls = sum(path.read_text(encoding="utf-8").count("uniform(") for path in MODULES)
    assert sum(found.values()) == calls
    # Given that the wiring of ties asks in several places of one rule
    several = {name for name, places in found.items() if places > 1}
    assert several <= {"WIRING"}
    assert set(found) == set(Purpose.__members__)


# ---------------------------------------------------------------- the table in docs/model.md
ROW = re.compile(
    r"^\| `([A-Z_]+)` \| ((?:P \+ )?\d+)(?:-(\d+))? \| (person|world|post) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE
)


def table(root: Path) -> list[tuple[str, ...]]:
    return ROW.findall((root / "docs" / "model.md").read_text(encoding="utf-8"))


def number(written: str) -> int:
    """Return the number of a purpose as the table writes it: on the second page after P."""
    return int(written.removeprefix("P + ")) + (PAGE if written.startswith("P") else 0)


def test_the_table_of_purposes_is_the_enumeration(root: Path) -> None:
    rows = table(root)
    assert [(name, number(first)) for name, first, *_ in rows] == [(p.name, int(p)) for p in Purpose]
    spans = {name: int(last) - int(first) + 1 for name, first, last, *_ in rows if last}
    assert spans == {"HAZARD": CAUSES - 1}


def test_the_table_says_of_each_draw_whether_a_person_a_post_or_the_world_is_its_subject(root: Path) -> None:
    subjects = {name: who for path in MODULES for who, name in DRAW.findall(path.read_text(encoding="utf-8"))}
    said = {name: subject for name, _, _, subject, *_ in table(root)}
    words = {"world": "world", "a": "post"}
    assert {name: words.get(who, "person") for name, who in subjects.items()} == {
        name: subject for name, subject in said.items() if name in subjects
    }


def test_the_table_says_of_each_draw_what_it_decides_and_what_its_occasion_counts(root: Path) -> None:
    for name, *_, decides, occasion in table(root):
        assert len(decides.split()) >= 2, name
        assert occasion.strip(), name


# ---------------------------------------------------------------- the page about the dialect
def test_the_examples_of_the_page_are_within_the_dialect_and_out_of_it(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "rules-dialect.md").read_text(encoding="utf-8")
    found = []
    for number, block in enumerate(re.findall(r"^```python\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL)):
        path = tmp_path / f"example_{number}.py"
        path.write_text(
            f'"""An example."""\n\nfrom sim.model.parameters import Parameters\n\n\n{block}', encoding="utf-8"
        )
        found.append(faults(path))
    within, out_of_it = found
    assert within == []
    assert len(out_of_it) >= 4
