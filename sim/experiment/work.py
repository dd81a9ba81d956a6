"""What is to be computed: keys with their tasks, all replications or the share of one machine."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sim.experiment.replicate import Replicate
from sim.experiment.shard import Key


class Share(NamedTuple):
    """The share of one machine: of every so many replications one, the first machine's from 0."""

    number: int
    of: int


WHOLE = Share(1, 1)


@dataclass(frozen=True, slots=True)
class Work(Collection[tuple[Key, Replicate]]):
    """Keys with their tasks, replication by replication, made while one goes through them: a million cost nothing."""

    tasks: Mapping[str, Replicate]
    replications: int
    share: Share = WHOLE

    def __contains__(self, one: object) -> bool:
        return any(one == other for other in self)

    def __iter__(self) -> Iterator[tuple[Key, Replicate]]:
        for replication in self._numbers:
            for scenario, task in self.tasks.items():
                yield (scenario, replication), task

    def __len__(self) -> int:
        return len(self.tasks) * len(self._numbers)

    @property
    def _numbers(self) -> range:
        return range(self.share.number - 1, self.replications, self.share.of)
