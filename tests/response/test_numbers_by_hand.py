"""Responses that the texts ask for, each against a number worked out by hand."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Cause, Kind, Route, Status
from sim.model.parameters import Parameters
from sim.model.rules.reputation import reputation_index
from sim.record import EVENT, PERSON, Record
from sim.response import RESPONSES
from sim.response.buying import cumulative_repeats
from sim.response.counting import events_of
from sim.response.gaps import Gap, gaps
from sim.response.mood import profit_by_mood
from sim.response.split import waterfall
from tests.response.hand import advertise, buy, join, leave, record_of, start

Run = Callable[..., Record]
Rows = list[tuple[float, int, Kind, int, int]]  # time, person, kind, occasion, detail


def with_rows(record: Record, rows: Rows) -> Record:
    """Return a complete record with these events only."""
    events = np.zeros(len(rows), EVENT)
    for row, (time, person, kind, occasion, detail) in zip(events, rows, strict=True):
        row["time"], row["person"], row["kind"], row["occasion"], row["detail"] = time, person, kind, occasion, detail
    return replace(record, events=events, complete=True)


def with_people(record: Record, people: list[tuple[Status, Route, int]]) -> Record:
    """Return a record with these persons: status at the end, route, customer at the start or not."""
    table = np.zeros(len(people), PERSON)
    for row, (status, route, started) in zip(table, people, strict=True):
        row["status"], row["route"], row["started"] = status, route, started
    heads = np.bincount(table["status"], minlength=len(Status)).astype(np.int64)
    return replace(record, people=table, heads=heads, history=0)


def read(record: Record, name: str) -> int | float | None:
    return RESPONSES[name].read(record, 0.1)


def counted(record: Record, **counts: int) -> Record:
    """Return a record with these numbers of events of persons."""
    table = np.zeros_like(record.counts)
    for kind, number in counts.items():
        table[0, Kind[kind]] = number
    return replace(record, counts=table, history=0)


def test_three_of_four_customers_at_start_are_kept(run: Run) -> None:
    # Given four customers at the start: two stay, one leaves, one leaves and is won again; and somebody new
    stays, gone = (Status.CUSTOMER, Route.START, 1), (Status.RIVAL, Route.START, 1)
    record = with_people(run(days=0), [stays, stays, stays, gone, (Status.CUSTOMER, Route.TELLING, 0)])
    # Then retention is kept over consuming, and the rest is churn
    assert read(record, "retention") == 0.75
    back = with_people(run(days=0), [stays, stays, (Status.CUSTOMER, Route.ADVERTISING, 1), gone])
    assert read(back, "retention") == 0.5


def test_three_customers_against_one_of_a_rival_are_three_quarters(run: Run) -> None:
    own, rivals = (Status.CUSTOMER, Route.START, 1), (Status.RIVAL, Route.NONE, 0)
    record = with_people(
        run(days=0), [own, own, own, rivals, (Status.PROSPECT, Route.NONE, 0), (Status.OUT, Route.NONE, 0)]
    )
    assert read(record, "market_share") == 0.75


def test_two_of_five_purchases_are_repeats(run: Run) -> None:
    # Given three persons who buy once, once and three times
    buys: Rows = [(1.0, 0, Kind.PURCHASE, 0, 0), (2.0, 1, Kind.PURCHASE, 0, 0)]
    buys += [(3.0 + n, 2, Kind.PURCHASE, n, 0) for n in range(3)]
    record = counted(with_rows(run(days=0), buys), PURCHASE=5)
    # Then the repeat share is 2 of 5
    assert cumulative_repeats(record, [10.0])[0] / (read(record, "purchases") or 0) == 0.4


def test_13_of_20_purchases_are_repeats() -> None:
    # Given seven persons who buy 20 times in all: each has a first purchase, the rest are repeats
    bought = (1, 1, 2, 2, 3, 4, 7)
    record = record_of(
        *(join(0.5, k) for k in range(7)),
        *(buy(1.0 + n, k, 100, occasion=n) for k, times in enumerate(bought) for n in range(times)),
        persons=7,
    )
    assert sum(bought) == 20
    assert read(record, "repeat_share") == 0.65
    # and whoever was a customer before the run began had bought already
    assert read(record_of(start(0), buy(1.0, 0, 100), join(2.0, 1), buy(2.0, 1, 100)), "repeat_share") == 0.5


def test_two_of_25_failures_complained_about_are_8_percent(run: Run) -> None:
    record = counted(run(days=0), PURCHASE=500, FAILURE=25, COMPLAINT=2)
    assert read(record, "complaint_share") == 0.08
    assert read(record, "failure_share") == 0.05
    # and the iceberg below each complaint is 11.5 silent failures
    iceberg = 0.92 / 0.08
    assert iceberg == pytest.approx(11.5)


def test_joins_are_counted_by_route(run: Run) -> None:
    # Given two who were told, one who saw advertising, and an occasion of somebody's own
    routes = [Route.TELLING, Route.ADVERTISING, Route.TELLING, Route.OCCASION]
    record = with_rows(run(days=0), [(1.0 + k, k, Kind.JOIN, 0, int(route)) for k, route in enumerate(routes)])
    names = ("joins_telling", "joins_advertising", "joins_occasion", "joins_entry")
    assert [read(record, name) for name in names] == [2, 1, 1, 0]


def test_causes_of_departure_are_counted_from_the_log(run: Run) -> None:
    # Given a real run: the detail of a departure holds the cause that its person's row names
    record = run(days=400)
    leavings = events_of(record, Kind.DEPARTURE)
    last = {int(row["person"]): int(row["detail"]) // 8 for row in leavings}
    still_gone = {who: cause for who, cause in last.items() if record.people["status"][who] != Status.CUSTOMER}
    assert len(still_gone) > 10
    assert all(record.people["cause"][who] == cause for who, cause in still_gone.items())
    # and three departures by hand: two for the core service, one for the price
    causes = (Cause.CORE, Cause.PRICE, Cause.CORE)
    by_hand = with_rows(run(days=0), [(1.0, k, Kind.DEPARTURE, 0, 8 * c) for k, c in enumerate(causes)])
    found = np.bincount(events_of(by_hand, Kind.DEPARTURE)["detail"] // 8, minlength=9)
    assert found[[Cause.CORE, Cause.PRICE]].tolist() == [2, 1]


def test_a_premium_is_the_waterfalls_part_of_price() -> None:
    # Given two purchases at a margin of 100, then the same two at a premium of 8
    usual, dearer = (record_of(start(0), buy(1.0, 0, price), buy(2.0, 0, price)) for price in (100, 108))

    parts = waterfall(usual, dearer)

    assert parts is not None
    assert (parts["price"], parts["visits"]) == (16, 0)


def test_a_waterfall_counts_serving_and_winning_where_they_belong() -> None:
    plain, costly = (record_of(start(0), buy(1.0, 0, 100)) for _ in range(2))
    costly.ledger[1, Account.SERVING], costly.ledger[1, Account.ACQUISITION] = -7, -20

    parts = waterfall(plain, costly)

    assert parts is not None
    assert (parts["cost_to_serve"], parts["acquisition"], parts["programmes"]) == (-7, -20, 0)


def test_three_of_four_occasions_are_three_quarters_of_the_wallet(run: Run) -> None:
    assert read(counted(run(days=0), PURCHASE=3, ELSEWHERE=1), "share_of_wallet") == 0.75


def test_three_customers_with_two_products_beside_the_first_hold_five_thirds(run: Run) -> None:
    record = with_people(run(days=0), [(Status.CUSTOMER, Route.START, 1)] * 3 + [(Status.OUT, Route.NONE, 0)])
    record.people["products"][:2] = 1
    assert read(record, "products_per_customer") == 1 + 2 / 3


def test_60_earned_on_costs_of_240_return_a_quarter() -> None:
    assert read(record_of(start(0), buy(1.0, 0, 300), advertise(2.0, -240)), "return_on_cost") == 0.25
    assert read(record_of(start(0), buy(1.0, 0, 300)), "return_on_cost") is None


def test_profit_from_rising_and_from_falling_satisfaction() -> None:
    # Given four customers, one of whom the firm has made more satisfied and two less
    record = record_of(
        *(start(k) for k in range(4)), buy(1.0, 0, 100), buy(1.0, 1, 300), buy(2.0, 2, 50), buy(3.0, 3, 7)
    )
    record.people["satisfaction"][:] = (0.8, 0.3, 0.1, 0.5)
    # Then the accounts show 457, and this shows what it was made of
    assert profit_by_mood(record) == {"healthy": 100, "extracted": 350, "level": 7}
    assert profit_by_mood(record, start=0.2) == {"healthy": 407, "extracted": 50, "level": 0}
    assert (read(record, "profit_healthy"), read(record, "profit_extracted")) == (100, 350)


def test_gaps_to_the_best_are_in_the_direction_of_better() -> None:
    # Given a firm that sells 40 less than the best and loses two customers more
    own = record_of(start(0), start(1), buy(1.0, 0, 60), leave(2.0, 0), leave(3.0, 1))
    best = record_of(start(0), start(1), buy(1.0, 0, 100))

    assert gaps(own, best, ["sales", "departures", "resolved_share"]) == [
        Gap("sales", 60, 100, 40),
        Gap("departures", 2, 0, 2),
    ]
    assert gaps(best, own, ["sales"])[0].behind == -40


def test_a_reputation_is_the_share_of_good_word() -> None:
    # Given half good and half bad word of 20 each from the start, then 10 praises and 50 warnings
    p = replace(Parameters(), reputation_weight=20.0, reputation_neutral=0.5)
    assert reputation_index(p, 0.0, 0.0) == 0.5
    assert reputation_index(p, 10.0, 50.0) == 30 / 100
