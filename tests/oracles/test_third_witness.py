"""A kernel in C counts what the engines count, of all ten kinds of a sub-model, and books the same money.

It shares no line with the program but the numbers of its draws, so it would not repeat a fault of the story, of a rule
or of the translation to machine code. It is told what each person's purchase rate is, and draws everything else.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.setting import LogLevel, Setting
from tests.benchmarks.in_c import COMPILER, REALS, SEQUENCES, WHOLES, Counted, common_setting, counted, kernel
from tests.oracles.checks import SEED

READ = [*REALS[2:], *SEQUENCES, *WHOLES]  # all but the law of purchase rates, which it is told

Witness = Callable[..., Counted]


@pytest.fixture(scope="module")
def witness() -> Witness:
    if COMPILER is None:
        pytest.skip("no C compiler: cc is not there")
    return kernel()


def crowded(persons: int = 3_000, days: float = 365.0, **changes: object) -> Setting:
    """Return a market whose one agent is too few, so that a third of the visitors give up."""
    return common_setting(persons, days, **({"desk__agents": 1, "need__mean": "150 minutes"} | changes))


def told(setting: Setting, replication: int = 0) -> tuple[list[int], np.ndarray]:
    """Return what the program counts and books, and everybody's purchase rate."""
    record = compiled.run(setting, SEED, replication, LogLevel.NONE)
    return numbers(counted(record)), np.ascontiguousarray(record.people["rate"])


def numbers(found: Counted) -> list[int]:
    return [*found.counts.tolist(), *found.booked.tolist()]


@pytest.mark.parametrize("is_by_day", [False, True])
@pytest.mark.parametrize(
    "setting",
    [
        common_setting(2_000, 1095.0),
        crowded(),
        crowded(days=100.5),
        crowded(desk__agents=3, failure__rate="100%"),
        crowded(desk__agents=0),
        crowded(need__spread=0.3, complaint__attachment=3, leaving__chance="20%", recovery__tau="2 hours"),
        crowded(goods__margin="50%", basket__noise_spread=4, buying__rate="2/day", buying__rate_shape=0.2),
    ],
    ids=["usual", "crowded", "half a day", "all fail", "no agent", "quick to leave", "uneven"],
)
def test_the_witness_counts_and_books_what_the_engine_does(witness: Witness, setting: Setting, is_by_day: bool) -> None:
    # Given what the compiled engine tells, with something in it
    for replication in range(3):
        expected, rates = told(setting, replication)
        assert expected[0] > 0

        # When the kernel runs the same persons, then all counts and sums are equal
        found = witness(setting, SEED, replication, is_by_day=is_by_day, rates=rates)
        assert numbers(found) == expected


def off(value: Any) -> Any:  # noqa: ANN401  whatever a parameter is
    """Return a value a twentieth off, a whole number by one."""
    if isinstance(value, tuple):
        return tuple(off(x) for x in value)
    return value + 1 if isinstance(value, int) else 1.05 * value


@pytest.mark.parametrize("name", READ)
def test_it_contradicts_when_a_parameter_is_a_little_off(witness: Witness, name: str) -> None:
    # Given the same persons, and one parameter of the kernel's that is not the program's
    shares = {"complaint__minor": "40%", "complaint__major": "60%", "failure__rate": "60%", "leaving__chance": "1%"}
    answers = {"need__mean": "40 minutes", "recovery__tau": "1 hour", "recovery__tau_fast": "1 hour"}
    setting = crowded(days=1095.0, recovery__weights=[0, 0, 1], **shares, **answers)
    expected, rates = told(setting)
    p = setting.phases[0][1]
    planted = replace(setting, phases=((0, replace(p, **{name: off(getattr(p, name))})),))

    # Then the counts or the sums are others
    assert numbers(witness(planted, SEED, 0, is_by_day=True, rates=rates)) != expected
