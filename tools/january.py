"""A bank's call centre in January 1999, beside the desk: its log read, its calls simulated, half-hour by half-hour.

Calls come when the log says and agents are there as the log says. Fitted on the 1st to the 20th are the law of the
need, of patience, and a capacity factor: an agent who is there also rests and writes. Judged on the 21st to the 31st.
The log is not part of this repository; SIM_DATA names the folder that it lies in (docs/sources.md).
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.engine.run import engine
from sim.model.attachment import solved
from sim.model.events import Kind, SpanLaw, Weekday
from sim.model.parameters import MECHANISMS, Parameters
from sim.model.setting import LogLevel, Setting
from sim.record import Record

HALF, HALVES = 1_800.0, 48  # seconds; in a day
FEW = 100
"""Answered calls of a half-hour below which its services are taken to be as long as all."""
REST = 1_800.0
"""Seconds without a call after which an agent counts as gone."""
LEAST = 0.1
"""Agents in a half-hour, on average, below which the centre counts as closed; its calls are left out."""
CAPACITY, PATIENCE, SPREAD = 0.80, 900.0, 4.0
"""The nearest of a grid over the days fitted: .141 give up and 41 s are waited, .139 and 39 s in the log."""
FITTED, JUDGED = tuple(range(1, 21)), tuple(range(21, 32))
SEEDS = (1, 2, 3, 4)
ON = ("desk_on", "roster_on", "outside_on")
BAND = (5.0, 95.0)  # percentiles of runs
FILE = Path("callcenter-1999-january", "january_clean.csv")

Reals = NDArray[np.float64]


class Centre(NamedTuple):
    """The calls that were answered or given up, and the agents of each half-hour by day."""

    calls: Any
    rosters: dict[int, tuple[float, ...]]


def roster_of(answered: Any) -> tuple[float, ...]:  # noqa: ANN401  a table
    """Return how many agents are there in each half-hour: from their first call to their last, rests left out."""
    there = np.zeros(HALVES)
    for _, own in answered.sort_values("began").groupby("server"):
        began, until = own["began"].to_numpy(), np.maximum.accumulate(own["ended"].to_numpy())
        starts = np.flatnonzero(np.concatenate([[True], began[1:] - until[:-1] > REST]))
        for first, after in zip(starts, [*starts[1:], len(began)], strict=True):
            halves = np.arange(HALVES) * HALF
            until_then = np.minimum(until[after - 1], halves + HALF)
            there += np.clip(until_then - np.maximum(began[first], halves), 0, None) / HALF
    return tuple(float(max(1.0, round(x))) if x > LEAST else 0.0 for x in there)


def data_file() -> Path | None:
    """Return the log, in the folder that SIM_DATA names or in ../shared/data beside the repository; None without it."""
    root = Path(__file__).resolve().parents[1]
    file = Path(os.environ.get("SIM_DATA") or root.parent / "shared" / "data") / FILE
    return file if file.is_file() else None


def centre_of(file: Path) -> Centre:
    """Return the calls of the log, those of half-hours in which nobody was there left out, and its rosters."""
    table = pd.read_csv(file)
    table = table[table["outcome"].isin(["AGENT", "HANG"])]
    clock = {name: pd.to_timedelta(table[name]).dt.total_seconds() for name in table.columns[[6, 7, 13, 14]]}
    came = clock["vru_exit"].where(clock["vru_exit"] > 0.0, clock["vru_entry"])
    calls = pd.DataFrame({
        "day": table["date"] % 100, "came": came, "wait": table["q_time"], "gave_up": table["outcome"] == "HANG",
        "server": table["server"], "began": clock["ser_start"], "ended": clock["ser_exit"], "need": table["ser_time"],
    }).reset_index(drop=True)  # fmt: skip
    rosters = {int(day): roster_of(own[~own["gave_up"]]) for day, own in calls.groupby("day")}
    open_then = [
        rosters[day][int(second // HALF)] > 0.0 for day, second in zip(calls["day"], calls["came"], strict=True)
    ]
    return Centre(calls[open_then], rosters)


def needs(centre: Centre, days: tuple[int, ...]) -> tuple[Reals, float]:
    """Return the mean service by half-hour of the day, in seconds, and the coefficient of variation within one."""
    own = centre.calls[centre.calls["day"].isin(days) & ~centre.calls["gave_up"]]
    by_half = own.groupby(np.floor(own["came"] / HALF).astype(int))["need"]
    means = np.full(HALVES, own["need"].mean())
    enough = by_half.size()[by_half.size() >= FEW].index
    means[enough] = by_half.mean()[enough]
    within = own["need"] / means[np.floor(own["came"] / HALF).astype(int)]
    return means, float(within.std() / within.mean())


def setting_of(centre: Centre, days: tuple[int, ...], needs_of: tuple[int, ...] = FITTED) -> Setting:
    """Return the centre on some days; services as long as on the days ``needs_of``.

    A half-hour of the log is a day of the model, so that agents and services may change with each.
    """
    need, spread = needs(centre, needs_of)
    given: dict[str, Any] = {f"{name}_on": 0 for name in MECHANISMS} | dict.fromkeys(ON, 1)
    given |= {
        "need_law": SpanLaw.LOGNORMAL, "start_customers": 0.0, "leaving_chance": 0.0, "need_spread": spread,
        "patience_law": SpanLaw.LOGNORMAL, "patience_mean": PATIENCE / HALF, "patience_spread": SPREAD,
    }  # fmt: skip
    phases, times = [], []
    open_days = [day for day in days if day in centre.rosters]
    for k, day in enumerate(open_days):
        for half, agents in enumerate(centre.rosters[day]):
            week = {f"roster_{one.name.lower()}": (agents,) * 24 for one in Weekday}
            p = replace(Parameters(), **given, **week, need_mean=float(need[half]) / CAPACITY / HALF)
            phases.append((HALVES * k + half, solved(p)))
        times += [HALVES * k + second / HALF for second in sorted(centre.calls[centre.calls["day"] == day]["came"])]
    return Setting(1, float(HALVES * len(open_days)), 0, tuple(phases), contact_times=tuple(times))


def times_of(record: Record, kind: Kind, contacts: int) -> Reals:
    """Return when a kind of event came to each contact, in days; nan if it did not."""
    found = np.full(contacts, np.nan)
    rows = record.events[(record.events["person"] == -1) & (record.events["kind"] == kind)]
    found[rows["occasion"]] = rows["time"]
    return found


def simulated(setting: Setting, seed: int) -> Any:  # noqa: ANN401  a table
    """Return the calls of a run as the log has them: second of the day, wait in seconds, whether given up."""
    record = engine.run(setting, seed, 0, LogLevel.ALL)
    contacts = int(record.counts[1, Kind.CONTACT])
    came, answered, left = (times_of(record, kind, contacts) for kind in (Kind.CONTACT, Kind.ANSWER, Kind.GIVE_UP))
    wait = np.where(np.isnan(answered), left, answered) - came
    calls = pd.DataFrame({"came": came % HALVES * HALF, "wait": wait * HALF, "gave_up": np.isnan(answered)})
    return calls[calls["wait"].notna()]  # who still waited at the end has no wait


def seen(centre: Centre, days: tuple[int, ...]) -> Any:  # noqa: ANN401  a table
    """Return the calls of the log on some days."""
    return centre.calls[centre.calls["day"].isin(days)]


def in_short(calls: Any) -> tuple[float, float]:  # noqa: ANN401  a table
    """Return the share of calls that give up and the mean wait in seconds."""
    return float(calls["gave_up"].mean()), float(calls["wait"].mean())


def by_half_hour(calls: Any) -> Any:  # noqa: ANN401  a table
    """Return calls, the share given up and the mean wait by half-hour of the day; the index is the hour."""
    half = np.floor(calls["came"] / HALF).rename("hour") / 2.0
    return calls.groupby(half).agg(calls=("wait", "size"), given_up=("gave_up", "mean"), wait=("wait", "mean"))


def half_hours(centre: Centre, days: tuple[int, ...] = JUDGED, runs: int = 20) -> Any:  # noqa: ANN401  a table
    """Return the log by half-hour of the day, and beside it the mean of runs and the band that 90% of them lie in."""
    setting = setting_of(centre, days)
    tables = [by_half_hour(simulated(setting, seed)) for seed in range(1, runs + 1)]
    found = by_half_hour(seen(centre, days))
    for name in ("given_up", "wait"):
        lines = pd.concat([one[name] for one in tables], axis=1).reindex(found.index)
        found[f"{name}_here"] = lines.mean(axis=1)
        found[f"{name}_low"], found[f"{name}_high"] = np.nanpercentile(lines, BAND, axis=1)
    return found


__all__ = [
    "FITTED", "JUDGED", "SEEDS", "Centre", "by_half_hour", "centre_of", "data_file", "half_hours", "in_short", "seen",
    "setting_of", "simulated",
]  # fmt: skip
