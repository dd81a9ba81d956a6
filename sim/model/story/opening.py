"""Before the first night: everybody is created, and the desk awaits its first contact."""

from math import sqrt

from sim.model.codes import Kind, Normalise, Route, Status, Turn
from sim.model.flat import Parameters
from sim.model.rules.alike import mean_reach, mean_shared, weight_of_contacts
from sim.model.rules.desk import always_open
from sim.model.rules.partners import assign_partner
from sim.model.rules.people import create
from sim.model.rules.start import await_entry, settle
from sim.model.rules.stations import settle_near
from sim.model.rules.talk import listener_weight
from sim.model.story.counter import plan_outside
from sim.model.story.floor import open_floor
from sim.model.story.hands import schedule
from sim.model.story.mending import open_problems
from sim.model.story.nights import book_start
from sim.model.story.writing import note_first
from sim.model.world import World


def open_market(w: World, seed: int, replication: int) -> None:
    """Make everything ready for the first night."""
    p = w.phases[0]
    populate(w, p, seed, replication)
    if p.desk_on and always_open(p):
        schedule(w, 0.0, Turn.OPENING, -1, 0, 0)
    if p.talk_on and p.talk_homophily > 0.0:
        make_alike(w, p)
    w.state[0].load = p.manners_usual
    if p.staff_on:
        open_floor(w, p, seed, replication)
    if p.problems_on:
        open_problems(w, p)
    plan_outside(w, p, 0.0, 0)
    book_start(w, p, 0.0, 0)


def make_alike(w: World, p: Parameters) -> None:
    """Let everybody's attachment be partly her contacts', so that people are like those they know."""
    s = w.state[0]
    reach = mean_reach(s.persons, w.starts, w.contacts)
    b = weight_of_contacts(p.talk_homophily, reach, mean_shared(s.persons, w.starts, w.contacts))
    for i in range(s.persons):
        c = w.people[i]
        degree = w.starts[i + 1] - w.starts[i]
        total = 0.0
        for k in range(w.starts[i], w.starts[i + 1]):
            total += w.people[w.contacts[k]].own_attachment
        if degree > 0:
            c.attachment = sqrt(1.0 - b * b) * c.own_attachment + b * total / sqrt(degree)


def populate(w: World, p: Parameters, seed: int, replication: int) -> None:
    """Create everybody, in index order: first those who enter later, then those who are there from the start."""
    s = w.state[0]
    last = -1
    for i in range(s.persons):
        c = w.people[i]
        create(p, c, seed, replication, i)
        if p.partners_on:
            last = assign_partner(p, c, last)
        if p.stations_on:
            settle_near(p, c, s.key)
        if p.talk_on and p.talk_normalise == Normalise.LISTENER and s.ties:
            c.talk_weight = listener_weight(i, w.starts, w.contacts)
        if i < s.entrants:
            await_entry(p, c, w.entries[i], s.as_customer)
        else:
            settle(p, c)
        s.heads[c.status] += 1
        if c.status == Status.CUSTOMER:
            note_first(w, 0.0, Kind.JOIN, c, 0, Route.START)
            for k in range(c.products):
                note_first(w, 0.0, Kind.CROSS_BUY, c, 0, k + 2)
