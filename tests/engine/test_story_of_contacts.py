"""The story of contacts on the firm's own account: whom they suit, whom they annoy or wake, who is gone; lives by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on. A programme that is on has a round every night and reaches everybody.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.drivers import Driver
from sim.model.events import Account, Cause, Kind, Loss, Network, Status
from sim.model.numerics import exp
from sim.model.parameters import Parameters
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.rules.contacts import ADVICE, AFTERSALE, EVENT, GREETING, MAINTENANCE, NEWS, OFFER, PROGRAMMES, VISIT
from sim.model.rules.outreach import (
    AT_BUYING,
    AT_TALKING,
    AT_WAKING,
    LOST,
    PER_CONTACT,
    PER_NIGHT,
    ROUSED,
    SOLD,
    SUITED,
    UNSUITED,
)
from sim.record import Record
from tests.engine.hand import Row, buys, draw, life, loyal, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

T = times(6)
ALL, NONE = (1.0,) * PROGRAMMES, (0.0,) * PROGRAMMES
NOTHING = (-1, -1, 0)
NAMES = {GREETING: "greeting", VISIT: "visit", EVENT: "event", NEWS: "news", ADVICE: "advice", OFFER: "offer"}
NAMES |= {AFTERSALE: "aftersale", MAINTENANCE: "maintenance"}


def reached(programme: int, **changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return such customers whom one programme reaches every night and suits, and nothing else of it but the bond."""
    given: dict[str, Any] = {
        "contacts_on": 1,
        f"contact_{NAMES[programme]}": 1.0,
        "contact_reach": ALL,
        "contact_fits": ALL,
    }
    given |= {f"contact_{name}": NONE for name in ("from", "buys", "talks", "aligns", "mends", "wakes")}
    return loyal(**(given | {"contact_wage": 1200} | changes))


def lived(p: Parameters, end: float, persons: int = 1) -> Record:
    """Return the record that both engines leave."""
    return both(world(p, persons, end))


def met(day: int, programme: int, found: int, cost: int) -> Row:
    """Return the row of a contact."""
    kind, number = Kind.CONTACTED, PER_NIGHT * day + programme
    return (float(day), kind, number, NOTHING, Account.OUTREACH, -cost, PER_CONTACT * programme + found)


def decides(day: int, programme: int, which: int) -> float:
    """Return a draw of a contact."""
    return draw(Purpose.OUTREACH, PER_CONTACT * (PER_NIGHT * day + programme) + which)


def test_a_greeting_that_suits_her_raises_a_bond_that_fades_and_costs_its_minute() -> None:
    assert T[2] < 2.0 < T[3]
    record = lived(reached(GREETING, bond_fade=2.0, crm_fade=4.0), 2.5)
    bond = 0.1
    for now in (T[2] - 1.0, 2.0 - T[2]):  # the purchase fades it too
        bond *= exp(-now / 2.0)
    known = 0.05 * exp(-(1.0 - T[1]) / 4.0) * exp(-(T[2] - 1.0) / 4.0)
    known = (known + 0.05 * (1.0 - known)) * exp(-(2.0 - T[2]) / 4.0)

    assert life(record)[1:] == [
        *buys(T[1], 1, Kind.PURCHASE),
        met(1, GREETING, SUITED, 20),
        *buys(T[2], 2, Kind.PURCHASE),
        met(2, GREETING, SUITED, 20),
    ]
    assert not unlike(
        record.people[0], bond=pytest.approx(bond + 0.1 * (1.0 - bond), rel=1e-12), bond_time=2.0, contacted=2, filed=1,
        known=pytest.approx(known, rel=1e-12), called=2.0,
    )  # fmt: skip


def test_whom_it_suits_may_come_to_buy_that_day_and_the_next_gap_begins_there() -> None:
    chance = 0.5
    first = next(day for day in (1, 2, 3) if decides(day, VISIT, AT_BUYING) < chance)
    time = first + WITHIN_THE_DAY * (decides(first, VISIT, AT_BUYING) / chance)
    n = sum(1 for t in T[1:] if t < first) + 1
    assert time < T[n]
    record = lived(reached(VISIT, contact_buys=(chance,) * PROGRAMMES), time + 1e-9)

    assert life(record)[-3:] == [met(first, VISIT, SOLD, 1200), *buys(time, n, Kind.PURCHASE)]
    assert record.people[0]["next_purchase"] == time + waits(Purpose.GAP, n, 1.0)


