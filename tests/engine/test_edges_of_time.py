"""The end of the run, midnight, months, history and phases: what must happen is known by hand."""

from dataclasses import replace
from math import nextafter

import numpy as np
import pytest

from sim.model.attachment import solved
from sim.model.draws import Purpose, uniform
from sim.model.events import Account, Kind, RecoveryLaw, Route, SpanLaw, Status
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.setting import Setting
from sim.record import Record
from tests.engine.hand import complainers, contacts, desk, of_contacts, rows
from tests.engine.side_by_side import both
from tests.oracles.checks import quiet, world

MONTH_1 = 31.0  # the first day with 12 d // 365 = 1
NINE_TO_SIX = {"desk_opens": 0.375, "desk_closes": 0.75}


def changing(day: int, old: Parameters, new: Parameters, setting: Setting) -> Setting:
    """Return a setting whose parameters change at 00:00 of a day."""
    return replace(setting, phases=((0, old), (day, new)))


def booked(record: Record, account: Account) -> list[int]:
    """Return an account's amounts, the history first, then month by month."""
    return [int(amount) for amount in record.ledger[:, account]]


def test_a_contact_at_exactly_the_end_does_not_come() -> None:
    record = both(contacts(desk(), (1.0, 2.0), 2.0))

    assert of_contacts(record, Kind.CONTACT) == {0: 1.0}


def test_a_contact_at_the_last_instant_before_the_end_comes() -> None:
    record = both(contacts(desk(), (1.0, 2.0), nextafter(2.0, 3.0)))

    assert of_contacts(record, Kind.CONTACT) == {0: 1.0, 1: 2.0}
    assert of_contacts(record, Kind.ANSWER) == {0: 1.0, 1: 2.0}


@pytest.mark.parametrize(("end", "served"), [(1.75, {}), (nextafter(1.75, 2.0), {0: 1.75})])
def test_a_service_that_ends_with_the_run_is_not_over(end: float, served: dict[int, float]) -> None:
    record = both(contacts(desk(), (1.5,), end))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.5}
    assert of_contacts(record, Kind.SERVED) == served


def test_nobody_gives_up_or_closes_at_exactly_the_end() -> None:
    # Given a closing time and a patience that both end with the run
    p = desk(desk_agents=0, patience_law=SpanLaw.FIXED, patience_mean=0.25, **NINE_TO_SIX)
    record = both(contacts(p, (1.5, 1.625), 1.75))

    assert of_contacts(record, Kind.GIVE_UP) == {}


@pytest.mark.parametrize("run_length", [0.25, 1.0, 30.0])
def test_a_follow_up_at_exactly_the_end_does_not_happen(run_length: float) -> None:
    # Given everybody complains on entering, is answered at once in vain, and would be followed up at the end
    p = complainers(recovery_law=RecoveryLaw.JUSTICE, recovery_weights=(1.0, 0.0, 0.0), recovery_follow_up=1)
    filed = float(rows(both(world(p, 1, 400.0, entries=(1,))), Kind.COMPLAINT)["time"][0])
    p = replace(p, follow_up_lag=run_length)
    just = filed + run_length
    ends = [both(world(p, 1, end, entries=(1,))) for end in (just, nextafter(just, 1e9))]

    assert [int(record.counts[0, Kind.FOLLOW_UP]) for record in ends] == [0, 1]
    assert ends[0].people["case"][0] > 0


@pytest.mark.parametrize("entries", [(), (1,)])
def test_nothing_happens_in_a_run_of_no_length(entries: tuple[int, ...]) -> None:
    record = both(world(quiet(start_customers=1.0, buying_rate=1.0), 3, 0.0, entries=entries))

    assert len(rows(record, Kind.PURCHASE)) == 0
    assert not record.ledger.any()


def test_a_purchase_at_exactly_the_end_does_not_happen() -> None:
    # Given the time of somebody's second purchase
    p = quiet(start_customers=1.0, buying_rate=1.0)
    second = float(rows(both(world(p, 1, 50.0)), Kind.PURCHASE)["time"][1])

    # Then a run that ends there has one purchase, and a run that ends an instant later two
    assert len(rows(both(world(p, 1, second)), Kind.PURCHASE)) == 1
    assert len(rows(both(world(p, 1, nextafter(second, 99.0))), Kind.PURCHASE)) == 2


def test_an_event_at_midnight_comes_after_the_night() -> None:
    # Given shorter services from 00:00 of day 3, and a contact at exactly that time
    old, new = desk(need_mean=0.5), desk(need_mean=0.125)
    record = both(changing(3, old, new, contacts(old, (2.0, 3.0), 5.0)))

    assert of_contacts(record, Kind.SERVED) == {0: 2.5, 1: 3.125}


def test_an_event_at_midnight_belongs_to_the_new_month() -> None:
    # Given overtime that ends at exactly 00:00 of the first day of the second month, or of the day before
    p = desk(desk_wage=8_000.0, desk_overtime=1.0, need_mean=0.625, **NINE_TO_SIX)
    record = both(contacts(p, (MONTH_1 - 0.625,), MONTH_1 + 5))
    earlier = both(contacts(p, (MONTH_1 - 1.625,), MONTH_1 + 5))

    assert rows(record, Kind.OVERTIME)["time"].tolist() == [MONTH_1]
    assert booked(record, Account.OVERTIME) == [0, 0, -2_000]
    assert booked(earlier, Account.OVERTIME) == [0, -2_000, 0]


