"""The story of a promise that is broken, and of somebody who comes again; lives by hand, with every row and field.

Customers buy for 20.00 first at 0.868; every purchase fails a little, which takes satisfaction from 0.5 to 0.45.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Outcome
from sim.model.numerics import exp as ours
from sim.model.numerics import log
from sim.model.quantiles import exponential
from tests.engine.hand import Row, draw, ended, failing, life, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)
T = times(1)
GAP = waits(Purpose.GAP, 1, 1.0)
PROMISED = failing(  # it helps after any wait, and half the price is paid back
    steps_on=1,
    recovery_first_contact=0.0,
    recovery_back_office=2.0,
    recovery_tau=1e9,
    recovery_compensation=0.5,
    recovery_tau_fast=0.01,
)
DUE = T[1] + 2.0 * exponential(draw(Purpose.BACK_OFFICE, 1))
VAIN = replace(PROMISED, promise_kept=0.0)
REFUSED = failing(
    steps_on=1, recovery_weights=(1.0, 0.0, 0.0), again_chance=1.0, again_after=0.5, complaint_cost=300
)  # helped by money alone, of which none is paid
OPENING = [
    (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, 0, 0),
    (T[1], Kind.PASSED_ON, 1, (Kind.COMPLAINT, 0, 1), *FREE, 0),
]


def moods(record: Any) -> list[tuple[float, int, int]]:  # noqa: ANN401
    """Return the line of emotion: (time, after which kind, millionths)."""
    return [(row[0], row[3][0], row[6]) for row in life(record) if row[1] == Kind.MOOD]


def told(record: Any) -> list[Row]:  # noqa: ANN401
    """Return the rows of a life from the complaint on, but for the line of emotion."""
    return [row for row in life(record) if row[1] != Kind.MOOD][4:]


def test_a_promise_that_is_kept_is_a_solution_like_any_other() -> None:
    kept, off = (both(world(replace(PROMISED, promise_kept=1.0, steps_on=on), 1, DUE + GAP)) for on in (1, 0))

    assert told(kept) == told(off)
    assert told(kept)[2][1:3] == (Kind.SERVED, 1)
    assert moods(off) == []
    assert moods(kept) == [
        (T[1], Kind.PURCHASE, 500_000),
        (T[1], Kind.FAILURE, 450_000),
        (DUE, Kind.CLOSED, 725_000),
    ]


def test_a_broken_promise_is_one_more_minor_failure_pays_nothing_and_closes_unresolved() -> None:
    record, no_mood = both(world(VAIN, 1, DUE + GAP)), both(world(replace(VAIN, satisfaction_on=0), 1, DUE + GAP))

    assert told(record) == [
        *OPENING,
        (DUE, Kind.CLOSED, 1, (Kind.BROKEN, 0, 1), *FREE, Outcome.UNRESOLVED),
        (DUE, Kind.BROKEN, 1, (Kind.PASSED_ON, 0, 1), *FREE, 0),
    ]
    assert not unlike(
        record.people[0], broken=1, refused=0, resolved=0, outcome=Outcome.UNRESOLVED, case=Case.NONE, wait=DUE - T[1],
        satisfaction=pytest.approx(0.405), next_purchase=DUE + GAP,
    )  # fmt: skip
    assert moods(record)[-1] == (DUE, Kind.CLOSED, 405_000)
    assert no_mood.people[0]["satisfaction"] == 0.5


def test_a_follow_up_catches_a_broken_promise_and_brings_what_was_promised() -> None:
    p = replace(VAIN, recovery_follow_up=1, follow_up_lag=0.25, follow_up_cost=90, promise_caught=1.0)
    later = DUE + 0.25
    record, before = (both(world(p, 1, end)) for end in (later + GAP, later))

    assert told(record) == [
        *OPENING,
        (DUE, Kind.BROKEN, 1, (Kind.PASSED_ON, 0, 1), *FREE, 0),
        (later, Kind.COMPENSATION, 1, (Kind.FOLLOW_UP, 0, 1), Account.COMPENSATION, -1000, 1000),
        (later, Kind.FOLLOW_UP, 1, (Kind.BROKEN, 0, 1), Account.FOLLOW_UP, -90, Outcome.RESOLVED),
        (later, Kind.CLOSED, 1, (Kind.FOLLOW_UP, 0, 1), *FREE, Outcome.RESOLVED),
    ]
    assert not unlike(before.people[0], case=Case.FOLLOW_UP, broken=1)
    assert not unlike(
        record.people[0], broken=0, resolved=1, wait=later - T[1], satisfaction=pytest.approx(0.405 + 0.5 * 0.595)
    )


def test_a_follow_up_that_does_not_catch_it_mends_nothing() -> None:
    p = replace(VAIN, recovery_follow_up=1, follow_up_lag=0.25, promise_caught=0.0, follow_up_chance=1.0)
    record = both(world(p, 1, DUE + 0.25 + GAP))

    assert [row[1:4:2] for row in told(record)][2:] == [
        (Kind.BROKEN, (Kind.PASSED_ON, 0, 1)),
        (Kind.FOLLOW_UP, (Kind.BROKEN, 0, 1)),
        (Kind.CLOSED, (Kind.FOLLOW_UP, 0, 1)),
    ]
    assert not unlike(record.people[0], broken=1, resolved=0, outcome=Outcome.UNRESOLVED)


def test_who_is_refused_comes_again_twice_and_then_it_closes_in_vain() -> None:
    first, second = T[1] + 0.5, T[1] + 1.0
    p = replace(REFUSED, blame_on=1, blame_temper=0.0)
    record, waiting = (both(world(p, 1, end)) for end in (second + GAP, first))

    assert told(record) == [
        (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, -300, 0),
        (T[1], Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.UNRESOLVED),
        (first, Kind.AGAIN, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, -300, Outcome.UNRESOLVED),
        (second, Kind.CLOSED, 1, (Kind.AGAIN, 0, 1), *FREE, Outcome.UNRESOLVED),
        (second, Kind.AGAIN, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, -300, Outcome.UNRESOLVED),
    ]
    assert not unlike(waiting.people[0], case=Case.REFUSED, refused=0, wait=0.0)
    assert not unlike(record.people[0], case=Case.NONE, refused=2, wait=1.0, resolved=0, next_purchase=second + GAP)
    assert record.people[0]["blame"][Cause.RESPONSE - 1] == pytest.approx(2.0)


def test_coming_again_brings_what_was_promised_and_did_not_come() -> None:
    again = DUE + 0.5
    p = replace(VAIN, again_chance=1.0, again_after=0.5, complaint_cost=0)
    record = both(world(p, 1, again + GAP))

    assert told(record)[2:] == [
        (DUE, Kind.BROKEN, 1, (Kind.PASSED_ON, 0, 1), *FREE, 0),
        (again, Kind.COMPENSATION, 1, (Kind.AGAIN, 0, 1), Account.COMPENSATION, -1000, 1000),
        (again, Kind.CLOSED, 1, (Kind.AGAIN, 0, 1), *FREE, Outcome.RESOLVED),
        (again, Kind.AGAIN, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.RESOLVED),
    ]
    assert not unlike(record.people[0], refused=1, broken=0, resolved=1, wait=again - T[1])


def test_the_next_complaint_begins_without_a_broken_promise_and_without_a_round() -> None:
    # Given a promise that was broken and closed in vain, or for which she came again
    again = replace(VAIN, again_chance=1.0, again_after=0.5)
    for p, second, before in ((VAIN, DUE + GAP, {"broken": 1}), (again, DUE + 0.5 + GAP, {"refused": 1})):
        closed, anew = (both(world(p, 1, second + late)) for late in (0.0, 1e-9))

        assert not unlike(closed.people[0], complaints=1, case=Case.NONE, **before)
        assert not unlike(anew.people[0], complaints=2, case=Case.PASSED_ON, broken=0, refused=0)


def test_who_gave_up_has_a_line_of_emotion_too() -> None:
    p = failing(steps_on=1, desk_on=1, desk_agents=0, patience_law=1, patience_mean=0.1)
    record = both(world(p, 1, T[1] + 0.1 + 1e-9))

    assert moods(record)[-1] == (T[1] + 0.1, Kind.GIVE_UP, 360_000)


def test_an_apology_takes_half_of_the_blame_of_the_failure_and_none_of_any_other() -> None:
    p = failing(steps_on=1, blame_on=1, blame_temper=0.0, recovery_apology=1, blame_span=1e9)
    runs = [both(world(replace(p, **change), 1, T[1] + 1e-9)) for change in (
        {}, {"recovery_apology": 0}, {"apology_blame": 1.0}, {"steps_on": 0}, {"failure_major": 1.0},
    )]  # fmt: skip

    assert [r.people[0]["blame"][Cause.CORE - 1] for r in runs] == pytest.approx([0.5, 1.0, 0.0, 1.0, 1.5])


def test_what_goes_public_reaches_a_drawn_number_and_counts_as_so_many_warnings_at_night() -> None:
    p = replace(REFUSED, again_chance=0.0, reputation_on=1, public_chance=1.0, public_reach=20.0, public_tail=1.2)
    record = both(world(p, 1, T[1] + 1e-9))
    reach = round(20.0 * 0.2 / 1.2 * ours(-log(draw(Purpose.PUBLIC_REACH, 1)) / 1.2))
    next_day, all_alike = (ended(world(replace(p, public_tail=tail), 1, 1.0 + 1e-9)).state[0] for tail in (1.2, 1.0))

    assert reach > 3
    assert [row[6] for row in life(record) if row[1] == Kind.PUBLIC] == [reach]
    assert not unlike(next_day, bad_word=float(reach), reached=0, published=1)
    assert not unlike(all_alike, bad_word=20.0, reached=0)
