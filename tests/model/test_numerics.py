from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor, frexp, inf, isnan, ldexp, nextafter
from random import Random

import pytest
from mpmath import libmp, mp

from sim.model import numerics
from sim.model.numerics import exp, expm1, log, log1p, logistic, logit, round_half_up
from tests.model.twins import bits, compiled

Real = tuple[int, int, int, int]  # mpmath's inner form: sign, mantissa, exponent, bits of the mantissa

PRECISION = 100
LARGEST = (2.0 - 2.0**-52) * 2.0**1023
TINIEST = 2.0**-1074
NAN = inf - inf


def ulps_off(value: float, true: Real) -> float:
    """Return the distance from the true number to a float, in units of the last place a float has there."""
    exponent = max(true[2] + true[3], -1021) - 53
    gap = libmp.mpf_sub(libmp.from_float(value), true)
    return abs(libmp.to_float(libmp.mpf_shift(gap, -exponent)))


def true_log1p(x: Real, precision: int) -> Real:
    return libmp.mpf_log(libmp.mpf_add(x, libmp.fone), precision)


def true_expm1(x: Real, precision: int) -> Real:
    wider = precision + max(0, -2 * (x[2] + x[3]))
    return libmp.mpf_sub(libmp.mpf_exp(x, wider), libmp.fone)


def every_binade(draw: Random, lowest: int, highest: int, each: int) -> list[float]:
    return [ldexp(draw.uniform(0.5, 1.0), e) for e in range(lowest, highest + 1) for _ in range(each)]


