"""The desk of the engine to read: posts, two classes of line, opening and closing, giving up."""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import simpy

from sim.model.person import Person
from sim.model.rules import desk as rules
from sim.model.words import Account, Case, Kind, Turn

if TYPE_CHECKING:
    from sim.engine.shop import Shop

ANSWERED, GAVE_UP = "answered", "gave up"


@dataclass(slots=True)
class Visit:
    """A contact at the desk: a customer's complaint, or one from outside the model (no customer)."""

    number: int
    occasion: int
    ends: simpy.Event
    customer: Person | None = None
    case: int = Case.WAITING
    patient: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether the visitor still waits: not served, not given up, not moved away."""
        c = self.customer
        return self.case == Case.WAITING and (
            c is None or (c.case == Case.WAITING and c.purchases - 1 == self.occasion)
        )


@dataclass(slots=True)
class Desk:
    """Agents in posts and the line before them."""

    shop: "Shop"
    idle: dict[int, float] = field(default_factory=dict)  # post -> idle since
    busy: dict[int, float] = field(default_factory=dict)  # post -> service began
    lines: tuple[list[tuple[float, int, int, Visit]], ...] = field(default_factory=lambda: ([], []))

    def call(self, c: Person, occasion: int) -> simpy.Event:
        """Bring a complaint to the desk; the event returned comes with the answer, or when the caller gives up."""
        visit = Visit(c.number, occasion, self.shop.clock.event(), c)
        self.shop.clock.call(lambda: self.arrive(visit), self.shop.clock.now, Turn.ARRIVAL, c.number, occasion)
        return visit.ends

    def expect_outside(self, number: int) -> None:
        """Plan the arrival of a contact from outside."""
        shop, p = self.shop, self.shop.p
        if not (p.outside_on and p.desk_on):
            return
        times = shop.setting.contact_times
        if times:
            time = times[number] if number < len(times) else shop.clock.end
        else:
            time = rules.outside_time(p, shop.world, number, shop.clock.now)
        shop.clock.call(lambda: self.arrive_outside(number), time, Turn.ARRIVAL, -1, number)

    def arrive_outside(self, number: int) -> None:
        """Let a contact from outside arrive, and plan the next one."""
        self.shop.note(Kind.CONTACT, -1, number, parent=(-1, number, -1))
        self.arrive(Visit(-1, number, self.shop.clock.event()))
        self.expect_outside(number + 1)

    def arrive(self, visit: Visit) -> None:
        """Serve a visitor at once, or let her wait; outside opening hours her patience starts at the opening."""
        now, p = self.shop.clock.now, self.shop.p
        if not visit.is_waiting:
            return
        if rules.is_open(p, now):
            if self.idle:
                self.serve(visit)
                return
            self.start_patience(visit)
        rank = 1 if visit.customer is None else rules.line_class(p)
        heappush(self.lines[rank], (now, visit.number, visit.occasion, visit))

    def start_patience(self, visit: Visit) -> None:
        """Let the patience of a waiting visitor begin to run."""
        shop, c = self.shop, visit.customer
        visit.patient = True
        if c is None:
            patience = rules.outside_patience(shop.p, shop.world, visit.occasion)
        else:
            c.patient = 1
            patience = rules.patience_time(shop.p, c, visit.occasion)
        self.plan_giving_up(visit, shop.clock.now + patience)

    def plan_giving_up(self, visit: Visit, time: float) -> None:
        """Let a visitor give up at a time, unless she is served before."""
        self.shop.clock.call(lambda: self.give_up(visit), time, Turn.GIVING_UP, visit.number, visit.occasion)

    def give_up(self, visit: Visit) -> None:
        """Let a visitor who still waits go away without an answer."""
        if not visit.is_waiting:
            return
        visit.case = Case.NONE
        if visit.customer is None:
            self.shop.note(Kind.GIVE_UP, -1, visit.occasion, parent=(-1, visit.occasion, Kind.CONTACT))
        visit.ends.succeed(GAVE_UP)

    def serve(self, visit: Visit) -> None:
        """Let the agent who has been idle longest, at a tie the lowest post, take a visitor."""
        shop, c, n = self.shop, visit.customer, visit.occasion
        now = shop.clock.now
        post = min(self.idle, key=lambda k: (self.idle[k], k))
        del self.idle[post]
        self.busy[post] = now
        visit.case = Case.SERVED
        if c is None:
            shop.note(Kind.ANSWER, -1, n, parent=(-1, n, Kind.CONTACT), detail=post)
            ends = now + rules.outside_service(shop.p, shop.world, n)
        else:
            c.case = Case.SERVED
            c.wait = now - c.complaint_time
            shop.note(Kind.ANSWER, c.number, n, parent=(c.number, n, Kind.COMPLAINT), detail=post)
            ends = now + rules.service_time(shop.p, c, n)
        shop.clock.call(lambda: self.finish(visit, post), ends, Turn.SERVICE_END, visit.number, n)

    def finish(self, visit: Visit, post: int) -> None:
        """End a service: overtime is paid, the visitor has her answer, the agent takes the next one or goes home."""
        shop, p, c, now = self.shop, self.shop.p, visit.customer, self.shop.clock.now
        pay = rules.overtime_pay(p, self.busy.pop(post), now)
        if pay:
            shop.note(Kind.OVERTIME, -1, post, parent=(-1, 0, -1), account=Account.OVERTIME, amount=-pay, detail=post)
        if post < p.desk_agents and rules.is_open(p, now):
            self.idle[post] = now
        if c is None:
            shop.note(Kind.SERVED, -1, visit.occasion, parent=(-1, visit.occasion, Kind.CONTACT))
        elif c.case == Case.SERVED and c.purchases - 1 == visit.occasion:
            visit.ends.succeed(ANSWERED)
        self.take_next()

    def take_next(self) -> None:
        """Let idle agents take who waits: the first class first, within a class who came first."""
        for line in self.lines:
            while line:
                visit = line[0][3]
                if visit.is_waiting and not self.idle:
                    return
                heappop(line)
                if visit.is_waiting:
                    self.serve(visit)

    def open(self) -> None:
        """Open: agents come to their posts, the patience of early callers begins to run, and the line moves."""
        agents, now = self.shop.p.desk_agents, self.shop.clock.now
        self.idle = {post: since for post, since in self.idle.items() if post < agents}
        for post in range(agents):
            if post not in self.busy:
                self.idle.setdefault(post, now)
        for line in self.lines:
            for *_, visit in line:
                if visit.is_waiting and not visit.patient:
                    self.start_patience(visit)
        self.take_next()

    def close(self) -> None:
        """Close: waiting calls are sent away, letters keep their place, service in hand goes on in overtime."""
        self.idle.clear()
        for line in self.lines:
            for *_, visit in line:
                if visit.is_waiting and not (visit.customer is not None and visit.customer.written):
                    self.plan_giving_up(visit, self.shop.clock.now)
