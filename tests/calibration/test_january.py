"""A bank's call centre in January 1999: fitted on the 1st to the 20th, judged on the 21st to the 31st.

Real data; skipped where it is not there.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tools.january import (
    FILE,
    FITTED,
    JUDGED,
    SEEDS,
    Centre,
    centre_of,
    half_hours,
    in_short,
    seen,
    setting_of,
    simulated,
)


@pytest.fixture(scope="module")
def centre(data_folder: Path) -> Centre:
    return centre_of(data_folder / FILE)


def means(centre: Centre, days: tuple[int, ...], needs_of: tuple[int, ...] = FITTED) -> tuple[float, float]:
    """Return the share given up and the mean wait over some seeds."""
    setting = setting_of(centre, days, needs_of)
    tables = [simulated(setting, seed) for seed in SEEDS]
    assert all(len(one) > 0.99 * len(seen(centre, days)) for one in tables)
    lost, wait = np.mean([in_short(one) for one in tables], axis=0)
    return float(lost), float(wait)


@pytest.mark.parametrize("days", [FITTED, JUDGED], ids=["fitted", "judged"])
def test_abandonment_is_met_within_2_points_and_the_mean_wait_within_a_fifth(
    centre: Centre, days: tuple[int, ...]
) -> None:
    lost, wait = means(centre, days)

    there_lost, there_wait = in_short(seen(centre, days))
    assert lost == pytest.approx(there_lost, abs=0.02)
    assert wait == pytest.approx(there_wait, rel=0.20)


def test_with_services_as_long_as_they_were_the_mean_wait_is_met_within_15_percent(centre: Centre) -> None:
    """Services of the days judged took 188 s, those of the days fitted 182 s: that is what the wait is missed by."""
    lost, wait = means(centre, JUDGED, needs_of=JUDGED)

    there_lost, there_wait = in_short(seen(centre, JUDGED))
    assert lost == pytest.approx(there_lost, abs=0.02)
    assert wait == pytest.approx(there_wait, rel=0.15)


def test_most_busy_half_hours_of_the_log_lie_near_the_band_of_runs(centre: Centre) -> None:
    found = half_hours(centre, runs=4)
    busy = found[found["calls"] >= 100]

    assert len(busy) >= 20
    assert ((busy["given_up"] - busy["given_up_here"]).abs() < 0.08).mean() > 0.8
    assert (found["wait_low"] <= found["wait_here"]).all()
