"""Firm 41: paid by number, by quality or by customers kept, against Erlang A and shares worked out by hand."""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.events import Kind, RateLaw, RecoveryLaw, Severity, SpanLaw
from sim.model.level.fits import answers_and_rules
from sim.model.level.staffing import staff_as_is
from sim.model.parameters import Parameters
from sim.model.rules.complaints import recovery_quality
from sim.model.rules.incentives import false_share, haste, pace, thoroughness, warmth
from sim.model.rules.morale import morale_target
from sim.model.worker import Stage, Worker
from sim.response import RESPONSES
from sim.scenario import load
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_holds,
    mean_score,
    newcomers,
    quiet,
    share_score,
    simulated,
    world,
)
from tests.oracles.formulas import erlang_a
from tests.oracles.one_failure import one_failure

RATE, SERVED, PATIENCE, AGENTS, HELPED = 6.0, 1.0, 0.5, 5, 0.55
UNIT = 0.02  # days: services are short beside a customer's gap of 10 days
CUSTOMERS, RUNS, DAYS = 3_000, 10, 20.0
TEXTS = [(0.0, 0.226, 0.425), (0.5, 0.147, 0.375), (1.0, 0.077, 0.304)]


def desk(by_number: float) -> Parameters:
    """Return a desk of the texts: six complaints a unit of time, all of customers whose every purchase fails."""
    given: dict[str, Any] = {"failures_on": 1, "failure_rate": 1.0, "complaints_on": 1, "channel_ease": 99.0}
    given |= {"start_customers": 1.0, "buying_rate": RATE / UNIT / CUSTOMERS, "buying_rate_law": RateLaw.FIXED}
    given |= {"desk_on": 1, "desk_agents": AGENTS, "desk_opens": 0.0, "desk_closes": 1.0}
    given |= {"need_law": SpanLaw.EXPONENTIAL, "need_mean": UNIT / SERVED}
    given |= {"patience_law": SpanLaw.EXPONENTIAL, "patience_mean": UNIT / PATIENCE}
    given |= {"recovery_law": RecoveryLaw.JUSTICE, "recovery_weights": (0.0, 0.0, HELPED), "recovery_tau": 1e9}
    given |= {"outcome_minor": (0.95,) * 4, "outcome_major": (0.95,) * 4, "complaint_attachment": 0.0}
    return quiet(**(given | {"incentives_on": 1, "pay_number": by_number}))


def expected(by_number: float) -> tuple[float, float]:
    """Return the shares of complaints that are given up and that are truly resolved."""
    _, gives_up, _ = erlang_a(RATE, SERVED / (1.0 - 0.3 * by_number), PATIENCE, AGENTS)
    return gives_up, (1.0 - gives_up) * HELPED * (1.0 - 0.4 * by_number)


def scores(p: Parameters, by_number: float) -> Scores:
    """Return how far both shares lie from the closed form."""
    gives_up, helped = expected(by_number)
    records = [simulated(world(p, CUSTOMERS, DAYS), k) for k in range(RUNS)]
    found = [[RESPONSES[name].read(record, 0.0) for record in records]
             for name in ("complaints_given_up_share", "resolved_share")]  # fmt: skip
    return {"given up": mean_score(found[0], gives_up), "resolved": mean_score(found[1], helped)}


@pytest.mark.parametrize(("by_number", "given_up", "resolved"), TEXTS)
def test_paid_by_number_fewer_give_up_and_fewer_are_helped(by_number: float, given_up: float, resolved: float) -> None:
    """10 runs of 6,000 complaints at a desk of Erlang A (6, 1, .5, 5)."""
    assert expected(by_number) == (pytest.approx(given_up, abs=5e-4), pytest.approx(resolved, abs=6e-4))
    assert_holds(scores(desk(by_number), by_number))


def test_a_tenth_more_of_pay_by_number_is_seen() -> None:
    assert_caught(scores(desk(0.6), 0.5))


