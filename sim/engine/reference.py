"""The engine to read: SimPy, one process a person, the story of a customer's life.

Start at :meth:`Reference.life`. The rules are those of ``sim.model.rules``; this page only says what happens when,
who waits for whom, and what is written down. The compiled engine leaves the same record, bit for bit.
"""

from math import floor

import simpy

from sim.engine.complaints import Complaints
from sim.engine.faults import BUDGET, RunFault
from sim.engine.shop import NOBODY, Story
from sim.model.person import Person
from sim.model.rules import (
    bonds,
    buying,
    expectation,
    failing,
    leaving,
    life,
    pricing,
    reputation,
    rivalry,
    satisfaction,
    spreading,
    staff,
    talking,
    worth,
)
from sim.model.setting import LogLevel, Setting
from sim.model.words import Account, Case, Kind, Loss, Outcome, Post, Route, Severity, Status, Turn
from sim.record import Record

CROWD = 10_000  # events of one person on one day before the run is stopped


class Reference(Complaints):
    """One run of a setting: the lives of everybody in it."""

    def life(self, c: Person) -> Story:
        """Live one person's life: look around, join, buy, and some day leave."""
        midnight, events = 0.0, 0
        while c.status != Status.OUT:
            time = life.next_time(c)
            turn = life.next_turn(c, time)
            if midnight <= time < self.clock.end:
                midnight, events = floor(time) + 1.0, 0
            events += 1
            if events > CROWD:
                raise RunFault.of(2, self.seed, self.replication, self.clock.now)
            try:
                yield self.clock.at(time, turn)
            except simpy.Interrupt:
                events -= 1  # it did not happen: the night has changed the plans, so look at the clocks again
                continue
            if turn == Turn.PURCHASE:
                if self.p.wallet_on and rivalry.buys_elsewhere(self.p, c):
                    self.stray(c)
                elif self.buy(c):
                    yield from self.complain(c)
            else:
                self.live_event(c, turn)

    def live_event(self, c: Person, turn: int) -> None:
        """Let an event happen that takes no time: enter, join, tell, meet an occasion, leave by the calendar."""
        now, p = self.clock.now, self.p
        if turn == Turn.ENTRY:
            self.enter(c)
        elif turn == Turn.JOIN:
            if c.route == Route.TELLING or self.likes_what_she_hears(c):
                self.join(c, c.route)
            else:
                reputation.look_again(p, c, now)
        elif turn == Turn.OCCASION:
            c.occasions += 1
            if talking.joins_at_occasion(p, c, c.occasions - 1) and self.likes_what_she_hears(c):
                self.join(c, Route.OCCASION)
            else:
                c.next_occasion = life.occasion_time(p, c, now)
        elif turn == Turn.TELLING:
            c.tellings += 1
            c.next_talk = life.talk_time(p, c, now)
            self.tell(c, talking.telling_unprompted(c.tellings - 1), (c.number, c.purchases - 1, Kind.JOIN))
        elif rivalry.is_owed(c):
            self.depart(c, c.departure_cause, (c.departure_parent, c.departure_occasion, c.departure_kind))
        else:
            self.depart(c, c.departure_cause, (c.number, c.purchases - 1, Kind.JOIN))

    def likes_what_she_hears(self, c: Person) -> bool:
        """Ask around before joining; return whether she still joins."""
        return not self.p.reputation_on or reputation.joins_after_asking(self.p, c, self.index)

    def enter(self, c: Person) -> None:
        """Enter the market on the day fixed in advance."""
        self.note(Kind.ENTRY, c.number, 0, detail=c.started)
        if c.started:
            c.started = 0
            self.join(c, Route.ENTRY)
        else:
            self.move(c, Status.PROSPECT)
            life.start_looking(self.p, c, self.clock.now)

    def join(self, c: Person, route: int) -> None:
        """Become a customer; the first purchase follows at once."""
        self.move(c, Status.CUSTOMER)
        life.start_buying(self.p, c, self.clock.now, route)
        rivalry.start_comparing(self.p, c, self.clock.now)
        told = route == Route.TELLING
        parent = (c.join_parent, c.join_occasion, Kind.PRAISE) if told else NOBODY
        cost = worth.acquisition_cost(self.p, route)
        account = Account.ACQUISITION if cost else Account.NONE
        self.note(Kind.JOIN, c.number, c.purchases, parent, account, -cost, route)

    def buy(self, c: Person) -> bool:
        """Buy; if all goes well, decide whether to come again; return whether she complains."""
        now, p, n = self.clock.now, self.p, c.purchases
        if p.neglect_on:
            bonds.break_silence(c, now)
        c.last_purchase = now
        price = paid = buying.basket_price(p, c, n)
        if p.price_on:
            paid = pricing.charged_price(p, c, price)
            pricing.compare_price(p, c)
        if c.bought == 0:
            c.first_purchase = now
        c.bought += 1
        c.purchases = n + 1
        came = (c.number, n, Kind.JOIN) if c.joined == now else (c.number, n - 1, Kind.PURCHASE)
        if p.wallet_on and c.strayed:
            came = (c.number, n - 1, Kind.ELSEWHERE)
            c.strayed = 0
        self.note(Kind.PURCHASE, c.number, n, came, Account.SALES, paid)
        bought = (c.number, n, Kind.PURCHASE)
        self.note(Kind.GOODS, c.number, n, bought, Account.GOODS, -buying.goods_cost(p, price))
        if c.voucher:
            self.note(
                Kind.VOUCHER, c.number, n, bought, Account.VOUCHERS, -buying.voucher_cost(p, c.voucher), c.voucher
            )
            c.voucher = 0
        if p.serving_on or p.reward_on:
            self.pay_for(c, n, paid)
        c.severity = failing.failure_severity(p, c, n, self.morale)
        if p.mirror_on or p.interviews_on:
            c.severity = self.severity_with_staff(c, n)
        if p.familiarity_on:
            c.familiarity = worth.familiarity_after(p, c.familiarity, c.severity)
        c.outcome = Outcome.SILENT
        if c.severity == Severity.NONE:
            expectation.enjoy(p, c, now, n)
            if p.crossbuying_on and worth.buys_another(p, c, n):
                c.products += 1
                self.note(Kind.CROSS_BUY, c.number, n, bought, detail=c.products + 1)
            self.close_story(c, Kind.PURCHASE)
            return False
        return self.fail(c, paid)

    def severity_with_staff(self, c: Person, n: int) -> int:
        """Return how badly purchase n went, as staff's mood and what the firm has learnt leave it."""
        p, severity = self.p, c.severity
        if p.mirror_on:
            severity = staff.mirrored_severity(p, c, severity, n, self.morale)
        if p.interviews_on and severity and failing.is_learnt_away(p, c, n, self.known):
            return Severity.NONE
        return severity

    def fail(self, c: Person, price: int) -> bool:
        """Meet a failure: keep silent and decide whether to come again, or speak up; return whether she complains."""
        now, p, n = self.clock.now, self.p, c.purchases - 1
        c.mode = failing.failure_mode(p, c, n, self.morale)
        c.nature = failing.failure_nature(p, c, n)
        failing.plant_root(p, c)
        bonds.blame_failure(p, c, now)
        expectation.lose_trust(p, c)
        c.failures += 1
        c.again = int(satisfaction.is_again(p, now, c.last_failure))
        c.last_failure = now
        self.note(Kind.FAILURE, c.number, n, (c.number, n, Kind.PURCHASE), detail=failing.failure_detail(c))
        speaks = failing.complains(p, c, n)
        c.satisfaction = satisfaction.satisfaction_after_purchase(p, c.satisfaction, c.severity)
        if speaks:
            c.price = price
            if p.rivals_on:
                rivalry.feel_pull(p, c, now)
        else:
            self.note(Kind.SILENCE, c.number, n, (c.number, n, Kind.FAILURE))
            self.close_story(c, Kind.SILENCE)
        return speaks

    def close_story(self, c: Person, by: int) -> None:
        """Close the story of a purchase: tell about it, then leave or plan the next one."""
        p, n = self.p, c.purchases - 1
        parent = (c.number, n, by)
        for k in range(talking.telling_count(p, c, n)):
            self.tell(c, talking.telling_after(n, k), parent)
        if p.blame_on:
            bonds.fade_blame(p, c, self.clock.now)
        if leaving.decides_to_leave(p, c, n):
            c.departure_loss, c.departure_kind = Loss.NONE, 0  # nothing was appointed for this
            self.depart(c, leaving.leave_cause(p, c, n), parent)
        else:
            c.next_purchase = buying.gap_end(p, c, self.clock.now, n)
            if p.rivals_on:
                rivalry.feel_pull(p, c, self.clock.now)

    def tell(self, c: Person, telling: int, parent: tuple[int, int, int]) -> None:
        """Tell one contact; the word arrives overnight."""
        other = talking.listener(self.p, c, telling, self.setting.persons, self.starts, self.contacts)
        if other < 0:
            return
        praise = talking.is_praise(self.p, c)
        if praise:
            c.praised += 1
        else:
            c.warned += 1
        self.note(Kind.PRAISE if praise else Kind.WARNING, c.number, telling, parent, detail=other)
        self.posts.append((Post.PRAISE if praise else Post.WARNING, c.number, telling, other))

    def depart(self, c: Person, cause: int, parent: tuple[int, int, int]) -> None:
        """Leave: to a rival, or out of the market."""
        now, n = self.clock.now, c.purchases - 1
        to = leaving.destination(self.p, c, cause)
        was_customer = c.status == Status.CUSTOMER
        self.move(c, to)
        if was_customer:
            if c.case:
                self.note(Kind.WITHDRAWAL, c.number, n, (c.number, n, Kind.COMPLAINT))
                c.case = Case.NONE
            c.left = now
            c.cause = cause
            c.loss = leaving.loss_of(c, cause)
            c.blamed = bonds.blamed_causes(c, cause) if self.p.blame_on else 0
            self.note(Kind.DEPARTURE, c.number, n, parent, detail=leaving.departure_detail(c, cause, to))
            self.part_from_firm(c)
            if self.p.interviews_on and staff.tells_why(self.p, c):
                left, cost = (c.number, n, Kind.DEPARTURE), self.p.interview_cost
                self.note(Kind.INTERVIEW, c.number, n, left, Account.INTERVIEWS, -cost, cause)
                self.told_why[cause - 1] += 1
            if spreading.is_contagious(self.p, cause):
                self.posts.append((Post.LEAVING, c.number, n, cause))
        else:
            self.note(Kind.MOVE, c.number, c.purchases, (c.number, 0, -1), detail=cause * 8 + to)
        c.departure_loss = Loss.NONE
        if to == Status.RIVAL:
            life.start_looking(self.p, c, now)

    def move(self, c: Person, to: int) -> None:
        """Move a person from one place in the closed market to another."""
        self.heads[c.status] -= 1
        self.heads[to] += 1
        c.status = to


def run(
    setting: Setting, seed: int, replication: int, log_level: LogLevel = LogLevel.ALL, *, budget: int = BUDGET
) -> Record:
    """Run one replication in the reference engine; the arguments are those of the compiled engine's ``run``."""
    return Reference(setting, seed, replication, log_level, budget).run()


__all__ = ["Reference", "run"]
