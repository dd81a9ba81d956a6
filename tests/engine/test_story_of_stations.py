"""The story of stations: help that comes from the nearest one, stations that are added, moved and closed.

Customers buy for 20.00 first at 0.868; every purchase fails a little. They live on a square of 10 km.
"""

from dataclasses import replace
from math import exp, floor, hypot
from typing import Any

import pytest

from sim.model.draws import WORLD, Purpose
from sim.model.drivers import Driver
from sim.model.events import Account, Case, Cause, Kind, Layout, Loss, Outcome, Status
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from tests.engine.hand import draw, failing, life, loyal, rows, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

SIDE = 10.0
T = times(1)
FREE = (Account.NONE, 0)


def place_of(person: int = 0, moved: float = 0.0) -> tuple[float, float]:
    """Return where somebody lives, as seen from stations that have moved."""
    x, y = (SIDE * draw(Purpose.PLACE, k, person) for k in (0, 1))
    return (x - moved) % SIDE, y


def by_hand(person: int = 0, count: int = 1, moved: float = 0.0) -> float:
    """Return her distance to the nearest station: the square goes on beyond its edges."""
    x, y = place_of(person, moved)
    sites = [tuple(SIDE * draw(Purpose.SITE, 2 * k + j, WORLD) for j in (0, 1)) for k in range(count)]
    around = [(a * SIDE, b * SIDE) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return min(hypot(x - u - a, y - v - b) for u, v in sites for a, b in around)


D = by_hand()
WAY = D / 20.0 / 24.0
HELPED = failing(
    stations_on=1, region_side=SIDE, stations_near=0.0, dispatch_speed=20.0, dispatch_cost=70, stations_cost=0.0,
    recovery_tau=1e9, recovery_tau_fast=0.5,
)  # fmt: skip
COMES = T[1] + WAY


def dispatched(spot: int) -> tuple[Any, ...]:
    """Return the row of help that arrives."""
    return (COMES, Kind.DISPATCH, 1, (Kind.COMPLAINT, 0, 1), Account.DISPATCH, -floor(70 * D + 0.5), spot)


def test_somebody_comes_from_the_nearest_station_and_puts_it_right() -> None:
    record, before = (both(world(HELPED, 1, end)) for end in (COMES + 0.01, COMES))

    assert life(record)[4:] == [
        (T[1], Kind.COMPLAINT, 1, (Kind.FAILURE, 0, 1), Account.HANDLING, 0, 0),
        (COMES, Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.FAST),
        (COMES, Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.FAST),
        dispatched(0),
    ]
    assert not unlike(before.people[0], case=Case.SENT_FOR, distance=pytest.approx(D), complaints=1)
    assert not unlike(record.people[0], case=Case.NONE, wait=pytest.approx(WAY), resolved=1)


@pytest.mark.parametrize(("near", "spot"), [(D - 0.01, 0), (D + 0.01, 1)])
def test_what_is_put_right_on_the_spot_needs_no_back_office(near: float, spot: int) -> None:
    p = replace(HELPED, stations_near=near, recovery_first_contact=0.0, recovery_back_office=2.0)
    record = both(world(p, 1, 400.0))
    solved = COMES + waits(Purpose.BACK_OFFICE, 1, 0.5)

    [first, *_] = rows(record, Kind.DISPATCH)
    assert (first["time"], first["detail"]) == (pytest.approx(COMES), spot)
    passed = rows(record, Kind.PASSED_ON)
    assert len(passed) == (0 if spot else len(rows(record, Kind.DISPATCH)))
    assert rows(record, Kind.SERVED)["time"][0] == pytest.approx(COMES if spot else solved)


def test_at_a_desk_help_sets_out_when_an_agent_has_heard_the_complaint() -> None:
    record = both(world(replace(HELPED, desk_on=1, need_mean=0.1), 1, COMES + 0.11))

    assert [(row[1], row[0]) for row in life(record)[5:8]] == [
        (Kind.ANSWER, T[1]),
        (Kind.SERVED, pytest.approx(COMES + 0.1)),
        (Kind.CLOSED, pytest.approx(COMES + 0.1)),
    ]
    assert record.people[0]["wait"] == pytest.approx(WAY + 0.1)


def test_who_leaves_while_help_is_on_the_way_withdraws_the_complaint_and_nobody_pays_the_way() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    p = replace(HELPED, dispatch_speed=0.1 * D / 24.0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0))
    record = both(world(p, 1, 30.0))

    assert [row[:2] for row in life(record)[5:]] == [(leaves, Kind.WITHDRAWAL), (leaves, Kind.DEPARTURE)]
    assert record.counts[0, Kind.DISPATCH] == 0
    assert record.people[0]["case"] == Case.NONE


