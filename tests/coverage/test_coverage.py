"""What docs/coverage.csv calls covered is there, and every flip moves what it says it moves."""

import ast
import csv
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine import compiled
from sim.model.parameters import PARAMETERS
from sim.model.setting import LogLevel
from sim.response import RESPONSES
from sim.scenario import load_experiment
from tests.coverage.flips import faults, flip_of, needs_of
from tools.coverage import COVERED, FLIPPED, OPEN, SECTIONS, Row, rows, table

ROWS = rows()
BY_ID = {row.id: row for row in ROWS}
FLIPS = [row for row in ROWS if row.covered and row.kinds & FLIPPED]
KEYS = {p.key for p in PARAMETERS}
NAMES_TEST = re.compile(r"tests/[\w/]+\.py::test_\w+")
CARD = re.compile(r"docs/claims/[A-O]\d\d\.md")
RUNS = re.compile(r"(notebooks/[\w]+\.ipynb)|(scenarios/experiments/[\w]+\.yaml)")
WORD = re.compile(r"docs/glossary\.md#[\w ]+")
MEETS = {"K": NAMES_TEST, "V": CARD, "X": RUNS, "T": RUNS, "O": WORD}


def names_of_tests(path: Path) -> set[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def words_of(glossary: Path) -> set[str]:
    """Return the words that a glossary's table explains."""
    lines = glossary.read_text(encoding="utf-8").splitlines()
    return {line.split("|")[1].strip() for line in lines if line.startswith("| ")}


def missing(place: str, root: Path) -> str:
    """Return what is wrong with a named place; empty if it is there."""
    file, _, inside = place.partition("::")
    file, _, word = file.partition("#")
    path = root / file
    if not path.is_file():
        return f"no file {file}"
    if inside and inside not in names_of_tests(path):
        return f"no test {inside} in {file}"
    if word and word not in words_of(path):
        return f"no line '{word}' in {file}"
    return ""


def unmet(row: Row) -> list[str]:
    """Return the kinds of a covered row that nothing meets."""
    found = [kind for kind, form in MEETS.items() if kind in row.kinds and not any(map(form.fullmatch, row.places))]
    flipped = row.flip and row.response in RESPONSES and row.sign in {"+", "-", "0"}
    return found + ([] if flipped or not row.kinds & FLIPPED else sorted(row.kinds & FLIPPED))


def test_the_list_has_every_row_once_in_order_and_in_known_words() -> None:
    assert len(BY_ID) == len(ROWS) == 297
    assert [row.id for row in ROWS] == sorted(BY_ID)
    for row in ROWS:
        assert row.id[0] == row.section in SECTIONS
        assert row.status in {COVERED, OPEN}
        assert row.kinds <= {*MEETS, *FLIPPED}
        assert row.covers


def test_the_rows_are_those_of_the_texts(root: Path) -> None:
    data = Path(os.environ.get("SIM_DATA") or root.parent / "shared" / "data")
    file = data.parent / "mission-rows.csv"
    if not file.is_file():
        pytest.skip(f"no list of rows at {file}")
    with file.open(encoding="utf-8", newline="") as text:
        told = [(one["id"], one["part"], one["section"][0], one["kind"]) for one in csv.DictReader(text)]

    assert [(row.id, row.part, row.section, row.kind) for row in ROWS] == told


def test_a_covered_row_names_something_for_each_of_its_kinds() -> None:
    assert {row.id: unmet(row) for row in ROWS if row.covered and unmet(row)} == {}


def test_every_place_that_is_named_is_there(root: Path) -> None:
    found = {row.id: missing(place, root) for row in ROWS for place in row.places if missing(place, root)}

    assert found == {}


def test_every_value_of_a_covered_row_is_a_parameter() -> None:
    unknown = {row.id: {flip_of(row).key, *needs_of(row)} - KEYS for row in FLIPS}

    assert {name: keys for name, keys in unknown.items() if keys} == {}


def test_a_flip_of_an_open_row_can_be_read() -> None:
    for row in ROWS:
        if row.flip:
            assert flip_of(row).before != flip_of(row).after, row.id
            assert row.response, row.id


@pytest.mark.parametrize("row", FLIPS, ids=lambda row: row.id)
def test_a_flip_changes_the_record_alike_in_both_engines_and_moves_its_response(row: Row) -> None:
    """300 persons, one year, 10 pairs with common random numbers: the mean difference is beyond 2 standard errors."""
    assert faults(row) == []


@pytest.mark.parametrize("place", sorted({p for row in ROWS for p in row.places if p.startswith("scenarios/exp")}))
def test_a_named_experiment_runs(place: str) -> None:
    experiment = load_experiment(Path(place).stem)

    for scenario in (experiment.baseline, *experiment.alternatives):
        assert compiled.run(scenario.setting(30.0), 1, 0, LogLevel.NONE).counts.sum() > 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sign": "-"}, "not -"),
        ({"flip": "talk.headroom_praise: 25% -> 30%"}, "the record does not change"),
        ({"response": "complaint_call_wait"}, "no meaning"),
    ],
)
def test_a_wrong_flip_is_seen(change: dict[str, str], said: str) -> None:
    """The wrong sign; a value that nothing reads; a response that the world does not have."""
    given = replace(BY_ID["C11"], needs="mechanisms.complaints: false")

    assert faults(given) == []
    assert any(said in fault for fault in faults(replace(given, **change)))


def test_a_place_that_is_not_there_is_seen(root: Path) -> None:
    assert missing("docs/glossary.md#customer", root) == ""
    assert missing("docs/glossary.md#elephant", root) == "no line 'elephant' in docs/glossary.md"
    assert missing("tests/coverage/test_coverage.py::test_nothing", root).startswith("no test test_nothing")
    assert missing("docs/claims/Z99.md", root) == "no file docs/claims/Z99.md"
    assert unmet(replace(BY_ID["C11"], response="happiness")) == ["M"]
    assert unmet(replace(BY_ID["C28"], where="docs/claims")) == ["V"]


def test_the_table_counts_each_row_once(root: Path) -> None:
    given = [replace(BY_ID["A01"], status=OPEN), replace(BY_ID["A03"], status=COVERED), BY_ID["A25"]]
    lines = {line.split("  ")[0]: line.split() for line in table(given).splitlines()}

    assert lines["A value of loyalty"][4:] == ["1/2", "1/1", "2/3"]
    assert lines["all"][1:] == ["1/2", "1/1", "2/3"]
    command = [sys.executable, "-m", "tools.coverage", "--part", "customer"]
    printed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    assert f"{sum(row.covered for row in ROWS)}/297" in printed
    assert all(row.id in printed for row in ROWS if row.part == "customer" and not row.covered)
