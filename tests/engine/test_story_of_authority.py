"""The story of a limit, of asking above, and of an answer that is always yes; lives by hand, with every row and field.

Customers buy for 20.00 first at 0.868; every purchase fails a little. Half the price is asked for.
"""

from dataclasses import replace

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Loss, Outcome
from sim.model.level.staffing import staff_as_is
from sim.model.quantiles import exponential
from tests.engine.hand import buys, draw, ended, failing, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)
T = times(4)
GAP = waits(Purpose.GAP, 1, 1.0)
LIMITED = failing(
    authority_on=1, authority_limit=0.2, approval_delay=0.5, misuse_chance=0.0, recovery_tau=1e9,
    recovery_tau_fast=0.01, recovery_compensation=0.5,
)  # fmt: skip
DECIDED = T[1] + 0.5 * exponential(draw(Purpose.APPROVAL, 3))
COMPLAINT = (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, 0, 0)


def test_within_the_limit_nobody_above_is_asked() -> None:
    p = replace(LIMITED, authority_limit=0.5)
    record, off = both(world(p, 1, T[1] + GAP)), both(world(replace(p, authority_on=0), 1, T[1] + GAP))

    assert life(record) == life(off)
    assert (T[1], Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), Account.COMPENSATION, -1000, 1000) in life(record)
    assert not unlike(record.people[0], allowed=1000, case=Case.NONE)


@pytest.mark.parametrize(("grants", "paid"), [(1.0, 1000), (0.0, 400)])
def test_beyond_the_limit_somebody_above_decides_after_a_while(grants: float, paid: int) -> None:
    p = replace(LIMITED, approval_grants=grants)
    record, before = (both(world(p, 1, end)) for end in (DECIDED + GAP, DECIDED))

    assert life(record)[4:] == [
        COMPLAINT,
        (DECIDED, Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.RESOLVED),
        (DECIDED, Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), Account.COMPENSATION, -paid, paid),
        (DECIDED, Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.RESOLVED),
        (DECIDED, Kind.APPROVAL, 1, (Kind.COMPLAINT, 0, 1), *FREE, int(grants)),
    ]
    assert not unlike(before.people[0], case=Case.ASKED, allowed=400)
    assert not unlike(
        record.people[0], case=Case.NONE, allowed=paid, wait=DECIDED - T[1], resolved=1, next_purchase=DECIDED + GAP
    )


def test_who_is_refused_above_is_answered_by_what_the_limit_is_worth() -> None:
    # Given that nothing but money helps, from .9 prices on, and that twice the price is asked for
    p = replace(LIMITED, recovery_weights=(1.0, 0.0, 0.0), recovery_compensation=2.0, recovery_curve=1)
    granted, refused = (both(world(replace(p, approval_grants=x), 1, DECIDED + 1e-9)) for x in (1.0, 0.0))

    assert granted.people[0]["resolved"] == 1
    assert not unlike(refused.people[0], resolved=0, outcome=Outcome.UNRESOLVED, allowed=400)


def test_who_leaves_while_somebody_above_is_asked_withdraws_the_complaint() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    p = replace(LIMITED, approval_delay=100.0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0))
    record = both(world(p, 1, 40.0))

    assert [row[:2] for row in life(record)[5:7]] == [(leaves, Kind.WITHDRAWAL), (leaves, Kind.DEPARTURE)]
    assert not unlike(record.people[0], case=Case.NONE, left=leaves, loss=Loss.LEFT, resolved=0)


def test_an_answer_is_looked_at_and_misuse_costs_half_of_what_is_left_of_the_limit() -> None:
    p = replace(LIMITED, authority_limit=2.0, misuse_chance=1.0, audit_share=1.0, audit_half=100.0, audit_cost=250)
    record = both(world(p, 1, T[1] + 1e-9))

    assert life(record)[8:] == [
        (T[1], Kind.AUDIT, 1, (Kind.SERVED, 0, 1), Account.AUDIT, -250, 0),
        (T[1], Kind.MISUSE, 1, (Kind.SERVED, 0, 1), Account.MISUSE, -1500, 0),
    ]
    # Then who has used up the limit has nothing left to misuse
    used_up = both(world(replace(p, authority_limit=0.5), 1, T[1] + 1e-9))
    assert [row[1] for row in life(used_up)[8:]] == [Kind.AUDIT]


def test_always_yes_pays_the_whole_price_at_once() -> None:
    p = replace(LIMITED, authority_yes=1, authority_limit=0.0, recovery_weights=(0.0, 0.0, 1.0), recovery_tau=1e-9)
    record, twice = (both(world(replace(p, **one), 1, T[1] + 1e-9)) for one in ({}, {"recovery_compensation": 2.0}))

    assert [row[1:] for row in life(record)[5:7]] == [
        (Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.FAST),
        (Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), Account.COMPENSATION, -2000, 2000),
    ]
    assert life(twice)[6][5:] == (-4000, 4000)


def test_a_claim_after_a_good_purchase_is_paid_where_the_answer_is_yes() -> None:
    p = loyal(authority_on=1, authority_yes=1, claims_start=1.0, claims_most=1.0)
    record, no = both(world(p, 1, T[1] + 1e-9)), both(world(replace(p, authority_yes=0), 1, T[1] + 1e-9))

    assert life(record)[1:] == [
        *buys(T[1], 1, Kind.PURCHASE),
        (T[1], Kind.CLAIM, 1, (Kind.PURCHASE, 0, 1), Account.CLAIMS, -2000, 0),
    ]
    assert life(no)[1:] == buys(T[1], 1, Kind.PURCHASE)


def test_days_of_yes_are_those_behind_the_firm() -> None:
    p = loyal(authority_on=1, authority_yes=1)

    assert [ended(world(p, 1, end)).state[0].yes_days for end in (0.5, 1.0, 1.5, 3.5)] == [0, 0, 1, 3]
    assert ended(world(replace(p, authority_yes=0), 1, 3.5)).state[0].yes_days == 0


@pytest.mark.parametrize(("turnover", "stands_in"), [(0.002, False), (0.004, True)])
def test_the_limit_is_that_of_who_served_her(turnover: float, stands_in: bool) -> None:
    p = replace(LIMITED, staff_on=1, staff_posts=1, staff_turnover=turnover, staff_ramp=400.0, authority_tiers=0.9)
    p = replace(p, **staff_as_is(p))
    one = both(world(p, 1, T[1] + 1e-9)).people[0]

    assert (one["raw"] == 1.0) == stands_in
    assert one["raw"] > 0.0
    assert one["allowed"] == round(0.2 * 2000 * (1.0 + 0.9 * (1.0 - 2.0 * one["raw"])))
