"""Lorenz curve, Gini and the top share: closed forms, and what never happens."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import gamma, nbinom

from sim.response.concentration import gini, lorenz_curve, top_share

# science B3: share of the top 20% when rates are gamma distributed, by shape
PUBLISHED = {0.243: 0.8016, 0.3: 0.7572, 0.5: 0.6498, 0.553: 0.6296, 1.0: 0.5219, 2.0: 0.4245, 5.0: 0.3378}
AMOUNTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=60).filter(any)


@pytest.mark.parametrize(("shape", "expected"), PUBLISHED.items())
def test_gamma_rates_give_the_published_share_of_the_top_fifth(shape: float, expected: float) -> None:
    # Given 100,000 people at the quantiles of the law: no chance is involved, so nothing but rounding may differ.
    # Bias planted once: leaving out the poorest tenth moves .5219 to .4912.
    people = 100_000
    rates = gamma.ppf((np.arange(people) + 0.5) / people, shape)

    found = top_share(rates)

    assert found == pytest.approx(expected, abs=2e-4)
    closed = 1.0 - gamma.cdf(gamma.ppf(0.8, shape), shape + 1.0)
    assert found == pytest.approx(closed, abs=1e-4)


def test_counts_of_purchases_give_the_published_shares_among_all_and_among_buyers() -> None:
    # Given counts at the quantiles of the negative binomial of science B3, shape .385 and mean 1.04
    people, shape = 100_000, 0.385
    counts = nbinom.ppf((np.arange(people) + 0.5) / people, shape, shape / (shape + 1.04))

    assert top_share(counts) == pytest.approx(0.7867, abs=2e-3)
    assert top_share(counts[counts > 0]) == pytest.approx(0.4848, abs=2e-3)


def test_exponential_amounts_have_a_gini_of_one_half() -> None:
    people = 100_000
    assert gini(-np.log1p(-(np.arange(people) + 0.5) / people)) == pytest.approx(0.5, abs=1e-4)


@given(AMOUNTS, st.integers(1, 1000))
def test_concentration_lies_between_equal_and_all_to_one_and_knows_no_unit(amounts: list[int], factor: int) -> None:
    coefficient, share = gini(amounts), top_share(amounts)

    assert coefficient is not None
    assert share is not None
    assert -1e-12 <= coefficient <= 1.0 - 1.0 / len(amounts) + 1e-12
    assert 0.2 - 1e-12 <= share <= 1.0 + 1e-12
    assert gini([factor * amount for amount in amounts]) == pytest.approx(coefficient, abs=1e-9)
    assert gini(amounts * 2) == pytest.approx(coefficient, abs=1e-9)


def test_losses_push_the_top_share_beyond_the_whole() -> None:
    assert top_share([-5, 0, 0, 0, 10]) == pytest.approx(2.0)
    curve = lorenz_curve([-5, 0, 0, 0, 10])
    assert curve is not None
    assert curve.tolist() == [0.0, -1.0, -1.0, -1.0, -1.0, 1.0]


@pytest.mark.parametrize("amounts", [[], [0, 0], [-1], [-3, 2]])
def test_without_a_positive_total_nothing_is_defined(amounts: list[int]) -> None:
    assert lorenz_curve(amounts) is None
    assert gini(amounts) is None
    assert top_share(amounts) is None
