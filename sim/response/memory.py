"""Several responses need the same table of a record; it is made once for the record that was asked last."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

from sim.record import Record

P = ParamSpec("P")
T = TypeVar("T")


def once(read: Callable[Concatenate[Record, P], T]) -> Callable[Concatenate[Record, P], T]:
    """Return a reader that remembers its answers about the record that was asked last.

    A record counts as the same if its tables are the same objects, so it must not be changed between two questions,
    and whoever gets an answer must not change that. Neither the record nor, after it, the answers are kept alive.
    """
    tables: list[Any] = []
    answers: list[tuple[Any, T]] = []

    def forget(_gone: object = None) -> None:
        tables.clear()
        answers.clear()

    def remembered(record: Record, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not tables or tables[0]() is not record.events or tables[1]() is not record.people:
            forget()
            tables.extend((ref(record.events, forget), ref(record.people, forget)))
        question = (record.history, record.run_length, record.complete, args, kwargs)
        for asked, answer in answers:
            if asked == question:
                return answer
        answer = read(record, *args, **kwargs)
        answers.append((question, answer))
        return answer

    update_wrapper(remembered, read)
    return remembered


__all__ = ["once"]
