"""Cards, changes and reasons: the same words in a terminal and in a notebook, and no markup of others."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from sim.scenario import ScenarioError, load
from sim.scenario.show import listing, table

Write = Callable[[str, str], str]


def words(html: str) -> list[str]:
    """Return the words of a notebook's view without its markup."""
    return unescape(re.sub("<[^>]*>", " ", html)).split()


def test_both_views_of_a_scenario_have_the_same_words() -> None:
    scenario = load("corner_shop").with_strategy("five_step_recovery")

    assert repr(scenario).split() == words(scenario._repr_html_())
    assert "2000 persons" in repr(scenario)


def test_a_diff_names_key_values_and_source_in_both_views() -> None:
    base = load("corner_shop")

    changes = base.with_strategy("more_desk_agents").diff(base)

    assert [(c.key, c.before, c.after) for c in changes] == [("desk.agents", "1", "2")]
    assert "strategies/more_desk_agents.yaml:10:22 (assumed)" in repr(changes)
    assert repr(changes).split() == words(changes._repr_html_())
    assert len(base.diff(base)) == 0
    assert repr(base.diff(base)) == "from corner_shop to corner_shop: no value differs"


def test_a_diff_sees_persons_history_and_starts(write: Write) -> None:
    text = "kind: strategy\nname: later\nstarts: 7 days\nsets: {goods.margin: 40%}\n"
    write("strategies/later.yaml", text)
    base = load("town")

    changes = base.with_values({"persons": 50, "history": "2 days"}).with_strategy("later").diff(base)

    assert [(c.key, c.before, c.after) for c in changes] == [
        ("persons", "100", "50"),
        ("history", "0 days", "2 days"),
        ("goods.margin", "30%", "40%"),
        ("later.starts", "0 days", "7 days"),
    ]


def test_why_tells_every_statement_the_last_one_first() -> None:
    values = {"programme.fixed": "50 CNY/month", "desk.wage": "28 CNY/hour"}
    scenario = load("corner_shop").with_values(values).with_strategy("apology_only")

    why = scenario.why("programme.fixed")

    lines = repr(why).splitlines()
    assert lines[0] == "programme.fixed = 78 CNY/month: standing cost of a strategy"
    assert lines[2].split()[:3] == ["add", "1", "agent-hours/month"]
    assert lines[3].split() == ["50", "CNY/month", "with_values"]
    assert repr(why).split() == words(why._repr_html_())


def test_why_of_an_unknown_key_proposes_one() -> None:
    with pytest.raises(ScenarioError, match=r"did you mean 'goods.margin'\?"):
        load("corner_shop").why("goods.margn")


def test_the_markup_of_a_label_is_shown_not_obeyed(write: Write) -> None:
    write(
        "markets/odd.yaml", "kind: market\nname: odd\nlabel: '<script>alert(1)</script>'\ncurrency: CNY\npersons: 1\n"
    )

    html = load("odd")._repr_html_()

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_label_that_turns_the_line_around_is_escaped_in_the_terminal(write: Write) -> None:
    write("markets/odd.yaml", "kind: market\nname: odd\nlabel: 'a\u202eb'\ncurrency: CNY\npersons: 1\n")

    assert "\u202e" not in repr(load("odd"))
    assert load("odd").label.en == "a\u202eb"


def test_the_listing_holds_every_value_with_its_source() -> None:
    scenario = load("corner_shop")

    rows = listing(scenario)

    assert [row[0] for row in rows] == list(scenario.values)
    assert ("basket.mean", "48 CNY") in [row[:2] for row in rows]
    assert all(source for _, _, source, _ in rows)


def test_a_cell_that_is_very_wide_widens_no_other_row() -> None:
    lines = table([("a", "1", "x"), ("b", "2" * 100, "x"), ("c", "333", "x")]).splitlines()
    assert lines == ["a  1    x", f"b  {'2' * 100}  x", "c  333  x"]
    assert table([("4" * 70, "x")]) == f"{'4' * 70}  x"
    assert table([]) == ""
