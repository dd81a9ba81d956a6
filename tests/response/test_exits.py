"""Why customers left, by two ways to count it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.drivers import Driver
from sim.model.events import Cause, Kind, Loss, Mode, Outcome, Severity, Status
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import RESPONSES, exits
from tests.response.hand import Row, join, leave, record_of, start

Run = Callable[..., Record]


def failure(time: float, person: int, nature: Cause, occasion: int = 0) -> Row:
    return Row(time, person, Kind.FAILURE, detail=16 + nature, occasion=occasion)


def silence(time: float, person: int, occasion: int = 0) -> Row:
    return Row(time, person, Kind.SILENCE, occasion=occasion)


def test_causes_stand_by_frequency_with_their_running_share() -> None:
    record = record_of(
        *(start(k) for k in range(4)), leave(1.0, 0, Cause.PRICE), leave(2.0, 1, Cause.ETHICS),
        leave(3.0, 2, Cause.PRICE), leave(4.0, 3, Cause.CORE),
    )  # fmt: skip
    years = 10 / 365

    assert exits.exits_by_cause(record) == [
        exits.Exits(Cause.PRICE, 2, 0.5, 0.5, 2 / years),
        exits.Exits(Cause.CORE, 1, 0.25, 0.75, 1 / years),
        exits.Exits(Cause.ETHICS, 1, 0.25, 1.0, 1 / years),
    ]
    assert exits.exits_by_cause(record_of(start(0))) == []


def test_who_left_twice_counts_once_by_the_last_time_and_not_at_all_before_the_history_ended() -> None:
    record = record_of(
        start(0), start(1), leave(50.0, 1, Cause.ETHICS), leave(120.0, 0, Cause.PRICE), join(130.0, 0),
        leave(140.0, 0, Cause.CORE), history=100,
    )  # fmt: skip

    assert exits.last_departures(record, "cause", Cause.CORE) == 1
    assert exits.last_departures(record, "cause", Cause.PRICE) == 0
    assert exits.last_departures(record, "cause", Cause.ETHICS) == 0
    assert exits.last_departures(record, "loss", Loss.LEFT) == 1


@pytest.mark.parametrize("history", ["0 days", "150 days"])
def test_people_and_log_agree_on_causes_and_types_of_loss(run: Run, history: str) -> None:
    record = run(days=900, history=history)
    late = record.events[(record.events["kind"] == Kind.DEPARTURE) & (record.events["time"] >= record.history)]
    last = {int(row["person"]): int(row["detail"]) // 8 for row in np.sort(late, order="time")}
    found = {name: one.read(record, 0.0) for name, one in RESPONSES.items()}

    for cause in list(Cause)[1:]:
        assert found[f"departures_{cause.name.lower()}"] == list(last.values()).count(cause)
    assert sum(found[f"losses_{loss.name.lower()}"] or 0 for loss in list(Loss)[1:]) == len(last) > 0
    table = exits.exits_by_cause(record)
    assert table is not None
    assert sum(row.departures for row in table) == found["departures"] == len(late) > len(last)
    assert table[-1].cumulative == 1.0


def test_causes_need_no_log_without_a_history(run: Run) -> None:
    names = [
        name for name, one in RESPONSES.items() if name.startswith(("departures_", "losses_")) and not one.needs_log
    ]
    one, other = run(days=400), run(days=400, level=LogLevel.NONE)
    assert len(names) == 14
    assert [RESPONSES[name].read(one, 0.0) for name in names] == [RESPONSES[name].read(other, 0.0) for name in names]


def test_only_the_same_thing_failing_twice_since_joining_counts() -> None:
    # Given one with two of a kind, one with one of each kind, one whose first came before she returned, one who stays
    record = record_of(
        start(0), failure(1.0, 0, Cause.CORE), failure(2.0, 0, Cause.CORE), leave(3.0, 0),
        start(1), failure(1.0, 1, Cause.CORE), failure(2.0, 1, Cause.ENCOUNTER), leave(3.0, 1),
        start(2), failure(1.0, 2, Cause.CORE), leave(3.0, 2), join(9.0, 2), failure(9.5, 2, Cause.CORE), leave(10.0, 2),
        start(3), failure(1.0, 3, Cause.CORE), failure(2.0, 3, Cause.CORE),
    )  # fmt: skip

    assert exits.repeated_failure_share(record) == 1 / 4
    assert exits.repeated_failure_share(record_of(start(0))) is None


def test_failures_are_counted_by_how_they_show() -> None:
    def shown(time: float, mode: int) -> Row:
        return Row(time, 0, Kind.FAILURE, detail=64 * mode + 16 * Severity.HARM + Cause.ETHICS)

    record = record_of(
        start(0), shown(1.0, Mode.UNSAFE), shown(2.0, Mode.DISHONEST), shown(3.0, Mode.UNSAFE), shown(4.0, 0)
    )
    assert exits.failures_by_mode(record) == {Mode.DISHONEST: 1, Mode.UNSAFE: 2}
    assert exits.repeated_failure_share(record_of(start(0), shown(1.0, 9), shown(2.0, 10), leave(3.0, 0))) == 1.0


def test_the_silently_affected_are_still_here_and_said_nothing() -> None:
    # Given one silent about both natures, one who complained, one who is gone
    record = record_of(
        start(0), failure(1.0, 0, Cause.CORE, 1), silence(1.0, 0, 1), failure(2.0, 0, Cause.ENCOUNTER, 2),
        silence(2.0, 0, 2), failure(3.0, 0, Cause.CORE, 3), silence(3.0, 0, 3),
        start(1), failure(1.0, 1, Cause.CORE, 1), Row(1.0, 1, Kind.COMPLAINT, occasion=1),
        start(2), failure(1.0, 2, Cause.CORE, 1), silence(1.0, 2, 1), leave(1.0, 2),
    )  # fmt: skip

    assert exits.silently_affected(record) == {Cause.CORE: 1, Cause.ENCOUNTER: 1}
    assert exits.silent_customers(record) == 1


def test_silent_customers_of_a_real_run_are_affected_by_something(run: Run) -> None:
    record = run(days=300)
    affected, silent = exits.silently_affected(record), exits.silent_customers(record)
    assert affected is not None
    assert silent is not None
    assert max(affected.values()) <= silent <= sum(affected.values())
    assert silent <= record.heads[Status.CUSTOMER]


def test_a_move_does_not_end_a_lifetime_customer() -> None:
    record = record_of(
        *(start(k) for k in range(4)), leave(9.0, 0), leave(9.0, 1, Cause.INVOLUNTARY, Status.OUT), leave(9.0, 2)
    )
    assert exits.lifetime_customers(record) == 0.5
    # Then whom the firm drops is none, though she did not choose to go
    dropped = leave(9.0, 1, Cause.INVOLUNTARY, Status.RIVAL)
    dropped = replace(dropped, detail=dropped.detail + 128 * Loss.DROPPED)
    assert exits.lifetime_customers(record_of(start(0), start(1), dropped)) == 0.5
    assert exits.lifetime_customers(replace(record, complete=False)) is None


def test_answers_that_blame_the_customer_are_counted_and_are_no_recovery() -> None:
    closed = [
        Row(k + 1.0, 0, Kind.CLOSED, detail=outcome)
        for k, outcome in enumerate((Outcome.INSULTED, Outcome.UNRESOLVED, Outcome.FAST, Outcome.INSULTED))
    ]
    record = replace(record_of(start(0), *closed), history=1)
    assert RESPONSES["complaints_insulted"].read(record, 0.0) == 2
    assert RESPONSES["resolved_share"].read(record, 0.0) == 1 / 4


def test_lack_of_care_is_neglect_and_failures_of_staff_who_do_not_care_among_those_gone() -> None:
    # Given who left: two for neglect, of whom one came back, one each for two modes of failing and the response
    moved = [
        (Driver.NEGLECT, Mode.NONE),
        (Driver.NEGLECT, Mode.NONE),
        (Driver.FAILURE, Mode.UNRESPONSIVE),
        (Driver.FAILURE, Mode.IMPOLITE),
        (Driver.RESPONSE, Mode.UNCARING),
        (Driver.BLAME, Mode.UNCARING),
    ]
    rows = [row for k in range(len(moved)) for row in (start(k), leave(10.0, k))]
    record = record_of(*rows, join(20.0, 0), persons=7)
    for person, (driver, mode) in zip(record.people, moved, strict=False):
        person["driver"], person["mode"] = driver, mode

    assert RESPONSES["share_lack_of_care"].read(record, 0.0) == 3 / 5
    assert RESPONSES["driven_by_neglect"].read(record, 0.0) == 2
    assert RESPONSES["driven_by_response"].read(record, 0.0) == 1
    assert RESPONSES["share_lack_of_care"].read(record_of(start(0)), 0.0) is None
