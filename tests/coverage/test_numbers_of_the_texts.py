"""Numbers of the texts that stand in a parameter or a response and in no other test."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.events import Cause, Kind, Status
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


@pytest.mark.parametrize("times", [5, 6])
def test_winning_back_costs_5_or_6_times_a_year_of_keeping(times: int) -> None:
    """What comes of the tries does not hang on what they cost, so one run says what a try must cost for a ratio."""
    wins = {f"winback.tries_{group}": 2 for group in "abc"} | {"winback.class_a": 0, "winback.remedy_costs": [0] * 4}
    shop = corner_shop(
        {"mechanisms.winback": True, "leaving.says": "100%", "leaving.chance": "2%", "care.spend": "20 CNY/year"}
    ).with_values({"persons": 1000} | wins)

    def ratio(cost: float) -> float:
        setting = shop.with_values({"winback.cost_a": f"{cost:.2f} CNY"}).setting("1 year")
        return float(RESPONSES["return_to_keep_cost"].read(compiled.run(setting, 1, 0), 0.1) or 0.0)

    cost = times * 10.0 / ratio(10.0)

    assert ratio(cost) == pytest.approx(times, rel=0.01)
    assert 10.0 < cost < 200.0


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


def test_who_states_a_churn_of_20_percent_loses_20_percent_a_year() -> None:
    """2,000 persons, 3 years, 10 replications: standard error .2 points; failures as the shop's file has them."""
    as_is = {name: load("corner_shop").values[name].value for name in ("failure.rate", "failure.major")}
    setting = corner_shop(as_is | {"level.churn": "20%"}).setting("3 years")
    runs = (compiled.run(setting, 1, k, LogLevel.NONE) for k in range(10))

    churn = np.mean([RESPONSES["churn_rate"].read(record, 0.0) for record in runs])

    assert churn == pytest.approx(0.20, abs=0.01)


TOWN = {"talk.network": "complete", "talk.rate": "0/year", "talk.ratio": 0}
"""Everybody may be told, and only purchases are told of."""


@pytest.mark.parametrize("people", [10, 20, 25])
def test_one_dissatisfied_customer_tells_10_or_20_or_25_people(people: int) -> None:
    """About 240 failures of 2,000 persons in a month: standard error .3. A few are told twice and count once."""
    failing = {"failure.rate": "10%", "mechanisms.complaints": False, "talk.praise": 0, "talk.warn": people}
    record = compiled.run(corner_shop(TOWN | failing).setting("30 days"), 1, 0, LogLevel.ALL)
    warnings = record.events[record.events["kind"] == Kind.WARNING]

    listeners = np.unique(warnings[["person", "parent_occasion", "detail"]])

    assert len(listeners) / record.counts[:, Kind.FAILURE].sum() == pytest.approx(people, abs=1.0)


def test_one_satisfied_customer_tells_8_and_one_of_them_joins() -> None:
    """1,000 customers among 100,000 persons for 5 days: hardly anybody else is one, and nothing but word brings any.

    What is told on the last day has no time to win anybody.
    """
    alone = {"persons": 100_000, "start.customers": "1%", "start.rival": "0%", "advertising.most": "0/year"}
    pleased = {"failure.rate": 0, "mechanisms.satisfaction": False, "talk.praise": 8, "talk.conversion": "12.5%"}
    record = compiled.run(corner_shop(TOWN | alone | pleased).setting("5 days"), 1, 0, LogLevel.ALL)

    praises = record.events[record.events["kind"] == Kind.PRAISE]
    heard = np.count_nonzero(praises["time"] < 4.0)

    assert len(praises) / record.counts[:, Kind.PURCHASE].sum() == pytest.approx(8, rel=0.05)
    assert RESPONSES["joins_telling"].read(record, 0.0) / heard == pytest.approx(1 / 8, rel=0.1)


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


def test_rudeness_and_indifference_are_complained_of_most() -> None:
    """Some 440 complaints: those about staff who did not care or were impolite, beside each other mode."""
    setting = corner_shop({"mechanisms.modes": True, "failure.rate": "15%"}).setting("1 year")
    found = exits.complaints_by_mode(compiled.run(setting, 1, 0, LogLevel.ALL))

    assert found is not None
    rude = sum(found[mode] for mode in exits.RUDE)
    rank = 1 + sum(others > rude for mode, others in found.items() if mode not in exits.RUDE)
    assert sum(found.values()) > 400
    assert rank == 1
