"""C4: what the loss of an adopter costs beyond her own purchase: all those whom she would have brought, discounted.

A share of the market that had adopted falls silent at some time. In the engine those persons are customers in one run
and an indifferent rival's customers in the other; everything else is drawn alike.
"""

from dataclasses import replace
from math import exp, expm1

import numpy as np
import pytest

from sim.model.events import Network
from sim.model.quantities import YEAR
from sim.model.setting import LogLevel
from tests.oracles.checks import assert_caught, assert_holds, mean_score, simulated, world
from tests.oracles.formulas import bass
from tests.oracles.test_word_of_mouth import P, Q, market

DELTA = 0.10
SILENT = 0.05
YEARS = 20
PERSONS, RUNS = 3_000, 10
C4 = {0: 1.505, 1: 1.0575, 2: 0.7368, 3: 0.5096, 4: 0.3499, 5: 0.2386, 6: 0.1617, 8: 0.0732, 10: 0.0327, 12: 0.0145}


def indirect_loss(t: float, step: float = 0.005, horizon: float = 60.0) -> float:
    """Return the discounted adoptions that one adopter's silence from time t on costs: Bass's equation and its change.

    f' = (p + q f)(1 - f); the change g of f by a silent share 1 has g' = q (g - 1)(1 - f) - (p + q f) g.
    """

    def slopes(f: float, g: float) -> tuple[float, float]:
        return (P + Q * f) * (1.0 - f), Q * (g - 1.0) * (1.0 - f) - (P + Q * f) * g

    f, g, lost, s = bass(t, P, Q), 0.0, 0.0, 0.0
    while s < horizon:
        a = slopes(f, g)
        middle = slopes(f + 0.5 * step * a[0], g + 0.5 * step * a[1])
        lost -= exp(-DELTA * (s + 0.5 * step)) * middle[1] * step
        f, g, s = f + step * middle[0], g + step * middle[1], s + step
    return lost


def joins_by_night(q: float, adopted: float, silent: float) -> float:
    """Return the discounted share of persons who join in ``YEARS``, word told on a day arriving overnight."""
    p, per_day = P / YEAR, q / YEAR
    prospects, heard, worth = 1.0 - adopted - silent, per_day * adopted, 0.0
    for day in range(int(YEARS * YEAR)):
        told = -expm1(-heard) if day else 0.0
        middle = prospects * exp(-0.5 * p) * (1.0 - 0.5 * told)
        end = prospects * exp(-p) * (1.0 - told)
        heard = per_day * (1.0 - silent - (prospects + 4.0 * middle + end) / 6.0)
        worth += (prospects - end) * exp(-DELTA * (day + 0.5) / YEAR)
        prospects = end
    return worth


def joined_worth(adopted: float, silent: float, run: int) -> float:
    """Return the discounted share of persons who join in one run."""
    p = replace(market(Network.COMPLETE), start_customers=adopted, start_rival=silent, rival_openness=0.0)
    people = simulated(world(p, PERSONS, YEARS * YEAR), run, LogLevel.NONE).people
    joined = people["joined"][np.isfinite(people["joined"]) & (people["joined"] > 0.0)]
    return float(np.exp(-DELTA * joined / YEAR).sum()) / PERSONS


@pytest.mark.parametrize("t", C4)
def test_the_earlier_an_adopter_is_lost_the_more_she_takes_along(t: int) -> None:
    assert indirect_loss(t) == pytest.approx(C4[t], abs=0.002)


def test_of_a_small_share_the_nights_cost_what_the_equation_says() -> None:
    small = 1e-4
    by_night = (joins_by_night(Q, small, 0.0) - joins_by_night(Q, 0.0, small)) / small
    assert by_night == pytest.approx(indirect_loss(0.0, horizon=YEARS), rel=0.01)


@pytest.mark.parametrize("t", [0, 3])
def test_adopters_who_fall_silent_take_along_whom_they_would_have_brought(t: int) -> None:
    """10 pairs of 3,000 persons; with talk of half the force, planted at year 0, the loss would not hold."""
    before = max(bass(t, P, Q), SILENT)
    pairs = [joined_worth(before, 0.0, k) - joined_worth(before - SILENT, SILENT, k) for k in range(RUNS)]
    expected = [joins_by_night(q, before, 0.0) - joins_by_night(q, before - SILENT, SILENT) for q in (Q, 0.5 * Q)]

    assert_holds({f"lost at {t}": mean_score(pairs, expected[0])})
    if t == 0:
        assert_caught({"talk of half the force": mean_score(pairs, expected[1])})
