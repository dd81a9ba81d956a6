"""The story of a failure that nobody has written up: who listens to her learns of it; lives by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on, are failed by one of six problems each time, and never complain.
"""

from math import floor
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind
from sim.model.parameters import Parameters
from sim.model.rules.contacts import GREETING, PROGRAMMES
from sim.model.rules.outreach import AT_LEARNING as AT_HEARING
from sim.model.rules.outreach import PER_CONTACT, PER_NIGHT
from sim.model.rules.surveys import AT_TELLING, TELEPHONE
from sim.record import Record
from tests.engine.hand import Row, draw, failing, life, rows, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

OPEN, REPORT = 6, 7
T = times(20)
GREETED: dict[str, Any] = {"contact_greeting": 1.0, "contact_fits": (1.0,) * PROGRAMMES}
GREETED |= {"contact_reach": (1.0,) * PROGRAMMES, "contact_learns": (1.0,) * PROGRAMMES}
ASKED: dict[str, Any] = {"surveys_on": 1, "survey_telephone": 1.0, "survey_answer": (20.0,) * 3}
ASKED |= {"survey_learns": (1.0,) * 4}


def silent(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return such customers; a report finds its problem, and no problem ends."""
    given: dict[str, Any] = {"complaints_on": 0, "problems_on": 1, "problems_open": OPEN, "problems_share": 1.0}
    given |= {"problems_hidden": float(OPEN), "problems_met": 0.0, "problems_sought": 0.0, "analysis_rate": 0.0}
    given |= {"report_share": 0.0, "report_finds": 1.0, "report_cost": REPORT, "fix_lag": 1e4, "contacts_on": 1}
    return failing(**(given | changes))


def told(record: Record) -> list[Row]:
    """Return the rows of what was written up."""
    return [row for row in life(record) if row[1] == Kind.REPORT]


def last_before(day: int) -> int:
    """Return the number of the last purchase before 00:00 of a day."""
    return max(n for n, time in enumerate(T) if time < day)


def test_what_she_tells_is_written_up_once_and_finds_its_problem_unless_somebody_has_since() -> None:
    record = both(world(silent(**GREETED), 1, 9.0))

    # Each find takes one of the hidden ones; the chance that hers is still there is the product since her failure
    hidden, found, heard, expected, nights = OPEN, 0, 0, list[Row](), list[int]()
    for day in range(1, 9):
        before, left = hidden, 1.0
        for _ in range(found):
            left *= 1.0 - 1.0 / hidden
            hidden -= 1
            nights.append(day)
        found, n = 0, last_before(day)
        if n > heard:
            finds = draw(Purpose.PROBLEM, n) < before / OPEN and draw(Purpose.STILL_HIDDEN, n) < left
            parent = (Kind.CONTACTED, 0, PER_NIGHT * day + GREETING)
            expected.append((float(day), Kind.REPORT, n, parent, Account.REPORTS, -REPORT, int(finds)))
            heard, found = n, int(finds)

    assert told(record) == expected
    assert 0 < len(expected) < 8
    assert 0 < len(nights) < len(expected)
    assert [row[0] for row in life(record, -1) if row[1] == Kind.FOUND] == nights


def test_who_was_failed_and_told_nobody_keeps_it_until_somebody_listens() -> None:
    kept, heard = (both(world(silent(**one), 1, 1.05)) for one in ({}, GREETED))

    assert not unlike(kept.people[0], untold=2, hunted=0.0)
    assert told(kept) == []
    assert not unlike(heard.people[0], untold=0)
    # Where the firm has no contacts nobody keeps anything
    assert not unlike(both(world(silent(contacts_on=0), 1, 1.05)).people[0], untold=0, hunted=0.0)


def test_chance_is_written_up_too_and_finds_nothing() -> None:
    record = both(world(silent(**GREETED, problems_share=0.0, failure_rate=1.0), 1, 1.05))

    assert [row[2:3] + row[4:] for row in told(record)] == [(1, Account.REPORTS, -REPORT, 0)]
    assert Kind.FOUND not in {row[1] for row in life(both(world(silent(**GREETED, problems_share=0.0), 1, 4.0)), -1)}


def test_the_last_hidden_problem_is_found_but_once() -> None:
    # Given one problem, which two customers were failed by; the first night finds it
    record = both(world(silent(**GREETED, problems_open=1, problems_hidden=1.0), 1, 6.0))

    assert next(row[6] for row in told(record)) == 1
    assert sum(row[6] for row in told(record)) == 1


@pytest.mark.parametrize("deaf", [{"contact_fits": (0.0,) * PROGRAMMES}, {"contact_learns": (0.0,) * PROGRAMMES}])
def test_a_contact_that_does_not_suit_her_or_does_not_ask_learns_nothing(deaf: dict[str, Any]) -> None:
    record = both(world(silent(**(GREETED | deaf)), 1, 3.0))

    assert told(record) == []
    assert len(rows(record, Kind.CONTACTED)) == 2


def test_what_was_written_up_at_once_is_not_told_again() -> None:
    given = GREETED | {"complaints_on": 1, "report_share": 1.0}
    parents = {row[3][0] for row in told(both(world(silent(**given), 1, 6.0)))}

    assert parents == {Kind.COMPLAINT}


@pytest.mark.parametrize("answers", [20.0, -20.0])
def test_an_answer_to_a_survey_says_what_failed_her_and_silence_nothing(answers: float) -> None:
    record = both(world(silent(**(ASKED | {"survey_answer": (answers,) * 3})), 1, 1.05))

    parent = (Kind.SURVEYED, 0, PER_NIGHT + TELEPHONE)
    assert told(record) == ([(1.0, Kind.REPORT, 1, parent, Account.REPORTS, -REPORT, 1)] if answers > 0.0 else [])


@pytest.mark.parametrize(("says", "tells"), [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0)])
def test_who_leaves_and_is_asked_says_why_and_perhaps_what_failed_her_last(says: float, tells: float) -> None:
    # Given somebody who leaves for the price, by the calendar, after a purchase that failed
    given: dict[str, Any] = {"surveys_on": 1, "survey_exit": says, "survey_learns": (0.0, 0.0, 0.0, tells)}
    given |= {"hazards_on": 1, "hazard_rates": (0, 0, 0.4, 0, 0, 0, 0, 0), "leaving_to_rival": 0.0}
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.4)
    n = last_before(leaves)
    record = both(world(silent(**given), 1, 9.0))
    expected = [
        (leaves, Kind.INTERVIEW, n, (Kind.DEPARTURE, 0, n), Account.INTERVIEWS, -333, Cause.PRICE),
        (leaves, Kind.REPORT, n, (Kind.INTERVIEW, 0, n), Account.REPORTS, -REPORT, 1),
    ]

    assert n > 1
    said = [row for row in life(record) if row[1] in (Kind.INTERVIEW, Kind.REPORT)]
    assert said == expected[: round(says + says * tells)]
    assert not unlike(record.people[0], filed=int(not says))


@pytest.mark.parametrize("way", ["contact", "survey"])
def test_some_listen_better_than_others_and_leaders_make_them_listen(way: str) -> None:
    """The draw of a contact or an answer falls below its share of hearing, times fidelity."""
    given, purpose, which, number = (
        (GREETED, Purpose.OUTREACH, AT_HEARING, PER_NIGHT + GREETING)
        if way == "contact"
        else (ASKED, Purpose.SURVEY, AT_TELLING, PER_NIGHT + TELEPHONE)
    )
    size = PROGRAMMES if way == "contact" else 4
    u = draw(purpose, PER_CONTACT * number + which)
    staff: dict[str, Any] = {
        "staff_on": 1,
        "staff_posts": 1,
        "morale_on": 1,
        "climate_goals": 1.0,
        "climate_example": 1.0,
    }
    for share, more, hears in ((u + 1e-9, {}, True), (u - 1e-9, {}, False), (u / 1.2, staff, True)):
        p = silent(**(given | {f"{way}_learns": (share,) * size} | more))
        assert bool(told(both(world(p, 1, 1.05)))) is hears
    assert floor(T[1]) == 0
