"""Sentences, numbers and the catalog say what was found, no more."""

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import ComparisonResult
from sim.experiment.engines import PlanError
from sim.experiment.verdict import Comparison, Verdict
from sim.experiment.words import CATALOG as SHARED
from sim.report.catalog import CATALOG, Words, name_html
from sim.report.headline import Headline, Speaker, headline_of
from sim.report.numbers import about, sign, told, whole
from sim.report.tables import Estimate

REPORT = Path(__file__).resolve().parents[2] / "sim" / "report"
LINE = Comparison(
    name="care", response="profit", difference=6213.0, low=4122.0, high=8304.0, level=0.95, pairs=30, failed=0,
    exact=False, verdict=Verdict.BETTER, more_replications=0, p_value=0.01, warnings=(), bootstrap=None,
)  # fmt: skip
OPEN = replace(
    LINE, name="apology", difference=500.0, low=-600.0, high=1600.0, verdict=Verdict.NOT_SETTLED, more_replications=40
)
LOSS = replace(LINE, name="agent", difference=-900.0, low=-1000.0, high=-800.0, verdict=Verdict.WORSE)
SAME = replace(LINE, name="same", difference=0, low=0, high=0, exact=True, verdict=Verdict.IDENTICAL)


@pytest.fixture
def speaker(compared: ComparisonResult) -> Speaker:
    labels = {"care": "Care <first>", "apology": "Apology only", "agent": "One more agent", "same": "Nothing"}
    run = replace(compared.plan.run, length=1095.0)
    return Speaker(Words(), replace(compared.plan, run=run), "profit", labels)


def plain(headline: Headline) -> list[str]:
    return [re.sub(r"<[^>]*>", "", str(text)) for _, text in headline.sentences]


def test_the_headline_names_the_largest_settled_gain_and_how_sure_it_is(speaker: Speaker) -> None:
    # Given a gain, a loss, an open and an identical strategy
    today = Estimate(620_000.0, 5_000.0)
    found = headline_of(speaker, [LOSS, OPEN, SAME, LINE], today, 30)

    forty = "about 40 more replications would settle it"

    # When the sentences are read, then they are rounded no finer than chance allows, and gains come first
    assert (
        re.sub(r"<[^>]*>", "", str(found.answer))
        == "Over 3 years, “Care &lt;first&gt;” earns about 6,200 CNY more than today."
    )
    assert found.sure == "Between 4,100 and 8,300 CNY more; that is 1% of today's profit."
    assert plain(found) == [
        "Care &lt;first&gt;: 6,200 CNY more than today (between 4,100 and 8,300 CNY).",
        f"Apology only: not settled. Anything from 600 CNY less to 1,600 CNY more; {forty}.",
        "Nothing: no difference at all, in any replication.",
        "One more agent: 900 CNY less than today (between 800 and 1,000 CNY).",
    ]


def test_a_larger_gain_that_is_not_settled_is_not_the_headline(speaker: Speaker) -> None:
    wide = replace(OPEN, difference=9000.0, low=-100.0, high=18100.0)
    assert "Care" in headline_of(speaker, [wide, LINE], None, 30).answer


def test_without_a_settled_gain_the_headline_says_that_none_is_shown(speaker: Speaker) -> None:
    found = headline_of(speaker, [OPEN, LOSS], None, 30)
    assert found.answer == "Over 3 years, no strategy is shown to earn more than today."
    assert found.sure == ""


def test_an_exact_difference_is_said_to_be_exact_and_not_rounded(speaker: Speaker) -> None:
    exact = replace(LOSS, difference=-280.74, low=-280.74, high=-280.74, exact=True)
    assert plain(headline_of(speaker, [exact], None, 6)) == [
        "One more agent: 280.74 CNY less than today (exactly so in every replication)."
    ]


def test_too_few_replications_give_no_interval_and_no_verdict(speaker: Speaker) -> None:
    single = replace(OPEN, low=None, high=None, more_replications=None)
    assert plain(headline_of(speaker, [single], None, 1)) == [
        "Apology only: not settled. There are too few replications for an interval."
    ]


