"""What docs/coverage.csv calls covered follows its rule, and every flip moves what it says it moves."""

import csv
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.engine.run import engine as compiled
from sim.model.parameters import PARAMETERS
from sim.model.setting import LogLevel
from tests.coverage.flips import LENGTH, faults, flip_of, home_of
from tests.coverage.rules import MEETS, gaps, shared, uncollected
from tools.coverage import COVERED, FLIPPED, OPEN, SECTIONS, Row, listed, rows, table

ROWS = rows()
BY_ID = {row.id: row for row in ROWS}
COVERS = [row for row in ROWS if row.covered]
FLIPS = [row for row in COVERS if row.kinds & FLIPPED]
EVERY = 8
"""`make test` plays one flip in so many, `make nightly` the others."""
ASKED = [pytest.param(row, id=row.id, marks=[pytest.mark.nightly] * (k % EVERY > 0)) for k, row in enumerate(FLIPS)]
PLAYED = [(row, name) for row in COVERS if "S" in row.kinds for name in row.strategies]
COMPARED = [
    pytest.param(row, name, id=f"{row.id}-{name}", marks=[pytest.mark.nightly] * (k % 2 > 0))
    for k, (row, name) in enumerate(PLAYED)
]
NO_NUMBER = "\N{EN DASH}"
KEYS = {p.key for p in PARAMETERS}


def lacks(row: Row, root: Path) -> list[str]:
    """Return for want of what a row may not count."""
    return gaps(row, ROWS, root, KEYS)


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
        told = list(csv.DictReader(text))

    assert [(row.id, row.part, row.section, row.kind) for row in ROWS] == [
        (one["id"], one["part"], one["section"][0], one["kind"]) for one in told
    ]
    assert [row.number or NO_NUMBER for row in ROWS] == [
        NO_NUMBER if one["numeric_claim"].startswith(NO_NUMBER) else one["numeric_claim"] for one in told
    ]


def test_a_covered_row_lacks_nothing_of_the_rule(root: Path) -> None:
    assert {row.id: found for row in COVERS if (found := lacks(row, root))} == {}


def test_a_flip_serves_one_row() -> None:
    assert shared(ROWS) == {}


def test_every_named_test_is_collected_and_a_nightly_one_is_not(root: Path) -> None:
    nightly = "tests/engine/test_engines_agree.py::test_engines_agree_on_larger_random_settings"
    named = [place for row in COVERS for place in (*row.places, *listed(row.shows))]

    assert uncollected([nightly, *named], root) == [nightly]


def test_an_open_row_that_has_something_already_says_what_is_missing() -> None:
    assert [row.id for row in ROWS if not row.covered and (row.where or row.flip) and not row.note] == []


def test_a_flip_of_an_open_row_can_be_read() -> None:
    for row in ROWS:
        if row.flip:
            assert flip_of(row).before != flip_of(row).after, row.id
            assert row.response, row.id


@pytest.mark.parametrize("row", ASKED)
def test_a_flip_changes_the_record_alike_in_both_engines_and_moves_its_response(row: Row) -> None:
    """300 persons, one year, 10 pairs with common random numbers: the mean difference is beyond 2 standard errors."""
    assert faults(row) == []


@pytest.mark.parametrize(("row", "strategy"), COMPARED)
def test_a_named_strategy_compares_and_makes_a_difference_to_the_response_of_its_row(row: Row, strategy: str) -> None:
    home, how = home_of(row, strategy), {"run_length": LENGTH, "replications": 4, "controls": False, "jobs": 1}
    found = sim.compare(home, [strategy], response=row.response, **how)

    line = next(line for line in found.lines if line.name == strategy)
    assert line.pairs == 4
    assert line.failed == 0
    assert line.difference


@pytest.mark.parametrize("place", sorted({p for row in ROWS for p in row.places if p.startswith("scenarios/exp")}))
def test_a_named_experiment_runs(place: str) -> None:
    experiment = sim.load_experiment(Path(place).stem)

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


NUMBERS = "tests/response/test_numbers_by_hand.py"


