"""``sim sweep`` and ``sim status`` of a sweep: resumed, read, refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
ASKED = (
    "sweep", "corner_shop", "--set", "persons=80", "--vary", "recovery.compensation=0,1", "--run-length", "60 days",
    "--replications", "3", "--jobs", "1", "--quiet",
)  # fmt: skip


def test_the_same_command_goes_on_and_reads_what_is_there(call: Call) -> None:
    first = call(*ASKED, "--out", "kept", "--json")
    again = call(*ASKED, "--out", "kept", "--json")
    read = call("sweep", "kept", "--json")

    assert (first.code, again.code, read.code) == (0, 0, 0)
    assert first.out == again.out == read.out
    told = json.loads(first.out)
    assert [cell["numbers"] for cell in told["cells"]] == [{"recovery.compensation": 0}, {"recovery.compensation": 1}]
    assert told["varied"] == {"recovery.compensation": {"lever": True, "unit": ""}}
    assert "2 cells" in call("sweep", "kept").out
    assert call("sweep", "kept", "--csv").out.splitlines()[0].startswith("cell,recovery.compensation,response")


def test_a_dry_run_says_what_would_be_run_and_runs_nothing(call: Call) -> None:
    ended = call(*ASKED, "--vary", "buying.rate=36/year,40/year", "--out", "none", "--dry-run", "--json")

    told = json.loads(ended.out)
    assert (told["cells"], told["rows"]) == (4, (2 + 4) * 3)
    assert {key: one["lever"] for key, one in told["varied"].items()} == {
        "recovery.compensation": True, "buying.rate": False,
    }  # fmt: skip
    assert told["seconds_each"] > 0
    assert not Path("none").exists()


def test_status_of_a_sweep_tells_done_left_and_time(call: Call) -> None:
    call(*ASKED, "--out", "kept")
    shards = sorted(Path("kept").glob("shard-*"))
    assert "9 done, 0 failed, 0 left in 2 cells" in call("status", "kept").out
    shards[0].unlink()

    told = json.loads(call("status", "kept", "--json").out)["total"]

    assert told["done"] + told["missing"] == 9
    assert told["missing"] > 0
    assert f"{told['missing']} left in 2 cells" in call("status", "kept").out


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("compare", "kept"), "holds a sweep"),
        (("sweep", "kept", "--vary", "failure.rate"), "holds results already"),
        (("sweep", "other"), "holds a comparison"),
        (("sweep", "corner_shop"), "say what is varied"),
        (("sweep", "corner_shop", "--design", "none.csv"), "cannot be read as a design"),
    ],
)
def test_what_does_not_fit_is_refused(call: Call, words: tuple[str, ...], text: str) -> None:
    call(*ASKED, "--out", "kept")
    if "other" in words:
        call(
            "run",
            "corner_shop",
            "--set",
            "persons=50",
            "--run-length",
            "9 days",
            "--replications",
            "1",
            "--out",
            "other",
        )

    ended = call(*words)

    assert ended.code == 2
    assert text in ended.err
