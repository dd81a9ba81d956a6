"""A fit as YAML: one ``key: value`` per line, with interval, source and method in a comment."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.calibration.bgnbd import BgNbdFit
from sim.calibration.cdnow import HOLDOUT_WEEKS, ORIGIN, CdnowFit
from sim.calibration.likelihood import Estimate
from sim.calibration.spend import BasketFit

Value = float | Estimate | tuple[float, ...]
Line = tuple[str, Value, str]

ASSUMED = "assumed: "
"""A method that begins so has no source in the log."""


def fragment(fit: CdnowFit) -> str:
    """Return the estimates as YAML 1.2, in days and dollars.

    Returns
    -------
    str
        Dotted keys, numbers or lists of numbers; after every value a comment with the 95% interval if there is one,
        the source, and how the number was made. What the log does not determine is a comment with the reason, and no
        number. Equal fits give equal text.
    """
    head = [
        "# Estimated from the log; times in days, amounts in dollars, intervals 95%.",
        f"# Day 0 is {ORIGIN}; a person's purchases of one day count as one; weeks 1-39 calibrate, weeks 40-78 check.",
        f"# {fit.zero_purchases} of {fit.purchases} purchases have the amount 0: they count as purchases, and are left",
        "# out where amounts are estimated (a lognormal has no zero).",
    ]
    lines = [*_purchasing(fit), *_service(fit), *_spend(fit), *_cohort(fit)]
    body = [_line(key, value, method, " ".join(fit.source.split())) for key, value, method in lines]
    return "\n".join([*head, *body]) + "\n"


def undetermined(fit: CdnowFit) -> list[str]:
    """Return what the log does not determine: key and reason."""
    lines = [*_purchasing(fit), *_service(fit), *_spend(fit), *_cohort(fit)]
    return [f"{key}: not determined: {why}" for key, value, _ in lines if (why := _missing(value))]


def _missing(value: Value) -> str:
    """Return why there is no number, or nothing if there is one."""
    if isinstance(value, Estimate):
        return value.reason
    numbers = (value,) if isinstance(value, float | int) else value
    return "" if all(math.isfinite(number) for number in numbers) else "it hangs on what is not determined"


def _line(key: str, value: Value, method: str, source: str) -> str:
    """Return one line: key, number, and in a comment interval, source and method; or why there is no number."""
    why = _missing(value)
    if why:
        return f"# {key}: not determined: {why}; source: {source}; {method}"
    origin = method if method.startswith(ASSUMED) else f"{source}; {method}"
    return f"{key}: {_number(value)}  # {_interval(value)}source: {origin}"


def _purchasing(fit: CdnowFit) -> Iterator[Line]:
    """Name the parameters of buying and drop-out."""
    yield from _bgnbd("purchasing", fit.purchasing, "BG/NBD by maximum likelihood")
    yield "purchasing.log_likelihood_weeks", fit.log_likelihood_weeks, "BG/NBD with time in weeks"


def _service(fit: CdnowFit) -> Iterator[Line]:
    """Name the parameters of the service market, once per assumed extra stay factor."""
    for service in fit.service:
        stay = service.parameters.extra_stay
        key = f"service_{round(stay * 1000)}"
        yield f"{key}.extra_stay", stay, f"{ASSUMED}the log does not identify it"
        yield from _bgnbd(key, service, f"BG/NBD with stay chance {stay} (1 - p) by maximum likelihood")


def _bgnbd(key: str, fit: BgNbdFit, method: str) -> Iterator[Line]:
    """Name the four estimates and the log-likelihood of one fit."""
    yield f"{key}.r", fit.r, method
    yield f"{key}.alpha", fit.alpha, f"{method}; days"
    yield f"{key}.a", fit.a, method
    yield f"{key}.b", fit.b, method
    yield f"{key}.log_likelihood", fit.log_likelihood, f"{method}; time in days"


def _spend(fit: CdnowFit) -> Iterator[Line]:
    """Name the parameters of baskets, by three methods."""
    yield from _basket("basket", fit.basket, "lognormal by maximum likelihood, bootstrap over persons")
    yield from _basket("basket_moments", fit.basket_moments, "lognormal by moments, bootstrap over persons")
    for name in ("p", "q", "v"):
        yield f"gamma_gamma.{name}", getattr(fit.gamma_gamma, name), "gamma-gamma on repeat purchases, check value"
    yield "mean_per_purchase", fit.mean_per_purchase, "mean over purchases above 0, in calibration"
    yield "top_fifth.purchases", fit.top_purchases, "share of purchases over 78 weeks"
    yield "top_fifth.spend", fit.top_spend, "share of spend over 78 weeks"


def _basket(key: str, fit: BasketFit, method: str) -> Iterator[Line]:
    """Name the three estimates of one basket law."""
    yield f"{key}.mean", fit.mean, f"{method}; mean over persons"
    yield f"{key}.personal_cv", fit.personal_cv, f"{method}; between persons"
    yield f"{key}.noise_cv", fit.noise_cv, f"{method}; from purchase to purchase"


def _cohort(fit: CdnowFit) -> Iterator[Line]:
    """Name the counts and the hold-out check."""
    yield "cohort.persons", fit.persons, "count"
    yield "cohort.entries", fit.entries, "persons whose first purchase falls on day 0, 1, ..."
    yield "cohort.weekly_repeats", fit.weekly, "repeat purchases in weeks 1-78"
    yield "cohort.expected_cumulative", fit.expected_cumulative, "BG/NBD, repeat purchases by the end of weeks 1-78"
    yield "cohort.histogram", fit.histogram, "persons with 0 to 6, and 7 or more repeats in calibration"
    yield "cohort.expected_histogram", fit.expected_histogram, "the same, BG/NBD"
    span = f"{HOLDOUT_WEEKS} weeks held out"
    yield "holdout.actual", fit.holdout.actual, f"purchases, {span}"
    yield "holdout.expected", fit.holdout.expected, f"BG/NBD given each person's history, {span}"
    yield "holdout.absolute_error", fit.holdout.absolute_error, f"mean per person, {span}"
    yield "holdout.curve_error", fit.holdout.curve_error, f"mean absolute share, cumulative curve, {span}"


def _number(value: Value) -> str:
    """Write an estimate with the digits that the data determine, other numbers with six, a tuple as a list."""
    if isinstance(value, Estimate):
        return value.written()[0]
    if not isinstance(value, float | int):
        return "[" + ", ".join(_number(item) for item in value) + "]"
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def _interval(value: Value) -> str:
    """Write the interval of an estimate, or nothing."""
    if not isinstance(value, Estimate):
        return ""
    _, low, high = value.written()
    return f"{low} to {high}; "
