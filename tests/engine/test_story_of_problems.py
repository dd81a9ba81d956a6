"""The story of standing problems: written up by day; at 00:00 found, mended, new ones, perhaps a crisis."""

from math import ceil, exp, floor
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.drivers import Driver
from sim.model.events import Account, Cause, Kind
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.rules.problems import MOST
from sim.record import Record
from tests.engine.hand import NOTHING, draw, ended, failing, life, loyal, rows, unlike
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FIX, REPORT = 300, 7


def standing(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who complain about every failure, each caused by one of two problems; nobody seeks them."""
    given: dict[str, Any] = {"problems_on": 1, "problems_open": 2, "problems_share": 1.0, "problems_hidden": 2.0}
    given |= {"problems_met": 0.0, "problems_sought": 0.0, "analysis_rate": 0.0, "fix_cost": FIX, "fix_lag": 2.5}
    given |= {"report_share": 1.0, "report_finds": 1.0, "report_cost": REPORT}
    return failing(**(given | changes))


def firm(time: float, kind: Kind, number: int, detail: int = 0) -> tuple[Any, ...]:
    """Return a row of the firm's; finding is what costs."""
    account, amount = (Account.FIXES, -FIX) if kind == Kind.FOUND else (Account.NONE, 0)
    return (time, kind, number, NOTHING, account, amount, detail)


def of_firm(purpose: int, number: int, seed: int = 1) -> float:
    """Return a threshold of the firm's."""
    return exponential(draw(purpose, number, -1, seed))


def visits(record: Record, kind: Kind = Kind.PURCHASE) -> list[tuple[int, float]]:
    """Return number and time of each purchase, or of another kind of event at one."""
    return [(int(row["occasion"]), float(row["time"])) for row in rows(record, kind)]


AT_START = [firm(0.0, Kind.ARISEN, 0), firm(0.0, Kind.ARISEN, 1)]


def test_a_report_finds_a_problem_by_night_and_nothing_fails_by_it_once_it_is_mended() -> None:
    record = both(world(standing(), 1, 15.0))

    # Given two problems nobody has found, of which every failure comes, and reports that find them for certain
    hidden, due, told, fails, reported = 2, list[int](), list(AT_START), list[int](), 0
    for day in range(15):
        gone = [end for end in due if end <= day]
        told += [firm(float(day), Kind.MENDED, 2 - hidden - len(due) + k) for k in range(len(gone))]
        due = [end for end in due if end > day]
        for _ in range(min(reported, hidden)):
            told.append(firm(float(day), Kind.FOUND, 2 - hidden))
            hidden, due = hidden - 1, [*due, day + 3]
        reported = 0
        for n, time in visits(record):
            if floor(time) == day and draw(Purpose.FAILURE, n) < (hidden + len(due)) / 2:
                fails.append(n)
                reported += draw(Purpose.PROBLEM, n) < hidden / (hidden + len(due))
    assert sorted(life(record, -1), key=lambda row: (row[0], row[1], row[2])) == sorted(
        told, key=lambda row: (row[0], row[1], row[2])
    )
    assert len(told) == 6
    assert rows(record, Kind.FAILURE)["occasion"].tolist() == fails != [n for n, _ in visits(record)]
    state = ended(world(standing(), 1, 15.0)).state[0]
    assert not unlike(
        state,
        hidden=0,
        mending=0,
        reported=0,
        mended=[0.0] * MOST,
        failing=0.0,
        bought=sum(time < 14.0 for _, time in visits(record)),
    )


@pytest.mark.parametrize("speaks", [True, False])
def test_who_complains_or_is_asked_is_written_up_and_it_costs(speaks: bool) -> None:
    given: dict[str, Any] = {} if speaks else {"complaints_on": 0, "report_share": 0.0, "report_asked": 0.6}
    record = both(world(standing(report_finds=0.0, **given), 1, 9.0))
    before = Kind.COMPLAINT if speaks else Kind.SILENCE

    assert [row for row in life(record) if row[1] == Kind.REPORT] == [
        (time, Kind.REPORT, n, (before, 0, n), Account.REPORTS, -REPORT, 0)
        for n, time in visits(record, Kind.FAILURE)
        if draw(Purpose.REPORT, n) < (1.0 if speaks else 0.6)
    ]
    assert 0 < len(rows(record, Kind.REPORT)) < len(rows(record, Kind.PURCHASE)) + speaks


def test_a_report_finds_nothing_where_the_failure_was_chance_or_the_problem_is_not_seen() -> None:
    p = standing(problems_share=0.5, report_finds=0.5)
    record = both(world(p, 1, 6.0))

    finds = {
        n: draw(Purpose.PROBLEM, n) < 0.5 and draw(Purpose.FINDS, n) < 0.5 for n, time in visits(record) if time < 1.0
    }
    assert {int(row["occasion"]): bool(row["detail"]) for row in rows(record, Kind.REPORT) if row["time"] < 1} == finds
    assert [row[0] for row in life(record, -1) if row[1] == Kind.FOUND and row[0] == 1.0] == [1.0] * sum(finds.values())


def test_a_cause_that_strikes_once_more_is_no_problems() -> None:
    # Given that every cause strikes at the next purchase again, and chance brings no failure of its own after the first
    p = standing(
        causes_on=1, root_repeat=1.0, root_lag=0.0, root_span=1e6, root_removal=0.0, failure_left=1.0, failure_fresh=1.0
    )
    record = both(world(p, 1, 8.0))

    found = {int(row["occasion"]): int(row["detail"]) for row in rows(record, Kind.REPORT)}
    assert list(found) == [n for n, _ in visits(record)]
    assert list(found.values()) == [1, *[0] * (len(found) - 1)]


def test_the_firm_finds_problems_itself_and_new_ones_come_with_its_business() -> None:
    # Given a customer whom nothing fails, so that nobody reports, analysis, and problems that come with her purchases
    given: dict[str, Any] = {"problems_on": 1, "problems_open": 2, "problems_hidden": 2.0, "problems_met": 0.05}
    given |= {"problems_sought": 0.02, "analysis_rate": 0.05, "fix_cost": FIX, "fix_lag": 4.0}
    setting = world(loyal(**given), 1, 60.0)
    record = both(setting)
    bought = rows(record, Kind.PURCHASE)["time"]

    hidden, due, told, news, found = 2, list[int](), list(AT_START), 0, 0
    new_left, search_left = of_firm(Purpose.ARISE, 0), of_firm(Purpose.SEARCH, 0)
    for day in range(1, 60):
        told += [firm(float(day), Kind.MENDED, found - len(due) + k) for k in range(due.count(day))]
        due = [end for end in due if end != day]
        new_left -= 2.0 * (0.05 * int(((bought >= day - 1) & (bought < day)).sum()) + 0.02)
        search_left -= hidden * 0.05
        while search_left <= 0.0 < hidden:
            told.append(firm(float(day), Kind.FOUND, found, 1))
            hidden, found, due = hidden - 1, found + 1, [*due, day + 4]
            search_left += of_firm(Purpose.SEARCH, found)
        while new_left <= 0.0:
            told.append(firm(float(day), Kind.ARISEN, 2 + news))
            hidden, news = hidden + 1, news + 1
            new_left += of_firm(Purpose.ARISE, news)

    assert sorted(row[:3] for row in life(record, -1)) == sorted(row[:3] for row in told)
    assert news > 1
    assert found > 1
    state = ended(setting).state[0]
    assert not unlike(state, hidden=hidden, mending=len(due), news=news, searches=found)
    assert (state.new_left, state.search_left) == (pytest.approx(new_left), pytest.approx(search_left))


def test_staff_who_are_heard_suggest_more() -> None:
    # Given one post, ten suggestions a day where its holder is heard as is usual, and twice as many where wholly
    given: dict[str, Any] = {"problems_on": 1, "problems_open": 2, "problems_hidden": 2.0, "problems_sought": 0.0}
    given |= {"analysis_rate": 0.0, "suggest_rate": 10.0, "report_finds": 0.01, "staff_on": 1, "staff_posts": 1}
    given |= {"staff_turnover": 0.0, "staff_held": 1.0, "staff_tried": 1, "fix_lag": 1000.0}
    nights = []
    for voice in ({}, {"morale_on": 1, "climate_voice": 1.0}):
        record = both(world(loyal(**(given | voice)), 1, 60.0))
        nights.append(next(row[0] for row in life(record, -1) if row[1] == Kind.FOUND))

    assert nights == [ceil(of_firm(Purpose.SEARCH, 0) / rate) for rate in (0.1, 0.2)]


def test_some_problems_are_being_mended_when_the_run_begins() -> None:
    p = standing(problems_open=20, problems_hidden=10.0, report_share=0.0, fix_lag=8.0)
    record = both(world(p, 1, 10.0))
    drawn = [draw(Purpose.FOUND_AT_START, k, -1) for k in range(20)]

    ends = sorted(max(1, ceil(8.0 * u / 0.5)) for u in drawn if u < 0.5)
    assert [row[0] for row in life(record, -1) if row[1] == Kind.MENDED] == ends
    assert 3 < len(ends) < 17
    assert not any(row[1] == Kind.FOUND for row in life(record, -1))


def test_there_are_never_more_problems_than_have_room() -> None:
    p = standing(problems_met=0.0, problems_sought=50.0, report_share=0.0)
    state = ended(world(p, 1, 5.0)).state[0]

    assert not unlike(state, hidden=MOST, mending=0)


def test_problems_come_to_a_crisis_which_costs_satisfaction_and_customers() -> None:
    # Given a rate of .02 a day at two problems, of which none is ever found
    p = standing(
        crisis_rate=0.02, crisis_leaving=0.5, crisis_shock=0.3, report_share=0.0, failure_rate=0.0,
        satisfaction_gain=0.0, satisfaction_start=0.8,
    )  # fmt: skip
    day = ceil(of_firm(Purpose.CRISIS, 0) / 0.02)
    following = ceil((of_firm(Purpose.CRISIS, 0) + of_firm(Purpose.CRISIS, 1)) / 0.02)
    record = both(world(p, 8, day + 1.0))
    drawn = [draw(Purpose.SUFFERS, day, person) for person in range(8)]

    assert [row for row in life(record, -1) if row[1] == Kind.CRISIS] == [firm(float(day), Kind.CRISIS, 0, 2)]
    assert following > day + 1
    left = {person for person, u in enumerate(drawn) if u < 0.5}
    assert 0 < len(left) < 8
    for person in range(8):
        assert record.people[person]["satisfaction"] == pytest.approx(0.8 * 0.7)
        gone = [row[:4] for row in life(record, person) if row[1] == Kind.DEPARTURE]
        if person in left:
            time = day + 0.999999 * (drawn[person] / 0.5)
            [(when, _, _, parent)] = gone
            assert (when, parent) == (pytest.approx(time), (Kind.CRISIS, -1, 0))
            assert not unlike(record.people[person], cause=Cause.ETHICS, driver=Driver.CRISIS)
        else:
            assert gone == []


def test_after_a_crisis_problems_add_up_to_the_next_one() -> None:
    p = standing(crisis_rate=0.02, report_share=0.0, failure_rate=0.0)
    first = ceil(of_firm(Purpose.CRISIS, 0) / 0.02)
    second = ceil((of_firm(Purpose.CRISIS, 0) + of_firm(Purpose.CRISIS, 1)) / 0.02)

    record = both(world(p, 1, second + 1.0))

    assert [row for row in life(record, -1) if row[1] == Kind.CRISIS] == [
        firm(float(first), Kind.CRISIS, 0, 2),
        firm(float(second), Kind.CRISIS, 1, 2),
    ]


def test_spending_on_quality_is_felt_by_and_by() -> None:
    # Given failures of half the purchases, of which a spending of one tenth of a basket leaves half in the end
    p = loyal(
        failures_on=1, complaints_on=0, failure_rate=0.5, quality_on=1, quality_least=0.0, quality_half=0.1,
        quality_spend=0.1, quality_lag=10.0, outcome_minor=(0.95,) * 4, outcome_major=(0.95,) * 4,
    )  # fmt: skip
    record = both(world(p, 1, 60.0))
    drawn = {n: draw(Purpose.FAILURE, n) for n, _ in visits(record)}

    chance = {n: 0.5 * 0.5 ** (1.0 - exp(-(floor(time) + 1) / 10.0)) for n, time in visits(record)}
    expected = [n for n, share in chance.items() if drawn[n] < share]
    assert rows(record, Kind.FAILURE)["occasion"].tolist() == expected
    assert all(expected != [n for n, u in drawn.items() if u < share] for share in (0.25, 0.5))
    assert ended(world(p, 1, 60.0)).state[0].spent == pytest.approx(0.1 * (1.0 - exp(-6.0)))
