"""Who is at the desk by weekday and hour, who calls again, who is called back: days made by hand, in both engines."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from sim.engine.read import engine as reading
from sim.engine.run import engine as running
from sim.model.attachment import solved
from sim.model.events import Account, Kind, SpanLaw, Weekday
from sim.model.rules import roster
from sim.model.rules.desk import overtime_pay, time_within_hours
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from tests.oracles.checks import quiet

ENGINES = pytest.mark.parametrize("engine", [reading, running], ids=["reference", "compiled"])
HOUR = 1.0 / 24.0


def day(**agents: int) -> tuple[float, ...]:
    """Return a day's agents: ``h9=2`` says that from 9 on there are two, until the next hour that is named."""
    named = {int(name[1:]): float(count) for name, count in agents.items()}
    found, now = [], 0.0
    for hour in range(24):
        now = named.get(hour, now)
        found.append(now)
    return tuple(found)


CLOSED = day(h0=0)
WEEK = {f"roster_{one.name.lower()}": CLOSED for one in Weekday}


def met(engine: ModuleType, times: list[float], need: float, **changes: Any) -> Record:  # noqa: ANN401
    """Return two weeks of contacts from outside that come at given times and each need so many hours."""
    base = {"desk_on": 1, "roster_on": 1, "outside_on": 1, "need_law": SpanLaw.FIXED, "need_mean": need * HOUR,
            "patience_law": SpanLaw.NONE, "desk_wage": 24_000.0, "start_customers": 0.0}  # fmt: skip
    p = solved(quiet(**(base | WEEK | changes)))
    setting = Setting(1, 14.0, 0, ((0, p),), contact_times=tuple(times))
    found: Record = engine.run(setting, 1, 0, LogLevel.ALL)
    return found


def hours_of(record: Record, kind: Kind) -> list[float]:
    """Return when a kind of event happened, in hours since the start."""
    return [round(float(t) / HOUR, 6) for t in record.events["time"][record.events["kind"] == kind]]


@ENGINES
def test_two_come_at_nine_and_one_stays_after_ten_who_is_busy_then_goes_afterwards(engine: ModuleType) -> None:
    # Given two agents from 9 to 10 and one until 12, and three who need two hours each
    monday = day(h9=2, h10=1, h12=0)
    found = met(engine, [8.0 * HOUR, 9.5 * HOUR, 9.75 * HOUR], 2.0, roster_monday=monday)

    # Then the first two are taken at once, the third by the one who is there at 11; the other one has gone
    assert hours_of(found, Kind.ANSWER) == [9.0, 9.5, 11.0]
    assert hours_of(found, Kind.SERVED) == [11.0, 11.5, 13.0]
    # and what is beyond an agent's hours is overtime: 1.5 hours of the second post, one of the first
    assert sum(hours_of(found, Kind.OVERTIME)) == 11.5 + 13.0
    assert int(found.ledger[:, Account.OVERTIME].sum()) == -round(2.5 * 1.5 * 1_000)


@ENGINES
def test_wages_are_paid_for_the_hours_of_the_roster(engine: ModuleType) -> None:
    found = met(engine, [], 1.0, roster_tuesday=day(h8=3, h12=1, h13=3, h17=0), roster_sunday=day(h23=2))

    # Then twice a week: 3 x 8 + 1 and 2 hours, at 1,000 an hour
    assert int(found.ledger[:, Account.WAGES].sum()) == -2 * 27 * 1_000
    assert found.staffed == pytest.approx(2 * 27 * HOUR)


@ENGINES
@pytest.mark.parametrize(("first", "open_at"), [(Weekday.MONDAY, 24.0), (Weekday.TUESDAY, 0.0), (Weekday.SUNDAY, 48.0)])
def test_the_first_day_says_which_weekday_comes_when(engine: ModuleType, first: Weekday, open_at: float) -> None:
    found = met(engine, [0.0], 1.0, week_first=first, roster_tuesday=day(h0=1, h4=0))

    assert hours_of(found, Kind.ANSWER) == [open_at]