def points(name: str, many: int, seed: int) -> list[float]:
    """Return about ``many`` arguments: in all binades, on the main range, and near the hard places."""
    draw = Random(seed)
    third = many // 3
    if name == "log":
        spread = every_binade(draw, -1073, 1023, third // 2097)
        return (
            spread + [draw.uniform(0.3, 3.0) for _ in range(third)] + [1.0 + draw.gauss(0, 1e-3) for _ in range(third)]
        )
    tiny = every_binade(draw, -70, 0, third // 142)
    if name == "log1p":
        spread = every_binade(draw, -1073, 1023, third // 2097)
        return spread + tiny + [-x for x in tiny if x < 1.0] + [draw.uniform(-1.0, 2.0) for _ in range(third)]
    lowest = -745.0 if name == "exp" else -38.0
    wide = [draw.uniform(lowest, 709.78) for _ in range(third)]
    steps = [(draw.randint(-30, 30) + 0.5) * 0.6931471805599453 + draw.gauss(0.0, 0.01) for _ in range(third)]
    return wide + steps + tiny + [-x for x in tiny]


OURS: dict[str, tuple[Callable[[float], float], Callable[[Real, int], Real]]] = {
    "log": (log, libmp.mpf_log),
    "log1p": (log1p, true_log1p),
    "exp": (exp, libmp.mpf_exp),
    "expm1": (expm1, true_expm1),
}


def worst(name: str, many: int, seed: int) -> tuple[float, float]:
    ours, true = OURS[name]
    return max(
        (ulps_off(ours(x), true(libmp.from_float(x), PRECISION)), x) for x in points(name, many, seed) if x != 0.0
    )


@pytest.mark.parametrize("name", OURS)
def test_elementary_functions_lie_within_one_ulp_of_the_truth(name: str) -> None:
    off, where = worst(name, 210_000, seed=1)

    assert off < 1.0, f"{name}({where!r}) is off by {off} ulp"


@pytest.mark.nightly
@pytest.mark.parametrize("name", OURS)
def test_elementary_functions_lie_within_one_ulp_at_a_million_points(name: str) -> None:
    off, where = worst(name, 1_000_000, seed=2)

    assert off < 1.0, f"{name}({where!r}) is off by {off} ulp"


def test_the_measure_of_error_sees_a_neighbour_as_one_ulp() -> None:
    assert ulps_off(nextafter(1.5, 2.0), libmp.from_float(1.5)) == 1.0
    assert ulps_off(nextafter(1.5, 0.0), libmp.from_float(1.5)) == 1.0
    assert ulps_off(2 * TINIEST, libmp.from_float(TINIEST)) == 1.0


def test_edges_give_infinities_and_nan_instead_of_errors() -> None:
    assert (log(0.0), log(-0.0), log(inf)) == (-inf, -inf, inf)
    assert (log1p(-1.0), log1p(inf)) == (-inf, inf)
    assert (exp(1000.0), exp(inf), exp(-1000.0), exp(-inf)) == (inf, inf, 0.0, 0.0)
    assert (expm1(1000.0), expm1(inf), expm1(-1000.0), expm1(-inf)) == (inf, inf, -1.0, -1.0)
    assert all(isnan(y) for y in (log(-1.0), log(-inf), log1p(-1.5), logit(-0.5), logit(1.5)))
    assert all(isnan(f(NAN)) for f in (log, log1p, exp, expm1, logistic, logit))


def test_exp_reaches_both_ends_of_the_floats() -> None:
    top, bottom = numerics.EXP_OVERFLOW, numerics.EXP_UNDERFLOW

    assert LARGEST * (1 - 1e-12) < exp(top) <= LARGEST
    assert exp(nextafter(top, inf)) == inf
    assert exp(bottom) == TINIEST
    assert exp(nextafter(bottom, -inf)) == 0.0


def test_the_cut_offs_of_exp_are_where_the_true_value_leaves_the_floats() -> None:
    with mp.workprec(200):
        beyond = mp.mpf(2) ** 1024 - mp.mpf(2) ** 970
        half = mp.mpf(2) ** -1075

        assert mp.exp(numerics.EXP_OVERFLOW) < beyond < mp.exp(nextafter(numerics.EXP_OVERFLOW, inf))
        assert mp.exp(nextafter(numerics.EXP_UNDERFLOW, -inf)) < half < mp.exp(numerics.EXP_UNDERFLOW)


def test_exact_values_are_exact() -> None:
    assert (log(1.0), exp(0.0), log1p(0.0), expm1(0.0)) == (0.0, 1.0, 0.0, 0.0)
    assert (log1p(1e-300), expm1(-1e-300)) == (1e-300, -1e-300)
    assert bits(log1p(-0.0)) == bits(expm1(-0.0)) == bits(-0.0)


def test_logistic_and_logit_keep_their_digits_at_both_ends() -> None:
    draw = Random(5)
    chances = [draw.random() for _ in range(500)] + [0.5 + draw.gauss(0, 1e-9) for _ in range(500)]
    chances += [10.0 ** draw.uniform(-300, -1) for _ in range(500)]
    with mp.workprec(PRECISION):
        for p in chances:
            true = mp.log(mp.mpf(p) / (1 - mp.mpf(p)))
            assert abs(logit(p) - true) <= 1e-15 * abs(true)
        for x in [draw.uniform(-744.0, 100.0) for _ in range(500)]:
            true = 1 / (1 + mp.exp(-mp.mpf(x)))
            assert abs(logistic(x) - true) <= 1e-15 * true + TINIEST


def test_logistic_of_large_numbers_is_a_certain_chance() -> None:
    assert (logistic(-1e308), logistic(-inf), logistic(1e308), logistic(inf)) == (0.0, 0.0, 1.0, 1.0)
    assert (logit(0.0), logit(1.0)) == (-inf, inf)


def test_halves_are_rounded_up_also_below_zero_and_where_the_sum_would_round() -> None:
    below_half = nextafter(0.5, 0.0)
    odd = 2.0**52 + 1.0

    assert [round_half_up(x) for x in (-1.5, -0.5, 0.5, 1.5, 2.5)] == [-1, 0, 1, 2, 3]
    assert [round_half_up(x) for x in (below_half, -below_half, nextafter(-0.5, -1.0))] == [0, 0, -1]
    assert [round_half_up(x) for x in (odd, -odd, 2.0**60, -TINIEST)] == [odd, -odd, 2**60, 0]


def test_rounding_agrees_with_fractions_everywhere() -> None:
    draw = Random(6)
    numbers = [draw.uniform(-1, 1) * 2.0 ** draw.randint(-60, 61) for _ in range(5000)]
    halves = [draw.randint(-(2**40), 2**40) + 0.5 for _ in range(1000)]
    neighbours = [nextafter(x, way) for x in halves for way in (-inf, inf)]

    for x in numbers + halves + neighbours:
        result = round_half_up(x)
        assert isinstance(result, int)
        assert result == floor(Fraction(x) + Fraction(1, 2))


@pytest.fixture(scope="module")
def twins() -> dict[str, Callable[..., float]]:
    return compiled(numerics)


@pytest.mark.parametrize("name", ["log", "log1p", "exp", "expm1", "logistic", "logit"])
def test_compiled_functions_give_the_same_bits(name: str, twins: dict[str, Callable[..., float]]) -> None:
    plain, twin = getattr(numerics, name), twins[name]
    edges = [0.0, -0.0, 1.0, -1.0, inf, -inf, NAN, LARGEST, -LARGEST, TINIEST, 1e3, -1e3, 2.0**53, 745.1, -745.1]
    arguments = points("exp", 20_000, seed=3) + points("log1p", 20_000, seed=4) + edges

    different = [x for x in arguments if bits(plain(x)) != bits(twin(x))]

    assert different == []


def test_compiled_rounding_gives_the_same_integers(twins: dict[str, Callable[..., float]]) -> None:
    draw = Random(7)
    numbers = [draw.uniform(-1, 1) * 2.0 ** draw.randint(-60, 61) for _ in range(5000)]

    assert [round_half_up(x) for x in numbers] == [twins["round_half_up"](x) for x in numbers]


def test_the_points_cover_all_binades() -> None:
    found = {frexp(x)[1] for x in points("log", 60_000, seed=1)}

    assert set(range(-1073, 1024)) <= found
