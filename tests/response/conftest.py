"""Small runs of the teaching market, made once."""

from collections.abc import Callable

import pytest

from sim.experiment.engines import engine_of
from sim.model.setting import LogLevel
from sim.record import Record
from sim.scenario import load

Run = Callable[..., Record]


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a function that runs a small corner shop."""

    def made(days: float = 200, level: LogLevel = LogLevel.ALL, replication: int = 0, **values: object) -> Record:
        given = {
            "persons": 120,
            "level.churn": 0,
            "leaving.chance": "0.15%",
            "mechanisms.price": False,
            "goods.margin": "22%",
            "failure.rate": "20%",
            "complaint.written": "40%",
            "talk.warn": 5,
            **{key.replace("__", "."): value for key, value in values.items()},
        }
        setting = load("corner_shop").with_values(given).setting(days)
        return engine_of("compiled")(setting, 3, replication, level)

    return made
