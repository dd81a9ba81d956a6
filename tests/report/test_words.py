"""Sentences, numbers and the catalog say what was found, no more."""

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import ComparisonResult
from sim.experiment.errors import PlanError
from sim.experiment.forecast import Forecast
from sim.experiment.settle import Verdict
from sim.experiment.verdict import Comparison
from sim.experiment.words import CATALOG as SHARED
from sim.report.catalog import CATALOG, Words, name_html
from sim.report.estimates import Estimate
from sim.report.headline import Headline, Speaker, headline_of
from sim.report.numbers import about, sign, told, whole

REPORT = Path(__file__).resolve().parents[2] / "sim" / "report"
LINE = Comparison(
    name="care", response="profit", difference=6213.0, low=4122.0, high=8304.0, level=0.95, first_look=30,
    indifference=None, pairs=30, failed=0, exact=False, construction=(), verdict=Verdict.BETTER, informative=30,
    guarded=False, share_bound=1.0, to_turn=None, one_customer=900.0, forecast=None, p_value=0.01,
)  # fmt: skip
FORECAST = Forecast(even=60, good=120, half_width=430.0)
OPEN = replace(
    LINE, name="apology", difference=500.0, low=-600.0, high=1600.0, verdict=Verdict.NOT_SETTLED, forecast=FORECAST
)
LOSS = replace(LINE, name="agent", difference=-900.0, low=-1000.0, high=-800.0, verdict=Verdict.WORSE)
SAME = replace(LINE, name="same", difference=0, low=0, high=0, exact=True, verdict=Verdict.EXACTLY_EQUAL)


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

    later = "even chance by 60, about 3 in 4 by 120 (then ±430 CNY); never if there is no difference"

    # When the sentences are read, then they are rounded no finer than chance allows, and gains come first
    assert (
        re.sub(r"<[^>]*>", "", str(found.answer))
        == "Over 3 years, “Care &lt;first&gt;” earns about 6,200 CNY more than today."
    )
    assert found.sure == "Between 4,100 and 8,300 CNY more; that is 1% of today's profit."
    assert plain(found) == [
        "Care &lt;first&gt;: 6,200 CNY more than today (between 4,100 and 8,300 CNY).",
        f"Apology only: not settled. Anything from 600 CNY less to 1,600 CNY more; {later}.",
        "Nothing: no difference, by construction: nothing that counts differs.",
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
        "One more agent: 280.74 CNY less than today (exactly so, by construction)."
    ]


def test_before_the_first_look_nothing_is_said_to_be_so(speaker: Speaker) -> None:
    single = replace(OPEN, low=None, high=None, pairs=1, verdict=Verdict.TOO_EARLY, forecast=None)
    assert plain(headline_of(speaker, [single], None, 1)) == [
        "Apology only: too early to tell, first look at 30 pairs. The range is open."
    ]


def test_a_verdict_on_few_telling_pairs_says_what_would_turn_it(speaker: Speaker) -> None:
    few = replace(LOSS, guarded=True, informative=7, to_turn=2_400.0)

    (sentence,) = plain(headline_of(speaker, [few], None, 30))

    assert sentence.startswith("One more agent: 900 CNY less than today (between 800 and 1,000 CNY). The verdict rests")
    assert sentence.endswith("must bring more than 2,400 CNY; the best customer is worth 900 CNY.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"failed": 1}, "pairs lost to failed replications: 1"),
        ({"forecast": None}, "no even chance by 1,920 pairs; never if there is no difference"),
        ({"forecast": Forecast(960, None, 90.0)}, "even chance by 960 (then ±90 CNY); never if there is no difference"),
        ({"forecast": Forecast(60, 60, 90.0)}, "about 3 in 4 by 60 (then ±90 CNY); never if there is no difference"),
        (
            {"forecast": Forecast(enough=240), "informative": 3},
            "only 3 of 30 pairs touched a customer; enough to judge by about 240",
        ),
        ({"forecast": None, "guarded": True, "informative": 1}, "only 1 of 30 pairs touched a customer; 10 are needed"),
        ({"verdict": Verdict.NONE_SEEN, "share_bound": 0.136}, "in 30 pairs; fewer than 13.6% of pairs can differ"),
        ({"verdict": Verdict.NONE_THAT_MATTERS, "indifference": 2_000.0}, "within ±2,000 CNY"),
    ],
)  # fmt: skip
def test_nobody_is_promised_a_number_of_pairs_that_is_not_known(
    speaker: Speaker, change: dict[str, object], said: str
) -> None:
    assert speaker.beside(replace(OPEN, **change)) == said  # type: ignore[arg-type]


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
    text = Words().html("say.exactly equal", name=name_html("{amount} {0.__class__}"), beside="")
    assert "{amount} {0.__class__}" in text


@pytest.mark.parametrize("catalog", [CATALOG, SHARED], ids=["page", "tables"])
def test_every_language_has_every_key_with_the_same_braces(catalog: dict[str, dict[str, str]]) -> None:
    fields = {
        language: {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in words.items()}
        for language, words in catalog.items()
    }
    assert set(fields) == {"en", "zh"}
    for language, found in fields.items():
        assert found == fields["en"], language
    silent = {key for words in catalog.values() for key, text in words.items() if not text.strip()}
    assert silent <= {"unit.count", "unit.share", "unit.ratio", "unit.score"}


def texts() -> str:
    files = [*REPORT.glob("*.py"), *(REPORT / "templates").iterdir()]
    return "\n".join(
        path.read_text(encoding="utf-8") for path in files if path.name not in ("english.py", "chinese.py")
    )


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
    with pytest.raises(PlanError, match="language: one of en, zh"):
        Words("xx")
