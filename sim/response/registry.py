"""The table of responses: what the modules of this floor declare over the functions that read it."""

from __future__ import annotations

from sim.record import Record
from sim.response import (
    churn,
    counting,
    customers,
    desk,
    exits,
    loyalty,
    money,
    mood,
    payback,
    service,
    split,
    spreading,
    tenure,
    value,
    word_of_mouth,
    worth,
)
from sim.response.declared import Number, Response, declared_in

READERS = (
    money, counting, customers, service, desk, value, tenure, payback, split, mood, churn, exits, loyalty,
    word_of_mouth, spreading, worth,
)  # fmt: skip
"""In the order of tables; within a module it is that of the text."""

RESPONSES: dict[str, Response] = {one.name: one for module in READERS for one in declared_in(module.__name__)}
"""Every response by name; profit comes first."""


def responses_of(record: Record, rate: float) -> dict[str, Number | None]:
    """Return every response of a record.

    Parameters
    ----------
    rate
        Effective yearly rate of discount, a share.
    """
    return {name: response.read(record, rate) for name, response in RESPONSES.items()}
