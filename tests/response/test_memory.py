"""What a reader remembers belongs to one record and one question."""

import copy
import gc
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event
from weakref import ref

from sim.record import Record
from sim.response import RESPONSES, responses_of
from sim.response.declared import Number
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


def test_records_asked_in_turn_keep_their_answers() -> None:
    asked = []

    @once
    def read(record: Record, factor: int) -> float:
        asked.append(factor)
        return factor * record.run_length

    one, other = record_of(start(0)), record_of(start(0), run_length=1.0)
    found = [read(record, factor) for record in (one, other, one, other) for factor in (1, 2)]
    assert found == [730.0, 1460.0, 1.0, 2.0, 730.0, 1460.0, 1.0, 2.0]
    assert asked == [1, 2, 1, 2]


def test_records_read_in_threads_at_once_give_what_they_give_one_after_the_other(run: Callable[..., Record]) -> None:
    # Given what four records say one after the other, with a history and without
    records = [run(replication=n, history=f"{50 * (n % 2)} days") for n in range(4)]
    expected = [responses_of(replace(record), 0.1) for record in records]

    # When eight threads, two for each record, read one response after the other in step
    together = Barrier(8)

    def read(record: Record) -> dict[str, Number | None]:
        found = {}
        for name, response in RESPONSES.items():
            together.wait(10.0)
            found[name] = response.read(record, 0.1)
        return found

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read, records * 2))

    # Then each reads the same
    assert found == expected * 2


def test_an_answer_that_takes_long_is_not_taken_for_another_records() -> None:
    # Given a reader that is slow about one record
    slow, quick = record_of(start(0)), record_of(start(0), persons=1)
    began, go_on = Event(), Event()

    @once
    def read(record: Record, factor: int) -> int:
        if record is slow:
            began.set()
            go_on.wait(10.0)
        return factor * len(record.people)

    # When another record is asked something else meanwhile
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(read, slow, 3)
        began.wait(10.0)
        read(quick, 2)
        go_on.set()

    # Then the slow answer is the slow record's only
    assert (late.result(), read(quick, 3)) == (12, 3)


def test_what_was_read_is_no_part_of_a_record() -> None:
    # Given a record that was read
    record = record_of(start(0))
    digest, sent = record.digest(), pickle.dumps(record)
    responses_of(record, 0.1)
    assert record.answers

    # When it is copied, changed or sent
    others = [copy.copy(record), copy.deepcopy(record), replace(record), pickle.loads(sent)]  # noqa: S301

    # Then nobody has its answers, and nothing tells that it was read
    assert not any(other.answers for other in others)
    assert {other.digest() for other in (*others, record)} == {digest}
    assert copy.copy(record) == record
    assert pickle.dumps(record) == sent


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
