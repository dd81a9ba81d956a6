"""Shares of variance against a function whose shares are known, with noise; what the box says, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import qmc

from sim.experiment.sensitivity.shares import fitted, shares_of
from sim.experiment.sensitivity.space import nearest_flip, space_of

Numbers = NDArray[np.float64]
# Ishigami with a = 7, b = .1 (science F8): total variance and first-order indices
VARIANCE, INDICES = 13.844588, (0.313905, 0.442411, 0.0)


def ishigami(x: Numbers) -> Numbers:
    z = np.pi * (2.0 * x - 1.0)
    found: Numbers = np.sin(z[:, 0]) + 7.0 * np.sin(z[:, 1]) ** 2 + 0.1 * z[:, 2] ** 4 * np.sin(z[:, 0])
    return found


def noisy(points: int, seed: int, shared: float, own: float) -> tuple[Numbers, Numbers]:
    """Return points and eight replications: noise that a replication adds everywhere, and noise of its own."""
    x, rng = qmc.Sobol(3, rng=seed).random(points), np.random.default_rng(seed)
    return x, ishigami(x)[:, None] + rng.normal(0.0, shared, (1, 8)) + rng.normal(0.0, own, (points, 8))


@pytest.mark.parametrize("seed", range(3))
def test_shares_of_a_known_function_with_noise_are_found(seed: int) -> None:
    x, y = noisy(512, seed, shared=0.5, own=2.0)
    whole = VARIANCE + 4.25

    found = shares_of(x, y)

    assert found is not None
    for one, index in zip(found.each, INDICES, strict=True):
        assert one.value == pytest.approx(index * VARIANCE / whole, abs=0.05)
        assert one.low - 0.02 <= index * VARIANCE / whole <= one.high + 0.02
    assert found.noise.value == pytest.approx(4.25 / whole, abs=0.05)
    assert found.rest.value == pytest.approx((1.0 - sum(INDICES)) * VARIANCE / whole, abs=0.06)
    assert sum(one.value for one in (*found.each, found.noise, found.rest)) == pytest.approx(1.0)


def test_pure_noise_explains_nothing() -> None:
    x, rng = qmc.Sobol(4, rng=1).random(128), np.random.default_rng(1)

    found = shares_of(x, rng.normal(0.0, 1.0, (128, 4)))

    assert found is not None
    assert found.noise.value > 0.9
    assert max(one.value for one in found.each) < 0.06


def test_too_few_points_or_one_replication_tell_nothing() -> None:
    x, y = noisy(16, 1, 0.0, 1.0)

    assert shares_of(x[:5], y[:5]) is None
    assert shares_of(x, y[:, :1]) is None
    assert shares_of(x, np.zeros_like(y)) is None


def test_a_straight_line_needs_one_term() -> None:
    x = qmc.Sobol(2, rng=1).random(64)

    fit = fitted(x, 3.0 + 2.0 * x[:, 0] + np.random.default_rng(1).normal(0.0, 0.1, 64))

    assert fit.terms == 1
    assert fit.parts[0] == pytest.approx(4.0 / 12.0, rel=0.1)  # variance of 2 x over [0, 1]
    assert fit.parts[1] == pytest.approx(0.0, abs=0.002)


# ------------------------------------------------------------ the box


def box(points: int = 256) -> tuple[Numbers, list[dict[str, Numbers]]]:
    """Return a choice between nothing and a strategy that brings 10 u - 3, u even over [0, 1]."""
    x = qmc.Sobol(2, rng=3).random(points)
    rng = np.random.default_rng(2)
    return x, [
        {"as is": (base := rng.normal(100.0, 5.0, 4)), "new": base + 10.0 * u - 3.0 + rng.normal(0.0, 0.05, 4)}
        for u in x[:, 0]
    ]


def test_the_box_of_a_choice_known_by_hand() -> None:
    # Given 10 u - 3: better where u > .3; mean 2; regret of new E(3 - 10 u)+ = .45; of nothing E(10 u - 3)+ = 2.45
    x, found = box()

    space = space_of(x, found, ("as is", "new"), more=True, seed=1)

    first, second = space.best
    assert (first.name, second.name) == ("new", "as is")
    assert first.share.value == pytest.approx(0.7, abs=0.03)
    assert second.share.value == pytest.approx(0.3, abs=0.03)
    assert first.regret.value == pytest.approx(0.45, abs=0.05)
    assert second.regret.value == pytest.approx(2.45, abs=0.1)
    # Knowing u is worth the regret of the better choice; knowing the other assumption nothing
    assert space.knowing[0].value == pytest.approx(0.45, abs=0.05)
    assert space.knowing[1].value == pytest.approx(0.0, abs=0.02)
    assert space.knowing_all.value == pytest.approx(0.45, abs=0.05)


def test_where_less_is_better_the_other_one_wins() -> None:
    x, found = box()

    assert space_of(x, found, ("as is", "new"), more=False, seed=1).best[0].name == "as is"


def test_points_that_chance_hides_are_unclear() -> None:
    x = qmc.Sobol(2, rng=3).random(64)
    rng = np.random.default_rng(2)
    found = [{"as is": rng.normal(0.0, 5.0, 4), "new": rng.normal(0.1, 5.0, 4)} for _ in x]

    assert space_of(x, found, ("as is", "new"), more=True, seed=1).unclear.value > 0.8


def test_the_smallest_joint_step_is_that_of_the_line() -> None:
    # Given 10 u - 3 at u = .7: it turns at u = .3, a step of .4
    x, found = box()

    near = nearest_flip(x, found, "new", ("as is", "new"), (0.7, 0.5), more=True)

    assert near is not None
    step, rival, _ = near
    assert rival == "as is"
    assert step == pytest.approx(0.4, abs=0.03)
