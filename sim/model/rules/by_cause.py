"""What of what goes wrong, and of everyday leaving, belongs to one cause that something moves apart from the others?

Why by cause: docs/decisions/0047-by-cause.md.
"""

from sim.model.codes import Cause
from sim.model.flat import Parameters, Person
from sim.model.rules.friction import inconvenience
from sim.model.rules.incentives import haste
from sim.model.storage import CAUSES


def moves_a_cause(p: Parameters) -> bool:
    """Return whether a mechanism is on that moves the failures of one cause and leaves the others alone."""
    return bool(p.staff_on or p.friction_on or p.incentives_on or p.backstage_on or p.stations_on)


def cause_factor(p: Parameters, c: Person, cause: int) -> float:
    """Return what multiplies failures of a cause, and the part of everyday leaving that goes with it; 1 as is.

    Who served a customer last, what staff are paid for, and what the back office was behind with, move what goes wrong
    in the encounter; the firm's rules, and how far she has to go, are inconvenience; nothing else.
    """
    if cause == Cause.INCONVENIENCE and (p.friction_on or p.stations_on):
        return inconvenience(p, c)
    if cause != Cause.ENCOUNTER:
        return 1.0
    return haste(p) * c.slips if p.staff_on or p.backstage_on else haste(p)


def everyday_factor(p: Parameters, c: Person) -> float:
    """Return what multiplies the everyday chance of leaving: the mean of its causes' factors, by their weights."""
    total = 0.0
    moved = 0.0
    for k in range(CAUSES):
        total += p.leaving_causes[k]
        moved += p.leaving_causes[k] * cause_factor(p, c, k + 1)
    return moved / total if total > 0.0 else 1.0
