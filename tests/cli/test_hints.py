"""What a mistyped name, key, number or folder is answered with on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.mark.parametrize("out", ["file", "file/below"])
def test_a_file_where_results_should_lie_is_refused_and_left_alone(call: Call, out: str) -> None:
    Path("file").write_text("in the way", "utf-8")

    ended = call("run", "corner_shop", "--replications", "1", "--quiet", "--out", out)

    assert ended.code == 2
    assert ended.err == "sim: file: is a file, so no results can lie there; name a folder, or one that can be made\n"
    assert Path("file").read_text("utf-8") == "in the way"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "corner_shop", "--response", "rpofit"), "unknown response 'rpofit'; did you mean 'profit'?"),
        (("compare", "corner_shop", "--response", "churn"), "known, the most similar: churn_rate, "),
        (("compare", "corner_shop", "--set", "compensation=1"), "did you mean 'recovery.compensation'?"),
        (("compare", "corner_shop", "--set", "desk.personnel=1"), "the most similar: desk."),
        (("compare", "corner_shop", "--set", "failure.rat=1"), "--set: unknown key 'failure.rat'; did you mean"),
        (("compare", "demo_cornr"), "no experiment or market 'demo_cornr'; did you mean 'demo_corner'?"),
        (("check", "demo_cornr"), "no market, firm, strategy or experiment 'demo_cornr'; did you mean 'demo_corner'?"),
        (("compare", "corner_shop", "--strategy", "zzzzzz"), "always_yes"),
        (("compare", "corner_shop", "--replications", "1000001"), "1000000"),
        (("compare", "corner_shop", "--jobs", "0"), "--jobs"),
        (("compare", "corner_shop", "--run-length", "1e12 years"), "365,000 days"),
    ],
)
def test_an_unknown_word_is_answered_with_what_was_probably_meant(
    call: Call, arguments: tuple[str, ...], said: str
) -> None:
    ended = call(*arguments)

    assert ended.code == 2
    assert said in ended.err
    assert all(len(line) < 500 for line in ended.err.splitlines())
    assert not Path("results").exists()


def test_check_takes_names_as_all_other_commands_do(call: Call) -> None:
    assert call("check", "demo_corner", "corner_shop", "vouchers").code == 0
