"""Firm 49: distances to the nearest station, what they do to help, to leaving and to costs, against closed forms."""

from dataclasses import replace
from itertools import pairwise
from math import exp, pi, sqrt
from typing import Any

import numpy as np
import pytest

from sim.model.draws import WORLD, subject_key
from sim.model.events import Account, Cause, Kind, Layout, RecoveryLaw, Severity
from sim.model.flat import Person
from sim.model.level.endings import resolved_share, waits
from sim.model.level.fits import answers_and_rules
from sim.model.level.lifetable import Table
from sim.model.level.opening import Opening
from sim.model.level.standing import standing_as_is
from sim.model.level.stations import distances, share_near, stations_as_is
from sim.model.parameters import Parameters
from sim.model.rules.by_cause import cause_factor
from sim.model.rules.stations import nearest
from sim.response import RESPONSES
from sim.scenario import load
from tests.oracles.checks import (
    Floats,
    assert_caught,
    assert_holds,
    mean_score,
    newcomers,
    quiet,
    share_score,
    simulated,
)
from tests.oracles.one_failure import one_failure

HOME = 357_000.0  # square kilometres
P = replace(Parameters(), stations_on=1)


def mean(values: tuple[float, ...]) -> float:
    """Return a mean."""
    return sum(values) / len(values)


def lived(count: int, side: float, pairs: int) -> Floats:
    """Return the distances of people to the nearest of some stations, each in a world of her own."""
    p = replace(P, region_side=side)
    keys = ((subject_key(7, k, 0), subject_key(7, k, WORLD)) for k in range(pairs))
    return np.array([nearest(p, person, world, count, 0.0) for person, world in keys])


def test_one_station_every_25_km_of_road_is_a_quarter_of_that_away_and_at_most_half() -> None:
    """1,700 stations on 42,500 km of trunk road: 6.25 km, at most 12.5."""
    p = quiet(stations_on=1, region_layout=Layout.ROAD, region_side=1_700 * 25.0, stations_count=1_700)
    p = replace(p, **stations_as_is(p))
    found = simulated(newcomers(p, 20_000, 1.0)).people["distance"]

    assert mean(distances(Layout.ROAD, 42_500.0, 1_700)) == pytest.approx(25.0 / 4.0)
    assert_holds({"mean": mean_score(found, 6.25, 12.5 / sqrt(12.0))})
    assert 12.49 < found.max() <= 12.5
    assert_caught({"mean": mean_score(found, 6.6)})


def test_1700_stations_at_random_at_home_are_7_25_km_away_and_for_three_in_ten_within_5() -> None:
    side = sqrt(HOME)
    found = lived(1_700, side, 400)
    within = 1.0 - exp(-pi * 25.0 * 1_700 / HOME)

    assert 0.5 / sqrt(1_700 / HOME) == pytest.approx(7.25, abs=5e-3)
    assert within == pytest.approx(0.312, abs=5e-4)
    assert_holds(
        {
            "mean": mean_score(found, 0.5 / sqrt(1_700 / HOME)),
            "within": share_score(int((found <= 5.0).sum()), 400, within),
        }
    )
    p = replace(P, region_side=side, stations_count=1_700)
    assert share_near(p) == pytest.approx(within, abs=3e-3)
    assert mean(distances(Layout.RANDOM, side, 1_700)) == pytest.approx(7.25, rel=2e-3)


@pytest.mark.parametrize(
    ("firm", "count", "area", "away"),
    [
        ("car_maker", 1_700, 357_000.0, 7.25),
        ("car_maker_europe", 2_700, 10_180_000.0, 30.7),
        ("car_maker_world", 5_000, 134_900_000.0, 82.1),
    ],
)
def test_three_regions_of_a_car_maker_have_their_stations_and_ways(
    firm: str, count: int, area: float, away: float
) -> None:
    given = {"mechanisms.stations": True, "region.side": sqrt(area), "persons": 400}
    scenario = load("repair", firm=firm).with_values(given)
    record = simulated(scenario.setting(1.0))

    assert scenario.values["stations.count"].value == count
    assert 0.5 * sqrt(area / count) == pytest.approx(away, rel=2e-3)
    assert scenario.levels["stations_usual"] == count
    assert scenario.levels["distance_usual"] == pytest.approx(away, rel=3e-3)
    there = RESPONSES["distance_mean"].read(record, 0.1)
    assert there == pytest.approx(away, rel=0.15)  # 160 customers: one standard error is 4 in a hundred


@pytest.mark.parametrize("count", [1, 2, 7])
def test_few_stations_are_as_far_as_the_law_of_the_nearest_says(count: int) -> None:
    """20,000 pairs: catches a hundredth of the mean; one station more is seen."""
    found = lived(count, 10.0, 20_000)
    law = distances(Layout.RANDOM, 10.0, count)

    assert_holds(
        {"mean": mean_score(found, mean(law)), "square": mean_score(found**2, mean(tuple(d * d for d in law)))}
    )
    assert_caught({"mean": mean_score(found, mean(distances(Layout.RANDOM, 10.0, count + 1)))})


def test_four_times_the_stations_halve_the_way() -> None:
    ways = [mean(distances(Layout.RANDOM, 600.0, n)) for n in (425, 1_700, 6_800)]

    assert [one / two for one, two in pairwise(ways)] == pytest.approx([2.0, 2.0], rel=2e-3)