@ENGINES
def test_who_waits_when_the_last_agent_goes_is_sent_away_and_nobody_is_before(engine: ModuleType) -> None:
    # Given one agent who is busy until the desk closes at 12
    patient = {"patience_law": SpanLaw.FIXED, "patience_mean": 1.0}
    found = met(engine, [9.0 * HOUR, 10.0 * HOUR], 5.0, roster_monday=day(h9=2, h10=1, h12=0), **patient)
    assert hours_of(found, Kind.ANSWER) == [9.0, 10.0]

    one = met(engine, [9.0 * HOUR, 10.0 * HOUR], 5.0, roster_monday=day(h9=1, h12=0), **patient)
    assert hours_of(one, Kind.ANSWER) == [9.0]
    assert hours_of(one, Kind.GIVE_UP) == [12.0]


@ENGINES
def test_a_desk_that_is_never_empty_goes_through_nights_and_weekends(engine: ModuleType) -> None:
    week = dict.fromkeys(WEEK, day(h0=1, h8=2, h20=1))
    found = met(engine, [23.5 * HOUR, (6 * 24 + 23.5) * HOUR], 1.0, **week)

    assert hours_of(found, Kind.ANSWER) == [23.5, 6 * 24 + 23.5]
    assert not hours_of(found, Kind.OVERTIME)


@ENGINES
def test_the_desks_own_hours_as_a_roster_leave_the_same_record(engine: ModuleType) -> None:
    p = quiet(
        desk_on=1, outside_on=1, outside_rate=60.0, outside_value=40, patience_mean=0.02, need_mean=0.01,
        desk_wage=900.0, desk_duties=0.1, desk_opens=9 * HOUR, desk_closes=18 * HOUR, start_customers=0.0,
    )  # fmt: skip
    fixed, same = (Setting(1, 40.0, 0, ((0, solved(one)),)) for one in (p, replace(p, roster_on=1)))

    one, other = (engine.run(setting, 1, 0, LogLevel.ALL) for setting in (fixed, same))

    assert np.array_equal(one.ledger, other.ledger)
    assert np.array_equal(one.events, other.events)


