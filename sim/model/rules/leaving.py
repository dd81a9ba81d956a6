"""Does a customer leave, why, and where to? One decision a purchase, when its story closes."""

from sim.model.draws import uniform
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.person import CAUSES, Person
from sim.model.rules.referral import personal_leave_chance
from sim.model.words import Cause, DropOut, Loss, Outcome, Purpose, Severity, Status


def base_leave_probability(p: Parameters, c: Person) -> float:
    """Return the personal chance of leaving after a trouble-free purchase, less what care takes off it."""
    chance = personal_leave_chance(p, c) if p.referral_on else c.leave_chance
    return max(0.0, chance - p.care_effect) if p.care_on else chance


def stay_factor(p: Parameters, severity: int, outcome: int, attachment: float) -> float:
    """Return by how much a failure and its outcome multiply the chance of staying.

    1 without a failure; at most 1 unless ``outcome.paradox_on_loyalty``.

    References
    ----------
    Outcome table: TARP (science A2). Reference share and selection: docs/model.md, "Leaving".
    """
    if severity == Severity.NONE:
        return 1.0
    if severity == Severity.MAJOR:
        logit_stay = p.stay_logit_major[outcome] + p.stay_slope_major * attachment
    else:
        logit_stay = p.stay_logit_minor[outcome] + p.stay_slope_minor * attachment
    stated = logistic(logit_stay)
    stay = p.outcome_reference + p.outcome_intention_to_behaviour * (stated - p.outcome_reference)
    factor = max(0.0, stay / p.outcome_reference)
    return factor if p.outcome_paradox_on_loyalty else min(1.0, factor)


def leave_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer leaves when the story of a purchase closes."""
    stay = 1.0 - base_leave_probability(p, c)
    if c.severity != Severity.NONE:
        stay *= stay_factor(p, c.severity, c.outcome, c.attachment)
    return 1.0 - min(1.0, stay)


def decides_to_leave(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a customer leaves after purchase ``occasion``."""
    if occasion == 0 and p.leaving_after == DropOut.REPEAT_PURCHASES:
        return False
    return uniform(c.key, Purpose.LEAVE, occasion) < leave_probability(p, c)


def weighted_cause(p: Parameters, u: float) -> int:
    """Return a cause of leaving though nothing failed, drawn by weight."""
    total = 0.0
    for k in range(CAUSES):
        total += p.leaving_causes[k]
    reached = 0.0
    for k in range(CAUSES):
        reached += p.leaving_causes[k]
        if u * total < reached:
            return k + 1
    return Cause.CORE


def leave_cause(p: Parameters, c: Person, occasion: int) -> int:
    """Return the decisive cause of a decision to leave.

    The part of the chance that was there without the failure goes to the everyday causes, the rest to the failure:
    to the response if it was complained about and not resolved, else to what had failed.
    """
    u = uniform(c.key, Purpose.CAUSE, occasion)
    everyday = 1.0
    if c.severity != Severity.NONE:
        everyday = min(1.0, base_leave_probability(p, c) / leave_probability(p, c))
    if u < everyday:
        return weighted_cause(p, u / everyday)
    return Cause.RESPONSE if c.outcome == Outcome.UNRESOLVED else c.nature


def loss_type(cause: int) -> int:
    """Return the type of loss that a cause belongs to."""
    if cause == Cause.INVOLUNTARY:
        return Loss.FORCED
    return Loss.ATTRACTED if cause == Cause.COMPETITION else Loss.LEFT


def destination(p: Parameters, c: Person, cause: int) -> int:
    """Return where a leaver goes: out of the market if forced, else to a rival by a share."""
    if cause == Cause.INVOLUNTARY:
        return Status.OUT
    u = uniform(c.key, Purpose.DESTINATION, c.purchases)
    return Status.RIVAL if u < p.leaving_to_rival else Status.OUT
