"""What surrounds the lives in the engine to read: the nights, the books, the first and the last day.

The story of a customer is in :mod:`sim.engine.reference`, the desk in :mod:`sim.engine.counter`.
"""

import gc
from collections.abc import Generator
from math import ceil
from operator import attrgetter
from typing import Any

import numpy as np
import simpy

from sim.engine.audit import audited
from sim.engine.clock import Clock
from sim.engine.counter import Desk
from sim.engine.faults import RunFault
from sim.model.draws import WORLD, subject_key
from sim.model.person import CAUSES, Person
from sim.model.rules import (
    books,
    desk,
    partners,
    people,
    staff,
    start,
    talking,
    wiring,
    worth,
)
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.model.words import Account, Kind, Normalise, Route, Status, Turn
from sim.record import EVENT, PERSON, Record, month_count, sorted_events

EVERY = 20  # a sampled log keeps one person in 20
NOBODY = (-1, 0, -1)

Story = Generator[simpy.Event, Any, None]


class Shop:
    """One run of a setting, apart from the lives in it.

    Parameters
    ----------
    setting
        The world; parameters solved.
    seed, replication
        Key of all draws.
    log_level
        How much of the event log to keep.
    budget
        Most events before the run is stopped, at the end of a day.
    """

    def __init__(self, setting: Setting, seed: int, replication: int, log_level: LogLevel, budget: int) -> None:
        self.setting, self.budget = setting, budget
        self.seed, self.replication = seed, replication
        self.keeps_some, self.keeps_all = log_level != LogLevel.NONE, log_level == LogLevel.ALL
        self.world = subject_key(seed, replication, WORLD)
        self.phase = 0
        self.p = setting.phases[0][1]
        self.clock = Clock(setting.end)
        self.desk = Desk(self)
        self.month = books.month_of(0, setting.history)
        self.ledger = [[0] * len(Account) for _ in range(1 + month_count(setting.history, setting.run_length))]
        self.firm = [0] * len(Account)
        self.counts = ([0] * len(Kind), [0] * len(Kind))
        self.heads = [0] * len(Status)
        self.standing = [0.0, 0.0, 0.0]  # days, days of customers, days of prospects since the last booking
        self.log: list[tuple[float | int, ...]] = []
        self.posts: list[tuple[int, int, int, int]] = []
        self.told = (0, 0, 0)  # praise, warnings, complaints made public until the night
        self.word = [0.0, 0.0]  # good, bad
        self.index = 0.5
        self.people = [Person() for _ in range(setting.persons)]
        self.lives: list[simpy.Process] = []
        self.morale = staff.NEUTRAL
        self.told_why, self.known = [0] * CAUSES, [0] * CAUSES  # who said why she left: today, and by 00:00
        self.leavers = 0  # intermediaries who left today

    def life(self, c: Person) -> Story:
        """Live one person's life; :class:`sim.engine.reference.Reference` tells it."""
        raise NotImplementedError

    def nights(self) -> Story:
        """Go through the nights; :class:`sim.engine.overnight.Overnight` tells of them."""
        raise NotImplementedError

    # The books --------------------------------------------------------------------------------------------------

    def book(self, time: float) -> None:
        """Book the standing costs since the last booking."""
        for account in range(Account.CHANNEL, Account.PROGRAMME + 1):
            amount = books.standing_cost(self.p, account, *self.standing)
            if amount:
                self.note(Kind.BOOKING, -1, account, NOBODY, account, -amount, self.month + 1, time)
        self.standing = [0.0, 0.0, 0.0]

    def book_once(self, before: int) -> None:
        """Book what a strategy costs when it starts."""
        amount = (self.p.programme_once if self.p.programme_on else 0) - before
        if amount > 0:
            account = Account.PROGRAMME
            self.note(Kind.BOOKING, -1, 64 + account, NOBODY, account, -amount, self.month + 1)

    def pay_for(self, c: Person, occasion: int, price: int) -> None:
        """Pay what a purchase costs beside its goods: serving it, and a reward for buying."""
        p, bought = self.p, (c.number, occasion, Kind.PURCHASE)
        if p.serving_on:
            cost = worth.serving_cost(p, c, occasion)
            self.note(Kind.SERVICE_COST, c.number, occasion, bought, Account.SERVING, -cost)
        reward = worth.reward_amount(p, price) if p.reward_on else 0
        if reward:
            self.note(Kind.SERVICE_COST, c.number, occasion, bought, Account.REWARDS, -reward)

    def part_from_firm(self, c: Person) -> None:
        """Give up further products; of an intermediary, remember that her customers are to hear of it overnight."""
        c.products = 0
        c.led = c.purchases if c.intermediary else 0
        self.leavers += c.intermediary

    def note(
        self,
        kind: int,
        person: int,
        occasion: int,
        parent: tuple[int, int, int] = NOBODY,
        account: int = 0,
        amount: int = 0,
        detail: int = 0,
        time: float | None = None,
    ) -> None:
        """Book an amount and write down an event; time is now unless it is given."""
        if person < 0:
            self.counts[1][kind] += 1
            totals, kept = self.firm, self.keeps_some
        else:
            self.counts[0][kind] += 1
            c = self.people[person]
            totals, kept = c.totals, self.keeps_all or (self.keeps_some and c.key % EVERY == 0)
        if amount:
            self.ledger[self.month + 1][account] += amount
            totals[account] += amount
        if kept:
            at = self.clock.now if time is None else time
            self.log.append((at, occasion, parent[1], amount, detail, person, parent[0], kind, parent[2], account))

    def check_budget(self, day: int) -> None:
        """Stop the run if the days to this one have spent its budget of events."""
        if sum(map(sum, self.counts)) > self.budget:
            raise RunFault.of(3, self.seed, self.replication, float(day))

    # The run ----------------------------------------------------------------------------------------------------

    def set_up(self) -> None:
        """Wire the network and create everybody, in index order."""
        p, persons = self.p, self.setting.persons
        ties = wiring.tie_count(p, persons) if p.talk_on else 0
        ends = [0] * (2 * ties)
        self.starts, self.contacts = [0] * (persons + 1), [0] * (2 * ties)
        if ties:
            wiring.wire(p, persons, self.world, ends)
            wiring.index_contacts(persons, ties, ends, self.starts, self.contacts)
        days = [day for day, count in enumerate(self.setting.entries) for _ in range(count)]
        last = -1
        for number, c in enumerate(self.people):
            people.create(p, c, self.seed, self.replication, number)
            if p.partners_on:
                last = partners.assign_partner(p, c, last)
            if p.talk_on and p.talk_normalise == Normalise.LISTENER and ties:
                c.talk_weight = talking.listener_weight(number, self.starts, self.contacts)
            if number < len(days):
                start.await_entry(p, c, days[number], int(self.setting.entry_as == EntryAs.CUSTOMER))
            else:
                start.settle(p, c)
            self.heads[c.status] += 1
            if c.status == Status.CUSTOMER:
                self.note(Kind.JOIN, number, 0, detail=Route.START)

    def begin(self) -> None:
        """Make everything ready for the first night."""
        self.set_up()
        if self.p.desk_on and desk.always_open(self.p):
            self.clock.call(self.desk.open, 0.0, Turn.OPENING)
        self.desk.expect_outside(0)
        self.book_once(0)
        self.clock.process(self.nights())
        self.lives = [self.clock.process(self.life(c)) for c in self.people]

    def run(self) -> Record:
        """Run from the first night to the last and return the audited record."""
        gc.freeze()  # what is there now outlives the run: the collector need not look at it again and again
        try:
            self.begin()
            gc.freeze()  # nor at the people
            if self.clock.end > 0.0:  # SimPy refuses to run until the present; half open, no moment lies in it
                self.clock.run(until=self.clock.end)
        finally:
            gc.unfreeze()
        self.check_budget(ceil(self.clock.end) - 1)
        self.book(self.clock.end)
        return audited(self.record(), f"seed {self.seed}, replication {self.replication}")

    def record(self) -> Record:
        """Return what the run leaves behind."""
        table = np.zeros(len(self.people), PERSON)  # zeros also between the fields
        table[:] = list(map(attrgetter(*(PERSON.names or ())), self.people))
        return Record(
            events=sorted_events(np.array(self.log, EVENT)),
            ledger=np.array(self.ledger, np.int64),
            people=table,
            firm=np.array(self.firm, np.int64),
            counts=np.array(self.counts, np.int64),
            heads=np.array(self.heads, np.int64),
            history=self.setting.history,
            run_length=self.setting.run_length,
            complete=self.keeps_all,
            staffed=self.setting.staffed,
        )