def test_a_purchase_that_is_planned_before_is_no_sale_of_the_contact() -> None:
    late = 0.5 * decides(1, VISIT, AT_BUYING)  # so that the draw is far above where she would buy anyway
    assert 1.0 + late > T[2]
    record = lived(reached(VISIT, contact_buys=(2.0 * decides(1, VISIT, AT_BUYING),) * PROGRAMMES), 1.01)

    assert life(record)[-1] == met(1, VISIT, SUITED, 1200)
    assert record.people[0]["next_purchase"] == T[2]


def test_whom_an_event_suits_may_tell_somebody_that_day() -> None:
    chance = 0.9
    assert decides(1, EVENT, AT_TALKING) < chance
    tells = 1.0 + WITHIN_THE_DAY * (decides(1, EVENT, AT_TALKING) / chance)
    p = reached(EVENT, contact_talks=(chance,) * PROGRAMMES, talk_on=1, talk_network=Network.COMPLETE, talk_rate=1e-9)
    record = lived(replace(p, praise_mean=0.0), tells + 1e-9, persons=2)
    silent = lived(replace(p, praise_mean=0.0, contact_talks=NONE), tells + 1e-9, persons=2)

    assert [row[:2] for row in life(record) if row[1] == Kind.PRAISE] == [(tells, Kind.PRAISE)]
    assert Kind.PRAISE not in {row[1] for row in life(silent)}


def test_whom_it_does_not_suit_it_annoys() -> None:
    p = reached(
        GREETING, contact_fits=NONE, contact_annoys=(0.2,) * PROGRAMMES, satisfaction_on=1, satisfaction_gain=0.0
    )
    record, numb = lived(p, 1.1), lived(replace(p, satisfaction_on=0), 1.1)

    assert life(record)[-1] == met(1, GREETING, UNSUITED, 20)
    assert not unlike(record.people[0], bond=0.0, satisfaction=0.5 * 0.8, called=-float("inf"), next_purchase=T[2])
    assert numb.people[0]["satisfaction"] == 0.5


def test_whom_it_wakes_she_leaves_that_day_for_it() -> None:
    chance = 0.999
    u = decides(1, GREETING, AT_WAKING)
    leaves = 1.0 + WITHIN_THE_DAY * (u / chance)
    p = reached(GREETING, contact_fits=NONE, contact_wakes=(chance,) * PROGRAMMES, leaving_to_rival=0.0)
    record = lived(p, 2.5)
    waked = [row for row in life(record) if row[1] == Kind.DEPARTURE]

    assert waked == [
        (leaves, Kind.DEPARTURE, record.people[0]["purchases"] - 1, (Kind.CONTACTED, 0, PER_NIGHT + GREETING),
         Account.NONE, 0, 8 * Cause.ENCOUNTER + Status.OUT)
    ]  # fmt: skip
    assert met(1, GREETING, ROUSED, 20) in life(record)
    assert not unlike(record.people[0], driver=Driver.CONTACT, loss=Loss.LEFT)


RATE = 0.4
LEAVES = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, RATE)
GOING: dict[str, Any] = {
    "hazards_on": 1,
    "hazard_rates": (0.0, 0.0, RATE, 0.0, 0.0, 0.0, 0.0, 0.0),
    "leaving_to_rival": 0.0,
}


def test_who_left_in_silence_is_met_in_vain_once_and_then_is_off_the_file() -> None:
    assert T[2] < LEAVES < min(2.0, T[3])
    record = lived(reached(GREETING, **GOING), 9.0)

    assert [row[1] for row in life(record)[-2:]] == [Kind.DEPARTURE, Kind.CONTACTED]
    assert life(record)[-1] == met(2, GREETING, LOST, 20)
    assert not unlike(record.people[0], filed=0, contacted=2, status=Status.OUT)


@pytest.mark.parametrize(
    "knows",
    [
        {"surveys_on": 1, "survey_exit": 1.0},
        {"dropping_on": 1, "dropping_every": 2, "dropping_complaints": 0, "dropping_worth": 10**9, "hazards_on": 0},
    ],
)
def test_whom_the_firm_knows_to_have_left_no_programme_reaches(knows: dict[str, Any]) -> None:
    record = lived(reached(GREETING, **(GOING | knows)), 9.0)

    assert record.people[0]["loss"] == (Loss.DROPPED if "dropping_on" in knows else Loss.LEFT)
    assert not unlike(record.people[0], filed=0)
    assert LOST not in [row[6] for row in life(record) if row[1] == Kind.CONTACTED]


