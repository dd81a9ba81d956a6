"""The engine to read: complaining, waiting for the answer, being recovered or not.

What these ask for (closing the story of a purchase, an event of a person's own) is in :mod:`sim.engine.reference`.
"""

import simpy

from sim.engine.counter import GAVE_UP
from sim.engine.overnight import Overnight
from sim.engine.shop import Story
from sim.model.person import Person
from sim.model.rules import bonds, failing, life, recovery, reputation, satisfaction
from sim.model.words import Account, Case, Kind, Outcome, Turn


class Complaints(Overnight):
    """One run of a setting, and what comes of complaints in it."""

    def close_story(self, c: Person, by: int) -> None:
        """Close the story of a purchase; :class:`sim.engine.reference.Reference` tells it."""
        raise NotImplementedError

    def live_event(self, c: Person, turn: int) -> None:
        """Let an event of a person's own happen; :class:`sim.engine.reference.Reference` tells it."""
        raise NotImplementedError

    def complain(self, c: Person) -> Story:
        """Complain, wait for the answer, perhaps be followed up. Nothing is bought meanwhile."""
        p, n = self.p, c.purchases - 1
        c.complaints += 1
        c.complaint_time = self.clock.now
        c.written = int(failing.is_written(p, c, n))
        c.patient = 0
        c.case = Case.WAITING
        self.note(
            Kind.COMPLAINT, c.number, n, (c.number, n, Kind.FAILURE), Account.HANDLING, -p.complaint_cost, c.written
        )
        c.wait = 0.0 if not p.desk_on else c.wait
        if p.desk_on:
            visit = self.desk.call(c, n)
            yield from self.meanwhile(c, visit)
            if not c.case:
                return  # moved away
            if visit.value == GAVE_UP:
                self.give_up(c)
                return
        self.answer(c)
        if c.case:
            later = self.clock.at(self.clock.now + self.p.follow_up_lag, Turn.FOLLOW_UP, c.number, n)
            yield from self.meanwhile(c, later)
            if c.case:
                self.follow_up(c)

    def meanwhile(self, c: Person, awaited: simpy.Event) -> Story:
        """Wait for something; talk goes on, and moving away withdraws the complaint."""
        while c.case and not awaited.processed:
            time = life.next_time(c)
            turn = life.next_turn(c, time)
            try:
                yield awaited | self.clock.at(time, turn)
            except simpy.Interrupt:
                continue  # the night has changed the plans
            if not awaited.processed:
                self.live_event(c, turn)

    def answer(self, c: Person) -> None:
        """Give the answer to a complaint and pay for it."""
        p, n = self.p, c.purchases - 1
        c.outcome = recovery.recovery_outcome(p, c, n)
        cost = recovery.answer_cost(p, c.outcome)
        self.note(Kind.SERVED, c.number, n, (c.number, n, Kind.COMPLAINT), Account.HANDLING, -cost, c.outcome)
        amount = recovery.compensation_amount(p, c.price)
        served = (c.number, n, Kind.SERVED)
        if amount and p.recovery_voucher:
            c.voucher += amount
            self.note(Kind.COMPENSATION, c.number, n, served, detail=amount)
        elif amount:
            self.note(Kind.COMPENSATION, c.number, n, served, Account.COMPENSATION, -amount, amount)
        if recovery.is_followed_up(p, c.outcome):
            c.case = Case.FOLLOW_UP
        else:
            self.close_case(c, Kind.SERVED)

    def follow_up(self, c: Person) -> None:
        """Take an unresolved complaint up once more."""
        p, n = self.p, c.purchases - 1
        c.outcome = recovery.follow_up_outcome(p, c, n)
        served = (c.number, n, Kind.SERVED)
        self.note(Kind.FOLLOW_UP, c.number, n, served, Account.FOLLOW_UP, -p.follow_up_cost, c.outcome)
        self.close_case(c, Kind.FOLLOW_UP)

    def close_case(self, c: Person, by: int) -> None:
        """Close a complaint with its outcome, and with it the story of the purchase."""
        n = c.purchases - 1
        c.case = Case.NONE
        resolved = recovery.is_resolved(c.outcome)
        if resolved:
            c.resolved += 1
            failing.remove_root(self.p, c, n)
        bonds.blame_response(self.p, c, self.clock.now)
        quality = recovery.perceived_quality(self.p, c)
        c.satisfaction = satisfaction.satisfaction_after_recovery(self.p, c.satisfaction, quality, c.again)
        recovery.take_insult(self.p, c)
        self.note(Kind.CLOSED, c.number, n, (c.number, n, by), detail=c.outcome)
        if not resolved:
            self.go_public(c, Kind.CLOSED)
        self.close_story(c, Kind.CLOSED)

    def give_up(self, c: Person) -> None:
        """Give up in the line: the complaint is unresolved."""
        n = c.purchases - 1
        c.case = Case.NONE
        c.outcome = Outcome.UNRESOLVED
        c.given_up += 1
        bonds.blame_response(self.p, c, self.clock.now)
        c.satisfaction = satisfaction.satisfaction_after_giving_up(self.p, c.satisfaction)
        self.note(Kind.GIVE_UP, c.number, n, (c.number, n, Kind.COMPLAINT))
        self.go_public(c, Kind.GIVE_UP)
        self.close_story(c, Kind.GIVE_UP)

    def go_public(self, c: Person, by: int) -> None:
        """Make a complaint in vain public, perhaps."""
        n = c.purchases - 1
        if self.p.reputation_on and reputation.goes_public(self.p, c, n):
            self.note(Kind.PUBLIC, c.number, n, (c.number, n, by))
