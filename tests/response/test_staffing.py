"""What is told of staff, against numbers worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Kind
from sim.model.worker import Stage
from sim.record import WORKER, Record
from sim.response import RESPONSES
from tests.response.hand import record_of


def floor_of(**fields: list[float]) -> Record:
    """Return the record of a year with two posts, of which the second is vacant at the end."""
    workers = np.zeros(2, WORKER)
    workers["stage"], workers["since"] = (Stage.AT_WORK, Stage.VACANT), (-35.0, 10.0)
    for name, values in fields.items():
        workers[name] = values
    return replace(record_of(run_length=365.0), workers=workers)


def read(record: Record, name: str) -> int | float | None:
    return RESPONSES[name].read(record, 0.1)


def test_means_are_over_posts_and_days() -> None:
    record = floor_of(raw_days=[73.0, 365.0], able_days=[36.5, 0.0], morale_days=[292.0, 182.5])

    assert read(record, "staff_productivity") == pytest.approx(1.0 - 0.6)
    assert read(record, "staff_quality") == pytest.approx(0.05)
    assert read(record, "morale_mean") == pytest.approx(0.65)
    assert read(floor_of(), "morale_mean") is None


def test_tenure_is_that_of_those_who_are_at_work_at_the_end() -> None:
    assert read(floor_of(), "staff_tenure") == 400.0


def test_quits_are_told_a_year_and_post_and_hires_with_what_they_cost() -> None:
    record = floor_of()
    record.counts[1, [Kind.QUIT, Kind.HIRED]] = 3, 2
    record.ledger[2, [Account.HIRING, Account.TRAINING]] = -500, -701

    assert read(record, "employee_turnover") == 1.5
    assert read(record, "cost_per_hire") == round(1201 / 2)


def test_without_staff_there_is_nothing_to_tell() -> None:
    names = ("employee_turnover", "staff_tenure", "staff_productivity", "staff_quality", "morale_mean", "cost_per_hire")
    assert {read(record_of(run_length=365.0), name) for name in names} == {None}


def test_after_a_history_quits_are_read_from_the_log() -> None:
    record = replace(floor_of(), history=100, complete=False)
    assert read(record, "employee_turnover") is None
