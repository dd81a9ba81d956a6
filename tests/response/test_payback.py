"""When new customers have paid back what winning them cost."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.record import Record
from sim.response.money import profit_undiscounted
from sim.response.payback import cash_curve, cohort_cash, cohort_payback, payback_time
from sim.response.tenure import value_by_cohort
from tests.response.hand import advertise, buy, join, leave, record_of, start

Run = Callable[..., Record]


def test_cash_begins_with_the_cost_and_is_paid_back_by_later_purchases() -> None:
    # Given two new customers who cost 100 each, and one from the start who is nobody's business here
    record = record_of(
        advertise(30.0, -200), start(3), buy(5.0, 3, 10_000),
        join(10.0, 0), buy(10.0, 0, 60), buy(50.0, 0, 60),
        join(20.0, 1), buy(20.0, 1, 60), buy(90.0, 1, 60),
    )  # fmt: skip

    curve = cash_curve(record)

    assert curve is not None
    assert curve[0].tolist() == [0.0, 0.0, 0.0, 40.0, 70.0]
    assert curve[1].tolist() == [-100.0, -70.0, -40.0, -10.0, 20.0]
    assert payback_time(record) == 70.0


def test_who_joined_late_does_not_count_where_she_could_not_be_seen() -> None:
    # Given a second customer who is seen for 10 days only
    record = record_of(
        advertise(30.0, -100), join(10.0, 0), buy(10.0, 0, 10), buy(40.0, 0, 30), join(720.0, 1), buy(720.0, 1, 10)
    )

    curve = cash_curve(record)

    assert curve is not None
    assert curve[1].tolist() == [-50.0, -45.0, -40.0, -10.0]
    assert payback_time(record) is None


def test_a_return_goes_on_the_same_account() -> None:
    record = record_of(
        advertise(1.0, -100), join(10.0, 0), buy(10.0, 0, 10), leave(20.0, 0), join(200.0, 0), buy(200.0, 0, 95)
    )

    assert payback_time(record) == 190.0


def test_nothing_spent_and_nobody_new_have_no_payback_time() -> None:
    assert payback_time(record_of(join(10.0, 0), buy(10.0, 0, 60))) is None
    assert payback_time(record_of(start(0), buy(10.0, 0, 60), advertise(30.0, -5))) is None
    assert payback_time(replace(record_of(join(10.0, 0)), complete=False)) is None


def test_a_cohort_pays_the_advertising_of_its_month() -> None:
    # Given a cohort of month 1 (days 31 to 60)
    record = record_of(
        advertise(20.0, -999), advertise(40.0, -100), join(35.0, 0), buy(35.0, 0, 30), buy(61.0, 0, 30),
        buy(100.0, 0, 40), run_length=150.0,
    )  # fmt: skip

    assert cohort_cash(record, 1) == [-70, -40, 0, 0]
    assert cohort_payback(record, 1) == pytest.approx(3 * 365 / 12)
    assert cohort_payback(record, 0) is None


def test_cohorts_and_those_from_the_start_add_up_to_profit(run: Run) -> None:
    # Given a shop whose only standing cost is advertising
    record = run(days=500, mechanisms__desk=False, mechanisms__care=False)
    rows = value_by_cohort(record)
    assert rows is not None

    ends = [cash[-1] for month in range(len(record.ledger) - 1) if (cash := cohort_cash(record, month)) is not None]
    other = int(record.firm.sum()) - int(record.firm[10])

    assert rows[0].month == -1
    assert sum(ends) + rows[0].value + other == profit_undiscounted(record)
