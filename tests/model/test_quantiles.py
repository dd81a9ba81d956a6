from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import inf, log10, sqrt
from random import Random

import pytest
from mpmath import mp, mpf

from sim.model import inversion, numerics, quantiles, special
from sim.model.quantiles import (
    beta_quantile,
    exponential,
    gamma_quantile,
    lognormal_value,
    normal_quantile,
    poisson_quantile,
)
from tests.model.twins import bits, compiled, rebound

Twins = dict[str, Callable[..., float]]

ENDS = (1e-9, 0.075, 0.4999999, 0.5, 0.5000001, 0.925, 1.0 - 1e-9)
SHAPES = (0.05, 0.4, 1.0, 9.99, 10.0, 19.99, 20.0, 1e4)
PAIRS = [(a, b) for a in (0.05, 0.5, 1.0, 3.0, 1e3) for b in (0.05, 0.5, 1.0, 3.0, 1e3)]


@pytest.fixture(scope="module")
def twins() -> Twins:
    return compiled(numerics, special, inversion, quantiles)


@pytest.fixture(autouse=True)
def digits() -> Iterator[None]:
    with mp.workdps(40):
        yield


def any_draw(draw: Random) -> float:
    """Return a draw of the whole range, as often near either end as in the middle."""
    end = 10.0 ** draw.uniform(-9.0, log10(0.5))
    return draw.choice((draw.random(), end, 1.0 - end))


def between(draw: Random, low: float, high: float) -> float:
    return 10.0 ** draw.uniform(log10(low), log10(high))


def gamma_lower(x: mpf, shape: float) -> mpf:
    return mp.gammainc(mpf(shape), 0, x, regularized=True) if x < shape else 1 - gamma_upper(x, shape)


def gamma_upper(x: mpf, shape: float) -> mpf:
    return mp.gammainc(mpf(shape), x, mp.inf, regularized=True)


def beta_lower(x: mpf, a: float, b: float) -> mpf:
    return mp.betainc(mpf(a), mpf(b), 0, min(x, mpf(1)), regularized=True)


def within(u: float, x: float, share_below: Callable[[mpf], mpf], relative: float) -> bool:
    """Return whether the true quantile lies within a relative distance of ``x``: u between the shares at its bounds."""
    low, high = sorted((mpf(x) * (1 - mpf(relative)), mpf(x) * (1 + mpf(relative))))
    return bool(share_below(low) <= mpf(u) <= share_below(high))


def gamma_cases(many: int, seed: int) -> list[tuple[float, float]]:
    draw = Random(seed)
    return [(u, a) for u in ENDS for a in SHAPES] + [(any_draw(draw), between(draw, 0.05, 1e4)) for _ in range(many)]


def beta_cases(many: int, seed: int) -> list[tuple[float, float, float]]:
    draw = Random(seed)
    chosen = [(any_draw(draw), between(draw, 0.05, 1e3), between(draw, 0.05, 1e3)) for _ in range(many)]
    return [(u, a, b) for u in ENDS for a, b in PAIRS] + chosen


def test_normal_quantiles_are_right_to_fourteen_digits() -> None:
    draw = Random(11)
    draws = [*ENDS, *(any_draw(draw) for _ in range(3000)), *(0.5 + draw.gauss(0, 1e-6) for _ in range(200))]

    wrong = [u for u in draws if not within(u, normal_quantile(u), mp.ncdf, 5e-15) and u != 0.5]

    assert wrong == []
    assert normal_quantile(0.5) == 0.0


def test_normal_quantiles_are_right_at_the_outermost_draws() -> None:
    first = 0.5 / 2.0**52

    assert within(first, normal_quantile(first), mp.ncdf, 5e-15)
    assert normal_quantile(1.0 - first) == -normal_quantile(first)
    assert (normal_quantile(0.0), normal_quantile(1.0)) == (-inf, inf)


def test_gamma_quantiles_are_right_to_nine_digits() -> None:
    wrong = [
        (u, shape)
        for u, shape in gamma_cases(900, seed=12)
        if not within(u, gamma_quantile(u, shape), lambda x, a=shape: gamma_lower(x, a), 1e-9)
    ]

    assert wrong == []


def test_beta_quantiles_are_right_to_nine_digits() -> None:
    wrong = [
        (u, a, b)
        for u, a, b in beta_cases(900, seed=13)
        if not within(u, beta_quantile(u, a, b), lambda x, a=a, b=b: beta_lower(x, a, b), 1e-9)
    ]

    assert wrong == []


