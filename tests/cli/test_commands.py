"""What users type, what they get, and with which code it ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli.console import csv_lines, told
from sim.scenario.schema import schema_text

Call = Callable[..., Any]
SMALL = ("--set", "persons=60", "--run-length", "60 days", "--jobs", "1", "--quiet")
TWO = ("corner_shop", "--strategy", "complaint_hotline", "--strategy", "vouchers", *SMALL, "--replications", "3")


# ------------------------------------------------------------ look


def test_doctor_names_engines_and_libraries(call: Call) -> None:
    ended = call("doctor")

    assert ended.code == 0
    assert all(
        word in ended.out for word in ("engine compiled", "engine reference", "numba", "cores", "font of figures")
    )
    assert json.loads(call("doctor", "--json").out)["sim"] == sim.__version__


def test_the_version_is_the_package_s(call: Call) -> None:
    assert call("--version").out.strip() == sim.__version__


def test_check_names_every_fault_with_its_place(call: Call, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: firm\nname: shop\nfailure:\n  rat: 2%\n  major: 3 days\n", "utf-8")

    ended = call("check", "bad.yaml")

    assert ended.code == 2
    assert [line.split(": ")[0] for line in ended.err.splitlines()] == ["bad.yaml:4:3", "bad.yaml:5:10"]
    assert ended.out == ""


def test_check_is_quiet_about_good_files(call: Call, root: Path) -> None:
    assert call("check", root / "scenarios").code == 0


def test_schema_writes_the_committed_schema(call: Call) -> None:
    assert call("schema").out == schema_text()


def test_show_says_where_each_value_comes_from(call: Call) -> None:
    whole = call("show", "corner_shop", "--set", "failure.rate=7%")
    why = call("show", "corner_shop", "--why", "failure.rate", "--set", "failure.rate=7%")
    diff = call("show", "corner_shop", "--strategy", "vouchers", "--diff", "corner_shop")

    assert any(line.split() == ["failure.rate", "7%", "--set"] for line in whole.out.splitlines())
    assert why.out.startswith("failure.rate = 7%")
    assert "recovery.voucher" in diff.out
    assert "desk.agents" not in diff.out
    assert "complaint_hotline" in call("show", "demo_corner").out


# ------------------------------------------------------------ run and compare


def test_compare_writes_a_table_and_says_where_the_results_lie(call: Call) -> None:
    ended = call("compare", *[word for word in TWO if word != "--quiet"])

    assert ended.code == 0
    assert "Complaint hotline" in ended.out
    assert "CNY" in ended.out
    assert "controls" in ended.out
    assert "results in results/corner_shop-" in ended.err
    assert len(list(Path("results").glob("corner_shop-????????/experiment.json"))) == 1


def test_compare_json_has_the_promised_keys(call: Call) -> None:
    plain = json.loads(call("compare", *TWO, "--json").out)

    assert plain["schema_version"] == 2
    assert plain["baseline"] == "corner_shop"
    assert [one["name"] for one in plain["alternatives"]] == ["complaint_hotline", "vouchers"]
    for one in plain["alternatives"]:
        assert {"response", "difference", "low", "high", "level", "pairs", "verdict", "forecast"} <= one.keys()
        assert one["pairs"] == 3
    identical, placebo = plain["controls"]
    assert (identical["difference"], identical["holds"]) == (0, True)
    assert (placebo["difference"], placebo["holds"]) == (placebo["expected"], True)


def test_compare_csv_is_a_table_that_a_spreadsheet_can_open(call: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(call("compare", *TWO, "--csv").out)))

    assert [row["name"] for row in rows] == ["complaint_hotline", "vouchers"]
    assert float(rows[0]["low"]) <= float(rows[0]["difference"]) <= float(rows[0]["high"])


def test_the_same_command_computes_nothing_again_and_a_folder_can_be_compared(call: Call) -> None:
    first = call("compare", *TWO, "--out", "kept", "--json")
    shards = {path.name: path.stat().st_mtime_ns for path in Path("kept").glob("shard-*")}

    again = call("compare", *TWO, "--out", "kept", "--json")
    read = call("compare", "kept", "--json")

    assert first.out == again.out == read.out
    assert {path.name: path.stat().st_mtime_ns for path in Path("kept").glob("shard-*")} == shards


def test_an_edited_scenario_does_not_go_into_the_old_folder(call: Call) -> None:
    call("run", *TWO, "--out", "kept")
    before = call("results", "kept", "--jsonl").out

    ended = call("run", *TWO, "--out", "kept", "--set", "failure.rate=9%")

    assert ended.code == 2
    assert "another experiment" in ended.err
    assert call("results", "kept", "--jsonl").out == before


def test_the_default_folder_is_named_by_what_is_compared(call: Call) -> None:
    for more in ((), ("--seed", "2"), ("--set", "failure.rate=9%"), ("--replications", "4")):
        assert call("run", *TWO[:-2], "--replications", "2", *more).code == 0

    assert len(list(Path("results").iterdir())) == 3  # more replications belong to the same results


def test_engines_leave_the_same_lines(call: Call) -> None:
    for engine in ("compiled", "reference"):
        assert call("run", *TWO, "--engine", engine, "--out", engine).code == 0

    lines = [call("results", engine, "--jsonl").out for engine in ("compiled", "reference")]

    assert lines[0] == lines[1]
    assert len(lines[0].splitlines()) == 15  # baseline, two strategies and two controls, three times


def test_require_settled_ends_with_3_while_a_verdict_is_open(call: Call) -> None:
    # Given one pair, which settles nothing
    one = [*TWO[:-1], "1"]

    assert call("compare", *one).code == 0
    assert call("compare", *one, "--require-settled").code == 3


def test_failed_replications_end_with_1_and_the_command_that_replays_them(call: Call) -> None:
    crowd = ("persons=40", "buying.rate=1000/day", "buying.rate_shape=0.05", "mechanisms.talk=false",
             "leaving.chance=0", "level.churn=0", "failure.rate=0")  # fmt: skip
    sets = [word for one in crowd for word in ("--set", one)]

    ended = call("run", "corner_shop", *sets, "--run-length", "2 days", "--replications", "2", "--jobs", "1", "--quiet",
                 "--out", "kept")  # fmt: skip

    assert ended.code == 1
    assert "again: sim replay kept corner_shop.0" in ended.err
    assert call("replay", "kept", "corner_shop.0").code == 0
    assert "RunFault" in call("replay", "kept", "corner_shop.0").out


# ------------------------------------------------------------ what a folder holds


def test_replay_finds_the_stored_row_again_with_either_engine(call: Call) -> None:
    call("run", *TWO, "--out", "kept")

    for engine in ("compiled", "reference"):
        ended = call("replay", "kept", "vouchers.2", "--engine", engine)
        assert ended.code == 0
        assert "is the same as the stored row" in ended.out
    assert json.loads(call("replay", "kept", "vouchers.7", "--json").out)["same"] is None


@pytest.mark.usefixtures("row_by_row")
def test_status_counts_what_is_there_and_what_is_missing(call: Call) -> None:
    call("run", *TWO, "--out", "kept")
    removed = next(Path("kept").glob("shard-*"))
    removed.unlink()

    plain = json.loads(call("status", "kept", "--json").out)

    assert plain["planned"] == 3
    assert sum(one["missing"] for one in plain["scenarios"]) == 1
    assert sum(one["done"] for one in plain["scenarios"]) == 14
    assert "vouchers" in call("status", "kept").out


def test_repair_moves_a_damaged_shard_away_and_the_same_command_heals(call: Call) -> None:
    call("run", *TWO, "--out", "kept")
    whole = call("results", "kept").out
    shard = next(Path("kept").glob("shard-*"))
    shard.write_bytes(shard.read_bytes()[:-9])

    damaged = call("results", "kept")
    moved = call("repair", "kept")
    again = call("run", *TWO, "--out", "kept")

    assert (damaged.code, moved.code, again.code) == (3, 0, 0)
    assert shard.name in damaged.err
    assert shard.name in moved.out
    assert call("results", "kept").out == whole


def test_results_csv_names_units_in_its_columns(call: Call) -> None:
    call("run", *TWO, "--response", "desk_wait", "--out", "kept")

    rows = list(csv.DictReader(io.StringIO(call("results", "kept", "--csv").out)))

    assert len(rows) == 15
    assert {"scenario", "replication", "profit_cny", "desk_wait_hours", "churn_rate_per_year"} <= rows[0].keys()


def test_trace_tells_one_life_or_two(call: Call) -> None:
    call("run", *TWO, "--out", "kept")

    one = call("trace", "kept", "--person", "3")
    two = call("trace", "kept", "--person", "3", "--against", "vouchers", "--engine", "reference")
    fresh = call("trace", "corner_shop", "--person", "3", "--run-length", "20 days", "--json")

    assert one.out.startswith("person 3 in The corner shop, replication 0, seed 1")
    assert two.out.startswith("person 3 in The corner shop / Vouchers")
    assert json.loads(fresh.out)["fork_day"] is None


# ------------------------------------------------------------ wrong usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "no_such_thing"),
        ("compare", "corner_shop", "--strategy", "no_such_strategy"),
        ("compare", "corner_shop", "--set", "failure.rat=2%"),
        ("compare", "corner_shop", "--set", "failure.rate"),
        ("compare", "corner_shop", "--set", "failure.rate=2 days"),
        ("compare", "corner_shop", "--response", "profits"),
        ("compare", "corner_shop", "--replications", "many"),
        ("compare", "corner_shop", "--run-length", "365"),
        ("compare", "corner_shop", "--executor", "cluster"),
        ("compare", "corner_shop", "--engine", "fast"),
        ("compare", "corner_shop", "--level", "200%"),
        ("run", "demo_corner", "corner_shop"),
        ("run",),
        ("status", "nowhere"),
        ("results", "nowhere"),
        ("replay", "nowhere", "a.1"),
        ("repair", "nowhere"),
        ("report", "nowhere"),
        ("trace", "corner_shop", "--person", "999999", "--run-length", "1 day"),
        ("no_such_command",),
    ],
)
def test_wrong_usage_ends_with_2_a_line_and_no_traceback(call: Call, arguments: tuple[str, ...]) -> None:
    ended = call(*arguments)

    assert ended.code == 2
    assert ended.err.strip()
    assert "Traceback" not in ended.err
    assert ended.out == ""
    assert not Path("results").exists()


def test_an_id_that_is_none_is_refused_with_an_example(call: Call) -> None:
    call("run", *TWO, "--out", "kept")

    assert "such as corner_shop.0" in call("replay", "kept", "corner_shop").err
    assert "did you mean 'vouchers'" in call("replay", "kept", "voucher.1").err


def test_a_folder_that_cannot_be_made_ends_with_3(call: Call) -> None:
    ended = call("run", *TWO, "--out", "x" * 300)

    assert ended.code == 3
    assert len(ended.err.splitlines()) == 1
    assert "goes on" not in ended.err


# ------------------------------------------------------------ output


def test_a_cell_that_a_spreadsheet_would_run_is_made_text_unless_raw() -> None:
    rows = [["=1+1", -2.5], ["@x", None], ["+a", 3], ["-b", 1], ["fine", 0]]

    safe = list(csv.reader(csv_lines(["a", "b"], rows, raw=False)))
    raw = list(csv.reader(csv_lines(["a", "b"], rows, raw=True)))

    assert [row[0] for row in safe[1:]] == ["'=1+1", "'@x", "'+a", "'-b", "fine"]
    assert [row[0] for row in raw[1:]] == ["=1+1", "@x", "+a", "-b", "fine"]
    assert safe[1][1] == "-2.5"


def test_control_and_direction_characters_do_not_reach_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    told("a\x1b[31mb\u202ec\x07\nd\u9999")

    assert capsys.readouterr().out == "a\\x1b[31mb\\u202ec\\x07\nd\u9999\n"
