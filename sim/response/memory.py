"""Several responses need the same table of a record; it is made once, and the record keeps it."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from sim.record import Record

P = ParamSpec("P")
T = TypeVar("T")


def once(read: Callable[Concatenate[Record, P], T]) -> Callable[Concatenate[Record, P], T]:
    """Return a reader that leaves its answers with the record they are about.

    A record must not be changed between two questions, and whoever gets an answer must not change that. Threads may
    ask at once: two that ask the same may both look, and the answer that comes first stays.
    """

    def remembered(record: Record, /, *args: P.args, **kwargs: P.kwargs) -> T:
        question = (read, args, *sorted(kwargs.items()))
        if question not in record.answers:
            record.answers.setdefault(question, read(record, *args, **kwargs))
        answer: T = record.answers[question]
        return answer

    update_wrapper(remembered, read)
    return remembered


__all__ = ["once"]
