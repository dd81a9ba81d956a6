"""The story of the books and of the desk: standing costs, contacts and patience, with every row."""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import WORLD, Purpose
from sim.model.events import Account, Case, Cause, Kind, Network, Normalise, SpanLaw
from sim.model.quantiles import exponential
from sim.model.rules.redial import SLOTS
from sim.model.setting import Setting
from sim.record import Record
from tests.engine.hand import (
    NOTHING,
    complainers,
    contacts,
    desk,
    draw,
    ended,
    failing,
    life,
    loyal,
    of_contacts,
    rows,
    times,
    waits,
)
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)  # an event that costs nothing
TWO_AGENTS = {"desk_on": 1, "desk_agents": 2, "need_mean": 0.25}
MONTH = 31.0  # the first day of the second month


def booked(time: float, number: int, account: Account, amount: float, month: int) -> tuple[Any, ...]:
    """Return the row of a booking."""
    return (time, Kind.BOOKING, number, NOTHING, account, -round(amount), month)


# The books --------------------------------------------------------------------------------------------------------


def test_standing_costs_are_booked_by_days_and_heads_at_the_months_end_and_when_a_strategy_changes() -> None:
    # Given four persons of whom some are customers, and a programme that costs more from day 35 on
    p = loyal(
        start_customers=0.5, start_rival=0.25, buying_rate=0.0, desk_on=1, desk_agents=2, desk_wage=80.0,
        desk_opens=0.25, desk_closes=0.75, complaints_on=1, channel_cost=8.0, advertising_on=1, advertising_most=0.0,
        advertising_spend=5.0, care_on=1, care_most=0.0, care_spend=3.0, programme_on=1, programme_fixed=100.0,
        programme_per_customer=10.0, programme_once=500, standing_cost=12.0,
    )  # fmt: skip
    record = both(Setting(4, 40.5, phases=((0, p), (35, replace(p, programme_once=800, programme_fixed=0.0)))))
    customers = sum(draw(Purpose.START, 0, k) < 0.5 for k in range(4))
    others = 4 - customers

    def costs(time: float, days: float, fixed: float, month: int) -> list[tuple[Any, ...]]:
        daily = {Account.CHANNEL: 8.0, Account.WAGES: 80.0, Account.ADVERTISING: 5.0 * others}
        daily |= {Account.CARE: 3.0 * customers, Account.PROGRAMME: fixed + 10.0 * customers, Account.STANDING: 12.0}
        return [booked(time, account, account, days * cost, month) for account, cost in daily.items()]

    once = 64 + Account.PROGRAMME
    assert 0 < customers < 4
    assert sum(0.5 <= draw(Purpose.START, 0, k) < 0.75 for k in range(4)) > 0  # a rival's customer
    assert life(record, -1) == [
        booked(0.0, once, Account.PROGRAMME, 500, 1),
        *costs(MONTH, 31.0, 100.0, 1),
        *costs(35.0, 4.0, 100.0, 2),
        booked(35.0, once, Account.PROGRAMME, 300, 2),
        *costs(40.5, 5.5, 0.0, 2),
    ]


def test_a_programme_that_was_off_costs_its_whole_start_when_it_starts() -> None:
    p = loyal(programme_once=500)
    record = both(Setting(1, 5.0, phases=((0, p), (2, replace(p, programme_on=1)))))

    assert life(record, -1) == [booked(2.0, 64 + Account.PROGRAMME, Account.PROGRAMME, 500, 1)]


def test_a_customer_costs_until_the_night_after_she_has_left() -> None:
    leaves = waits(Purpose.HAZARD, 1, 0.1)
    p = loyal(buying_rate=0.0, hazards_on=1, hazard_rates=(0.1,) + (0.0,) * 7, care_on=1, care_most=0.0, care_spend=9.0)
    record = both(world(p, 1, 30.0))

    assert life(record, -1) == [booked(30.0, Account.CARE, Account.CARE, 9.0 * (int(leaves) + 1), 1)]


# The desk -----------------------------------------------------------------------------------------------------------


