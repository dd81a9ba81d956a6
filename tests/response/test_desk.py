"""The desk is measured over all its contacts, apart from what becomes of complaints."""

from dataclasses import replace

import pytest

from sim.model.events import Kind, Outcome
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from sim.model.world import staffed_time
from sim.record import Record
from sim.response import RESPONSES
from sim.response.desk import contacts
from tests.response.hand import Row, record_of

MINUTE = 1 / 1440
CALL, LETTER = 0, 1


def complain(time: float, person: int, occasion: int, by: int = CALL) -> Row:
    return Row(time, person, Kind.COMPLAINT, detail=by, occasion=occasion)


def contact(time: float, number: int) -> Row:
    return Row(time, -1, Kind.CONTACT, occasion=number)


def event(kind: Kind, time: float, person: int, occasion: int) -> Row:
    return Row(time, person, kind, occasion=occasion)


def read(record: Record, name: str) -> float | None:
    return RESPONSES[name].read(record, 0.1)


@pytest.fixture
def busy() -> Record:
    """Return ten days of a desk: four calls and a letter answered, three given up, one still in the line at the end."""
    return replace(
        record_of(
            contact(1.0, 0), event(Kind.ANSWER, 1.0, -1, 0), event(Kind.SERVED, 1.0 + 6 * MINUTE, -1, 0),
            complain(2.0, 0, 5), event(Kind.ANSWER, 2.0 + 5 * MINUTE, 0, 5), event(Kind.SERVED, 2.25, 0, 5),
            contact(3.0, 1), event(Kind.ANSWER, 3.0 + 6 * MINUTE, -1, 1), event(Kind.SERVED, 3.5, -1, 1),
            contact(4.0, 2), event(Kind.GIVE_UP, 4.0 + 2 * MINUTE, -1, 2),
            contact(4.5, 3), event(Kind.GIVE_UP, 4.5 + 9 * MINUTE, -1, 3),
            complain(5.0, 1, 0), event(Kind.GIVE_UP, 5.0 + 30 * MINUTE, 1, 0),
            complain(6.0, 2, 0, LETTER), event(Kind.ANSWER, 7.0, 2, 0), event(Kind.SERVED, 7.25, 2, 0),
            complain(9.0, 3, 1), event(Kind.ANSWER, 9.125, 3, 1),
            contact(10.0 - 2 * MINUTE, 4),
            run_length=10.0,
        ),
        staffed=5.0,
    )  # fmt: skip


def test_every_contact_is_offered_and_the_answered_are_those_that_an_agent_took(busy: Record) -> None:
    assert read(busy, "desk_offered") == 9
    assert read(busy, "desk_letters") == 1
    assert read(busy, "desk_answered") == 5


def test_abandonment_is_over_all_contacts_and_not_over_complaints(busy: Record) -> None:
    assert read(busy, "desk_abandoned_share") == 3 / 9
    assert read(busy, "complaints_given_up_share") == 1.0  # one given up, none closed


def test_the_service_level_is_over_calls_and_leaves_out_who_has_only_just_called(busy: Record) -> None:
    # Two calls answered at once and after 5 minutes; missed: after 6 minutes, after 3 hours, three that gave up
    assert read(busy, "desk_service_level") == 2 / 7


def test_a_call_that_has_waited_longer_than_the_standard_is_missed_even_if_nobody_ever_answers() -> None:
    overrun = record_of(contact(1.0, 0), event(Kind.ANSWER, 1.0, -1, 0), contact(2.0, 1), run_length=10.0)

    assert read(overrun, "desk_service_level") == 1 / 2
    assert read(overrun, "desk_abandoned_share") == 0.0


def test_waits_of_calls_and_of_letters_are_apart(busy: Record) -> None:
    calls = [0.0, 5 / 60, 6 / 60, 3.0]

    assert read(busy, "desk_wait") == pytest.approx(sum(calls) / 4)
    assert read(busy, "desk_wait_p90") == pytest.approx(3.0)
    assert read(busy, "desk_letter_wait_p90") == pytest.approx(24.0)
    assert read(busy, "complaint_call_wait") == pytest.approx((5 / 60 + 3.0) / 2)
    assert read(busy, "complaint_letter_wait") == pytest.approx(24.0)


