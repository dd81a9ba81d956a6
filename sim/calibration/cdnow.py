"""The CDNOW sample: 2,357 customers of an online music shop, January 1997 to June 1998.

Every tenth person of the cohort that first bought in the first quarter of 1997. Weeks 1-39 (to 1997-09-30) are for
calibration, weeks 40-78 are held out.

References
----------
Fader & Hardie (2001), Interfaces 31(3):S94-S107; the file travels with the PyPI package lifetimes 0.11.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from sim.calibration.bgnbd import (
    BgNbdFit,
    cohort_purchases,
    conditional_expectation,
    fit_bgnbd,
    purchase_probability,
)
from sim.calibration.likelihood import FloatArray
from sim.calibration.spend import (
    BasketFit,
    Estimator,
    GammaGammaFit,
    PersonalSums,
    basket_by_likelihood,
    basket_by_moments,
    fit_gamma_gamma,
    personal_sums,
    with_intervals,
)
from sim.calibration.transactions import (
    DAYS_PER_WEEK,
    IntArray,
    PurchaseLog,
    Summary,
    entry_counts,
    read_log,
    summarise,
    weekly_repeats,
)

SAMPLE = "cdnow_sample_1of10.csv"
ORIGIN = date(1997, 1, 1)
CALIBRATION_WEEKS = 39
HOLDOUT_WEEKS = 39
EXTRA_STAYS = (0.97, 0.955)
"""Extra stay factors of the service market: assumptions, since the log does not identify them (model.md 26)."""

PUBLISHED = "Fader & Hardie 2001, Interfaces 31(3):S94-S107, CDNOW 1/10 sample (lifetimes 0.11.3)"
"""The source of the log whose digest is `PUBLISHED_DIGEST`, and of no other."""
PUBLISHED_DIGEST = "b9da932054a24d222cbf6b23c6c171870d57a0b825d073b707a41cfe6723889a"

_WEEKS = CALIBRATION_WEEKS + HOLDOUT_WEEKS
_CALIBRATION_DAYS = CALIBRATION_WEEKS * DAYS_PER_WEEK
_HOLDOUT_DAYS = HOLDOUT_WEEKS * DAYS_PER_WEEK
_NAN = float("nan")
_TOP = 7
_TOP_SHARE = 0.2


@dataclass(frozen=True)
class Holdout:
    """How the fit of weeks 1-39 does in weeks 40-78.

    ``expected`` adds up each person's expectation given their own history; ``absolute_error`` is the mean absolute
    difference per person; ``curve_error`` the mean absolute difference of the cumulative weekly curves over weeks
    40-78, as a share of the actual one.
    """

    actual: int
    expected: float
    absolute_error: float
    curve_error: float


@dataclass(frozen=True)
class CdnowFit:
    """Everything the log gives; times in days, amounts in dollars, intervals 95%.

    What the log does not determine is an estimate with a reason instead of numbers, or nan.

    Attributes
    ----------
    source
        Where the log comes from: as given, else the published source if it is that log, else the file's name.
    purchasing
        BG/NBD, drop-out after repeat purchases only.
    log_likelihood_weeks
        Of ``purchasing`` with time in weeks, as published.
    service
        The same with an extra stay factor, one fit for each of `EXTRA_STAYS`.
    basket, basket_moments
        Lognormal basket by maximum likelihood, and by moments; calibration span, amounts of 0 left out.
    gamma_gamma
        Check value on repeat purchases.
    entries
        Persons whose first purchase falls on day 0, 1, ... from 1997-01-01.
    weekly, expected_cumulative
        Repeat purchases in each of 78 weeks; what ``purchasing`` expects, cumulative.
    histogram, expected_histogram
        Persons with 0, 1, ..., 6, and 7 or more repeats in calibration; the same as the fit expects.
    persons, rows, purchases, zero_purchases
        Sizes: lines of the file, purchases after merging a person's day, purchases of 0 dollars among them.
    mean_per_purchase
        Mean over purchases (not persons) in calibration, without the amounts of 0.
    top_purchases, top_spend
        Share of all purchases, and of all spend, over 78 weeks that the top 20% of persons hold.
    """

    source: str
    purchasing: BgNbdFit
    log_likelihood_weeks: float
    service: tuple[BgNbdFit, ...]
    basket: BasketFit
    basket_moments: BasketFit
    gamma_gamma: GammaGammaFit
    entries: tuple[int, ...]
    weekly: tuple[int, ...]
    expected_cumulative: tuple[float, ...]
    histogram: tuple[int, ...]
    expected_histogram: tuple[float, ...]
    holdout: Holdout
    persons: int
    rows: int
    purchases: int
    zero_purchases: int
    mean_per_purchase: float
    top_purchases: float
    top_spend: float


def fit_cdnow(folder: Path, source: str = "") -> CdnowFit:
    """Estimate buying, drop-out and spend from a log like the CDNOW sample, and check them on the held-out half.

    Each fit stands alone: one that fails, or a parameter that the log does not determine, says why and stops no other.

    Parameters
    ----------
    folder
        A log, or a folder that holds ``cdnow_sample_1of10.csv`` or a folder ``cdnow`` with it.
    source
        Where the log comes from, in words; the file's name if nothing is said and it is not the published sample.

    Raises
    ------
    FileNotFoundError
        If the sample is in neither place.
    ValueError
        If the file cannot be read, see `read_log`.
    """
    path = _sample(folder)
    log = read_log(path, ORIGIN)
    summary = summarise(log, _CALIBRATION_DAYS, _HOLDOUT_DAYS)
    x, last, observed = summary.repeats, summary.last.astype(np.float64), summary.observed.astype(np.float64)
    bought, *service = (_bought(x, last, observed, stay) for stay in (1.0, *EXTRA_STAYS))
    entries, weekly = entry_counts(log), weekly_repeats(log, _WEEKS)
    ends = DAYS_PER_WEEK * np.arange(1, _WEEKS + 1)
    known = np.isfinite(bought.log_likelihood)
    curve = tuple(map(float, cohort_purchases(bought.parameters, entries, ends))) if known else (_NAN,) * _WEEKS
    basket, moments, gamma_gamma, mean = _fit_spend(log)
    return CdnowFit(
        source=source or source_of(path),
        purchasing=bought,
        log_likelihood_weeks=bought.log_likelihood + float(x.sum() * np.log(DAYS_PER_WEEK)),
        service=tuple(service),
        basket=basket,
        basket_moments=moments,
        gamma_gamma=gamma_gamma,
        entries=entries,
        weekly=weekly,
        expected_cumulative=curve,
        histogram=summary.histogram(_TOP),
        expected_histogram=_expected_histogram(bought, summary) if known else (_NAN,) * (_TOP + 1),
        holdout=_check(bought, summary, weekly, curve),
        persons=log.persons,
        rows=log.rows,
        purchases=log.person.size,
        zero_purchases=int(np.count_nonzero(log.cents == 0)),
        mean_per_purchase=mean,
        top_purchases=_top_share(np.bincount(log.person).astype(np.float64)),
        top_spend=_top_share(np.bincount(log.person, log.cents).astype(np.float64)),
    )


def source_of(path: Path) -> str:
    """Return where a log comes from if nobody says so: the paper for the published log, else the file's name."""
    return PUBLISHED if read_log(path, ORIGIN).digest == PUBLISHED_DIGEST else path.name


