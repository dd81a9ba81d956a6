from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from math import isfinite
from pathlib import Path
from typing import get_type_hints

import pytest

from sim.model import parameters as declared_in
from sim.model.parameters import MECHANISMS, PARAMETERS, ROOMS, Parameters
from sim.model.quantities import Parameter, Unit, declarations, fields_of
from tools.flat import FLAT, text

SIM = Path(declared_in.__file__).parents[1]
BY_NAME = {q.name: q for q in PARAMETERS}
LISTS = {Unit.SHARES, Unit.RATES, Unit.NUMBERS, Unit.COUNTS, Unit.MONEYS}
WHOLE = {Unit.COUNT, Unit.CHOICE, Unit.SWITCH}
DERIVED = {f.name for f in fields(Parameters)} - set(BY_NAME)


def values(q: Parameter) -> tuple[float, ...]:
    return q.default if isinstance(q.default, tuple) else (q.default,)


def attributes(folder: str) -> set[str]:
    """Return every attribute that the code of a folder reads or writes."""
    return {
        node.attr
        for path in (SIM / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }


def wrong(right: Callable[[Parameter], bool]) -> list[str]:
    """Return the keys of the parameters for which something does not hold."""
    return [q.key for q in PARAMETERS if not right(q)]


def test_a_default_lies_within_its_bounds() -> None:
    assert wrong(lambda q: q.low < q.high and isfinite(q.low) and isfinite(q.high)) == []
    assert wrong(lambda q: q.choices is not None or all(q.low <= value <= q.high for value in values(q))) == []


def test_the_type_of_a_default_is_that_of_its_unit() -> None:
    hints = get_type_hints(Parameters)

    def right(q: Parameter) -> bool:
        if q.unit in LISTS:
            return hints[q.name] == tuple[float, ...] and len(q.default) == q.size > 0
        if q.unit in WHOLE:
            return hints[q.name] is int and isinstance(q.default, int) and q.size == 0
        return hints[q.name] is float or (hints[q.name] is int and q.unit == Unit.MONEY)

    assert wrong(right) == []


def test_a_choice_and_only_a_choice_has_words_and_its_default_is_one_of_them() -> None:
    assert wrong(lambda q: (q.choices is not None) == (q.unit == Unit.CHOICE)) == []
    assert wrong(lambda q: q.choices is None or q.default in set(q.choices)) == []


def test_shares_and_switches_are_bounded_by_0_and_1() -> None:
    bounded = {Unit.SHARE, Unit.SHARES, Unit.SWITCH}
    assert wrong(lambda q: q.unit not in bounded or 0.0 <= q.low < q.high <= 1.0) == []


def test_every_parameter_says_what_it_means_and_who_says_so() -> None:
    assert wrong(lambda q: len(q.meaning.split()) > 1 and q.meaning[0].islower() and not q.meaning.endswith(".")) == []
    assert wrong(lambda q: bool(q.source.strip())) == []


def test_a_name_is_its_key_and_a_mechanism_is_one_that_can_be_switched() -> None:
    def right(q: Parameter) -> bool:
        if q.key.startswith("mechanisms."):
            return q.name == f"{q.key.removeprefix('mechanisms.')}_on" and q.unit == Unit.SWITCH
        return q.name == q.key.replace(".", "_")

    assert wrong(right) == []
    assert wrong(lambda q: q.mechanism == "" or q.mechanism in MECHANISMS) == []


def test_no_two_parameters_share_a_key() -> None:
    keys = [q.key for q in PARAMETERS]
    assert len(set(keys)) == len(keys)
    # A key is a leaf of the file: none is also a section of another
    assert not any(other.startswith(f"{key}.") for key in keys for other in keys)


def test_a_module_of_rules_is_the_room_of_the_mechanism_of_its_name_or_of_none() -> None:
    assert len(ROOMS) > 35
    assert [room for room in ROOMS if room.__module__.rpartition(".")[2] != room.__name__.lower()] == []
    assert [room.mechanism for room in ROOMS] == ["", *MECHANISMS]
    assert list(MECHANISMS) == sorted(MECHANISMS)


def test_a_mechanism_has_its_switch_first_and_a_default_for_whoever_says_nothing() -> None:
    for room in ROOMS:
        first = declarations(room)[0]
        assert (first.key == f"mechanisms.{room.mechanism}") == bool(room.mechanism), room


def test_the_flat_record_is_what_the_rooms_declare() -> None:
    assert FLAT.read_text(encoding="utf-8") == text(), "run 'python -m tools.flat'"
    declared_fields = {name: one.default for room in ROOMS for name, one in fields_of(room).items()}
    assert {f.name: f.default for f in fields(Parameters)} == declared_fields


def test_every_switch_is_asked_and_no_parameter_is_dead() -> None:
    asked = attributes("model/rules") | attributes("model/story") | attributes("engine")
    assert {f"{mechanism}_on" for mechanism in MECHANISMS} - asked == set()
    # Given that rules, engines or the solving at load read a parameter; the rate of discounting is for responses
    assert set(BY_NAME) - asked - attributes("model") <= {"discount_rate"}
    # Then every number solved at load is read by a rule
    assert asked >= DERIVED


def test_what_is_solved_at_load_cannot_be_declared_and_starts_where_it_changes_nothing() -> None:
    assert {"complaint_offset_minor", "stay_logit_major", "care_effect", "outside_total"} <= DERIVED
    neutral = {
        "satisfaction_bar": 0.5,
        "path_satisfaction": 0.5,
        "path_expectation": 0.5,
        "praise_mean": 0.1,
        "morale_usual": 0.5,
        "problems_hidden": 8.0,
        "fidelity_usual": 0.6 + 0.2 * 0.5 + 0.2 * 0.5,
        "reputation_neutral": 0.75,
        "pay_usual": 1.0,
        "stations_usual": 1,
        "mode_voice_fit": 0.0,
    }
    for name in DERIVED:
        value = getattr(Parameters(), name)
        factor = name.endswith(("_scale", "_fit")) or name in {"failure_fresh", "blame_mean"}
        expected = neutral.get(name, 1.0 if factor else 0.0)
        assert set(value if isinstance(value, tuple) else (value,)) == {expected}, name


def test_given_parameters_are_frozen() -> None:
    p = Parameters()
    with pytest.raises(FrozenInstanceError):
        p.failure_rate = 0.5  # type: ignore[misc]
    assert replace(p, failure_rate=0.5).failure_rate == 0.5
    assert p.failure_rate == Parameters().failure_rate
