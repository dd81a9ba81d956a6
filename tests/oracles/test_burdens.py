"""Firm 48: what customers who do not pay cost, in closed form; insults and morale; who is hard to please."""

from dataclasses import replace

import pytest

from sim.model.attachment import solved
from sim.model.events import Account, Severity
from sim.model.flat import Person
from sim.model.level.endings import resolved_share
from sim.model.level.fits import answers_and_rules
from sim.model.parameters import Parameters
from sim.model.rules.burdens import interest_lost, pleased_share
from sim.model.rules.complaints import answer_quality
from sim.model.rules.morale import morale_target
from sim.model.worker import Stage, Worker
from sim.response.returns import bad_debt_share
from sim.response.service import resolved_of_difficult
from tests.oracles.checks import assert_holds, mean_score, newcomers, quiet, share_score, simulated

PERSONS = 40_000
P = quiet(burdens_on=1, credit_days=60.0, buying_rate=36 / 365, discount_rate=0.10)


def test_a_tenth_on_credit_for_60_days_costs_a_sixth_of_a_percent_of_sales() -> None:
    assert 0.10 * interest_lost(P, 10**9) / 10**9 == pytest.approx(0.00155, abs=5e-6)


def test_3_percent_of_what_is_sold_on_credit_is_never_paid() -> None:
    """40,000 persons, one purchase each, looked at 90 days later: catches .06 points of the share of defaults."""
    record = simulated(newcomers(replace(P, buying_rate=0.0), PERSONS, 90.0))
    sales = float(record.ledger[:, Account.SALES].sum())

    defaults = int((record.people["overdue"] > 0).sum())

    assert_holds(
        {
            "default": share_score(defaults, PERSONS, 0.003),
            "interest": mean_score(-record.people["totals"][:, Account.INTEREST], 0.1 * interest_lost(P, 2000)),
        }
    )
    assert bad_debt_share(record) == pytest.approx(0.0030, abs=0.0016)
    assert -record.ledger[:, Account.BAD_DEBT].sum() == defaults * 2000
    assert sales == PERSONS * 2000


def test_a_breach_costs_the_price_of_each_purchase_of_one_person_in_a_hundred() -> None:
    record = simulated(newcomers(replace(P, buying_rate=0.0), PERSONS, 1.0))
    broken = int(record.people["breaches"].sum())

    assert_holds({"breaches": share_score(broken, PERSONS, 0.01)})
    assert record.ledger[:, Account.BREACHES].sum() == -broken * 2000


def test_insults_above_as_is_take_morale_and_who_is_rid_of_them_gains_it() -> None:
    p = replace(Parameters(), burdens_on=1, morale_on=1, staff_on=1, burden_abusive=0.02, burden_insult=0.02)

    def target(insults: float) -> float:
        a = Worker()
        a.stage, a.met, a.insults, a.liked = Stage.AT_WORK, 500.0, insults, 500.0 * p.satisfaction_bar
        return morale_target(p, a)

    assert [target(k) for k in (0.0, 10.0, 20.0)] == pytest.approx([0.7, 0.5, 0.3])


def test_who_is_hard_to_please_is_helped_in_proportion_to_skill_and_others_as_before() -> None:
    c = Person()
    c.price, c.severity = 2000, Severity.MINOR
    p = replace(P, recovery_apology=1, recovery_compensation=0.5, desk_on=1, desk_skill=0.8, staff_on=1)

    def quality(difficult: int, raw: float) -> float:
        c.difficult, c.raw = difficult, raw
        return answer_quality(p, c)

    assert [quality(0, raw) for raw in (0.0, 0.5, 1.0)] == [quality(0, 0.0)] * 3
    assert [quality(1, raw) / quality(0, raw) for raw in (0.0, 0.5, 1.0)] == pytest.approx([0.8, 0.4, 0.0])


def test_as_many_complaints_are_resolved_as_where_nobody_is_hard_to_please() -> None:
    """At .1667 of rawness (firm 36: th / (th + k)) and skill .9, one in ten: answers are as good as 1 / .975 times."""
    p = solved(replace(Parameters(), recovery_apology=1, desk_skill=0.9, staff_on=1, staff_raw=0.1667, burdens_on=1))
    fit = answers_and_rules(p)["recovery_fit"]

    assert pleased_share(p) == pytest.approx(1.0 - 0.1 * (1.0 - 0.9 * 0.8333)) == pytest.approx(0.975, abs=1e-4)
    assert fit == pytest.approx(1.0 / pleased_share(p))
    assert resolved_share(replace(p, recovery_fit=fit)) == pytest.approx(resolved_share(replace(p, burdens_on=0)))
    assert answers_and_rules(replace(p, staff_on=0, desk_skill=1.0))["recovery_fit"] == 1.0


def test_who_is_hard_to_please_is_resolved_half_as_often_by_half_the_skill() -> None:
    """8,000 complaints, half of them of who is hard to please: catches a share off by 5 points."""
    given = {"burden_difficult": 0.5, "failures_on": 1, "complaints_on": 1, "failure_rate": 1.0, "channel_ease": 100.0}
    given |= {
        "desk_on": 1,
        "desk_skill": 0.5,
        "desk_agents": 100,
        "need_mean": 0.0,
        "recovery_weights": (0.0, 0.0, 1.0),
    }
    given |= {"desk_opens": 0.0, "desk_closes": 1.0, "outcome_intention_to_behaviour": 0.0}
    record = simulated(newcomers(replace(P, buying_rate=0.0, **given), 8_000, 1.0))

    people = record.people
    difficult = people["difficult"] == 1
    complaints = int(difficult.sum())

    assert (people["complaints"] == 1).all()
    assert people["resolved"][~difficult].all()
    assert_holds({"resolved": share_score(int(people["resolved"][difficult].sum()), complaints, 0.5)})
    assert resolved_of_difficult(record) == people["resolved"][difficult].sum() / complaints
