"""What does an answer achieve? Justice perceived, and the outcome of a complaint."""

from sim.model.draws import uniform
from sim.model.numerics import exp, expm1, logistic, round_half_up
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.rules.modes import apology_worth, is_corrected_late
from sim.model.words import Curve, Mode, Outcome, Purpose, RecoveryLaw, Severity

MOST_COMPENSATION = 1.5


def compensation_answer(p: Parameters, severity: int, multiple: float) -> float:
    """Return distributive justice of paying back a multiple of the price: rises, and stops at 1.5 prices.

    References
    ----------
    Shapes: Gelbrich, Gaethke & Gregoire (2015); no gain beyond 150%: Haesevoets et al. (2017); science A3.
    """
    x = min(multiple, MOST_COMPENSATION)
    if x <= 0.0:
        return 0.0
    if p.recovery_curve == Curve.REJECT or (p.recovery_curve == Curve.BY_SEVERITY and severity != Severity.MINOR):
        return logistic((x - 0.9) / 0.15)
    return -expm1(-x / 0.4)


def recovery_quality(p: Parameters, severity: int, wait: float, worth: float) -> float:
    """Return the chance that a complaint is resolved: weighted distributive, interactional and procedural justice.

    Never rises with the wait. ``worth`` is what an apology or empathy is worth, in [0, 1].

    References
    ----------
    Order of the weights: Orsingher, Valentini & de Angelis (2010); the numbers are assumed (science A3).
    """
    distributive = compensation_answer(p, severity, p.recovery_compensation)
    interactional = 0.0
    if p.recovery_apology:
        interactional += 0.5
    if p.recovery_empathy:
        interactional += 0.5 * (p.desk_skill if p.desk_on else 1.0)
    procedural = exp(-wait / p.recovery_tau)
    w = p.recovery_weights
    return min(1.0, w[0] * distributive + w[1] * interactional * worth + w[2] * procedural)


def answer_quality(p: Parameters, c: Person) -> float:
    """Return the quality of the answer to a customer's complaint; some causes are harder to mend.

    A failure that has a mode is mended by its mode's rule instead: what an apology is worth after it.
    """
    quality = recovery_quality(p, c.severity, c.wait, apology_worth(p, c))
    if p.causes_on and c.mode == Mode.NONE:
        quality *= p.recovery_by_cause[c.nature - 1]
    return quality


def recovery_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome of an answered complaint; some of those who are not helped are blamed for their trouble."""
    outcome = answered_outcome(p, c, occasion)
    if outcome == Outcome.UNRESOLVED and p.insults_on and is_insulted(p, c, occasion):
        return Outcome.INSULTED
    return outcome


def is_insulted(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether an unresolved complaint ends with the blame put on the customer."""
    return uniform(c.key, Purpose.INSULT, occasion) < p.recovery_insult


def answered_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome that an answer brings: unresolved, resolved, or resolved quickly."""
    u = uniform(c.key, Purpose.RECOVERY, occasion)
    if is_corrected_late(p, c):
        return Outcome.UNRESOLVED
    if p.recovery_law == RecoveryLaw.MIX:
        if u < p.recovery_mix[0]:
            return Outcome.UNRESOLVED
        return Outcome.RESOLVED if u < p.recovery_mix[0] + p.recovery_mix[1] else Outcome.FAST
    if u >= answer_quality(p, c):
        return Outcome.UNRESOLVED
    return Outcome.FAST if c.wait <= p.recovery_tau_fast else Outcome.RESOLVED


def is_resolved(outcome: int) -> bool:
    """Return whether a complaint with this outcome was resolved."""
    return outcome == Outcome.RESOLVED or outcome == Outcome.FAST


def answer_cost(p: Parameters, outcome: int) -> int:
    """Return what an answer costs, in minor units, apart from wages and compensation."""
    if p.recovery_law == RecoveryLaw.MIX:
        return round_half_up(p.recovery_mix_costs[outcome - 1 if is_resolved(outcome) else 0])
    return p.recovery_fast_cost if p.recovery_fast_handling else 0


def compensation_amount(p: Parameters, price: int) -> int:
    """Return what is paid back, in cash or as a voucher, in minor units."""
    return 0 if p.recovery_law == RecoveryLaw.MIX else round_half_up(p.recovery_compensation * price)


def is_followed_up(p: Parameters, outcome: int) -> bool:
    """Return whether an unresolved complaint is taken up once more."""
    return bool(p.recovery_follow_up) and p.recovery_law == RecoveryLaw.JUSTICE and outcome == Outcome.UNRESOLVED


def follow_up_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome after a follow-up."""
    if uniform(c.key, Purpose.FOLLOW_UP, occasion) < p.follow_up_chance:
        return Outcome.RESOLVED
    return Outcome.UNRESOLVED


def take_insult(p: Parameters, c: Person) -> None:
    """Let an answer that blames the customer take satisfaction."""
    if c.outcome == Outcome.INSULTED and p.satisfaction_on:
        c.satisfaction *= 1.0 - p.insult_satisfaction


def perceived_quality(p: Parameters, c: Person) -> float:
    """Return the quality of a recovery as it moves satisfaction: 0 when it was not resolved."""
    if not is_resolved(c.outcome):
        return 0.0
    return 1.0 if p.recovery_law == RecoveryLaw.MIX else answer_quality(p, c)
