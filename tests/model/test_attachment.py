from __future__ import annotations

from dataclasses import replace
from math import exp, fsum, inf, log, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from sim.model.attachment import MASSES, calendar_rates, saturating, severity_solution, shifted, solved
from sim.model.events import COLUMNS, Outcome, Severity
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.rules.complaints import complaint_probability
from sim.model.rules.leaving import stay_factor
from sim.model.setting import OutcomeTable

# The TARP cells, typed in from the science page and not read from the model: silent, unresolved, resolved, quickly.
CELLS = {Severity.MAJOR: (0.09, 0.19, 0.54, 0.82), Severity.MINOR: (0.37, 0.46, 0.70, 0.95)}
COMPLAIN = {Severity.MAJOR: 0.50, Severity.MINOR: 0.05}
SHARES = (0.0, 0.5, 1.0)
CLOSE = 1e-9


def sigma(x: float) -> float:
    return 1.0 / (1.0 + exp(-x)) if x > -700.0 else 0.0


def log_odds(share: float) -> float:
    return log(share / (1.0 - share))


def mean_over_people(value: object) -> float:
    """Return the mean of a function of attachment over the population, by adaptive quadrature."""
    found, _ = quad(lambda x: value(x) * exp(-0.5 * x * x) / sqrt(2.0 * pi), -inf, inf, epsabs=1e-13, limit=400)  # type: ignore[operator]
    return float(found)


def share_who_stay(offset: float, slope: float, b: float, g: float, voiced: bool) -> float:
    """Return the share who stay among those who complain, or who do not."""

    def belongs(x: float) -> float:
        speaks = sigma(offset + slope * x)
        return speaks if voiced else 1.0 - speaks

    return mean_over_people(lambda x: belongs(x) * sigma(b + g * x)) / mean_over_people(belongs)


def parts(p: Parameters, severity: Severity) -> tuple[float, tuple[float, ...], float]:
    if severity == Severity.MAJOR:
        return p.complaint_offset_major, p.stay_logit_major, p.stay_slope_major
    return p.complaint_offset_minor, p.stay_logit_minor, p.stay_slope_minor


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("severity", CELLS)
def test_the_eight_cells_hold_among_those_who_are_in_them(severity: Severity, share: float) -> None:
    p = solved(replace(Parameters(), outcome_selection_share=share))
    offset, logits, g = parts(p, severity)
    for outcome in COLUMNS:
        voiced = outcome != Outcome.SILENT
        found = share_who_stay(offset, p.complaint_attachment, logits[outcome], g, voiced)
        assert found == pytest.approx(CELLS[severity][outcome], abs=CLOSE), (severity, outcome)
        # Then the rule, with its cap off, gives that chance of staying to each level of attachment
        uncapped = replace(p, outcome_paradox_on_loyalty=1)
        for level in (-2.0, 0.0, 1.5):
            stay = p.outcome_reference * stay_factor(uncapped, severity, outcome, level)
            assert stay == pytest.approx(sigma(logits[outcome] + g * level), rel=1e-12)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("severity", CELLS)
def test_the_share_of_the_gap_that_is_selection_is_the_declared_one(severity: Severity, share: float) -> None:
    _, logits, g = parts(solved(replace(Parameters(), outcome_selection_share=share)), severity)
    gap = log_odds(CELLS[severity][1]) - log_odds(CELLS[severity][0])
    assert logits[1] - logits[0] == pytest.approx((1.0 - share) * gap, abs=CLOSE)
    assert (g == 0.0) == (share == 0.0)


def test_without_selection_the_cells_are_the_table_itself() -> None:
    p = solved(replace(Parameters(), outcome_selection_share=0.0))
    for severity, cells in CELLS.items():
        assert parts(p, severity)[1] == pytest.approx([log_odds(cell) for cell in cells], abs=1e-12)