def test_standing_costs_are_booked_by_days_elapsed_also_for_a_last_part_month() -> None:
    # Given 100 a day over 40 days and a half, months of 31 and 30 days first
    p = quiet(programme_on=1, programme_fixed=100.0)
    record = both(world(p, 1, 40.5))

    assert booked(record, Account.PROGRAMME) == [0, -3_100, -950]
    assert rows(record, Kind.BOOKING)["time"].tolist() == [MONTH_1, 40.5]


def test_a_run_of_half_a_day_has_half_a_day() -> None:
    p = desk(programme_on=1, programme_fixed=100.0)
    record = both(contacts(p, (0.25, 0.5, 0.75), 0.5))

    assert of_contacts(record, Kind.CONTACT) == {0: 0.25}
    assert booked(record, Account.PROGRAMME) == [0, -50]


def test_money_of_the_history_stands_in_row_0_of_the_ledger() -> None:
    # Given 30 days of history, then 31 days that count
    p = quiet(programme_on=1, programme_fixed=100.0, start_customers=1.0, buying_rate=2.0)
    record = both(world(p, 5, 31.0, history=30))
    bought = rows(record, Kind.PURCHASE)
    before = bought["time"] < 30.0

    assert booked(record, Account.PROGRAMME) == [-3_000, -3_100]
    assert booked(record, Account.SALES) == [int(bought["amount"][b].sum()) for b in (before, ~before)]
    assert before.any()
    assert not before.all()


def test_a_history_changes_nothing_but_the_month_of_the_money() -> None:
    p = quiet(start_customers=0.7, buying_rate=0.5, leaving_chance=0.1)
    one, other = both(world(p, 30, 100.0)), both(world(p, 30, 60.0, history=40))

    assert one.people.tobytes() == other.people.tobytes()
    assert np.array_equal(one.ledger.sum(axis=0), other.ledger.sum(axis=0))


def test_a_strategy_pays_its_start_on_the_day_it_starts() -> None:
    old, new = quiet(programme_on=1, programme_once=500), quiet(programme_on=1, programme_once=2_000)
    record = both(changing(40, old, new, world(old, 1, 60.0)))

    assert [(row["time"], row["amount"]) for row in rows(record, Kind.BOOKING)] == [(0.0, -500), (40.0, -1_500)]


def test_one_more_agent_at_midnight_takes_who_waits() -> None:
    # Given a service of two days, a second contact that waits, and a second agent from day 3
    old, new = desk(need_mean=2.0), desk(need_mean=2.0, desk_agents=2)
    record = both(changing(3, old, new, contacts(old, (2.5, 2.75), 9.0)))

    assert of_contacts(record, Kind.ANSWER) == {0: 2.5, 1: 3.0}
    assert of_contacts(record, Kind.SERVED) == {0: 4.5, 1: 5.0}


def test_an_agent_who_goes_at_midnight_ends_the_service_in_hand_and_takes_nobody_after() -> None:
    # Given two agents in service at 00:00 of day 3, when the second one's post falls away
    old, new = desk(need_mean=1.0, desk_agents=2), desk(need_mean=1.0)
    record = both(changing(3, old, new, contacts(old, (2.5, 2.75, 2.8, 2.9), 9.0)))

    assert of_contacts(record, Kind.SERVED) == {0: 3.5, 1: 3.75, 2: 4.5, 3: 5.5}


def test_hours_that_begin_at_midnight_send_night_calls_away() -> None:
    # Given a desk that never closed and closes at night from day 3 on
    old = desk(need_mean=2.0)
    record = both(changing(3, old, desk(need_mean=2.0, **NINE_TO_SIX), contacts(old, (2.5, 2.75), 9.0)))

    assert of_contacts(record, Kind.SERVED) == {0: 4.5}
    assert of_contacts(record, Kind.GIVE_UP) == {1: 3.0}


def test_a_desk_that_no_longer_closes_serves_early_callers_at_midnight() -> None:
    old, new = desk(**NINE_TO_SIX), desk()
    record = both(changing(3, old, new, contacts(old, (2.8,), 9.0)))

    assert of_contacts(record, Kind.ANSWER) == {0: 3.0}


@pytest.mark.parametrize(("first", "second"), [(0.05, 0.0), (0.0, 0.05), (0.02, 0.2), (0.2, 0.02)])
def test_advertising_that_changes_at_midnight_carries_what_is_left_of_the_threshold(
    first: float, second: float
) -> None:
    # Given prospects who know no other way to join
    phases = [
        solved(quiet(advertising_on=1, start_customers=0.0, advertising_most=rate, advertising_spend=1e9))
        for rate in (first, second)
    ]
    day, end, rates = 10, 25.0, [p.advertising_rate for p in phases]
    record = both(changing(day, *phases, world(phases[0], 50, end)))

    # Then each joins when the integrated rate reaches her threshold
    for c in record.people:
        left = exponential(uniform(int(c["key"]), Purpose.ADVERT, 0))
        time = left / rates[0] if rates[0] else np.inf
        if time >= day:
            left = max(0.0, left - rates[0] * day)
            time = day + left / rates[1] if rates[1] else np.inf
        assert c["joined"] == (time if time < end else np.inf)
        assert c["route"] == Route.ADVERTISING
    assert rates[0] != rates[1]
    assert 0 < record.heads[Status.CUSTOMER] < 50
