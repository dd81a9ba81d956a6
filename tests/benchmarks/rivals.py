# ruff: noqa: E501  tables read better on one line
"""The program beside others on what all of them can express: the common sub-model (in_c.py), totals only."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from statistics import median
from typing import Any

from sim.engine.run import engine as compiled
from sim.model.quantities import YEAR
from sim.model.setting import LogLevel, Setting
from tests.benchmarks.in_c import COMPILER, common_setting, counted, kernel
from tests.benchmarks.plain_simpy import Shop
from tests.benchmarks.timing import in_turns, ratio, table

SCRIPT, HEAP = "SimPy, yield from", "C, a heap of events"
Counts = tuple[int, int]
"""Happenings (purchases, ends of services, visitors who gave up: what moves a clock), and rows, 0 if none are counted."""


def of_program(setting: Setting, level: LogLevel, seed: int) -> Counts:
    """Run the compiled engine."""
    record = compiled.run(setting, 1, seed, level)
    return counted(record).happenings, int(record.counts.sum())


def of_kernel(run: Callable[..., Any], setting: Setting, is_by_day: bool, seed: int) -> Counts:
    """Run the C kernel."""
    found = run(setting, 1, seed, is_by_day=is_by_day)
    return found.happenings, int(found.counts.sum())


def of_shop(shop: Shop) -> Counts:
    """Return what a script has counted."""
    return sum(shop.counts[kind] for kind in ("purchase", "served", "give up")), sum(shop.counts.values())


def of_script(setting: Setting, seed: int) -> Counts:
    """Run the plain SimPy script."""
    shop = Shop(setting.phases[0][1], setting.persons, seed, keeps_log=False)
    shop.run(setting.run_length)
    return of_shop(shop)


def optional(name: str) -> Any:  # noqa: ANN401  a module
    """Return a rival's script, or None, said in a line, if the rival is not installed (extra ``rivals``)."""
    try:
        return import_module(f"tests.benchmarks.rival_{name}")
    except ImportError:
        print(f"\n{name} is left out: it is not installed (pip install '.[rivals]')")
        return None


def contenders(setting: Setting) -> dict[str, Callable[[int], Counts]]:
    """Return who takes part, by name: functions of a seed."""
    p, persons, days = setting.phases[0][1], setting.persons, setting.run_length
    found = {
        "compiled": partial(of_program, setting, LogLevel.NONE),
        "compiled, log on": partial(of_program, setting, LogLevel.ALL),
        SCRIPT: partial(of_script, setting),
    }
    if COMPILER is None:
        print("\nC is left out: there is no compiler (cc)")
    else:
        run = kernel()
        found[HEAP] = partial(of_kernel, run, setting, False)  # noqa: FBT003
        found["C, day by day"] = partial(of_kernel, run, setting, True)  # noqa: FBT003
    if rival := optional("cimba"):
        cimba = rival.runner(persons, p.desk_agents, days)
        found["cimba"] = lambda seed: (cimba(seed), 0)
    if rival := optional("salabim"):
        found["salabim, a tenth of the time"] = lambda seed: of_shop(rival.run(p, persons, days / 10, seed))
    return found


def rivals(sizes: dict[int, float], days: float, rounds: int) -> None:
    """Print what a happening costs in each simulator, by number of persons and the speed of C's that is wanted."""
    for persons, wanted in sizes.items():
        runs = contenders(common_setting(persons, days))
        in_turns(list(runs.values()), 1)  # so that all are warm
        taken, counts = (dict(zip(runs, found, strict=True)) for found in in_turns(list(runs.values()), rounds))
        costs = {name: [t * 1e9 / n for t, (n, _) in zip(taken[name], counts[name], strict=True)] for name in runs}
        rows: list[list[Any]] = []
        for name, cost in costs.items():
            happenings, events = (round(median(count[k] for count in counts[name])) for k in (0, 1))
            a_row = median(taken[name]) * 1e9 / events if events else ""
            times = [ratio(costs[than], cost) if than in costs else "" for than in (SCRIPT, HEAP)]
            rows.append([name, happenings, events or "", median(cost), a_row, *times])
        table(
            f"(h) the common sub-model, {persons:,} persons, {days / YEAR:.3g} years, set-up included, median of {rounds} rounds side by side",
            ["", "happenings", "rows", "ns/happening", "ns/row", "times SimPy's speed", "times C's heap's"],
            rows,
            f"must be: compiled at least {wanted} times C's heap's speed",
        )
