"""Traces, tables and plots of single runs."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt

import sim
from sim.experiment.api import RunResult
from sim.experiment.errors import PlanError
from sim.experiment.trace import sentence
from sim.experiment.words import words
from sim.model.events import Cause, Kind, Loss, Outcome, Route, Severity, Status
from sim.record import EVENT
from sim.scenario import Scenario
from sim.scenario.units import Currency

SMALL = {"persons": 80, "failure.rate": "20%"}


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values(SMALL)


@pytest.fixture(scope="module")
def ran(base: Scenario) -> RunResult:
    return sim.run(base.with_strategy("five_step_recovery"), "150 days", seed=4)


# ------------------------------------------------------------ words


def test_every_event_of_the_catalogue_can_be_told() -> None:
    for kind in Kind:
        row = np.zeros(1, EVENT)[0]
        row["kind"] = kind
        told = sentence(row, Currency())
        assert told
        assert "{" not in told


@pytest.mark.parametrize(
    ("by", "end"), [(Kind.DEPARTURE, ", after person 7 has left"), (Kind.WARNING, ", after a warning by person 7")]
)
def test_a_departure_names_who_else_had_a_part_in_it(by: Kind, end: str) -> None:
    row = np.zeros(1, EVENT)[0]
    row["kind"], row["detail"], row["parent_kind"], row["parent_person"] = Kind.DEPARTURE, 8 + Status.OUT, by, 7
    alone = row.copy()
    alone["parent_kind"] = Kind.PURCHASE

    assert sentence(row, Currency()) == sentence(alone, Currency()) + end


@pytest.mark.parametrize("kind", [Route, Severity, Outcome, Cause, Status])
def test_every_code_has_words(kind: type) -> None:
    assert all(words(f"{kind.__name__.lower()}.{member.name}") for member in kind)


@pytest.mark.parametrize(
    ("loss", "told"),
    [(0, "moving away"), (Loss.DROPPED, "the firm dropped them"), (Loss.POACHED, "a rival's offer")],
)
def test_a_departure_tells_what_was_appointed_where_the_cause_alone_would_mislead(loss: int, told: str) -> None:
    row = np.zeros(1, EVENT)[0]
    row["kind"], row["detail"] = Kind.DEPARTURE, 128 * loss + 8 * Cause.INVOLUNTARY + Status.RIVAL
    assert sentence(row, Currency()) == f"leaves to a rival; cause: {told}"


# ------------------------------------------------------------ traces


def test_a_trace_tells_every_event_of_one_life_in_order(base: Scenario, ran: RunResult) -> None:
    person = int(ran.record.people["failures"].argmax())
    scenario = base.with_strategy("five_step_recovery")

    found = sim.trace(scenario, person=person, seed=4, run_length="150 days")

    rows = ran.events[ran.events["person"] == person]
    assert found.table["event"].tolist() == rows["event"].tolist()
    assert found.table["day"].is_monotonic_increasing
    assert "buys for" in repr(found)
    assert "something goes wrong" in found._repr_html_()


def test_both_engines_tell_the_same_life(base: Scenario) -> None:
    lives = [sim.trace(base, person=5, run_length="60 days", engine=engine) for engine in ("compiled", "reference")]

    assert repr(lives[0]) == repr(lives[1])


def test_the_fork_is_the_first_event_that_only_one_life_has(base: Scenario) -> None:
    # Given the two lives of everybody, some of whom the strategy touches
    traces = [
        sim.trace(base, person=person, run_length="150 days", seed=4, against="complaint_hotline")
        for person in range(12)
    ]
    forked = [trace for trace in traces if trace.fork is not None]
    assert forked

    for trace in traces:
        one, other = (life.events for life in trace.lives)
        early = [events[events["time"] < (np.inf if trace.fork is None else trace.fork)] for events in (one, other)]
        assert early[0].tolist() == early[1].tolist()
    for trace in forked:
        rest = [life.events[life.events["time"] >= trace.fork] for life in trace.lives]
        assert rest[0].tolist() != rest[1].tolist()
        assert "the two lives part on day" in repr(trace)


def test_somebody_who_is_not_there_is_refused(base: Scenario) -> None:
    with pytest.raises(PlanError, match="0 to 79"):
        sim.trace(base, person=80, run_length="10 days")


# ------------------------------------------------------------ tables


def test_the_tables_hold_the_money_of_the_record(ran: RunResult) -> None:
    assert round(100 * ran.ledger["amount_cny"].sum()) == ran.record.ledger.sum()
    assert round(100 * ran.events["amount_cny"].sum()) == ran.record.ledger.sum()
    sales = ran.ledger.loc[ran.ledger["account"] == "sales", "amount_cny"].sum()
    assert round(100 * ran.people["total_sales_cny"].sum()) == round(100 * sales)


def test_the_tables_say_words_and_days(ran: RunResult) -> None:
    everything = ran.people_with("hidden", "engine")
    assert set(everything["status"]) <= {"prospect", "customer", "rival", "out"}
    assert everything["left_days"].isna().sum() == np.isinf(ran.record.people["left"]).sum()
    assert {"purchase", "booking"} <= set(ran.events["event"])
    assert len(ran.people) == 80


@pytest.mark.parametrize("table", ["events", "people", "ledger"])
def test_every_table_can_be_streamed_as_arrow(ran: RunResult, table: str) -> None:
    import pyarrow as pa  # noqa: PLC0415

    frame = getattr(ran, table)

    assert pa.table(frame).num_rows == len(frame)
    assert hasattr(frame, "__arrow_c_stream__")


def test_a_run_without_a_log_has_the_same_ledger_and_no_event(base: Scenario) -> None:
    full, bare = (sim.run(base, "50 days", log=log) for log in ("all", "none"))

    assert bare.ledger.equals(full.ledger)
    assert len(bare.events) == 0
    assert bare.digest != full.digest


def test_both_engines_leave_the_same_digest(base: Scenario) -> None:
    assert sim.run(base, "40 days").digest == sim.run(base, "40 days", engine="reference").digest


def test_a_card_shows_every_response(ran: RunResult) -> None:
    assert all(name in repr(ran) and name in ran._repr_html_() for name in ran.responses)


# ------------------------------------------------------------ plots


def test_the_forest_draws_an_interval_for_every_alternative(base: Scenario) -> None:
    found = sim.compare(
        base, ["vouchers", "complaint_hotline"], run_length="60 days", replications=4, jobs=1, controls=False
    )
    figure, ax = plt.subplots()

    drawn = found.plot.forest(ax=ax)

    assert drawn is ax
    spans = [tuple(line.get_xdata()) for line in ax.lines if len(line.get_xdata()) == 2]
    for line in found.lines:
        assert (line.low, line.high) in spans
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Complaint hotline", "Vouchers"]
    assert all(label.get_parse_math() is False for label in ax.get_yticklabels())
    plt.close(figure)


def test_the_timeline_marks_what_happens_and_where_lives_part(base: Scenario) -> None:
    trace = next(
        found
        for person in range(12)
        if (found := sim.trace(base, person=person, run_length="150 days", seed=4, against="complaint_hotline")).fork
    )

    ax = trace.plot.timeline()

    marks = {line.get_label() for line in ax.lines}
    assert {"purchase", "complaint"} <= marks
    assert isinstance(ax, mpl.axes.Axes)
    assert len(ax.get_yticklabels()) == 2
    plt.close(ax.figure)
