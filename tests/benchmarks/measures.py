# ruff: noqa: E501  tables read better on one line
"""What is measured: engines side by side, start-up, growth with the market, a plain script, draws, commands."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numba
import numpy as np

import sim
from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.engine.run import twin
from sim.model import draws
from sim.model.quantities import YEAR
from sim.model.setting import LogLevel, Setting
from sim.record import PERSON
from tests.benchmarks.plain_simpy import Shop
from tests.benchmarks.timing import ROOT, child, free_bytes, in_turns, ratio, seconds, side_by_side, table

PER_PERSON = 1_500  # bytes: more than a person of the compiled engine needs, log off
MUST = {"log": 40.0, "growth": 1.3, "reference": 0.4}
LEVELS = {"log on": LogLevel.ALL, "totals only": LogLevel.NONE}


def corner_shop(persons: int, days: float, **values: object) -> Setting:
    """Return the demo market with another number of persons."""
    return market("corner_shop", persons, days, **values)


def market(name: str, persons: int, days: float, **values: object) -> Setting:
    """Return a shipped market with another number of persons."""
    return sim.load(name).with_values({"persons": str(persons), **values}).setting(days)


def engines(persons: int, days: float, rounds: int) -> None:
    """Print the compiled engine against the reference engine: the demo market, and one where every mechanism is on."""
    rows: list[list[Any]] = []
    for name in ("corner_shop", "whole_town"):
        setting = market(name, persons, days)
        happened = int(compiled.run(setting, 1, 0, LogLevel.NONE).counts.sum())
        works = [partial(e.run, setting, 1, 0, level) for level in LEVELS.values() for e in (reference, compiled)]
        taken = side_by_side(works, rounds)
        for k, level in enumerate(LEVELS):
            slow, fast = taken[2 * k], taken[2 * k + 1]
            costs = [median(t) * 1e9 / happened for t in (slow, fast)]
            rows.append([f"{name}, {level}", happened, *costs, median(slow), median(fast), ratio(slow, fast)])
    table(
        f"(a) {persons:,} persons, {days / YEAR:.3g} years, median of {rounds} rounds side by side",
        ["", "rows", "reference ns/row", "compiled ns/row", "reference s", "compiled s", "times as fast"],
        rows,
        f"must be: {MUST['log']:.0f} times with the log on",
    )


STARTING = """
import json, time
began = time.perf_counter()
import numba
loaded = time.perf_counter()
from sim.engine.run import engine as compiled
ready = time.perf_counter()
from tests.benchmarks.measures import corner_shop
setting = corner_shop(150, 30.0)
again = time.perf_counter()
compiled.run(setting, 1, 0)
first = time.perf_counter()
compiled.run(setting, 1, 0)
print(json.dumps([loaded - began, ready - loaded, first - again, time.perf_counter() - first]))
"""


def start_up() -> None:
    """Print what the first run costs without and with machine code on disk."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            [name, *child(STARTING, SIM_CACHE=folder)]
            for name in ("cold: everything is compiled", "warm: from the cache")
        ]
    heads = ["seconds", "import numba", "import engine", "first run", "second run"]
    table("(b) start-up in a new process; first run of 150 persons, 30 days", heads, rows)


GROWING = """
import json, resource, sys, time
from sim.engine.run import engine as compiled
from sim.model.setting import LogLevel
from tests.benchmarks.measures import corner_shop
scale = 1 if sys.platform == "darwin" else 1024
compiled.run(corner_shop(100, 5.0), 1, 0, LogLevel.NONE)
setting = corner_shop({persons}, {days})
held = sum(array.nbytes for array in compiled.world_of(setting, 1, 0, LogLevel.NONE))
times = []
for _ in range(1 + {rounds}):
    record = None  # gone before the next run, so that the peak is that of one
    began = time.perf_counter()
    record = compiled.run(setting, 1, 0, LogLevel.NONE)
    times.append(time.perf_counter() - began)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
later = sorted(times[1:])
print(json.dumps([int(record.counts.sum()), times[0], later[len(later) // 2], held, peak]))
"""


def growth(sizes: list[int], days: float, rounds: int) -> None:
    """Print what a row and a person cost as the market grows: in a process's first run, and in later ones."""
    compiled.run(corner_shop(100, 5.0), 1, 0, LogLevel.NONE)  # so that no child has to compile
    rows: list[list[Any]] = []
    costs: dict[int, float] = {}
    for persons in sizes:
        if persons * PER_PERSON > free_bytes():
            rows.append([f"{persons:,}", "too large", "", "", "", "", "", ""])
            continue
        happened, first, later, held, peak = child(GROWING.format(persons=persons, days=days, rounds=rounds))
        costs[persons] = later * 1e9 / happened
        times = costs[persons] / costs[10_000] if 10_000 in costs else ""
        touch = first * 1e9 / happened
        rows.append([f"{persons:,}", happened, later, touch, costs[persons], times, held / persons, peak / 2**20])
    table(
        f"(c) compiled engine as the market grows: {days / YEAR:.3g} years, totals only, median of {rounds} runs each",
        [
            "persons",
            "rows",
            "seconds",
            "first touch ns/row",
            "warm ns/row",
            "times 10,000's",
            "bytes a person",
            "peak MiB",
        ],
        rows,
        f"first touch: a process's first run, memory fresh. must be: at most {MUST['growth']} times from 10,000 to 1,000,000\n"
        f"  bytes a person: all arrays at the start, network included; the person's own record is {PERSON.itemsize} bytes",
    )


