"""The story of rules that get in the way: a fee, and being handed on; lives by hand, with every row and field.

Customers buy for 20.00 first at 0.868; every purchase fails a little, which takes satisfaction from 0.5 to 0.45.
"""

from dataclasses import replace
from math import floor, log

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Loss, Outcome
from tests.engine.hand import buys, draw, failing, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)
T = times(1)
GAP = waits(Purpose.GAP, 1, 1.0)
TIMES = floor(log(draw(Purpose.HANDOFF, 1)) / log(0.9))
HANDED = failing(
    friction_on=1, rule_handoff=0.9, rule_handoff_time=0.25, rule_identify=0.0, rule_form=0.0, rule_fee=0.0,
    recovery_tau=1e9, recovery_tau_fast=0.5,
)  # fmt: skip
HEARD = T[1] + TIMES * 0.25
OPENING = [
    (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, 0, 0),
    (T[1], Kind.HANDOFF, 1, (Kind.COMPLAINT, 0, 1), *FREE, TIMES),
]


def test_who_is_handed_on_is_heard_so_many_days_later_and_is_annoyed_each_time() -> None:
    record, before = (both(world(HANDED, 1, end)) for end in (HEARD + GAP, HEARD))
    no_mood = both(world(replace(HANDED, satisfaction_on=0), 1, HEARD))
    annoyed = 0.45 * 0.95**TIMES

    assert TIMES > 2
    assert life(record)[4:] == [
        *OPENING,
        (HEARD, Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.RESOLVED),
        (HEARD, Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.RESOLVED),
    ]
    assert not unlike(before.people[0], case=Case.HANDED_ON, satisfaction=pytest.approx(annoyed))
    assert not unlike(
        record.people[0], case=Case.NONE, wait=pytest.approx(TIMES * 0.25), resolved=1, next_purchase=HEARD + GAP,
        satisfaction=pytest.approx(annoyed + 0.5 * (1.0 - annoyed)),
    )  # fmt: skip
    assert no_mood.people[0]["satisfaction"] == 0.5


def test_at_a_desk_she_waits_for_an_agent_only_when_she_has_been_handed_on() -> None:
    record = both(world(replace(HANDED, desk_on=1, need_mean=0.1), 1, HEARD + 0.1 + 1e-9))

    assert [row[:2] for row in life(record)[5:8]] == [
        (T[1], Kind.HANDOFF),
        (HEARD, Kind.ANSWER),
        (HEARD + 0.1 * HANDED.friction_need_fit, Kind.SERVED),
    ]
    assert record.people[0]["wait"] == pytest.approx(HEARD - T[1])


def test_a_number_and_a_form_take_satisfaction_and_the_agents_time() -> None:
    p = replace(
        HANDED, rule_handoff=0.0, rule_identify=1.0, rule_form=1.0, desk_on=1, need_mean=0.1, friction_need_fit=0.5
    )
    p = replace(p, rule_identify_time=0.01, rule_form_time=0.02)
    taken = both(world(p, 1, T[1] + 0.08 - 1e-9))
    record = both(world(p, 1, T[1] + 0.08 + 1e-9))

    assert not unlike(taken.people[0], case=Case.SERVED, satisfaction=pytest.approx(0.45 * 0.98 * 0.97))
    assert [row[1] for row in life(record)[4:7]] == [Kind.COMPLAINT, Kind.ANSWER, Kind.SERVED]
    assert life(record)[6][0] == pytest.approx(T[1] + 0.08)


def test_a_fee_is_paid_to_an_account_of_its_own() -> None:
    p = loyal(friction_on=1, rule_fee=1.0, rule_fee_income=80)
    record, free = (both(world(one, 1, T[1] + 1e-9)) for one in (p, replace(p, rule_fee=0.0)))

    assert life(record)[1:] == [
        *buys(T[1], 1, Kind.PURCHASE)[:2],
        (T[1], Kind.FEE, 1, (Kind.PURCHASE, 0, 1), Account.RULES, 80, 0),
    ]
    assert life(free)[1:] == buys(T[1], 1, Kind.PURCHASE)


def test_who_leaves_while_she_is_handed_on_withdraws_the_complaint() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    p = replace(HANDED, rule_handoff_time=100.0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0))
    record = both(world(p, 1, 99.0))

    assert [row[:2] for row in life(record)[5:8]] == [
        (T[1], Kind.HANDOFF),
        (leaves, Kind.WITHDRAWAL),
        (leaves, Kind.DEPARTURE),
    ]
    assert not unlike(record.people[0], case=Case.NONE, left=leaves, loss=Loss.LEFT, resolved=0)
