from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from sim.engine.run.engine import OF_PARAMETERS
from sim.engine.run.engine import PARAMETERS as ROW
from sim.model import events
from sim.model.attachment import solved
from sim.model.drivers import Driver
from sim.model.events import Account, Case, Cause, Kind, Loss, Mode, Outcome, Remedy, Route, Severity, Status
from sim.model.flat import Person
from sim.model.parameters import Parameters, parameter_storage
from sim.model.rules.redial import MOST_REDIALS
from sim.model.rules.winback import MOST_ATTEMPTS
from sim.model.storage import ACCOUNTS, CAUSES, storage
from sim.record import HOT, PERSON
from tests.model.somebody import fields_of, somebody

P = solved(Parameters())
SMALL = {
    "status": Status, "route": Route, "cause": Cause, "driver": Driver, "loss": Loss,
    "departure_cause": Cause, "departure_loss": Loss,
    "appointed_cause": Cause, "appointed_loss": Loss, "case": Case,
    "severity": Severity, "nature": Cause, "mode": Mode, "outcome": Outcome, "root": Cause, "departure_kind": Kind,
    "attempt": range(MOST_REDIALS + 1), "refused": range(3),
    "tries": range(MOST_ATTEMPTS + 1), "remedy": Remedy,
}  # fmt: skip
TRUTHS = {
    "again", "booked", "broken", "written", "patient", "started", "strayed", "intermediary", "notorious",
    "abusive", "difficult", "breaching", "defaulting", "filed",
}  # fmt: skip


def test_both_engines_hold_the_same_fields() -> None:
    declared = [name for name, _, _ in storage(Person)]
    assert sorted(declared) == sorted(Person.__slots__)
    assert PERSON.names == tuple(declared)


def test_a_person_takes_no_field_that_is_not_declared() -> None:
    with pytest.raises(AttributeError):
        somebody(P, mood=1.0)


def test_every_field_is_stored_as_its_annotation_says() -> None:
    wanted = {name: np.dtype((kind, (n,)) if n else kind) for name, kind, n in storage(Person)}
    assert {name: PERSON.fields[name][0] for name in PERSON.names} == wanted  # type: ignore[index,union-attr]
    assert PERSON["totals"].shape == (len(Account),)
    assert len(Account) == ACCOUNTS
    assert PERSON["key"] == np.uint64


def test_small_fields_hold_the_words_of_their_enumeration_and_truths_only() -> None:
    small = {name for name, kind, _ in storage(Person) if kind == "i1"}
    assert small == set(SMALL) | TRUTHS
    assert all(0 <= min(words) <= max(words) <= np.iinfo(np.int8).max for words in SMALL.values())


def test_a_row_takes_a_person_and_gives_her_back() -> None:
    c = somebody(P, 117)
    row = np.zeros(1, PERSON)[0]
    for name, value in fields_of(c).items():
        row[name] = value
    lists = [name for name, _, length in storage(Person) if length]
    single = [name for name in Person.__slots__ if name not in lists]
    assert {name: row[name].item() for name in single} == fields_of(c, *lists)
    assert int(row["key"]) == c.key
    assert all(row[name].tolist() == getattr(c, name) for name in lists)


def test_the_causes_of_leaving_are_numbered_from_1_to_their_count() -> None:
    assert sorted(cause for cause in Cause if cause) == list(range(1, CAUSES + 1))


@pytest.mark.parametrize(
    "name", [n for n, v in vars(events).items() if isinstance(v, type) and v.__module__ == events.__name__]
)
def test_members_of_an_enumeration_are_numbered_from_0_without_a_gap(name: str) -> None:
    assert [int(member) for member in getattr(events, name)] == list(range(len(getattr(events, name))))


def test_what_a_day_touches_lies_first_in_memory_and_changes_no_order_of_names() -> None:
    start = {name: place[1] for name, place in PERSON.fields.items()}  # type: ignore[union-attr]

    assert len(set(HOT)) == len(HOT)
    assert max(start[name] for name in HOT) < min(place for name, place in start.items() if name not in HOT)
    assert start["key"] == 0
    assert sum(PERSON[name].itemsize for name in PERSON.names or ()) <= PERSON.itemsize  # none lies in another


# ---------------------------------------------------------------- the flat record of parameters
def test_the_flat_record_has_every_parameter_with_its_length() -> None:
    assert [name for name, _, _ in parameter_storage()] == [f.name for f in fields(Parameters)]
    for name, kind, length in parameter_storage():
        value = getattr(P, name)
        assert length == (len(value) if isinstance(value, tuple) else 0), name
        assert kind == ("i8" if isinstance(value, int) and not isinstance(value, bool) else "f8") or kind == "f8", name


def test_a_row_of_parameters_gives_every_value_back() -> None:
    rows = np.zeros(1, ROW)
    rows[0] = OF_PARAMETERS(P)
    row = rows[0]
    for name, _, length in parameter_storage():
        assert (tuple(row[name].tolist()) if length else row[name].item()) == getattr(P, name), name
