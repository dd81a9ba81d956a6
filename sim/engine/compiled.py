"""The engine to run: numba, day by day, persons in memory order.

Within a day persons meet only at the desk, and word of mouth travels overnight (docs/model.md, "A day"). So every
person's day can be lived in one go, in any order; only the desk needs a calendar. Nothing is approximated: the
record is that of the reference engine, bit for bit.
"""

from functools import partial
from typing import Any

import numpy as np

from sim.engine import twin as rule
from sim.engine.audit import audited
from sim.engine.calendar import ENTRY, pop
from sim.engine.faults import BUDGET, RunFault
from sim.engine.front import ABSENT, desk_event
from sim.engine.lives import await_at_desk, own_event, step
from sim.engine.nights import book, night, tidy
from sim.engine.opening import begin
from sim.engine.stirs import stir_customers
from sim.engine.tally import tally
from sim.engine.twin import called, compiled_on_disk, jit, jit_inline
from sim.engine.world import (
    AGENTS,
    CLOCK,
    CONTACT,
    COUNTERS,
    DAY_END,
    DUE,
    END,
    FAULT,
    FAULT_BUDGET,
    FAULT_CLOCK,
    HISTORY,
    LEVEL,
    LOGGED,
    MORALE,
    NO_FAULT,
    NUMBERS,
    PENDING,
    PERSONS,
    PHASE,
    POST,
    ROOM,
    TODAY,
    World,
    grown,
    is_short,
)  # fmt: skip
from sim.model.parameters import Parameters
from sim.model.person import CAUSES, parameter_storage
from sim.model.rules.staff import NEUTRAL
from sim.model.rules.wiring import tie_count
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.record import EVENT, PERSON, Record, month_count

Account, Kind, Route, Status, Turn = (
    rule.Account, rule.Kind, rule.Route, rule.Status, rule.Turn,
)  # fmt: skip
PARAMETERS = np.dtype([(name, kind, (n,)) if n else (name, kind) for name, kind, n in parameter_storage()], align=True)


@jit_inline
def live(w: Any, p: Any, person: Any, since: Any) -> Any:
    """Let a person at large live on; return whether the day is over for her. If not, the arrays must grow first."""
    c = w.people[person]
    t = since
    while t < w.f[DAY_END] and w.n[FAULT] == NO_FAULT:
        if is_short(w):
            w.due[person] = rule.next_time(c)
            if w.due[person] < w.f[DAY_END]:
                return False
            break
        t = step(w, p, c, t, w.n[TODAY])
        w.n[TODAY] += 1
    w.n[TODAY] = 0
    return True


@jit
def run_persons(w: Any, p: Any, stride: Any, visited: Any) -> Any:
    """Let everybody with an event of their own today live the day, from the visit ``visited`` on.

    Returns how many visits are done: all, or fewer if the arrays must grow first.
    """
    persons = w.n[PERSONS]
    i = (visited * stride) % persons
    for k in range(visited, persons):
        if w.due[i] < w.f[DAY_END]:
            if w.people[i].case:
                if is_short(w):
                    return k
                await_at_desk(w, w.people[i])
            elif not live(w, p, i, w.f[DAY_END] - 1.0):
                return k
        i += stride
        if i >= persons:
            i -= persons
    return persons


@jit
def run_desk(w: Any, p: Any) -> Any:
    """Let the day's desk events happen in order; return whether all are done. If not, the arrays must grow first."""
    n = w.n
    clock = -1.0
    while True:
        if n[PENDING] >= 0:
            if not live(w, p, n[PENDING], clock):
                return False
            n[PENDING] = -1
        if n[DUE] == 0 or w.calendar[0].time >= w.f[DAY_END] or n[FAULT] != NO_FAULT:
            return True
        if is_short(w):
            return False
        head = w.calendar[0]
        t, turn, person, occasion, post = head.time, head.turn, head.person, head.occasion, head.post
        pop(w.calendar, n[DUE])
        n[DUE] -= 1
        if t < clock:
            n[FAULT] = FAULT_CLOCK
            w.f[CLOCK] = t
        clock = t
        if turn == Turn.TELLING or turn == Turn.DEPARTURE:
            c = w.people[person]
            if c.case and c.status == Status.CUSTOMER and rule.next_time(c) == t:
                own_event(w, p, c, t, rule.next_turn(c, t))
                if c.case:
                    await_at_desk(w, c)
                else:
                    n[PENDING] = person
        elif desk_event(w, p, t, turn, person, occasion, post):
            n[PENDING] = person


@jit
def close_books(w: Any, day: Any, first: Any) -> None:
    """Book the standing costs of the last days, and put the last rows in order."""
    n = w.n
    if w.f[END] == day:
        tidy(w.log, first, n[LOGGED])
        first = n[LOGGED]
    book(w, w.p[n[PHASE]], w.f[END])
    tidy(w.log, first, n[LOGGED])