@pytest.mark.nightly
def test_gamma_and_beta_quantiles_are_right_at_many_more_points() -> None:
    gamma = gamma_cases(6_000, seed=14)
    beta = beta_cases(6_000, seed=15)

    for u, shape in gamma:
        assert within(u, gamma_quantile(u, shape), lambda x, a=shape: gamma_lower(x, a), 1e-9), (u, shape)
    for u, a, b in beta:
        assert within(u, beta_quantile(u, a, b), lambda x, a=a, b=b: beta_lower(x, a, b), 1e-9), (u, a, b)


def test_quantiles_of_the_ends_are_the_ends_of_the_distribution() -> None:
    assert (gamma_quantile(0.0, 2.0), gamma_quantile(1.0, 2.0)) == (0.0, inf)
    assert (beta_quantile(0.0, 2.0, 3.0), beta_quantile(1.0, 2.0, 3.0)) == (0.0, 1.0)
    assert 0.0 <= gamma_quantile(2.0**-53, 0.05) < 1e-300
    assert 0.0 <= beta_quantile(2.0**-53, 0.05, 1e3) < 1e-300


def neighbours(draw: Random, many: int) -> list[float]:
    """Return rising draws that differ in the 36th bit of their distance from the nearer end, or in the last bits."""
    end = between(draw, 1e-9, 0.49)
    step = draw.choice((2.0**-36, 2.0**-51))
    steps = [end * (1.0 + k * step) for k in range(many)]
    return steps if draw.random() < 0.5 else [1.0 - x for x in reversed(steps)]


def falls(values: list[float]) -> int:
    return sum(later < earlier for earlier, later in pairwise(values))


def test_gamma_and_beta_quantiles_never_fall_between_neighbouring_draws(twins: Twins) -> None:
    draw = Random(16)
    gamma, beta = twins["gamma_quantile"], twins["beta_quantile"]

    for _ in range(200):
        draws = neighbours(draw, 200)
        shape, a, b = between(draw, 0.05, 1e4), between(draw, 0.05, 1e3), between(draw, 0.05, 1e3)
        assert falls([gamma(u, shape) for u in draws]) == 0, (draws[0], shape)
        assert falls([beta(u, a, b) for u in draws]) == 0, (draws[0], a, b)


def test_gamma_and_beta_quantiles_never_fall_across_the_middle_and_the_joints() -> None:
    middle = [0.5 + k * 2.0**-52 for k in range(-40_000, 40_000, 1000)]
    rising = [10.0 ** (-16 + k / 200) for k in range(3100)]
    for shape in SHAPES:
        assert falls([gamma_quantile(u, shape) for u in [*middle, 0.6, 0.9]]) == 0
        assert falls([gamma_quantile(u, shape) for u in rising]) == 0
    for a, b in PAIRS[::2]:
        assert falls([beta_quantile(u, a, b) for u in middle]) == 0
        assert falls([beta_quantile(u, a, b) for u in rising[::5]]) == 0


def test_normal_and_exponential_quantiles_never_fall_from_one_draw_to_the_next(twins: Twins) -> None:
    draw = Random(17)
    joints = [int(2**52 * u) for u in (0.075, 0.5, 0.925, 1.3887943864964021e-11, 1.0 - 1.3887943864964021e-11)]
    for start in [0, 2**52 - 4000, *joints, *(draw.randrange(2**52) for _ in range(40))]:
        draws = [(k + 0.5) / 2.0**52 for k in range(max(start - 2000, 0), min(start + 2000, 2**52))]
        assert falls([twins["normal_quantile"](u) for u in draws]) == 0
        assert falls([twins["exponential"](u) for u in draws]) == 0


def test_exponential_numbers_keep_their_digits_at_both_ends() -> None:
    for u in (0.5 / 2.0**52, 1e-9, 0.3, 1.0 - 1e-9, 1.0 - 0.5 / 2.0**52):
        true = -mp.log(1 - mpf(u))
        assert abs(exponential(u) - true) <= 2.3e-16 * true


def test_lognormal_numbers_have_the_quantiles_of_their_mean_and_spread() -> None:
    draw = Random(18)
    for _ in range(300):
        u, mean, cv = any_draw(draw), between(draw, 0.01, 1e4), between(draw, 0.01, 5.0)
        variance = mp.log(1 + mpf(cv) ** 2)
        spread = mp.sqrt(variance)
        value = lognormal_value(u, mean, cv)
        assert within(u, value, lambda x, m=mean, v=variance, s=spread: mp.ncdf((mp.log(x / m) + v / 2) / s), 1e-12)


def test_lognormal_numbers_have_the_mean_and_the_variation_asked_for() -> None:
    many = 100_000
    values = [lognormal_value((k + 0.5) / many, 20.0, 0.5) for k in range(many)]

    mean = sum(values) / many
    deviation = sqrt(sum((value - mean) ** 2 for value in values) / many)

    assert mean == pytest.approx(20.0, rel=1e-4)
    assert deviation / mean == pytest.approx(0.5, rel=1e-2)