@pytest.mark.parametrize("attachment", [-2.5, -0.3, 0.0, 1.0, 3.0])
@pytest.mark.parametrize("severity", CELLS)
def test_when_all_is_selection_complaining_in_vain_changes_no_chance_of_staying(
    severity: Severity, attachment: float
) -> None:
    p = solved(replace(Parameters(), outcome_selection_share=1.0))
    silent = stay_factor(p, severity, Outcome.SILENT, attachment)
    assert stay_factor(p, severity, Outcome.UNRESOLVED, attachment) == pytest.approx(silent, abs=CLOSE)
    # Planted: were all of the gap causal, it would change it
    causal = solved(replace(Parameters(), outcome_selection_share=0.0))
    kept_quiet = stay_factor(causal, severity, Outcome.SILENT, attachment)
    assert stay_factor(causal, severity, Outcome.UNRESOLVED, attachment) > 1.1 * kept_quiet


@pytest.mark.parametrize("slope", [0.0, 0.3, 1.0, 2.0, 5.0])
@pytest.mark.parametrize("severity", CELLS)
def test_the_declared_share_complains_whatever_attachment_does(severity: Severity, slope: float) -> None:
    p = solved(replace(Parameters(), complaint_attachment=slope, outcome_selection_share=0.0))
    found = mean_over_people(lambda x: complaint_probability(p, severity, x, 0.5))
    assert found == pytest.approx(COMPLAIN[severity], abs=CLOSE)


@given(
    st.floats(0.002, 0.998),
    st.floats(0.5, 5.0),
    st.lists(st.floats(0.02, 0.98), min_size=4, max_size=4, unique=True).map(sorted),
)
def test_any_rising_table_without_selection_is_held(share: float, slope: float, cells: list[float]) -> None:
    offset, logits, g = severity_solution(share, slope, tuple(cells), 0.0)
    assert mean_over_people(lambda x: sigma(offset + slope * x)) == pytest.approx(share, abs=CLOSE)
    assert [sigma(b) for b in logits] == pytest.approx(cells, abs=1e-12)
    assert g == 0.0


@given(st.floats(0.01, 0.99), st.floats(-6.0, 6.0))
def test_the_trapezoid_rule_agrees_with_adaptive_quadrature(target: float, slope: float) -> None:
    b = shifted(target, MASSES, slope)
    assert mean_over_people(lambda x: sigma(b + slope * x)) == pytest.approx(target, abs=CLOSE)


@pytest.mark.parametrize("share", [0.5, 1.0])
@pytest.mark.parametrize("slope", [0.0, 0.05, 0.2, 0.5, 1.0, 3.0])
def test_a_selection_that_attachment_cannot_bring_about_is_refused_and_never_guessed(
    slope: float, share: float
) -> None:
    # Given a wish to complain that depends little on attachment, so that little of the gap can be selection
    for severity, cells in CELLS.items():
        try:
            offset, logits, g = severity_solution(COMPLAIN[severity], slope, cells, share)
        except ValueError:
            continue
        # Then what is solved holds
        wanted = (1.0 - share) * (log_odds(cells[1]) - log_odds(cells[0]))
        assert logits[1] - logits[0] == pytest.approx(wanted, abs=1e-6)
        found = [share_who_stay(offset, slope, b, g, k > 0) for k, b in enumerate(logits)]
        assert found == pytest.approx(cells, abs=1e-6)


def test_the_solution_is_the_same_to_the_bit_each_time() -> None:
    first = solved(Parameters())
    severity_solution.cache_clear()
    assert solved(Parameters()) == first
    assert solved(first) == first


def test_solving_changes_the_derived_numbers_only() -> None:
    before = Parameters()
    after = solved(before)
    changed = {name for name in Parameters.__dataclass_fields__ if getattr(before, name) != getattr(after, name)}
    declared = {name for name, field in Parameters.__dataclass_fields__.items() if "key" in field.metadata}
    assert changed
    assert changed & declared == set()


@given(st.floats(0.0, 1.0), st.floats(0.0, 10.0), st.floats(0.0, 1e4), st.floats(0.0, 1e4))
def test_the_answer_to_spending_rises_from_nothing_to_its_most(most: float, k: float, one: float, more: float) -> None:
    less, high = sorted((one, more))
    assert saturating(most, k, 0.0, 100) == 0.0
    assert 0.0 <= saturating(most, k, less, 100) <= saturating(most, k, high, 100) <= most


