"""The steps of the service, counted by hand."""

from dataclasses import replace

import pytest

from sim.model.events import Kind, Outcome
from sim.response.blueprint import Step, blueprint
from tests.response.hand import Row, buy, record_of, start


def at(time: float, person: int, kind: Kind, detail: int = 0) -> Row:
    return Row(time, person, kind, detail=detail, occasion=1)


def complained(person: int) -> tuple[Row, ...]:
    return (
        start(person),
        buy(60.0, person, occasion=1),
        at(60.0, person, Kind.FAILURE),
        at(60.0, person, Kind.COMPLAINT),
    )


def test_each_step_says_who_gets_there_how_long_she_waits_and_what_fails() -> None:
    # One is answered in vain at once; one is passed on, and nothing comes until a follow-up, which helps; one gives up
    # in the line; one is passed on and helped; one keeps silent, one has nothing to complain about
    rows = (
        *complained(0), at(60.5, 0, Kind.ANSWER), at(60.75, 0, Kind.SERVED, Outcome.UNRESOLVED),
        *complained(1), at(60.25, 1, Kind.ANSWER), at(60.5, 1, Kind.PASSED_ON), at(62.5, 1, Kind.BROKEN),
        at(66.5, 1, Kind.FOLLOW_UP, Outcome.RESOLVED),
        *complained(2), at(60.1, 2, Kind.GIVE_UP),
        *complained(3), at(60.25, 3, Kind.ANSWER), at(60.25, 3, Kind.PASSED_ON),
        at(64.25, 3, Kind.SERVED, Outcome.RESOLVED),
        start(4), buy(60.0, 4, occasion=1), at(60.0, 4, Kind.FAILURE), at(60.0, 4, Kind.SILENCE),
        start(5), buy(60.0, 5, occasion=1), Row(60.0, -1, Kind.ANSWER), Row(61.0, -1, Kind.SERVED),
    )  # fmt: skip
    record = record_of(*rows, buy(10.0, 5, occasion=0), persons=6, history=50, run_length=100.0)

    found = blueprint(record)

    assert found is not None
    assert {name: tuple(step) for name, step in found.items()} == {
        "purchase": (6, 1.0, 0.0, 5),
        "telling": (5, pytest.approx(5 / 6), 0.0, 1),
        "line": (4, pytest.approx(4 / 6), pytest.approx(8.0), 1),
        "desk": (3, 0.5, pytest.approx(4.0), 1),
        "back_office": (2, pytest.approx(2 / 6), pytest.approx(72.0), 1),
        "follow_up": (1, pytest.approx(1 / 6), pytest.approx(96.0), 0),
    }
    assert blueprint(replace(record, complete=False)) is None


def test_a_solution_and_a_follow_up_that_do_not_help_fail_where_they_stand() -> None:
    rows = (
        *complained(0), at(60.0, 0, Kind.PASSED_ON), at(61.0, 0, Kind.SERVED, Outcome.INSULTED),
        at(63.0, 0, Kind.FOLLOW_UP, Outcome.UNRESOLVED),
    )  # fmt: skip
    found = blueprint(record_of(*rows, run_length=100.0))

    assert found is not None
    assert {name: step.fails for name, step in found.items() if step.fails} == {
        "purchase": 1, "back_office": 1, "follow_up": 1,
    }  # fmt: skip
    assert (found["line"].hours, found["desk"].reached) == (None, 0)
    nothing = blueprint(record_of(start(0), run_length=9.0))
    assert nothing is not None
    assert nothing["line"] == Step(0, None, None, 0)
