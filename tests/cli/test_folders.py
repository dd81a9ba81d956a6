"""What commands say about folders that are not ours or not complete; numbers follow from the command alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SMALL, Call, environment

PAIR = ("corner_shop", "--strategy", "vouchers", *SMALL, "--engine", "reference", "--jobs", "1")


def test_neither_run_nor_repair_touches_somebody_elses_folder(call: Call) -> None:
    Path("films").mkdir()
    Path("films/film.part").write_text("x", "utf-8")

    ended = call("run", *PAIR, "--replications", "1", "--out", "films")
    repaired = call("repair", "films")

    assert (ended.code, repaired.code) == (2, 2)
    assert "films: holds other files (film.part) and no results of sim; give a new or an empty folder" in ended.err
    assert "films: no results here" in repaired.err
    assert [path.name for path in Path("films").iterdir()] == ["film.part"]


def test_a_folder_with_an_experiment_file_of_ones_own_holds_no_results(call: Call) -> None:
    Path("mine").mkdir()
    Path("mine/experiment.json").write_text('{"mine": 1}', "utf-8")

    codes = [call(*words).code for words in (
        ("run", *PAIR, "--replications", "1", "--out", "mine"), ("repair", "mine"), ("status", "mine"),
        ("compare", "mine"), ("results", "mine"), ("report", "mine"), ("trace", "mine", "--person", "1"),
    )]  # fmt: skip

    assert codes == [2] * 7
    assert Path("mine/experiment.json").read_text("utf-8") == '{"mine": 1}'
    assert [path.name for path in Path("mine").iterdir()] == ["experiment.json"]


def test_the_same_command_gives_the_same_numbers_in_an_empty_folder_and_in_a_fuller_one(call: Call) -> None:
    few = ("compare", *PAIR, "--replications", "2", "--json")
    call("compare", *PAIR, "--replications", "3", "--out", "full")

    alone, among = call(*few, "--out", "empty"), call(*few, "--out", "full")

    assert json.loads(alone.out)["replications"] == 2
    assert among.out == alone.out


def test_what_is_stored_already_is_compared_without_an_engine_but_not_with_a_word_that_names_none(call: Call) -> None:
    # Given a comparison that is complete
    words = ("compare", *PAIR, "--replications", "2", "--out", "kept")
    first = call(*words)
    code = f"""
import sys
sys.argv = ["sim", *{words!r}]
from sim.cli import main
try:
    main()
finally:
    loaded = {{"matplotlib", "numba", "pandas", "simpy"}} & set(sys.modules)
    assert not loaded, sorted(loaded)
"""

    again = subprocess.run([sys.executable, "-c", code], env=environment(), check=False, capture_output=True, text=True)
    unknown = call(*words, "--engine", "fastest")

    assert (again.stdout, again.returncode) == (first.out, first.code), again.stderr
    assert (unknown.code, unknown.err) == (2, "sim: engine: one of compiled, reference (got 'fastest')\n")


@pytest.mark.usefixtures("row_by_row")
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_what_reads_an_incomplete_folder_says_so_and_does_not_end_with_0(call: Call, form: tuple[str, ...]) -> None:
    # Given two pairs of four scenarios, of which one row is gone
    assert call("compare", *PAIR, "--replications", "2", "--out", "kept").code == 0
    next(path for path in sorted(Path("kept").glob("shard-*")) if ".1-" in path.name).unlink()

    ended = call("compare", "kept", *form)

    assert ended.code == 1
    assert "1 replications are missing in kept: only the 1 that all scenarios have are compared" in ended.err


@pytest.mark.usefixtures("row_by_row")
def test_results_and_report_of_an_incomplete_folder_end_with_1_and_say_what_is_missing(call: Call) -> None:
    call("compare", *PAIR, "--replications", "4", "--out", "kept")
    next(Path("kept").glob("shard-*")).unlink()

    for words in (("results", "kept"), ("results", "kept", "--csv"), ("report", "kept")):
        ended = call(*words)
        assert (ended.code, "1 replications are missing in kept" in ended.err) == (1, True), ended.err
    assert Path("kept.html").exists()


def test_a_page_is_not_written_into_a_folder_that_is_not_there(call: Call) -> None:
    call("compare", *PAIR, "--replications", "2", "--out", "kept")

    ended = call("report", "kept", "--out", "nowhere/page.html")

    assert ended.code == 2
    assert "--out: there is no folder nowhere; make it, or give another file" in ended.err
    assert not Path("nowhere").exists()


@pytest.mark.parametrize(
    "size",
    [("--run-length", "1e12 years"), ("--run-length", "100000 years"), ("--set", "history=1e9 days")],
)
def test_what_is_too_large_is_refused_with_the_limit_named(call: Call, size: tuple[str, str]) -> None:
    ended = call("run", "corner_shop", *size, "--out", "kept")

    assert ended.code == 2
    assert "365,000 days" in ended.err
    assert not Path("kept").exists()
