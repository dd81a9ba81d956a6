"""The story of a solution that is not there at the answer; lives made by hand, with every row and field.

Customers buy for 20.00 first at 0.868; every purchase fails a little, and who complains is answered at once. One case
in fifty is settled there and then; hers is not, and the back office takes two days on average.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Loss, Outcome
from sim.model.quantiles import exponential
from tests.engine.hand import draw, failing, life, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)  # an event that costs nothing
T = times(1)
GAP = waits(Purpose.GAP, 1, 1.0)
LATER = failing(  # it helps after any wait, and is quick within a quarter of an hour
    recovery_first_contact=0.02, recovery_back_office=2.0, recovery_tau=1e9, recovery_tau_fast=0.01
)
SPAN = 2.0 * exponential((draw(Purpose.BACK_OFFICE, 1) - 0.02) / 0.98)
COMPLAINT = (Kind.COMPLAINT, 0, 1)


@pytest.mark.parametrize(
    ("changes", "factor"), [({}, 1.0), ({"recovery_fast_handling": 1, "recovery_fast_cost": 0}, 0.7)]
)
def test_what_is_not_settled_at_the_answer_waits_for_the_back_office(changes: dict[str, Any], factor: float) -> None:
    assert draw(Purpose.BACK_OFFICE, 1) > 0.02
    p = replace(LATER, recovery_compensation=0.5, **changes)
    solved = T[1] + SPAN * factor
    record, before = (both(world(p, 1, end)) for end in (solved + GAP, solved))

    assert life(record)[4:] == [
        (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, 0, 0),
        (T[1], Kind.PASSED_ON, 1, COMPLAINT, *FREE, 0),
        (solved, Kind.SERVED, 1, COMPLAINT, Account.HANDLING, 0, Outcome.RESOLVED),
        (solved, Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), Account.COMPENSATION, -1000, 1000),
        (solved, Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.RESOLVED),
    ]
    assert not unlike(before.people[0], case=Case.PASSED_ON, wait=0.0, resolved=0)
    assert not unlike(record.people[0], case=Case.NONE, wait=solved - T[1], resolved=1, next_purchase=solved + GAP)


def test_a_solution_that_comes_too_late_helps_nobody_and_is_followed_up() -> None:
    # Given that promptness is all that counts, and nothing of it is left after the back office
    p = replace(LATER, recovery_tau=1e-3, recovery_follow_up=1, follow_up_lag=0.25, follow_up_chance=1.0)
    solved = T[1] + SPAN
    record = both(world(p, 1, solved + 0.25 + GAP))

    assert life(record)[6:] == [
        (solved, Kind.SERVED, 1, COMPLAINT, Account.HANDLING, 0, Outcome.UNRESOLVED),
        (solved + 0.25, Kind.FOLLOW_UP, 1, (Kind.SERVED, 0, 1), Account.FOLLOW_UP, 0, Outcome.RESOLVED),
        (solved + 0.25, Kind.CLOSED, 1, (Kind.FOLLOW_UP, 0, 1), *FREE, Outcome.RESOLVED),
    ]


def test_who_leaves_before_the_solution_withdraws_the_complaint() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    rates = (0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)
    p = replace(LATER, desk_on=1, need_mean=0.0, recovery_back_office=100.0, hazards_on=1, hazard_rates=rates)
    record = both(world(p, 1, 99.0))

    assert [row[:2] for row in life(record)][4:9] == [
        (T[1], Kind.COMPLAINT),
        (T[1], Kind.ANSWER),
        (T[1], Kind.PASSED_ON),
        (leaves, Kind.WITHDRAWAL),
        (leaves, Kind.DEPARTURE),
    ]
    assert not unlike(record.people[0], case=Case.NONE, left=leaves, resolved=0, wait=0.0)


def test_a_back_office_that_takes_no_time_is_settling_at_the_answer() -> None:
    now, at_once = (world(replace(LATER, **one), 1, 9.0) for one in (
        {"recovery_back_office": 0.0}, {"recovery_first_contact": 1.0},
    ))  # fmt: skip

    assert both(now).digest() == both(at_once).digest()


def test_who_leaves_while_she_waits_withdraws_the_complaint() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    record = both(
        world(failing(desk_on=1, desk_agents=0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0)), 1, 99.0)
    )

    assert life(record)[5:7] == [
        (leaves, Kind.WITHDRAWAL, 1, (Kind.COMPLAINT, 0, 1), *FREE, 0),
        (leaves, Kind.DEPARTURE, 1, (Kind.JOIN, 0, 1), *FREE, 8 * Cause.PRICE + record.people[0]["status"]),
    ]
    assert not unlike(record.people[0], case=Case.NONE, left=leaves, loss=Loss.LEFT, complaints=1, resolved=0)
