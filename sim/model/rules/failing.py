"""Does a purchase go wrong, how badly, and does the customer speak up?"""

from collections.abc import Sequence

from sim.model.draws import uniform
from sim.model.numerics import exp, logistic
from sim.model.parameters import Parameters
from sim.model.person import CAUSES, Person
from sim.model.rules.modes import drawn_mode, share_of_harm, share_of_major
from sim.model.words import Cause, Mode, Purpose, Severity


def root_is_awake(p: Parameters, c: Person, now: float) -> bool:
    """Return whether the cause of the last failure is still there: not removed, not gone by itself."""
    return c.root > 0 and now - c.last_failure < p.root_span


def fresh_failure_chance(p: Parameters) -> float:
    """Return the chance that a purchase fails anew, with causes: what the firm has removed fails no more."""
    return p.failure_rate * p.failure_left


def failure_draw(c: Person, occasion: int) -> float:
    """Return the draw that decides whether the purchase ``occasion`` fails, and whether anew or again."""
    return uniform(c.key, Purpose.FAILURE, occasion)


def repeated_failure_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a purchase fails, anew or again by the cause of the last failure."""
    fresh = fresh_failure_chance(p)
    return fresh + p.root_repeat if root_is_awake(p, c, c.last_purchase) else fresh


def failure_severity(p: Parameters, c: Person, occasion: int, morale: float) -> int:
    """Return the severity of what went wrong with the purchase ``occasion``, the last one: none, minor, major or harm.

    With causes, a cause that is still there makes it fail again. Morale is the staff's, in [0, 1]; it counts for modes.
    """
    if not p.failures_on:
        return Severity.NONE
    chance = p.failure_rate
    if p.causes_on:
        chance = repeated_failure_probability(p, c)
    if failure_draw(c, occasion) >= chance:
        return Severity.NONE
    v = uniform(c.key, Purpose.SEVERITY, occasion)
    if p.modes_on:
        return severity_by_mode(p, failure_mode(p, c, occasion, morale), v)
    if v >= p.failure_major:
        return Severity.MINOR
    return Severity.HARM if p.causes_on and v < p.failure_major * p.failure_harm else Severity.MAJOR


def severity_by_mode(p: Parameters, mode: int, v: float) -> int:
    """Return the severity of a failure of some mode at a draw."""
    major = share_of_major(p, mode)
    if v >= major:
        return Severity.MINOR
    return Severity.HARM if p.causes_on and v < major * share_of_harm(p, mode) else Severity.MAJOR


def failure_cause(p: Parameters, u: float) -> int:
    """Return the cause of a new failure, drawn by weight among those that are not removed."""
    total = 0.0
    for k in range(CAUSES):
        total += p.failure_causes[k] * (1.0 - p.failure_remedies[k])
    reached = 0.0
    for k in range(CAUSES):
        reached += p.failure_causes[k] * (1.0 - p.failure_remedies[k])
        if u * total < reached:
            return k + 1
    return Cause.CORE


def is_repeated(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether the failed purchase ``occasion`` failed again, by the cause of the failure before; with causes."""
    return root_is_awake(p, c, c.last_purchase) and failure_draw(c, occasion) >= fresh_failure_chance(p)


def failure_nature(p: Parameters, c: Person, occasion: int) -> int:
    """Return the cause that a failure belongs to; without causes, the core service or the encounter with staff."""
    u = uniform(c.key, Purpose.NATURE, occasion)
    if not p.causes_on:
        return Cause.ENCOUNTER if u < p.failure_encounter else Cause.CORE
    return c.root if is_repeated(p, c, occasion) else failure_cause(p, u)


def failure_mode(p: Parameters, c: Person, occasion: int, morale: float) -> int:
    """Return the mode of a failure: that of the failure before if it comes again, else one of its cause's; or none."""
    if not p.modes_on:
        return Mode.NONE
    if p.causes_on and is_repeated(p, c, occasion):
        return c.mode
    return drawn_mode(p, c, failure_nature(p, c, occasion), occasion, morale)


def learnt_share(p: Parameters, told: int) -> float:
    """Return the share of a cause's failures that the firm avoids after so many told it why they left."""
    return 1.0 - exp(-told / p.interview_needed)


def is_learnt_away(p: Parameters, c: Person, occasion: int, known: Sequence[int]) -> bool:
    """Return whether a failure of the purchase ``occasion`` is avoided: those who left have told the firm its cause.

    ``known`` counts by cause who had told it by 00:00.
    """
    told = known[failure_nature(p, c, occasion) - 1]
    return told > 0 and uniform(c.key, Purpose.LEARNT, occasion) < learnt_share(p, told)


def failure_detail(c: Person) -> int:
    """Return the detail of a failure's row: 64 x mode + 16 x severity + cause."""
    return c.mode * 64 + c.severity * 16 + c.nature


def plant_root(p: Parameters, c: Person) -> None:
    """Let the cause of a failure stay until it is removed or gone by itself."""
    if p.causes_on:
        c.root = c.nature


def remove_root(p: Parameters, c: Person, occasion: int) -> None:
    """Let a resolved complaint remove the cause with a chance."""
    if p.causes_on and c.root > 0 and uniform(c.key, Purpose.ROOT, occasion) < p.root_removal:
        c.root = Cause.NONE


def complaint_probability(p: Parameters, severity: int, attachment: float, satisfaction: float) -> float:
    """Return the chance that a customer complains: rises with severity, attachment and the firm's channel.

    References
    ----------
    Form: science A1. Offsets are solved from the declared shares (``sim.model.attachment``).
    """
    offset = p.complaint_offset_minor if severity == Severity.MINOR else p.complaint_offset_major
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
