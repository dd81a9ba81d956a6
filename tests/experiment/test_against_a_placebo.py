"""A strategy that costs something is held against a placebo that costs as much and that no customer notices."""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

import numpy as np
import pytest

from sim.engine.run import engine
from sim.model.events import Account
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario import Scenario, load
from tests.coverage.base import corner_shop

SEED, RUNS = 11, 8
LIVELY = {"persons": 400, "failure.rate": "15%", "complaint.major": "60%"}


class Played(NamedTuple):
    """A strategy, what is awake where it is played, what it pays for, what it moves."""

    strategy: str
    world: Mapping[str, object]
    costs: tuple[Account, ...]
    response: str
    less: bool = False  # it is to fall


STEPS = {"mechanisms.steps": True, "recovery.first_contact": "0%", "promise.kept": "50%"}
RULES = {"mechanisms.friction": True, "rule.proof": "30%", "rule.handoff": "40%", "leaving.chance": "2%"}
ASKED = {"mechanisms.authority": True, "authority.limit": 0.1, "recovery.compensation": 0.4}
PAID_BACK = (Account.PROGRAMME, Account.COMPENSATION, Account.MISUSE, Account.AUDIT, Account.CLAIMS)
PROBLEMS = {"mechanisms.problems": True, "problems.open": 20, "problems.share": "80%"}
STAFF = {"mechanisms.staff": True, "mechanisms.morale": True, "staff.posts": 100}
MENDING = (Account.PROGRAMME, Account.REPORTS, Account.FIXES)
ANSWERING = (Account.PROGRAMME, Account.CHANNEL, Account.HANDLING, Account.COMPENSATION, Account.FOLLOW_UP)
TRAINED = (Account.HIRING, Account.TRAINING)
NOBODY, ONE = [0] * 24, [0] * 9 + [1] * 9 + [0] * 6
WEEKDAYS = {"mechanisms.roster": True, "roster.monday": ONE, "roster.saturday": NOBODY, "roster.sunday": NOBODY}
LINES = {"mechanisms.callback": True, "callback.above": 10_000, "patience.mean": "3 minutes"}
PAY = {"mechanisms.incentives": True, "recovery.apology": True, "recovery.weights": [0.2, 0.6, 0.2]}
BUSY = PAY | {"patience.mean": "3 minutes", "outside.rate": "100/day"}
SPENT = (Account.PROGRAMME, Account.CARE, Account.HANDLING, Account.FOLLOW_UP)
LOST = {"mechanisms.winback": True, "leaving.says": "100%", "leaving.chance": "2%", "leaving.to_rival": "100%"}
BURDENED = {"mechanisms.burdens": True, "mechanisms.dropping": True, "burden.breaching": "5%"}
REACHED_OUT = (Account.OUTREACH, Account.SURVEYS, Account.PROGRAMME)
BONDED = {"mechanisms.contacts": True, "leaving.chance": "2%", "bond.worth": "60%"}
MENDED = BONDED | {
    "mechanisms.causes": True,
    "root.repeat": "60%",
    "root.lag": 3,
    "failure.causes": [1, 0, 0, 0, 0, 0, 0, 0],
}
CALM = {"mechanisms.contacts": True}
STAYING = CALM | {"leaving.chance": "0%", "contact.fits": [0.6, 0.7, 0.3, 0.3, 0.5, 0.4, 0.8, 0.7, 0.6, 0.5]}
ASKING = {"mechanisms.contacts": True, "mechanisms.surveys": True}
RULED = ASKING | {"mechanisms.policies": True, "mechanisms.quality": True}
EXPECTING = {"mechanisms.contacts": True, "mechanisms.expectation": True, "expectation.start": "90%"}
PULLED = {"mechanisms.rivals": True, "rivals.rate": "1/year", "leaving.chance": "2%"}
HEARD = PROBLEMS | {"report.finds": "50%", "report.share": "0%", "analysis.rate": "0/year", "suggest.rate": "0/year"}
LISTENED = (*REACHED_OUT, *MENDING[1:])
NEAR = CALM | WEEKDAYS | RULES
STAYED_OPEN = (Account.WAGES, Account.OVERTIME)
SPREAD = {"mechanisms.stations": True, "mechanisms.desk": False, "region.side": 60}  # no line: the way alone
PLAYED = (
    Played("customer_file", BONDED, REACHED_OUT, "departures", less=True),
    Played("personal_contact", BONDED, REACHED_OUT, "departures", less=True),
    Played("visits_to_the_best", CALM, REACHED_OUT, "bond_of_best"),
    Played("owners_tour", BONDED, REACHED_OUT, "praise"),
    Played("lectures", BONDED, REACHED_OUT, "purchases"),
    Played("personal_offers", STAYING, REACHED_OUT, "purchases"),
    Played("after_sale_calls", BONDED, REACHED_OUT, "bond_mean"),
    Played("maintenance_visits", MENDED, REACHED_OUT, "failures", less=True),
    Played("help_customers_grow", CALM, REACHED_OUT, "purchases"),
    Played("visits_and_meetings", CALM, REACHED_OUT, "bond_mean"),
    Played("class_policy", CALM, REACHED_OUT, "bond_of_best"),
    Played("relation_review", BONDED, REACHED_OUT, "best_without_bond", less=True),
    Played("deep_communication", EXPECTING | HEARD, LISTENED, "expectation_mean", less=True),
    Played("deep_communication", EXPECTING | HEARD, LISTENED, "problems_found"),
    Played(
        "leader_visits",
        CALM | HEARD | STAFF | {"persons": 2000, "report.finds": "100%"},
        (*LISTENED, Account.CLIMATE),
        "problems_found",
    ),
    Played("quick_and_personal", EXPECTING, REACHED_OUT, "satisfaction"),
    Played("exceed_expectations", EXPECTING, (Account.PROGRAMME,), "satisfaction"),
    Played("structural_bond", PULLED, (Account.PROGRAMME,), "losses_attracted", less=True),
    Played("telephone_sample", ASKING, REACHED_OUT, "survey_answers"),
    Played("census", ASKING, REACHED_OUT, "survey_answers"),
    Played("depth_interviews", ASKING, REACHED_OUT, "causes_shown"),
    Played("questionnaire_and_interviews", ASKING, REACHED_OUT, "causes_shown"),
    Played("continuous_listening", ASKING | {"survey.questionnaire": "1/year"}, REACHED_OUT, "survey_age", less=True),
    Played("listening_portfolio", ASKING, REACHED_OUT, "causes_shown"),
    Played("keep_and_sell", BONDED, REACHED_OUT, "sales"),
    Played("hotline_365", WEEKDAYS, STAYED_OPEN, "complaint_call_wait", less=True),
    Played("steward_365", NEAR, (*STAYED_OPEN, Account.OUTREACH), "complaint_call_wait", less=True),
    Played("zero_distance", NEAR | EXPECTING | LINES, (*STAYED_OPEN, *REACHED_OUT), "complaint_call_wait", less=True),
    Played("call_the_silent", CALM, (Account.CALLS,), "calls_hits"),
    Played("ask_who_left", ASKING | HEARD, (*LISTENED, Account.INTERVIEWS), "problems_found"),
    Played("call_back", LINES, (Account.PROGRAMME,), "desk_answered"),
    Played("report_upward", PROBLEMS, MENDING, "problems_open", less=True),
    Played("process_analysis", PROBLEMS, MENDING, "problems_open", less=True),
    Played("suggestion_box", PROBLEMS | STAFF, MENDING, "problems_found"),
    Played("staff_meetings", PROBLEMS | STAFF, (*MENDING, Account.CLIMATE), "problems_found"),
    Played("staff_ask_customers", PROBLEMS, MENDING, "problems_found"),
    Played("take_complaints_seriously", PROBLEMS, (*MENDING, *ANSWERING, Account.WAGES), "problems_open", less=True),
    Played("managers_answer", PROBLEMS, MENDING, "failures", less=True),
    Played("listen_and_remedy", {}, ANSWERING, "put_right_share"),
    Played("welcome_the_unhappy", {}, ANSWERING, "put_right_share"),
    Played(
        "train_and_empower", ASKED | {"mechanisms.staff": True}, (*PAID_BACK, *TRAINED), "approvals_share", less=True
    ),
    Played("zero_defection", PROBLEMS | STAFF, (*MENDING, *TRAINED, Account.CLIMATE), "problems_open", less=True),
    Played("total_quality", {"mechanisms.quality": True}, (Account.QUALITY,), "failures", less=True),
    Played("kind_words", {"mechanisms.steps": True}, (Account.PROGRAMME,), "resolved_share"),
    Played("follow_up_promises", STEPS, (Account.PROGRAMME, Account.FOLLOW_UP), "resolved_share"),
    Played("scrap_rules", RULES, (Account.PROGRAMME,), "departures_inconvenience", less=True),
    Played("shorter_queue", RULES, (Account.PROGRAMME,), "departures_inconvenience", less=True),
    Played("customer_centred", RULES | ASKED, PAID_BACK, "complaint_call_wait", less=True),
    Played("free_hands", ASKED, PAID_BACK, "resolved_share"),
    Played("always_yes", ASKED, PAID_BACK, "resolved_share"),
    Played("pay_by_number", BUSY, (Account.PROGRAMME,), "desk_answered"),
    Played("pay_by_quality", PAY | ASKED, (Account.PROGRAMME, Account.AUDIT, Account.MISUSE), "resolved_share"),
    Played("reward_savers", PAY, (Account.BONUS,), "resolved_share"),
    Played("customers_first", {}, SPENT, "resolved_share"),
    Played("win_back_by_class", LOST, (Account.WINBACK,), "customers_at_end"),
    Played("win_back_with_service", LOST, (Account.WINBACK,), "customers_at_end"),
    Played("win_back_with_prices", LOST, (Account.WINBACK,), "customers_at_end"),
    Played("win_back_with_what_fits", LOST, (Account.WINBACK,), "customers_at_end"),
    Played("manage_by_survey", RULED, (Account.SURVEYS, Account.QUALITY), "failures", less=True),
    Played("manage_by_truth", RULED, (Account.SURVEYS, Account.QUALITY), "failures", less=True),
    Played(
        "staff_to_the_wait", BUSY | {"mechanisms.policies": True}, (Account.WAGES, Account.OVERTIME), "desk_answered"
    ),
    Played("more_stations", SPREAD, (Account.STATIONS, Account.DISPATCH), "time_to_help", less=True),
    Played("let_go", BURDENED, (Account.PROGRAMME,), "breaches"),
)