@compiled_on_disk("compiling the engine, once for this version of it: one to two minutes")
def simulate(
    w: Any, seed: Any, replication: Any, entries: Any, as_customer: Any, ties: Any, stride: Any, budget: Any
) -> Any:
    """Run a world from its first night to its last; return it.

    ``stride`` (coprime to the number of persons) sets the order of visits, which changes nothing. The days stand here,
    not in a function of their own: machine code is made anew for every function that holds the whole engine.
    """
    begin(w, seed, replication, entries, as_customer, ties)
    n = w.n
    day = 0
    first = 0
    while day < w.f[END]:
        w.f[DAY_END] = min(day + 1.0, w.f[END])
        if is_short(w):
            w = grown(w)
        night(w, day)
        p = w.p[n[PHASE]]
        stirred = stir_customers(w, p, day, 0)
        while stirred < n[PERSONS]:
            w = grown(w)
            stirred = stir_customers(w, p, day, stirred)
        visited = run_persons(w, p, stride, 0)
        while visited < n[PERSONS]:
            w = grown(w)
            visited = run_persons(w, p, stride, visited)
        while not run_desk(w, p):
            w = grown(w)
        if w.counts.sum() > budget:
            n[FAULT] = FAULT_BUDGET
            w.f[CLOCK] = float(day)
        if n[FAULT] != NO_FAULT:
            return w
        day += 1
        if day < w.f[END]:
            tidy(w.log, first, n[LOGGED])
            first = n[LOGGED]
    if is_short(w):
        w = grown(w)
    close_books(w, day, first)
    return w


def flat(p: Parameters, row: Any) -> None:
    """Copy parameters into one row of the flat record."""
    for name, _, _ in parameter_storage():
        row[name] = getattr(p, name)


def world_of(setting: Setting, log_level: LogLevel) -> World:
    """Return the arrays of a run at their first length."""
    phases = np.zeros(len(setting.phases), PARAMETERS)
    for k, (_, p) in enumerate(setting.phases):
        flat(p, phases[k])
    first = setting.phases[0][1]
    ties = tie_count(first, setting.persons) if first.talk_on else 0
    agents = max(p.desk_agents for _, p in setting.phases)
    n = np.zeros(COUNTERS, np.int64)
    n[LEVEL], n[HISTORY], n[PERSONS], n[AGENTS] = log_level, setting.history, setting.persons, agents
    f = np.zeros(NUMBERS)
    f[END], f[MORALE] = setting.end, NEUTRAL
    a_life = 20 + int(4 * first.buying_rate * setting.end) if log_level == LogLevel.ALL else 1
    rows = setting.persons * min(a_life, 1_000)  # more than most runs need; memory that is not touched costs nothing
    return World(
        p=phases,
        phase_days=np.array([day for day, _ in setting.phases], np.int64),
        people=np.zeros(setting.persons, PERSON),
        due=np.zeros(setting.persons),
        starts=np.zeros(setting.persons + 1 if first.talk_on else 1, np.int64),
        contacts=np.zeros(2 * ties, np.int64),
        times=np.array(setting.contact_times, np.float64),
        ledger=np.zeros((1 + month_count(setting.history, setting.run_length), len(Account)), np.int64),
        firm=np.zeros(len(Account), np.int64),
        counts=np.zeros((2, len(rule.Kind)), np.int64),
        heads=np.zeros(len(Status), np.int64),
        told_why=np.zeros(CAUSES, np.int64),
        known=np.zeros(CAUSES, np.int64),
        n=n,
        f=f,
        world=np.zeros(1, np.uint64),
        log=np.zeros(rows + 2 * ROOM if log_level else 2 * ROOM, EVENT),
        posts=np.zeros(2 * ROOM, POST),
        calendar=np.zeros(2 * ROOM, ENTRY),
        line0=np.zeros(2 * ROOM, ENTRY),
        line1=np.zeros(2 * ROOM, ENTRY),
        outside=np.zeros(2 * ROOM, CONTACT),
        idle=np.full(max(1, agents), ABSENT),
        began=np.zeros(max(1, agents)),
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
    w = world_of(setting, log_level)
    entries = np.array(setting.entries, np.int64)
    w = called(
        simulate, w, np.uint64(seed), np.uint64(replication), entries, int(setting.entry_as == EntryAs.CUSTOMER),
        len(w.contacts) // 2, stride, budget,
    )  # fmt: skip
    if w.n[FAULT] != NO_FAULT:
        raise RunFault.of(int(w.n[FAULT]), seed, replication, float(w.f[CLOCK]))
    return audited(
        Record(
            events=w.log[: w.n[LOGGED]],
            ledger=w.ledger,
            people=w.people,
            firm=w.firm,
            counts=w.counts,
            heads=w.heads,
            history=setting.history,
            run_length=setting.run_length,
            complete=log_level == LogLevel.ALL,
            staffed=setting.staffed,
        ),
        f"seed {seed}, replication {replication}",
        partial(called, tally),
    )


__all__ = ["run"]