@pytest.mark.parametrize("hour", range(0, 24 * 365 * 30, 12_347))
def test_a_full_hour_belongs_to_the_hour_that_begins_however_it_is_rounded(hour: int) -> None:
    assert roster.roster_hour(hour / 24) == hour
    assert roster.roster_hour(hour // 24 + hour % 24 / 24) == hour
    assert roster.roster_hour(hour / 24 + 1e-6) == hour


def test_the_time_of_a_roster_is_the_sum_of_its_hours() -> None:
    p = solved(quiet(roster_on=1, **(WEEK | {"roster_monday": day(h9=2, h10=1, h12=0)})))

    assert roster.roster_time(p, 9.25 * HOUR, 11.5 * HOUR) == pytest.approx((1.5 + 1.5) * HOUR)
    assert roster.roster_time(p, 0.0, 14.0) == pytest.approx(2 * 4 * HOUR)
    # the second post is paid until 10; who works on is paid more until her next hours, a week later
    assert time_within_hours(p, 9.5 * HOUR, 11.0 * HOUR, 1) == pytest.approx(0.5 * HOUR)
    assert overtime_pay(replace(p, desk_wage=24_000.0), 9.5 * HOUR, 9.0, 1) == round(1.5 * 1_000 * (7 * 24 - 1))


IMPATIENT = {"patience_law": SpanLaw.FIXED, "patience_mean": 0.5 * HOUR, "roster_monday": day(h9=1, h20=0)}
AGAIN = {"redial_on": 1, "redial_chance": 1.0, "redial_after": 1e-6 * HOUR}


@ENGINES
def test_who_gives_up_calls_again_three_times_at_most(engine: ModuleType) -> None:
    # Given one who waits half an hour in each call while the agent is busy from 9 to 13
    found = met(engine, [9.0 * HOUR, 9.25 * HOUR], 4.0, **IMPATIENT, **AGAIN)

    assert hours_of(found, Kind.REDIAL) == pytest.approx([9.75, 10.25, 10.75], abs=1e-4)
    assert hours_of(found, Kind.GIVE_UP) == pytest.approx([11.25], abs=1e-4)
    assert list(found.events["detail"][found.events["kind"] == Kind.REDIAL]) == [1, 2, 3]
    assert len(hours_of(found, Kind.CONTACT)) == 2


@ENGINES
def test_who_calls_again_stands_at_the_end_of_the_line_and_her_old_patience_does_not_count(engine: ModuleType) -> None:
    # Given two who wait, of whom the first gives up and comes back behind the second before the agent is free
    found = met(engine, [9.0 * HOUR, 9.1 * HOUR, 9.5 * HOUR], 0.75, **IMPATIENT, **AGAIN)

    rows = found.events[found.events["kind"] == Kind.ANSWER]
    assert list(rows["occasion"]) == [0, 2, 1]
    assert [round(float(t) / HOUR, 3) for t in rows["time"]] == [9.0, 9.75, 10.5]


@ENGINES
@pytest.mark.parametrize(("reached", "answered", "gone"), [(1.0, [9.0, 11.0], [9.6]), (0.0, [9.0], [9.6, 11.0])])
def test_who_is_called_back_keeps_her_place_without_patience(
    engine: ModuleType, reached: float, answered: list[float], gone: list[float]
) -> None:
    # Given an agent who is busy from 9 to 11, one who waits, and one who comes when somebody waits
    call = {"callback_on": 1, "callback_above": 1, "callback_taken": 1.0, "callback_reached": reached}
    found = met(engine, [9.0 * HOUR, 9.1 * HOUR, 9.2 * HOUR], 2.0, **IMPATIENT, **call)

    assert hours_of(found, Kind.CALLBACK) == [9.2]
    assert hours_of(found, Kind.ANSWER) == answered
    assert hours_of(found, Kind.GIVE_UP) == gone


@ENGINES
def test_who_waits_at_closing_is_called_back_when_the_desk_opens_again(engine: ModuleType) -> None:
    week = IMPATIENT | {
        "patience_mean": 5.0 * HOUR,
        "roster_monday": day(h9=1, h12=0),
        "roster_tuesday": day(h8=1, h12=0),
    }
    carried = {"callback_on": 1, "callback_above": 9, "callback_reached": 1.0, "callback_carry": 1.0}

    found = met(engine, [9.0 * HOUR, 10.0 * HOUR], 4.0, **week, **carried)

    assert hours_of(found, Kind.CALLBACK) == [12.0]
    assert hours_of(found, Kind.ANSWER) == [9.0, 24.0 + 8.0]
    assert not hours_of(found, Kind.GIVE_UP)


@ENGINES
def test_who_will_complain_later_that_day_does_not_wait_yet(engine: ModuleType) -> None:
    # Given an agent all day long, and a customer who complains some day after four
    always = {f"roster_{one.name.lower()}": day(h0=1) for one in Weekday}
    fails = {"start_customers": 1.0, "buying_rate": 0.5, "failures_on": 1, "failure_rate": 0.9, "complaints_on": 1,
             "complaint_minor": 0.9, "complaint_major": 0.9, "complaint_written": 0.0}  # fmt: skip
    call = {"callback_on": 1, "callback_above": 1, "callback_taken": 1.0}
    comes = next(hour for hour in hours_of(met(reading, [], 1.0, **always, **fails), Kind.COMPLAINT) if hour % 24 > 4)

    # When one calls three hours before, and another one while the first is spoken to
    found = met(engine, [(comes - 3.0) * HOUR, (comes - 2.9) * HOUR], 1.0, **always, **fails, **call)

    # Then nobody waits before the second one, and nobody is called back
    assert comes in hours_of(found, Kind.COMPLAINT)
    assert hours_of(found, Kind.CALLBACK) == []
