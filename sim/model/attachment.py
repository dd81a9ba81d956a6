"""Solving the hidden numbers of a scenario once, at load: who complains, what recovery changes, why people leave.

Attachment L is standard normal in the population. A customer complains with
``logistic(c0 + c_L L + ...)`` and stays with ``logistic(b_cell + g L)``. Here c0 is chosen so that the declared share
complains; b_cell and g so that the eight observed cells of the outcome table hold among those who are in them, while
``selection_share`` of the logit gap between the silent and the unresolved comes from L.
"""

from dataclasses import replace
from functools import lru_cache
from math import sqrt

from sim.model.flat import Parameters
from sim.model.numerics import exp, expm1, log1p, logistic, logit
from sim.model.quantities import YEAR
from sim.model.setting import OutcomeTable

STEP = 0.1
HALF = 80
NODES = tuple(STEP * k for k in range(-HALF, HALF + 1))
MASSES = tuple(STEP * exp(-0.5 * x * x) / sqrt(6.283185307179586) for x in NODES)
SMALL = 1e-13
CLOSE = 1e-9
STEEPEST = 50.0  # logits of staying per unit of attachment; beyond, there is no solution
VAIN, LEAST = 0.22, 0.02  # the Rage study of 2020: who complained in vain stays so much less than the silent; a floor


def shifted(target: float, weights: tuple[float, ...], slope: float) -> float:
    """Return b such that the weighted mean of ``logistic(b + slope L)`` is ``target``.

    Newton steps of at most 2 logits on a rising function; the masses are a trapezoid rule on [-8, 8],
    whose error for these analytic integrands is below 1e-12.

    Parameters
    ----------
    target
        Share in (0, 1).
    weights
        One weight per node, not normalised.
    slope
        Logits per unit of L.
    """
    total = sum(weights)
    b = logit(target)
    for _ in range(80):
        mean = slant = 0.0
        for x, w in zip(NODES, weights, strict=True):
            s = logistic(b + slope * x)
            mean += w * s
            slant += w * s * (1.0 - s)
        step = (target - mean / total) / max(slant / total, 1e-9)
        b += min(2.0, max(-2.0, step))
        if abs(step) < SMALL:
            break
    return b


def stay_logits(
    cells: tuple[float, ...], silent: tuple[float, ...], voiced: tuple[float, ...], selection_share: float
) -> tuple[tuple[float, ...], float]:
    """Return the four b_cell and the slope g of one severity.

    The secant rule seeks g with ``b_unresolved - b_silent = (1 - selection_share) x observed gap``.

    Parameters
    ----------
    cells
        Observed shares who stay: silent, unresolved, resolved, quickly resolved.
    silent, voiced
        Mass of L among those who keep silent and who complain, one number per node.

    Raises
    ------
    ValueError
        If attachment moves the wish to complain too little to bring the selection about.
    """
    wanted = (1.0 - selection_share) * (logit(cells[1]) - logit(cells[0]))

    def miss(slope: float) -> float:
        return shifted(cells[1], voiced, slope) - shifted(cells[0], silent, slope) - wanted

    if selection_share == 0.0:
        slope = 0.0
    else:
        before, slope = 0.0, 0.5
        miss_before, miss_now = miss(before), miss(slope)
        for _ in range(60):
            if abs(miss_now) < SMALL or miss_now == miss_before:
                break
            before, slope = slope, slope - miss_now * (slope - before) / (miss_now - miss_before)
            if not abs(slope) < STEEPEST:
                break
            miss_before, miss_now = miss_now, miss(slope)
        if not (abs(slope) < STEEPEST and abs(miss(slope)) < CLOSE):
            raise ValueError(
                "too weak for outcome.selection_share: who complains cannot explain so much of the gap; "
                "raise complaint.attachment or lower outcome.selection_share"
            )
    return tuple(shifted(o, silent if k == 0 else voiced, slope) for k, o in enumerate(cells)), slope


def surveyed_cells(table: int, cells: tuple[float, ...]) -> tuple[float, ...]:
    """Return the cells of the outcome table after a major failure as a survey has them, from those of 1979.

    References
    ----------
    Rage study (2020), csl.wpcarey.asu.edu customer-rage: brand loyalty of dissatisfied complainers minus that of the
    silent, -22 points. That the other cells are those of 1979, and the floor, are assumed.

    Examples
    --------
    >>> surveyed_cells(OutcomeTable.RAGE_2020, (0.5, 0.6, 0.7, 0.8)), surveyed_cells(OutcomeTable.RAGE_2020, (0.1,) * 4)
    ((0.5, 0.28, 0.7, 0.8), (0.1, 0.02, 0.1, 0.1))
    """
    if table == OutcomeTable.TARP_1979:
        return cells
    return cells[0], max(LEAST, cells[0] - VAIN), *cells[2:]


