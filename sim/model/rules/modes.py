"""How does a failure show: not done, done by halves, a wrong bill, a rude word?"""

from sim.model.draws import uniform
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.words import Cause, Mode, Purpose


def first_mode(cause: int) -> int:
    """Return the first of a cause's modes of failing; the next cause's first if it has none."""
    if cause == Cause.CORE:
        return Mode.INCOMPLETE
    if cause == Cause.ENCOUNTER:
        return Mode.UNCARING
    if cause == Cause.PRICE:
        return Mode.BILLING
    return Mode.DISHONEST if cause == Cause.ETHICS else Mode.NONE


def last_mode(cause: int) -> int:
    """Return the last of a cause's modes of failing; below the first if it has none."""
    if cause == Cause.CORE:
        return Mode.SEVERAL
    if cause == Cause.ENCOUNTER:
        return Mode.IGNORANT
    if cause == Cause.PRICE:
        return Mode.BILLING
    return Mode.UNSAFE if cause == Cause.ETHICS else Mode.NONE - 1


def drawn_mode(p: Parameters, c: Person, cause: int, occasion: int) -> int:
    """Return the mode of a new failure, drawn by weight among those of its cause; none if the cause has none."""
    total = 0.0
    for mode in range(first_mode(cause), last_mode(cause) + 1):
        total += p.mode_weights[mode - 1]
    u = uniform(c.key, Purpose.MODE, occasion)
    reached = 0.0
    for mode in range(first_mode(cause), last_mode(cause) + 1):
        reached += p.mode_weights[mode - 1]
        if u * total < reached:
            return mode
    return Mode.NONE


def share_of_major(p: Parameters, mode: int) -> float:
    """Return the share of failures of a mode that are major."""
    return min(1.0, p.failure_major * p.mode_major[mode - 1]) if mode > 0 else p.failure_major


def share_of_harm(p: Parameters, mode: int) -> float:
    """Return the share of major failures of a mode that do harm."""
    return min(1.0, p.failure_harm * p.mode_harm[mode - 1]) if mode > 0 else p.failure_harm


def mending_factor(p: Parameters, c: Person) -> float:
    """Return how much of a recovery's quality the mode of the failure leaves."""
    return p.recovery_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def effort_factor(p: Parameters, c: Person) -> float:
    """Return by how much the mode of the failure multiplies the time that an agent needs."""
    return p.need_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def is_corrected_late(p: Parameters, c: Person) -> bool:
    """Return whether the answer to a complaint about a wrong bill comes after the deadline: it corrects nothing."""
    return c.mode == Mode.BILLING and c.wait > p.billing_deadline
