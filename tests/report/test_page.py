"""The page is one safe file that shows names as they are and says what was found."""

import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sim import ComparisonResult
from sim.experiment.errors import PlanError, StoreError, StoreMissing
from sim.report import page
from sim.report.catalog import CATALOG, visible
from sim.scenario import Label
from tests.experiment.by_hand import rows_of, with_rows
from tests.report.labels import LABELS, PLAIN, UNPRINTABLE
from tests.report.reading import Attributes, Page

Labelled = Callable[[list[str]], ComparisonResult]
CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=2000",
)


def html(source: ComparisonResult | list[ComparisonResult]) -> str:
    return page.html(source, run_again=1, engine="reference")


@pytest.fixture(scope="module")
def shown(compared: ComparisonResult) -> Page:
    return Page(html(compared))


def test_the_page_asks_nobody_for_anything(shown: Page) -> None:
    # Given a page, when everything that could fetch or run something is collected
    loads = {"script", "iframe", "object", "embed", "base", "form", "img", "audio", "video", "source", "image", "use"}
    targets = [
        value
        for _, attributes, _ in shown.elements
        for key, value in attributes.items()
        if key in {"href", "src", "srcset", "xlink:href", "action", "formaction", "data", "poster", "background"}
    ]
    handlers = [key for _, attributes, _ in shown.elements for key in attributes if key.startswith("on")]

    # Then there is nothing but places on the page itself and an empty icon
    assert not loads & set(shown.tags)
    assert {target for target in targets if not target.startswith("#")} == {"data:,"}
    assert handlers == []
    assert not re.search(r"url\(|@import|@font-face|expression\(", shown.style)
    assert not any("url(" in attributes.get("style", "") for _, attributes, _ in shown.elements)


def test_the_policy_forbids_everything_but_the_pages_own_style_before_any_style_is_read(shown: Page) -> None:
    # Given the head of a page
    order = [(tag, attributes) for tag, attributes, _ in shown.elements]

    # When the policy is looked for
    policies = [k for k, (_, a) in enumerate(order) if a.get("http-equiv") == "Content-Security-Policy"]
    styles = [k for k, (tag, a) in enumerate(order) if tag == "style" or "style" in a]

    # Then there is one, it is the strictest that works, and it comes first
    assert [order[k][1]["content"] for k in policies] == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert policies[0] < min(styles)


def test_hostile_names_are_shown_character_by_character(labelled: Labelled) -> None:
    # Given strategies whose names want to disturb the page
    result = labelled(list(LABELS))

    # When the page is read
    read = Page(html(result))

    # Then each name stands there as it was written; an empty one is replaced by the scenario's name
    assert len(LABELS) >= 60
    assert {label for label in LABELS if label} <= set(read.names)
    assert f"same_{LABELS.index('')}" in read.names
    assert read.faults == []


def test_hostile_names_add_no_element_and_no_attribute(labelled: Labelled) -> None:
    # Given the same comparison with hostile and with plain names
    hostile = labelled(list(LABELS))
    plain = labelled([f"{PLAIN} {k}" if label else "" for k, label in enumerate(LABELS)])

    # When both pages are read
    pages = [Page(html(one)) for one in (hostile, plain)]

    # Then they have the same elements with the same attributes in the same order
    skeletons = [[(tag, sorted(attributes)) for tag, attributes, _ in one.elements] for one in pages]
    assert skeletons[0] == skeletons[1]


def test_what_html_cannot_hold_is_shown_as_a_picture_of_it(labelled: Labelled) -> None:
    read = Page(html(labelled(list(UNPRINTABLE))))
    assert set(UNPRINTABLE.values()) <= set(read.names)
    assert visible("".join(map(chr, range(0x20, 0x7F)))) == "".join(map(chr, range(0x20, 0x7F)))


def test_a_name_cannot_turn_the_direction_of_the_text_around_it(labelled: Labelled) -> None:
    # Given a name that ends in the middle of a right-to-left override
    read = Page(html(labelled(["\u202eunclosed override", PLAIN])))

    # When the places are looked at where the override stands, then each is inside an isolated element
    outside = [text for text in read.text if "\u202e" in text and text not in read.names]
    assert outside == []


