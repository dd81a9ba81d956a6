"""What a reader remembers belongs to one record and one question."""

import gc
from dataclasses import replace
from weakref import ref

from sim.record import Record
from sim.response.memory import once
from tests.response.hand import record_of, start


def test_only_the_same_question_about_the_same_record_is_remembered() -> None:
    asked = []

    @once
    def read(record: Record, factor: int = 1) -> float:
        asked.append(factor)
        return factor * record.run_length

    record = record_of(start(0))
    assert [read(record), read(record), read(record, 2), read(record, factor=2)] == [730.0, 730.0, 1460.0, 1460.0]
    assert asked == [1, 2, 2]
    assert read(replace(record, run_length=9.0)) == 9.0
    assert read(record_of(start(0))) == 730.0
    assert len(asked) == 5


def test_several_questions_about_one_record_are_remembered_together() -> None:
    asked = []

    @once
    def read(record: Record, factor: int) -> float:
        asked.append(factor)
        return factor * record.run_length

    record = record_of(start(0))
    assert [read(record, factor) for factor in (1, 2, 1, 2)] == [730.0, 1460.0, 730.0, 1460.0]
    assert asked == [1, 2]


def test_a_record_is_not_kept_alive() -> None:
    @once
    def read(record: Record) -> int:
        return len(record.people)

    record = record_of(start(0))
    table = ref(record.events)
    read(record)
    del record
    gc.collect()

    assert table() is None