@pytest.mark.parametrize(
    ("row", "change", "said"),
    [
        ("A23", {"where": f"{NUMBERS}::test_joins_are_counted_by_route"}, "K: no named test calls repeat_share"),
        ("A23", {"where": f"{NUMBERS}::test_nothing"}, f"no test test_nothing in {NUMBERS}"),
        ("A23", {"where": "sim/response/split.py"}, "sim/response/split.py is no place that can be looked up"),
        ("A23", {"reads": "repeat_chair"}, "K: there is no response 'repeat_chair'"),
        ("A23", {"reads": ""}, "K: no response is named"),
        ("A23", {"number": "64%"}, f"shows: no [0.64, 64.0] in {BY_ID['A23'].shows}"),
        ("A23", {"shows": ""}, "shows: where '65%' is shown, or 'not shown: why'"),
        ("A19", {"number": "1/5"}, f"shows: no [0.2] in {BY_ID['A19'].shows}"),
        ("C11", {"number": "type 2/7"}, "shows: where 'type 2/7' is shown, or 'not shown: why'"),
        ("C11", {"shows": "docs/claims/C28.md"}, "shows: there is no number to show"),
        ("C11", {"reads": "losses_left"}, "reads: only a row of kind K has responses to call"),
        ("C11", {"response": "happiness"}, "M: no flip with a known response and a sign"),
        ("C11", {"flip": ""}, "M: no flip with a known response and a sign"),
        ("C11", {"needs": "leaving.luck: 3"}, "flip: there is no parameter 'leaving.luck'"),
        ("F02", {"where": ""}, "flip: a sign of 0 shows no direction, and no test does"),
        ("F05", {"where": ""}, "S: nothing of this kind is named"),
        ("F05", {"flip": "channel.ease: 0 -> 3"}, "S: the flip is a parameter's, not the strategy's"),
        (
            "F05",
            {"flip": "strategy: none -> vouchers"},
            "S: the flip's strategy is not among the places: vouchers",
        ),
        ("C28", {"where": "docs/claims/A01.md"}, "V: no card C28"),
        ("C28", {"where": "docs/claims/Z99.md"}, "docs/claims/Z99.md is no place that can be looked up"),
        ("A21", {"where": ""}, "X: nothing of this kind is named"),
        ("H27", {"where": "docs/glossary.md#elephant"}, "no line 'elephant' in docs/glossary.md"),
    ],
)
def test_a_row_that_breaks_the_rule_is_seen(row: str, change: dict[str, str], said: str, root: Path) -> None:
    assert lacks(BY_ID[row], root) == []
    assert said in lacks(replace(BY_ID[row], **change), root)


def test_a_flip_that_serves_twice_is_seen() -> None:
    twin = replace(BY_ID["C11"], id="C99", needs="failure.rate: 1%", status=OPEN)
    assert shared([BY_ID["C11"], twin]) == {("leaving.chance", "", "losses_left", "+"): ["C11", "C99"]}
    assert shared([BY_ID["C11"], replace(twin, sign="-"), replace(twin, flip="")]) == {}


def test_a_strategy_is_played_where_what_it_requires_is_awake() -> None:
    home = home_of(replace(BY_ID["F05"], needs="mechanisms.complaints: false"), "complaint_hotline")

    assert home.values["mechanisms.complaints"].value


def test_the_table_counts_each_row_once(root: Path) -> None:
    given = [replace(BY_ID["A01"], status=OPEN), replace(BY_ID["A02"], status=COVERED), BY_ID["A25"]]
    lines = {line.split("  ")[0]: line.split() for line in table(given).splitlines()}

    assert lines["A value of loyalty"][4:] == ["1/2", "1/1", "2/3"]
    assert lines["all"][1:] == ["1/2", "1/1", "2/3"]
    command = [sys.executable, "-m", "tools.coverage", "--part", "customer"]
    printed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    assert f"{sum(row.covered for row in ROWS)}/297" in printed
    assert all(row.id in printed for row in ROWS if row.part == "customer" and not row.covered)
