"""A page that is asked for it holds its market against published figures; what was set by hand holds too."""

from dataclasses import replace

import pytest

import sim
from sim import ComparisonResult
from sim.plausibility.figures import CARD
from sim.report import page
from sim.report.sources import origins_of
from tests.report.reading import Page


@pytest.fixture(scope="module")
def tiny() -> ComparisonResult:
    base = sim.load("corner_shop").with_values({"persons": 12, "mechanisms.outside": "false"})
    return sim.compare(base, ["vouchers"], run_length="40 days", replications=2, engine="reference", jobs=1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_a_row_for_every_figure_when_asked(tiny: ComparisonResult, language: str) -> None:
    asked = page.html(tiny, language, run_again=0, engine="reference", with_card=True)
    plain = page.html(tiny, language, run_again=0, engine="reference")

    words = {"en": "Does the market look like a real one?", "zh": "这个市场像真实的市场吗？"}[language]
    assert (words in asked, words in plain) == (True, False)
    table = asked.partition('<table class="figures"')[2].partition("</table>")[0]
    assert table.count("<tr>") == 1 + len(CARD)
    assert table.count("<td data-head=") == 4 * len(CARD)
    assert "M19 V2" in table
    assert [a["class"] for a in Page(asked).all("table") if "class" in a].count("figures") == 1


def test_a_market_that_no_file_says_as_it_was_run_has_no_card(tiny: ComparisonResult) -> None:
    other = replace(tiny.plan.baseline, digest="0" * 64)
    plan = replace(tiny.plan, entries=(other, *tiny.plan.entries[1:]))

    text = page.html(replace(tiny, plan=plan), run_again=0, engine="reference", with_card=True)

    assert origins_of(plan).as_run(other) is None
    assert "says this market as it was run" in text
    assert 'class="figures"' not in text
