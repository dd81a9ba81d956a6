"""The rows of a plan as columns: what a comparison asks of each, a few bytes a number, and nothing else.

A stored row is a dict of about 20 kB in memory; a million of them fit nowhere. Rows are read in one stream, each shard
once, and only what was asked of them stays. What is asked later is read in another stream.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from sim.experiment.errors import StoreMissing
from sim.experiment.packed import Number, Packed
from sim.experiment.shard import Row
from sim.model.events import Account
from sim.response.money import discounted

Measure = Callable[[Row], Number | None]
Asked = tuple[str, Measure]
"""A key of scenario, and what is asked of its rows; measures that ask the same are equal."""

_STATES = ("", "done", "failed")
_FAILED = _STATES.index("failed")
_MARK_BYTES = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A response as it is stored; None where the record gives it no meaning."""

    response: str

    def __call__(self, row: Row) -> Number | None:
        """Return it."""
        return row["responses"].get(self.response)


@dataclass(frozen=True, slots=True)
class Booked:
    """The discounted sum of all accounts after the history, or of some, exactly, in units of 2^-40 minor units.

    Of all months, or of the first ones.
    """

    rate: float
    accounts: tuple[Account, ...] = ()
    months: int | None = None

    def __call__(self, row: Row) -> int:
        """Return it."""
        months = (row["ledger"] or [])[1:][: self.months]
        chosen = [[month[account] for account in self.accounts] for month in months] if self.accounts else months
        return discounted(chosen, self.rate)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a row says of the worth of customers, in minor units; None in rows of an earlier version."""

    field: Literal["customers_total", "top_customer"]

    def __call__(self, row: Row) -> int | None:
        """Return it."""
        return row.get(self.field)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of 64 bits that differs where rows differ: in anything, or in the ledger without one account."""

    without: Account | None = None

    def __call__(self, row: Row) -> int:
        """Return it; two that differ share one by a chance of 2^-64."""
        text = row["digest"]
        if self.without is not None:
            text = json.dumps([[*month[: self.without], *month[self.without + 1 :]] for month in row["ledger"] or []])
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:_MARK_BYTES], "little", signed=True)


CUSTOMERS, TOP = Worth("customers_total"), Worth("top_customer")


class Column(Mapping[int, Number | None]):
    """One measure of one scenario by replication, ascending: None where it failed, left out where it has no meaning."""

    def __init__(self, whole: bytes, states: bytearray, values: Packed) -> None:
        self._whole, self._states, self._values = whole, states, values

    def __getitem__(self, replication: int) -> Number | None:
        if not (0 <= replication < len(self._whole) and self._whole[replication]):
            raise KeyError(replication)
        value = self._values.get(replication)
        if value is None and self._states[replication] != _FAILED:
            raise KeyError(replication)
        return value

    def __iter__(self) -> Iterator[int]:
        return (replication for replication in range(len(self._whole)) if replication in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Rows:
    """What is known of the rows of some scenarios; of every replication that all of them have.

    Parameters
    ----------
    source
        The rows, in any order, each once; gone through again whenever something new is asked.
    keys
        Of the scenarios.
    limit
        Replications from this one on are not seen; None to see all.
    asked
        What is known to be needed, so that one stream does.
    names
        Responses without which a row is none of ours: it was computed for another question.

    Raises
    ------
    StoreMissing, StoreDamaged, StoreError
        As the source does.
    """

    def __init__(
        self,
        source: Iterable[Row] = (),
        keys: Iterable[str] = (),
        limit: int | None = None,
        asked: Iterable[Asked] = (),
        names: Iterable[str] = (),
    ) -> None:
        self.source, self._limit, self._names = source, limit, frozenset(names)
        self.lacking = 0
        self._states = {key: bytearray() for key in keys}
        self._errors: dict[str, dict[int, str]] = {key: {} for key in self._states}
        self._columns = self._read(asked, self._noted)
        self.most = max(map(len, self._states.values()), default=0)
        for states in self._states.values():
            states.extend(bytes(self.most - len(states)))
        self._whole = bytes(map(all, zip(*self._states.values(), strict=True)))

    def first(self, replications: int) -> Self:
        """Return the first replications alone."""
        found = copy.copy(self)
        found._whole = self._whole[:replications]  # noqa: SLF001 of its own class
        return found

    def held(self, replications: int) -> int:
        """Return how many rows there are of the first replications of each scenario, one by one."""
        return sum(len(found) - found.count(0) for found in (states[:replications] for states in self._states.values()))

    @property
    def replications(self) -> list[int]:
        """The replications that every scenario has, failed ones included."""
        return [replication for replication, whole in enumerate(self._whole) if whole]

    @property
    def failures(self) -> list[tuple[str, int, str]]:
        """Key, replication and error of every row that failed."""
        every = ((key, one, error) for key, errors in self._errors.items() for one, error in sorted(errors.items()))
        return [found for found in every if self._whole[found[1] : found[1] + 1] == b"\1"]

    def is_done(self, key: str, replication: int) -> bool:
        """Return whether a scenario has a replication, and all others have it, and it did not fail."""
        whole = any(self._whole[replication : replication + 1])
        return whole and key in self._states and self._states[key][replication] != _FAILED

    def fetch(self, asked: Iterable[Asked]) -> None:
        """Read what is not known yet, in one stream."""
        if new := set(asked) - self._columns.keys():
            self._columns |= self._read(new, self._is_known)

    def series(self, key: str, measure: Measure) -> Column:
        """Return a measure of a scenario by replication."""
        self.fetch([(key, measure)])
        states = self._states.get(key)
        return Column(self._whole if states else b"", states or bytearray(), self._columns[key, measure])

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows themselves, read again, in any order."""
        for row in self.source:
            if row["scenario"] in self._states and any(self._whole[row["replication"] : row["replication"] + 1]):
                yield row

    def _read(self, asked: Iterable[Asked], known: Callable[[Row], bool]) -> dict[Asked, Packed]:
        found = {one: Packed() for one in asked}
        columns: dict[str, list[tuple[Measure, Packed]]] = {key: [] for key in self._states}
        for (key, measure), values in found.items():
            columns.setdefault(key, []).append((measure, values))
        count = 0
        for row in self.source:
            if not known(row):
                continue
            count += 1
            for measure, values in columns[row["scenario"]] if row["status"] == "done" else ():
                if (value := measure(row)) is not None:
                    values.put(row["replication"], value)
        if count != sum(len(states) - states.count(0) for states in self._states.values()):
            raise StoreMissing("rows of this comparison are gone since it was made; make it again")
        for values in found.values():
            values.trim()
        return found

    def _noted(self, row: Row) -> bool:
        """Note a row's state unless it is none of ours."""
        key, replication = row["scenario"], row["replication"]
        if key not in self._states or (self._limit is not None and replication >= self._limit):
            return False
        if row["status"] == "done" and self._names - row["responses"].keys():
            self.lacking += 1
            return False
        states = self._states[key]
        states.extend(bytes(max(0, replication + 1 - len(states))))
        states[replication] = _STATES.index(row["status"])
        if row["status"] == "failed":
            self._errors[key][replication] = row["error"] or ""
        return True

    def _is_known(self, row: Row) -> bool:
        states = self._states.get(row["scenario"], b"")
        return row["replication"] < len(states) and states[row["replication"]] > 0
