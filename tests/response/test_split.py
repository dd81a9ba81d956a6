"""Splits of profit add up to the unit."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Kind, Route
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import split
from sim.response.money import account_total, profit_undiscounted
from sim.response.word_of_mouth import referred_share_of_sales
from tests.response.hand import Row, advertise, buy, join, leave, record_of, start

Run = Callable[..., Record]


def some() -> Record:
    """Return a record with one told, one won by advertising, one from the start, and one who comes back told."""
    return record_of(
        start(0), buy(1.0, 0, 7, occasion=1),
        join(2.0, 1), buy(2.0, 1, 20), Row(3.0, 1, Kind.COMPLAINT, -5), buy(9.0, 1, 40, occasion=1),
        join(4.0, 2, Route.TELLING), buy(4.0, 2, 100), buy(8.0, 2, 200, occasion=1),
        leave(20.0, 1), join(30.0, 1, Route.TELLING), buy(30.0, 1, 1000, occasion=2),
        advertise(31.0, -3),
    )  # fmt: skip


def test_profit_splits_into_first_repeat_referred_and_standing() -> None:
    assert split.profit_split(some()) == {"first": 15, "repeat": 47, "referred": 1300, "standing": -3}
    assert referred_share_of_sales(some()) == 1300 / 1367


def test_customers_at_the_start_only_repeat() -> None:
    assert split.repeat_purchases(some()) == 4
    assert split.repeat_share(some()) == 4 / 6
    assert split.repeat_share_of_sales(some()) == (7 + 40 + 200 + 1000) / 1367


@pytest.mark.parametrize("history", ["0 days", "200 days"])
def test_the_parts_of_a_real_run_are_its_profit(run: Run, history: str) -> None:
    record = run(days=600, history=history)

    parts = split.profit_split(record)

    assert parts is not None
    assert sum(parts.values()) == profit_undiscounted(record)
    assert sum(part != 0 for part in parts.values()) >= len(parts) - 2


def test_repeats_are_counted_alike_from_people_and_from_the_log(run: Run) -> None:
    record = run(days=600)
    rows = record.events[record.events["kind"] == Kind.PURCHASE]

    assert split.repeat_purchases(record) == np.count_nonzero(~split.is_first(record, rows))
    assert split.repeat_purchases(record) == split.repeat_purchases(run(days=600, level=LogLevel.NONE))


@pytest.mark.parametrize("other", [{"advertising__spend": "0 CNY/month"}, {"failure__rate": "5%"}, {"desk__agents": 3}])
def test_a_waterfall_ends_where_profit_does(run: Run, other: dict[str, object]) -> None:
    baseline, alternative = run(days=400), run(days=400, **other)

    parts = split.waterfall(baseline, alternative)

    assert parts is not None
    assert tuple(parts) == split.PARTS
    assert sum(parts.values()) == profit_undiscounted(alternative) - profit_undiscounted(baseline) != 0
    margin = [account_total(r, Account.SALES) + account_total(r, Account.GOODS) for r in (baseline, alternative)]
    assert parts["visits"] + parts["price"] == margin[1] - margin[0]


def test_more_visits_at_the_same_margin_are_no_effect_of_price() -> None:
    one = record_of(start(0), buy(1.0, 0, 50), advertise(9.0, -8))
    three = record_of(start(0), *(buy(float(day), 0, 50) for day in (1, 2, 3)), Row(4.0, 0, Kind.COMPLAINT, -6))
    dearer = record_of(start(0), buy(1.0, 0, 70))

    assert split.waterfall(one, three) == {
        "visits": 100, "price": 0, "cost_to_serve": -6, "recovery": 0, "acquisition": 8, "programmes": 0,
    }  # fmt: skip
    assert split.waterfall(one, dearer) == dict(zip(split.PARTS, (0, 20, 0, 0, 8, 0), strict=True))
    assert split.waterfall(one, record_of(start(0)))["visits"] == -50  # type: ignore[index]


def test_visits_of_the_referred_are_a_part_of_visits() -> None:
    # Given one referred purchase more and one other purchase less, at a margin of 50 in both
    one = record_of(start(0), buy(1.0, 0, 50), buy(2.0, 0, 50))
    told = record_of(start(0), buy(1.0, 0, 50), join(5.0, 1, Route.TELLING), buy(5.0, 1, 50))

    assert split.referred_visits(one, told) == 50
    assert split.waterfall(one, told)["visits"] == 0  # type: ignore[index]
    assert split.referred_visits(one, replace(told, complete=False)) is None


def test_without_the_log_a_history_hides_the_split() -> None:
    hidden = replace(some(), complete=False, history=1)
    assert split.profit_split(hidden) is None
    assert split.repeat_purchases(hidden) is None
    assert split.repeat_share_of_sales(hidden) is None
    assert split.waterfall(hidden, some()) is None
