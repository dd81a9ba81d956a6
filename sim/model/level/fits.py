"""What centres failures: how many are a cause's second, and factors by mode and cause whose mean becomes 1."""

from dataclasses import replace
from typing import Any

from sim.model.codes import Mode, Outcome, RecoveryLaw, Severity
from sim.model.flat import Parameters
from sim.model.level.endings import complaint_share, recovery_fit
from sim.model.level.lifetable import Table
from sim.model.numerics import expm1
from sim.model.rules.friction import friction_load
from sim.model.rules.incentives import care_taken, haste_shown, time_taken, warmth_shown
from sim.model.rules.modes import cause_of_mode, mode_weight
from sim.model.storage import CAUSES

PASSES = 40
LARGEST = 1e4  # factor
LOUDEST = 20.0  # logits
LOWEST, HIGHEST = 0.001, 0.999  # of a cell


def fresh_share(p: Parameters, rates: list[float], fails: float, kept: float) -> float:
    """Return the share of failures that are no cause's second.

    A cause strikes once more with ``root.repeat``, unless the customer leaves or a resolved complaint removes it (a
    share ``kept`` is left), it is gone by itself before (after so many exponential gaps, a time with rate / (1 + lag)),
    or the next failure replaces it.
    """
    bought = sum(rates)
    if bought <= 0.0:
        return 1.0
    lasts = sum(rate * -expm1(-rate * p.root_span / (1.0 + p.root_lag)) for rate in rates) / bought
    again = p.root_repeat * kept * lasts
    share = 1.0
    for _ in range(PASSES):
        share = 1.0 - again / (1.0 + p.root_lag * fails * share)
    return share


def answers_and_rules(p: Parameters) -> dict[str, Any]:
    """Return what centres answers, so that as many complaints are resolved as plainly, and the firm's rules."""
    found: dict[str, Any] = {}
    if p.incentives_on:
        found["pay_usual"] = (time_taken(p), care_taken(p), warmth_shown(p), haste_shown(p))
    moved = p.steps_on or p.friction_on or p.authority_on or p.incentives_on or p.burdens_on or p.stations_on
    if moved and p.recovery_law == RecoveryLaw.JUSTICE:
        p = replace(p, **found)
        plain = replace(p, steps_on=0, friction_on=0, authority_on=0, incentives_on=0, burdens_on=0)
        plain = replace(plain, stations_on=0)
        found["recovery_fit"] = recovery_fit(p, plain)
    if p.friction_on:
        found["friction_base"] = friction_load(p)
        asked = p.rule_identify * p.rule_identify_time + p.rule_form * p.rule_form_time
        found["friction_need_fit"] = max(0.0, 1.0 - asked / p.need_mean) if p.need_mean > 0.0 else 1.0
    return found


def causes_and_modes(p: Parameters) -> dict[str, Any]:
    """Return what centres modes and what a recovery is worth, by cause too: their means over failures become 1."""
    found = answers_and_rules(p)
    causes = _causes(p)
    if p.causes_on:
        worth = sum(share * p.recovery_by_cause[k] for k, share in enumerate(causes))
        found["recovery_cause_fit"] = 1.0 / worth if worth > 0.0 else 1.0
    if not p.modes_on:
        return found
    by_mode = _modes(p, causes)
    rest = 1.0 - sum(by_mode.values())

    def fitted(base: float, factors: tuple[float, ...], weights: dict[int, float], plain: float) -> float:
        """Return k with the mean of min(1, k x base x factor) equal to the base; 1 where none can be."""
        low, high = 0.0, LARGEST
        for _ in range(200):
            k = 0.5 * (low + high)
            mean = plain * base + sum(w * min(1.0, k * base * factors[m - 1]) for m, w in weights.items())
            low, high = (k, high) if mean < base * (plain + sum(weights.values())) else (low, k)
        return 0.5 * (low + high) if base > 0.0 and high < LARGEST else 1.0

    found["mode_major_fit"] = fitted(p.failure_major, p.mode_major, by_mode, rest)
    majors = {
        m: w * min(1.0, found["mode_major_fit"] * p.failure_major * p.mode_major[m - 1]) for m, w in by_mode.items()
    }
    found["mode_harm_fit"] = fitted(p.failure_harm, p.mode_harm, majors, rest * p.failure_major)
    minors = {m: by_mode[m] - majors[m] for m in by_mode}
    minor, minor_fit = voices(p, Severity.MINOR, minors)
    major, major_fit = voices(p, Severity.MAJOR, majors)
    found["mode_voice_fit"] = (minor_fit, major_fit)
    voiced = {m: majors[m] * major[m] + minors[m] * minor[m] for m in by_mode}
    total = sum(voiced.values())
    if total > 0.0:
        need = sum(w * p.need_by_mode[m - 1] for m, w in voiced.items()) / total
        apology = sum(w * p.recovery_apology_by_mode[m - 1] for m, w in voiced.items()) / total
        found["mode_need_fit"] = 1.0 / need if need > 0.0 else 1.0
        found["mode_apology_fit"] = 1.0 / apology if apology > 0.0 else 1.0
    return found


