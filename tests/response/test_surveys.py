"""What surveys see, counted by hand."""

from dataclasses import replace

import pytest

from sim.model.events import Cause, Kind
from sim.model.rules.outreach import PER_NIGHT
from sim.model.rules.surveys import MISSED, PART, TELEPHONE, WAYS
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, record_of, start

DAY = 60


def number(day: int) -> int:
    return PER_NIGHT * day + TELEPHONE


def wave(day: int, truth: float) -> Row:
    return Row(float(day), -1, Kind.WAVE, detail=round(1e6 * truth), occasion=number(day))


def asked(person: int, felt: float, said: float | None = None, cause: int = 0, day: int = DAY) -> Row:
    detail = round(1e6 * felt) * PART
    if said is not None:
        detail += (2 * cause + 1) * PART * PART + round(1e6 * (said + 0.5))
    return Row(float(day), person, Kind.SURVEYED, detail=detail, occasion=number(day))


def gone(person: int) -> Row:
    return Row(float(DAY), person, Kind.SURVEYED, detail=MISSED, occasion=number(DAY))


def read(record: Record, name: str) -> float | None:
    return RESPONSES[name].read(record, 0.0)


def test_the_error_of_a_survey_is_sampling_silence_and_work() -> None:
    # Customers feel .6; of three who were asked and feel .7, .5 and .9 the first and the last answer
    rows = (asked(0, 0.7, 0.8), asked(1, 0.5), asked(2, 0.9, 0.6, Cause.PRICE), gone(3))
    before = (wave(10, 0.1), asked(0, 0.1, 0.9, day=10))
    record = record_of(*(start(k) for k in range(4)), *before, wave(DAY, 0.6), *rows, history=50, run_length=100.0)

    assert (read(record, "survey_answers"), read(record, "causes_shown")) == (2, 1)
    assert read(record, "seen_satisfaction") == pytest.approx(0.7)
    assert read(record, "survey_sampling_error") == pytest.approx(0.1)
    assert read(record, "survey_silence_error") == pytest.approx(0.1)
    assert read(record, "survey_work_error") == pytest.approx(-0.1)
    assert read(record, "survey_error") == pytest.approx(0.1)
    assert read(record, "survey_age") == pytest.approx(90.0)


def test_each_answer_is_held_against_the_truth_of_its_own_night() -> None:
    rows = (wave(60, 0.2), wave(80, 0.6), asked(0, 0.2, 0.2), asked(1, 0.6, 0.6, day=80), asked(2, 0.6, 0.6, day=80))
    record = record_of(*(start(k) for k in range(4)), *rows, run_length=100.0)

    assert read(record, "survey_sampling_error") == pytest.approx(0.0, abs=1e-12)


def test_the_gap_is_what_own_customers_say_less_what_the_rivals_say() -> None:
    there = asked(1, 0.8, 0.9)
    rows = (wave(DAY, 0.6), asked(0, 0.6, 0.7), replace(there, occasion=number(DAY) + WAYS))
    silent = replace(asked(2, 0.8), occasion=number(DAY) + WAYS)
    record = record_of(*(start(k) for k in range(3)), *rows, silent, run_length=100.0)

    assert read(record, "satisfaction_gap") == pytest.approx(-0.2)
    assert (read(record, "survey_answers"), read(record, "seen_satisfaction")) == (1, pytest.approx(0.7))
    assert read(record_of(start(0), wave(DAY, 0.6), asked(0, 0.6, 0.7)), "satisfaction_gap") is None


def test_without_an_answer_there_is_nothing_to_see() -> None:
    silent = record_of(start(0), wave(DAY, 0.6), asked(0, 0.7), run_length=100.0)

    assert read(silent, "survey_answers") == 0
    assert [read(silent, name) for name in ("seen_satisfaction", "survey_error", "survey_work_error")] == [None] * 3
    assert read(record_of(start(0)), "survey_age") is None
    assert read(replace(silent, complete=False), "survey_answers") is None
