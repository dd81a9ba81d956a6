"""How does an experience move satisfaction? Satisfaction stays in [0, 1]; it moves talk and the wish to complain."""

from sim.model.parameters import Parameters
from sim.model.words import Severity


def satisfaction_after_purchase(p: Parameters, satisfaction: float, severity: int) -> float:
    """Return satisfaction after a purchase: up a little if all went well, down by severity if not."""
    if not p.satisfaction_on:
        return satisfaction
    if severity == Severity.NONE:
        return satisfaction + p.satisfaction_gain * (1.0 - satisfaction)
    if severity == Severity.HARM:
        return satisfaction * (1.0 - p.satisfaction_harm)
    return satisfaction * (1.0 - (p.satisfaction_major if severity == Severity.MAJOR else p.satisfaction_minor))


def is_again(p: Parameters, now: float, last_failure: float) -> bool:
    """Return whether a failure comes while the one before it is still remembered."""
    return bool(p.satisfaction_on) and now - last_failure < p.satisfaction_memory


def satisfaction_after_recovery(p: Parameters, satisfaction: float, quality: float, again: int) -> float:
    """Return satisfaction after a recovery of some quality in [0, 1]: rises with both, but not after a double failure.

    References
    ----------
    No paradox after a second failure: Maxham & Netemeyer (2002); science A4.
    """
    if not p.satisfaction_on or again:
        return satisfaction
    return satisfaction + p.satisfaction_recovery * quality * (1.0 - satisfaction)


def satisfaction_after_giving_up(p: Parameters, satisfaction: float) -> float:
    """Return satisfaction after giving up in the line."""
    return satisfaction * (1.0 - p.satisfaction_give_up) if p.satisfaction_on else satisfaction
