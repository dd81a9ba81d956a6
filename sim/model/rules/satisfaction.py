"""How does an experience move satisfaction? Satisfaction stays in [0, 1]; it moves talk and the wish to complain."""

from sim.model.events import Severity
from sim.model.parameters import Parameters


def satisfaction_after_purchase(p: Parameters, satisfaction: float, severity: int) -> float:
    """Return satisfaction after a purchase: up a little if all went well, down by severity if not."""
    if not p.satisfaction_on:
        return satisfaction
    if severity == Severity.NONE:
        return satisfaction + p.satisfaction_gain * (1.0 - satisfaction)
    return satisfaction * (1.0 - (p.satisfaction_major if severity == Severity.MAJOR else p.satisfaction_minor))


def satisfaction_after_recovery(p: Parameters, satisfaction: float, quality: float) -> float:
    """Return satisfaction after a recovery of some quality in [0, 1]: rises with both."""
    if not p.satisfaction_on:
        return satisfaction
    return satisfaction + p.satisfaction_recovery * quality * (1.0 - satisfaction)


def satisfaction_after_giving_up(p: Parameters, satisfaction: float) -> float:
    """Return satisfaction after giving up in the line."""
    return satisfaction * (1.0 - p.satisfaction_give_up) if p.satisfaction_on else satisfaction