@pytest.mark.parametrize(("minor_units", "per_day"), [(1, 20 / 365), (100, 2000 / 365), (1000, 20_000 / 365)])
def test_spending_counts_in_currency_units_a_year(minor_units: int, per_day: float) -> None:
    # Given 20 currency units a year at a curvature of .1: 1 - exp(-2)
    assert saturating(0.5, 0.1, per_day, minor_units) == pytest.approx(0.5 * (1.0 - exp(-2.0)), rel=1e-12)


def test_advertising_care_and_the_outside_stream_are_solved_from_what_is_declared() -> None:
    given_ = replace(
        Parameters(), advertising_spend=1000 / 365, advertising_most=0.2, advertising_response=0.3, care_spend=0.0,
        outside_profile=(2.0,) * 12 + (0.0,) * 12,
    )  # fmt: skip
    p = solved(given_)
    assert p.advertising_rate == pytest.approx(0.2 * (1.0 - exp(-3.0)), rel=1e-12)
    assert p.care_effect == 0.0
    assert p.outside_total == 24.0


WEIGHTS = (3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 4.0)


def test_calendar_rates_reach_the_churn_of_a_year_and_each_cause_its_share() -> None:
    p = solved(replace(Parameters(), hazard_churn=0.2, hazard_shares=WEIGHTS))
    # 20% leave at a rate of ln 1.25 a year, of which 3/8, 1/8 and 1/2
    year = 0.22314355131420976 / 365
    assert p.hazard_rates == pytest.approx([year * share for share in (0.375, 0, 0.125, 0, 0, 0, 0, 0.5)], rel=1e-15)


@given(st.floats(1e-9, 0.99), st.lists(st.floats(0.0, 1e6), min_size=8, max_size=8).filter(any))
def test_any_churn_and_any_weights_are_reached_by_competing_risks(churn: float, weights: list[float]) -> None:
    rates = calendar_rates(churn, tuple(weights))
    assert 1.0 - exp(-365.0 * fsum(rates)) == pytest.approx(churn, rel=1e-6)
    assert [rate / fsum(rates) for rate in rates] == pytest.approx([w / fsum(weights) for w in weights], abs=1e-12)


def test_without_a_churn_or_the_mechanism_stated_rates_stand() -> None:
    rates = (0.001, 0.0, 0.002, 0.0, 0.0, 0.0, 0.0, 0.003)
    p = replace(Parameters(), hazard_rates=rates, hazard_shares=WEIGHTS)
    assert solved(p).hazard_rates == rates
    assert solved(replace(p, hazard_churn=0.2, hazards_on=0)).hazard_rates == rates
    assert solved(replace(p, hazard_churn=0.2)).hazard_rates != rates


def test_solving_calendar_rates_twice_is_the_same_to_the_bit() -> None:
    once = solved(replace(Parameters(), hazard_churn=0.3, hazard_shares=WEIGHTS))
    assert solved(once) == once


def test_a_churn_without_any_cause_is_refused() -> None:
    p = replace(Parameters(), hazard_churn=0.2, hazard_shares=(0.0,) * 8)
    with pytest.raises(ValueError, match=r"all weights are 0; give a cause a weight, or set hazard\.churn to 0"):
        solved(p)
    assert solved(replace(p, hazard_churn=0.0)).hazard_rates == p.hazard_rates


def test_where_complaining_in_vain_costs_more_than_silence_selection_explains_nothing_of_it() -> None:
    # Given the survey of 2020, by which those who complained in vain stay less than the silent, and all as selection
    p = solved(replace(Parameters(), outcome_table=OutcomeTable.RAGE_2020, outcome_selection_share=1.0))
    causal = solved(replace(Parameters(), outcome_major=(0.09, 0.02, 0.54, 0.82), outcome_selection_share=0.0))

    assert p.outcome_major == (0.09, 0.02, 0.54, 0.82)
    assert (p.stay_slope_major, p.stay_logit_major) == (0.0, causal.stay_logit_major)
    assert [logistic(b) for b in p.stay_logit_major] == pytest.approx([0.09, 0.02, 0.54, 0.82])
    assert p.stay_logit_minor == solved(Parameters()).stay_logit_minor
    assert solved(p) == p
