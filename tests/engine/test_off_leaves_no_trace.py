# ruff: noqa: E501  tables read better on one line
"""A mechanism that is off leaves no row, no money, no draw, and its parameters change nothing."""

import sys
from collections.abc import Callable
from functools import cache
from types import FrameType

import numpy as np
import pytest

import sim
from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model import draws
from sim.model.draws import Purpose
from sim.model.drivers import Driver
from sim.model.events import Account, Cause, Kind, Post, Route
from sim.model.parameters import MECHANISMS, PARAMETERS
from sim.model.quantities import Unit
from sim.model.setting import LogLevel
from sim.record import Record
from tests.engine.off import WORLDS, awake, belonging_to, needing, other_values, purposes_of

EACH = pytest.mark.parametrize("mechanism", MECHANISMS)
READ_WHILE_OFF = {
    # Columns of the people table that stand still while the mechanism is off; satisfaction also sorts praise from blame.
    "satisfaction": {"satisfaction_start"},
    "talk": {"talk_inclination"},
}
"""Parameters that the engines read though they are off: scenarios put them at their defaults (model.md 22)."""


@cache
def left(name: str, off: str = "") -> Record:
    """Return the record of a world, one mechanism off if named."""
    return compiled.run(awake(name, **({f"{off}_on": 0} if off else {})), 1, 0)


def happened(record: Record) -> set[Kind]:
    """Return the kinds of events that happened."""
    return {kind for kind in Kind if record.counts[:, kind].any()}


def moved(record: Record) -> set[Account]:
    """Return the accounts with money in them."""
    return {account for account in Account if record.ledger[:, account].any()}


def readers(name: str, mechanism: str) -> set[str]:
    """Return the parameters of a mechanism that change the record of a world though the mechanism is off."""
    off = {f"{mechanism}_on": 0}
    held = awake(name, **off).phases[0][1]
    found = set()
    for about in belonging_to(mechanism):
        for value in other_values(about, getattr(held, about.name)):
            if compiled.run(awake(name, **off, **{about.name: value}), 1, 0).digest() != left(name, mechanism).digest():
                found.add(about.name)
    return found


@EACH
@pytest.mark.parametrize("name", WORLDS)
def test_no_rule_reads_a_parameter_of_a_mechanism_that_is_off(name: str, mechanism: str) -> None:
    assert readers(name, mechanism) == READ_WHILE_OFF.get(mechanism, set())


@pytest.mark.parametrize("key", [p.key for p in PARAMETERS if p.name in set().union(*READ_WHILE_OFF.values())])
def test_a_scenario_puts_what_the_engines_read_while_off_at_its_default(key: str) -> None:
    about = next(p for p in PARAMETERS if p.key == key)
    off = sim.load("corner_shop").with_values({f"mechanisms.{about.mechanism}": "false"})

    half = about.default * 0.5
    changed = off.with_values({key: f"{half} days" if about.unit is Unit.TIME else half})

    assert changed.setting("90 days") == off.setting("90 days")
    assert changed.digest == off.digest


@EACH
@pytest.mark.parametrize("name", WORLDS)
def test_a_mechanism_that_is_off_has_no_rows_no_money_and_brings_nobody(name: str, mechanism: str) -> None:
    record = left(name, mechanism)

    assert happened(record) & needing(Kind, mechanism) == set()
    assert moved(record) & needing(Account, mechanism) == set()
    assert set(record.people["driver"].tolist()) & needing(Driver, mechanism) == set()
    joined = record.events[record.events["kind"] == Kind.JOIN]
    assert set(joined["detail"].tolist()) & needing(Route, mechanism) == set()


@EACH
def test_a_mechanism_that_is_on_leaves_a_trace(mechanism: str) -> None:
    """What the tests above are held against: in some world every row, account and route of it is there."""
    worlds = [left(name) for name in WORLDS]

    assert set().union(*(happened(record) for record in worlds)) >= needing(Kind, mechanism)
    assert set().union(*(moved(record) for record in worlds)) >= needing(Account, mechanism)
    routes = {int(x) for r in worlds for x in r.events["detail"][r.events["kind"] == Kind.JOIN]}
    assert routes >= needing(Route, mechanism)
    assert all(left(name).digest() != left(name, mechanism).digest() for name in WORLDS)


def test_members_name_mechanisms_that_there_are_and_every_mechanism_has_parameters() -> None:
    named = {name for members in (Kind, Account, Driver, Route, Post, Purpose) for one in members for name in one.needs}
    assert named <= set(MECHANISMS)
    assert all(belonging_to(mechanism) for mechanism in MECHANISMS)


def test_satisfaction_that_is_off_stands_still() -> None:
    record = left("first", "satisfaction")

    assert (record.people["satisfaction"] == awake("first").phases[0][1].satisfaction_start).all()
    assert np.unique(left("first").people["satisfaction"]).size > 10


def test_hazards_that_are_off_make_nobody_leave_by_the_calendar() -> None:
    # Given that somebody left for such a cause while hazards were on
    calendar = (Cause.INVOLUNTARY, Cause.COMPETITION)
    p = {
        "leaving_causes": (1.0, 0, 0, 0, 0, 0, 0, 0),
        "rivals_on": 0,
        "poaching_on": 0,
        "dropping_on": 0,
        "stations_on": 0,
    }
    on, off = (compiled.run(awake("first", hazards_on=k, **p), 1, 0) for k in (1, 0))

    assert np.isin(on.people["cause"], calendar).any()
    assert not np.isin(off.people["cause"], calendar).any()
    assert np.isinf(off.people["moves"]).all()


def purposes_drawn(run: Callable[[], Record]) -> set[int]:
    """Return the purposes that a run of the reference engine draws for, seen by the interpreter's own profiler."""
    seen: set[int] = set()
    code = draws.uniform.__code__

    def look(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is code:
            seen.add(int(frame.f_locals["purpose"]))

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        run()
    finally:
        sys.setprofile(before)
    return seen


DRAWING = [m for m in MECHANISMS if purposes_of(m)]
EVERY = 30  # of them is tried in `make test`, all by night


@pytest.mark.parametrize(
    "mechanism", [pytest.param(m, marks=[pytest.mark.nightly] * (k % EVERY > 0)) for k, m in enumerate(DRAWING)]
)
def test_a_mechanism_that_is_off_draws_nothing(mechanism: str) -> None:
    found = {}
    for on in (0, 1):
        settings = [awake(name, **{f"{mechanism}_on": on}) for name in WORLDS]
        found[on] = set().union(
            *(purposes_drawn(lambda s=s: reference.run(s, 1, 0, LogLevel.NONE)) for s in settings)  # type: ignore[misc]
        )

    assert found[0] & purposes_of(mechanism) == set()
    assert found[1] >= purposes_of(mechanism)
