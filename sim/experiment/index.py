"""Where the rows of a store stand: a few bytes a row, so that a million of them fit beside everything else."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim.experiment.shard import Key

_STATES = ("", "done", "failed")
Names = frozenset[str]
NOTHING: Names = frozenset()


class Status(NamedTuple):
    """How many of the planned replications are done, have failed, and are still to be computed."""

    done: int
    failed: int
    missing: int


class Place(NamedTuple):
    """A row's shard, counted in the order in which shards were read, and its place within."""

    shard: int
    row: int


NOWHERE = Place(0, 0)


class _Rows:
    """The rows of one scenario, by replication."""

    def __init__(self) -> None:
        self.states = bytearray()
        self.shards = array("I")
        self.places = array("I")
        self.names = array("H")

    def reach(self, replication: int) -> None:
        more = replication + 1 - len(self.states)
        if more > 0:
            self.states.extend(bytes(more))
            self.shards.extend(array("I", bytes(self.shards.itemsize * more)))
            self.places.extend(array("I", bytes(self.places.itemsize * more)))
            self.names.extend(array("H", bytes(self.names.itemsize * more)))


class Index:
    """State and place of every row, by key; iteration goes by scenario, then replication.

    A key may have several rows, which hold the responses that were asked for when they were computed; the one that
    holds most counts, and of equal ones the first.
    """

    def __init__(self) -> None:
        self._scenarios: dict[str, _Rows] = {}
        self._names: dict[Names, int] = {}
        self._held: list[Names] = []
        self._enough: dict[tuple[int, Names], bool] = {}
        self._count = 0

    def add(self, key: Key, state: str, here: Place = NOWHERE, names: Names = NOTHING) -> Place:
        """Note a row that holds the responses of some names; return where the row that counts until now stood."""
        rows = self._scenarios.setdefault(key[0], _Rows())
        rows.reach(key[1])
        before = self.place(key) if rows.states[key[1]] else here
        if not rows.states[key[1]] or names > self._held[rows.names[key[1]]]:
            self._count += not rows.states[key[1]]
            rows.states[key[1]] = _STATES.index(state)
            rows.shards[key[1]], rows.places[key[1]] = here
            rows.names[key[1]] = self._names.setdefault(names, len(self._held))
            if len(self._names) > len(self._held):
                self._held.append(names)
        return before

    def state(self, key: Key, asked: Names = NOTHING) -> str:
        """Return ``done``, ``failed``, or nothing for a row that is not there or does not hold what is asked."""
        rows = self._scenarios.get(key[0])
        if rows is None or key[1] >= len(rows.states):
            return ""
        found = _STATES[rows.states[key[1]]]
        return found if found != "done" or self._holds(rows.names[key[1]], asked) else ""

    def _holds(self, names: int, asked: Names) -> bool:
        """Return whether rows with one of the sets of names hold what is asked; a million of them share few sets."""
        if (names, asked) not in self._enough:
            self._enough[names, asked] = asked <= self._held[names]
        return self._enough[names, asked]

    @property
    def all_names(self) -> Names:
        """The names of the responses of any row."""
        return NOTHING.union(*self._held)

    def place(self, key: Key) -> Place:
        """Return where a row that is there stands."""
        rows = self._scenarios[key[0]]
        return Place(rows.shards[key[1]], rows.places[key[1]])

    @property
    def most(self) -> int:
        """One more than the last replication that any scenario has."""
        return max((len(rows.states) for rows in self._scenarios.values()), default=0)

    def status(self, planned: Iterable[Key], asked: Names = NOTHING) -> Status:
        """Return where the planned rows stand; one that does not hold what is asked is missing."""
        counts = dict.fromkeys(_STATES, 0)
        for key in planned:
            counts[self.state(key, asked)] += 1
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
