"""What comes out for spreadsheets and programs: names, labels, what was set, one unit."""

import csv
import io
import json
import shlex
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli.console import csv_lines
from sim.experiment.columns_people import PEOPLE
from sim.response import RESPONSES
from sim.response.equity import EQUITY

Call = Callable[..., Any]
SET = ("--set", "persons=60", "--set", "failure.rate=20%")
SMALL = ("--run-length", "60 days", "--engine", "reference", "--jobs", "1", "--quiet", "--replications", "3")
ASKED = ("corner_shop", *SET, "--strategy", "vouchers", *SMALL)


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_list_names_every_column_and_every_response_with_unit_and_meaning(call: Call) -> None:
    columns = json.loads(call("list", "columns", "--json").out)["columns"]
    responses = table(call("list", "responses", "--csv").out)

    assert [one["column"] for one in columns if one["table"] == "people"] == [column.name for column in PEOPLE]
    assert {one["table"] for one in columns} == {"people", "events", "ledger"}
    assert all(one["unit"] and one["meaning"] and one["part"] for one in columns)
    assert [one["response"] for one in responses] == list(RESPONSES)
    assert "  known " in call("list", "columns").out


def test_a_kind_that_is_not_listed_is_refused_with_what_was_meant(call: Call) -> None:
    ended = call("list", "column")

    assert (ended.code, ended.out) == (2, "")
    assert "did you mean 'columns'?" in ended.err


def test_rows_carry_name_label_role_and_what_was_set_in_csv_and_in_json(call: Call) -> None:
    call("run", *ASKED, "--out", "kept")

    rows, lines = table(call("results", "kept", "--csv").out), call("results", "kept").out.splitlines()

    for row in rows:
        assert (row["persons"], row["failure.rate"]) == ("60", "20%")
    assert {(row["scenario"], row["label"], row["role"]) for row in rows} >= {
        ("corner_shop", sim.load("corner_shop").label.of("en"), "baseline"),
        ("vouchers", "Vouchers", "alternative"),
    }
    found = [json.loads(line) for line in lines]
    assert [(one["scenario"], str(one["replication"])) for one in found] == [
        (row["scenario"], row["replication"]) for row in rows
    ]
    assert all(one["set"] == {"persons": "60", "failure.rate": "20%"} for one in found)


def test_money_is_in_currency_units_in_python_csv_and_json_alike(call: Call) -> None:
    call("run", *ASKED, "--out", "kept")
    shop = sim.load("corner_shop").with_values({"persons": 60, "failure.rate": "20%"})

    ran = sim.run(shop, "60 days", engine="reference", log="none")

    lines = map(json.loads, call("results", "kept").out.splitlines())
    line = next(one for one in lines if one["scenario"] == shop.name)
    row = next(one for one in table(call("results", "kept", "--csv").out) if one["scenario"] == shop.name)
    replayed = json.loads(call("replay", "kept", "corner_shop.0", "--engine", "reference", "--json").out)["row"]
    assert ran.responses["profit"] == line["responses"]["profit"] == float(row["profit_cny"])
    stored = {
        name: value for name, value in ran.responses.items() if not RESPONSES[name].needs_log and name not in EQUITY
    }
    assert replayed["responses"] == line["responses"] == stored
    assert ran.responses["sales"] == ran.record.ledger[1:, 1].sum() / 100
    assert line["currency"] == "CNY"
    assert sum(line["ledger_minor_units"][1]) == ran.record.ledger[1].sum()


def test_compare_csv_has_a_column_for_every_key_that_was_set(call: Call) -> None:
    (row,) = table(call("compare", *ASKED, "--csv", "--out", "kept").out)

    assert (row["experiment"], row["baseline"], row["name"], row["label"]) == (
        "corner_shop", "corner_shop", "vouchers", "Vouchers",
    )  # fmt: skip
    assert (row["persons"], row["failure.rate"]) == ("60", "20%")
    assert table(call("compare", "kept", "--csv", "--quiet").out) == [row]


