"""Sales and departures are counted to whoever told, and only where the log holds everything."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sim.model.events import Account, Kind, Route
from sim.record import EVENT, Record
from sim.response.word import departures_after, referred_share_of_sales

Run = Callable[..., Record]

Row = tuple[float, int, Kind, int, int]


def record_of(like: Record, rows: list[Row], history: int = 0) -> Record:
    """Return a record with rows (time, person, kind, amount, detail), in the order of the record."""
    events = np.zeros(len(rows), EVENT)
    for row, (time, person, kind, amount, detail) in zip(events, rows, strict=True):
        row["time"], row["person"], row["kind"], row["amount"], row["detail"] = time, person, kind, amount, detail
    return replace(like, events=events, history=history, complete=True)


def test_a_purchase_counts_to_the_route_of_its_own_stay(run: Run) -> None:
    # Given somebody who came by advertising, left, and came again because she was told; and a customer from the start
    rows: list[Row] = [
        (0.0, 1, Kind.JOIN, 0, Route.START),
        (1.5, 0, Kind.JOIN, 0, Route.ADVERTISING),
        (1.5, 0, Kind.PURCHASE, 100, 0),
        (1.7, 0, Kind.DEPARTURE, 0, 0),
        (2.5, 0, Kind.JOIN, 0, Route.TELLING),
        (2.5, 0, Kind.PURCHASE, 30, 0),
        (3.0, 1, Kind.PURCHASE, 70, 0),
        (3.5, 0, Kind.PURCHASE, 50, 0),
    ]
    like = run(days=0)

    assert referred_share_of_sales(record_of(like, rows)) == 80 / 250
    # Then a history counts for who came how, but not as sales
    assert referred_share_of_sales(record_of(like, rows, history=3)) == 50 / 120
    assert referred_share_of_sales(record_of(like, rows[:2])) is None
    assert referred_share_of_sales(replace(record_of(like, rows), complete=False)) is None


def test_referred_sales_are_those_of_the_log_of_a_run(run: Run) -> None:
    record = run(days=900, persons=300, talk__conversion=0.5)
    route: dict[int, int] = {}
    told = total = 0
    for row in record.events:
        if row["kind"] == Kind.JOIN:
            route[int(row["person"])] = int(row["detail"])
        elif row["account"] == Account.SALES:
            total += int(row["amount"])
            told += int(row["amount"]) * (route[int(row["person"])] == Route.TELLING)

    assert referred_share_of_sales(record) == told / total > 0.0


def test_departures_count_to_the_contact_who_left_or_who_warned(run: Run) -> None:
    on = {"mechanisms__contagion": True, "contagion__boost": 20, "talk__defection": "30%"}
    record, off = run(days=600, **on), run(days=600)

    assert (departures_after(off, Kind.DEPARTURE), departures_after(off, Kind.WARNING)) == (0, 0)
    for kind in (Kind.DEPARTURE, Kind.WARNING):
        assert (departures_after(record, kind) or 0) > 0
    left = record.events[(record.events["kind"] == Kind.DEPARTURE) & (record.events["parent_kind"] == Kind.DEPARTURE)]
    before = record.events[record.events["kind"] == Kind.DEPARTURE]
    known = {(int(r["person"]), int(r["occasion"])): float(r["time"]) for r in before}
    # Then every such row names a departure of another person on an earlier day
    for row in left:
        assert row["parent_person"] != row["person"]
        assert int(known[int(row["parent_person"]), int(row["parent_occasion"])]) < int(row["time"])
