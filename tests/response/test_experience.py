"""What customers went through, from lives made by hand: problems, complaints, and who left after them."""

from dataclasses import replace

import pytest

from sim.model.events import Cause, Kind, Outcome, Route, Severity
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, buy, join, leave, record_of, start

HALF = 182.5


def fail(time: float, person: int, occasion: int, how: Severity = Severity.MINOR) -> Row:
    return Row(time, person, Kind.FAILURE, detail=16 * how + Cause.CORE, occasion=occasion)


def complain(time: float, person: int, occasion: int) -> Row:
    return Row(time, person, Kind.COMPLAINT, occasion=occasion)


def close(time: float, person: int, occasion: int, outcome: Outcome) -> Row:
    return Row(time, person, Kind.CLOSED, detail=outcome, occasion=occasion)


def read(record: Record, name: str) -> float | None:
    return RESPONSES[name].read(record, 0.0)


def test_a_bad_experience_counts_once_for_each_buyer_of_a_half_year() -> None:
    # Given three buyers in the first half-year and one in the second; a third one that is not whole
    record = record_of(
        start(0), start(1), start(2),
        buy(1.0, 0), fail(1.0, 0, 0), buy(9.0, 0, occasion=1), fail(9.0, 0, 1, Severity.MAJOR),
        buy(2.0, 1), buy(3.0, 2), fail(3.0, 2, 0),
        buy(HALF, 1, occasion=1), fail(HALF, 1, 1, Severity.HARM),
        buy(2 * HALF + 1.0, 2, occasion=1), fail(2 * HALF + 1.0, 2, 1, Severity.MAJOR),
        run_length=2 * HALF + 30.0,
    )  # fmt: skip

    assert read(record, "bad_experience_share") == 3 / 4
    assert read(record, "bad_experience_share_major") == 2 / 4
    assert read(replace(record, run_length=HALF - 1.0), "bad_experience_share") is None


def test_who_complains_twice_in_a_year_is_one_complainer() -> None:
    record = record_of(
        start(0), start(1), buy(1.0, 0), complain(1.0, 0, 0), buy(5.0, 0, occasion=1), complain(6.0, 0, 1), buy(7.0, 1),
        buy(400.0, 1, occasion=1),
        run_length=730.0,
    )  # fmt: skip

    assert read(record, "complainers_share") == 1 / 3
    assert read(replace(record, run_length=364.0), "complainers_share") is None


def test_leaving_is_told_by_what_came_before_it() -> None:
    # Given: 0 leaves with an unresolved complaint, 1 is resolved and buys again, 2 gives up, buys and only then leaves
    record = record_of(
        *(start(person) for person in range(4)),
        buy(1.0, 0), fail(1.0, 0, 0), complain(1.0, 0, 0), close(3.0, 0, 0, Outcome.INSULTED), leave(3.0, 0),
        buy(1.0, 1), fail(1.0, 1, 0), complain(1.0, 1, 0), close(2.0, 1, 0, Outcome.FAST), buy(8.0, 1, occasion=1),
        buy(1.0, 2), fail(1.0, 2, 0), complain(1.0, 2, 0), Row(2.0, 2, Kind.GIVE_UP), buy(8.0, 2, occasion=1),
        leave(9.0, 2),
        # 3 buys three times and is still there: her last purchase tells nothing yet
        buy(1.0, 3), buy(2.0, 3, occasion=1), buy(3.0, 3, occasion=2),
    )  # fmt: skip

    assert read(record, "left_after_unresolved") == 1 / 2
    assert read(record, "left_after_resolved") == 0.0
    assert read(record, "left_after_no_failure") == 1 / 3  # of 2's second purchase and 3's first two
    assert read(replace(record, complete=False), "left_after_resolved") is None


def test_who_leaves_at_the_moment_of_a_purchase_leaves_after_it() -> None:
    record = record_of(start(0), buy(1.0, 0), buy(2.0, 0, occasion=1), leave(2.0, 0))

    assert read(record, "left_after_no_failure") == 1 / 2


def test_customer_years_are_those_of_everybody_for_as_long_as_she_is_one() -> None:
    record = record_of(start(0), start(1), leave(365.0, 1), join(547.5, 2), run_length=730.0)

    assert read(record, "customer_years") == pytest.approx(2.0 + 1.0 + 0.5)


def test_a_second_order_counts_if_it_comes_within_a_year_that_was_seen() -> None:
    # Given: 0 in time, 1 a day late, 2 once, 3 too new to know; who is a customer from the start has ordered before
    first = ((0, 10.0), (1, 10.0), (2, 20.0), (3, 600.0))
    record = record_of(
        *(row for person, day in first for row in (join(day, person), buy(day, person))),
        buy(375.0, 0, occasion=1), buy(376.0, 1, occasion=1), buy(601.0, 3, occasion=1),
        start(4), buy(1.0, 4), buy(2.0, 4, occasion=1),
        persons=5, run_length=730.0,
    )  # fmt: skip

    assert read(record, "second_order_share") == 1 / 3


def test_sales_of_a_time_are_those_of_its_months() -> None:
    days = (0.0, 91.0, 92.0, 364.0, 365.0, 729.0, 730.0, 1094.0)  # the fourth month begins on day 92
    record = record_of(start(0), *(buy(day, 0, 100, n) for n, day in enumerate(days)), run_length=1095.0)
    spans = ("quarter", "year", "3_years", "third_year")

    assert [read(record, f"sales_in_{span}") for span in spans] == [200, 400, 800, 200]
    short = replace(record, run_length=1094.0)
    assert [read(short, f"sales_in_{span}") for span in spans] == [200, 400, None, None]


def test_a_wait_over_closed_hours_is_none_of_the_open_ones() -> None:
    # Given a desk that takes calls from noon to 18: one at once, one after an hour, one of the night before
    def call(came: float, taken: float, number: int) -> list[Row]:
        rows = [(came, Kind.CONTACT), (taken, Kind.ANSWER), (taken + 0.01, Kind.SERVED)]
        return [Row(time, -1, kind, occasion=number) for time, kind in rows]

    record = record_of(*call(1.5, 1.5, 0), *call(2.75 - 1 / 24, 2.75, 1), *call(2.9, 3.5, 2), run_length=10.0)

    assert read(record, "desk_wait_open") == pytest.approx(0.5)
    assert read(record, "desk_wait") == pytest.approx((0.0 + 1.0 + 14.4) / 3)


def test_the_told_are_held_against_those_who_joined_otherwise() -> None:
    # Given two who were told, of whom one leaves after 100 days, and two who were not and leave after 100 and 50
    record = record_of(
        join(0.0, 0, Route.TELLING), buy(1.0, 0, 300), join(0.0, 1, Route.TELLING), leave(100.0, 1),
        join(0.0, 2), buy(1.0, 2, 100), leave(100.0, 2), join(100.0, 3), buy(101.0, 3, 50), leave(150.0, 3),
        start(4), buy(2.0, 4, 9999),
        persons=5, run_length=200.0,
    )  # fmt: skip
    days = 33 * 365 / 12

    assert read(record, "referred_share_of_new_sales") == 300 / 450
    assert read(record, "referred_value_gain") == pytest.approx((300 / 400) / (150 / 300) - 1)
    assert read(record, "referred_stay_gain") == pytest.approx(
        2.718281828459045 ** (-days / 300) - 2.718281828459045 ** (-2 * days / 150)
    )
    assert read(record_of(join(0.0, 0)), "referred_stay_gain") is None