FALSE = {"recovery_law": RecoveryLaw.JUSTICE, "recovery_weights": (0.0, 0.0, 0.4), "recovery_tau": 1e9}


def test_as_many_complaints_are_falsely_reported_as_are_in_vain_and_pay_asks_for() -> None:
    """40,000 complaints, .4 x 1.1 of them resolved; half of pay by quality and a fifth by customers kept."""
    given: dict[str, Any] = {"channel_ease": 99.0, "recovery_first_contact": 1.0, "incentives_on": 1}
    p = one_failure(Severity.MINOR, 0.5, **(FALSE | given | {"pay_quality": 0.5, "pay_saves": 0.2}))
    record = simulated(newcomers(p, 40_000, 60.0))
    closed = int(record.counts[0, Kind.CLOSED])
    false = 0.56 * 0.35

    reported, resolved, wrong = (
        RESPONSES[name].read(record, 0.0)
        for name in ("reported_resolved_share", "resolved_share", "false_reports_share")
    )
    assert closed == 40_000
    assert reported == pytest.approx(resolved + wrong)
    assert_holds(
        {"false": share_score(wrong * closed, closed, false), "true": share_score(resolved * closed, closed, 0.44)}
    )
    assert_caught({"false": share_score(wrong * closed, closed, 0.56 * 0.38)})


def test_the_firm_as_it_is_paid_is_where_all_begins() -> None:
    paid = {"pay_number": 0.5, "pay_quality": 0.3, "pay_saves": 0.2}
    p = replace(Parameters(), incentives_on=1, staff_on=1, morale_on=1, **paid)
    p = replace(p, **staff_as_is(p), **answers_and_rules(p))
    plain = replace(p, incentives_on=0)
    a = Worker()
    a.stage = Stage.AT_WORK

    assert (pace(p), thoroughness(p), warmth(p), haste(p)) == (1.0, 1.0, 1.0, 1.0)
    assert morale_target(p, a) == pytest.approx(p.morale_usual) == pytest.approx(0.4)
    assert recovery_quality(p, Severity.MINOR, 1.0, 1.0) == recovery_quality(plain, Severity.MINOR, 1.0, 1.0)
    more = replace(p, pay_number=1.0)
    assert (pace(more), thoroughness(more), haste(more)) == pytest.approx((0.73 / 0.88, 0.66 / 0.86, 1.2 / 1.1))


def test_as_many_are_resolved_as_is_though_some_reports_are_false_and_nobody_follows_them_up() -> None:
    follows = {"recovery_follow_up": 1, "recovery_first_contact": 1.0, "recovery_apology": 1}
    p = replace(Parameters(), incentives_on=1, pay_quality=1.0, pay_gaming=0.8, **follows)
    found = answers_and_rules(p)

    assert false_share(p) == pytest.approx(0.8)
    assert found["recovery_fit"] > 1.05
    assert answers_and_rules(replace(p, recovery_follow_up=0))["recovery_fit"] == pytest.approx(1.0)


def test_staff_first_and_customers_first_have_the_same_budget() -> None:
    """A tenth more pay for five posts of five hours a day is 912 hours a year; and so is what customers get."""
    shop = load("corner_shop").with_values({"mechanisms.staff": True, "mechanisms.morale": True})
    p, staff, customers = (
        one.setting("1 year").phases[0][1]
        for one in (shop, shop.with_strategy("staff_first"), shop.with_strategy("customers_first"))
    )

    hours = (staff.staff_pay - 1.0) * p.staff_posts * p.staff_hours * 24.0 * 365.0
    care = (customers.care_spend - p.care_spend) * 365.0 * 1000
    budget = (care + (customers.programme_fixed - p.programme_fixed) * 365.0) / p.staff_wage
    assert hours == pytest.approx(912.5)
    assert budget == pytest.approx(hours, rel=0.02)
