"""The line of emotion and the reach of what goes public, read from rows by hand."""

from dataclasses import replace

import pytest

from sim.model.events import Kind
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, record_of

LINES = ("mood_before_failure", "mood_after_failure", "mood_after_answer")
LINE = ((Kind.PURCHASE, 800_000), (Kind.FAILURE, 720_000), (Kind.CLOSED, 842_000))


def read(name: str, record: Record) -> float | None:
    """Return a response of a record."""
    return RESPONSES[name].read(record, 0.0)


def felt(*rows: tuple[Kind, int], history: int = 0) -> Record:
    """Return a record of satisfaction noted after events of some kinds, on day 5."""
    record = record_of(*(Row(5.0, 0, Kind.MOOD, detail=detail) for _, detail in rows), history=history)
    record.events["parent_kind"] = [kind for kind, _ in rows]
    return record


def test_the_line_of_emotion_is_read_from_its_rows() -> None:
    record = felt(*LINE, (Kind.CLOSED, 642_000), (Kind.GIVE_UP, 100_000))

    assert [read(name, record) for name in LINES] == pytest.approx([0.80, 0.72, 0.742])
    assert read(LINES[2], felt(LINE[0])) is None
    assert read(LINES[2], replace(record, complete=False)) is None
    assert read(LINES[0], felt(*LINE, history=6)) is None


def test_the_largest_reach_of_what_went_public() -> None:
    record = record_of(*(Row(5.0 + k, 0, Kind.PUBLIC, detail=reach) for k, reach in enumerate((3, 1200, 40))))

    assert read("public_reach_max", record) == 1200
    assert read("public_reach_max", record_of()) == 0
    assert read("public_reach_max", replace(record, complete=False)) is None