def near_and_far(*phases: tuple[int, dict[str, Any]], **given: Any) -> Setting:  # noqa: ANN401  any field
    """Return eight customers and the days on which the firm has other stations."""
    p = loyal(stations_on=1, region_side=SIDE, distance_hold=1.0, **given)
    then = [(day, replace(p, **changes)) for day, changes in phases]
    return Setting(persons=8, run_length=20.0, phases=((0, p), *then))


def test_a_station_costs_each_day_and_every_distance_is_to_the_nearest() -> None:
    record = both(near_and_far((8, {"stations_count": 4}), stations_cost=100.0))

    assert record.people["distance"].tolist() == pytest.approx([by_hand(k, 4) for k in range(8)])
    assert record.people["distance"].tolist() != pytest.approx([by_hand(k) for k in range(8)])
    assert record.firm[Account.STATIONS] == -100 * (8 + 12 * 4)
    assert not rows(record, Kind.DEPARTURE).size


def test_on_a_road_stations_lie_at_equal_distances_and_the_first_half_a_step_along() -> None:
    p: Parameters = loyal(stations_on=1, region_side=100.0, region_layout=Layout.ROAD, stations_count=4)
    p = replace(p, stations_usual=4)
    record = both(world(p, 8, 1.0))

    places = [100.0 * draw(Purpose.PLACE, 0, k) for k in range(8)]
    assert record.people["distance"].tolist() == pytest.approx(
        [min(abs(x - site) for site in (12.5, 37.5, 62.5, 87.5)) for x in places]
    )


@pytest.mark.parametrize(
    ("changes", "after"),
    [({"stations_moved": 4.0}, {"count": 3, "moved": 4.0}), ({"stations_count": 1}, {"count": 1, "moved": 0.0})],
)
def test_who_is_much_farther_from_stations_that_move_or_close_is_left_behind(
    changes: dict[str, Any], after: dict[str, Any]
) -> None:
    # Given three stations as is, which are somewhere else, or fewer, from day 5 on
    usual = {"stations_count": 3, "stations_usual": 3}
    p = loyal(stations_on=1, region_side=SIDE, distance_hold=1.0, leaving_to_rival=1.0, **usual)
    record = both(Setting(persons=30, run_length=20.0, phases=((0, p), (5, replace(p, **changes)))))

    farther = [by_hand(k, **after) - by_hand(k, 3) for k in range(30)]
    leaves = {
        k: 5.0 + u / (1.0 - exp(-x))
        for k, x in enumerate(farther)
        if x > 0.0 and (u := draw(Purpose.LEFT_BEHIND, 5, k)) < 1.0 - exp(-x)
    }
    left = rows(record, Kind.DEPARTURE)
    assert 2 < len(leaves) < 28
    assert dict(zip(left["person"].tolist(), left["time"].tolist(), strict=True)) == pytest.approx(leaves, abs=1e-5)
    for k in leaves:
        assert not unlike(
            record.people[k], cause=Cause.INVOLUNTARY, loss=Loss.FORCED, driver=Driver.DISTANCE, status=Status.RIVAL
        )
    assert record.people["distance"].tolist() == pytest.approx([by_hand(k, **after) for k in range(30)])


def test_a_firm_that_acts_on_the_first_day_leaves_behind_who_was_near_as_it_was() -> None:
    # Given a firm whose stations have moved since the market was as it is
    p = loyal(stations_on=1, region_side=SIDE, stations_moved=5.0, distance_hold=1e-3)
    record = both(world(p, 8, 2.0))

    gone = [k for k in range(8) if by_hand(k, moved=5.0) > by_hand(k) + 0.01]
    left = rows(record, Kind.DEPARTURE)
    assert sorted(left["person"].tolist()) == gone != []
    assert left["time"].max() < 1.0
