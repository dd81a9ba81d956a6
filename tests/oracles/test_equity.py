"""What customers left are worth: nothing is lost between profit and equity, wherever the run ends."""

from __future__ import annotations

from dataclasses import replace
from math import exp, expm1

import numpy as np
import pytest

from sim.engine.audit import AuditFault
from sim.experiment.equity import continued, run_off
from sim.model.events import Account, Severity, Status
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.books import FIXED_POINT, discount_weight
from sim.model.setting import Setting
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario import load
from tests.oracles.checks import assert_caught, assert_holds, newcomers, simulated, world
from tests.oracles.formulas import MAJOR, leaving_per_purchase
from tests.oracles.lives import COSTS, DISCOUNT, FAIL, LEAVE_OK, MARGIN, RATE, YEARS, Mix, lifecycle

PERSONS = 20_000
MIX: Mix = (0.4, 0.4, 0.2)
COMPLAIN = 0.5
EFFECTIVE = expm1(DISCOUNT)  # a year, for continuous discounting at DISCOUNT
PUBLISHED = {1: (78.65, 107.85), 3: (141.35, 45.15)}  # of A5, row 3: profit and equity a customer, from day 0
H = leaving_per_purchase(FAIL, LEAVE_OK, COMPLAIN, MAJOR, MIX)
PURCHASE = MARGIN - FAIL * COMPLAIN * sum(share * cost for share, cost in zip(MIX, COSTS, strict=True))


def lived(setting: Setting, base: Parameters, days: float, replication: int = 0) -> Record:
    """Return the record of a run, with what its customers left bring in some days more."""
    record, longer = (simulated(one, replication) for one in (setting, continued(setting, base, days)))
    return replace(record, run_off=run_off(record, longer))


def row_3(years: int) -> Record:
    """Return A5's third row, in which nobody ever joins, run for some years and on to the end of nearly all lives."""
    p = lifecycle(Severity.MAJOR, MIX, COMPLAIN)
    return lived(newcomers(p, PERSONS, years * YEAR), p, (YEARS - years) * YEAR)


def closed_form(begin: int, end: int) -> float:
    """Return what a customer brings from one year to another, each month discounted at its middle."""
    months = range(12 * begin, 12 * end)
    weights = [discount_weight(EFFECTIVE, month) / FIXED_POINT for month in months]
    alive = [exp(-RATE * H * month / 12) - exp(-RATE * H * (month + 1) / 12) for month in months]
    later = (1.0 - H) / H * sum(w * share for w, share in zip(weights, alive, strict=True))
    return PURCHASE * (later + (weights[0] if begin == 0 else 0.0))


@pytest.mark.parametrize("years", PUBLISHED)
def test_profit_and_equity_are_the_closed_form_at_every_end(years: int) -> None:
    """20,000 lives: a mean of 186 with a standard error of about 1; catches 3%."""
    told = [closed_form(0, years), closed_form(years, YEARS)]
    assert told == pytest.approx(PUBLISHED[years], abs=0.1)  # the months' middles and 40 years cost so much

    record = row_3(years)

    values = {name: RESPONSES[name].read(record, EFFECTIVE) or 0 for name in ("profit", "equity", "profit_and_equity")}
    spread = 100.0 * PURCHASE * (1.0 - H) ** 0.5 / H / PERSONS**0.5  # of all purchases of a life, undiscounted: more
    assert_holds({
        "profit": (values["profit"] / PERSONS - 100.0 * told[0]) / spread,
        "equity": (values["equity"] / PERSONS - 100.0 * told[1]) / spread,
        "both": (values["profit_and_equity"] / PERSONS - 18_650) / spread,
    })  # fmt: skip


def test_without_joining_the_sum_is_the_same_to_the_unit_wherever_the_run_ends() -> None:
    sums = [RESPONSES["profit_and_equity"].read(row_3(years), EFFECTIVE) for years in (1, 2, 3)]

    assert sums[0] is not None
    assert len(set(sums)) == 1


def test_a_tenth_too_much_equity_is_seen() -> None:
    record = row_3(1)

    worth = 1.1 * (RESPONSES["equity"].read(record, EFFECTIVE) or 0) / PERSONS

    spread = 100.0 * PURCHASE * (1.0 - H) ** 0.5 / H / PERSONS**0.5
    assert_caught({"equity": (worth - 100.0 * closed_form(1, YEARS)) / spread})


def test_equity_is_what_is_booked_to_the_customers_of_the_end_and_nothing_else() -> None:
    # Given a shop with all that others book to: prospects who join, a desk, wages, outside contacts, programmes
    shop = load("corner_shop").with_values({"persons": 200, "mechanisms.outside": True, "outside.rate": "5/day"})
    setting, p = shop.setting("100 days"), shop.parameters()

    record, longer = simulated(setting), simulated(continued(setting, p, 100.0))
    left = record.people["status"] == Status.CUSTOMER
    found = run_off(record, longer)

    booked = (longer.people["totals"] - record.people["totals"]).sum(axis=1)
    assert found.months[:3] == (0, 0, 0)  # the fourth month begins on day 92, the run ends on day 100
    assert sum(found.months) == booked[left].sum() > 0
    assert longer.ledger[1:, Account.WAGES].sum() < record.ledger[1:, Account.WAGES].sum() < 0
    assert found.customers == left.sum()
    assert found.alive == np.count_nonzero(left & (longer.people["status"] == Status.CUSTOMER)) < found.customers


def test_nobody_joins_while_equity_is_counted_however_one_may_join() -> None:
    shop = load("whole_town").with_values({"persons": 300})
    setting = shop.setting("60 days")

    record, longer = simulated(setting), simulated(continued(setting, shop.parameters(), 400.0))

    joins = longer.events[(longer.events["kind"] == 1)]
    assert len(joins)
    assert joins["time"].max() < 60.0
    later = simulated(replace(setting, run_length=460.0))
    assert later.events[later.events["kind"] == 1]["time"].max() > 60.0
    assert run_off(record, longer).customers > 0


def test_a_run_that_ends_within_a_day_and_one_with_a_history_go_on_as_they_were() -> None:
    for length, history in ((100.5, 0), (60.0, 90)):
        shop = load("corner_shop").with_values({"persons": 100, "history": f"{history} days"})
        strategy = shop.with_strategy("vouchers")
        setting = strategy.setting(length)

        found = run_off(simulated(setting), simulated(continued(setting, shop.parameters(), 50.0)))

        assert sum(found.months) > 0


def test_two_runs_that_are_not_the_same_until_the_end_are_refused() -> None:
    p = lifecycle(Severity.MAJOR, MIX, COMPLAIN)
    setting = newcomers(p, 50, 100.0)

    with pytest.raises(AuditFault, match="ledger = that of the longer run"):
        run_off(simulated(setting, 0), simulated(continued(setting, p, 50.0), 1))
    moved = simulated(setting)
    moved.people["totals"][0, 1] += 1
    with pytest.raises(AuditFault, match="persons booked otherwise"):
        run_off(moved, simulated(continued(setting, p, 50.0)))


def test_without_the_question_there_is_no_answer() -> None:
    record = simulated(world(lifecycle(Severity.MAJOR, MIX, COMPLAIN), 5, 10.0))

    assert [RESPONSES[name].read(record, 0.1) for name in ("equity", "profit_and_equity", "equity_alive")] == [None] * 3
