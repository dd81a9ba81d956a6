"""Relations: from joining to departure, again and again."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Cause, Kind, Route, Status
from sim.record import Record
from sim.response.counting import at_start
from sim.response.customers import customers_at_end, joins
from sim.response.relations import relation_of, relations_of
from tests.response.hand import join, leave, record_of, start

Run = Callable[..., Record]


def test_each_departure_ends_the_relation_before_it() -> None:
    # Given somebody who comes, goes, comes back and stays, and somebody who was there and goes
    record = record_of(
        join(10.0, 2), leave(50.0, 2, Cause.PRICE), join(90.0, 2, Route.TELLING), start(0), leave(700.0, 0)
    )

    found = relations_of(record)

    assert found is not None
    assert found.person.tolist() == [0, 2, 2]
    assert found.start.tolist() == [0.0, 10.0, 90.0]
    assert found.end.tolist() == [700.0, 50.0, 730.0]
    assert found.left.tolist() == [True, True, False]
    assert found.cause.tolist() == [Cause.CORE, Cause.PRICE, 0]
    assert found.destination.tolist() == [Status.RIVAL, Status.RIVAL, 0]


def test_a_row_belongs_to_the_relation_that_begins_with_it() -> None:
    found = relations_of(record_of(join(10.0, 2), leave(50.0, 2), join(90.0, 2), start(0)))
    assert found is not None

    times = np.array([9.0, 10.0, 50.0, 89.0, 90.0, 500.0, 0.0, 3.0])
    persons = np.array([2, 2, 2, 2, 2, 2, 0, 3])

    assert relation_of(found, persons, times).tolist() == [-1, 1, 1, 1, 2, 2, 0, -1]


def test_a_period_is_half_open_and_who_was_there_from_the_start_did_not_join() -> None:
    found = relations_of(record_of(start(0), join(100.0, 1), leave(100.0, 0), join(200.0, 2)))
    assert found is not None

    assert found.held_at(0.0).tolist() == [True, False, False]
    assert found.joined_in(0.0, 100.0).tolist() == [False, False, False]
    assert found.joined_in(100.0, 200.0).tolist() == [False, True, False]
    assert found.left_in(0.0, 100.0).tolist() == [False, False, False]
    assert found.left_in(100.0, 101.0).tolist() == [True, False, False]
    assert found.days_in(50.0, 150.0).tolist() == [50.0, 50.0, 0.0]


@pytest.mark.parametrize("history", ["0 days", "150 days"])
def test_relations_of_a_real_run_agree_with_heads_and_people(run: Run, history: str) -> None:
    # Given a market in which people leave and come back
    record = run(days=900, history=history)
    found = relations_of(record)
    assert found is not None
    held = at_start(record)
    assert held is not None

    assert np.count_nonzero(~found.left) == customers_at_end(record)
    assert sorted(found.person[found.held_at(record.history)]) == np.flatnonzero(held).tolist()
    assert np.count_nonzero(found.joined_in(record.history, record.end)) == joins(record)
    assert found.left.sum() == record.counts[0, Kind.DEPARTURE]
    assert len(np.unique(found.person)) < len(found.person), "nobody came back: the test sees too little"
    last = {int(person): float(time) for person, time in zip(found.person, found.start, strict=True)}
    assert all(record.people["joined"][person] == time for person, time in last.items())


def test_without_the_whole_log_there_are_no_relations(run: Run) -> None:
    assert relations_of(replace(run(days=10), complete=False)) is None