def ran(scenario: Scenario) -> list[Record]:
    """Return a year's records of a scenario."""
    return [engine.run(scenario.setting("1 year"), SEED, k, LogLevel.ALL) for k in range(RUNS)]


def paid(records: list[Record], accounts: tuple[Account, ...]) -> float:
    """Return what is booked to some accounts a run, in currency units; a cost is positive."""
    return -float(np.mean([record.ledger[:, accounts].sum() for record in records])) / 100.0


def told(records: list[Record], response: str) -> np.ndarray:
    """Return a response of each record."""
    return np.array([RESPONSES[response].read(record, 0.1) for record in records], np.float64)


def test_a_warning_costs_and_moves_the_wrong_way() -> None:
    """Asking above for every five yuan: as much is paid back, later, and fewer are helped than by free hands."""
    base = corner_shop(LIVELY | ASKED | {"recovery.compensation": 0.5})
    asking, free = (told(ran(base.with_strategy(name)), "resolved_share") for name in ("five_yuan", "free_hands"))

    assert (asking - free).mean() < -3.0 * (asking - free).std(ddof=1) / sqrt(RUNS)


SPENT_AT_THE_SHOP = (Account.WAGES, Account.OVERTIME, Account.ADVERTISING, Account.QUALITY, Account.PROGRAMME)


