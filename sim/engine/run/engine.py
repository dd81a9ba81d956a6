"""The engine to run: numba, day by day, persons in memory order.

Within a day persons meet only at the desk, and word of mouth travels overnight (docs/model.md, "A day"). So every
person's day can be lived in one go, in any order; only the desk needs a calendar. Nothing is approximated: the
record is that of the engine to read, bit for bit.
"""

from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np

from sim.engine.audit import audited
from sim.engine.faults import BUDGET, RunFault
from sim.engine.run import twin as rule
from sim.engine.run.calendar import ENTRY
from sim.engine.run.days import reach_customers, run_desk, run_persons, tidy
from sim.engine.run.desk import ABSENT
from sim.engine.run.tally import tally
from sim.engine.run.twin import called, compiled_on_disk, jit, jit_allocating
from sim.engine.run.world import (
    CONTACT,
    FAULT_BUDGET,
    NO_FAULT,
    OWN,
    PARAMETERS,
    POST,
    ROOM,
    STATE,
    World,
    grown,
    is_short,
)  # fmt: skip
from sim.model.events import KINDS
from sim.model.rules.desk import desk_posts
from sim.model.rules.wiring import tie_count
from sim.model.setting import LogLevel, Setting
from sim.model.storage import ACCOUNTS
from sim.model.world import entry_days, floor_posts, opened, staffed_time
from sim.record import EVENT, PERSON, WORKER, Record, month_count


@jit_allocating
def wire_network(w: Any) -> None:
    """Fill in the contacts of everybody, sorted by person."""
    s = w.state[0]
    ends = np.zeros(2 * s.ties, np.int64)
    rule.wire(w.phases[0], s.persons, s.key, ends)
    rule.index_contacts(s.persons, s.ties, ends, w.starts, w.contacts)


@jit
def begin(w: Any, seed: Any, replication: Any) -> None:
    """Make everything ready for the first night."""
    if w.state[0].ties > 0:
        wire_network(w)
    rule.open_market(w, seed, replication)
    for i in range(w.state[0].persons):
        w.due[i] = rule.next_time(w.people[i])


@jit
def events_so_far(w: Any) -> Any:
    """Return how many events have happened."""
    s = w.state[0]
    total = 0
    for kind in range(KINDS):
        total += s.counts[kind] + s.firm_counts[kind]
    return total


@jit
def close_books(w: Any, day: Any, first: Any) -> None:
    """Book the standing costs of the last days, and put the last rows in order."""
    s = w.state[0]
    if s.end == day:
        tidy(w.log, first, w.own[0].logged)
        first = w.own[0].logged
    rule.book(w, w.phases[s.phase], s.end)
    tidy(w.log, first, w.own[0].logged)


@compiled_on_disk("compiling the engine, once for this version of it: about two minutes")
def simulate(w: Any, seed: Any, replication: Any, stride: Any, budget: Any) -> Any:
    """Run a world from its first night to its last; return it.

    ``stride`` (coprime to the number of persons) sets the order of visits, which changes nothing. The days stand here,
    not in a function of their own: machine code is made anew for every function that holds the whole engine.
    """
    begin(w, seed, replication)
    n = w.own[0]
    persons = w.state[0].persons
    end = w.state[0].end
    day = 0
    first = 0
    while day < end:
        w.own[0].day_end = min(day + 1.0, end)
        if is_short(w):
            w = grown(w)
        rule.night(w, day)
        p = w.phases[w.state[0].phase]
        reached = reach_customers(w, p, day, 0)
        while reached < persons:
            w = grown(w)
            reached = reach_customers(w, p, day, reached)
        visited = run_persons(w, p, stride, 0)
        while visited < n.visits:
            w = grown(w)
            visited = run_persons(w, p, stride, visited)
        while not run_desk(w, p):
            w = grown(w)
        if events_so_far(w) > budget:
            n.fault = FAULT_BUDGET
            w.own[0].clock = float(day)
        if n.fault != NO_FAULT:
            return w
        day += 1
        if day < end:
            tidy(w.log, first, n.logged)
            first = n.logged
    if is_short(w):
        w = grown(w)
    close_books(w, day, first)
    return w


