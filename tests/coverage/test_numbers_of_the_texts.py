"""Numbers of the texts that stand in a parameter or a response and in no other test."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.events import Cause, Status
from sim.model.parameters import Parameters
from sim.model.rules.buying import basket_factor, rate_factor
from sim.model.setting import LogLevel
from sim.response import RESPONSES, exits
from sim.scenario import load
from tests.coverage.base import corner_shop
from tests.model.somebody import somebody
from tests.response.hand import leave, record_of, start


@pytest.mark.parametrize("times", [5, 6, 15])
def test_winning_costs_5_or_6_or_15_times_a_year_of_care(times: int) -> None:
    base = load("corner_shop").with_values({"mechanisms.acquisition": True, "care.spend": "0 CNY/year"})

    care = base.with_strategy("money_into_care").values["care.spend"].value * 365
    won = base.with_strategy(f"winning_costs_{times}").values["acquire.cost"].value

    assert won / care == pytest.approx(times, rel=0.01)


@pytest.mark.parametrize(
    ("more_often", "more_each_time", "times"), [(0.0, 1.0, 2), (1.0, 0.0, 2), (0.5, 1.0, 3), (1.0, 1.0, 4)]
)
def test_who_is_wholly_familiar_spends_from_two_to_four_times_as_much(
    more_often: float, more_each_time: float, times: int
) -> None:
    p = replace(Parameters(), familiarity_on=1, familiarity_rate=more_often, familiarity_basket=more_each_time)

    friend, stranger = (somebody(p, familiarity=share) for share in (1.0, 0.0))

    spending = (rate_factor(p, c) * basket_factor(p, c) for c in (friend, stranger))
    assert next(spending) == times * next(spending)


def test_without_failures_a_chance_of_a_third_of_a_percent_a_purchase_loses_20_percent_a_year() -> None:
    """1,000 persons, 3 years, 10 replications: standard error half a point."""
    setting = corner_shop({"failure.rate": 0, "leaving.chance": "0.35%"}).setting("3 years")
    runs = (compiled.run(setting, 1, k, LogLevel.NONE) for k in range(10))

    churn = np.mean([RESPONSES["churn_rate"].read(record, 0.0) for record in runs])

    assert churn == pytest.approx(0.20, abs=0.02)


def test_eight_causes_of_departure_are_counted_apart() -> None:
    # Given somebody lost to each cause, and to the first of them a second one
    causes = [cause for cause in Cause if cause != Cause.NONE]
    lost = [*causes, causes[0]]
    gone = [leave(k + 1.0, k, cause, Status.OUT) for k, cause in enumerate(lost)]
    record = record_of(*(start(k) for k in range(len(lost))), *gone, persons=len(lost))

    found = exits.exits_by_cause(record)

    assert found is not None
    assert len(found) == 8
    assert [(one.cause, one.departures) for one in found] == [(causes[0], 2), *((cause, 1) for cause in causes[1:])]
    assert found[-1].cumulative == pytest.approx(1.0)
