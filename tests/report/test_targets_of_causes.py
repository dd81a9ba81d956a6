"""Target shares of causes stand beside those achieved, only where a market has a churn to reach."""

from collections import Counter
from dataclasses import replace

import sim
from sim import ComparisonResult
from sim.model.events import Cause
from sim.model.parameters import Parameters
from sim.report import page
from sim.report.why_they_leave import Causes, causes_of, targets_of
from tests.report.reading import Page

CAPTION = "The market sets a target: 66% of customers leave by the calendar in a year"


def test_a_share_of_departures_counts_replications_together() -> None:
    # Given 3 and 5 departures, of which 3 and 1 for the core
    found = Causes((0, 1), (("a", (Counter({1: 3}), Counter({1: 1, 4: 4}))), ("b", (Counter(), Counter()))))
    assert found.share("a", Cause.CORE) == 0.5
    assert found.share("a", Cause.PRICE) == 0.0
    assert found.share("b", Cause.CORE) is None


def test_only_a_market_with_a_churn_to_reach_has_target_shares() -> None:
    p = replace(Parameters(), hazard_churn=0.2, hazard_shares=(3.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
    assert targets_of(p) == {Cause.CORE: 0.75, Cause.INCONVENIENCE: 0.25}
    assert targets_of(replace(p, hazards_on=0)) == targets_of(replace(p, hazard_churn=0.0)) == {}


def test_the_page_sets_target_and_achieved_shares_side_by_side(compared: ComparisonResult) -> None:
    # Given a preset of causes under which most of 60 persons leave in a year
    values = {"persons": "60", "start.customers": "100%", "start.rival": "0%", "hazard.churn": "66%"}
    market = sim.load("keaveney_cit").with_values(values)
    result = sim.compare(market, run_length="1 year", replications=1, engine="reference", jobs=1, controls=False)
    counts = causes_of(result, 1, "reference").of("keaveney_cit")[0]
    assert counts.total() > 20

    # When its page is read
    words = Page(page.html(result, run_again=1, engine="reference")).words.replace(" ", "")

    # Then each cause has its target and its share of departures
    assert CAPTION.replace(" ", "") in words
    for name, target, cause in (("price", "17.6%", Cause.PRICE), ("movingaway", "3.6%", Cause.INVOLUNTARY)):
        assert f"{name}{target}{100 * counts[cause] / counts.total():.1f}%" in words

    # And a market that states rates has no such table
    assert "sets a target" not in Page(page.html(compared, run_again=1, engine="reference")).words
