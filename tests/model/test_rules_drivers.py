"""What moved a customer to leave: the chance of leaving, split factor by factor."""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.attachment import solved
from sim.model.drivers import Driver
from sim.model.events import Cause, Kind, Loss, Outcome, Severity
from sim.model.parameters import Parameters
from sim.model.rules.leaving import (
    appointed_driver,
    calm_leave_probability,
    leave_driver,
    leave_probability,
    stay_factor,
)
from tests.model.somebody import LIMIT, customer, off_cells

N = 8000
BASE = replace(Parameters(), leaving_chance=0.02, care_on=0)
ALL = {
    "retention_on": 1, "retention_excess": 4.0, "retention_curve": 1.0, "novelty_on": 1, "novelty_excess": 1.0,
    "novelty_fade": 1e4, "expectation_on": 1, "trust_bond": 0.5, "neglect_on": 1, "neglect_weight": 1.0,
    "neglect_span": 1e-3, "price_on": 1, "price_level": 1.2, "price_leaving": 2.0, "price_loss": 0.0,
}  # fmt: skip


def shares(p: Parameters, **fields: float) -> dict[int, int]:
    """Return how often each driver moves a customer with these fields."""
    c = customer(p, **({"leave_chance": 0.02, "reference_level": 1.2} | fields))
    found = [leave_driver(p, c, n) for n in range(N)]
    return {int(driver): found.count(driver) for driver in Driver}


def test_every_factor_moves_as_many_as_it_adds_to_the_chance_in_the_order_of_drivers() -> None:
    # Given factors of 3 (half satisfied), 2 (new), .9 (some trust; at least .5) and 2 (silent), at the market's price
    p = solved(replace(BASE, **(ALL | {"price_level": 1.0})))
    found = shares(p, satisfaction=0.5, trust=0.2, silence=1.0, reference_level=1.0)
    steps = {
        Driver.EVERYDAY: 0.5, Driver.DISSATISFACTION: 1.5, Driver.NEWNESS: 3.0, Driver.EXPECTATION: 5.4,
        Driver.NEGLECT: 10.8,
    }  # fmt: skip
    before = [0.0, *steps.values()]
    parts = {driver: (upto - less) / 10.8 for (driver, upto), less in zip(steps.items(), before, strict=False)}

    assert off_cells([found[d] for d in Driver], [parts.get(d, 0.0) for d in Driver]) < LIMIT


@pytest.mark.parametrize(
    ("least", "driver"),
    [
        ({"satisfaction": 1.0}, Driver.DISSATISFACTION),
        ({"trust": 1.0}, Driver.EXPECTATION),
        ({"silence": 0.0}, Driver.NEGLECT),
        ({"spell": -(10**9)}, Driver.NEWNESS),
    ],
)
def test_what_is_at_its_least_moves_nobody(least: dict[str, Any], driver: Driver) -> None:
    p = solved(replace(BASE, **ALL))
    usual: dict[str, Any] = {"satisfaction": 0.5, "trust": 0.2, "silence": 1.0}

    assert shares(p, **usual)[driver] > 0
    assert shares(p, **(usual | least))[driver] == 0


def test_a_price_above_the_market_moves_what_it_adds_and_one_below_nobody() -> None:
    only = {"price_on": 1, "price_leaving": 2.0, "price_loss": 0.0}
    dear, cheap = (solved(replace(BASE, **only, price_level=level)) for level in (1.2, 0.8))
    c = customer(dear, leave_chance=0.02, reference_level=1.2)
    share = 1.0 - 0.02 / leave_probability(dear, c)

    found = shares(dear)
    assert share > 0.2
    assert off_cells([found[d] for d in Driver], [{1: 1.0 - share, 6: share}.get(d, 0.0) for d in Driver]) < LIMIT
    assert shares(cheap, reference_level=0.8)[Driver.EVERYDAY] == N


@pytest.mark.parametrize(
    ("outcome", "driver"),
    [
        (Outcome.SILENT, Driver.FAILURE),
        (Outcome.RESOLVED, Driver.FAILURE),
        (Outcome.UNRESOLVED, Driver.RESPONSE),
        (Outcome.INSULTED, Driver.RESPONSE),
    ],
)
def test_what_a_failure_adds_is_the_failures_or_that_of_a_response_that_did_not_help(
    outcome: Outcome, driver: Driver
) -> None:
    p = solved(replace(BASE, insults_on=1))
    story = {"severity": Severity.MAJOR, "outcome": outcome, "nature": Cause.CORE}
    total = leave_probability(p, customer(p, leave_chance=0.02, **story))

    found = shares(p, **story)
    parts = {Driver.EVERYDAY: 0.02 / total, driver: 1.0 - 0.02 / total}
    assert off_cells([found[d] for d in Driver], [parts.get(d, 0.0) for d in Driver]) < LIMIT


def test_blame_moves_what_it_adds_to_the_weight_of_a_failure() -> None:
    p = solved(replace(BASE, blame_on=1, blame_temper=1.0, outcome_intention_to_behaviour=0.3))
    story: dict[str, Any] = {"severity": Severity.MAJOR, "outcome": Outcome.SILENT, "nature": Cause.CORE, "rate": 0.0}
    blame = [3.0 * p.blame_mean, *[0.0] * 7]
    c = customer(p, leave_chance=0.02, **story)
    c.blame = blame
    kept = stay_factor(p, c.severity, c.outcome, c.attachment)
    total = 1.0 - 0.98 * kept**3
    steps = (calm_leave_probability(p, c) / total, (1.0 - 0.98 * kept) / total, 1.0)

    found = [leave_driver(p, c, n) for n in range(N)]
    counts = [found.count(d) for d in (Driver.EVERYDAY, Driver.FAILURE, Driver.BLAME)]
    assert leave_probability(p, c) == pytest.approx(total)
    assert sum(counts) == N
    assert off_cells(counts, [steps[0], steps[1] - steps[0], 1.0 - steps[1]]) < LIMIT


@pytest.mark.parametrize(
    ("appointment", "driver"),
    [
        ({"departure_cause": Cause.INVOLUNTARY}, Driver.MOVING),
        ({"departure_cause": Cause.PRICE}, Driver.EVERYDAY),
        ({"departure_cause": Cause.CORE, "departure_kind": Kind.WARNING}, Driver.WARNING),
        ({"departure_cause": Cause.CORE, "departure_kind": Kind.DEPARTURE}, Driver.CONTAGION),
        ({"departure_cause": Cause.ENCOUNTER, "departure_kind": Kind.CALL}, Driver.CALL),
        ({"departure_kind": Kind.DEPARTURE, "departure_loss": Loss.OTHER}, Driver.PARTNER),
        ({"departure_kind": Kind.OFFER, "departure_loss": Loss.POACHED}, Driver.OFFER),
        ({"departure_kind": Kind.WARNING, "departure_loss": Loss.ATTRACTED}, Driver.RIVAL),
        ({"departure_cause": Cause.ETHICS, "departure_loss": Loss.LEFT}, Driver.SCANDAL),
        ({"departure_cause": Cause.INVOLUNTARY, "departure_loss": Loss.DROPPED}, Driver.DROPPED),
    ],
)
def test_an_appointment_names_what_made_it(appointment: dict[str, Any], driver: Driver) -> None:
    assert appointed_driver(customer(BASE, **appointment)) == driver
