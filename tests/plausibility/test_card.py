"""A market's card in Python, in both terminals' forms and languages, with the trade and the reasons of its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest

import sim
from sim import Card
from sim.plausibility.levers import levers_of
from sim.plausibility.published import Word
from tests.cli.conftest import call as call  # noqa: PLC0414 a fixture of its neighbours

Call = Callable[..., Any]
QUICK = ("--engine", "reference", "--jobs", "1", "--quiet", "--years", "0.26", "--replications", "2")
SMALL = {"persons": 30, "failure.rate": "20%", "mechanisms.price": "true", "mechanisms.outside": "false"}
SETS = [word for key, value in SMALL.items() for word in ("--set", f"{key}={value}")]


HEAD = "kind: market\nname: mine\nextends: corner_shop\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Card:
    """Return the card of a small corner shop whose file says why its margin is as it is."""
    path = tmp_path_factory.mktemp("markets") / "mine.yaml"
    path.write_text(f"{HEAD}card:\n  margin: {{en: dear rent, zh: 租金高}}\n", "utf-8")
    base = sim.load(path).with_values(SMALL)
    return sim.card(base, replications=2, run_length="95 days", engine="reference", jobs=1)


@pytest.fixture
def market(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Return a function that writes a market of the corner shop's kind with further lines."""

    def written(lines: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(f"{HEAD}{lines}", "utf-8")
        return path

    return written


def test_a_card_says_what_it_found_and_what_it_could_not_see(small: Card) -> None:
    words = {one.figure.key: one.word for one in small.findings}

    assert small.trades == ("convenience_china", "grocery")
    margin = sim.load("corner_shop").values["goods.margin"].value
    assert (words["margin"], small["margin"].value) == (Word.NEAR, pytest.approx(margin, abs=1e-4))
    assert small["price_quarter"].value is not None
    assert words["price_year"] is Word.UNSEEN  # a quarter of a year is simulated
    assert words["programme"] is Word.ABSENT
    assert not small["price_year"].rows
    assert words["complainers"] is Word.UNSEEN


def test_text_table_and_notebook_say_the_same(small: Card) -> None:
    table = small.to_pandas()
    text, chinese, html = repr(small), small.to_text("zh"), small._repr_html_()

    assert list(table["figure"]) == [one.figure.key for one in small.findings]
    for label, word in zip(table["label"], table["word"], strict=True):
        assert any(label in line and word in line for line in text.splitlines())
        assert escape(label) in html
    assert "M19 V2" in text
    assert "linkshop.com" in text
    assert "linkshop.com" in html
    assert "毛利率" in chinese
    assert "接近" in chinese


def test_levers_move_price_advertising_and_leaving_both_ways() -> None:
    base = sim.load("corner_shop").with_values(SMALL)
    levers = levers_of(base)

    assert set(levers) == {"price", "advertising", "retention"}
    for lever, key in (("price", "price.level"), ("advertising", "advertising.spend"), ("retention", "level.churn")):
        before = float(base.values[key].value)
        ratios = [float(one.values[key].value) / before for one in levers[lever]]
        assert ratios == pytest.approx([0.9, 1.1] if lever == "retention" else [1.1, 0.9])


def test_a_lever_that_a_strategy_holds_or_that_is_off_is_not_moved() -> None:
    base = sim.load("corner_shop").with_values(SMALL)

    assert "price" not in levers_of(base.with_strategy("price_rise", **{"price.level": 1.1}))
    up, down = levers_of(base.with_strategy("price_rise"))["price"]
    assert [float(one.values["price.level"].value) for one in (up, down)] == pytest.approx([1.05 * 1.1, 1.05 * 0.9])

    assert "price" not in levers_of(sim.load("corner_shop").with_values({"mechanisms.price": False}))
    assert set(levers_of(sim.load("jack_supermarket"))) == set()
    up, down = levers_of(sim.load("cdnow"))["retention"]
    a, b = ([float(one.values[f"leaving.{name}"].value) for one in (up, down)] for name in "ab")
    assert a == pytest.approx([0.9 * 0.793, 1.1 * 0.793])
    assert [x + y for x, y in zip(a, b, strict=True)] == pytest.approx([0.793 + 2.426] * 2)


def test_the_command_writes_what_python_finds(call: Call, small: Card) -> None:
    ended = call("card", "corner_shop", *SETS, *QUICK, "--json")
    found = json.loads(ended.out)

    assert ended.code == 0
    assert {one["figure"] for one in found["figures"]} == {one.figure.key for one in small.findings}
    assert all(row["status"] in {"V", "V2"} for one in found["figures"] for row in one["published"])
    lines = call("card", "corner_shop", *SETS, *QUICK, "--csv").out.splitlines()
    assert lines[0].startswith("line,figure,label,value,half_width")
    assert len(lines) == 1 + len(small.findings)
    assert "年内流失" in call("card", "corner_shop", *SETS, *QUICK, "--lang", "zh").out


def test_an_experiment_is_held_against_by_its_baseline(call: Call) -> None:
    assert json.loads(call("card", "demo_corner", *SETS, *QUICK, "--json").out)["market"] == "corner_shop"


def test_a_trade_that_is_not_known_is_a_fault_with_place_and_cure(call: Call, market: Callable[[str], Path]) -> None:
    ended = call("card", market("trade: [grocery, grocerie]\n"), *QUICK)

    assert ended.code == 2
    assert "mine.yaml:4:18: trade: unknown word 'grocerie'; did you mean 'grocery'?" in ended.err
    assert "known: grocery, convenience" in call("check", market("trade: zoo\n")).err


def test_a_market_without_a_trade_is_held_against_nothing_and_told_so(call: Call) -> None:
    ended = call("card", "tough_market", "--set", "persons=40", *QUICK)

    assert "names no trade" in ended.out
    assert "outside" not in ended.out.partition("names no trade")[0]


def test_the_file_s_reason_stands_beside_what_is_outside(small: Card) -> None:
    # Given a margin that the file explains and a profit that it does not, both outside
    outside = [replace(small[key], word=Word.OUTSIDE) for key in ("margin", "profit")]
    card = replace(small, findings=tuple(outside))

    text = repr(card)

    assert card.unexplained == ["profit"]
    assert [one.endswith("outside, unexplained") for one in text.splitlines()[3:5]] == [False, True]
    assert "gross margin is outside: dear rent" in text
    assert "毛利率在范围外：租金高" in card.to_text("zh")
    assert [one["reason"] for one in card.as_dict("zh")["figures"]] == ["租金高", None]


def test_a_reason_for_no_figure_of_the_card_is_a_fault(call: Call, market: Callable[[str], Path]) -> None:
    ended = call("check", market("card:\n  chrun: because\n"))

    assert ended.code == 2
    assert "did you mean 'churn'?" in ended.err