def test_contacts_leave_their_rows_and_late_service_is_paid() -> None:
    # Given one agent from 9 to 18, a service of 6 hours and one call that waits at closing
    p = desk(desk_opens=0.375, desk_closes=0.75, desk_wage=8_000.0, desk_overtime=1.0)
    record = both(contacts(p, (1.625, 1.6875), 2.0))

    assert life(record, -1) == [
        (1.625, Kind.CONTACT, 0, (-1, -1, 0), *FREE, 0),
        (1.625, Kind.ANSWER, 0, (Kind.CONTACT, -1, 0), *FREE, 0),
        (1.6875, Kind.CONTACT, 1, (-1, -1, 1), *FREE, 0),
        (1.75, Kind.GIVE_UP, 1, (Kind.CONTACT, -1, 1), *FREE, 0),
        (1.875, Kind.SERVED, 0, (Kind.CONTACT, -1, 0), *FREE, 0),
        (1.875, Kind.OVERTIME, 0, NOTHING, Account.OVERTIME, -1000, 0),
        booked(2.0, Account.WAGES, Account.WAGES, 2 * 0.375 * 8_000.0, 1),
    ]


@pytest.mark.parametrize(("end", "today"), [(2.0, 0.0), (2.5, 0.125), (2.25, 0.0)])
def test_idle_agents_do_other_work_as_far_as_there_is_some_and_answers_bring_and_cost(end: float, today: float) -> None:
    # Given one agent from 9 to 18, a service of 6 hours from 15 on the second day, a call that is sent away at closing,
    # and seven hours and a fifth of other work a day
    p = desk(desk_opens=0.375, desk_closes=0.75, desk_wage=8_000.0, desk_overtime=0.0, desk_duties=0.3)
    p = replace(p, desk_duty_worth=0.5, desk_fee=70, outside_value=300)
    record = both(contacts(p, (1.625, 1.6875), end))

    # Then all of the first day's work is done, six hours on the second and, if the run ends at noon, three on the third
    done = 0.3 + 0.25 + today
    assert life(record, -1)[-4:] == [
        booked(end, Account.WAGES, Account.WAGES, end * 0.375 * 8_000.0, 1),
        booked(end, Account.OUTSIDE, Account.OUTSIDE, -300, 1),
        booked(end, Account.DUTIES, Account.DUTIES, -0.5 * 8_000.0 * done, 1),
        booked(end, Account.FEES, Account.FEES, 70, 1),
    ]


def test_a_service_past_midnight_counts_on_the_day_it_ends_and_never_makes_idle_time_negative() -> None:
    # Given a desk that never closes, two services of a day and a half each, and work without end
    p = desk(need_mean=1.5, desk_wage=8_000.0, desk_duties=1.0, desk_duty_worth=1.0)
    record = both(contacts(p, (0.25, 1.75), 4.0))

    # Then the agent is idle on the days on which nothing ends: the first and the third
    assert life(record, -1)[-1] == booked(4.0, Account.DUTIES, Account.DUTIES, -8_000.0 * 2, 1)


def test_yesterdays_other_work_is_worth_yesterdays_wage_and_an_answer_is_booked_once() -> None:
    # Given an answer on the first day, and from the second day on a dearer agent who has less other work to do
    p = desk(desk_wage=1_000.0, desk_duties=0.5, desk_duty_worth=1.0, desk_fee=70, outside_value=300)
    later = replace(p, desk_wage=3_000.0, desk_duties=0.25)
    record = both(Setting(1, 3.0, phases=((0, p), (1, later)), contact_times=(0.5,)))

    assert [row for row in life(record, -1) if row[4] in (Account.OUTSIDE, Account.DUTIES, Account.FEES)] == [
        booked(1.0, Account.OUTSIDE, Account.OUTSIDE, -300, 1),
        booked(1.0, Account.DUTIES, Account.DUTIES, -500, 1),
        booked(1.0, Account.FEES, Account.FEES, 70, 1),
        booked(3.0, Account.DUTIES, Account.DUTIES, -1_500, 1),
    ]


