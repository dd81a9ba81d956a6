# ruff: noqa: E501  tables read better on one line
"""What a comparison costs: replications a second by workers, a response of the log, an answer while somebody waits."""

from functools import partial
from itertools import count
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from distributed import SubprocessCluster

import sim
from sim.model.quantities import YEAR
from tests.benchmarks.timing import ratio, side_by_side, table

MUST = {"workers": 1.85, "log": 1.3, "slider": 300}
OF_THE_LOG = "value_per_year"
SHOP = sim.load("corner_shop")
TURNS = count()


def compared(persons: int, days: float, runs: int, jobs: int | None, response: str, *others: str, kept: bool) -> None:
    """Compare, perhaps in a folder; every turn asks about another market, as a slider does."""
    shop = SHOP.with_values({"persons": persons, "failure.rate": 0.05 + 1e-6 * next(TURNS)})
    with TemporaryDirectory() as folder:
        sim.compare(
            shop, list(others), response=response, run_length=days, replications=runs // (1 + len(others)),
            controls=False, jobs=jobs, out=f"{folder}/kept" if kept else None,
        )  # fmt: skip


def clustered(address: str, persons: int, days: float, runs: int) -> None:
    """Compare on a cluster."""
    with sim.cluster(address):
        compared(persons, days, runs, None, "profit", "vouchers", kept=True)


def workers(sizes: list[tuple[int, float, int]], rounds: int) -> None:
    """Print how many runs a second one worker, two, and two of a Dask cluster make, by (persons, days, runs)."""
    rows: list[list[Any]] = []
    with SubprocessCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:  # type: ignore[no-untyped-call]
        for persons, days, runs in sizes:
            few, many = (
                [partial(compared, persons, days, n, jobs, "profit", "vouchers", kept=True) for jobs in (1, 2)]
                + [partial(clustered, cluster.scheduler_address, persons, days, n)]
                for n in (20, runs)
            )
            side_by_side(few, 1)  # so that machine code and workers are there
            one, two, dask = side_by_side(many, rounds)
            name = f"{runs:,} runs of {persons:,} persons, {days / YEAR:.2g} years"
            speeds = [runs / median(turns) for turns in (one, two, dask)]
            rows.append([name, *speeds, ratio(one, two), ratio(one, dask)])
    table(
        f"(i) corner shop and vouchers compared by profit, the store in a new folder, warm, median of {rounds} rounds side by side",
        ["", "runs a second, 1 worker", "2 workers", "2 of Dask", "2 workers, times", "Dask, times"],
        rows,
        f"must be: {MUST['workers']} times on 1,200 runs with 2 workers; the ideal is 2",
    )


def waiting(sizes: list[tuple[int, float]], rounds: int) -> None:
    """Print how long somebody waits who moves a slider: ten replications of one market, one response."""
    rows: list[list[Any]] = []
    for persons, days in sizes:
        for name, jobs in (("this process", 1), ("workers by default", None)):
            works = [
                partial(compared, persons, days, 10, jobs, response, kept=False) for response in ("profit", OF_THE_LOG)
            ]
            side_by_side(works, 1)
            profit, log = side_by_side(works, rounds)
            rows.append(
                [
                    f"{persons:,} persons, {days / YEAR:.2g} years, {name}",
                    median(profit) * 1e3,
                    median(log) * 1e3,
                    ratio(log, profit),
                ]
            )
    table(
        f"(j) sim.compare of a market that has changed, 10 replications, one response, warm, median of {rounds} rounds side by side",
        ["", "profit, ms", f"{OF_THE_LOG}, ms", "times"],
        rows,
        f"must be: {MUST['slider']} ms for the response of the log, 2,000 persons and a year; {MUST['log']} times the time of profit",
    )