def test_a_hostile_name_of_the_experiment_stays_text(compared: ComparisonResult) -> None:
    # Given an experiment with a name that would close the title
    label = "</title><script>alert(1)</script>"
    named = replace(compared, plan=replace(compared.plan, label=Label(en=label)))

    # When the page is read, then title and heading hold it as text
    read = Page(html(named))
    assert read.title == label
    assert label in read.names
    assert "script" not in read.tags


def test_a_chinese_name_is_used_where_there_is_no_english_one(compared: ComparisonResult) -> None:
    plan = compared.plan
    entries = tuple(replace(entry, label=Label(zh=f"只道歉 {k}")) for k, entry in enumerate(plan.entries))
    read = Page(html(replace(compared, plan=replace(plan, entries=entries))))
    assert "只道歉 1" in read.names
    assert "Noto Sans CJK SC" in read.style


def test_the_same_comparison_gives_the_same_page_with_either_engine(compared: ComparisonResult) -> None:
    first = html(compared)
    assert first == html(compared)
    assert first == page.html(compared, run_again=1, engine="compiled")


def test_several_comparisons_share_a_page_without_sharing_an_anchor(compared: ComparisonResult) -> None:
    # Given a page about two comparisons
    read = Page(html([compared, compared]))

    # When its anchors are collected
    ids = [attributes["id"] for _, attributes, _ in read.elements if "id" in attributes]
    wanted = [attributes["href"][1:] for attributes in read.all("a")]
    described = [a[key] for _, a, _ in read.elements for key in ("aria-labelledby", "aria-describedby") if key in a]

    # Then none is there twice and none is missing
    assert len(ids) == len(set(ids))
    assert set(wanted) | set(described) <= set(ids)
    assert {"s1", "s2"} <= set(wanted)


def test_every_table_has_headers_with_a_scope_and_every_picture_an_alternative(shown: Page) -> None:
    # Given all headers, and all pictures that are not hidden from screen readers
    scopes = {attributes.get("scope") for attributes in shown.all("th")}
    pictures = [a for a in shown.all("svg") if "width" not in a and a.get("aria-hidden") != "true" and "role" in a]
    rows = shown.tags["tr"]

    # Then each header says what it heads, and each picture what it shows
    assert scopes == {"col", "row"}
    assert len([a for a in shown.all("th") if a["scope"] == "row"]) == rows - shown.tags["thead"]
    assert pictures
    assert all(a["role"] == "img" and len(a["aria-label"]) > 3 for a in pictures)
    assert shown.tags["h1"] == 1


def test_uncertainty_is_drawn_for_every_strategy(shown: Page, compared: ComparisonResult) -> None:
    spans = [a for a in shown.all("line") if a.get("class") == "span"]
    assert len(spans) == len(compared.lines)
    assert all(a["x1"].endswith("%") and a["x2"].endswith("%") for a in spans)


def test_the_page_names_seed_digest_and_command(shown: Page, compared: ComparisonResult) -> None:
    assert compared.plan.digest in shown.words
    assert f"sim report results/corner_shop-{compared.plan.digest[:8]}" in shown.words
    assert "Seed 7 " in " ".join(shown.words.replace("Seed7", "Seed 7 ").split())


def test_the_page_says_nothing_about_the_machine_that_made_it(shown: Page) -> None:
    everything = shown.words + str(shown.elements)
    assert str(Path.cwd()) not in everything
    assert str(Path.home()) + "/" not in everything
    assert tempfile.gettempdir() + "/" not in everything


def test_controls_that_hold_are_shown_with_their_exact_cost(shown: Page, compared: ComparisonResult) -> None:
    placebo = next(control for control in compared.controls if control.name == "placebo")
    assert placebo.expected is not None
    assert (
        f"must lose exactly its cost of {-placebo.expected:,.2f} CNY; it loses {-placebo.expected:,.2f} CNY"
        in shown.words
    )
    assert "must differ by exactly 0; it differs by 0 CNY, in all 4 pairs of runs" in shown.words
    assert "Do not trust" not in shown.words