def test_contacts_come_at_drawn_gaps_where_no_times_are_given() -> None:
    record = both(world(desk(outside_rate=2.0), 1, 5.0))
    expected = [waits(Purpose.OUTSIDE_GAP, 0, 2.0, WORLD)]
    while expected[-1] < 5.0:
        expected.append(expected[-1] + waits(Purpose.OUTSIDE_GAP, len(expected), 2.0, WORLD))

    found = of_contacts(record, Kind.CONTACT)
    assert list(found) == list(range(len(expected) - 1))
    assert list(found.values()) == pytest.approx(expected[:-1])


def test_patience_that_has_begun_keeps_its_time_when_the_desk_opens_anew() -> None:
    # Given two services of ten days, a third contact who is patient for two days, and less patience from day 2 on
    p = desk(desk_agents=2, need_mean=10.0, patience_law=SpanLaw.FIXED, patience_mean=2.0)
    setting = contacts(p, (1.0, 1.0, 1.5), 5.0)
    record = both(replace(setting, phases=((0, p), (2, replace(p, desk_agents=1, patience_mean=0.25)))))
    assert of_contacts(record, Kind.GIVE_UP) == {2: 3.5}

    # And a complainer who is patient for half a day, and less from day 1 on
    p = complainers(start_customers=1.0, buying_rate=1.0, buying_rate_law=0, desk_on=1, desk_agents=0)
    p = replace(p, patience_law=SpanLaw.FIXED, patience_mean=0.5)
    record = both(Setting(1, 1.5, phases=((0, p), (1, replace(p, desk_closes=0.99, patience_mean=0.1)))))
    assert [row[0] for row in life(record) if row[1] == Kind.GIVE_UP] == [times(1)[1] + 0.5]


def test_who_tells_those_whom_few_tell_tells_more() -> None:
    # Given a chain of three, and listeners who all hear the same
    p = loyal(talk_on=1, talk_network=Network.PREFERENTIAL, talk_degree=2, talk_normalise=Normalise.LISTENER)
    record = both(world(p, 3, 1.0))

    assert sorted(record.people["talk_weight"].tolist()) == [0.5, 0.5, 2.0]


def test_patience_ends_in_the_line_alone_and_who_has_given_up_is_not_served() -> None:
    # Given one agent and services of 0.25: the second contact is in service when her patience ends
    setting = contacts(desk(patience_law=SpanLaw.FIXED, patience_mean=0.3), (1.0, 1.1, 1.15), 3.0)
    record = both(setting)

    assert of_contacts(record, Kind.SERVED) == {0: 1.25, 1: 1.5}
    assert of_contacts(record, Kind.GIVE_UP) == {2: pytest.approx(1.45)}
    assert [contact.case for contact in ended(setting).outside] == [Case.NONE] * 3


def test_patience_that_ends_after_she_has_left_wakes_nobody() -> None:
    # Given an agent who is free at 1.0, and a complainer who leaves the market when her complaint is closed
    p = failing(
        desk_on=1, outside_on=1, need_mean=0.25, patience_law=SpanLaw.FIXED, patience_mean=0.5, leaving_chance=1.0,
        leaving_to_rival=0.0,
    )  # fmt: skip
    record = both(world(p, 1, 3.0, contact_times=(0.75,)))

    assert times(1)[1] + 0.5 > 1.25
    assert [(row[:2], row[3]) for row in life(record)][-1] == ((1.25, Kind.DEPARTURE), (Kind.CLOSED, 0, 1))


def test_a_complainers_patience_that_ends_in_service_changes_nothing() -> None:
    # Given an agent who is free at 1.0, and services of half a day
    p = failing(desk_on=1, outside_on=1, need_mean=0.5, patience_law=SpanLaw.FIXED, patience_mean=0.2)
    record = both(world(p, 1, 1.6, contact_times=(0.5,)))

    assert 1.0 < times(1)[1] + 0.2 < 1.5
    assert [row[:2] for row in life(record)][-2:] == [(1.5, Kind.SERVED), (1.5, Kind.CLOSED)]


def test_a_contacts_end_of_service_answers_nobody_elses_complaint_of_the_same_number() -> None:
    # Given a contact with number 1 in service when the complaint about purchase 1 comes
    record = both(world(failing(**TWO_AGENTS, outside_on=1), 1, 3.0, contact_times=(0.1, 0.85)))

    assert of_contacts(record, Kind.SERVED) == {0: 0.35, 1: 1.1}
    assert next(row[0] for row in life(record) if row[1] == Kind.SERVED) == times(1)[1] + 0.25