def _modes(p: Parameters, causes: list[float]) -> dict[int, float]:
    """Return the shares of failures by mode, as is."""
    by_mode = dict.fromkeys(range(1, Mode.UNSAFE + 1), 0.0)
    for k, share in enumerate(causes):
        own = [mode for mode in by_mode if cause_of_mode(mode) == k + 1]
        total = sum(mode_weight(p, mode, 1.0, 1.0) for mode in own)
        for mode in own:
            by_mode[mode] += share * mode_weight(p, mode, 1.0, 1.0) / total if total > 0.0 else 0.0
    return by_mode


def voices(p: Parameters, severity: int, weights: dict[int, float]) -> tuple[dict[int, float], float]:
    """Return the share of failures that are complained about by mode, and the logits that keep it over all modes."""
    usual, total = complaint_share(p, severity), sum(weights.values())
    loud = set(p.mode_voice)

    def said(fit: float) -> dict[int, float]:
        shares = {one: complaint_share(p, severity, one + fit) for one in loud}
        return {m: shares[p.mode_voice[m - 1]] for m in weights}

    if len(loud) == 1 or total <= 0.0 or usual <= 0.0:
        alike = -max(loud) if len(loud) == 1 else 0.0
        return said(alike), alike
    low, high = -LOUDEST, LOUDEST
    for _ in range(PASSES):
        fit = 0.5 * (low + high)
        found = said(fit)
        mean = sum(weights[m] * found[m] for m in weights) / total
        low, high = (fit, high) if mean < usual else (low, fit)
    return said(low), low


def _causes(p: Parameters) -> list[float]:
    """Return the shares of failures by cause."""
    if not p.causes_on:
        return [1.0 - p.failure_encounter, p.failure_encounter, *[0.0] * (CAUSES - 2)]
    left = [w * (1.0 - gone) for w, gone in zip(p.failure_causes, p.failure_remedies, strict=True)]
    total = sum(left)
    return [one / total for one in left] if total > 0.0 else [1.0, *[0.0] * (CAUSES - 1)]


def outcome_cells(p: Parameters, severity: int) -> tuple[float, ...]:
    """Return the cells of the outcome table from which harm and insults make the stated ones, on average.

    Harm takes a share of major failures out of every cell, an insult a share of the unresolved ones.

    Raises
    ------
    ValueError
        If harm or insults take more than the cells can make up for.
    """
    cells = list(p.outcome_minor if severity == Severity.MINOR else p.outcome_major)
    most, weight = p.outcome_reference, p.outcome_intention_to_behaviour
    if weight <= 0.0:
        return tuple(cells)
    factors = [1.0 - weight * (1.0 - cell / most) for cell in cells]
    spared = 1.0 - (p.failure_harm if p.causes_on and severity == Severity.MAJOR else 0.0)
    helped = 1.0 - (p.recovery_insult * (1.0 - p.insult_staying) if p.insults_on else 0.0)
    if spared * helped <= 0.0:
        raise ValueError("leaves nobody of whom a cell of the outcome table could be said; lower it")
    if p.causes_on and severity == Severity.MAJOR:
        harmed = min(1.0, p.outcome_harm / most)
        factors = [(factor - p.failure_harm * harmed) / spared for factor in factors]
    factors[Outcome.UNRESOLVED] /= helped
    cells = [most * (1.0 - (1.0 - factor) / weight) for factor in factors]
    if max(cells) > HIGHEST:
        raise ValueError(f"makes a cell of the outcome table {max(cells):.4f}; at most {HIGHEST} can be; lower it")
    return tuple(max(LOWEST, cell) for cell in cells)


def blame_of_a_failure(p: Parameters, table: Table) -> float:
    """Return the mean blame that a failure adds, with that of an answer in vain, less what an apology takes."""
    total = 0.0
    excused = p.apology_blame if p.steps_on and p.recovery_apology and p.recovery_law == RecoveryLaw.JUSTICE else 0.0
    insulted = p.recovery_insult * (p.insult_blame - 1.0) if p.insults_on else 0.0
    for one in table.ends:
        left = 1.0 if one.outcome == Outcome.SILENT else 1.0 - excused
        total += one.share * left * (1.0 if one.severity == Severity.MINOR else p.blame_major)
        if one.outcome == Outcome.UNRESOLVED:
            total += one.share * p.blame_response * (1.0 + insulted)
    return total