def test_one_cent_too_much_in_a_control_raises_an_alarm(compared: ComparisonResult) -> None:
    # Given a placebo that lost one cent more than it cost, once
    entry = compared.plan.entry("placebo")
    ledger = [list(month) for month in rows_of(compared)[entry.key, 2]["ledger"] or []]
    ledger[1][1] -= 1
    changed = with_rows(compared, {(entry.key, 2): {"ledger": ledger}})

    # When the page is written, then it warns before any number is shown
    read = Page(html(changed))
    assert "alert" in {a.get("role") for a in read.all("p")}
    assert read.words.index("Do not trust the numbers") < read.words.index("replications")
    assert "FAILS" in read.words


def test_a_failed_run_is_told_and_settles_nothing(compared: ComparisonResult) -> None:
    # Given a strategy one of whose runs failed
    entry = compared.plan.entries[1]
    failed = {"status": "failed", "error": "stopped", "ledger": None, "responses": {}}
    result = with_rows(compared, {(entry.key, 0): failed})

    # When the page is read
    read = Page(html(result))

    # Then it says so, and the strategy is not settled
    assert "One run failed and was left out." in read.words
    assert "pairs lost to failed replications" in read.words


def test_a_page_without_alternatives_says_so(compared: ComparisonResult) -> None:
    plan = compared.plan
    alone = replace(compared, plan=replace(plan, entries=plan.entries[:1]))
    read = Page(html(alone))
    assert "There is no strategy to compare." in read.words
    assert "This comparison was run without its controls." in read.words


def test_an_unknown_language_is_a_wrong_use(compared: ComparisonResult) -> None:
    with pytest.raises(PlanError, match=f"language: one of {', '.join(CATALOG)}") as caught:
        page.html(compared, "xx")
    assert caught.value.exit_code == 2


def test_a_page_is_written_whole_into_folders_that_are_made(compared: ComparisonResult, tmp_path: Path) -> None:
    path = page.write(compared, tmp_path / "new" / "页.html", run_again=0)
    assert path.read_text(encoding="utf-8") == page.html(compared, run_again=0)
    assert [one.name for one in path.parent.iterdir()] == ["页.html"]


def test_a_page_that_cannot_be_written_is_an_environment_fault(compared: ComparisonResult, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="not written") as caught:
        page.write(compared, tmp_path / "file" / "page.html", run_again=0)
    assert caught.value.exit_code == 3


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        page.write(tmp_path, tmp_path / "page.html")


@pytest.mark.nightly
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium")
def test_a_browser_runs_nothing_that_a_name_says(labelled: Labelled, tmp_path: Path) -> None:
    # Given a page with hostile names, one of which would rename it
    path = page.write(labelled(list(LABELS)), tmp_path / "page.html", run_again=0)
    browser = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={tmp_path / 'browser'}"]

    # When a browser has loaded it
    done = subprocess.run([*browser, "--dump-dom", path.as_uri()], check=False, capture_output=True, timeout=120)

    # Then the page has the elements that were written, and its own title
    dom = Page(done.stdout.decode("utf-8", "replace"))
    written = Page(path.read_text(encoding="utf-8"))
    assert dom.title == written.title
    assert {label for label in LABELS if label} <= set(dom.names)
    assert not {"script", "img", "iframe", "object", "embed", "form", "base"} & set(dom.tags)
    assert dom.tags["line"] == written.tags["line"]
    assert fetched(dom) == set()


def fetched(read: Page) -> set[str]:
    """Return what elements name as places elsewhere."""
    every: list[Attributes] = [attributes for _, attributes, _ in read.elements]
    places = {a[key] for a in every for key in ("src", "href", "action") if key in a}
    return {place for place in places if not place.startswith("#") and place != "data:,"}
