"""The table of responses: what the modules of this floor declare over the functions that read it."""

from __future__ import annotations

from collections.abc import Iterable

from sim.record import Record
from sim.response import (
    bonds,
    buying,
    churn,
    counting,
    customers,
    desk,
    equity,
    exits,
    experience,
    loyalty,
    money,
    mood,
    payback,
    places,
    policies,
    problems,
    returns,
    service,
    split,
    spreading,
    staffing,
    surveys,
    tenure,
    value,
    warning,
    word_of_mouth,
    worth,
)
from sim.response.declared import Number, Response, declared_in

READERS = (
    money, equity, counting, customers, service, desk, value, tenure, payback, split, mood, churn, exits, loyalty,
    word_of_mouth, spreading, warning, worth, buying, experience,
    staffing, problems, returns, bonds, surveys, policies, places,
)  # fmt: skip
"""In the order of tables; within a module it is that of the text."""

RESPONSES: dict[str, Response] = {one.name: one for module in READERS for one in declared_in(module.__name__)}
"""Every response by name; profit comes first."""


def responses_of(record: Record, rate: float, names: Iterable[str] | None = None) -> dict[str, Number | None]:
    """Return the responses of a record in the order of the table.

    Parameters
    ----------
    rate
        Effective yearly rate of discount, a share.
    names
        Which ones; all if None. The others are not read and cost nothing.

    Raises
    ------
    KeyError
        If there is no response of a name.
    """
    wanted = set(RESPONSES if names is None else names)
    if unknown := wanted - RESPONSES.keys():
        raise KeyError(*sorted(unknown))
    return {name: one.read(record, rate) for name, one in RESPONSES.items() if name in wanted}
