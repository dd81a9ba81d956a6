"""The story of the floor at 00:00: posts that are held, left, filled and learnt, and what their holders move."""

from math import ceil, exp, floor
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Kind
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential, normal_quantile
from sim.model.rules.staff import FIRST_POST, GENERATIONS
from sim.model.worker import Stage
from tests.engine.hand import NOTHING, draw, ended, life, loyal, rows, times, unlike
from tests.engine.side_by_side import both
from tests.oracles.checks import world

WAGE, HOURS, RAMP, AGE = 100, 6, 50.0, 20.0


def floor_of(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a floor of one post, held at first by somebody at work for about 20 days; nobody differs or quits."""
    given: dict[str, Any] = {"staff_on": 1, "staff_posts": 1, "staff_wage": WAGE, "staff_hours": HOURS / 24.0}
    given |= {"staff_ramp": RAMP, "staff_turnover": 0.0, "staff_spread": 0.0, "staff_mentor": 0.0}
    given |= {"staff_held": 1.0, "staff_leaving": 1.0 / AGE, "staff_speed": 1.0 / RAMP, "staff_tried": 1}
    return loyal(**(given | {"staff_hiring": 3.0, "staff_training": 2.0, "staff_applicants": 2} | changes))


def of_post(purpose: int, occasion: int, post: int = 0, seed: int = 1) -> float:
    """Return a draw of a post's."""
    return draw(purpose, occasion, FIRST_POST - post, seed)


def firm(time: float, kind: Kind, number: int, account: Account, amount: int, detail: int) -> tuple[Any, ...]:
    """Return a row of the firm's."""
    return (time, kind, number, NOTHING, account, amount, detail)


def test_who_is_fed_up_leaves_at_night_and_a_new_one_is_sought_trained_and_raw() -> None:
    # Given a rate of quitting of .1 a day, used up day by day
    quits = ceil(exponential(of_post(Purpose.QUIT, 0)) / 0.1)
    stays = ceil(exponential(of_post(Purpose.QUIT, 1)) / 0.1)
    end = quits + 5 + min(stays, 4) - 0.5
    record = both(world(floor_of(staff_turnover=0.1), 1, end))

    assert life(record, -1) == [
        firm(quits, Kind.QUIT, 0, Account.NONE, 0, 0),
        firm(quits + 3.0, Kind.HIRED, 1, Account.HIRING, -WAGE * (20 + 2), 0),
        firm(quits + 3.0, Kind.TRAINING, 1, Account.TRAINING, -WAGE * (2 * HOURS + 20), 0),
    ]
    [post] = record.workers
    assert not unlike(post, generation=1, hires=1, stage=Stage.AT_WORK, since=quits + 5.0, able=0.0)
    assert post["raw"] == pytest.approx(exp(-(floor(end) - quits - 5) / RAMP))
    # Then rawness has been added up: the first one's, five days of somebody who stands in, the new one's
    age = -AGE * exponential(of_post(Purpose.TENURE_AT_START, 0))
    old = sum(exp((age - day) / RAMP) for day in range(1, quits + 1))
    new = sum(exp(-day / RAMP) for day in range(floor(end) - quits - 4))
    assert post["raw_days"] == pytest.approx(old + 5.0 + new)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_post_that_is_vacant_at_the_start_is_somewhere_on_the_way_to_its_next_holder(seed: int) -> None:
    left = 5.0 * of_post(Purpose.TENURE_AT_START, 1, seed=seed)
    record = both(world(floor_of(staff_held=0.0), 1, 12.0), seed)
    hired, [post] = [row[:3] for row in life(record, -1)], record.workers

    if left < 2.0:
        assert hired == []
        assert not unlike(post, hires=0, generation=0, since=float(ceil(left)))
    else:
        day = float(ceil(left - 2.0))
        assert hired == [(day, Kind.HIRED, 0), (day, Kind.TRAINING, 0)]
        assert not unlike(post, hires=1, generation=0, since=day + 2.0)


def test_no_time_for_hiring_and_training_fills_a_post_in_the_night_in_which_it_is_left() -> None:
    quits = ceil(exponential(of_post(Purpose.QUIT, 0)) / 0.1)
    record = both(world(floor_of(staff_turnover=0.1, staff_hiring=0.0, staff_training=0.0), 1, quits + 0.5))

    assert [row[:3] for row in life(record, -1)] == [
        (quits, Kind.QUIT, 0), (quits, Kind.HIRED, 1), (quits, Kind.TRAINING, 1),
    ]  # fmt: skip
    assert not unlike(record.workers[0], stage=Stage.AT_WORK, since=float(quits), raw=1.0)


def test_pay_above_what_is_usual_is_booked_by_month_for_those_who_are_at_work() -> None:
    # Given half as much again for all, and a fifth for who is better than is usual
    found = [normal_quantile(of_post(Purpose.HIRED, 0, post)) for post in range(2)]
    p = floor_of(staff_posts=2, staff_pay=1.5, staff_best=0.2, staff_seen=0.1, staff_usual=0.05 * sum(found))
    record = both(world(p, 1, 40.0))
    better = int((record.workers["able"] > 0.0).sum())
    a_day = WAGE * HOURS * (2 * 0.5 + 0.2)

    assert better == 1
    assert life(record, -1) == [
        firm(time, Kind.BOOKING, Account.RAISES, Account.RAISES, -round(a_day * days), month)
        for time, days, month in ((31.0, 31, 1), (40.0, 9, 2))
    ]
    assert ended(world(p, 1, 40.0)).state[0].raised == 0.0


def test_who_serves_is_drawn_and_moves_the_encounter_alone() -> None:
    # Given two posts whose holders differ in rawness, and failures of half the purchases, all of the encounter
    p = floor_of(
        staff_posts=2, failures_on=1, complaints_on=0, failure_rate=0.5,
        failure_encounter=1.0, staff_clumsy=1.0, staff_raw=0.0, outcome_minor=(0.95,) * 4, outcome_major=(0.95,) * 4,
    )  # fmt: skip
    record = both(world(p, 1, 60.0))
    ages = [AGE * exponential(of_post(Purpose.TENURE_AT_START, 0, k)) for k in range(2)]

    def raw(n: int, time: float) -> float:
        return exp(-(ages[floor(2.0 * draw(Purpose.SERVER, n))] + floor(time) + 1) / RAMP)

    bought = rows(record, Kind.PURCHASE)
    expected = [
        n for n, time in zip(bought["occasion"].tolist(), bought["time"].tolist(), strict=True)
        if draw(Purpose.FAILURE, n) < 0.5 * (1.0 + raw(n, time))
    ]  # fmt: skip
    plain = [n for n in bought["occasion"].tolist() if draw(Purpose.FAILURE, n) < 0.5]

    assert rows(record, Kind.FAILURE)["occasion"].tolist() == expected != plain
    last = bought[-1]
    met = raw(int(last["occasion"]), float(last["time"]))
    assert not unlike(record.people[0], raw=pytest.approx(met), slips=pytest.approx(1.0 + met), curt=1.0)


def test_who_is_raw_serves_worse_though_nothing_fails() -> None:
    # Given expectations that go all the way to what was met
    p = floor_of(
        staff_clumsy=1.0, staff_raw=0.0, service_level=0.6, service_process=0.2,
        expectation_on=1, expectation_noise=0.0, expectation_drift=1.0, expectation_market=0.0,
    )  # fmt: skip
    bought = times(1)[1]
    record = both(world(p, 1, bought + 1e-9))
    met = exp(-(AGE * exponential(of_post(Purpose.TENURE_AT_START, 0)) + floor(bought) + 1) / RAMP)

    assert not unlike(record.people[0], raw=pytest.approx(met), expectation=pytest.approx(0.6 - 0.2 * met))


def test_the_days_of_the_history_are_not_added_up() -> None:
    p = floor_of(staff_seen=0.1, staff_usual=-1.0)
    record = both(world(p, 1, 10.0, history=7))

    assert record.workers["able_days"] == pytest.approx(10 * record.workers["able"])
    assert record.workers["able"] > 0.5


@pytest.mark.parametrize("fails", [0.0, 1.0])
def test_morale_goes_where_customers_moods_draw_it_and_moves_the_encounter(fails: float) -> None:
    # Given one customer who stays wholly satisfied, or whom every purchase disappoints, and staff who feel it soon
    p = floor_of(
        morale_on=1, morale_usual=0.5, morale_span=10.0, morale_mirror=0.4, morale_strength=1.0, staff_clumsy=0.0,
        failures_on=1, complaints_on=0, failure_rate=fails, failure_major=0.0, satisfaction_on=1, satisfaction_gain=0.0,
        satisfaction_start=1.0 - 0.5 * fails, satisfaction_minor=1.0, satisfaction_bar=0.5,
        outcome_minor=(0.95,) * 4, outcome_major=(0.95,) * 4,
    )  # fmt: skip
    record = both(world(p, 1, 30.5))
    bought = rows(record, Kind.PURCHASE)["time"]
    morale, felt = [0.5], 0.0
    for day in range(31):
        drawn = 0.5 + 0.4 * (0.5 - fails) * bool((bought < day).any())
        morale.append(morale[-1] + (drawn - morale[-1]) * (1.0 - exp(-0.1)))
        felt += morale[-1]

    [post] = record.workers
    assert not unlike(post, morale=pytest.approx(morale[-1]), morale_days=pytest.approx(felt))
    last = morale[1 + floor(bought[-1])]
    assert record.people[0]["curt"] == pytest.approx(1.0 - 2.0 * (last - 0.5))
    assert record.people[0]["slips"] == record.people[0]["curt"]
    # Then what was seen is forgotten at 1/30 a day, and what was seen today waits for tonight
    seen = sum(exp(-(30 - ceil(time)) / 30.0) for time in bought if time < 30.0)
    assert not unlike(post, met=pytest.approx(seen), served=int((bought >= 30.0).sum()))


def test_who_is_new_or_stands_in_begins_with_the_morale_that_is_usual_and_knows_nobody() -> None:
    # Given a floor that is respected wholly, so that morale rises by the day
    quits = ceil(exponential(of_post(Purpose.QUIT, 0)) / 0.1)
    p = floor_of(
        staff_turnover=0.1, morale_on=1, morale_usual=0.5, morale_quitting=0.0, climate_respect=1.0, morale_span=10.0
    )
    gone = both(world(p, 1, quits + 1.5)).workers[0]
    record = both(world(p, 1, quits + 7.5))
    [back], bought = record.workers, rows(record, Kind.PURCHASE)["time"] - quits
    met = [int(((day <= bought) & (bought < day + 1.0)).sum()) for day in (5.0, 6.0)]

    assert not unlike(gone, morale=0.5, met=0.0, stage=Stage.VACANT)
    risen = 0.5 + 0.05 * (1.0 - exp(-0.2))
    assert ((bought >= 0.0) & (bought < 5.0)).any()
    assert not unlike(back, morale=pytest.approx(risen), since=quits + 5.0)
    assert back["met"] == pytest.approx(met[0] * exp(-1.0 / 30.0) + met[1])


def quits_of(seed: int) -> list[int]:
    """Return the nights in which the first holders of two posts quit at a rate of .001 a day."""
    return [ceil(exponential(of_post(Purpose.QUIT, 0, k, seed)) / 0.001) for k in range(2)]


def test_a_colleague_of_two_years_teaches_and_is_spared_time_in_training() -> None:
    # Given two posts whose holders have been there for years and do not quit within a month of each other
    seed = next(seed for seed in range(1, 100) if abs(quits_of(seed)[0] - quits_of(seed)[1]) > 30)
    quits = quits_of(seed)
    first = quits.index(min(quits))
    day = quits[first] + 3
    p = floor_of(staff_posts=2, staff_leaving=1e-6, staff_turnover=0.001, staff_mentor=1.0)
    record = both(world(p, 1, day + 4.5), seed)

    [row] = [row for row in life(record, -1) if row[1] == Kind.TRAINING]
    assert row == firm(day, Kind.TRAINING, first * GENERATIONS + 1, Account.TRAINING, -WAGE * (2 * HOURS + 10), first)
    assert record.workers[first]["raw"] == pytest.approx(exp(-2.0 * 1.5 / RAMP))


def test_the_time_for_the_climate_is_booked_by_month_for_every_post() -> None:
    # Given goals and examples above what is usual: 15 and 30 minutes a month and post
    p = floor_of(staff_posts=2, morale_on=1, morale_usual=0.5, climate_goals=1.0, climate_example=1.0)
    found = life(both(world(p, 1, 31.5)), -1)

    hours = 2 * 45 / 60 * 12 / 365
    assert found[0] == firm(31.0, Kind.BOOKING, Account.CLIMATE, Account.CLIMATE, -round(WAGE * hours * 31), 1)


def test_where_rules_bite_and_there_are_no_staff_nobody_is_met() -> None:
    p = loyal(friction_on=1, failures_on=1, complaints_on=0, failure_rate=0.5, failure_encounter=1.0)
    record = both(world(p, 3, 20.0))

    assert len(record.workers) == 0
    assert len(rows(record, Kind.FAILURE)) > 3
    assert not record.people["slips"].any()
