"""From how many complaints a year on a programme with fixed costs would pay: by hand, and on the page."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import sim
from sim.experiment.settle import Verdict
from sim.report.catalog import Words
from sim.report.differences import Differences
from sim.report.enough import Enough, enough_of


def test_what_is_needed_is_the_fixed_cost_over_what_a_complaint_brings_back() -> None:
    # Given 40 complaints a year that bring back 500 (from 400 to 800) of 1,000
    one = Enough("hotline", 1000.0, 40.0, (500.0, 400.0, 800.0))

    assert [one.needed(gain) for gain in one.gain] == [80.0, 100.0, 50.0]
    assert one.is_known
    assert not Enough("hotline", 1000.0, 40.0, (500.0, -1.0, 900.0)).is_known


def test_only_strategies_with_fixed_costs_that_are_not_shown_to_pay_are_told_of(base: sim.Scenario) -> None:
    alternatives = [base.with_strategy(name) for name in ("complaint_hotline", "more_desk_agents")]
    found = sim.compare(base, alternatives, run_length="70 days", replications=4, seed=7, engine="reference", jobs=1)
    lines = {line.name: line for line in found.lines}
    hotline = enough_of(found)

    # Then the desk's agents are no fixed cost of a strategy, the channel is: 5 agent-hours of 24.00 a month
    assert [one.name for one in hotline] == ["complaint_hotline"]
    assert abs(hotline[0].fixed - 120.0 * 12 / 365 * 70) < 0.05 * 120.0 * 12 / 365 * 70
    assert hotline[0].gain[0] == lines["complaint_hotline"].difference + hotline[0].fixed
    assert hotline[0].complaints > 0


def test_a_gain_that_is_paid_by_the_customers_left_is_told_beside_it(compared: sim.ComparisonResult) -> None:
    # Given a strategy that earns 900 more and leaves customers who are worth 600 less
    plain = replace(
        compared.lines[0], response="profit", verdict=Verdict.BETTER, difference=900.0, low=800.0, high=1000.0
    )
    left = replace(plain, response="equity", verdict=Verdict.WORSE, difference=-600.0, low=-700.0, high=-500.0)
    both = replace(plain, response="profit_and_equity", difference=300.0, low=200.0, high=400.0)

    def told(*lines: Any) -> str:  # noqa: ANN401  lines of a comparison
        result = cast("sim.ComparisonResult", SimpleNamespace(lines=lines, plan=compared.plan))
        return Differences(result, Words("en"), "profit", {plain.name: "It"}).left_over

    assert told(plain, left, both).startswith(
        "But the customers that it leaves at the end are worth 600 CNY less; both"
    )
    assert told(plain, left, both).endswith("300 CNY more.")
    # When the customers left are worth more, or nobody asked, there is nothing to add
    assert told(plain, replace(left, verdict=Verdict.BETTER, difference=600.0), both) == told(plain) == ""