def test_nine_of_ten_waits_do_not_exceed_the_ninth() -> None:
    rows = [row for n in range(10) for row in (contact(n, n), event(Kind.ANSWER, n + (n + 1) * MINUTE, -1, n))]

    assert read(record_of(*rows, run_length=20.0), "desk_wait_p90") == pytest.approx(9 / 60)


def test_utilisation_counts_services_up_to_the_end_over_the_staffed_time(busy: Record) -> None:
    services = [6 * MINUTE, 0.25 - 5 * MINUTE, 0.5 - 6 * MINUTE, 0.25, 10.0 - 9.125]

    assert read(busy, "desk_utilisation") == pytest.approx(sum(services) / 5.0)
    assert read(replace(busy, staffed=0.0), "desk_utilisation") is None


def test_who_is_served_and_moves_away_later_kept_the_agent_until_she_was_served() -> None:
    rows = (complain(1.0, 0, 0), event(Kind.ANSWER, 1.0, 0, 0), event(Kind.SERVED, 1.5, 0, 0))
    away = record_of(*rows, event(Kind.WITHDRAWAL, 8.0, 0, 0), run_length=10.0)

    assert read(replace(away, staffed=1.0), "desk_utilisation") == pytest.approx(0.5)


def test_what_is_passed_on_kept_the_agent_until_then_and_waits_for_its_solution() -> None:
    passed_on = (complain(1.0, 0, 0), event(Kind.ANSWER, 1.0, 0, 0), event(Kind.PASSED_ON, 1.5, 0, 0))
    solved = record_of(*passed_on, event(Kind.SERVED, 4.0, 0, 0), event(Kind.CLOSED, 4.0, 0, 0), run_length=10.0)
    unsolved = record_of(*passed_on, run_length=10.0)

    for record in (solved, unsolved):
        assert read(replace(record, staffed=1.0), "desk_utilisation") == pytest.approx(0.5)
    assert (read(solved, "solution_wait"), read(unsolved, "solution_wait")) == (3.0, None)


def test_quick_solutions_are_over_all_complaints_that_ended() -> None:
    ends = (Outcome.FAST, Outcome.RESOLVED, Outcome.UNRESOLVED)
    rows = [row for n, end in enumerate(ends) for row in (complain(n, n, 0), Row(n, n, Kind.CLOSED, detail=end))]
    record = record_of(*rows, complain(5.0, 3, 0), event(Kind.GIVE_UP, 6.0, 3, 0), run_length=10.0)

    assert read(record, "quick_share") == 1 / 4


def test_a_complaint_passed_on_without_a_desk_is_no_contact_of_the_desk() -> None:
    record = record_of(complain(1.0, 0, 0), event(Kind.PASSED_ON, 1.0, 0, 0), run_length=10.0)

    assert read(record, "desk_offered") == 0


def test_a_complaint_that_is_answered_without_a_desk_is_no_contact_of_the_desk() -> None:
    record = record_of(complain(1.0, 0, 0), event(Kind.SERVED, 1.0, 0, 0), run_length=10.0)

    assert read(record, "desk_offered") == 0
    assert read(record, "desk_abandoned_share") is None
    assert read(record, "desk_wait") is None


def test_contacts_of_the_history_are_not_counted(busy: Record) -> None:
    late = replace(busy, history=4, run_length=6.0)

    assert read(late, "desk_offered") == 6
    assert read(late, "desk_answered") == 2
    found = contacts(late)
    assert found is not None
    assert found.came.min() >= 4


def test_a_sample_of_the_log_gives_no_number_of_the_desk(busy: Record) -> None:
    names = [name for name in RESPONSES if name.startswith("desk_")]

    assert len(names) == 10
    assert all(read(replace(busy, complete=False), name) is None for name in names)


def test_staffed_time_is_agents_times_opening_hours_after_the_history() -> None:
    # Given a desk open from 9 to 18: two agents, from day 12 on three; ten days of history; it ends on day 13 at noon
    two = replace(Parameters(), desk_on=1, desk_agents=2)
    setting = Setting(10, 3.5, history=10, phases=((0, two), (12, replace(two, desk_agents=3))))

    assert staffed_time(setting) == pytest.approx(2 * 2 * 9 / 24 + 3 * (9 + 3) / 24)
    assert staffed_time(replace(setting, phases=((0, replace(two, desk_on=0)),))) == 0.0
    always = replace(two, desk_opens=0.0, desk_closes=1.0)
    assert staffed_time(replace(setting, phases=((0, always),))) == pytest.approx(2 * 3.5)
