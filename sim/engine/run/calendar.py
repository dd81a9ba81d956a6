"""A binary heap in an array: the compiled engine's calendar of the desk, its waiting lines, and a sort."""

from typing import Any

import numpy as np

from sim.engine.run.twin import jit

ENTRY = np.dtype([("time", "f8"), ("occasion", "i8"), ("person", "i4"), ("post", "i4"), ("turn", "i8")], align=True)
"""An entry; the order is (time, turn, person, occasion). ``post`` is the agent of a service end."""


@jit
def before(a: Any, b: Any) -> Any:
    """Return whether entry a comes before entry b."""
    if a.time != b.time:
        return a.time < b.time
    if a.turn != b.turn:
        return a.turn < b.turn
    if a.person != b.person:
        return a.person < b.person
    return a.occasion < b.occasion


@jit
def put(a: Any, b: Any) -> None:
    """Copy entry b over entry a."""
    a.time = b.time
    a.occasion = b.occasion
    a.person = b.person
    a.post = b.post
    a.turn = b.turn


@jit
def push(heap: Any, size: Any, time: Any, turn: Any, person: Any, occasion: Any, post: Any) -> None:
    """Add an entry to a heap of ``size`` entries; position ``len(heap) - 1`` is the working place."""
    new = heap[len(heap) - 1]
    new.time = time
    new.turn = turn
    new.person = person
    new.occasion = occasion
    new.post = post
    k = size
    while k > 0:
        parent = (k - 1) >> 1
        if not before(new, heap[parent]):
            break
        put(heap[k], heap[parent])
        k = parent
    put(heap[k], new)


@jit
def pop(heap: Any, size: Any) -> None:
    """Take the first entry off a heap of ``size`` entries."""
    last = heap[size - 1]
    n = size - 1
    k = 0
    while True:
        child = 2 * k + 1
        if child >= n:
            break
        if child + 1 < n and before(heap[child + 1], heap[child]):
            child += 1
        if not before(heap[child], last):
            break
        put(heap[k], heap[child])
        k = child
    put(heap[k], last)


@jit
def sink(keys: Any, order: Any, k: Any, n: Any) -> None:
    """Let position k of a heap of n positions, the largest key on top, sink to its place."""
    moved = order[k]
    while 2 * k + 1 < n:
        child = 2 * k + 1
        if child + 1 < n and keys[order[child + 1]] > keys[order[child]]:
            child += 1
        if keys[order[child]] <= keys[moved]:
            break
        order[k] = order[child]
        k = child
    order[k] = moved


@jit
def sort_by(keys: Any, order: Any) -> None:
    """Fill ``order`` with the positions of different keys, rising; numpy's own sorts take seconds to compile."""
    n = len(keys)
    for k in range(n):
        order[k] = k
    for k in range(n // 2 - 1, -1, -1):
        sink(keys, order, k, n)
    for last in range(n - 1, 0, -1):
        first = order[0]
        order[0] = order[last]
        order[last] = first
        sink(keys, order, 0, last)