@lru_cache(maxsize=256)
def severity_solution(
    share: float, attachment: float, cells: tuple[float, ...], selection_share: float
) -> tuple[float, tuple[float, ...], float]:
    """Return (c0, b_cell, g) of one severity.

    Where the unresolved stay less than the silent, selection explains nothing of it: attachment makes both complain and
    stay, so the gap is what complaining in vain does.
    """
    if cells[1] < cells[0]:
        selection_share = 0.0
    offset = shifted(share, MASSES, attachment)
    voice = [logistic(offset + attachment * x) for x in NODES]
    voiced = tuple(m * v for m, v in zip(MASSES, voice, strict=True))
    silent = tuple(m * (1.0 - v) for m, v in zip(MASSES, voice, strict=True))
    logits, slope = stay_logits(cells, silent, voiced, selection_share)
    return offset, logits, slope


def saturating(most: float, response: float, spend_per_day: float, minor_units: int) -> float:
    """Return the answer to a yearly spend, ``most (1 - exp(-response x spend))``: rises from 0 to ``most``.

    Parameters
    ----------
    response
        Per currency unit and year.
    spend_per_day
        Minor units per day and head.
    minor_units
        Minor units of one currency unit.

    References
    ----------
    Form: Blattberg & Deighton (1996), science B2.
    """
    return -most * expm1(-response * spend_per_day * YEAR / minor_units)


def share_left(weights: tuple[float, ...], removed: tuple[float, ...]) -> float:
    """Return the share of failures that is left when a share of those of each cause is removed.

    Examples
    --------
    >>> share_left((3.0, 1.0), (0.5, 0.0))
    0.625
    """
    total = sum(weights)
    return sum(w * (1.0 - r) for w, r in zip(weights, removed, strict=True)) / total if total > 0.0 else 1.0


def calendar_rates(churn: float, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return rates of leaving by cause, per day, under which ``churn`` leave in a year, each cause by its share.

    Competing risks with constant rates: a cause decides with chance rate / sum of rates, whenever somebody leaves.

    Parameters
    ----------
    churn
        Share who leave in a year, in (0, 1).
    shares
        Weights by cause, not below 0; they need not sum to one.

    Raises
    ------
    ValueError
        If no cause has a weight.

    References
    ----------
    Braun & Schweidel (2011): competing risks of churn; science A6.

    Examples
    --------
    >>> [round(365 * rate, 4) for rate in calendar_rates(0.2, (3.0, 0.0, 1.0))]
    [0.1674, 0.0, 0.0558]
    """
    total = sum(shares)
    if not total > 0.0:
        raise ValueError("all weights are 0; give a cause a weight, or set hazard.churn to 0 to use hazard.rates")
    rate = -log1p(-churn) / YEAR
    return tuple(rate * (share / total) for share in shares)


def solved(p: Parameters, minor_units: int = 100) -> Parameters:
    """Return the parameters with the derived numbers filled in.

    What belongs to a mechanism that is off does not count: without failures nothing is solved, and without
    complaints the silent are those of the default shares. Calendar rates are solved where a yearly churn is given.

    Raises
    ------
    ValueError
        As :func:`stay_logits` and :func:`calendar_rates`.
    """
    derived: dict[str, float | tuple[float, ...]] = {}
    if p.failures_on:
        p = replace(p, outcome_major=surveyed_cells(p.outcome_table, p.outcome_major))
        heard = p if p.complaints_on else Parameters()
        slope, selection = heard.complaint_attachment, p.outcome_selection_share
        minor = severity_solution(heard.complaint_minor, slope, p.outcome_minor, selection)
        major = severity_solution(heard.complaint_major, slope, p.outcome_major, selection)
        derived["complaint_offset_minor"], derived["complaint_offset_major"] = minor[0], major[0]
        derived["stay_logit_minor"], derived["stay_logit_major"] = minor[1], major[1]
        derived["stay_slope_minor"], derived["stay_slope_major"] = minor[2], major[2]
    derived["advertising_rate"] = saturating(
        p.advertising_most, p.advertising_response, p.advertising_spend, minor_units
    )
    derived["care_effect"] = saturating(p.care_most, p.care_response, p.care_spend, minor_units)
    if p.hazards_on and p.hazard_churn > 0.0:
        derived["hazard_rates"] = calendar_rates(p.hazard_churn, p.hazard_shares)
    if p.causes_on:
        derived["failure_left"] = share_left(p.failure_causes, p.failure_remedies)
    derived["basket_noise_variance"] = log1p(p.basket_noise_spread * p.basket_noise_spread)
    derived["outside_total"] = sum(p.outside_profile)
    if max(p.outside_week) > min(p.outside_week):
        mean = sum(p.outside_week) / 7
        derived["outside_week_fit"] = tuple(p.outside_week[(p.week_first + k) % 7] / mean for k in range(7))
        derived["outside_uneven"] = 1
    if p.roster_on:
        days = [p.roster_monday, p.roster_tuesday, p.roster_wednesday, p.roster_thursday]
        days += [p.roster_friday, p.roster_saturday, p.roster_sunday]
        week = [agents for k in range(7) for agents in days[(p.week_first + k) % 7]]
        derived["roster_week"], derived["roster_posts"] = tuple(week), int(max(week))
    return replace(p, **derived)  # type: ignore[arg-type]