def _bought(x: IntArray, last: FloatArray, observed: FloatArray, stay: float) -> BgNbdFit:
    """Return a fit of buying and drop-out; one without numbers if the histories identify nothing."""
    try:
        return fit_bgnbd(x, last, observed, stay)
    except ValueError as error:
        return BgNbdFit.unknown(str(error), stay)


def _sample(folder: Path) -> Path:
    """Return the path of the sample: ``folder`` itself, or in it, or in its folder ``cdnow``."""
    for path in (folder, folder / SAMPLE, folder / "cdnow" / SAMPLE):
        if path.is_file():
            return path
    msg = f"{folder}: holds neither {SAMPLE} nor cdnow/{SAMPLE}; give a log, or the folder with the CDNOW sample"
    raise FileNotFoundError(msg)


def _fit_spend(log: PurchaseLog) -> tuple[BasketFit, BasketFit, GammaGammaFit, float]:
    """Return the three spend fits and the mean per purchase: calibration span, amounts of 0 left out."""
    paid = (log.day < _CALIBRATION_DAYS) & (log.cents > 0)
    person, dollars = log.person[paid], log.cents[paid] / 100
    again = ~log.first[paid]
    return (
        _basket(basket_by_likelihood, personal_sums(person, np.log(dollars))),
        _basket(basket_by_moments, personal_sums(person, dollars)),
        _gamma_gamma(personal_sums(person[again], dollars[again])),
        float(dollars.mean()) if dollars.size else _NAN,
    )


def _basket(estimator: Estimator, sums: PersonalSums) -> BasketFit:
    """Return a fit of baskets; one without numbers if there is nothing to fit."""
    try:
        return with_intervals(estimator, sums)
    except ValueError as error:
        return BasketFit.unknown(str(error))


def _gamma_gamma(sums: PersonalSums) -> GammaGammaFit:
    """Return the check fit; one without numbers if the amounts identify nothing."""
    try:
        return fit_gamma_gamma(sums)
    except ValueError as error:
        return GammaGammaFit.unknown(str(error))


def _expected_histogram(bought: BgNbdFit, summary: Summary) -> tuple[float, ...]:
    """Return how many persons the fit expects with 0, 1, ..., 6, and 7 or more repeats."""
    below = purchase_probability(np.arange(_TOP)[:, np.newaxis], summary.observed, bought.parameters).sum(axis=1)
    return (*(float(n) for n in below), float(summary.repeats.size - below.sum()))


def _check(bought: BgNbdFit, summary: Summary, weekly: tuple[int, ...], curve: tuple[float, ...]) -> Holdout:
    """Return the hold-out figures."""
    x, last, observed = summary.repeats, summary.last.astype(np.float64), summary.observed.astype(np.float64)
    actual = np.cumsum(weekly)[CALIBRATION_WEEKS:]
    if not np.isfinite(bought.log_likelihood) or not actual.all():
        return Holdout(int(summary.holdout.sum()), _NAN, _NAN, _NAN)
    expected = conditional_expectation(float(_HOLDOUT_DAYS), bought.parameters, x, last, observed)
    return Holdout(
        int(summary.holdout.sum()),
        float(expected.sum()),
        float(np.abs(expected - summary.holdout).mean()),
        float(np.mean(np.abs(np.asarray(curve[CALIBRATION_WEEKS:]) / actual - 1))),
    )


def _top_share(values: FloatArray) -> float:
    """Return the share of the total that the top fifth of persons hold."""
    top = round(values.size * _TOP_SHARE)
    return float(np.sort(values)[-top:].sum() / values.sum())
