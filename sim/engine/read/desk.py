"""The desk of the engine to read: agents as a resource, two classes of line, opening and closing."""

from heapq import heappop, heappush

from sim.engine.read.clock import Clock
from sim.model.codes import Turn
from sim.model.rules.desk import agents_at, is_open, line_class
from sim.model.story import counter
from sim.model.world import World


class Desk:
    """Agents in posts and the lines before them; a visitor is (person, occasion, call), person -1 from outside."""

    def __init__(self, world: World, clock: Clock) -> None:
        self.world, self.clock = world, clock
        self.idle: dict[int, float] = {}  # post -> idle since
        self.busy: set[int] = set()
        self.lines: tuple[list[tuple[float, int, int, int]], ...] = ([], [])

    def arrive(self, person: int, occasion: int, attempt: int) -> None:
        """Let a visitor come: served at once, or in the line; outside opening hours her patience does not run."""
        w, now = self.world, self.clock.now
        if counter.reach_desk(w, now, person, occasion, attempt):
            self.serve_or_line_up(person, occasion, attempt)
        if person < 0 and attempt == 0:
            counter.plan_outside(w, w.p, now, occasion + 1)

    def serve_or_line_up(self, person: int, occasion: int, attempt: int) -> None:
        """Let a visitor be served if an agent is idle, else stand in the line."""
        w, now = self.world, self.clock.now
        if self.idle and is_open(w.p, now):
            self.serve(person, occasion)
            return
        counter.line_up(w, w.p, now, person, occasion)
        rank = 1 if person < 0 else line_class(w.p)
        heappush(self.lines[rank], (now, person, occasion, attempt))

    def serve(self, person: int, occasion: int) -> None:
        """Let the agent who has been idle longest, at a tie the lowest post, take a visitor."""
        post = min(self.idle, key=lambda k: (self.idle[k], k))
        del self.idle[post]
        self.busy.add(post)
        counter.begin_service(self.world, self.world.p, self.clock.now, person, occasion, post)

    def finish(self, person: int, occasion: int, post: int) -> bool:
        """End a service: the agent takes the next visitor or goes home; return whether a complaint is closed."""
        w, p, now = self.world, self.world.p, self.clock.now
        counter.end_service(w, p, now, post)
        self.busy.remove(post)
        if post < agents_at(p, now, w.state[0].more_agents):
            self.idle[post] = now
        closed = counter.end_visit(w, p, now, Turn.SERVICE_END, person, occasion, post)
        self.take_next()
        return closed

    def take_next(self) -> None:
        """Let idle agents take who waits: the first class first, within a class who came first."""
        w = self.world
        for line in self.lines:
            while line:
                _, person, occasion, attempt = line[0]
                waits = counter.is_waiting(w, person, occasion, attempt)
                if waits and not self.idle:
                    return
                heappop(line)
                if waits and counter.can_be_served(w, w.p, self.clock.now, person, occasion):
                    self.serve(person, occasion)

    def open(self) -> None:
        """Let who is due come, and who is idle and not due go; early visitors' patience begins, then the line moves."""
        w, now = self.world, self.clock.now
        agents = agents_at(w.p, now, w.state[0].more_agents)
        self.idle = {post: since for post, since in self.idle.items() if post < agents}
        for post in range(agents):
            if post not in self.busy:
                self.idle.setdefault(post, now)
        for _, person, occasion, attempt in (*self.lines[0], *self.lines[1]):
            if counter.is_waiting(w, person, occasion, attempt):
                counter.start_patience(w, w.p, now, person, occasion)
        self.take_next()

    def close(self) -> None:
        """Close: agents go home and waiting calls are sent away; service in hand goes on in overtime."""
        self.idle.clear()
        for _, person, occasion, attempt in (*self.lines[0], *self.lines[1]):
            counter.send_away(self.world, self.world.p, self.clock.now, person, occasion, attempt)
