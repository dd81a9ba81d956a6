"""The story of a call to somebody silent: the firm sees silence and no departure; lives made by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on. The firm calls every night whoever has bought twice, and nothing
since; a call takes five minutes, at 24.00 an hour.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.drivers import Driver
from sim.model.events import Account, Cause, Kind, Loss, Status
from sim.model.parameters import Parameters
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.rules.contacts import CALL, PROGRAMMES
from sim.model.rules.outreach import AT_WAKING, LOST, PER_CONTACT, PER_NIGHT, ROUSED, SUITED, UNSUITED
from tests.engine.hand import NOTHING, Row, draw, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

T = times(5)
RATE = 0.4
LEAVES = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, RATE)
ALL, NONE = (1.0,) * PROGRAMMES, (0.0,) * PROGRAMMES
GOING: dict[str, Any] = {"hazards_on": 1, "hazard_rates": (0.0, 0.0, RATE, 0.0, 0.0, 0.0, 0.0, 0.0)}


def calling(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return such customers; a call reaches them for certain, suits none of them, and wakes nobody."""
    given: dict[str, Any] = {"contacts_on": 1, "contact_call": 1.0, "contact_silent": 0.01, "contact_wage": 2400}
    given |= {"contact_reach": ALL, "contact_fits": NONE, "contact_wakes": NONE, "leaving_to_rival": 0.0}
    return loyal(**(given | changes))


def called(day: int, found: int) -> Row:
    """Return the row of a call."""
    detail = PER_CONTACT * CALL + found
    return (float(day), Kind.CALL, PER_NIGHT * day + CALL, NOTHING, Account.CALLS, -200, detail)


@pytest.mark.parametrize("suits", [True, False])
def test_the_silent_are_called_once_a_silence(suits: bool) -> None:
    assert T[2] < 2.0 < T[3] < T[4] < 4.0
    record = both(world(calling(contact_fits=ALL if suits else NONE, contact_buys=NONE), 1, 4.5))

    found = SUITED if suits else UNSUITED
    assert [row for row in life(record) if row[1] == Kind.CALL] == [called(2, found), called(4, found)]
    assert not unlike(record.people[0], calls=2, contacted=0, called=4.0)
    assert (record.people[0]["bond"] > 0.0) == suits


def test_a_call_that_wakes_makes_her_leave_that_day_for_it() -> None:
    chance = 0.999
    leaves = 2.0 + WITHIN_THE_DAY * (draw(Purpose.OUTREACH, PER_CONTACT * (PER_NIGHT * 2 + CALL) + AT_WAKING) / chance)
    record = both(world(calling(contact_wakes=(chance,) * PROGRAMMES), 1, 4.5))

    assert [row for row in life(record) if row[1] == Kind.CALL] == [called(2, ROUSED)]
    [gone] = [row for row in life(record) if row[1] == Kind.DEPARTURE]
    assert (gone[0], gone[3]) == (leaves, (Kind.CALL, 0, PER_NIGHT * 2 + CALL))
    assert not unlike(record.people[0], driver=Driver.CALL, cause=Cause.ENCOUNTER, calls=1)


def test_whom_a_call_does_not_reach_is_called_again_and_costs_nothing_till_then() -> None:
    record = both(world(calling(contact_reach=NONE), 1, 4.5))

    assert Kind.CALL not in {row[1] for row in life(record)}
    assert not unlike(record.people[0], calls=0)


def test_who_left_in_silence_is_called_once_and_says_so() -> None:
    assert T[2] < LEAVES < min(2.0, T[3])
    record = both(world(calling(**GOING), 1, 9.0))

    assert life(record)[-2:] == [
        (LEAVES, Kind.DEPARTURE, 2, (Kind.JOIN, 0, 2), Account.NONE, 0, 8 * Cause.PRICE + Status.OUT),
        called(2, LOST),
    ]
    assert not unlike(record.people[0], calls=1, called=2.0, filed=0, status=Status.OUT, left=LEAVES)


@pytest.mark.parametrize(
    ("knows", "calls"),
    [
        ({"surveys_on": 1, "survey_exit": 1.0}, 0),
        ({"surveys_on": 1, "survey_exit": 0.0}, 1),
        ({"dropping_on": 1, "dropping_every": 2, "dropping_complaints": 0, "dropping_worth": 10**9}, 0),
    ],
)
def test_whom_the_firm_knows_to_have_left_it_does_not_call(knows: dict[str, Any], calls: int) -> None:
    # Given rounds of calls that begin after she has left, or after the firm has dropped her
    p = replace(calling(**GOING), contact_call=1.0 / 7.0, **knows)
    if "dropping_on" in knows:
        p = replace(p, hazards_on=0)
    record = both(world(p, 1, 9.0))

    found = [int(row[6]) % PER_CONTACT for row in life(record) if row[1] == Kind.CALL]
    assert found == [LOST] * calls
    assert record.people[0]["loss"] == (Loss.DROPPED if "dropping_on" in knows else Loss.LEFT)
