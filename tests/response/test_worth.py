"""Responses of what a customer's worth grows by: each moves the way that its mechanism says."""

from collections.abc import Callable

import numpy as np
import pytest

from sim.model.events import Account, Kind, Status
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import responses_of

Run = Callable[..., Record]
DEALERS = {"mechanisms__partners": True, "partners__share": "20%", "leaving__chance": "1%"}


def test_products_are_counted_from_one_and_grow_with_the_chance_of_taking_another(run: Run) -> None:
    one, few, many = (
        responses_of(run(mechanisms__crossbuying=on, cross__chance=chance), 0.1)["products_per_customer"]
        for on, chance in ((False, "20%"), (True, "5%"), (True, "40%"))
    )

    assert one == 1.0
    assert 1.0 < few < many <= 3.0


def test_serving_is_a_share_of_sales_and_falls_with_what_acquaintance_saves(run: Run) -> None:
    record = run(mechanisms__serving=True, serve__fall="0%")
    stranger, known, nothing = (
        responses_of(run(mechanisms__serving=on, serve__fall=fall), 0.1)["cost_to_serve_share"]
        for on, fall in ((True, "0%"), (True, "80%"), (False, "0%"))
    )

    assert nothing == 0.0
    assert stranger == -record.ledger[1:, Account.SERVING].sum() / record.ledger[1:, Account.SALES].sum()
    assert 0.0 < known < stranger


def test_serving_costs_a_smaller_share_where_customers_stay_longer(run: Run) -> None:
    # Given that the same purchases cost less with old customers (mission row A16: put in, and then it shows)
    short, long = (
        responses_of(run(days=1000, mechanisms__serving=True, leaving__chance=chance), 0.1)["cost_to_serve_share"]
        for chance in ("30%", "0%")
    )

    assert long < short


QUIET = {
    "mechanisms__failures": False, "mechanisms__talk": False, "mechanisms__advertising": False,
    "mechanisms__care": False, "mechanisms__hazards": False, "leaving__chance": "3%",
}  # fmt: skip


@pytest.mark.parametrize(
    ("leaving", "takes", "fewer"), [("50%", "0%", True), ("100%", "0%", False), ("100%", "100%", True)]
)
def test_fewer_intermediaries_leave_only_if_it_was_put_in(run: Run, leaving: str, takes: str, fewer: bool) -> None:
    """Mission row C04 is an input twice over: by their smaller chance of leaving, or by whom they take along."""
    values = DEALERS | QUIET | {"partners__leaving": leaving, "partners__takes": takes}
    found = responses_of(run(days=200, persons=4000, **values), 0.1)

    ratio = found["churn_of_partners"] / found["churn_of_final"]

    assert ratio < 0.8 if fewer else 0.9 < ratio < 1.1


def test_what_intermediaries_take_along_raises_the_churn_of_final_customers_only(run: Run) -> None:
    none, every = (
        responses_of(run(days=600, persons=1000, partners__takes=takes, **DEALERS), 0.1) for takes in ("0%", "100%")
    )

    assert none["churn_of_final"] < every["churn_of_final"]


def test_the_two_kinds_add_up_to_all_departures(run: Run) -> None:
    record = run(days=600, **DEALERS)
    dealers = record.people["intermediary"] == 1
    left = record.events["person"][record.events["kind"] == Kind.DEPARTURE]

    found = responses_of(record, 0.1)

    start = record.people["started"] == 1
    now = record.people["status"] == Status.CUSTOMER
    years = {kind: (np.sum(start & kind_of) + np.sum(now & kind_of)) / 2 * 600 / 365 for kind, kind_of in (
        ("churn_of_partners", dealers), ("churn_of_final", ~dealers),
    )}  # fmt: skip
    assert sum(found[name] * years[name] for name in years) == pytest.approx(len(left))


def test_without_a_whole_log_the_kinds_cannot_be_told_apart(run: Run) -> None:
    found = responses_of(run(level=LogLevel.NONE, **DEALERS), 0.1)

    assert found["churn_of_partners"] is None
    assert found["churn_of_final"] is None


def test_what_winning_customers_costs_is_the_price_of_a_join_times_the_joins(run: Run) -> None:
    record = run(days=600, mechanisms__acquisition=True, acquire__cost="12 CNY")

    found = responses_of(record, 0.1)

    assert found["joins"] > 0
    assert found["acquisition"] == -1200 * found["joins"]