def test_without_variation_every_lognormal_number_is_the_mean() -> None:
    assert {lognormal_value(u, 12.34, 0.0) for u in (1e-16, 0.3, 1.0 - 1e-16)} == {12.34}


def poisson_share(k: int, mean: float) -> mpf:
    """Return the true chance of at most ``k``."""
    return 1 - gamma_lower(mpf(mean), k + 1.0) if k >= 0 else mpf(0)


def test_poisson_numbers_are_the_first_to_reach_the_draw() -> None:
    draw = Random(19)
    means = [1e-6, 0.1, 1.0, 49.9999, 50.0, 50.0001, 1e5, 1e6, *(between(draw, 0.01, 1e4) for _ in range(400))]
    for mean in means:
        u = any_draw(draw)
        k = poisson_quantile(u, mean)
        assert isinstance(k, int)
        assert poisson_share(k - 1, mean) < u <= poisson_share(k, mean), (u, mean)


def test_poisson_numbers_never_fall_when_draw_or_mean_grow() -> None:
    draw = Random(20)
    for _ in range(150):
        mean = draw.choice((between(draw, 0.01, 1e4), draw.uniform(49.9, 50.1)))
        draws = sorted(any_draw(draw) for _ in range(20))
        assert falls([poisson_quantile(u, mean) for u in draws]) == 0
        u = draws[7]
        assert falls([poisson_quantile(u, mean * (1.0 + 0.003 * k)) for k in range(20)]) == 0


@pytest.mark.parametrize("mean", [1e-9, 0.5, 10.0, 50.0, 51.0, 1e4])
def test_poisson_numbers_are_right_far_out(mean: float) -> None:
    for u in (2.0**-40, 1.0 - 2.0**-40):
        k = poisson_quantile(u, mean)
        assert poisson_share(k - 1, mean) < u <= poisson_share(k, mean)


def test_poisson_numbers_end_at_the_outermost_draws() -> None:
    last = 1.0 - 0.5 / 2.0**52
    for mean in (1e-9, 0.5, 10.0, 50.0, 51.0, 1e4):
        assert poisson_quantile(0.5 / 2.0**52, mean) <= mean
        assert mean < poisson_quantile(last, mean) < mean + 10.0 * sqrt(mean) + 30.0
    assert poisson_quantile(last, 0.0) == 0


def test_the_solvers_come_home_in_eight_steps_of_the_sixty_they_may_take() -> None:
    short = rebound(numerics, special, inversion, quantiles, MOST_STEPS=8)
    shorter = rebound(numerics, special, inversion, quantiles, MOST_STEPS=1)
    gamma, beta = gamma_cases(1500, seed=21), beta_cases(1500, seed=22)

    assert [given for given in gamma if short["gamma_quantile"](*given) != gamma_quantile(*given)] == []
    assert [given for given in beta if short["beta_quantile"](*given) != beta_quantile(*given)] == []
    assert [given for given in gamma if shorter["gamma_quantile"](*given) != gamma_quantile(*given)] != []
    assert [given for given in beta if shorter["beta_quantile"](*given) != beta_quantile(*given)] != []


def test_log_gamma_agrees_with_the_truth() -> None:
    draw = Random(23)
    for a in [0.05, 1.0, 2.0, 9.999, 10.0, *(between(draw, 0.01, 1e5) for _ in range(500))]:
        true = mp.loggamma(mpf(a))
        assert abs(special.log_gamma(a) - true) <= 1e-14 * max(1, abs(true)), a


def test_normal_tails_keep_their_relative_error() -> None:
    draw = Random(24)
    for z in [0.0, *(draw.uniform(-8.0, 12.0) for _ in range(500))]:
        true = mp.ncdf(-mpf(z))
        assert abs(special.normal_tail(z) - true) <= 3e-14 * true, z


def test_compiled_quantiles_give_the_same_bits(twins: Twins) -> None:
    draw = Random(25)
    one = [(any_draw(draw),) for _ in range(10_000)]
    cases: dict[str, list[tuple[float, ...]]] = {
        "exponential": list(one),
        "normal_quantile": list(one),
        "lognormal_value": [(any_draw(draw), 20.0, between(draw, 0.01, 3.0)) for _ in range(5000)],
        "gamma_quantile": list(gamma_cases(10_000, seed=26)),
        "beta_quantile": list(beta_cases(10_000, seed=27)),
        "poisson_quantile": [(any_draw(draw), between(draw, 0.01, 1e5)) for _ in range(5000)],
    }
    for name, arguments in cases.items():
        plain, twin = getattr(quantiles, name), twins[name]
        assert [given for given in arguments if bits(plain(*given)) != bits(twin(*given))] == [], name
