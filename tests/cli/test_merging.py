"""``sim run --shard`` and ``sim merge``: one run on several machines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SMALL
from tests.experiment.by_hand import lines_in

Call = Callable[..., Any]


def test_commands_share_a_run_between_machines_and_merge_it(call: Call) -> None:
    run = ("run", "corner_shop", "--strategy", "vouchers", *SMALL, "--replications", "5", "--jobs", "1")
    assert call(*run, "--out", "one", "--shard", "1/2").code == 0
    assert call(*run, "--out", "two", "--shard", "2/2").code == 0
    assert "8 left" in call("status", "one").out

    merged = call("merge", "all", "one", "two")

    assert (merged.code, merged.out) == (
        0,
        "all: 20 replications, 20 of them new; `sim status all` says what is missing\n",
    )
    assert "20 done, 0 failed, 0 left" in call("status", "all").out
    assert call(*run, "--out", "whole").code == 0
    assert lines_in(Path("all")) == lines_in(Path("whole"))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--shard", "0/2"), "--shard: write which of how many machines this is, such as 1/3 (got '0/2')"),
        (("--shard", "3/2"), "such as 1/3 (got '3/2')"),
        (("--shard", "half"), "such as 1/3 (got 'half')"),
        (("--shard", "1/2", "--until-settled"), "--shard: needs a fixed number"),
    ],
)
def test_a_share_that_is_none_is_refused(call: Call, words: tuple[str, ...], text: str) -> None:
    ended = call("run", "corner_shop", *SMALL, "--out", "none", *words)

    assert ended.code == 2
    assert text in ended.err


def test_a_sweep_is_shared_and_merged_like_a_run(call: Call) -> None:
    sweep = ("sweep", "corner_shop", "--vary", "failure.rate=1%,4%", *SMALL, "--replications", "3", "--jobs", "1")
    first = call(*sweep, "--out", "one", "--shard", "1/2")
    assert (first.code, first.out) == (0, "one: 6 replications done, 0 failed\n")
    assert call(*sweep, "--out", "two", "--shard", "2/2").code == 0

    assert call("merge", "all", "one", "two").code == 0

    assert call(*sweep, "--out", "whole").code == 0
    assert call("sweep", "all").out == call("sweep", "whole").out
    assert lines_in(Path("all")) == lines_in(Path("whole"))


@pytest.mark.parametrize("words", [("--dry-run",), ("--csv",)])
def test_what_is_of_the_whole_sweep_goes_with_no_share(call: Call, words: tuple[str, ...]) -> None:
    ended = call("sweep", "corner_shop", "--vary", "failure.rate", *SMALL, "--out", "none", "--shard", "1/2", *words)

    assert ended.code == 2
    assert f"--shard: {words[0]} is of the whole sweep" in ended.err
    assert not Path("none").exists()


def test_folders_that_do_not_fit_end_with_2(call: Call) -> None:
    run = ("run", "corner_shop", *SMALL, "--replications", "1", "--jobs", "1")
    call(*run, "--out", "one")
    call(*run, "--out", "two", "--seed", "9")

    ended = call("merge", "all", "one", "two")

    assert ended.code == 2
    assert "one and two hold different experiments: seed (1, 9)" in ended.err
