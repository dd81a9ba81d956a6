"""Pinned records: a change of the model that nobody announced is found here."""

import numpy as np
import pytest

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.events import Kind
from sim.record import MODEL_VERSION
from tests.golden.cases import ADVICE, CASES, changed, pinned

EACH = pytest.mark.parametrize("name", CASES)


@EACH
def test_a_pinned_setting_leaves_its_pinned_record(name: str) -> None:
    digest = compiled.run(*CASES[name]).digest()

    assert pinned()["digests"].get(name) == digest, ADVICE


@EACH
def test_the_reference_engine_leaves_the_pinned_record_too(name: str) -> None:
    assert reference.run(*CASES[name]).digest() == pinned()["digests"].get(name), ADVICE


def test_the_pinned_digests_are_of_this_model_version() -> None:
    assert pinned()["model_version"] == MODEL_VERSION, "run 'python -m tools.golden' after raising MODEL_VERSION"
    assert set(pinned()["digests"]) == set(CASES)


def test_there_are_twelve_and_everything_happens_in_them() -> None:
    counts = sum(compiled.run(*case).counts.sum(axis=0) for case in CASES.values())

    assert len(CASES) >= 12
    assert set(np.flatnonzero(counts).tolist()) == set(Kind)


def test_a_changed_digest_needs_a_new_version_and_a_new_case_does_not() -> None:
    was = {"a": "1" * 64, "b": "2" * 64}

    assert changed(MODEL_VERSION, was, was | {"c": "3" * 64}) == []
    assert changed(MODEL_VERSION, was, was | {"b": "4" * 64}) == ["'b': 222222222222 has become 444444444444"]
    assert changed(MODEL_VERSION, was, {"a": "1" * 64}) == ["'b': 222222222222 has become none"]
    assert changed("an older one", was, {}) == []
