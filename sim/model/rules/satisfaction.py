"""How does satisfaction move with what a customer meets?"""

from sim.model.codes import Severity
from sim.model.flat import Parameters
from sim.model.quantities import YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.storage import Real, Small


class Satisfaction(Mechanism):
    """Satisfaction moves with experience."""

    satisfaction_on: int = switch(1, "satisfaction moves with experience")
    satisfaction_start: float = declared("satisfaction.start", Unit.SHARE, 0.5, "satisfaction of everybody at first")
    satisfaction_gain: float = declared(
        "satisfaction.gain", Unit.SHARE, 0.02, "part of the way to 1 that a trouble-free purchase brings"
    )
    satisfaction_minor: float = declared(
        "satisfaction.minor", Unit.SHARE, 0.10, "part of satisfaction that a minor failure takes"
    )
    satisfaction_major: float = declared(
        "satisfaction.major", Unit.SHARE, 0.40, "part of satisfaction that a major failure takes"
    )
    satisfaction_recovery: float = declared(
        "satisfaction.recovery", Unit.SHARE, 0.50, "part of the way to 1 that a perfect recovery brings"
    )
    satisfaction_give_up: float = declared(
        "satisfaction.give_up", Unit.SHARE, 0.20, "part of satisfaction that giving up in the line takes"
    )
    satisfaction_memory: float = declared(
        "satisfaction.memory",
        Unit.TIME,
        0.5 * YEAR,
        "days after a failure in which recovering from another one brings no satisfaction",
        high=50 * YEAR,
        source="science A4: no paradox after a second failure (Maxham & Netemeyer 2002); the span is assumed",
    )
    satisfaction_bar: float = solved(0.5)  # mean of customers, as is
    # of a person
    satisfaction: Real
    again: Small  # the last failure came before the one before it was forgotten


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
