"""The story of a recall: who has bought since the last one is reached, and what would have shown once more does not."""

from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind
from sim.model.parameters import Parameters
from tests.engine.hand import draw, life, loyal, rows
from tests.engine.side_by_side import both
from tests.oracles.checks import world

COST = 250


def flawed(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers whose failures are of the core service and each strike once more some ten purchases later."""
    given: dict[str, Any] = {"failures_on": 1, "complaints_on": 0, "failure_rate": 0.1, "causes_on": 1}
    given |= {"failure_causes": (1.0, *[0.0] * 7), "failure_left": 1.0, "root_repeat": 1.0, "root_lag": 10.0}
    given |= {"root_span": 1e4, "outcome_minor": (0.95,) * 4, "outcome_major": (0.95,) * 4}
    return loyal(**(given | {"recall_on": 1, "recall_every": 7.9, "recall_cost": COST, "recall_reach": 0.6} | changes))


def test_every_seventh_night_who_has_bought_is_reached_and_the_flaw_in_her_goods_is_mended() -> None:
    record = both(world(flawed(), 1, 60.0))
    plain = both(world(flawed(recall_every=0.0), 1, 60.0))
    bought = rows(record, Kind.PURCHASE)

    reached = [day for day in range(7, 60, 7) if draw(Purpose.RECALLED, day) < 0.6]
    told = [row for row in life(record) if row[1] == Kind.RECALL]
    last = [int(bought["occasion"][bought["time"] < day][-1]) for day in reached]
    assert [row[:6] for row in told] == [
        (float(day), Kind.RECALL, day, (Kind.PURCHASE, 0, n), Account.RECALLS, -COST)
        for day, n in zip(reached, last, strict=True)
    ]
    assert len(reached) < 8
    # Then it has found something if and only if a failure before it waited to strike once more
    mended = [day for day, row in zip(reached, told, strict=True) if row[6]]
    assert 0 < len(mended) < len(told)
    assert not rows(plain, Kind.RECALL).size
    before = rows(plain, Kind.FAILURE)["time"]
    assert rows(record, Kind.FAILURE)["time"][rows(record, Kind.FAILURE)["time"] < mended[0]].tolist() == (
        before[before < mended[0]].tolist()
    )
    assert len(rows(record, Kind.FAILURE)) < len(before)


@pytest.mark.parametrize("unlike", [{"failure_causes": (0.0, 1.0, *[0.0] * 6)}, {"causes_on": 0}])
def test_what_is_wrong_with_the_encounter_no_recall_mends(unlike: dict[str, Any]) -> None:
    p = flawed(recall_reach=1.0, **unlike)
    record, plain = both(world(p, 1, 60.0)), both(world(flawed(**unlike, recall_every=0.0), 1, 60.0))

    assert [row[6] for row in life(record) if row[1] == Kind.RECALL] == [0] * 8
    assert rows(record, Kind.FAILURE)["time"].tolist() == rows(plain, Kind.FAILURE)["time"].tolist()
    assert rows(record, Kind.FAILURE).size > 0


def test_who_has_not_bought_since_the_last_recall_or_has_left_is_left_alone() -> None:
    # Given somebody who buys every few weeks, and somebody who leaves
    seldom = both(world(flawed(buying_rate=0.05, failure_rate=0.0, recall_reach=1.0), 1, 120.0))
    bought = rows(seldom, Kind.PURCHASE)["time"]
    due = [day for day in range(7, 120, 7) if ((bought >= day - 7) & (bought < day)).any()]
    assert [row[0] for row in life(seldom) if row[1] == Kind.RECALL] == due
    assert 1 < len(due) < 12

    gone = (0.0, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0)
    left = both(world(flawed(hazards_on=1, hazard_rates=gone, failure_rate=0.0, recall_reach=1.0), 1, 60.0))
    [time] = rows(left, Kind.DEPARTURE)["time"]
    assert all(row[0] < time for row in life(left) if row[1] == Kind.RECALL)
    assert time < 50.0
    assert left.people[0]["root"] == Cause.NONE


def test_who_has_an_open_complaint_is_not_called_on() -> None:
    # Given a complaint that waits for a solution which never comes
    p = flawed(
        complaints_on=1, channel_ease=100.0, failure_rate=1.0, recall_reach=1.0, recovery_first_contact=0.0,
        recovery_back_office=1e6, complaint_attachment=0.0,
    )  # fmt: skip
    record = both(world(p, 1, 30.0))

    assert rows(record, Kind.COMPLAINT).size == 1
    assert not rows(record, Kind.RECALL).size