def test_nobody_is_promised_a_number_of_replications_that_is_not_known(speaker: Speaker) -> None:
    assert speaker.more(replace(OPEN, more_replications=None)) == "more replications would hardly settle it"
    assert speaker.more(replace(OPEN, failed=1)) == "some replications failed, so nothing is settled"
    assert speaker.more(replace(OPEN, more_replications=1)) == "about one more replication would settle it"


def test_fewer_departures_are_better_and_are_not_called_earnings(speaker: Speaker) -> None:
    # Given a strategy that fewer customers leave under
    line = replace(LINE, response="departures", difference=-41.0, low=-60.0, high=-22.0)
    other = replace(speaker, response="departures")

    # When it is put into words, then no money is spoken of
    found = headline_of(other, [line], Estimate(700.0, 8.0), 30)
    assert plain(found) == ["Care &lt;first&gt;: better, by 41 (between 22 and 60)."]
    assert "improves customers who left by about 41" in re.sub(r"<[^>]*>", "", str(found.answer))
    assert "earn" not in f"{found.answer}{found.question}"


@given(
    middle=st.floats(-1e9, 1e9),
    half=st.floats(1e-3, 1e9),
)
def test_rounding_keeps_signs_and_moves_nothing_by_more_than_a_twentieth_of_the_half_width(
    middle: float, half: float
) -> None:
    given_values = (middle, middle - half, middle + half)
    rounded = about(*given_values)
    for before, after in zip(given_values, rounded, strict=True):
        assert sign(before) == sign(after)
        assert abs(after - before) <= 0.05 * half * (1 + 1e-6) + 1e-9 * abs(middle)


def test_numbers_have_a_true_minus_sign_and_no_negative_nothing() -> None:
    assert told(-1511.2, "CNY", sign=True) == "\u22121,511 CNY"
    assert whole(-0.3, "CNY", sign=True) == "0"
    assert whole(-0.0004, "share", sign=True) == "0.0%"
    assert whole(0.535, "points", sign=True) == "+53.5"


def test_a_name_with_braces_is_not_filled_in() -> None:
    text = Words().html("say.identical", name=name_html("{amount} {0.__class__}"))
    assert "{amount} {0.__class__}" in text


def test_every_language_has_every_key_with_the_same_braces() -> None:
    fields = {
        language: {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in words.items()}
        for language, words in CATALOG.items()
    }
    for language, found in fields.items():
        assert found == fields["en"], language
    assert all(text.strip() for words in CATALOG.values() for text in words.values())


def texts() -> str:
    files = [*REPORT.glob("*.py"), *(REPORT / "templates").iterdir()]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.name != "english.py")


def test_every_key_that_is_written_out_has_words() -> None:
    # Given the keys that modules and templates write out in full, followed by a comma or a bracket
    written = re.findall(r"""(?:\bw|words|\.html|counted)\(\s*["']([a-z_.]+[a-z_])["']\s*[,)]""", texts())

    # When they are looked up, then there are words for each
    known = {*CATALOG["en"], *SHARED["en"]}
    missing = {key for key in written if key not in known and f"{key}.one" not in known}
    assert len(written) > 50
    assert missing == set()


def said(key: str, everything: str) -> bool:
    """Return whether a key is written out, or could be put together from a beginning that is."""
    whole_keys = {key, re.sub(r"\.(one|many|other)$", "", key)}
    cuts = [match.end() for match in re.finditer(r"\.", key)] + [key.rfind(".other")] * key.endswith(".other")
    if any(f"{quote}{one}{quote}" in everything for one in whole_keys for quote in "\"'"):
        return True
    heads = [key, *(key[:cut] for cut in cuts)]
    return any(f"{quote}{head}{end}" in everything for head in heads for quote in "\"'" for end in (quote, "{"))


def test_no_words_are_left_that_nobody_says() -> None:
    everything = texts()
    assert [key for key in CATALOG["en"] if not said(key, everything)] == []
    assert not said("again.never", everything)


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(PlanError, match="one of en"):
        Words("xx")
