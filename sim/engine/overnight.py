"""What happens at 00:00 in the engine to read: books, word of mouth, rivals and calls, today's parameters.

The rest of a run is in :mod:`sim.engine.shop`, the story of a customer in :mod:`sim.engine.reference`.
"""

from sim.engine.shop import Shop, Story
from sim.model.person import CAUSES, Person
from sim.model.rules import bonds, books, buying, desk, life, partners, reputation, rivalry, spreading, staff, talking
from sim.model.words import Account, Kind, Post, Status, Turn


class Overnight(Shop):
    """One run of a setting, and its nights."""

    def stray(self, c: Person) -> None:
        """Buy elsewhere this time; the next occasion is planned as after a purchase."""
        n = c.purchases
        c.purchases = n + 1
        before = Kind.ELSEWHERE if c.strayed else Kind.PURCHASE
        c.strayed = 1
        price = buying.basket_price(self.p, c, n)
        self.note(Kind.ELSEWHERE, c.number, n, (c.number, n - 1, before), detail=price)
        c.next_purchase = buying.gap_end(self.p, c, self.clock.now, n)

    # The night --------------------------------------------------------------------------------------------------

    def nights(self) -> Story:
        """Go through the nights: books, word of mouth, today's parameters, the desk's day."""
        day = 0
        while day < self.clock.end:
            yield self.clock.at(float(day), Turn.NIGHT)
            self.check_budget(day - 1)
            self.night(day)
            day += 1

    def night(self, day: int) -> None:
        """Close the books, deliver posts, let today's parameters begin, open the desk's day."""
        setting = self.setting
        month = books.month_of(day, setting.history)
        turns = self.phase + 1 < len(setting.phases) and setting.phases[self.phase + 1][0] == day
        if day > 0 and (turns or month != self.month):
            self.book(float(day))
        if self.p.mirror_on and month != self.month and day > 0:
            self.mirror()
        self.month = month
        self.deliver(day)
        if self.p.interviews_on:
            self.known = [old + new for old, new in zip(self.known, self.told_why, strict=True)]
            self.told_why = [0] * CAUSES
        if self.leavers:
            self.lead_off(day)
        if self.p.reputation_on:
            self.gather_word()
        if turns:
            self.change_phase(day)
        part = min(1.0, setting.end - day)
        self.standing[0] += part
        self.standing[1] += part * self.heads[Status.CUSTOMER]
        self.standing[2] += part * (self.heads[Status.PROSPECT] + self.heads[Status.RIVAL])
        if self.p.desk_on and not desk.always_open(self.p):
            self.clock.call(self.desk.open, day + self.p.desk_opens, Turn.OPENING)
            self.clock.call(self.desk.close, day + self.p.desk_closes, Turn.CLOSING)
        begins = setting.phases[self.phase][0] == day
        if rivalry.is_stirred(self.p, day, begins) or bonds.is_round_of_calls(self.p, day):
            self.stir_customers(day)

    def stir_customers(self, day: int) -> None:
        """Let an offer, a scandal, the firm's list of customers to drop or a new pull of the rival reach customers."""
        for c in self.people:
            if c.status != Status.CUSTOMER:
                continue
            before = c.departure
            rivalry.stir(self.p, c, day)
            if rivalry.is_offered(self.p, c, day):
                taken = rivalry.takes_offer(self.p, c, day)
                self.note(Kind.OFFER, c.number, day, detail=int(taken))
            if bonds.is_called(self.p, c, day):
                woken = bonds.call(self.p, c, day)
                last = (c.number, c.purchases - 1, Kind.PURCHASE)
                self.note(Kind.CALL, c.number, c.calls - 1, last, Account.CALLS, -self.p.call_cost, int(woken))
            if c.departure != before:
                self.lives[c.number].interrupt()

    def deliver(self, day: int) -> None:
        """Let yesterday's word arrive: good, bad, who has left; then by sender and occasion."""
        for post, sender, occasion, other in sorted(self.posts):
            if post == Post.LEAVING:
                self.spread(sender, occasion, other, day)
            elif talking.hear(self.p, self.people[sender], self.people[other], occasion, int(post == Post.PRAISE), day):
                self.lives[other].interrupt()
        self.posts.clear()

    def lead_off(self, day: int) -> None:
        """Let the end customers of intermediaries who left yesterday hear of it."""
        for c in self.people:
            if c.partner >= 0 and partners.follows(self.p, c, self.people[c.partner], day):
                self.lives[c.number].interrupt()
        self.leavers = 0

    def spread(self, leaver: int, occasion: int, cause: int, day: int) -> None:
        """Let all contacts of somebody who left and are customers learn of it."""
        for other in self.contacts[self.starts[leaver] : self.starts[leaver + 1]]:
            c = self.people[other]
            if c.status == Status.CUSTOMER and spreading.expose(self.p, c, leaver, occasion, cause, day):
                self.lives[other].interrupt()

    def mirror(self) -> None:
        """Let a month's customers move the morale of staff."""
        total, count = 0.0, 0
        for c in self.people:
            if c.status == Status.CUSTOMER:
                total += c.satisfaction
                count += 1
        if count:
            self.morale = staff.settled_morale(self.p, self.morale, total / count)

    def gather_word(self) -> None:
        """Add what was told since last night to the firm's reputation, which is fixed for the day."""
        p, counts = self.p, self.counts[0]
        before, self.told = self.told, (counts[Kind.PRAISE], counts[Kind.WARNING], counts[Kind.PUBLIC])
        praise, warnings, made_public = (now - then for now, then in zip(self.told, before, strict=True))
        self.word[0] = reputation.gathered_word(p, self.word[0], float(praise))
        bad = reputation.bad_word(p, warnings, made_public)
        if p.reputation_notorious > 0.0:
            bad += p.reputation_stain * sum(map(staff.is_stain, self.people))
        self.word[1] = reputation.gathered_word(p, self.word[1], bad)
        self.index = reputation.reputation_index(p, self.word[0], self.word[1])

    def change_phase(self, day: int) -> None:
        """Let new parameters begin at 00:00."""
        old, now = self.p, float(day)
        self.phase += 1
        self.p = new = self.setting.phases[self.phase][1]
        if new.desk_on and desk.desk_changes(old, new):
            if desk.is_open(new, now):
                self.clock.call(self.desk.open, now, Turn.OPENING)
            else:
                self.clock.call(self.desk.close, now, Turn.CLOSING)
        if life.advert_rate(old, Status.PROSPECT) != life.advert_rate(new, Status.PROSPECT):
            for c in self.people:
                if c.status in (Status.PROSPECT, Status.RIVAL):
                    life.change_advertising(old, new, c, now)
                    self.lives[c.number].interrupt()
        self.book_once(old.programme_once if old.programme_on else 0)
