"""The story of who is won back, and of customers who are a burden; lives by hand, with every row and field.

Customers buy for 20.00 first at 0.868. Who leaves does so by the calendar, for the price, and goes to a rival.
"""

from dataclasses import replace
from math import ceil
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind, Loss, Remedy, Route, Severity, Status
from sim.model.parameters import Parameters
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.rules.contacts import CALL, PROGRAMMES
from sim.model.rules.outreach import LOST, PER_CONTACT
from sim.model.rules.winback import CLASS_A, CLASS_C
from sim.model.rules.winning import IN_VAIN, UNREACHED, WON
from tests.engine.hand import buys, draw, failing, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)
T = times(3)
LEAVES = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
BOUGHT = sum(time < LEAVES for time in T[1:])
N = BOUGHT + 1  # number of her next purchase
TRY = 16 * N


def leaving(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who leave for the price, say so, are tried twice three days apart, and come if asked."""
    given: dict[str, Any] = {"hazards_on": 1, "hazard_rates": (0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)}
    given |= {"winback_on": 1, "leaving_says": 1.0, "leaving_to_rival": 1.0, "winback_delay": 3.0}
    given |= {"winback_tries_a": 2, "winback_class_a": 0.0, "winback_cost_a": 900, "winback_willing": 99.0}
    return loyal(**(given | {"winback_reach": 1.0, "winback_listens": 1.0} | changes))


def tried(day: float, number: int, found: int, remedy: int, told: int, group: int = CLASS_A, cost: int = 900) -> Any:  # noqa: ANN401  a row
    """Return the row of a try."""
    detail = found + 4 * group + 16 * remedy + 64 * told
    return (float(day), Kind.TRY, number, (Kind.DEPARTURE, 0, N - 1), Account.WINBACK, -cost, detail)


def tries(p: Parameters, end: float) -> list[Any]:
    """Return the rows of tries in one life."""
    return [row for row in life(both(world(p, 1, end))) if row[1] == Kind.TRY]


FIRST, SECOND = (ceil(LEAVES + wait) for wait in (3.0, 6.0))
BACK = FIRST + WITHIN_THE_DAY * draw(Purpose.TRY, 4 * TRY + 2)


def test_who_says_so_is_tried_after_the_delay_and_returns_for_what_fits_why_she_left() -> None:
    record = both(world(leaving(), 1, BACK + 1e-9))
    after = life(record)[1 + 2 * BOUGHT :]

    assert BOUGHT > 0
    assert after[1:] == [
        tried(FIRST, TRY, WON, Remedy.PRICE, Cause.PRICE),
        (BACK, Kind.JOIN, N, (Kind.TRY, 0, TRY), Account.WINBACK, -600, Route.WIN_BACK),
        *buys(BACK, N, Kind.JOIN),
    ]
    assert not unlike(
        record.people[0], status=Status.CUSTOMER, route=Route.WIN_BACK, heard=0.0, tries=1, remedy=Remedy.PRICE,
        sold_before=2000 * BOUGHT, joined=BACK, join_occasion=TRY,
    )  # fmt: skip


def test_who_does_not_return_is_tried_again_so_many_days_later_and_then_left_alone() -> None:
    record = both(world(leaving(winback_willing=-99.0, winback_listens=0.0), 1, SECOND + 30.0))

    assert life(record)[2 + 2 * BOUGHT :] == [
        tried(FIRST, TRY, IN_VAIN, Remedy.SERVICE, Cause.NONE),
        tried(SECOND, TRY + 1, IN_VAIN, Remedy.SERVICE, Cause.NONE),
    ]
    assert not unlike(record.people[0], status=Status.RIVAL, heard=LEAVES, tries=2)


def test_who_is_not_reached_tells_nothing_and_is_offered_nothing() -> None:
    assert tries(leaving(winback_reach=0.0), FIRST + 1.0) == [tried(FIRST, TRY, UNREACHED, Remedy.SERVICE, Cause.NONE)]


def test_the_small_are_tried_as_their_class_is() -> None:
    small = leaving(winback_class_a=99.0, winback_class_b=99.0, winback_tries_c=1, winback_cost_c=50)
    of_b = leaving(winback_class_a=99.0, winback_class_b=0.0)

    assert tries(small, SECOND + 9.0)[0] == tried(FIRST, TRY, WON, Remedy.PRICE, Cause.PRICE, CLASS_C, 50)
    assert tries(of_b, SECOND + 9.0) == []


def test_nobody_is_tried_of_whom_the_firm_does_not_know_until_a_call_finds_her_gone() -> None:
    silent = leaving(leaving_says=0.0)
    calls: dict[str, Any] = {"contacts_on": 1, "contact_call": 1.0, "contact_silent": 0.01}
    record = both(world(replace(silent, **calls, contact_reach=(1.0,) * PROGRAMMES), 1, 60.0))
    rows = life(record)
    found = [row[0] for row in rows if row[1] == Kind.CALL and row[6] == PER_CONTACT * CALL + LOST]

    assert tries(silent, 60.0) == []
    assert found
    assert next(row[0] for row in rows if row[1] == Kind.TRY) == found[0] + 3.0


def test_who_is_out_of_the_market_is_tried_in_vain_and_whom_the_firm_drops_is_not_tried() -> None:
    out = leaving(leaving_to_rival=0.0)
    dropped = leaving(hazards_on=0, dropping_on=1, dropping_every=2, dropping_complaints=0, dropping_worth=10**9)

    assert [row[6] % 4 for row in tries(out, SECOND + 9.0)] == [IN_VAIN, IN_VAIN]
    assert tries(dropped, SECOND + 9.0) == []


def test_who_doubts_returns_all_the_same_when_she_is_asked() -> None:
    record = both(world(leaving(talk_on=1, doubt_on=1), 1, BACK + 1e-9))

    assert record.people[0]["route"] == Route.WIN_BACK


# Burdens -------------------------------------------------------------------------------------------------------------

INTEREST = round(2000 * (1.0 - 1.1 ** (-2.0 / 365.0)))


def burdensome(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who buy everything on credit for two days; nobody is a burden but for the changes."""
    given: dict[str, Any] = {"burdens_on": 1, "burden_abusive": 0.0, "burden_breaching": 0.0, "burden_defaulting": 0.0}
    return loyal(**(given | {"burden_difficult": 0.0, "credit_share": 1.0, "credit_days": 2.0} | changes))


def test_credit_costs_interest_and_who_breaks_what_was_agreed_the_price() -> None:
    pays, breaks = (both(world(burdensome(burden_breaching=k), 1, T[1] + 1e-9)) for k in (0.0, 1.0))
    lent = (T[1], Kind.SERVICE_COST, 1, (Kind.PURCHASE, 0, 1), Account.INTEREST, -INTEREST, 0)

    assert INTEREST == 1
    assert life(pays)[1:] == [*buys(T[1], 1, Kind.PURCHASE), lent]
    assert life(breaks)[3:] == [lent, (T[1], Kind.BREACH, 1, (Kind.PURCHASE, 0, 1), Account.BREACHES, -2000, 0)]
    assert not unlike(breaks.people[0], breaching=1, breaches=1, owed=0)


def test_who_never_pays_has_all_that_she_owes_written_off_when_the_first_of_it_is_due() -> None:
    p = burdensome(burden_defaulting=1.0)
    due = ceil(T[1] + 2.0)
    owed = 2000 * sum(time < due for time in T[1:])
    before, record = (both(world(p, 1, end)) for end in (float(due), due + 1e-9))

    assert not unlike(before.people[0], owed=owed, due=T[1] + 2.0, overdue=0)
    assert life(record)[-1] == (float(due), Kind.BAD_DEBT, 0, (-1, -1, 0), Account.BAD_DEBT, -owed, 0)
    assert not unlike(record.people[0], owed=0, overdue=1)


@pytest.mark.parametrize(
    ("trait", "test"),
    [("abusive", "insults"), ("breaching", "breaches"), ("defaulting", "overdue"), ("", "bad_name")],
)
def test_the_firm_drops_who_is_a_burden_in_the_way_that_it_looks_at(trait: str, test: str) -> None:
    changes: dict[str, Any] = {f"burden_{trait}": 1.0} if trait else {"reputation_on": 1, "reputation_notorious": 1.0}
    p = burdensome(dropping_on=1, dropping_every=8, dropping_complaints=99, **changes)
    kept, gone = (both(world(replace(p, **{f"dropping_{test}": k}), 1, 9.0)).people[0] for k in (0, 1))

    assert kept["status"] == Status.CUSTOMER
    assert not unlike(gone, loss=Loss.DROPPED, left=8.0, severity=Severity.NONE)


def test_insults_are_seen_by_who_serves_and_counted_on_the_file() -> None:
    floor = {
        "staff_on": 1,
        "staff_posts": 1,
        "staff_held": 1.0,
        "staff_turnover": 0.0,
        "staff_leaving": 0.1,
        "staff_tried": 1,
    }
    floor |= {"morale_on": 1, "morale_span": 1.0, "morale_mirror": 0.0}
    usual, insulted = (burdensome(burden_abusive=k, burden_insult=0.1, **floor) for k in (0.0, 1.0))
    one, other = (both(world(p, 1, 3.5)) for p in (usual, insulted))
    served = sum(time < 3.5 for time in T[1:])

    assert other.people[0]["insults"] == served > one.people[0]["insults"] == 0
    assert 0.0 < other.workers[0]["insults"] == other.workers[0]["met"]
    assert one.workers[0]["insults"] == 0.0
    # Then as many insults as are usual take nothing
    assert other.workers[0]["morale"] == pytest.approx(one.workers[0]["morale"])


@pytest.mark.parametrize(
    ("difficult", "skill", "yes"), [(1.0, 0.999, 0), (1.0, 0.01, 0), (0.0, 0.01, 0), (1.0, 0.01, 1)]
)
def test_who_is_hard_to_please_is_pleased_by_skill_or_by_always_yes(difficult: float, skill: float, yes: int) -> None:
    # Given answers at once that help everybody who is not hard to please
    given: dict[str, Any] = {"burdens_on": 1, "burden_abusive": 0.0, "burden_breaching": 0.0, "burden_defaulting": 0.0}
    given |= {"burden_difficult": difficult, "credit_share": 0.0, "desk_on": 1, "desk_skill": skill, "need_mean": 0.0}
    record = both(world(failing(**given, authority_on=1, authority_yes=yes, claims_start=1e-6), 1, T[1] + 1e-9))

    helped = not difficult or skill > 0.5 or yes
    assert life(record)[-1][1:3] == (Kind.CLOSED, 1)
    assert record.people[0]["resolved"] == int(helped)
    assert record.people[0]["difficult"] == int(difficult)