def test_who_left_in_service_and_came_back_is_not_answered_by_the_service_she_left() -> None:
    # Given who leaves a tenth of a day after complaining, comes back within a day, and complains of that purchase too
    first = times(1)[1]
    rate = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 1.0) / (first + 0.1)
    p = failing(
        **TWO_AGENTS, hazards_on=1, hazard_rates=(0.0, 0.0, rate, 0.0, 0.0, 0.0, 0.0, 0.0), leaving_to_rival=1.0,
        advertising_on=1, rival_openness=1.0,
    )  # fmt: skip
    p = replace(p, need_mean=1.0, advertising_rate=10.0)
    record = both(world(p, 1, first + 2.0))
    back = first + 0.1 + waits(Purpose.ADVERT, 2, 10.0)

    assert back < first + 1.0
    answers = [(row[0], row[2]) for row in life(record) if row[1] == Kind.ANSWER]
    assert answers[:2] == [(first, 1), (pytest.approx(back), 2)]
    assert [(row[0], row[2]) for row in life(record) if row[1] == Kind.SERVED][:1] == [(answers[1][0] + 1.0, 2)]


# Who calls again and who is called back ---------------------------------------------------------------------------

HOUR = 1.0 / 24.0
BUSY = failing(
    desk_on=1, desk_agents=1, outside_on=1, complaint_written=0.0, patience_law=SpanLaw.FIXED, patience_mean=0.5 * HOUR
)


def of_the_line(record: Record) -> list[tuple[float, int, int]]:
    """Return what the line did with a customer's complaints: (time, kind, detail)."""
    kinds = (Kind.REDIAL, Kind.CALLBACK, Kind.ANSWER, Kind.GIVE_UP)
    return [(time, kind, detail) for time, kind, _, _, _, _, detail in life(record) if kind in kinds]


def test_a_customer_who_gives_up_calls_again_three_times_and_then_no_more() -> None:
    # Given an agent whom somebody else keeps busy for five days
    p = replace(BUSY, need_mean=5.0, redial_on=1, redial_chance=1.0, redial_after=HOUR)
    record = both(world(p, 1, 5.0, contact_times=(0.0,)))
    first = rows(record, Kind.COMPLAINT, 0)[0]
    called, slot = float(first["time"]), SLOTS * int(first["occasion"])

    expected = []
    for attempt in range(3):
        gives_up = called + 0.5 * HOUR
        expected.append((pytest.approx(gives_up), Kind.REDIAL, attempt + 1))
        called = gives_up + HOUR * exponential(draw(Purpose.REDIAL, slot + 2 * attempt + 1))
    assert of_the_line(record)[:4] == [*expected, (pytest.approx(called + 0.5 * HOUR), Kind.GIVE_UP, 0)]


def test_who_left_before_she_was_called_back_waits_like_others_when_she_is_back() -> None:
    # Given an agent who is busy for days; who calls on the first day leaves that day, and comes back on the next one
    first = times(1)[1]
    rate = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 1.0) / (first + 0.1)
    rates = (0.0, 0.0, rate, 0.0, 0.0, 0.0, 0.0, 0.0)
    p = replace(BUSY, need_mean=10.0, hazards_on=1, hazard_rates=rates, leaving_to_rival=1.0, rival_openness=1.0)
    p = replace(p, advertising_on=1, advertising_rate=1.0, callback_on=1, callback_above=0, callback_taken=1.0)
    back = first + 0.1 + waits(Purpose.ADVERT, 2, 1.0)
    assert first < 1.0 < back

    # When nobody is called back from the next day on
    record = both(Setting(1, 2.0, phases=((0, p), (1, replace(p, callback_on=0))), contact_times=(0.5,)))

    assert of_the_line(record)[:2] == [
        (first, Kind.CALLBACK, 0),
        (pytest.approx(back + 0.5 * HOUR), Kind.GIVE_UP, 0),
    ]
