"""Firm 48: what customers who do not pay cost, in closed form; insults and morale."""

from dataclasses import replace

import pytest

from sim.model.events import Account
from sim.model.parameters import Parameters
from sim.model.rules.burdens import interest_lost
from sim.model.rules.morale import morale_target
from sim.model.worker import Stage, Worker
from sim.response.returns import bad_debt_share
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
