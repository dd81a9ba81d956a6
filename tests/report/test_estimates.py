"""The tables add up, and their intervals are those of the comparison."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from sim import ComparisonResult
from sim.experiment.rows import Booked
from sim.model.events import Account, Cause
from sim.report.estimates import GROUPS, MARGIN, TOTAL, estimate, fates_of, mean_today, moving, split_of
from sim.report.why_they_leave import LARGEST, causes_of
from tests.experiment.by_hand import rows_of, with_rows, without_rows


def test_every_account_stands_in_exactly_one_group() -> None:
    listed = [account for accounts in GROUPS.values() for account in accounts]
    assert sorted(listed) == [account for account in Account if account is not Account.NONE]
    assert set(MARGIN) < set(GROUPS)


def test_the_groups_of_a_split_add_up_to_the_difference_of_profit(compared: ComparisonResult) -> None:
    # Given every strategy's split
    for line, entry in zip(compared.lines, compared.plan.of_role("alternative"), strict=True):
        split = split_of(compared, entry)

        # When its groups are added
        assert split is not None
        parts = sum(split.parts[key].value for key in GROUPS)

        # Then they are the difference that the table shows
        assert parts == pytest.approx(split.parts[TOTAL].value, abs=1e-6)
        assert split.parts[TOTAL].value == pytest.approx(line.difference, abs=1e-9)
        assert split.parts["margin"].value == pytest.approx(sum(split.parts[key].value for key in MARGIN), abs=1e-6)


def test_the_total_of_a_split_is_exact_to_the_last_digit(compared: ComparisonResult) -> None:
    # Given the profits of all pairs in units of 2^-40 minor units
    base, entry = compared.plan.entries[:2]
    seen = range(compared.replications)
    rows, profit = rows_of(compared), [Booked(one.rate) for one in (base, entry)]
    exact = [profit[1](rows[entry.key, r]) - profit[0](rows[base.key, r]) for r in seen]

    # When the split is asked for its total, then it is their mean
    split = split_of(compared, entry)
    assert split is not None
    assert split.parts[TOTAL].value == pytest.approx(float(Fraction(sum(exact), len(exact) * 100 * 2**40)), rel=1e-15)


def test_only_what_moves_has_a_column_and_the_total_comes_first(compared: ComparisonResult) -> None:
    splits = [s for s in (split_of(compared, e) for e in compared.plan.of_role("alternative")) if s is not None]
    columns = moving(splits)
    assert columns[0] == TOTAL
    assert "wages" in columns
    for key in set(GROUPS) - set(columns):
        assert all(split.parts[key].value == 0 for split in splits)


def test_a_split_without_pairs_is_none(compared: ComparisonResult) -> None:
    assert split_of(without_rows(compared), compared.plan.entries[1]) is None
    assert mean_today(without_rows(compared), "profit") is None


def test_one_number_has_no_interval_and_equal_numbers_have_a_sure_one() -> None:
    one, sure = estimate([5], 0.95), estimate([5, 5, 5], 0.95)
    assert one is not None
    assert sure is not None
    assert math.isinf(one.half)
    assert one.ends == (5, 5)
    assert (sure.half, sure.ends) == (0.0, (5, 5))


def test_todays_row_differs_from_today_by_nothing(compared: ComparisonResult) -> None:
    today, *others = fates_of(compared)
    assert today.today
    assert not any(fate.today for fate in others)
    assert {one.value for one in today.differences.values()} == {0.0}


def test_what_becomes_of_customers_balances(compared: ComparisonResult) -> None:
    # Given customers at the start, who joined and who left
    start = mean_today(compared, "customers_at_start")
    assert start is not None

    # When they are added up for every scenario, then those at the end remain
    for fate in fates_of(compared):
        ends = start.value + fate.values["joins"].value - fate.values["departures"].value
        assert fate.values["customers_at_end"].value == pytest.approx(ends)


def test_causes_count_every_departure_once_with_either_engine(compared: ComparisonResult) -> None:
    # Given the causes of two replications
    found = causes_of(compared, 2, "reference")

    # When they are added up, then they are the stored departures, and some follow a failure
    assert found.replications == (0, 1)
    for entry in compared.plan.entries[:4]:
        stored = [rows_of(compared)[entry.key, r]["responses"]["departures"] for r in found.replications]
        assert [count.total() for count in found.of(entry.name)] == stored
    assert {Cause.CORE, Cause.ENCOUNTER, Cause.RESPONSE} & set(found.seen)
    assert causes_of(compared, 2, "compiled") == found


def test_causes_are_not_shown_when_the_run_is_not_the_stored_one(compared: ComparisonResult) -> None:
    # Given a stored row with one departure more than its run has
    entry = compared.plan.entries[1]
    responses = rows_of(compared)[entry.key, 0]["responses"]
    left = responses["departures"]
    assert isinstance(left, int)
    changed = with_rows(compared, {(entry.key, 0): {"responses": {**responses, "departures": left + 1}}})

    # When causes are counted, then there are none
    assert causes_of(changed, 1, "reference").missing == "differs"


def test_causes_are_left_out_on_wish_and_for_a_large_market(compared: ComparisonResult) -> None:
    plan = compared.plan
    large = replace(plan.entries[0], setting=replace(plan.entries[0].setting, persons=LARGEST + 1))
    assert causes_of(compared, 0, "reference").missing == "off"
    assert causes_of(replace(compared, plan=replace(plan, entries=(large,))), 1, "reference").missing == "large"
