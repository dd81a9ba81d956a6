"""Rows of lives under incentives, at fixed draws: each story with every row and field.

Customers buy for 20.00 first at 0.868; every purchase fails a little and is complained about.
"""

from dataclasses import replace
from math import log

import pytest

from sim.model.draws import Purpose, uniform
from sim.model.events import Account, Case, Kind, Outcome
from sim.model.rules.failures import fails_anew
from tests.engine.hand import contacts, desk, draw, failing, life, of_contacts, times, unlike
from tests.engine.side_by_side import both
from tests.model.somebody import somebody
from tests.oracles.checks import quiet, world

FREE = (Account.NONE, 0)
T = times(4)
ENDS = T[1] + 1e-9
PAID = failing(incentives_on=1, pay_bonus=150, recovery_follow_up=1, follow_up_lag=5.0, pay_gaming=1.0)
REFUSED = replace(PAID, recovery_weights=(1.0, 0.0, 0.0))  # nothing is paid back, and nothing else helps


def test_a_complaint_that_is_resolved_is_reported_and_pays_a_bonus() -> None:
    record = both(world(PAID, 1, ENDS))

    assert life(record)[6:] == [
        (T[1], Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.FAST),
        (T[1], Kind.REPORTED, 1, (Kind.CLOSED, 0, 1), Account.BONUS, -150, 1),
    ]
    assert not unlike(record.people[0], resolved=1, case=Case.NONE)


@pytest.mark.parametrize("paid", ["pay_quality", "pay_saves"])
def test_a_complaint_in_vain_is_reported_as_resolved_and_not_followed_up(paid: str) -> None:
    record = both(world(replace(REFUSED, **{paid: 1.0}), 1, ENDS))

    assert life(record)[5:] == [
        (T[1], Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.UNRESOLVED),
        (T[1], Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.UNRESOLVED),
        (T[1], Kind.REPORTED, 1, (Kind.CLOSED, 0, 1), Account.BONUS, -150, 0),
    ]
    assert not unlike(record.people[0], resolved=0, outcome=Outcome.UNRESOLVED, case=Case.NONE)


def test_who_is_paid_by_number_reports_what_is_so_and_follows_up() -> None:
    record = both(world(replace(REFUSED, pay_number=1.0), 1, ENDS))

    assert [row[1] for row in life(record)[5:]] == [Kind.SERVED]
    assert not unlike(record.people[0], case=Case.FOLLOW_UP)


@pytest.mark.parametrize(("beside", "false"), [(-1e-9, False), (1e-9, True)])
def test_one_draw_a_complaint_decides_and_looking_at_answers_leaves_fewer_false(beside: float, false: bool) -> None:
    share = draw(Purpose.FALSE_REPORT, 1) + beside
    p = replace(REFUSED, pay_quality=1.0, pay_gaming=share)
    seen = {"authority_on": 1, "misuse_chance": 0.0, "audit_share": 0.1, "audit_half": -0.1 * log(2.0) / log(share)}
    looked_at = replace(p, pay_gaming=1.0, **seen)  # of all that are false, as many are left

    for one in (p, looked_at):
        assert (Kind.REPORTED in [row[1] for row in life(both(world(one, 1, ENDS)))]) == false


def test_all_contacts_are_shorter_where_agents_are_paid_by_number() -> None:
    p = desk(incentives_on=1, pay_number=1.0)
    record, usual = (both(contacts(one, (0.1,), 1.0)) for one in (p, replace(p, pay_number=0.0)))

    assert of_contacts(record, Kind.SERVED) == {0: 0.1 + 0.25 * 0.7}
    assert of_contacts(usual, Kind.SERVED) == {0: 0.1 + 0.25}


def test_the_encounter_alone_fails_more_where_staff_are_paid_by_number() -> None:
    """Every draw that lies between the rate and a fifth more of it."""
    p = quiet(failures_on=1, failure_rate=0.5, incentives_on=1, pay_number=1.0)
    c = somebody(p)
    for n in range(400):
        encounter = uniform(c.key, Purpose.NATURE, n) < p.failure_encounter
        assert fails_anew(p, c, n, 1.0) == (uniform(c.key, Purpose.FAILURE, n) < (0.6 if encounter else 0.5))
