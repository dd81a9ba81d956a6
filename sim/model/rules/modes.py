"""How does a failure show: not done, done by halves, a wrong bill, a rude word?"""

from sim.model.draws import uniform
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.rules.staff import mood_lift
from sim.model.words import Cause, Mode, Purpose


def cause_of_mode(mode: int) -> int:
    """Return the cause that a mode of failing belongs to."""
    if mode <= Mode.SEVERAL:
        return Cause.CORE
    if mode <= Mode.IGNORANT:
        return Cause.ENCOUNTER
    return Cause.PRICE if mode == Mode.BILLING else Cause.ETHICS


def mode_weight(p: Parameters, mode: int, morale: float) -> float:
    """Return the weight of a mode today: sullen staff are rude more often, unskilled staff more often do not know.

    Where staff are a mirror, their morale multiplies the weights of staff who do not care, are impolite or do not
    respond as it does the chance of failing. At a desk, ignorance goes with 1 / ``desk.skill``.
    """
    weight = p.mode_weights[mode - 1]
    if p.mirror_on and mode >= Mode.UNCARING and mode <= Mode.UNRESPONSIVE:
        weight *= 1.0 - mood_lift(p, morale)
    return weight / p.desk_skill if p.desk_on and mode == Mode.IGNORANT else weight


def drawn_mode(p: Parameters, c: Person, cause: int, occasion: int, morale: float) -> int:
    """Return the mode of a new failure, drawn by weight among those of its cause; none if the cause has none."""
    total = 0.0
    for mode in range(1, Mode.UNSAFE + 1):
        if cause_of_mode(mode) == cause:
            total += mode_weight(p, mode, morale)
    u = uniform(c.key, Purpose.MODE, occasion)
    reached = 0.0
    for mode in range(1, Mode.UNSAFE + 1):
        if cause_of_mode(mode) == cause:
            reached += mode_weight(p, mode, morale)
            if u * total < reached:
                return mode
    return Mode.NONE


def share_of_major(p: Parameters, mode: int) -> float:
    """Return the share of failures of a mode that are major."""
    return min(1.0, p.failure_major * p.mode_major[mode - 1]) if mode > 0 else p.failure_major


def share_of_harm(p: Parameters, mode: int) -> float:
    """Return the share of major failures of a mode that do harm."""
    return min(1.0, p.failure_harm * p.mode_harm[mode - 1]) if mode > 0 else p.failure_harm


def apology_worth(p: Parameters, c: Person) -> float:
    """Return what an apology, or empathy, is worth after a failure of the customer's mode; 1 without a mode."""
    return p.recovery_apology_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def effort_factor(p: Parameters, c: Person) -> float:
    """Return by how much the mode of the failure multiplies the time that an agent needs."""
    return p.need_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def is_corrected_late(p: Parameters, c: Person) -> bool:
    """Return whether the answer to a complaint about a wrong bill comes after the deadline: it corrects nothing."""
    return c.mode == Mode.BILLING and c.wait > p.billing_deadline