@pytest.mark.parametrize("strategy", ["neglect_after_sale", "after_sale_first"])
def test_moving_a_budget_before_in_or_after_the_sale_costs_nothing_at_the_shop(strategy: str) -> None:
    shop = load("corner_shop")
    as_is, moved = (
        [engine.run(one.setting("1 year"), SEED, 0, LogLevel.NONE)] for one in (shop, shop.with_strategy(strategy))
    )

    assert paid(moved, SPENT_AT_THE_SHOP) == pytest.approx(paid(as_is, SPENT_AT_THE_SHOP), rel=0.03)
    for account in (Account.WAGES, Account.ADVERTISING):
        assert abs(paid(moved, (account,)) - paid(as_is, (account,))) > 1000.0


EVERY = 8
"""`make test` plays one strategy in so many, `make nightly` the others."""
TRIED = [
    pytest.param(one, id=one.strategy, marks=[pytest.mark.nightly] * (k % EVERY > 0)) for k, one in enumerate(PLAYED)
]


@pytest.mark.parametrize("one", TRIED)
def test_a_strategy_does_what_a_placebo_of_equal_cost_does_not(one: Played) -> None:
    base = corner_shop(LIVELY | dict(one.world))
    as_is, played = ran(base), ran(base.with_strategy(one.strategy))
    cost = paid(played, one.costs) - paid(as_is, one.costs)
    placebo = ran(base.with_strategy("placebo", **{"programme.fixed": f"{cost / 12.0:.2f} CNY/month"}))

    assert cost > 0.0
    assert paid(placebo, (Account.PROGRAMME,)) == pytest.approx(cost, rel=0.01)
    assert np.array_equal(told(placebo, one.response), told(as_is, one.response))
    moved = told(played, one.response) - told(placebo, one.response)
    assert (-1 if one.less else 1) * moved.mean() > 3.0 * moved.std(ddof=1) / sqrt(RUNS)
