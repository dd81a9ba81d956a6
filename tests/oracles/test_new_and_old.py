"""D4: new customers leave more than old ones where people differ, though nobody grows loyal."""

from typing import Any

import numpy as np
import pytest

from sim.model.events import LeaveLaw, RateLaw
from sim.model.setting import LogLevel, Setting
from tests.oracles.checks import (
    assert_caught,
    assert_engines_agree,
    assert_holds,
    newcomers,
    quiet,
    share_score,
    simulated,
)
from tests.oracles.formulas import sbg_survival

ALPHA, BETA = 0.668, 3.806  # science D4, high end
MEAN = ALPHA / (ALPHA + BETA)
PERSONS, DECISIONS = 50_000, 8


def shop(law: LeaveLaw, persons: int = PERSONS, **changes: Any) -> Setting:  # noqa: ANN401
    """Return newcomers who decide after each of frequent purchases; both laws have the same mean chance."""
    given = {
        "buying_rate": 1.2,
        "buying_rate_law": RateLaw.FIXED,
        "leaving_law": law,
        "leaving_chance": MEAN,
        "leaving_a": ALPHA,
        "leaving_b": BETA,
    }
    return newcomers(quiet(**(given | changes)), persons, 40.0)


def leaving_by_tenure(setting: Setting) -> list[tuple[int, int]]:
    """Return (who left at their n-th decision, who came to it) for n = 1, 2, ..."""
    people = simulated(setting, 0, LogLevel.NONE).people
    bought, gone = people["bought"], people["cause"] > 0
    return [(int((gone & (bought == n)).sum()), int((bought >= n).sum())) for n in range(1, DECISIONS + 1)]


def told(n: int) -> float:
    """Return the share who leave at their n-th decision: alpha / (alpha + beta + n - 1)."""
    return 1.0 - sbg_survival(n, ALPHA, BETA) / sbg_survival(n - 1, ALPHA, BETA)


def scores(setting: Setting, chances: list[float]) -> dict[str, float]:
    found = zip(leaving_by_tenure(setting), chances, strict=True)
    return {f"decision {n}": share_score(left, came, chance) for n, ((left, came), chance) in enumerate(found, 1)}


def test_where_people_differ_churn_falls_with_tenure() -> None:
    """50,000 newcomers: catches a chance off by .9 points at every decision."""
    chances = [told(n) for n in range(1, DECISIONS + 1)]

    assert chances[0] == pytest.approx(MEAN)
    assert chances[-1] == pytest.approx(ALPHA / (ALPHA + BETA + DECISIONS - 1))
    assert_holds(scores(shop(LeaveLaw.BETA), chances))
    assert np.all(np.diff([left / came for left, came in leaving_by_tenure(shop(LeaveLaw.BETA))]) < 0.0)


def test_where_all_are_alike_churn_does_not_depend_on_tenure() -> None:
    """50,000 newcomers: catches a chance off by .9 points at the first decision, 1.6 at the eighth."""
    assert_holds(scores(shop(LeaveLaw.CONSTANT), [MEAN] * DECISIONS))


def test_alike_people_are_seen_where_different_ones_are_told() -> None:
    assert_caught(scores(shop(LeaveLaw.CONSTANT), [told(n) for n in range(1, DECISIONS + 1)]))
    assert_caught(scores(shop(LeaveLaw.BETA, leaving_b=1.1 * BETA), [told(n) for n in range(1, DECISIONS + 1)]))


def test_both_engines_lose_the_same_newcomers() -> None:
    assert_engines_agree(shop(LeaveLaw.BETA, 200))
