"""What lies at hand by name: listed, completed by a shell, as attributes in a notebook."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim

Call = Callable[..., Any]


@pytest.mark.parametrize(
    ("kind", "known"), [("markets", "corner_shop"), ("strategies", "vouchers"), ("experiments", "demo_corner")]
)
def test_list_names_what_lies_ready_with_labels_in_both_languages(call: Call, kind: str, known: str) -> None:
    lines = json.loads(call("list", kind, "--json").out)[kind]

    found = next(one for one in lines if known in one.values())
    assert found["label"]
    assert found["label_zh"]
    assert found["about"]


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("sim compare demo_cor", "demo_corner"),
        ("sim sweep corner_shop --vary failure.ra", "failure.rate="),
        ("sim compare x --strategy vou", "vouchers"),
        ("sim list str", "strategies"),
    ],
)
def test_a_shell_completes_names_and_keys(line: str, completed: str) -> None:
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), "_SIM_COMPLETE": "complete_bash"}

    done = subprocess.run(
        [Path(sys.executable).with_name("sim")], env=os.environ | words, capture_output=True, text=True, check=False
    )

    assert completed in done.stdout.split()


def test_names_are_attributes_that_complete() -> None:
    assert "vouchers" in dir(sim.strategies)
    assert sim.strategies.vouchers == sim.load_strategy("vouchers")
    assert sim.markets["corner_shop"] == sim.load("corner_shop")
    assert "demo_corner" in sim.experiments
    assert "Complaint hotline" in repr(sim.strategies)
    with pytest.raises(AttributeError, match="did you mean 'vouchers'"):
        _ = sim.strategies.voucher
    with pytest.raises(KeyError, match="no market"):
        _ = sim.markets["nowhere"]


def test_keys_of_a_scenario_are_attributes_that_complete() -> None:
    shop: Any = sim.load("corner_shop")

    assert shop.failure.rate == shop.values["failure.rate"]
    assert {"failure", "buying"} <= set(dir(shop))
    assert "rate" in dir(shop.failure)
    assert "0.75%" in repr(shop.failure)
    assert pickle.loads(pickle.dumps(shop)) == copy.copy(shop) == shop  # noqa: S301 our own
    with pytest.raises(AttributeError, match="did you mean 'rate'"):
        _ = shop.failure.rat
    with pytest.raises(AttributeError, match="no attribute or section 'failures'"):
        _ = shop.failures
