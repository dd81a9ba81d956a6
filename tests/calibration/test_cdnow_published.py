from pathlib import Path

import numpy as np

from sim.calibration.cdnow import CALIBRATION_WEEKS, ORIGIN, SAMPLE
from sim.calibration.cdnow_published import REPEAT_HISTOGRAM, WEEKLY_REPEATS
from sim.calibration.transactions import DAYS_PER_WEEK, read_log, summarise, weekly_repeats


def test_typed_counts_are_those_of_the_log(data_folder: Path) -> None:
    log = read_log(data_folder / "cdnow" / SAMPLE, ORIGIN)
    assert weekly_repeats(log, len(WEEKLY_REPEATS)) == WEEKLY_REPEATS
    assert summarise(log, CALIBRATION_WEEKS * DAYS_PER_WEEK).histogram() == REPEAT_HISTOGRAM


def test_typed_counts_add_up_to_the_published_totals() -> None:
    # 2,357 persons; 2,457 repeats in calibration and 1,882 after it (Fader, Hardie & Lee 2005).
    assert sum(REPEAT_HISTOGRAM) == 2357
    assert (sum(WEEKLY_REPEATS[:CALIBRATION_WEEKS]), sum(WEEKLY_REPEATS[CALIBRATION_WEEKS:])) == (2457, 1882)
    # Nobody in the last class has fewer than seven, so the histogram cannot hold more than the total.
    assert np.dot(REPEAT_HISTOGRAM, np.arange(len(REPEAT_HISTOGRAM))) <= sum(WEEKLY_REPEATS[:CALIBRATION_WEEKS])
