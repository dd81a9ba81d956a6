"""Words and labels in another language, in the terminal and in a spreadsheet."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment.words import CATALOG
from sim.scenario.show import width_of
from tests.cli.conftest import SMALL, Call, environment

TWO = ("corner_shop", "--strategy", "complaint_hotline", "--strategy", "vouchers", *SMALL, "--replications", "3",
       "--engine", "reference", "--jobs", "1")  # fmt: skip
MARK = b"\xef\xbb\xbf"


def written(*arguments: str, cwd: Path, **environ: str) -> bytes:
    """Return what a started command writes to a pipe."""
    command = [sys.executable, "-m", "sim", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment(**environ), check=True, capture_output=True).stdout


def test_a_comparison_in_chinese_holds_no_english_word_and_its_columns_stand_in_line(call: Call) -> None:
    # Given a comparison whose scenarios have Chinese labels
    told = call("compare", *TWO, "--lang", "zh").out

    # When the table is read, then no letter is left, and every column begins where its head begins
    assert not re.search("[A-Za-z]", told)
    rows = told.split("\n\n")[1].splitlines()[:3]
    assert rows[1].startswith("投诉热线")
    cells = [re.split(r"\s{2,}", row) for row in rows]
    interval = {width_of(row[: row.index(cell[2])]) for row, cell in zip(rows, cells, strict=True)}
    assert len(interval) == 1


def test_a_folder_is_told_in_either_language_and_a_life_too(call: Call) -> None:
    call("compare", *TWO, "--out", "kept")

    assert "Complaint hotline" in call("compare", "kept").out
    assert "投诉热线" in call("compare", "kept", "--lang", "zh").out
    life = ("trace", "kept", "--person", "3", "--against", "vouchers", "--engine", "reference")
    assert call(*life, "--lang", "zh").out.startswith("街角小店 / 代金券中的 3 号")
    assert call(*life).out.startswith("person 3 in The corner shop / Vouchers")


@pytest.mark.parametrize("language", ["cn", "ZH", "zh_CN", ""])
@pytest.mark.parametrize(
    "command",
    [("compare", "corner_shop"), ("trace", "corner_shop", "--person", "1"), ("results", "x"), ("report", "x")],
)
def test_a_language_without_words_is_refused_before_anything_is_run(
    call: Call, command: tuple[str, ...], language: str
) -> None:
    ended = call(*command, "--lang", language)

    assert ended.code == 2
    assert ended.err == f"sim: language: one of {', '.join(CATALOG)} (got '{language}')\n"
    assert not list(Path().iterdir())


def test_csv_for_machines_has_keys_in_every_language_and_labels_in_the_one_asked_for(call: Call) -> None:
    call("compare", *TWO, "--out", "kept")

    english, chinese = (
        list(csv.DictReader(io.StringIO(call("compare", "kept", "--csv", "--lang", language).out)))
        for language in ("en", "zh")
    )

    assert [row["label"] for row in english] == ["Complaint hotline", "Vouchers"]
    assert [row["label"] for row in chinese] == ["投诉热线", "代金券"]
    for row in (*english, *chinese):
        del row["label"]
    assert english == chinese
    labels = csv.DictReader(io.StringIO(call("results", "kept", "--csv", "--lang", "zh").out))
    assert {(row["scenario"], row["label"]) for row in labels} >= {("vouchers", "代金券"), ("corner_shop", "街角小店")}


def test_excel_finds_its_mark_and_chinese_heads_and_machines_find_no_mark(tmp_path: Path) -> None:
    # Given results, and a terminal that can write nothing but ASCII
    written("compare", *TWO, "--out", "kept", cwd=tmp_path)
    ascii_only = {"PYTHONIOENCODING": "ascii"}

    # When they are written for Excel and for machines
    excel = written("compare", "kept", "--excel", "--lang", "zh", "--quiet", cwd=tmp_path, **ascii_only)
    plain = written("compare", "kept", "--csv", "--lang", "zh", "--quiet", cwd=tmp_path, **ascii_only)
    rows = written("results", "kept", "--excel", cwd=tmp_path, **ascii_only)

    # Then only the first begins with the mark of UTF-8, once, and both are UTF-8
    assert (excel.count(MARK), excel.startswith(MARK)) == (1, True)
    assert (rows.count(MARK), rows.startswith(MARK)) == (1, True)
    assert MARK not in plain
    first = next(csv.DictReader(io.StringIO(excel.decode("utf-8-sig"))))
    assert (first["标签"], first["指标"], first["单位"]) == ("投诉热线", "利润", "元")
    assert next(csv.DictReader(io.StringIO(plain.decode("utf-8"))))["label"] == "投诉热线"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--csv", "--json"), "choose one of --json, --csv and --excel"),
        (("--excel", "--json"), "choose one of --json, --csv and --excel"),
        (("--raw",), "--raw: only with --csv"),
        (("--excel", "--raw"), "--raw: only with --csv"),
    ],
)
def test_forms_of_output_that_exclude_each_other_are_refused(call: Call, options: tuple[str, ...], told: str) -> None:
    ended = call("compare", *TWO, *options)

    assert ended.code == 2
    assert told in ended.err
    assert not list(Path().iterdir())
