"""The preset of tourism: the market of which most is complained, by its own figures and in a year of it."""

import pytest

from sim.engine.read import engine
from sim.model.events import Kind, Severity
from sim.model.level.endings import complaint_share
from sim.model.setting import LogLevel
from sim.scenario import load
from sim.scenario.files import shipped

MARKETS = sorted(path.stem for path in (shipped() / "markets").glob("*.yaml"))


def complaints_per_100_purchases(market: str) -> float:
    """Return how many of 100 purchases are complained about, as the market's files state it."""
    p = load(market).setting("1 year").phases[0][1]
    if not p.failures_on:
        return 0.0
    minor, major = (complaint_share(p, severity) for severity in (Severity.MINOR, Severity.MAJOR))
    return 100.0 * p.failure_rate * (p.failure_major * major + (1.0 - p.failure_major) * minor)


def test_nowhere_is_complained_as_much_as_in_tourism() -> None:
    found = {market: complaints_per_100_purchases(market) for market in MARKETS}
    others = {market: share for market, share in found.items() if market != "tourism"}

    assert max(found, key=found.__getitem__) == "tourism"
    assert found["tourism"] > 4.0 * max(others.values())


def test_as_many_complain_in_a_year_as_the_files_state() -> None:
    record = engine.run(load("tourism").setting("1 year"), 1, 0, LogLevel.NONE)
    purchases, complaints = (int(record.counts[:, kind].sum()) for kind in (Kind.PURCHASE, Kind.COMPLAINT))

    assert 100.0 * complaints / purchases == pytest.approx(complaints_per_100_purchases("tourism"), rel=0.2)
