"""The story of a call to somebody who has left: the firm sees silence and no departure; lives made by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on, and leave for the price by the calendar. The firm calls every night
whoever has bought twice, and nothing since.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind, Loss, Status
from sim.model.rules.calls import GONE
from tests.engine.hand import life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

T = times(3)
RATE = 0.4
LEAVES = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, RATE)
LIST = loyal(
    calls_on=1, call_every=1.0, call_after=0.01, call_wakes=1.0, call_cost=200, leaving_to_rival=0.0, hazards_on=1,
    hazard_rates=(0.0, 0.0, RATE, 0.0, 0.0, 0.0, 0.0, 0.0),
)  # fmt: skip


def test_who_left_in_silence_is_called_once_and_says_so() -> None:
    assert T[2] < LEAVES < min(2.0, T[3])
    record = both(world(LIST, 1, 9.0))

    assert life(record)[-2:] == [
        (LEAVES, Kind.DEPARTURE, 2, (Kind.JOIN, 0, 2), Account.NONE, 0, 8 * Cause.PRICE + Status.OUT),
        (2.0, Kind.CALL, 0, (Kind.PURCHASE, 0, 2), Account.CALLS, -200, GONE),
    ]
    assert not unlike(record.people[0], calls=1, called=2.0, status=Status.OUT, left=LEAVES)


@pytest.mark.parametrize(
    ("knows", "calls"),
    [
        ({"interviews_on": 1, "interview_chance": 1.0}, 0),
        ({"interviews_on": 1, "interview_chance": 0.0}, 1),
        ({"dropping_on": 1, "dropping_every": 2, "dropping_complaints": 0, "dropping_worth": 10**9}, 0),
    ],
)
def test_whom_the_firm_knows_to_have_left_it_does_not_call(knows: dict[str, Any], calls: int) -> None:
    # Given rounds of calls that begin after she has left, or after the firm has dropped her
    p = replace(LIST, call_every=4.0, **knows)
    if "dropping_on" in knows:
        p = replace(p, hazards_on=0)
    record = both(world(p, 1, 9.0))

    assert [int(row[6]) for row in life(record) if row[1] == Kind.CALL] == [GONE] * calls
    assert record.people[0]["loss"] == (Loss.DROPPED if "dropping_on" in knows else Loss.LEFT)
