"""The engine to read: SimPy, one process a person.

What happens is told in :mod:`sim.model.story`; this page only says when, and who waits for whom. Start at
:meth:`Reference.life`. The compiled engine leaves the same record, bit for bit.
"""

import gc
from collections.abc import Generator
from math import ceil, floor
from typing import Any

import numpy as np
import simpy

from sim.engine.audit import audited
from sim.engine.faults import BUDGET, RunFault
from sim.engine.read.clock import Clock
from sim.engine.read.desk import Desk
from sim.model.codes import Status, Turn
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.rules.desk import desk_posts
from sim.model.rules.life import next_time, next_turn
from sim.model.rules.wiring import index_contacts, tie_count, wire
from sim.model.setting import LogLevel, Setting
from sim.model.storage import ACCOUNTS
from sim.model.story import counter, lives, nights, opening
from sim.model.worker import Worker
from sim.model.world import Contact, World, entry_days, floor_posts, opened, staffed_time
from sim.record import EVENT, PERSON, WORKER, Record, month_count, sorted_events, table_of

CROWD = 10_000  # events of one person on one day before the run is stopped

Process = Generator[simpy.Event, Any, None]


class Reference(World):
    """One run of a setting: the world of the story (:class:`sim.model.world.World`), and the clock it runs by.

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
        first, persons = setting.phases[0][1], setting.persons
        ties = tie_count(first, persons) if first.talk_on else 0
        self.setting, self.budget = setting, budget
        self.seed, self.replication = seed, replication
        self.state = [opened(setting, seed, replication, log_level, ties)]
        self.phases = [p for _, p in setting.phases]
        self.phase_days = [day for day, _ in setting.phases]
        self.entries, self.times = entry_days(setting), setting.contact_times
        self.people = [Person() for _ in range(persons)]
        self.starts, self.contacts = [0] * (persons + 1), [0] * (2 * ties)
        self.outside = []
        self.began = [0.0] * max(desk_posts(p) for p in self.phases)
        self.workers = [Worker() for _ in range(floor_posts(setting))]
        self.ledger = [0] * ((1 + month_count(setting.history, setting.run_length)) * ACCOUNTS)
        self.log, self.posts = [], []
        self.clock = Clock(setting.end)
        self.desk = Desk(self, self.clock)
        self.lives: list[simpy.Process] = []

    # Who waits for what ----------------------------------------------------------------------------------------------

    def life(self, c: Person) -> Process:
        """Live one person's life: wait for the next event of her own, and look again when something changes her plans.

        While a complaint is open that is only talk or moving away; the desk wakes her when it is closed.
        """
        midnight, events = 0.0, 0
        while c.status != Status.OUT:
            time = next_time(c)
            turn = next_turn(c, time)
            if midnight <= time < self.clock.end:
                midnight, events = floor(time) + 1.0, 0
            try:
                yield self.clock.at(time, turn)
            except simpy.Interrupt:
                continue
            events += 1
            if events > CROWD:
                raise RunFault.of(2, self.seed, self.replication, self.clock.now)
            lives.own_event(self, self.p, c, self.clock.now, turn)

    def days(self) -> Process:
        """Go through the nights."""
        day = 0
        while day < self.clock.end:
            yield self.clock.at(float(day), Turn.NIGHT)
            self.check_budget(day - 1)
            nights.night(self, day)
            if nights.is_reached(self, self.p, day):
                for c in self.people:
                    nights.reach(self, self.p, c, day)
            day += 1

    def at_desk(self, turn: int, person: int, occasion: int, post: int) -> None:
        """Let something happen at the desk; who is at large again looks at her plans."""
        closed = False
        if turn == Turn.ARRIVAL:
            self.desk.arrive(person, occasion, post)
        elif turn == Turn.OPENING:
            self.desk.open()
        elif turn == Turn.CLOSING:
            self.desk.close()
        elif turn == Turn.SERVICE_END:
            closed = self.desk.finish(person, occasion, post)
        else:
            closed = counter.end_visit(self, self.p, self.clock.now, turn, person, occasion, post)
        if closed:
            self.lives[person].interrupt()

    # What the story is lent ------------------------------------------------------------------------------------------

    def deliver(self, p: Parameters, day: int) -> None:
        """Let everything that was sent yesterday arrive: by kind of post, sender and occasion."""
        posts, self.posts = sorted(self.posts), []
        for post, sender, occasion, other in posts:
            nights.receive(self, p, post, sender, occasion, other, day)

    def schedule(self, time: float, turn: int, person: int, occasion: int, post: int) -> None:
        """Let something happen at the desk at a time."""
        if turn == Turn.ARRIVAL and person < 0:
            self.outside.append(Contact())
        self.clock.call(lambda: self.at_desk(turn, person, occasion, post), time, turn, person, occasion)

    def replan(self, c: Person) -> None:
        """Wake a person."""
        self.lives[c.number].interrupt()

    # The run ---------------------------------------------------------------------------------------------------------

    def check_budget(self, day: int) -> None:
        """Stop the run if the days to this one have spent its budget of events."""
        if sum(self.state[0].counts) + sum(self.state[0].firm_counts) > self.budget:
            raise RunFault.of(3, self.seed, self.replication, float(day))

    def begin(self) -> None:
        """Make everything ready for the first night."""
        s = self.state[0]
        if s.ties:
            ends = [0] * len(self.contacts)
            wire(self.p, s.persons, s.key, ends)
            index_contacts(s.persons, s.ties, ends, self.starts, self.contacts)
        opening.open_market(self, self.seed, self.replication)
        self.clock.process(self.days())
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
        nights.book(self, self.p, self.clock.end)
        return audited(self.record(), f"seed {self.seed}, replication {self.replication}")

    def record(self) -> Record:
        """Return what the run leaves behind."""
        firm = self.state[0]
        return Record(
            events=sorted_events(np.array(self.log, EVENT)),
            ledger=np.array(self.ledger, np.int64).reshape(-1, ACCOUNTS),
            people=table_of(PERSON, self.people),
            firm=np.array(firm.totals, np.int64),
            counts=np.array([firm.counts, firm.firm_counts], np.int64),
            heads=np.array(firm.heads, np.int64),
            history=self.setting.history,
            run_length=self.setting.run_length,
            complete=firm.level == LogLevel.ALL,
            staffed=staffed_time(self.setting) + firm.more_time,
            workers=table_of(WORKER, self.workers),
        )


def run(
    setting: Setting, seed: int, replication: int, log_level: LogLevel = LogLevel.ALL, *, budget: int = BUDGET
) -> Record:
    """Run one replication in the reference engine; the arguments are those of the compiled engine's ``run``."""
    return Reference(setting, seed, replication, log_level, budget).run()


__all__ = ["Reference", "run"]
