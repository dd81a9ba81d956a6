"""Parameters from data: a purchase log in, estimates with intervals, sources and a hold-out check out."""

from sim.calibration.cdnow import CdnowFit, fit_cdnow
from sim.calibration.fragment import fragment

__all__ = ["CdnowFit", "fit_cdnow", "fragment"]
