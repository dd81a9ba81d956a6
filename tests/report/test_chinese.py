"""The Chinese page speaks Chinese: every word that is built in, and what the shipped files say."""

import re
from dataclasses import replace
from html import unescape

import pytest

import sim
from sim import ComparisonResult
from sim.report import page
from sim.report.catalog import CATALOG, Words
from sim.report.sources import numbers_of, origins_of
from sim.response import RESPONSES
from sim.scenario import Experiment
from sim.scenario.files import shipped as shipped_files
from tests.report.reading import Page

NAMES = {
    "sim",
    "Python",
    "CDNOW",
    "TARP",
    "Rage",
    "SQM",
    "Jack",
    "Keaveney",
    "Xerox",
    "East",
    "Hammond",
    "Wright",
    "Lomax",
    "Hoch",
    "Dreze",
    "Purk",
    "Bijmolt",
    "van",
    "Heerde",
    "Pieters",
    "Andreyeva",
    "Long",
    "Brownell",
    "mission",
}
"""Names of programs, shops and studies; beside them stand keys, files, options, calls, and what files cite."""
KINDS = ("markets", "strategies")
KEY = re.compile(r"--[a-z-]+|\bwith_values\b|\b[a-z_]+(?:\.[a-z_]+)+(?::\d+)?\b")


@pytest.fixture(scope="module")
def shipped() -> tuple[Experiment, ComparisonResult]:
    """Return the corner shop's experiment, with fewer persons and days, and its comparison in two responses."""
    experiment = sim.load_experiment("demo_corner").with_values({"persons": "60"})
    experiment = replace(experiment, run=replace(experiment.run, equity=None))
    names = ("profit", "departures", "retention")
    found = sim.compare(experiment, response=names, run_length="40 days", replications=2, engine="reference", jobs=1)
    return experiment, found


def english_in(text: str, cited: set[str]) -> set[str]:
    """Return the words with letters that are neither names, keys, files nor cited."""
    for source in sorted(cited, key=len, reverse=True):
        text = text.replace(source, "")
    return set(re.findall("[A-Za-z]{2,}", KEY.sub("", text))) - NAMES


def test_the_chinese_page_holds_no_english_word_but_names_keys_and_citations(
    shipped: tuple[Experiment, ComparisonResult],
) -> None:
    # Given the page of a shipped experiment, without its commands and digests
    experiment, result = shipped
    text = page.html(result, "zh", experiments=[experiment], engine="reference")
    plain = re.sub(r"<(style|pre|code)\b.*?</\1>", "", text, flags=re.DOTALL)
    said = re.sub("<[^>]*>", "\n", plain) + "\n".join(re.findall('(?:aria-label|data-head|title)="([^"]*)"', plain))

    # When what files cite is left out, then no English word is left, and the language is said
    origins = origins_of(result.plan, experiment)
    cited = {one.source for one in numbers_of(result.plan, origins) if f"from.{one.source}" not in CATALOG["zh"]}
    assert english_in(unescape(said), cited) == set()
    assert '<html lang="zh-Hans">' in text
    assert "每张小票上印一个免费电话" in text


def test_an_english_word_on_the_page_would_be_found() -> None:
    assert english_in("投诉热线 failure.rate corner_shop.yaml:12 better", set()) == {"better"}


def test_the_english_page_holds_no_chinese_character(shipped: tuple[Experiment, ComparisonResult]) -> None:
    experiment, result = shipped
    assert not re.search("[\u4e00-\u9fff]", page.html(result, "en", experiments=[experiment], engine="reference"))


def test_both_pages_have_the_same_elements(shipped: tuple[Experiment, ComparisonResult]) -> None:
    experiment, result = shipped
    english, chinese = (
        Page(page.html(result, language, experiments=[experiment], engine="reference")) for language in ("en", "zh")
    )
    assert [tag for tag, *_ in english.elements] == [tag for tag, *_ in chinese.elements]
    assert chinese.faults == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4 hours", "4 小时"),
        ("1 day", "1 天"),
        ("[1 CNY, 2.50 CNY]", "[1 元, 2.50 元]"),
        ("120 CNY/month", "120 元/月"),
        ("12/year", "12/年"),
        ("small_world", "小世界"),
        ("true", "是"),
        ("15%", "15%"),
        ("3 XTS/week", "3 XTS/周"),
    ],
)
def test_a_value_of_a_file_is_told_in_chinese(text: str, told: str) -> None:
    assert Words("zh").value(text) == told


def test_every_chinese_word_is_chinese() -> None:
    # Given the words of parameters, responses and the page that have no name in them
    told = {key: KEY.sub("", text) for key, text in CATALOG["zh"].items() if not key.startswith("from.")}

    # Then none is an English one that was left standing
    silent = {"strategies.to", "page.language"}
    assert [
        k for k, text in told.items() if not re.search("[\u3000-\u9fff\uff00-\uffef]", text) and k not in silent
    ] == []
    assert {f"definition.{name}" for name in RESPONSES} <= told.keys()


def test_every_shipped_market_and_strategy_says_in_chinese_what_it_is() -> None:
    markets, strategies = ([path.stem for path in (shipped_files() / kind).glob("*.yaml")] for kind in KINDS)
    texts = [sim.load(name).market.text for name in markets] + [sim.load_strategy(name).text for name in strategies]
    assert len(texts) > 20
    assert all(text.en and text.zh for text in texts)
