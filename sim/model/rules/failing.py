"""Does a purchase go wrong, how badly, and does the customer speak up?"""

from sim.model.draws import uniform
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.words import Cause, Purpose, Severity


def failure_severity(p: Parameters, c: Person, occasion: int) -> int:
    """Return the severity of what went wrong with a purchase: none, minor or major."""
    if not p.failures_on or uniform(c.key, Purpose.FAILURE, occasion) >= p.failure_rate:
        return Severity.NONE
    return Severity.MAJOR if uniform(c.key, Purpose.SEVERITY, occasion) < p.failure_major else Severity.MINOR


def failure_nature(p: Parameters, c: Person, occasion: int) -> int:
    """Return the cause that a failure belongs to: the core service or the encounter with staff."""
    return Cause.ENCOUNTER if uniform(c.key, Purpose.NATURE, occasion) < p.failure_encounter else Cause.CORE


def complaint_probability(p: Parameters, severity: int, attachment: float, satisfaction: float) -> float:
    """Return the chance that a customer complains: rises with severity, attachment and the firm's channel.

    References
    ----------
    Form: science A1. Offsets are solved from the declared shares (``sim.model.attachment``).
    """
    offset = p.complaint_offset_major if severity == Severity.MAJOR else p.complaint_offset_minor
    mood = p.complaint_satisfaction * (satisfaction - 0.5)
    return logistic(offset + p.complaint_attachment * attachment + p.channel_ease + mood)


def complains(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether the customer complains about the failed purchase ``occasion``."""
    if not p.complaints_on:
        return False
    return uniform(c.key, Purpose.COMPLAINT, occasion) < complaint_probability(
        p, c.severity, c.attachment, c.satisfaction
    )


def is_written(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a complaint comes in writing."""
    return uniform(c.key, Purpose.WRITTEN, occasion) < p.complaint_written
