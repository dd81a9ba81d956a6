"""What is told of distances and of help from stations, against rows written by hand."""

from dataclasses import replace

import pytest

from sim.model.events import Kind, Status
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, record_of


def told(record: Record) -> list[float | int | None]:
    """Return the mean distance, the hours to help, and the share that is helped on the spot."""
    return [RESPONSES[name].read(record, 0.1) for name in ("distance_mean", "time_to_help", "on_the_spot_share")]


HAPPENED = (
    Row(10.0, 0, Kind.COMPLAINT, occasion=1), Row(10.25, 0, Kind.DISPATCH, -200, 1, occasion=1),
    Row(90.0, 1, Kind.COMPLAINT, occasion=4), Row(91.0, 1, Kind.DISPATCH, -900, 0, occasion=4),
    Row(95.0, 0, Kind.COMPLAINT, occasion=2), Row(95.5, 0, Kind.DISPATCH, -200, 1, occasion=2),
    Row(96.0, 2, Kind.COMPLAINT, occasion=7),
)  # fmt: skip


def living(record: Record, *distances: float) -> Record:
    """Return the record with customers who live so far away, and with others."""
    record.people["distance"] = [*distances, *[99.0] * (4 - len(distances))]
    record.people["status"] = [Status.CUSTOMER] * len(distances) + [Status.RIVAL] * (4 - len(distances))
    return record


def test_distances_are_those_of_customers_and_help_is_timed_from_the_complaint() -> None:
    assert told(living(record_of(*HAPPENED), 2.0, 9.0)) == pytest.approx([5.5, 24.0 * (0.25 + 1.0 + 0.5) / 3, 2 / 3])


def test_after_a_history_what_was_before_it_does_not_count_and_without_the_log_nothing_is_timed() -> None:
    record = living(record_of(*HAPPENED, history=50, run_length=100.0), 2.0)

    assert told(record) == pytest.approx([2.0, 24.0 * (1.0 + 0.5) / 2, 1 / 2])
    assert told(replace(record, complete=False)) == [2.0, None, None]


def test_where_there_are_no_stations_there_is_nothing_to_tell() -> None:
    assert told(record_of(Row(10.0, 0, Kind.COMPLAINT, occasion=1))) == [None, None, None]
