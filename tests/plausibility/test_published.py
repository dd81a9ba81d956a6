"""The table of published figures, and the word for a figure that is held against it."""

from dataclasses import replace
from math import inf

import pytest

from sim.plausibility.figures import CARD
from sim.plausibility.published import EVERY_TRADE, Published, Word, held_against, published, rows_for, word_for
from sim.scenario.trades import FIGURES, TRADES

QUOTED = Published("A", (), (), "", "", 0.1, 0.2, 0.4, "share", "", "V2", "", "")
SEEN = replace(QUOTED, status="V")
OURS = replace(QUOTED, ours="both")


@pytest.mark.parametrize(
    ("row", "inside", "near", "outside"),
    [
        (QUOTED, (0.1, 0.4), (0.05, 0.099, 0.41, 0.8), (0.049, 0.81, -0.1)),
        (SEEN, (0.1, 0.2, 0.4), (), (0.099, 0.401)),
        (OURS, (), (0.05, 0.2, 0.8), (0.049, 0.81)),  # not even what is printed: its range is ours
        (replace(SEEN, ours="both"), (), (0.05, 0.2, 0.8), (0.049, 0.81)),
        (replace(SEEN, ours="low"), (0.2, 0.4), (0.05, 0.199), (0.049, 0.401)),
        (replace(SEEN, ours="high"), (0.1, 0.2), (0.201, 0.8), (0.099, 0.81)),
        (replace(QUOTED, low=-0.4, central=-0.3, high=-0.2), (-0.4, -0.2), (-0.8, -0.1), (-0.81, -0.09, 0.3)),
        (replace(SEEN, low=0.0, central=None, high=1.0), (0.0, 1.0), (), (-0.01, 1.01)),  # only a sign is seen
    ],
)
def test_a_figure_is_inside_printed_ends_near_by_a_factor_two_or_outside(
    row: Published, inside: tuple[float, ...], near: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    for word, values in ((Word.INSIDE, inside), (Word.NEAR, near), (Word.OUTSIDE, outside)):
        assert {value: held_against(value, row) for value in values} == dict.fromkeys(values, word)


def test_what_chance_leaves_open_is_near_and_neither_inside_nor_outside() -> None:
    assert held_against(0.42, SEEN, half=0.02) is Word.NEAR
    assert held_against(0.42, SEEN, half=0.019) is Word.OUTSIDE
    assert held_against(0.38, SEEN, half=0.02) is Word.INSIDE
    assert held_against(0.38, SEEN, half=0.021) is Word.NEAR
    assert held_against(0.0, SEEN, half=inf) is Word.NEAR


def test_sources_that_differ_are_said_to() -> None:
    far = replace(SEEN, low=1.0, central=2.0, high=3.0)

    assert word_for(0.2, []) is Word.NONE
    assert word_for(0.2, [SEEN, QUOTED]) is Word.INSIDE
    assert word_for(0.05, [QUOTED, OURS]) is Word.NEAR
    assert word_for(0.2, [SEEN, far]) is Word.DISAGREE
    assert word_for(0.2, [OURS, far]) is Word.DISAGREE
    assert word_for(0.7, [SEEN, far]) is Word.DISAGREE  # outside of both, between them
    assert word_for(9.0, [SEEN, far]) is Word.OUTSIDE
    assert word_for(0.5, [SEEN, QUOTED]) is Word.OUTSIDE  # near to one of them is not held by it
    assert word_for(0.01, [SEEN, far]) is Word.OUTSIDE


def test_nothing_from_memory_is_in_the_table_and_every_row_is_used() -> None:
    rows = published()

    assert {row.status for row in rows} == {"V", "V2"}
    assert all("[M]" not in f"{row.source} {row.caveat}" for row in rows)
    assert all(row.figures and set(row.figures) <= set(FIGURES) and row.source for row in rows)
    assert {trade for row in rows for trade in row.trades} == {*TRADES, EVERY_TRADE}
    assert len({(row.id, row.figures) for row in rows}) == len(rows)


def test_an_end_that_is_ours_is_marked_and_what_is_printed_lies_within() -> None:
    for row in published():
        assert ("ours" in row.caveat) == bool(row.ours), row.id
        assert row.low <= row.high, row.id
        assert row.central is None or row.low <= row.central <= row.high, row.id
        assert row.central is not None or not row.ours, row.id


def test_the_first_trade_with_a_figure_is_held_against_and_all_trades_last() -> None:
    shop = ("convenience_china", "grocery")

    assert [row.id for row in rows_for("margin", shop)] == ["M19"]
    assert [row.id for row in rows_for("profit", shop)] == ["M10", "M13"]
    assert [row.id for row in rows_for("retention", shop)] == ["E12"]
    assert rows_for("retention", ()) == ()
    assert rows_for("left_resolved", shop) == ()


def test_a_card_has_twenty_lines_and_files_know_their_figures() -> None:
    assert [one.key for one in CARD] == list(FIGURES)
    assert list(dict.fromkeys(one.line for one in CARD)) == list(range(1, 21))
