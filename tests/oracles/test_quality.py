"""M45: quality is a lever with a bill: failures fall to a floor, and some spending is best for a customer's worth."""

from math import exp, log

import pytest

from sim.model.events import Account, Kind, Severity
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.quality import share_of_failures
from tests.oracles.checks import assert_caught, assert_holds, mean_score, newcomers, simulated
from tests.oracles.formulas import MAJOR, leaving_per_purchase, lifetime_value
from tests.oracles.lives import (
    COSTS,
    DISCOUNT,
    FAIL,
    LEAVE_OK,
    MARGIN,
    RATE,
    YEARS,
    life_scores,
    life_values,
    lifecycle,
)

MIX, COMPLAIN = (0.4, 0.4, 0.2), 0.5
LEAST, HALF = 0.2, 0.5  # a fifth of the failures stays; half a currency unit halves the others
BEST = 1.5306


def failures_at(spend: float) -> float:
    """Return the chance of failing at a spending a purchase, in currency units."""
    return FAIL * (LEAST + (1.0 - LEAST) * exp(-log(2.0) * spend / HALF))


def worth_at(spend: float) -> float:
    """Return what a customer is worth by A5 when that is spent on each of her purchases."""
    fail = failures_at(spend)
    h = leaving_per_purchase(fail, LEAVE_OK, COMPLAIN, MAJOR, MIX)
    cost = fail * COMPLAIN * sum(share * k for share, k in zip(MIX, COSTS, strict=True))
    return lifetime_value(h, MARGIN, cost + spend, RATE, DISCOUNT)


def spending(spend: float) -> Parameters:
    """Return A5's customer under a firm that spends so much on each purchase."""
    given = {"quality_on": 1, "quality_spend": spend / MARGIN, "quality_least": LEAST, "quality_half": HALF / MARGIN}
    return lifecycle(Severity.MAJOR, MIX, COMPLAIN, **given)


def test_the_formula_has_its_published_numbers() -> None:
    assert failures_at(BEST) == pytest.approx(0.01479, abs=5e-6)
    assert [worth_at(x) for x in (0.0, BEST, 2 * BEST)] == pytest.approx([186.496, 221.986, 210.812], abs=5e-3)
    assert max(range(30_000), key=lambda k: worth_at(k / 1e4)) == pytest.approx(1e4 * BEST, abs=1)


@pytest.mark.parametrize("spend", [0.0, 0.5, BEST, 100.0])
def test_the_rule_leaves_the_share_of_failures_that_the_formula_leaves(spend: float) -> None:
    assert share_of_failures(spending(spend), spend / MARGIN) == pytest.approx(failures_at(spend) / FAIL, rel=1e-12)


def test_no_spending_leaves_every_failure_exactly() -> None:
    for k in range(101):
        assert share_of_failures(Parameters(quality_least=k / 100), 0.0) == 1.0


def test_lives_under_the_best_spending_are_worth_the_closed_form() -> None:
    record = simulated(newcomers(spending(BEST), 20_000, YEARS * YEAR))

    scores = life_scores([record], Severity.MAJOR, MIX, COMPLAIN, fail=failures_at(BEST))
    scores["value"] = mean_score(life_values(record), 221.986)  # less what was spent, which A5 does not know
    assert_holds(scores)
    # Then every purchase has its own row of what was spent
    rows = record.events[record.events["account"] == Account.QUALITY]
    assert len(rows) == record.counts[0, Kind.PURCHASE]
    assert set(rows["amount"].tolist()) == {-153}
    assert set(rows["kind"].tolist()) == {Kind.SERVICE_COST}
    assert set(rows["parent_kind"].tolist()) == {Kind.PURCHASE}


def test_failures_that_are_not_avoided_are_seen() -> None:
    record = simulated(newcomers(lifecycle(Severity.MAJOR, MIX, COMPLAIN), 20_000, YEARS * YEAR))

    assert_caught(life_scores([record], Severity.MAJOR, MIX, COMPLAIN, fail=failures_at(BEST)))
