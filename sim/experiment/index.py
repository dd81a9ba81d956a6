"""Where the rows of a store stand: a few bytes a row, so that a million of them fit beside everything else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim.experiment.shard import Key

_STATES = ("", "done", "failed")


class Status(NamedTuple):
    """How many of the planned replications are done, have failed, and are still to be computed."""

    done: int
    failed: int
    missing: int


class Place(NamedTuple):
    """A row's shard, counted in the order in which shards were read, and its place within."""

    shard: int
    row: int


class _Rows:
    """The rows of one scenario, by replication."""

    def __init__(self) -> None:
        self.states = bytearray()
        self.shards = array("I")
        self.places = array("I")

    def reach(self, replication: int) -> None:
        more = replication + 1 - len(self.states)
        if more > 0:
            self.states.extend(bytes(more))
            self.shards.extend(array("I", bytes(self.shards.itemsize * more)))
            self.places.extend(array("I", bytes(self.places.itemsize * more)))


class Index:
    """State and place of every row, by key; iteration goes by scenario, then replication."""

    def __init__(self) -> None:
        self._scenarios: dict[str, _Rows] = {}
        self._count = 0

    def add(self, key: Key, state: str, shard: int = 0, row: int = 0) -> Place:
        """Note a row unless its key is there already; return where the row that counts stands."""
        rows = self._scenarios.setdefault(key[0], _Rows())
        rows.reach(key[1])
        if not rows.states[key[1]]:
            rows.states[key[1]] = _STATES.index(state)
            rows.shards[key[1]], rows.places[key[1]] = shard, row
            self._count += 1
        return Place(rows.shards[key[1]], rows.places[key[1]])

    def state(self, key: Key) -> str:
        """Return ``done``, ``failed``, or nothing for a row that is not there."""
        rows = self._scenarios.get(key[0])
        return _STATES[rows.states[key[1]]] if rows is not None and key[1] < len(rows.states) else ""

    def place(self, key: Key) -> Place:
        """Return where a row that is there stands."""
        rows = self._scenarios[key[0]]
        return Place(rows.shards[key[1]], rows.places[key[1]])

    @property
    def most(self) -> int:
        """One more than the last replication that any scenario has."""
        return max((len(rows.states) for rows in self._scenarios.values()), default=0)

    def status(self, planned: Iterable[Key]) -> Status:
        """Return where the planned rows stand."""
        counts = dict.fromkeys(_STATES, 0)
        for key in planned:
            counts[self.state(key)] += 1
        return Status(counts["done"], counts["failed"], counts[""])

    def __contains__(self, key: Key) -> bool:
        return self.state(key) != ""

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Key]:
        for scenario in sorted(self._scenarios):
            for replication, state in enumerate(self._scenarios[scenario].states):
                if state:
                    yield scenario, replication
