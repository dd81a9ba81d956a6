"""Figures draw every character that they are likely to be asked for, on a machine without any Chinese font too."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.font_manager import fontManager
from matplotlib.ft2font import FT2Font

import sim
from sim import ComparisonResult
from sim.experiment import typeface
from sim.experiment.words import CATALOG
from sim.scenario import Label
from sim.scenario.fault import ArgumentError

LANGUAGES = tuple(CATALOG)


def gb2312() -> str:
    """Return the Chinese characters of GB 2312, level 1 and 2."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", errors="ignore") for code in codes)


@pytest.fixture
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave matplotlib its own fonts and the package's: a machine without any other."""
    typeface.covered()
    brought = [font for font in fontManager.ttflist if "mpl-data" in font.fname or font.name == typeface.FAMILY]
    monkeypatch.setattr(fontManager, "ttflist", brought)
    fontManager._findfont_cached.cache_clear()  # noqa: SLF001 it remembers the fonts that are hidden now


@pytest.fixture(autouse=True)
def figures_are_closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def compared() -> ComparisonResult:
    base = sim.load("corner_shop").with_values({"persons": "40", "failure.rate": "30%"})
    names = ("complaint_hotline", "vouchers")
    return sim.compare(base, names, run_length="30 days", replications=2, engine="reference", jobs=1)


def labelled(compared: ComparisonResult, labels: list[str]) -> ComparisonResult:
    """Return the comparison with alternatives of these labels, all the same strategy."""
    baseline, one = compared.plan.entries[:2]
    entries = (replace(one, name=f"same_{k}", label=Label(en=label)) for k, label in enumerate(labels))
    return replace(compared, plan=replace(compared.plan, entries=(baseline, *entries)))


def test_the_font_holds_all_of_gb_2312_and_every_character_of_every_chinese_word() -> None:
    held = set(FT2Font(str(typeface.FILE)).get_charmap())
    characters = gb2312()
    assert len(characters) == 6763
    assert {c for c in characters if ord(c) not in held} == set()
    assert {c for text in CATALOG["zh"].values() for c in text if ord(c) not in held} == set()


def test_a_character_that_no_font_holds_is_told_from_one_that_the_package_brings() -> None:
    assert typeface.beyond("温言道歉，服務補救：\uff11\uff15\uff05") == set()
    assert typeface.beyond("\U00020000") == {"\U00020000"}


@pytest.mark.usefixtures("no_system_fonts")
def test_every_chinese_word_is_drawn_without_a_missing_glyph() -> None:
    # Given every word of tables and plots, warnings being errors here
    figure, axes = plt.subplots()

    # When all of them are drawn with the families of a Chinese figure, then nothing is missing
    for text in CATALOG["zh"].values():
        axes.text(0.0, 0.0, text, parse_math=False, fontfamily=typeface.families("zh", text))
    figure.canvas.draw()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("no_system_fonts")
def test_labels_of_any_gb_2312_characters_are_drawn_without_a_missing_glyph(
    compared: ComparisonResult, language: str
) -> None:
    # Given every 97th character of GB 2312 in labels of ten, and one with full-width forms
    sample = gb2312()[::97]
    result = labelled(
        compared, [*(sample[k : k + 10] for k in range(0, len(sample), 10)), "温言道歉（\uff11\uff15\uff05，￥）"]
    )

    # When the forest is drawn, then there is no warning, and the labels are those of the scenarios
    axes = result.plot.forest(language=language)
    axes.figure.canvas.draw()
    assert [tick.get_text() for tick in axes.get_yticklabels()][-1] == sample[:10]


@pytest.mark.usefixtures("no_system_fonts")
def test_a_glyph_that_no_font_has_is_still_said_to_be_missing(compared: ComparisonResult) -> None:
    axes = labelled(compared, ["\U00020000"]).plot.forest()
    with pytest.warns(UserWarning, match="Glyph 131072"):
        axes.figure.canvas.draw()


@pytest.mark.usefixtures("no_system_fonts")
def test_a_chinese_figure_holds_no_english_word(compared: ComparisonResult, tmp_path: Path) -> None:
    # Given a comparison and a life whose labels are Chinese
    result = labelled(compared, ["投诉热线", "代金券"])
    axes = result.plot.forest(language="zh"), result.twin(7, "same_0", engine="reference").plot.timeline(language="zh")

    # When they are written as text, then no letter stands between the tags
    for place, one in enumerate(axes):
        with plt.rc_context({"svg.fonttype": "none"}):
            one.figure.savefig(tmp_path / f"{place}.svg")
        drawn = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / f"{place}.svg").read_text(encoding="utf-8"))
        assert drawn
        assert [text for text in drawn if re.search("[A-Za-z]", text)] == []


@pytest.mark.parametrize("language", ["cn", "ZH", "zh_CN", "zh-cn", "", None, 1])
def test_a_language_without_words_is_refused_by_every_drawing_and_table(
    compared: ComparisonResult, language: str
) -> None:
    life = compared.twin(7, engine="reference")
    calls = (
        lambda: compared.plot.forest(language=language),
        lambda: life.plot.timeline(language=language),
        lambda: compared.to_text(language),
        lambda: compared.to_pandas(language),
        lambda: compared.as_dict(language),
        lambda: life.to_text(language),
        lambda: life.sentences(language),
        lambda: life.told(language),
    )
    for call in calls:
        with pytest.raises(ArgumentError, match=r"language: must be one of en, zh \(got [^;]*\)$"):
            call()
