"""The desk at equal times, at closing and opening, without agents: what must happen is known by hand."""

import numpy as np
import pytest

from sim.model.events import Account, Kind, SpanLaw
from sim.model.quantities import HOUR
from tests.engine.hand import complainers, contacts, desk, of_contacts, posts, rows
from tests.engine.side_by_side import both
from tests.oracles.checks import world

NINE_TO_SIX = {"desk_opens": 0.375, "desk_closes": 0.75}
FIXED = {"patience_law": SpanLaw.FIXED}


def test_contacts_of_one_instant_are_taken_by_number_and_lowest_post_first() -> None:
    record = both(contacts(desk(desk_agents=2), (1.0, 1.0, 1.0, 1.0), 3.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.0, 1: 1.0, 2: 1.25, 3: 1.25}
    assert posts(record) == {0: 0, 1: 1, 2: 0, 3: 1}


def test_the_agent_who_has_been_idle_longest_takes_the_next_contact() -> None:
    # Given that post 1 was idle since the start and post 0 since 1.25
    record = both(contacts(desk(desk_agents=2), (1.0, 1.5, 1.5), 3.0))

    assert posts(record) == {0: 0, 1: 1, 2: 0}


def test_a_service_ends_before_a_contact_of_the_same_instant_arrives() -> None:
    record = both(contacts(desk(patience_mean=0.0, **FIXED), (1.0, 1.25), 3.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.0, 1: 1.25}
    assert of_contacts(record, Kind.GIVE_UP) == {}


def test_who_would_give_up_when_an_agent_becomes_free_is_served() -> None:
    record = both(contacts(desk(patience_mean=0.125, **FIXED), (1.0, 1.125, 1.125), 3.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.0, 1: 1.25}
    assert of_contacts(record, Kind.GIVE_UP) == {2: 1.25}


def test_who_has_no_patience_gives_up_where_she_stands() -> None:
    record = both(contacts(desk(patience_mean=0.0, **FIXED), (1.0, 1.125), 3.0))

    assert of_contacts(record, Kind.GIVE_UP) == {1: 1.125}


def test_a_service_that_takes_no_time_makes_nobody_wait() -> None:
    record = both(contacts(desk(need_mean=0.0), (1.0,) * 5, 3.0))

    assert of_contacts(record, Kind.SERVED) == dict.fromkeys(range(5), 1.0)


@pytest.mark.parametrize("agents", [1, 2, 3])
def test_waits_on_a_coarse_grid_are_those_of_the_recursion_by_hand(agents: int) -> None:
    # Given 400 contacts on a grid of quarter days, most at an instant with others, served for half a day
    times = tuple(np.sort(np.random.default_rng(5).integers(0, 500 // agents, 400)) * 0.25)

    # When all are served in the order of coming, each by the agent who is free first
    free, expected = [0.0] * agents, []
    for time in times:
        begins = max(time, min(free))
        free[free.index(min(free))] = begins + 0.5
        expected.append(begins)

    # Then both engines say the same
    record = both(contacts(desk(desk_agents=agents, need_mean=0.5), times, 300.0))
    assert list(of_contacts(record, Kind.ANSWER).values()) == expected
    assert list(of_contacts(record, Kind.SERVED).values()) == [time + 0.5 for time in expected]


def test_without_agents_everybody_gives_up_after_her_patience() -> None:
    record = both(contacts(desk(desk_agents=0, patience_mean=0.5, **FIXED), (1.0, 2.0, 2.0), 4.0))

    assert of_contacts(record, Kind.GIVE_UP) == {0: 1.5, 1: 2.5, 2: 2.5}
    assert of_contacts(record, Kind.ANSWER) == {}


def test_without_agents_and_with_endless_patience_calls_wait_until_closing() -> None:
    record = both(contacts(desk(desk_agents=0, **NINE_TO_SIX), (1.5, 1.625, 2.5), 4.0))

    assert of_contacts(record, Kind.GIVE_UP) == {0: 1.75, 1: 1.75, 2: 2.75}


def test_without_agents_closing_time_or_impatience_everybody_waits_for_ever() -> None:
    record = both(contacts(desk(desk_agents=0), (1.0, 2.0), 40.0))

    assert of_contacts(record, Kind.CONTACT) == {0: 1.0, 1: 2.0}
    assert len(record.events) == 2


def test_without_agents_every_complaint_is_given_up_and_nobody_is_recovered() -> None:
    p = complainers(desk_on=1, desk_agents=0, patience_mean=1.5, start_customers=1.0, **FIXED)
    record = both(world(p, 60, 200.0))

    counts = record.counts[0]
    assert counts[Kind.GIVE_UP] > 60
    assert counts[Kind.SERVED] == counts[Kind.CLOSED] == counts[Kind.ANSWER] == 0
    assert counts[Kind.COMPLAINT] == counts[Kind.GIVE_UP] + np.count_nonzero(record.people["case"])
    filed = {(r["person"], r["occasion"]): r["time"] for r in rows(record, Kind.COMPLAINT)}
    assert all(r["time"] == filed[r["person"], r["occasion"]] + 1.5 for r in rows(record, Kind.GIVE_UP))


def test_a_call_that_waits_at_closing_gives_up_then() -> None:
    # Given one agent busy from 1.625 to 1.875 and closing at 1.75
    record = both(contacts(desk(**NINE_TO_SIX), (1.625, 1.6875), 4.0))

    assert of_contacts(record, Kind.GIVE_UP) == {1: 1.75}
    assert of_contacts(record, Kind.SERVED) == {0: 1.875}


def test_a_service_that_ends_at_closing_time_does_not_take_the_next_call() -> None:
    record = both(contacts(desk(**NINE_TO_SIX), (1.5, 1.625), 4.0))

    assert of_contacts(record, Kind.SERVED) == {0: 1.75}
    assert of_contacts(record, Kind.GIVE_UP) == {1: 1.75}


def test_service_in_hand_goes_on_after_closing_and_is_paid_as_overtime() -> None:
    wage = 24_000.0
    p = desk(desk_wage=wage, desk_overtime=1.5, **NINE_TO_SIX)
    record = both(contacts(p, (1.6875, 2.0), 4.0))

    (row,) = rows(record, Kind.OVERTIME)
    assert (row["time"], row["amount"], row["person"]) == (1.9375, -round(1.5 * wage * 0.1875), -1)
    assert record.ledger[:, Account.OVERTIME].sum() == row["amount"]
    assert record.ledger[:, Account.WAGES].sum() == -round(4 * 0.375 * wage)


def test_a_service_that_ends_at_closing_time_is_no_overtime() -> None:
    record = both(contacts(desk(desk_wage=24_000.0, **NINE_TO_SIX), (1.5,), 4.0))

    assert len(rows(record, Kind.OVERTIME)) == 0


def test_overtime_is_paid_until_the_next_opening_at_most() -> None:
    # Given a service from 1.5 for two days: late from 1.75 to the next opening at 2.375
    record = both(contacts(desk(need_mean=2.0, desk_wage=24_000.0, desk_overtime=1.0, **NINE_TO_SIX), (1.5,), 5.0))

    (row,) = rows(record, Kind.OVERTIME)
    assert (row["time"], row["amount"]) == (3.5, -round(24_000.0 * 0.625))


def test_a_call_outside_hours_waits_for_opening_and_its_patience_starts_then() -> None:
    # Given two early calls and one agent; the patience of an hour is over long before opening if it ran at once
    p = desk(patience_mean=HOUR, **FIXED, **NINE_TO_SIX)
    record = both(contacts(p, (1.0, 1.125), 4.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.375}
    assert of_contacts(record, Kind.GIVE_UP) == {1: 1.375 + HOUR}


def test_a_call_after_closing_is_answered_at_the_next_opening() -> None:
    record = both(contacts(desk(**NINE_TO_SIX), (1.75, 1.8), 4.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 2.375, 1: 2.625}


def test_a_call_at_opening_time_is_taken_at_once() -> None:
    record = both(contacts(desk(**NINE_TO_SIX), (1.375,), 4.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.375}


def test_who_called_before_opening_comes_before_who_calls_at_opening() -> None:
    record = both(contacts(desk(**NINE_TO_SIX), (1.25, 1.375), 4.0))

    assert of_contacts(record, Kind.ANSWER) == {0: 1.375, 1: 1.625}


@pytest.mark.parametrize(("written", "answered"), [(1.0, True), (0.0, False)])
def test_a_letter_keeps_its_place_at_closing_and_a_call_does_not(written: float, answered: bool) -> None:
    # Given one agent whom an outside contact keeps busy beyond closing every day
    p = complainers(
        desk_on=1, outside_on=1, desk_agents=1, need_mean=0.5, complaint_written=written, start_customers=1.0,
        buying_rate=0.2, **NINE_TO_SIX,
    )  # fmt: skip
    times = tuple(day + 0.375 for day in range(39))
    record = both(world(p, 1, 60.0, contact_times=times), seed=17)
    filed = rows(record, Kind.COMPLAINT, 0)["time"][0]
    ends = rows(record, Kind.ANSWER if answered else Kind.GIVE_UP, 0)

    # Then the letter is answered when the outside contacts stop, and the call given up at the day's closing
    assert 0.375 < filed % 1.0 < 0.75
    assert filed < 38
    assert ends["time"][0] == (np.floor(filed) + 1.375 if answered else np.floor(filed) + 0.75)


def test_fast_handling_puts_complaints_before_all_others() -> None:
    # Given a long line of outside contacts, and complaints that go to the first class
    p = complainers(
        desk_on=1, outside_on=1, desk_agents=1, need_mean=0.5, start_customers=1.0, buying_rate=0.1,
        recovery_fast_handling=1, recovery_fast_factor=1.0,
    )  # fmt: skip
    record = both(world(p, 3, 60.0, contact_times=(0.0,) * 100))
    ends = np.unique(rows(record, Kind.SERVED)["time"])
    filed = rows(record, Kind.COMPLAINT)["time"]
    answered = rows(record, Kind.ANSWER)
    answered = answered[answered["person"] >= 0]["time"]

    # Then each waits only for the service in hand, but for complaints before her own
    assert len(filed) >= 5
    first = ends[np.searchsorted(ends, filed[0])]
    assert answered[0] == first
    assert (answered - filed[: len(answered)]).max() <= 0.5 * 3


def test_everybody_in_a_long_line_is_sent_away_at_closing() -> None:
    # Given more who wait than an array has room for beyond what it holds
    came = tuple(k / 10_000.0 for k in range(2_000))
    record = both(contacts(desk(desk_closes=0.5, need_mean=2.0), came, 0.6))

    assert len(rows(record, Kind.GIVE_UP)) == len(came) - 1
