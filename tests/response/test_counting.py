"""Responses count what happened after the history, and say None where a record cannot tell."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Kind, Outcome, Status
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import RESPONSES, responses_of
from sim.response.counting import at_start
from sim.response.equity import EQUITY

Run = Callable[..., Record]
NOT_IN_EVERY_MODEL = {
    "calls_false_alarm_share", "offers_refused", "churn_of_partners", "value_per_year_old", "sales_in_3_years",
    "second_order_share", "sales_in_year", "sales_in_third_year", "complainers_share",
    "referred_stay_gain", "referred_value_gain", "mood_before_failure", "mood_after_failure", "mood_after_answer",
    "employee_turnover", "staff_tenure", "staff_productivity", "staff_quality", "morale_mean", "cost_per_hire",
    "survey_sampling_error", "survey_work_error", "survey_silence_error", "survey_error", "survey_age",
    "seen_satisfaction", "complaints_rude_share", "false_reports_share", "contacts_wasted",
    "contacts_sold", "reported_resolved_share",
    "problems_open", "problems_found", "crises", "winback_rate", "cost_per_return", "return_to_keep_cost", *EQUITY,
    "on_the_spot_share", "time_to_help", "distance_mean", "satisfaction_gap", "false_policies", "missed_policies",
    "wrong_policies", "loyalty_under_offers", "resolved_of_difficult", "told_of_harm",
}  # fmt: skip
"""Those without a number in 200 days without calls, cross-selling, rivals, staff, steps, problems and tries."""


def test_without_a_history_the_log_changes_no_response_that_does_not_need_it(run: Run) -> None:
    with_log, without = (responses_of(run(level=level), 0.1) for level in (LogLevel.ALL, LogLevel.NONE))

    for name, response in RESPONSES.items():
        if response.needs_log:
            assert without[name] is None
        else:
            assert with_log[name] == without[name], name


def test_responses_after_a_history_are_those_of_the_events_after_it(run: Run) -> None:
    # Given a run with 150 days of history and its log
    record = run(history="150 days")
    late = record.events[(record.events["time"] >= 150) & (record.events["person"] >= 0)]

    found = responses_of(record, 0.1)

    assert found["purchases"] == np.count_nonzero(late["kind"] == Kind.PURCHASE)
    assert found["departures"] == np.count_nonzero(late["kind"] == Kind.DEPARTURE)
    assert found["sales"] == late["amount"][late["account"] == Account.SALES].sum()
    closed = late[late["kind"] == Kind.CLOSED]
    ended = len(closed) + np.count_nonzero(late["kind"] == Kind.GIVE_UP)
    assert found["resolved_share"] == np.isin(closed["detail"], (Outcome.RESOLVED, Outcome.FAST)).sum() / ended
    assert 0 < found["purchases"] < record.counts[0, Kind.PURCHASE]


def test_the_customers_at_start_are_those_of_a_run_that_ends_there(run: Run) -> None:
    # Given the same market, ended when the history ends
    stopped = run(days=0, history="150 days")

    started = at_start(run(history="150 days"))

    assert started is not None
    assert started.tolist() == (stopped.people["status"] == Status.CUSTOMER).tolist()


def test_a_history_without_a_log_leaves_counts_unknown_instead_of_wrong(run: Run) -> None:
    found = responses_of(run(history="50 days", level=LogLevel.NONE), 0.1)

    unknown = {name for name, value in found.items() if value is None}

    assert {"purchases", "departures", "retention", "churn_rate", "resolved_share", "joins"} <= unknown
    assert found["sales"] is not None
    assert found["customers_at_end"] is not None


def test_retention_and_departures_tell_the_same_story(run: Run) -> None:
    # Given a market that nobody can join
    values = {"mechanisms__talk": False, "mechanisms__advertising": False}
    record = run(**values)

    found = responses_of(record, 0.1)

    assert found["joins"] == 0
    assert found["customers_at_start"] - found["customers_at_end"] == found["departures"] > 0
    assert found["retention"] == found["customers_at_end"] / found["customers_at_start"]
    customers = (found["customers_at_start"] + found["customers_at_end"]) / 2
    assert found["churn_rate"] == pytest.approx(found["departures"] / customers / (200 / 365))


def test_the_routes_add_up_to_the_joins(run: Run) -> None:
    found = responses_of(run(days=600), 0.1)

    routes = [found[name] for name in RESPONSES if name.startswith("joins_")]

    assert sum(routes) == found["joins"] > 0


@pytest.mark.parametrize("days", [0, 30])
@pytest.mark.parametrize("persons", [0, 1, 40])
def test_an_undefined_response_is_none_and_never_nan(run: Run, persons: int, days: float) -> None:
    found = responses_of(run(days=days, persons=persons), 0.1)

    assert all(value is None or math.isfinite(value) for value in found.values())
    assert (found["retention"] is None) == (found["customers_at_start"] == 0)


def test_every_response_is_a_plain_number_of_its_unit(run: Run) -> None:
    # Given a run in which everything is known but what its model has no events or fields for
    found = responses_of(run(), 0.1)

    assert {name for name, value in found.items() if value is None} <= NOT_IN_EVERY_MODEL
    for name, value in found.items():
        if value is None:
            continue
        whole = RESPONSES[name].unit in {"money", "count"}
        assert type(value) is (int if whole else float), name
        if RESPONSES[name].unit in {"share", "score"}:
            assert 0 <= value <= 1, name


def test_each_response_has_a_definition_and_its_own_name() -> None:
    assert len({response.definition for response in RESPONSES.values()}) == len(RESPONSES)
    assert all(name == response.name and response.definition for name, response in RESPONSES.items())
    assert next(iter(RESPONSES)) == "profit"


def test_only_what_is_asked_is_read_and_stands_in_the_order_of_the_table(run: Run) -> None:
    # Given what a record says of everything
    record = run()
    everything = responses_of(replace(record), 0.1)

    # When a few are asked, in another order
    found = responses_of(record, 0.1, ["satisfaction", "profit", "customers_at_end", "profit"])

    # Then they have the values they have among all, in the order of the table, and no table was made for others
    assert list(found) == ["profit", "customers_at_end", "satisfaction"]
    assert found.items() <= everything.items()
    assert not record.answers
    assert responses_of(record, 0.1, []) == {}


def test_a_name_that_no_response_has_is_refused(run: Run) -> None:
    with pytest.raises(KeyError, match="profits"):
        responses_of(run(), 0.1, ["profit", "profits"])
