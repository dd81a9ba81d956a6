"""A switch adds structure, not level: with it on, a market's manager sees what she saw before.

Tolerances and what counts as a structural switch: docs/decisions/0020-levels.md.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest

from sim import Scenario, ScenarioError, load
from sim.model.setting import LogLevel
from tests.level.measure import LEVELS, Sums, measured, ratio, runs, sums_of

TOLERANCE = {
    "failure share": 0.03, "complaint share": 0.03, "basket": 0.02, "margin": 0.02,
    "purchases": 0.04, "churn": 0.05, "joins": 0.05,
}  # fmt: skip
TOGETHER = 0.10
CHANCE = 3.0  # standard errors
STRUCTURAL = (
    "causes", "modes", "insults", "blame", "retention", "novelty", "neglect", "familiarity", "growth",
    "crossbuying", "serving", "wallet", "rivals", "poaching", "partners", "contagion", "expectation", "reputation",
    "referral", "doubt", "price", "steps", "friction", "authority", "staff", "morale", "problems",
    "incentives", "burdens", "stations",
)  # fmt: skip
LEVERS = (
    "contacts", "surveys", "reward", "quality", "scandal", "dropping", "recall", "backstage",
    "winback", "policies",
)  # fmt: skip
"""Switches whose dose is 0 as shipped, or that are events: their dose is set to 0 here."""
NO_DOSE = {
    "reward.share": 0, "reward.frequency": 0, "quality.spend": 0,
    "scandal.leaving": 0, "scandal.day": 30_000, "dropping.every": 20_000, "recall.every": "0 days",
}  # fmt: skip
MARKETS = ("corner_shop", "tough_market", "cdnow_service", "keaveney_cit")
REFUSED = {
    ("keaveney_cit", "rivals"): "'rivals' alone makes 4.7% of customers leave",
    ("keaveney_cit", "poaching"): "'poaching' alone makes 4.5% of customers leave",
    ("keaveney_cit", "partners"): "'partners' alone makes 4.7% of customers leave",
}
"""What a market cannot hold: where all leave by the calendar, these have nothing to take their part from."""
ROOM = {"corner_shop": {"level.churn": "30%"}}
"""Where all together make more leave than leave: as at the whole town, which has the same mechanisms."""
RUNS, SAMPLE = 20, 6


def switched(market: str, *mechanisms: str, on: bool = True, **values: object) -> Scenario:
    """Return a market with some mechanisms switched, and values; morale is switched where there are staff."""
    if "morale" in mechanisms and "staff" not in mechanisms:
        values = {"mechanisms.staff": True} | values
    return load(market).with_values({f"mechanisms.{name}": on for name in mechanisms} | values)


@cache
def as_it_is(market: str, *without: str, replications: int = RUNS) -> tuple[Sums, ...]:
    """Return the sums of a market with some mechanisms off."""
    return tuple(measured(switched(market, *without, on=False), replications))


def moved(with_it: Scenario, without: tuple[Sums, ...], tolerance: dict[str, float]) -> dict[str, str]:
    """Return the levels that a switch moves by more than is allowed and than chance explains, in words."""
    found = {}
    sums = measured(with_it, len(without))
    for name in LEVELS:
        by, error = ratio(sums, without, name)
        if abs(by) > tolerance[name] + CHANCE * error:
            found[name] = f"{by:+.1%} (standard error {error:.1%})"
    return found


@pytest.mark.parametrize("mechanism", ["causes", "retention", "familiarity", "doubt", "price"])
def test_a_switch_moves_no_level_of_the_corner_shop(mechanism: str) -> None:
    base = as_it_is("corner_shop", mechanism, replications=SAMPLE)

    assert moved(switched("corner_shop", mechanism), base, TOLERANCE) == {}


def test_a_planted_factor_that_is_not_centred_is_seen() -> None:
    # Given familiarity, whose mean is not taken out of baskets and rates
    base = as_it_is("corner_shop", replications=SAMPLE)
    scenario = switched("corner_shop", "familiarity")
    setting = scenario.setting("3 years")
    phases = tuple((day, replace(p, basket_scale=1.0, rate_scale=1.0)) for day, p in setting.phases)
    planted = [sums_of(one) for one in runs(replace(setting, phases=phases), SAMPLE, LogLevel.ALL)]

    for name in ("basket", "purchases"):
        by, error = ratio(planted, base, name)
        assert by > TOLERANCE[name] + CHANCE * error


def test_levers_without_a_dose_do_nothing() -> None:
    base = as_it_is("corner_shop", *LEVERS, replications=2)
    with_them = measured(switched("corner_shop", *LEVERS, **NO_DOSE), 2)

    assert tuple(with_them) == base


def test_levels_are_solved_from_the_files_so_that_strategies_and_firm_keys_act() -> None:
    shop = load("corner_shop")
    acted = shop.with_values({"failure.rate": "3%"})

    is_so = shop.with_values({"failure.rate": "1%"}, as_is=True)

    assert acted.levels == shop.levels == shop.with_strategy("prevent_failures").levels
    assert isinstance(shop.levels, MappingProxyType)
    # When the firm is so, and acts from there; when a number of the market changes
    assert is_so.levels["leaving_scale"] < shop.levels["leaving_scale"]
    assert is_so.with_values({"failure.rate": "0.5%"}).levels == is_so.levels
    assert shop.with_values({"buying.rate": "50/year"}).levels["leaving_scale"] != shop.levels["leaving_scale"]


@pytest.mark.nightly
@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("mechanism", STRUCTURAL)
def test_no_structural_switch_moves_a_level(market: str, mechanism: str) -> None:
    if (market, mechanism) in REFUSED:
        with pytest.raises(ScenarioError, match=REFUSED[market, mechanism]):
            switched(market, mechanism)
        return
    base = as_it_is(market, mechanism)

    assert moved(switched(market, mechanism), base, TOLERANCE) == {}


@pytest.mark.nightly
def test_a_zone_of_tolerance_and_service_by_who_serves_move_no_level() -> None:
    # Given both beside expectation, since neither acts as shipped
    zone = {"delight.above": "10%", "delight.weight": 2, "adequate.below": "10%", "service.process": 0.2}
    base = as_it_is("corner_shop", "expectation", "staff")

    assert moved(switched("corner_shop", "expectation", "staff", **zone), base, TOLERANCE) == {}


@pytest.mark.nightly
@pytest.mark.parametrize("market", MARKETS)
def test_all_structural_switches_together_keep_the_levels(market: str) -> None:
    room, held = ROOM.get(market, {}), [one for one in STRUCTURAL if (market, one) not in REFUSED]
    base = tuple(measured(switched(market, *held, on=False, **room), RUNS))

    assert moved(switched(market, *held, **room), base, dict.fromkeys(LEVELS, TOGETHER)) == {}


@pytest.mark.nightly
@pytest.mark.parametrize("market", [*MARKETS, "whole_town"])
def test_a_stated_churn_is_met(market: str) -> None:
    # Given no act of the firm that makes customers leave, and no scandal
    scenario = switched(market, *LEVERS, on=False)
    stated = scenario.values["level.churn"].value
    if stated == 0.0:
        stated = 0.15
        scenario = scenario.with_values({"level.churn": stated, "hazard.churn": 0})
    runs_of = measured(scenario, RUNS)
    achieved = sum(one.departures for one in runs_of) / sum(one.customer_years for one in runs_of)

    assert achieved == pytest.approx(stated, rel=0.06)


@pytest.mark.nightly
@pytest.mark.parametrize(("market", "stated"), [("corner_shop", 60), ("corner_shop", 200), ("tough_market", 100)])
def test_as_many_join_as_is_stated(market: str, stated: int) -> None:
    runs_of = measured(load(market).with_values({"level.joins": f"{stated}/year"}), RUNS)

    assert sum(one.joins for one in runs_of) / sum(one.years for one in runs_of) == pytest.approx(stated, rel=0.05)
