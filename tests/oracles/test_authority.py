"""Firm 40: a limit sends to somebody above, misuse against audits, and claims where the answer is yes: closed forms."""

from dataclasses import replace
from math import exp, log
from typing import Any

import numpy as np
import pytest

from sim.model.events import Account, Kind, RateLaw, RecoveryLaw, Severity
from sim.model.level.endings import decisions
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.authority import claims_share, is_audited, limit_of, misuse_probability, misused
from sim.model.rules.complaints import recovery_quality
from tests.model.somebody import LIMIT, off_share, somebody
from tests.oracles.checks import assert_caught, assert_holds, newcomers, quiet, share_score, simulated
from tests.oracles.one_failure import one_failure

PERSONS = 40_000
BASKET, SPREAD, DELAY, TAU = 4800, 0.837, 1.0, 3.0  # half of it is asked for: 24 CNY on average


def limited(yuan: float, **changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return lives of one failure that everybody complains about, in which promptness alone resolves."""
    given: dict[str, Any] = {"recovery_law": RecoveryLaw.JUSTICE, "channel_ease": 99.0, "recovery_first_contact": 1.0}
    given |= {"recovery_weights": (0.0, 0.0, 1.0), "recovery_compensation": 0.5, "recovery_tau": TAU}
    given |= {
        "authority_on": 1,
        "authority_limit": yuan * 100.0 / BASKET,
        "approval_delay": DELAY,
        "misuse_chance": 0.0,
    }
    given |= {"basket_mean": BASKET, "basket_personal_spread": SPREAD}
    return one_failure(Severity.MINOR, 0.5, **(given | changes))


@pytest.mark.parametrize(("yuan", "above", "prompt"), [(5, 0.963, 0.759), (20, 0.455, 0.886), (50, 0.085, 0.979)])
def test_a_limit_of_5_yuan_sends_nearly_all_above_and_costs_promptness(yuan: int, above: float, prompt: float) -> None:
    """40,000 complaints: catches half a point to 1.5 points. 1 / (1 + 1 / 3) of promptness is left after a day."""
    p = limited(yuan)
    share = sum(part for part, wait, _ in decisions(p) if wait > 0.0)
    left = 1.0 - share / (1.0 + TAU / DELAY)
    record = simulated(newcomers(p, PERSONS, 60.0))
    closed = int(record.counts[0, Kind.CLOSED])

    assert (share, left) == (pytest.approx(above, abs=5e-4), pytest.approx(prompt, abs=5e-4))
    assert closed > 0.999 * PERSONS
    assert_holds(
        {
            "above": share_score(int(record.counts[0, Kind.APPROVAL]), PERSONS, share),
            "prompt": share_score(int(record.people["resolved"].sum()), closed, left),
        }
    )


def test_a_limit_a_fifth_higher_is_seen() -> None:
    record = simulated(newcomers(limited(24.0), PERSONS, 60.0))

    assert_caught({"above": share_score(int(record.counts[0, Kind.APPROVAL]), PERSONS, 0.455)})


def test_the_table_of_levels_has_the_wait_above_that_is_worth_as_much() -> None:
    (within, none, _), (granted, wait, _), (refused, _, limit) = decisions(limited(20))

    assert within + granted + refused == pytest.approx(1.0)
    assert (none, granted / (granted + refused)) == (0.0, pytest.approx(0.9))
    assert exp(-wait / TAU) == pytest.approx(1.0 / (1.0 + DELAY / TAU))
    assert 20 / 48 / 2 < 2 * limit < 1.0  # those above it have bought for more than the mean


@pytest.mark.nightly
def test_some_audits_are_best() -> None:
    """Half of a limit of 5 baskets, 120 CNY, is at stake; looking costs 6 CNY: 2.54 an answer instead of 6.00."""

    def cost(share: float) -> float:
        return 120.0 * misuse_probability(replace(Parameters(), audit_share=share)) + 6.0 * share

    shares = [k / 10_000 for k in range(10_001)]
    best = min(shares, key=cost)

    d = log(2.0) / 0.1
    assert best == pytest.approx(log(d * 0.05 * 120.0 / 6.0) / d, abs=1e-4)
    assert (best, cost(best), cost(0.0)) == (
        pytest.approx(0.279, abs=5e-4), pytest.approx(2.54, abs=5e-3), pytest.approx(6.00)
    )  # fmt: skip


def test_answers_are_misused_and_looked_at_as_often_as_said() -> None:
    p = replace(Parameters(), basket_mean=BASKET, authority_limit=5.0, audit_share=0.1)
    c = somebody(p, allowed=2400)
    costs = [misused(p, c, n) for n in range(20_000)]

    assert set(costs) == {0, 10_800}
    assert off_share(sum(cost > 0 for cost in costs), 20_000, 0.025) < LIMIT
    assert off_share(sum(is_audited(p, c, n) for n in range(20_000)), 20_000, 0.1) < LIMIT


def test_claims_grow_to_what_everybody_would_claim() -> None:
    p = Parameters()
    years = [claims_share(p, YEAR * t) for t in (0, 1, 3, 5, 50)]
    mean = sum(claims_share(p, day + 0.5) for day in range(3 * 365)) / (3 * 365)

    assert years == pytest.approx([0.002, 0.0049, 0.0177, 0.0274, 0.03], abs=5e-5)
    assert mean == pytest.approx(0.0082, abs=5e-5)
    assert mean == pytest.approx(0.03 * log((exp(3.0) + 14.0) / 15.0) / 3.0, rel=1e-4)
    assert mean * 30_600 * 48 == pytest.approx(12_056, rel=5e-3)  # a year of the shop's purchases at 48 CNY


def test_claims_are_paid_as_often_as_the_days_of_yes_say() -> None:
    """A purchase a day by 150 customers for three years: catches 16% of 1,350 claims; no growth is seen."""
    given: dict[str, Any] = {"authority_on": 1, "authority_yes": 1, "buying_rate": 1.0}
    given |= {"buying_rate_law": RateLaw.FIXED}
    p = quiet(**given)
    record = simulated(newcomers(p, 150, 3 * YEAR))
    bought = record.events[record.events["kind"] == Kind.PURCHASE]["time"]
    expected = np.array([claims_share(p, float(day)) for day in range(3 * 365)])[bought.astype(int)]
    claims = record.events[record.events["kind"] == Kind.CLAIM]

    def score(chances: np.ndarray) -> float:
        return float((len(claims) - chances.sum()) / np.sqrt((chances * (1.0 - chances)).sum()))

    assert_holds({"claims": score(expected)})
    assert_caught({"claims": score(np.full(len(bought), 0.002))})
    assert int(record.ledger[:, Account.CLAIMS].sum()) == int(claims["amount"].sum()) < 0


def test_yes_resolves_at_least_95_percent_and_no_is_as_before() -> None:
    p = replace(Parameters(), authority_on=1)
    yes = replace(p, authority_yes=1)

    assert recovery_quality(yes, Severity.MAJOR, 30.0, 1.0) == 0.95
    assert recovery_quality(p, Severity.MAJOR, 30.0, 1.0) < 0.01
    assert recovery_quality(yes, Severity.MINOR, 0.0, 1.0) == pytest.approx(0.95)


def test_the_limit_widens_with_what_who_serves_knows() -> None:
    """Rawness 1, .5, 0: none, the firm's limit, twice as much; on average that of mean rawness."""
    p = replace(limited(20.0), staff_on=1, authority_tiers=1.0, staff_raw=0.2)
    limits = [limit_of(p, somebody(p, raw=raw)) for raw in (1.0, 0.5, 0.0)]

    assert limits == [0, 2000, 4000]
    assert [limit_of(replace(p, staff_on=0), somebody(p, raw=raw)) for raw in (1.0, 0.0)] == [2000, 2000]
    assert sum(decisions(p), ()) == pytest.approx(sum(decisions(limited(32.0)), ()))
    assert decisions(replace(p, authority_tiers=0.0)) == decisions(limited(20.0))
