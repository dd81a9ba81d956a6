"""What is told of standing problems, against rows written by hand."""

from dataclasses import replace

from sim.model.events import Kind
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, record_of


def told(record: Record) -> list[float | int | None]:
    """Return problems at the end, problems found, crises."""
    return [RESPONSES[name].read(record, 0.1) for name in ("problems_open", "problems_found", "crises")]


def rows(*happened: tuple[float, Kind]) -> list[Row]:
    """Return rows of the firm."""
    return [Row(time, -1, kind, occasion=k) for k, (time, kind) in enumerate(happened)]


HAPPENED = rows(
    (0.0, Kind.ARISEN), (0.0, Kind.ARISEN), (3.0, Kind.FOUND), (90.0, Kind.ARISEN), (100.0, Kind.MENDED),
    (150.0, Kind.FOUND), (200.0, Kind.CRISIS),
)  # fmt: skip


def test_problems_are_counted_at_the_end_and_finds_and_crises_over_the_run() -> None:
    assert told(record_of(*HAPPENED)) == [2, 2, 1]


def test_after_a_history_problems_from_before_it_stand_and_what_was_found_before_it_does_not_count() -> None:
    record = record_of(*HAPPENED, history=120, run_length=100.0)

    assert told(record) == [2, 1, 1]
    assert told(replace(record, complete=False)) == [2, None, None]


def test_where_problems_are_not_simulated_there_is_nothing_to_tell() -> None:
    assert told(record_of()) == [None, None, None]
