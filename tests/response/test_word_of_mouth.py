"""What talk brings, and what a lost customer takes along."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.model.events import Account, Kind, Route, Status
from sim.record import Record
from sim.response import word_of_mouth
from tests.response.hand import Row, buy, join, leave, record_of, start

Run = Callable[..., Record]
RATE = 0.1


def praise(time: float, person: int) -> Row:
    return Row(time, person, Kind.PRAISE, detail=3)


def warning(time: float, person: int) -> Row:
    return Row(time, person, Kind.WARNING, detail=3)


def talked() -> Record:
    """Return a record in which four good words make one join, and who leaves has warned twice of the three times."""
    record = record_of(
        start(0), start(1), *(praise(float(day), 0) for day in range(4)),
        join(365.0, 2, Route.TELLING), buy(365.0, 2, 1000), buy(730.0, 2, 1000),
        warning(300.0, 1), warning(301.0, 1), warning(302.0, 0), leave(365.0, 1),
        run_length=1095.0,
    )  # fmt: skip
    record.ledger[1, Account.GOODS] = -500  # a margin of three quarters
    return record


def test_a_joining_is_worth_what_follows_it_discounted_to_it() -> None:
    assert word_of_mouth.joinings_per_praise(talked()) == 0.25
    assert word_of_mouth.value_of_joining(talked(), RATE) == pytest.approx(1000 + 1000 / 1.1)
    assert word_of_mouth.value_of_joining(record_of(start(0), buy(5.0, 0, 100)), RATE) is None


def test_sales_lost_by_warnings_are_those_that_as_many_good_words_bring() -> None:
    assert word_of_mouth.sales_lost_by_warnings(talked()) == 3 * 0.25 * 2000
    assert word_of_mouth.sales_lost_by_warnings(record_of(start(0))) == 0
    assert word_of_mouth.sales_lost_by_warnings(record_of(start(0), warning(1.0, 0))) is None


def test_a_lost_customer_takes_her_own_margin_and_those_she_warned() -> None:
    # Given 730 days that are left to her, .1 x 1,000 of sales a day
    own = 0.1 * 1000 * 0.75 * 365 / math.log(1.1) * (1 - 1.1**-2)
    talk = 2 * 0.25 * (1000 + 1000 / 1.1)

    assert word_of_mouth.value_of_lost_customer(talked(), RATE) == round(own + talk)
    assert word_of_mouth.value_of_lost_customer(talked(), 0.0) == round(0.1 * 1000 * 0.75 * 730 + 2 * 0.25 * 2000)


def test_moving_away_ends_what_could_be_lost() -> None:
    record = talked()
    record.people["moves"][1] = 365.0
    assert word_of_mouth.value_of_lost_customer(record, 0.0) == 2 * 0.25 * 2000


def test_a_real_run_knows_all_of_it_and_a_part_of_the_log_nothing(run: Run) -> None:
    record = run(days=900, history="100 days")
    reads = (
        word_of_mouth.joinings_per_praise,
        word_of_mouth.referred_share_of_sales,
        word_of_mouth.sales_lost_by_warnings,
        lambda one: word_of_mouth.value_of_lost_customer(one, RATE),
    )
    for read in reads:
        assert (read(record) or 0) > 0
        assert read(replace(record, complete=False)) is None


def test_a_good_word_is_worth_so_many_months_of_leaflets() -> None:
    # Given two customers, two at whom leaflets aim: one joins by them after a year, one by the second word she hears
    record = record_of(
        start(0), start(1),
        Row(10.0, 0, Kind.PRAISE, detail=1), Row(10.5, 0, Kind.PRAISE, detail=2), Row(20.0, 0, Kind.PRAISE, detail=3),
        Row(364.5, 0, Kind.PRAISE, detail=3), join(365.5, 3, Route.TELLING), join(365.0, 2, Route.ADVERTISING),
        Row(400.0, 0, Kind.PRAISE, detail=2),
    )  # fmt: skip
    months = 12.0 * (365.0 + 365.5) / 365.0

    assert word_of_mouth.word_to_leaflets(record) == pytest.approx((1 / 3) / (1 / months))
    assert word_of_mouth.word_to_leaflets(replace(record, complete=False)) is None
    assert word_of_mouth.word_to_leaflets(record_of(start(0), start(1))) is None


def test_who_is_out_of_the_market_hears_nothing_and_is_aimed_at_no_more() -> None:
    record = record_of(
        start(0), leave(100.0, 1, to=Status.OUT), start(1), Row(200.0, 0, Kind.PRAISE, detail=1),
        Row(200.0, 0, Kind.PRAISE, detail=2), join(365.0, 2, Route.ADVERTISING), Row(400.0, 0, Kind.PRAISE, detail=3),
        join(401.5, 3, Route.TELLING),
    )  # fmt: skip

    assert word_of_mouth.word_to_leaflets(record) == pytest.approx((1 / 2) * 12.0 * (365.0 + 401.5) / 365.0)


def test_friends_are_believed_more_than_the_firm(run: Run) -> None:
    """One good word wins as many as half a year of leaflets, also at a shop of which much bad is told."""
    assert (word_of_mouth.word_to_leaflets(run(days=600)) or 0.0) > 4.0
