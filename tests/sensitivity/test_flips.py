"""Where an answer turns: judged at the ends, bisected between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.experiment.sensitivity.assumptions import Assumption
from sim.experiment.sensitivity.flips import Bracket, Flip, Question, Turn, bisected, judged
from sim.experiment.sensitivity.looks import Point

Numbers = NDArray[np.float64]
RATE = Assumption("failure.rate", "", Fraction(0), Fraction(2, 100), Fraction(10, 100), "assumed", "")
SIGN = Question("new", "as is", winner=False)
NOISE = np.random.default_rng(1).normal(0.0, 0.1, 30)
NOISE -= NOISE.mean()


def gap(share: float, slope: float, at: float) -> Numbers:
    """Return a gap that crosses 0 at a share, falling with the slope."""
    found: Numbers = slope * (at - share) + NOISE
    return found


def test_a_clear_change_of_sign_at_an_end_is_bracketed_the_nearer_end_first() -> None:
    found = judged(SIGN, RATE, gap(0.2, 5.0, 0.6), [(0.0, gap(0.0, 5.0, 0.6)), (1.0, gap(1.0, 5.0, 0.6))])

    assert isinstance(found, Bracket)
    assert (found.near, found.far) == (0.2, 1.0)


@pytest.mark.parametrize(
    ("at", "slope", "turn"), [(1.5, 5.0, Turn.OUTSIDE), (40.0, 5.0, Turn.NEVER), (1.0, 5.0, Turn.UNCLEAR)]
)
def test_what_does_not_turn_within_its_range_is_told_apart(at: float, slope: float, turn: Turn) -> None:
    # A rate of failing of 150% of the range is 15%; 4,000% would be a rate of 400%, which there is not
    ends = [(0.0, gap(0.0, slope, at)), (1.0, gap(1.0, slope, at))]

    found = judged(SIGN, RATE, gap(0.2, slope, at), ends)

    assert isinstance(found, Flip)
    assert found.turn is turn
    assert found.at == (pytest.approx(1.5) if turn is Turn.OUTSIDE else None)


def test_an_end_that_moves_away_from_0_never_turns() -> None:
    found = judged(SIGN, RATE, gap(0.2, 5.0, 0.6), [(0.0, gap(0.0, 5.0, 0.6))])

    assert isinstance(found, Flip)
    assert found.turn is Turn.NEVER


@pytest.mark.parametrize("steps", [0, 5])
def test_bisection_finds_where_a_bent_curve_crosses(steps: int) -> None:
    # Given a gap of .25 - u^2, which crosses 0 at u = .5
    def curve(share: float) -> Numbers:
        found: Numbers = 0.25 - share**2 + NOISE / 10.0
        return found

    asked: list[list[float]] = []

    def look(points: list[Point], step: str, times: int) -> Sequence[Mapping[str, Numbers]]:
        shares = [next(iter(point.shares.values())) for point in points]
        asked.append(shares)
        assert (step, times) == (str(len(asked)), 1)
        return [{"new": curve(share), "as is": np.zeros(30)} for share in shares]

    bracket = judged(SIGN, RATE, curve(0.2), [(1.0, curve(1.0))])
    assert isinstance(bracket, Bracket)
    (found,) = bisected([bracket], steps, 8, look)

    assert found.turn is Turn.WITHIN
    assert len(asked) == steps
    assert found.at == pytest.approx(0.5, abs=0.005 if steps else 0.2)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.at < found.high


def test_values_that_cannot_be_together_leave_the_bracket_as_it_is() -> None:
    bracket = judged(SIGN, RATE, gap(0.2, 5.0, 0.6), [(1.0, gap(1.0, 5.0, 0.6))])
    assert isinstance(bracket, Bracket)

    (found,) = bisected([bracket], 3, 1, lambda points, *_: [{} for _ in points])

    assert found.at == pytest.approx(0.6)


@pytest.mark.parametrize(("noise", "times"), [(0.1, None), (0.2, 2), (0.5, 8), (2.0, 8)])
def test_where_chance_leaves_more_than_a_twentieth_of_the_range_the_middle_is_looked_at_with_more_pairs(
    noise: float, times: int | None
) -> None:
    # Given a gap that falls by 1.25 over the range and crosses 0 at .6, and 240 pairs of which 30 are looked at
    every = np.random.default_rng(2).normal(0.0, noise, 240)
    asked: list[int] = []

    def pairs(share: float, count: int) -> Numbers:
        found: Numbers = 1.25 * (0.6 - share) + every[:count]
        return found

    def look(points: list[Point], _: str, more: int) -> Sequence[Mapping[str, Numbers]]:
        asked.extend([more] if more > 1 else [])
        shares = [next(iter(point.shares.values())) for point in points]
        return [{"new": pairs(share, 30 * more), "as is": np.zeros(30 * more)} for share in shares]

    # When it is bisected
    bracket = Bracket(SIGN, RATE, 0.2, 1.0, pairs(0.2, 30), pairs(1.0, 30))
    (found,) = bisected([bracket], 4, 8, look)

    # Then as many more are looked at as it takes, eight times at most, and the flip is told from all of them
    assert asked == ([times] if times else [])
    seen = every[: 30 * (times or 1)]
    assert found.at == pytest.approx(0.6 + seen.mean() / 1.25)
    assert found.high is not None
    assert found.high - found.at == pytest.approx(
        min(1.0 - found.at, 1.96 * seen.std(ddof=1) / len(seen) ** 0.5 / 1.25)
    )


def test_where_a_curve_is_steep_the_slope_there_says_how_sure_its_crossing_is() -> None:
    # Given a gap that has fallen by nine tenths of what it falls in a quarter of the way, and crosses 0 at .05
    noise = np.random.default_rng(3).normal(0.0, 0.3, 30)
    noise -= noise.mean()

    def bent(share: float) -> Numbers:
        found: Numbers = np.exp(-10.0 * share) - np.exp(-0.5) + noise
        return found

    bracket = Bracket(SIGN, RATE, 0.0, 1.0, bent(0.0), bent(1.0))
    (found,) = bisected([bracket], 5, 1, lambda points, *_: [
        {"new": bent(next(iter(point.shares.values()))), "as is": np.zeros(30)} for point in points
    ])  # fmt: skip

    assert found.at == pytest.approx(0.05, abs=0.002)
    assert found.high is not None
    steep = 10.0 * np.exp(-0.5)
    assert found.high - found.at == pytest.approx(1.96 * noise.std(ddof=1) / 30**0.5 / steep, rel=0.1)