OF_PARAMETERS = attrgetter(*(PARAMETERS.names or ()))


def world_of(setting: Setting, seed: int, replication: int, log_level: LogLevel) -> World:
    """Return the arrays of a run at their first length."""
    phases = np.zeros(len(setting.phases), PARAMETERS)
    for k, (_, p) in enumerate(setting.phases):
        phases[k] = OF_PARAMETERS(p)
    first = setting.phases[0][1]
    ties = tie_count(first, setting.persons) if first.talk_on else 0
    agents = max(1, *(desk_posts(p) for _, p in setting.phases))
    state, firm = np.zeros(1, STATE), opened(setting, seed, replication, log_level, ties)
    for name in STATE.names or ():
        state[name] = getattr(firm, name)
    own = np.zeros(1, OWN)
    own["agents"], own["pending"] = agents, -1
    a_life = 20 + int(1.5 * first.buying_rate * setting.end) if log_level == LogLevel.ALL else 1
    rows = setting.persons * min(a_life, 1_000)  # more than most runs need: two a purchase, of half the persons
    return World(
        state=state,
        phases=phases,
        phase_days=np.array([day for day, _ in setting.phases], np.int64),
        entries=np.array(entry_days(setting), np.int64),
        people=np.zeros(setting.persons, PERSON),
        starts=np.zeros(setting.persons + 1, np.int64),
        contacts=np.zeros(2 * ties, np.int64),
        times=np.array(setting.contact_times, np.float64),
        began=np.zeros(agents),
        workers=np.zeros(floor_posts(setting), WORKER),
        ledger=np.zeros((1 + month_count(setting.history, setting.run_length)) * ACCOUNTS, np.int64),
        due=np.zeros(setting.persons),
        visits=np.zeros(setting.persons, np.int32),
        idle=np.full(agents, ABSENT),
        own=own,
        log=np.zeros(rows + 2 * ROOM if log_level else 2 * ROOM, EVENT),
        posts=np.zeros(2 * ROOM, POST),
        calendar=np.zeros(2 * ROOM, ENTRY),
        line0=np.zeros(2 * ROOM, ENTRY),
        line1=np.zeros(2 * ROOM, ENTRY),
        outside=np.zeros(2 * ROOM, CONTACT),
    )


def run(
    setting: Setting,
    seed: int,
    replication: int,
    log_level: LogLevel = LogLevel.ALL,
    *,
    stride: int = 1,
    budget: int = BUDGET,
) -> Record:
    """Run one replication in the compiled engine.

    Parameters
    ----------
    setting
        The world; parameters solved.
    seed, replication
        Key of all draws, whole numbers in [0, 2^63).
    log_level
        How much of the event log to keep; never changes the run.
    stride
        Order of visits within a day, coprime to the number of persons; never changes the run.
    budget
        Most events before the run is stopped.

    Raises
    ------
    RunFault
        If the clock went back, one person had a crowd of events in a day, the budget ran out, or an audit failed.
    EngineUnavailable
        If the compiler does not work here.
    """
    w = world_of(setting, seed, replication, log_level)
    w = called(simulate, w, np.uint64(seed), np.uint64(replication), stride, budget)
    firm, own = w.state[0], w.own[0]
    if own["fault"] != NO_FAULT:
        raise RunFault.of(int(own["fault"]), seed, replication, float(own["clock"]))
    return audited(
        Record(
            events=w.log[: own["logged"]],
            ledger=w.ledger.reshape(-1, ACCOUNTS),
            people=w.people,
            firm=firm["totals"],
            counts=np.array([firm["counts"], firm["firm_counts"]]),
            heads=firm["heads"],
            history=setting.history,
            run_length=setting.run_length,
            complete=log_level == LogLevel.ALL,
            staffed=staffed_time(setting) + float(firm["more_time"]),
            workers=w.workers,
        ),
        f"seed {seed}, replication {replication}",
        partial(called, tally),
    )


__all__ = ["run"]
