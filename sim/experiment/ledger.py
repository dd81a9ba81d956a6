"""A difference in profit split exactly in two ways: by account, and by where persons' lives part.

The same persons live in the baseline and in the alternative with the same draws, so each difference has a place. Both
splits are of the same whole number, in units of 2^-40 minor units as in the table of profit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine.audit import agree
from sim.experiment.fates import FATES, fates
from sim.experiment.fork import SAME, forks
from sim.experiment.plan import Entry
from sim.model.events import KINDS, Account, Kind
from sim.record import Record
from sim.response.money import discounted
from sim.response.value import months_at

FIRM, UNCHANGED = "firm", "unchanged"
ACCOUNTS = tuple(account.name.lower() for account in Account)
FORKS = (*(kind.name.lower() for kind in Kind), UNCHANGED, FIRM)
"""Whom the second split knows: persons by the kind of the fork, those without one, and the firm."""
_UNCHANGED, _FIRM = KINDS, KINDS + 1


@dataclass(frozen=True, slots=True)
class Pair:
    """What one pair of runs says.

    Parameters
    ----------
    difference
        Of profit, alternative - baseline, in units of 2^-40 minor units.
    account, fork
        Its two splits, each of which sums to it: by ``ACCOUNTS``, by ``FORKS``.
    lives
        Number of persons by ``FORKS``; none stands with the firm.
    fate
        Number of persons by ``FATES``.
    """

    replication: int
    difference: int
    account: tuple[int, ...]
    fork: tuple[int, ...]
    lives: tuple[int, ...]
    fate: tuple[int, ...]

    @property
    def changed(self) -> int:
        """How many persons' lives the strategy changed."""
        return sum(self.lives[:KINDS])


def pair_of(replication: int, entries: tuple[Entry, Entry], records: tuple[Record, Record]) -> Pair:
    """Return what a pair of complete records says; the baseline stands first.

    Raises
    ------
    AuditFault
        If a split does not sum to the difference.
    """
    persons = max(len(record.people) for record in records)
    parted = forks(records[0].events, records[1].events, range(persons)).kind
    group = np.where(parted == SAME, _UNCHANGED, parted)
    accounts, kinds = [], []
    for entry, record in zip(entries, records, strict=True):
        ledger, booked = record.ledger[1:][: entry.months], by_group(record, group)[: entry.months]
        accounts.append([discounted(column, entry.rate) for column in _columns(ledger)])
        kinds.append([discounted(column, entry.rate) for column in _columns(booked)])
    account, fork = ([b - a for a, b in zip(*pair, strict=True)] for pair in (accounts, kinds))
    agree("ledger by first fork = by account", sum(fork), sum(account))
    lives = np.bincount(group, minlength=len(FORKS)).tolist()
    fate = np.bincount(fates(*records, persons), minlength=len(FATES)).tolist()
    return Pair(replication, sum(account), tuple(account), tuple(fork), tuple(lives), tuple(fate))


def _columns(table: NDArray[np.int64]) -> Iterable[list[list[int]]]:
    """Yield the columns of a table by month as ledgers of one account, in integers of any size."""
    return ([[amount] for amount in column] for column in table.T.tolist())


def by_group(record: Record, group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what was booked after the history by month and group of persons, shape (months, groups), from the log.

    Parameters
    ----------
    group
        Of each person, a number of ``FORKS``; what is booked to nobody stands with the firm.
    """
    events = record.events
    rows = events.take(np.flatnonzero(events["amount"]))
    months = np.where(rows["kind"] == Kind.BOOKING, rows["detail"] - 1, months_at(record, rows["time"]))
    rows, months = rows.compress(months >= 0), months[months >= 0]
    groups = np.where(rows["person"] >= 0, group[rows["person"]], _FIRM)
    found = np.zeros((len(record.ledger) - 1, len(FORKS)), np.int64)
    np.add.at(found, (months, groups), rows["amount"])
    return found


__all__ = ["ACCOUNTS", "FIRM", "FORKS", "UNCHANGED", "Pair", "by_group", "pair_of"]
