"""Persons and yardsticks for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, sqrt

from sim.model.events import Status
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.rules.people import create
from sim.model.rules.rivals import start_comparing
from sim.model.storage import storage

LIMIT = 5.8
"""Largest distance from a formula in standard errors: 7e-9 a comparison for a fresh seed."""


def somebody(p: Parameters, number: int = 0, *, seed: int = 1, **fields: float) -> Person:
    """Return a person with key, traits and the fields named; everything else is zero or never."""
    c = Person()
    for name, _, length in storage(Person):
        setattr(c, name, [0] * length if length else 0)
    c.entry = 0.0
    create(p, c, seed, 0, number)
    for name, value in fields.items():
        setattr(c, name, value)
    return c


def customer(p: Parameters, number: int = 0, **fields: float) -> Person:
    """Return a customer who joined at time 0 and whom no calendar cause takes."""
    given: dict[str, float] = {"status": Status.CUSTOMER, "departure": inf, "joined": 0.0, "purchases": 1}
    c = somebody(p, number, **(given | fields))
    start_comparing(p, c, 0.0)
    return c


def fields_of(c: Person, *leave_out: str) -> dict[str, object]:
    """Return the fields of a person."""
    return {name: getattr(c, name) for name in Person.__slots__ if name not in leave_out}


def off_share(hits: int, many: int, share: float) -> float:
    """Return how far a count lies from its binomial mean, in standard errors."""
    return abs(hits - many * share) / sqrt(many * share * (1.0 - share))


def off_mean(values: Iterable[float], mean: float, deviation: float) -> float:
    """Return how far the mean of values lies from its expectation, in standard errors."""
    found = list(values)
    return abs(sum(found) / len(found) - mean) / (deviation / sqrt(len(found)))


def off_cells(counts: Iterable[int], shares: Iterable[float]) -> float:
    """Return the largest distance of a cell's count from its mean, in standard errors; empty cells must be empty."""
    pairs = list(zip(counts, shares, strict=True))
    many = sum(count for count, _ in pairs)
    if any(count for count, share in pairs if share == 0.0):
        return float("inf")
    return max(off_share(count, many, share) for count, share in pairs if 0.0 < share < 1.0)
