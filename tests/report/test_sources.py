"""Every number on the page says where it comes from, or that the page does not know."""

from dataclasses import replace

import sim
from sim import ComparisonResult, Scenario
from sim.experiment.plan import plan_of
from sim.experiment.rows import Rows
from sim.report.catalog import Words
from sim.report.sections import Section
from sim.report.sources import STATUSES, changes_of, numbers_of, origins_of, starts_of, tally
from sim.report.why_they_leave import Causes
from sim.scenario import load_experiment


def test_every_number_of_the_shipped_experiment_has_a_source() -> None:
    # Given the shipped experiment, found by its name
    plan = plan_of(load_experiment("demo_corner"))
    origins = origins_of(plan)

    # When its numbers are listed, then none is without a source, and the literature is cited in words
    numbers = numbers_of(plan, origins)
    assert origins.experiment is not None
    assert {one.status for one in numbers} <= set(STATUSES) - {"unknown"}
    assert all(one.source for one in numbers if one.status == "literature")
    assert len({one.key for one in numbers}) == len(numbers) > 80
    assert sum(tally(numbers).values()) == len(numbers)


def test_a_range_is_written_in_the_unit_of_its_value() -> None:
    plan = plan_of(load_experiment("demo_corner"))
    basket = next(one for one in numbers_of(plan, origins_of(plan)) if one.key == "basket.mean")
    assert (basket.value, basket.low, basket.high) == ("48 CNY", "25 CNY", "90 CNY")
    assert basket.place.startswith("corner_shop.yaml:")


def test_numbers_of_a_mechanism_that_is_off_are_not_listed(base: Scenario) -> None:
    # Given a shop where nobody talks
    quiet = base.with_values({"mechanisms.talk": "false"})
    plan = sim.compare(quiet, run_length="2 days", replications=1, engine="reference", jobs=1, controls=False).plan

    # When its numbers are listed, then none is about talk
    assert not [one.key for one in numbers_of(plan, origins_of(plan)) if one.key.startswith("talk.")]


def test_a_value_that_no_file_says_is_of_unknown_source(compared: ComparisonResult) -> None:
    # Given a comparison where the failure rate was set by hand
    plan = compared.plan
    numbers = {one.key: one for one in numbers_of(plan, origins_of(plan))}

    # When its sources are looked up, then only what the file still says has one
    assert (numbers["failure.rate"].value, numbers["failure.rate"].status) == ("30%", "unknown")
    assert numbers["basket.mean"].status == "assumed"
    assert origins_of(plan).experiment is None


def test_an_experiment_of_ones_own_has_the_sources_of_its_market() -> None:
    plan = replace(plan_of(load_experiment("demo_corner")), name="my_own")
    numbers = numbers_of(plan, origins_of(plan))
    assert {one.status for one in numbers} <= set(STATUSES) - {"unknown"}
    assert origins_of(plan).experiment is None


def test_a_plan_that_no_file_knows_has_values_without_sources(compared: ComparisonResult) -> None:
    plan = replace(compared.plan, name="never_heard_of", market="nor_of_this")
    assert {one.status for one in numbers_of(plan, origins_of(plan))} == {"unknown"}


def test_changes_are_the_values_that_differ_from_today(compared: ComparisonResult) -> None:
    plan = compared.plan
    apology, _, agents = plan.of_role("alternative")
    origins = origins_of(plan)
    assert [one.key for one in changes_of(plan, apology, origins)] == ["programme.fixed"]  # the shop apologises already
    assert [(one.before, one.value) for one in changes_of(plan, agents, origins)] == [("1", "2")]
    assert starts_of(plan, apology) == 0


def test_a_strategy_that_starts_later_says_when(base: Scenario) -> None:
    late = base.with_strategy(replace(sim.load_strategy("apology_only"), starts=5)).named("late")
    plan = sim.compare(base, [late], run_length="9 days", replications=1, engine="reference", jobs=1).plan
    assert starts_of(plan, plan.entry("late")) == 5


def test_the_command_repeats_an_experiment_and_names_only_what_was_asked_for() -> None:
    # Given the shipped experiment with more replications and another seed
    experiment = load_experiment("demo_corner")
    asked = replace(experiment, run=replace(experiment.run, seed=9, length=365.0))
    plan = plan_of(asked)
    section = Section(1, ComparisonResult(plan, Rows(), plan.responses), origins_of(plan), Causes(), Words())

    # When the command is read, then it holds what differs from the file
    folder = f"results/demo_corner-{plan.digest[:8]}"
    assert section.commands == [
        f"sim compare demo_corner --replications 0 --seed 9 --run-length '365 days' --out {folder}",
        f"sim report {folder}",
    ]
