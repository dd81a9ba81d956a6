"""B3: how much the top fifth buys when purchase rates are gamma, from the shape alone."""

import numpy as np
import pytest
from scipy.stats import gamma, nbinom

from sim.model.events import RateLaw
from sim.model.setting import LogLevel, Setting
from tests.oracles.checks import Floats, assert_caught, assert_engines_agree, quiet, simulated, world

PRINTED = {0.243: 0.8016, 0.3: 0.7572, 0.5: 0.6498, 0.553: 0.6296, 1.0: 0.5219, 2.0: 0.4245, 5.0: 0.3378}
WANTED = {0.60: 0.6436, 0.67: 0.4532, 0.73: 0.3409, 0.80: 0.2448}
TOP = 0.2
PERSONS, DAYS = 50_000, 100.0


def share_of_rates(shape: float) -> float:
    """Return B3's closed form: the share of the top fifth in the sum of gamma rates."""
    return float(1.0 - gamma.cdf(gamma.ppf(1.0 - TOP, shape), shape + 1.0))


def share_of_counts(shape: float, mean: float) -> float:
    """Return the share of the top fifth of all customers in purchases, which are NBD."""
    chance = shape / (shape + mean)
    counts = np.arange(int(nbinom.ppf(1.0 - 1e-12, shape, chance)) + 1)
    mass = nbinom.pmf(counts, shape, chance)
    least = int(nbinom.ppf(1.0 - TOP, shape, chance))
    above = counts > least
    return float((mass[above] @ counts[above] + (TOP - mass[above].sum()) * least) / mean)


def shop(shape: float, mean: float, persons: int = PERSONS) -> Setting:
    """Return customers with gamma rates who never leave."""
    p = quiet(buying_rate=mean / DAYS, buying_rate_law=RateLaw.GAMMA, buying_rate_shape=shape, start_customers=1.0)
    return world(p, persons, DAYS)


def bought(shape: float, mean: float) -> Floats:
    """Return the purchases of each person."""
    return simulated(shop(shape, mean), 0, LogLevel.NONE).people["bought"].astype(np.float64)


def share_score(counts: Floats, told: float) -> float:
    """Return the score of the top fifth's share; its error by the influence of each person on it."""
    least = float(np.quantile(counts, 1.0 - TOP))
    mean = counts.mean()
    rest = np.maximum(counts - least, 0.0)
    share = float((rest.mean() + TOP * least) / mean)
    influence = (rest + TOP * least - share * counts) / mean
    return (share - told) / float(influence.std(ddof=1) / np.sqrt(len(counts)))


def test_the_closed_form_gives_the_printed_shares_and_shapes() -> None:
    assert {shape: share_of_rates(shape) for shape in PRINTED} == pytest.approx(PRINTED, abs=5e-5)
    assert {share: share_of_rates(shape) for share, shape in WANTED.items()} == pytest.approx(
        {share: share for share in WANTED}, abs=5e-5
    )


def test_of_all_customers_counts_of_cdnow_are_as_uneven_as_printed() -> None:
    assert share_of_counts(0.385, 1.04) == pytest.approx(0.7867, abs=5e-4)


@pytest.mark.parametrize("shape", PRINTED)
def test_the_top_fifth_buys_what_the_shape_says(shape: float) -> None:
    """50,000 customers, 100 purchases on average: catches a share off by .3 (shape 5) to 1.1 points (shape .243)."""
    told = share_of_counts(shape, 100.0)

    assert abs(share_score(bought(shape, 100.0), told)) < 5.8
    # and counts are nearly as uneven as the rates behind them
    assert 0.0 < told - share_of_rates(shape) < 0.01


def test_a_shape_10_percent_larger_is_seen() -> None:
    assert_caught({"share": share_score(bought(0.33, 100.0), share_of_counts(0.3, 100.0))})


def test_both_engines_keep_the_same_uneven_shop() -> None:
    assert_engines_agree(shop(0.3, 20.0, 200))
