"""Parameters from data: a purchase log in, estimates with intervals, sources and a hold-out check out."""

from sim.calibration.bgnbd import BgNbd, cohort_purchases
from sim.calibration.cdnow import CALIBRATION_WEEKS, CdnowFit, fit_cdnow
from sim.calibration.cdnow_published import REPEAT_HISTOGRAM, WEEKLY_REPEATS
from sim.calibration.fragment import fragment
from sim.response.buying import cumulative_repeats, repeat_histogram

__all__ = [
    "CALIBRATION_WEEKS",
    "REPEAT_HISTOGRAM",
    "WEEKLY_REPEATS",
    "BgNbd",
    "CdnowFit",
    "cohort_purchases",
    "cumulative_repeats",
    "fit_cdnow",
    "fragment",
    "repeat_histogram",
]
