"""What a customer was worth: both ways to the same number, and exact sums."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Cause, Status
from sim.model.rules.books import discount_weight
from sim.record import Record
from sim.response import RESPONSES, tenure, value
from sim.response.churn import churn_by_year
from sim.response.money import discounted, half_up, months_of, profit, profit_undiscounted
from sim.response.relations import relations_of
from tests.response.hand import advertise, buy, join, leave, record_of, start

Run = Callable[..., Record]
RATE = 0.1


def test_the_people_table_and_the_log_tell_the_same_values(run: Run) -> None:
    record = run(days=600)

    for account in (None, Account.SALES, Account.HANDLING):
        from_totals, from_log = value.values(record, account), value.logged_values(record, account)
        assert from_totals is not None
        assert from_log is not None
        assert from_totals.tolist() == from_log.tolist()
    assert np.any(from_totals)


@pytest.mark.parametrize("history", ["0 days", "200 days"])
def test_what_persons_and_the_firm_brought_is_profit_to_the_unit(run: Run, history: str) -> None:
    # Given what was booked to persons, month by month, and the firm's rest of the ledger
    record = run(days=600, history=history)
    persons = value.persons_by_month(record)
    assert persons is not None
    firm = [sum(month) - own for month, own in zip(months_of(record), persons, strict=True)]

    # Then the two are profit, discounted or not
    assert half_up(discounted([[one] for one in persons], RATE) + discounted([[one] for one in firm], RATE)) == profit(
        record, RATE
    )
    by_person = value.values(record)
    assert by_person is not None
    assert by_person.sum() + sum(firm) == profit_undiscounted(record)
    if not record.history:
        assert sum(firm) == record.firm.sum()


@pytest.mark.parametrize("history", ["0 days", "200 days"])
def test_discounted_values_have_the_exact_mean(run: Run, history: str) -> None:
    record = run(days=600, history=history)
    worth, ever = value.discounted_values(record, RATE), value.customers_ever(record)
    assert worth is not None
    assert ever is not None

    assert not worth[~ever].any()
    mean = math.fsum(worth.tolist()) / ever.sum()
    assert value.lifetime_value_discounted(record, RATE) == pytest.approx(mean, abs=0.51)
    assert value.lifetime_value_discounted(record, 0.0) == value.lifetime_value(record)


def test_a_value_is_discounted_by_the_month_of_its_event() -> None:
    record = record_of(start(0), buy(10.0, 0, 1000), buy(400.0, 0, 500))

    worth = value.discounted_values(record, RATE)

    assert worth is not None
    expected = (1000 * discount_weight(RATE, 0) + 500 * discount_weight(RATE, 13)) / 2**40
    assert worth.tolist() == [pytest.approx(expected), 0.0, 0.0, 0.0]


def test_the_lifetime_value_is_the_mean_over_whoever_was_a_customer() -> None:
    # Given one who was there and bought nothing, one who came and went, and two who never came
    record = record_of(start(0), join(5.0, 1), buy(5.0, 1, 301), leave(9.0, 1), advertise(30.0, -1000))

    assert value.lifetime_value(record) == 151
    assert value.lifetime_value(record_of(start(0), persons=1)) == 0
    assert value.lifetime_value(record_of(persons=3)) is None


def test_the_history_is_in_no_value() -> None:
    # Given a customer who bought in the history and after it, and one who had left before it ended
    rows = (start(0), buy(20.0, 0, 70), buy(150.0, 0, 30), join(1.0, 1), buy(1.0, 1, 500), leave(60.0, 1))
    record = record_of(*rows, history=100)

    worth, ever = value.values(record), value.customers_ever(record)

    assert worth is not None
    assert ever is not None
    assert worth.tolist() == [30, 0, 0, 0]
    assert ever.tolist() == [True, False, False, False]
    assert value.values(replace(record, complete=False)) is None
    assert value.customers_ever(replace(record, complete=False)) is None


def test_cohorts_are_read_alike_from_people_and_from_the_log(run: Run) -> None:
    record = run(days=700)
    cohort = tenure.cohorts(record)
    assert cohort is not None
    joined, first = tenure._first_joins(record)  # noqa: SLF001

    late = cohort >= 0
    assert late.any()
    assert value.months_at(record, first[late]).tolist() == cohort[late].tolist()
    assert not joined[cohort == tenure.NEVER].any()
    rows = tenure.value_by_cohort(record)
    worth = value.values(record)
    assert rows is not None
    assert worth is not None
    assert sum(row.value for row in rows) == worth.sum()
    assert sum(row.persons for row in rows) == np.count_nonzero(cohort != tenure.NEVER)


def test_tenure_begins_with_joining_and_again_with_coming_back() -> None:
    # Given a year and 135 days of one customer, and 20 days after she came back
    record = record_of(
        join(100.0, 1), buy(100.0, 1, 10), buy(465.0, 1, 30), leave(600.0, 1), join(710.0, 1), buy(715.0, 1, 4)
    )

    found = tenure.value_by_tenure(record)

    assert found is not None
    assert [row.value for row in found] == [14, 30]
    assert [row.customer_years * 365 for row in found] == pytest.approx([365 + 20, 135])
    assert tenure.value_per_year(record, first=1) == round(30 / (135 / 365))
    assert tenure.value_per_year(record, last=0) == round(14 / (385 / 365))
    assert tenure.value_per_year(record) == round(44 / (520 / 365))
    assert tenure.value_per_year(record_of(start(0), run_length=365.0), first=1) is None


def test_tenure_years_add_up_to_all_values_and_all_customer_years(run: Run) -> None:
    record = run(days=900, history="100 days")
    found, worth = tenure.value_by_tenure(record), value.values(record)
    relations = relations_of(record)
    assert found is not None
    assert worth is not None
    assert relations is not None

    assert sum(row.value for row in found) == worth.sum()
    days = relations.days_in(record.history, record.end).sum()
    assert sum(row.customer_years for row in found) == pytest.approx(days / 365)


def test_a_rival_gets_the_margin_until_the_customer_returns_moves_or_the_run_ends() -> None:
    # Given a margin of 40% and .1 x 1,000 a day of expected sales of everybody
    record = record_of(
        start(0), start(1), start(2), start(3), buy(1.0, 0, 1000), advertise(1.0, -5),
        leave(130.0, 0), join(230.0, 0),  # 100 days
        leave(530.0, 1),  # 200 days
        leave(430.0, 2),  # 70 days: she moves away then
        leave(30.0, 3, Cause.INVOLUNTARY, Status.OUT),
    )  # fmt: skip
    record.people["moves"][2] = 500.0
    record.ledger[1, Account.GOODS] = -600

    assert value.margin_share(record) == pytest.approx(0.4)
    assert value.margin_to_rivals(record) == 40 * 370


def test_shares_of_the_top_are_those_of_all_who_were_customers() -> None:
    # Given 5 customers, one of whom buys, and 5 who never come
    record = record_of(*(start(k) for k in range(5)), buy(3.0, 2, 900), persons=10)

    assert value.top_share(record, Account.SALES) == pytest.approx(1.0)
    assert value.gini(record, Account.SALES) == pytest.approx(0.8)
    assert value.gini(record_of(start(0))) is None
    names = ("sales_share_top20", "profit_share_top20", "gini_sales", "gini_profit")
    assert [RESPONSES[name].read(record, 0.0) for name in names] == pytest.approx([1.0, 1.0, 0.8, 0.8])


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.25])
def test_a_cohort_that_keeps_four_of_five_is_worth_the_geometric_value(rate: float) -> None:
    # Given 3,125 customers who each bring 10,000 a year, of whom a fifth leaves at the end of each of five years
    kept = [3125, 2500, 2000, 1600, 1280]
    rows = [start(k) for k in range(kept[0])]
    for year, left in enumerate(kept):
        rows += [buy(365.0 * year + 1, k, 10_000) for k in range(left)]
        rows += [leave(365.0 * year + 364, k) for k in range(left * 4 // 5, left)]
    record = record_of(*rows, persons=kept[0], run_length=5 * 365.0)

    # Then science B1, cut after five years: m (1 - q^5) / (1 - q) with q = r / (1 + d), in the middle of month 0
    q = 0.8 / (1 + rate)
    expected = 10_000 * (1 - q**5) / (1 - q) / (1 + rate) ** (0.5 / 12)
    assert value.lifetime_value_discounted(record, rate) == round(expected)
    years = churn_by_year(record)
    assert years is not None
    assert [one.retention_rate for one in years] == pytest.approx([0.8] * 5)
