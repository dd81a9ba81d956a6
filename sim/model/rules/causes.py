"""Is the cause of a failure still there, and which one was it?"""

from math import floor

from sim.model.codes import Cause, Purpose, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import log
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.storage import CAUSES, Small, Whole


class Causes(Mechanism):
    """Failures have causes that last, and can do harm."""

    causes_on: int = switch(0, "failures have causes that last, and can do harm")
    failure_harm: float = declared(
        "failure.harm",
        Unit.SHARE,
        0.02,
        "share of major failures that harm the customer, the family or belongings",
        plausible=(0.0, 0.1),
    )
    outcome_harm: float = declared(
        "outcome.harm", Unit.SHARE, 0.02, "share who stay after harm, whatever the answer", plausible=(0.0, 0.1)
    )
    satisfaction_harm: float = declared(
        "satisfaction.harm", Unit.SHARE, 0.90, "part of satisfaction that harm takes", plausible=(0.5, 1.0)
    )
    talk_harm: float = declared(
        "talk.harm",
        Unit.NUMBER,
        1.0,
        "how many times as many are told of harm as of other failures that were not put right; as many in all as "
        "talk.warn says",
        high=100.0,
        source="assumed; the origin texts give the direction only",
        lively=(0.0, 5.0),
        plausible=(1.0, 25.0),
    )
    root_repeat: float = declared(
        "root.repeat",
        Unit.SHARE,
        0.20,
        "chance that the cause of a failure strikes once more, unless it is removed or gone before",
        plausible=(0.0, 0.6),
    )
    root_lag: float = declared(
        "root.lag",
        Unit.NUMBER,
        4.0,
        "mean number of purchases that go by before a cause strikes once more",
        high=1e4,
        lively=(0.0, 10.0),
        plausible=(0.0, 20.0),
    )
    root_span: float = declared(
        "root.span",
        Unit.TIME,
        0.5 * YEAR,
        "days after which the cause of a failure is gone by itself",
        high=50 * YEAR,
        lively=(0.0, 400.0),
        plausible=(7.0, 2 * YEAR),
    )
    failure_causes: tuple[float, ...] = declared(
        "failure.causes",
        Unit.NUMBERS,
        (0.443, 0.341, 0.0, 0.0, 0.0, 0.0, 0.075, 0.0),
        "weights of the causes that failures belong to: core, encounter, price, inconvenience, response, competition, "
        "ethics, involuntary",
        size=8,
        high=1e6,
        owner=FIRM,
        source="science A6: Keaveney (1995) shares of mentions, as listed second-hand",
        lively=(0.0, 1.0),
        plausible=(0.0, 1.0),
    )
    failure_remedies: tuple[float, ...] = declared(
        "failure.remedies",
        Unit.SHARES,
        (0.0,) * 8,
        "share of the failures of each cause that the firm has removed",
        size=8,
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    root_removal: float = declared(
        "root.removal",
        Unit.SHARE,
        0.50,
        "chance that resolving a complaint also removes the cause",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    recovery_by_cause: tuple[float, ...] = declared(
        "recovery.by_cause",
        Unit.SHARES,
        (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0),
        "factor of the quality of a recovery by the cause of the failure",
        size=8,
        owner=FIRM,
        source="assumed: an apology alone does not mend what was dishonest",
        plausible=(0.0, 1.0),
    )
    importance_later: tuple[float, ...] = declared(
        "importance.later",
        Unit.NUMBERS,
        (1.0,) * 8,
        "how much what fails will matter, by cause, in what it matters at the start: multiplies the share of major "
        "failures, whose mean over causes stays",
        size=8,
        high=100.0,
        lively=(0.1, 3.0),
        plausible=(0.2, 5.0),
    )
    importance_from: int = declared(
        "importance.from",
        Unit.COUNT,
        0,
        "day from which on what matters to customers changes, counted from the start of the history",
        high=36_500,
        lively=(0, 60),
        plausible=(0, 1000),
    )
    importance_over: float = declared(
        "importance.over",
        Unit.TIME,
        0.0,
        "time in which what matters to customers changes to importance.later; none: it does not",
        high=50 * YEAR,
        lively=(0.0, 100.0),
        plausible=(0.0, 5 * YEAR),
    )
    failure_left: float = solved(0.0)  # share of failures that is not removed
    failure_fresh: float = solved(1.0)  # share of failures that are no cause's second, as is
    root_waiting: float = solved(0.0)  # share of customers who have a cause that will strike once more, as is
    talk_harm_fit: float = solved(1.0)  # what keeps the mean of tellings after what was not put right, as is
    recovery_cause_fit: float = solved(1.0)  # what makes the mean of recovery.by_cause over failures 1, as is
    # of a person
    root: Small  # cause of the last failure that will strike once more, while it is not removed
    root_due: Whole  # number of the purchase from which on it strikes


def loudness_of_harm(p: Parameters, severity: int) -> float:
    """Return by how much more is told of a failure of some severity that was not put right; 1 on average, as is."""
    return p.talk_harm_fit * p.talk_harm if severity == Severity.HARM else p.talk_harm_fit


def strikes_again(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether the cause of the last failure strikes once more at purchase ``occasion``, made now.

    It must be due, not removed, and not gone by itself.
    """
    return c.root > 0 and occasion >= c.root_due and c.last_purchase - c.last_failure < p.root_span


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


def fresh_weight(p: Parameters, cause: int) -> float:
    """Return the weight of a cause among failures of no cause from before."""
    if p.causes_on:
        return p.failure_causes[cause - 1] * (1.0 - p.failure_remedies[cause - 1])
    if cause == Cause.CORE:
        return 1.0 - p.failure_encounter
    return p.failure_encounter if cause == Cause.ENCOUNTER else 0.0


def drifts(p: Parameters) -> bool:
    """Return whether what matters to customers changes."""
    return bool(p.causes_on) and p.importance_over > 0.0


def drifted(p: Parameters, cause: int, day: int) -> float:
    """Return how much what fails for a cause matters on a day, in what it matters at the start."""
    if not drifts(p):
        return 1.0
    part = min(1.0, max(0, day - p.importance_from) / p.importance_over)
    return 1.0 + part * (p.importance_later[cause - 1] - 1.0)


def importance(p: Parameters, cause: int, day: int) -> float:
    """Return what multiplies the share of major failures of a cause on a day: 1 in the mean over new failures.

    References
    ----------
    Mission row M08: what customers ignore today may be what they look at tomorrow. The form is assumed.
    """
    total = 0.0
    moved = 0.0
    for k in range(1, CAUSES + 1):
        total += fresh_weight(p, k)
        moved += fresh_weight(p, k) * drifted(p, k, day)
    return drifted(p, cause, day) * total / moved if moved > 0.0 else 1.0


def matter(p: Parameters, cause: int, day: int) -> float:
    """Return how much of what matters to customers on a day is a cause's: its weight among failures that are major."""
    return fresh_weight(p, cause) * drifted(p, cause, day)


def mattering_cause(p: Parameters, u: float, day: int) -> int:
    """Return a cause drawn by how much of what matters to customers on a day is its."""
    total = 0.0
    for k in range(1, CAUSES + 1):
        total += matter(p, k, day)
    reached = 0.0
    for k in range(1, CAUSES + 1):
        reached += matter(p, k, day)
        if u * total < reached:
            return k
    return Cause.CORE


def purchases_before(p: Parameters, u: float) -> int:
    """Return how many purchases go by before a cause strikes once more: geometric, mean ``root.lag``."""
    if p.root_lag <= 0.0:
        return 0
    return floor(log(u) / log(p.root_lag / (1.0 + p.root_lag)))


def root_draw(c: Person, occasion: int) -> float:
    """Return the draw that decides whether a cause strikes once more, and when; 0 is for one from before the start."""
    return uniform(c.key, Purpose.ROOT_AGAIN, occasion)


def plant_root(p: Parameters, c: Person, occasion: int) -> None:
    """Let the cause of the failed purchase ``occasion`` strike once more, perhaps, some purchases later.

    A cause that still waited to strike is forgotten.
    """
    if not p.causes_on:
        return
    c.root = Cause.NONE
    u = root_draw(c, occasion)
    if u < p.root_repeat:
        c.root = c.nature
        c.root_due = occasion + 1 + purchases_before(p, u / p.root_repeat)


def remove_root(p: Parameters, c: Person, occasion: int) -> None:
    """Let a resolved complaint remove the cause with a chance."""
    if p.causes_on and c.root > 0 and uniform(c.key, Purpose.ROOT, occasion) < p.root_removal:
        c.root = Cause.NONE