def test_a_known_customer_is_spared_what_would_not_suit_her() -> None:
    p = reached(GREETING, contact_fits=NONE, crm_learn=1.0, crm_fade=1e9, crm_quality=1.0)
    record, strange = lived(p, 1.5), lived(replace(p, crm_learn=0.0), 1.5)

    assert Kind.CONTACTED not in {row[1] for row in life(record)}
    assert met(1, GREETING, UNSUITED, 20) in life(strange)


def test_an_after_sale_call_comes_the_night_after_a_purchase_alone() -> None:
    record = lived(reached(AFTERSALE), 6.5)
    called = [int(row[0]) for row in life(record) if row[1] == Kind.CONTACTED]

    assert called == sorted({int(t) + 1 for t in T[1:] if t < 6.0})
    assert len(called) < 6


def test_advice_that_suits_her_makes_her_need_more_up_to_a_bound() -> None:
    record = lived(reached(ADVICE, advice_demand=0.2, advice_most=0.3), T[2] + 1e-9)
    later = lived(reached(ADVICE, advice_demand=0.2, advice_most=0.3), 2.5)

    assert not unlike(record.people[0], advised=0.2, next_purchase=T[2] + waits(Purpose.GAP, 2, 1.2))
    assert later.people[0]["advised"] == 0.3


def test_a_letter_moves_what_she_expects_towards_the_firms_level() -> None:
    p = reached(NEWS, contact_aligns=(0.3,) * PROGRAMMES, expectation_on=1, expectation_start=0.9, service_level=0.5)
    p = replace(p, expectation_drift=0.0, expectation_market=0.0)
    record = lived(p, 1.05)

    assert not unlike(record.people[0], expectation=pytest.approx(0.9 - 0.3 * 0.4), expectation_time=1.0)


def test_maintenance_removes_what_would_fail_once_more() -> None:
    fails: dict[str, Any] = {
        "failures_on": 1,
        "failure_rate": 1.0,
        "causes_on": 1,
        "root_repeat": 1.0,
        "root_lag": 50.0,
    }
    p = reached(MAINTENANCE, contact_mends=ALL, outcome_minor=(0.95,) * 4, outcome_major=(0.95,) * 4, **fails)
    record, left = lived(p, 1.05), lived(replace(p, contact_mends=NONE), 1.05)

    assert left.people[0]["root"] > 0
    assert record.people[0]["root"] == 0


def test_who_is_known_is_served_better() -> None:
    p = reached(GREETING, contact_greeting=0.0, expectation_on=1, expectation_noise=0.0, expectation_drift=1.0)
    p = replace(p, expectation_market=0.0, crm_learn=0.5, crm_fade=1e9, personal_gain=0.2, service_level=0.5)
    record, plain = lived(p, 1.05), lived(replace(p, personal_gain=0.0), 1.05)

    assert record.people[0]["expectation"] == pytest.approx(0.5 + 0.2 * 0.5)
    assert plain.people[0]["expectation"] == pytest.approx(0.5)


def test_a_regular_is_served_worse_where_everybody_is_shown_all() -> None:
    p = reached(GREETING, contact_greeting=0.0, expectation_on=1, expectation_noise=0.0, expectation_drift=1.0)
    p = replace(p, expectation_market=0.0, service_level=0.5, familiarity_on=1, familiarity_gain=0.5, personal_tour=0.2)
    record = lived(p, T[1] + 1e-9)

    assert record.people[0]["familiarity"] == pytest.approx(0.5)
    assert record.people[0]["expectation"] == pytest.approx(0.5 - 0.2 * 0.5)


def test_a_bond_keeps_her_at_the_purchase_that_a_stranger_leaves_after() -> None:
    u = draw(Purpose.LEAVE, 2)
    chance = 1.0001 * u
    p = reached(GREETING, leaving_chance=chance, bond_worth=0.5, contact_bond=ALL)
    assert draw(Purpose.LEAVE, 1) > chance
    kept, gone = lived(p, T[2] + 1e-9), lived(replace(p, bond_worth=0.0), T[2] + 1e-9)

    assert kept.people[0]["status"] == Status.CUSTOMER
    assert gone.people[0]["left"] == T[2]