def test_a_value_that_only_one_scenario_changes_stands_in_its_row_only() -> None:
    base = sim.load("corner_shop").with_values({"persons": 30})
    other = base.with_values({"failure.rate": "30%"}).named("worse")
    half = base.with_strategy("five_step_recovery", **{"recovery.compensation": 0.25})

    result = sim.compare(
        base, [other, half], run_length="9 days", replications=2, engine="reference", jobs=1, controls=False
    )

    lines = result.to_pandas().set_index("name")
    assert lines["failure.rate"].dropna().to_dict() == {"worse": "30%"}
    assert lines["recovery.compensation"].dropna().to_dict() == {"five_step_recovery": "0.25"}
    assert set(result.results.query("scenario == 'worse'")["persons"]) == {"30"}
    assert len(result.results) == 6


def test_scenarios_that_are_equal_each_have_their_rows() -> None:
    base = sim.load("corner_shop").with_values({"persons": 30})

    result = sim.compare(base, [base.named("twin")], run_length="9 days", replications=2, engine="reference", jobs=1)

    assert result.results.query("scenario in ('corner_shop', 'twin')").groupby("scenario").size().tolist() == [2, 2]


@pytest.mark.parametrize("out", ["./folder", "deep/er/folder"])
def test_the_command_on_the_page_repeats_the_run(call: Call, out: str) -> None:
    # Given a comparison with values set, and its page
    Path("deep/er").mkdir(parents=True)
    asked = ("corner_shop", *SET, "--strategy", "vouchers", "--run-length", "60 days", "--replications", "3")
    call("compare", *asked, "--response", "departures", "--engine", "reference", "--quiet", "--out", out)
    call("report", out, "--out", "page.html")
    page = Path("page.html").read_text("utf-8").replace("&#39;", "'")
    command = next(line.removeprefix("<pre>") for line in page.splitlines() if "sim compare" in line)

    # When the command is typed again, elsewhere and here
    words = shlex.split(command)
    before = call("results", out).out
    same = call(*words[1:], "--quiet", "--engine", "reference")
    place = words.index("--out") + 1
    fresh = call(*words[1:place], "fresh", "--quiet", "--engine", "reference")

    # Then it is the same comparison
    assert words[place] == str(Path(out))
    assert same.code == fresh.code == 0
    assert same.out == fresh.out == call("compare", out, "--quiet").out
    assert call("results", "fresh").out == call("results", out).out == before


def test_the_first_lines_of_a_table_do_not_wait_for_its_last() -> None:
    endless = ([number] for number in count())

    assert list(islice(csv_lines(["a"], endless, raw=False), 3)) == ["a\n", "0\n", "1\n"]


def test_why_tells_the_ledger_below_the_table_in_json_and_as_the_table_of_csv(call: Call) -> None:
    told = call("compare", *ASKED, "--out", "kept", "--why", "vouchers").out
    again = [
        call("compare", "kept", "--engine", "reference", "--why", "vouchers", form).out for form in ("--json", "--csv")
    ]

    found, lines = json.loads(again[0]), table(again[1])
    difference = found["alternatives"][0]["difference"]
    parts = {(part["of"], part["part"]): part["mean"] for part in found["why"]["parts"]}
    assert "beside it" in told
    assert "by first fork" in told
    assert parts["difference", "difference"] == difference
    assert sum(mean for (of, _), mean in parts.items() if of == "fork") == pytest.approx(difference)
    assert [(line["of"], line["part"]) for line in lines] == list(parts)
    assert '"why"' not in call("compare", "kept", "--json").out
    head = call("compare", "kept", "--engine", "reference", "--why", "vouchers", "--excel", "--lang", "zh").out
    assert head.lstrip("\ufeff").startswith("类别,部分,标签,单位,均值,下限,上限,对数")


def test_a_name_to_explain_that_will_not_be_compared_is_refused_before_anything_is_run(call: Call) -> None:
    ended = call("compare", *ASKED, "--out", "kept", "--why", "voucher")

    assert (ended.code, ended.out) == (2, "")
    assert "did you mean 'vouchers'?" in ended.err
    assert not Path("kept").exists()


def test_status_has_the_same_lines_in_every_form(call: Call) -> None:
    call("run", *ASKED, "--out", "kept")
    next(Path("kept").glob("shard-*")).unlink()

    lines = table(call("status", "kept", "--csv").out)

    told = json.loads(call("status", "kept", "--json").out)["scenarios"]
    assert lines == [{name: str(value) for name, value in one.items()} for one in told]
    assert sum(int(one["missing"]) for one in lines) > 0