def plain_setting(persons: int, days: float) -> Setting:
    """Return the corner shop with what the plain script can do: its desk never closes, nothing goes by the calendar."""
    off = {f"mechanisms.{name}": "false" for name in ("outside", "hazards", "advertising", "care", "programme")}
    hours = {"desk.opens": "0 hours", "desk.closes": "24 hours", "start.rival": "0%", "start.tenure": "0 days"}
    return corner_shop(persons, days, **off, **hours)


def plain_script(sizes: dict[int, int], days: float, rounds: int) -> None:
    """Print both engines against a plain SimPy script of the same story, by persons and the speed-up that is wanted."""
    rows = []
    for persons in sizes:
        setting = plain_setting(persons, days)
        for name, level in LEVELS.items():
            runs: list[Callable[[int], Any]] = [
                lambda seed, p=setting.phases[0][1], n=persons, keeps=level > 0: Shop(p, n, seed, keeps_log=keeps).run(
                    days
                ),
                *(partial(ran, engine, setting, level) for engine in (reference, compiled)),
            ]
            taken, counts = in_turns(runs, rounds)
            costs = [[t * 1e9 / n for t, n in zip(*both, strict=True)] for both in zip(taken, counts, strict=True)]
            happened = (round(float(np.mean(counts[k]))) for k in (0, 1))
            speeds = (ratio(costs[0], costs[k]) for k in (1, 2))
            rows.append([f"{persons:,} persons, {name}", *happened, *(median(cost) for cost in costs), *speeds])
    wanted = ", ".join(f"{times} times at {persons:,}" for persons, times in sizes.items())
    table(
        f"(d) both engines against a plain SimPy script (yield from), {days / YEAR:.3g} years, {rounds} rounds side by side",
        [
            "",
            "its rows",
            "ours",
            "its ns/row",
            "reference ns/row",
            "compiled ns/row",
            "reference's speed",
            "compiled's",
        ],
        rows,
        f"must be: reference {MUST['reference']} times the script's rows per second; compiled, totals only, {wanted}",
    )


def ran(engine: Any, setting: Setting, level: LogLevel, replication: int) -> int:  # noqa: ANN401  a module
    """Run an engine; return the number of rows."""
    return int(engine.run(setting, 1, replication, level).counts.sum())


@numba.njit
def drawn(n, uniform):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Return the sum of n uniform draws."""
    total = 0.0
    for k in range(n):
        total += uniform(np.uint64(12345), 9, k)
    return total


def cost_of_draws(n: int, rounds: int) -> None:
    """Print what one keyed draw costs."""
    drawn(1, twin.uniform)
    fast = [seconds(lambda: drawn(100 * n, twin.uniform)) * 1e9 / (100 * n) for _ in range(rounds)]
    slow = [seconds(lambda: sum(draws.uniform(12345, 9, k) for k in range(n))) * 1e9 / n for _ in range(rounds)]
    table("(e) one keyed uniform draw", ["", "ns"], [["compiled", median(fast)], ["plain Python", median(slow)]])


COMPARED = "compare corner_shop --strategy vouchers --set persons=60 --replications 2 --engine reference --quiet --out"
COMMANDS = ("--version", "--help", "check corner_shop", "show corner_shop", "list responses")


def commands(rounds: int) -> None:
    """Print what a command costs from its first to its last breath, and what a scenario costs in Python."""
    with tempfile.TemporaryDirectory() as folder:
        typed = {words: words for words in COMMANDS} | {"compare, all stored": f"{COMPARED} {folder}/kept"}
        works = [
            partial(subprocess.run, [sys.executable, "-m", "sim", *words.split()], cwd=ROOT, capture_output=True)
            for words in typed.values()
        ]
        works[-1]()
        taken = side_by_side(works, rounds)
    rows = [[f"sim {name}", median(times) * 1e3] for name, times in zip(typed, taken, strict=True)]
    shop = sim.load("corner_shop")
    built = {
        'load("corner_shop")': lambda: sim.load("corner_shop"),
        ".with_strategy(name)": lambda: shop.with_strategy("vouchers"),
        ".with_values(one)": lambda: shop.with_values({"failure.rate": "5%"}),
        ".with_values(one).setting(time)": lambda: shop.with_values({"failure.rate": "5%"}).setting("1 year"),
    }
    taken = side_by_side(list(built.values()), 20 * rounds)
    rows += [[name, median(times) * 1e3] for name, times in zip(built, taken, strict=True)]
    table(f"(g) commands in a new process, median of {rounds}; scenarios in Python", ["", "ms"], rows)
