"""Silence as a warning: hits, misses and false alarms, each counted by hand."""

from dataclasses import replace

import pytest

from sim.model.events import Cause, Kind, Loss, Status
from sim.model.rules.contacts import CALL
from sim.model.rules.outreach import LOST, PER_CONTACT, ROUSED, SUITED
from sim.record import Record
from sim.response import RESPONSES
from sim.response.warning import Warnings, warnings_of
from tests.response.hand import Row, buy, join, leave, record_of, start

DROPPED = Row(0.0, 0, Kind.DEPARTURE, detail=128 * Loss.DROPPED + 8 * Cause.CORE + Status.OUT)


def call(time: float, person: int, found: int = SUITED) -> Row:
    return Row(time, person, Kind.CALL, detail=PER_CONTACT * CALL + found)


def interview(time: float, person: int) -> Row:
    return Row(time, person, Kind.INTERVIEW)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((leave(20.0, 0), call(30.0, 0, LOST)), Warnings(1, 0, 0)),
        ((call(30.0, 0), leave(40.0, 0)), Warnings(1, 0, 0)),
        ((call(30.0, 0),), Warnings(0, 0, 1)),
        ((call(30.0, 0), buy(35.0, 0)), Warnings(0, 0, 1)),
        ((call(30.0, 0, ROUSED), leave(30.5, 0)), Warnings(0, 0, 1)),
        ((call(30.0, 0), buy(40.0, 0), leave(40.0, 0)), Warnings(0, 1, 1)),
        ((leave(20.0, 0),), Warnings(0, 1, 0)),
        ((leave(20.0, 0), interview(20.0, 0)), Warnings(0, 0, 0)),
        ((replace(DROPPED, time=20.0),), Warnings(0, 0, 0)),
        ((leave(20.0, 0), join(50.0, 0), buy(50.0, 0), call(60.0, 0)), Warnings(0, 1, 1)),
        ((), Warnings(0, 0, 0)),
    ],
)
def test_each_silence_is_a_hit_a_miss_a_false_alarm_or_nothing(rows: tuple[Row, ...], found: Warnings) -> None:
    # Given two customers who have bought on day 10; the other one goes on buying
    record = record_of(start(0), buy(10.0, 0), *rows, start(1), buy(10.0, 1), buy(80.0, 1), run_length=100.0)

    assert warnings_of(record) == found


def test_rates_are_over_the_lost_and_over_the_calls() -> None:
    def read(record: Record, name: str) -> float | None:
        return RESPONSES[name].read(record, 0.0)

    people = [row for k in range(4) for row in (start(k), buy(10.0, k))]
    record = record_of(
        *people,
        leave(20.0, 0),
        call(30.0, 0, LOST),
        leave(20.0, 1),
        call(30.0, 2),
        call(30.0, 3),
        run_length=90.0,
    )

    assert (read(record, "calls_hits"), read(record, "calls_misses"), read(record, "calls_false_alarms")) == (1, 1, 2)
    assert (read(record, "calls_hit_rate"), read(record, "calls_false_alarm_share")) == (1 / 2, 2 / 3)
    assert read(record_of(start(0), run_length=9.0), "calls_false_alarm_share") is None


def test_calls_and_departures_of_the_history_do_not_count() -> None:
    rows = (start(0), buy(10.0, 0), leave(20.0, 0), start(1), buy(10.0, 1), call(30.0, 1), leave(60.0, 1))

    assert warnings_of(record_of(*rows, history=50, run_length=100.0)) == Warnings(0, 0, 0)
