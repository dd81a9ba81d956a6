"""How large an experiment may be: planned before it starts, and refused with the limit named.

Time goes by person-days: the compiled engine looks at every person every day, a nanosecond each, and takes some hundred
nanoseconds for each event. Memory goes by persons and, where a log is kept, by events.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sim.engine.faults import BUDGET
from sim.experiment.errors import PlanError
from sim.experiment.plan import Entry, Plan
from sim.experiment.replicate import kept_level
from sim.model.limits import LONGEST_RUN
from sim.model.setting import LogLevel, Setting
from sim.record import EVENT, PERSON
from sim.scenario.fault import shown

MOST_PERSON_DAYS = 10**11
"""Most persons times days of one replication: some minutes when nothing happens."""
MOST_PERSON_DAYS_IN_ALL = 10**15
"""Most persons times days of an experiment: weeks of one core when nothing happens."""
MEMORY_SHARE = 0.7
"""Share of the machine's memory that all workers together may take."""

_A_WORKER = 250 << 20
_OF_A_PERSON = 1.5  # bytes a byte of the people table: the table, and what is computed of it
_OF_A_PURCHASE = 2.5  # bytes a byte of a row of the log: the log, and what is computed of it
_A_RUN, _A_LIFE, _A_BUY = 0.003, 1e-6, 2e-7  # seconds: of a replication, of each person, of each purchase in it
_TO_READ = 30  # times as long in the reference engine; all four measured, roughly, where docs/performance.md was
_IN_OBJECTS = 5  # the reference engine keeps a person as an object with a process


def workers_that_fit(plan: Plan, replications: int, engine: str) -> int:
    """Return how many workers have room in the machine's memory at once, after the size has been checked.

    Raises
    ------
    PlanError
        If a run is too long, a replication too large for this machine, or all of them too many.
    """
    need = max(check_entry(entry, plan.level, engine) for entry in plan.entries)
    work = replications * sum(entry.setting.persons * longest(entry, plan.level)[0].end for entry in plan.entries)
    if work > MOST_PERSON_DAYS_IN_ALL:
        raise PlanError(
            f"{replications:,} replications of {len(plan.entries)} scenarios are {work:.2g} person-days; at most "
            f"{MOST_PERSON_DAYS_IN_ALL:.2g}: take fewer replications, persons or days"
        )
    return max(1, int(MEMORY_SHARE * memory() / need))


def check_entry(entry: Entry, log: LogLevel, engine: str) -> int:
    """Return the bytes that one replication of a scenario needs in a worker; raise as :func:`workers_that_fit` does."""
    (setting, level), name = longest(entry, log), shown(entry.name)
    if setting.end > LONGEST_RUN:
        raise PlanError(
            f"{name}: run length and history are {setting.end:,.0f} days together; "
            f"at most {LONGEST_RUN:,} days, which are 1,000 years"
        )
    person_days, events = setting.persons * setting.end, purchases(setting)
    if person_days > MOST_PERSON_DAYS:
        raise PlanError(
            f"{name}: {setting.persons:,} persons for {setting.end:,.0f} days are {person_days:.2g} person-days a "
            f"replication; at most {MOST_PERSON_DAYS:.2g}: take fewer persons or days"
        )
    if events > BUDGET:
        raise PlanError(
            f"{name}: about {events:.2g} purchases a replication; at most {BUDGET:.2g} events: "
            "take fewer persons or days"
        )
    need = memory_of(setting, level, engine)
    most = MEMORY_SHARE * memory()
    if need > most:
        raise PlanError(
            f"{name}: {setting.persons:,} persons and about {events:.2g} purchases need {need / 2**30:,.1f} GiB of "
            f"memory a replication; at most {most / 2**30:,.1f} GiB on this machine: take fewer persons or days"
        )
    return need


def longest(entry: Entry, log: LogLevel) -> tuple[Setting, LogLevel]:
    """Return the longest run that a replication of a scenario needs, and how much of its log."""
    if entry.run_on is not None:
        return entry.run_on, LogLevel.ALL
    return entry.setting, kept_level(entry.setting, log)


def purchases(setting: Setting) -> float:
    """Return about how many purchases there are if everybody is a customer all the time."""
    ends = [*(float(day) for day, _ in setting.phases[1:]), setting.end]
    starts = [float(day) for day, _ in setting.phases]
    rates = [parameters.buying_rate for _, parameters in setting.phases]
    return setting.persons * sum(
        rate * max(0.0, min(end, setting.end) - start) for start, end, rate in zip(starts, ends, rates, strict=True)
    )


def seconds_of(setting: Setting, log: LogLevel, engine: str) -> float:
    """Return about how long one replication takes."""
    share = {LogLevel.NONE: 1.0, LogLevel.SAMPLE: 1.2, LogLevel.ALL: 3.0}[log]
    seconds = (
        _A_RUN + _A_LIFE * setting.persons + 1e-9 * setting.persons * setting.end + _A_BUY * share * purchases(setting)
    )
    return seconds * (_TO_READ if engine == "reference" else 1)


def memory_of(setting: Setting, log: LogLevel, engine: str) -> int:
    """Return about how many bytes one replication needs in its worker."""
    share = {LogLevel.NONE: 0.0, LogLevel.SAMPLE: 0.05, LogLevel.ALL: 1.0}[log]
    people = _OF_A_PERSON * setting.persons * PERSON.itemsize * (_IN_OBJECTS if engine == "reference" else 1)
    return _A_WORKER + int(people + _OF_A_PURCHASE * share * purchases(setting) * EVENT.itemsize)


def memory() -> int:
    """Return the bytes of memory that this process may use, by the machine and by its group of processes."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    with suppress(OSError, ValueError):  # no such file, or no limit in it
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return min(found)