def test_131_stations_are_the_cheapest_for_a_million_calls() -> None:
    """2 EUR a kilometre, 200,000 EUR a station and year: n = (N v sqrt(A) / (4 C))^(2/3)."""
    calls, way, station = 1e6, 2.0, 2e5
    best = (calls * way * sqrt(HOME) / (4.0 * station)) ** (2.0 / 3.0)

    def cost(n: int) -> float:
        return n * station + calls * way * mean(distances(Layout.RANDOM, sqrt(HOME), n))

    assert best == pytest.approx(131.0, abs=0.5)
    assert min(range(60, 260), key=cost) == pytest.approx(best, abs=2.0)
    assert cost(131) < cost(262)
    assert cost(131) < cost(65)


def test_a_run_books_a_station_year_each_and_the_way_to_every_complaint() -> None:
    p = one_failure(
        Severity.MINOR, 0.5, channel_ease=99.0, stations_on=1, stations_count=3, stations_cost=100.0, dispatch_cost=50
    )
    record = simulated(newcomers(replace(p, **stations_as_is(p)), 500, 30.0))

    helped = record.events[record.events["kind"] == Kind.DISPATCH]
    far = record.people["distance"][helped["person"]]
    assert len(helped) == 500
    assert record.firm[Account.STATIONS] == -3 * 100 * 30
    assert helped["amount"].tolist() == (-np.floor(50 * far + 0.5)).tolist()


def near_and_far(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return lives of one failure of which everybody complains and in which promptness alone resolves; tau 3 days."""
    given: dict[str, Any] = {"recovery_law": RecoveryLaw.JUSTICE, "channel_ease": 99.0, "recovery_follow_up": 0}
    given |= {"recovery_weights": (0.0, 0.0, 1.0), "recovery_first_contact": 0.4, "recovery_back_office": 2.0}
    given |= {"stations_on": 1, "region_side": 10.0, "stations_near": 3.0, "dispatch_speed": 0.1}
    p = one_failure(Severity.MINOR, 0.5, **(given | changes))
    return replace(p, **stations_as_is(p))


def test_the_table_of_endings_knows_who_is_helped_when_and_who_on_the_spot() -> None:
    """40,000 complaints: catches 1.4 points of resolved; help that is twice as quick is seen."""
    p = near_and_far()
    prompt = [exp(-d / 0.1 / 24.0 / 3.0) * (1.0 if d <= 3.0 else 0.4 + 0.6 * 3.0 / 5.0)
              for d in distances(Layout.RANDOM, 10.0, 1)]  # fmt: skip

    def scores(one: Parameters) -> dict[str, float]:
        record = simulated(newcomers(one, 40_000, 90.0))
        return {
            "resolved": share_score(int(record.people["resolved"].sum()), int(record.counts[0, Kind.CLOSED]),
                                    mean(tuple(prompt))),
            "spot": share_score(int(record.events["detail"][record.events["kind"] == Kind.DISPATCH].sum()),
                                40_000, share_near(p)),
        }  # fmt: skip

    assert sum(share for share, *_ in waits(p)) == pytest.approx(1.0)
    assert share_near(p) == pytest.approx(pi * 9.0 / 100.0, abs=3e-3)
    assert resolved_share(p) == pytest.approx(mean(tuple(prompt)), rel=2e-3)
    assert_holds(scores(p))
    assert_caught(scores(replace(p, dispatch_speed=0.2)))


def test_as_is_as_many_are_resolved_as_without_stations() -> None:
    p = near_and_far(recovery_weights=(0.2, 0.3, 0.5), recovery_apology=1)
    fitted = replace(p, **answers_and_rules(p))

    assert resolved_share(fitted) == pytest.approx(resolved_share(replace(p, stations_on=0)))
    assert resolved_share(p) != pytest.approx(resolved_share(fitted), rel=0.01)


def test_only_who_is_not_helped_on_the_spot_waits_for_the_back_office() -> None:
    p = near_and_far(backstage_on=1)
    table = Table(p, Opening(100))

    usual, all_of_them = (
        standing_as_is(one, table, 10.0, 1.0)["backstage_usual"] for one in (p, replace(p, stations_on=0))
    )
    assert usual == pytest.approx(all_of_them * (1.0 - share_near(p)))


def person(distance: float) -> Person:
    """Return somebody who lives so far from a station."""
    c = Person()
    c.distance = distance
    return c


def test_a_way_is_inconvenience_beside_the_firms_rules() -> None:
    alone = replace(P, distance_usual=4.0, distance_effort=0.01)
    both = replace(alone, friction_on=1, friction_base=0.0179)

    assert [cause_factor(alone, person(d), Cause.INCONVENIENCE) for d in (0.0, 4.0, 8.0)] == [0.0, 1.0, 2.0]
    assert cause_factor(both, person(4.0), Cause.INCONVENIENCE) == pytest.approx(1.0)
    assert cause_factor(both, person(8.0), Cause.INCONVENIENCE) == pytest.approx((0.0179 + 0.08) / (0.0179 + 0.04))
    assert [cause_factor(both, person(8.0), k) for k in Cause if k not in (Cause.NONE, Cause.INCONVENIENCE)] == [
        1.0
    ] * 7
    nobody_minds = replace(alone, distance_effort=0.0)
    assert cause_factor(nobody_minds, person(8.0), Cause.INCONVENIENCE) == 1.0
