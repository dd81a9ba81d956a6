"""How does a failure show, and what does that change?"""

from sim.model.codes import Cause, Mode, Purpose, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, HOUR, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.storage import Small

IGNORANCE = 2.0
"""How much oftener, by rawness, an encounter fails because staff do not know: assumed."""


class Modes(Mechanism):
    """Failures show in ways of different weight."""

    modes_on: int = switch(0, "failures show in ways of different weight")
    mode_major: tuple[float, ...] = declared(
        "mode.major",
        Unit.NUMBERS,
        (0.5, 2.0, 2.0, 0.5, 1.0, 0.5, 1.0, 1.0, 2.0, 2.0),
        "factor of the share of failures that are major by mode, in the order of mode.weights",
        size=10,
        high=1e3,
        lively=(0.0, 4.0),
        plausible=(0.0, 10.0),
    )
    mode_harm: tuple[float, ...] = declared(
        "mode.harm",
        Unit.NUMBERS,
        (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 10.0),
        "factor of the share of major failures that harm by mode, in the order of mode.weights; counts with causes",
        size=10,
        high=1e3,
        lively=(0.0, 4.0),
        plausible=(0.0, 50.0),
    )
    mode_voice: tuple[float, ...] = declared(
        "mode.voice",
        Unit.NUMBERS,
        (0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        "logits of complaining by mode, in the order of mode.weights; as many complain over all modes as is stated",
        size=10,
        low=-10.0,
        high=10.0,
        source="assumed: the origin texts cite a survey (Wharton) in which rudeness and indifference are complained of "
        "most",
        lively=(-2.0, 2.0),
        plausible=(-2.0, 2.0),
    )
    need_by_mode: tuple[float, ...] = declared(
        "need.by_mode",
        Unit.NUMBERS,
        (1.0, 1.0, 1.5, 1.0, 1.0, 2.0, 1.5, 1.0, 1.0, 1.0),
        "factor of the time that an agent needs for a complaint by mode of the failure, in the order of mode.weights",
        size=10,
        high=100.0,
        lively=(0.0, 4.0),
        plausible=(0.5, 10.0),
    )
    billing_deadline: float = declared(
        "billing.deadline",
        Unit.TIME,
        0.5,
        "days after which an answer no longer corrects a wrong bill; bills go wrong only with causes",
        high=50 * YEAR,
        lively=(0.0, 1.0),
        plausible=(HOUR, 7.0),
    )
    recovery_apology_by_mode: tuple[float, ...] = declared(
        "recovery.apology_by_mode",
        Unit.SHARES,
        (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 1.0, 0.0, 0.5),
        "what an apology and empathy are worth by the mode of the failure, in the order of mode.weights; it takes the "
        "place of recovery.by_cause",
        size=10,
        owner=FIRM,
        source="assumed: an apology alone does not mend what was dishonest, nor wholly what was unsafe or ignorant",
        plausible=(0.0, 1.0),
    )
    mode_weights: tuple[float, ...] = declared(
        "mode.weights",
        Unit.NUMBERS,
        (3.0, 1.0, 1.0, 3.0, 2.0, 3.0, 2.0, 1.0, 3.0, 1.0),
        "weights of modes within their cause: core incomplete, unable, several; encounter uncaring, impolite, "
        "unresponsive, ignorant; price billing; ethics dishonest, unsafe; without causes, core and encounter alone",
        size=10,
        high=1e6,
        owner=FIRM,
        source="assumed; the modes are those of the origin texts (mission D02 to D08, D20, D22)",
        lively=(0.0, 1.0),
        plausible=(0.0, 10.0),
    )
    # what makes the mean over modes the level as is
    mode_major_fit: float = solved(1.0)
    mode_harm_fit: float = solved(1.0)
    mode_need_fit: float = solved(1.0)
    mode_apology_fit: float = solved(1.0)
    mode_voice_fit: tuple[float, ...] = solved((0.0, 0.0))  # minor, major
    # of a person
    mode: Small  # of the last failure


def cause_of_mode(mode: int) -> int:
    """Return the cause that a mode of failing belongs to."""
    if mode <= Mode.SEVERAL:
        return Cause.CORE
    if mode <= Mode.IGNORANT:
        return Cause.ENCOUNTER
    return Cause.PRICE if mode == Mode.BILLING else Cause.ETHICS


def mode_weight(p: Parameters, mode: int, curt: float, ignorant: float) -> float:
    """Return the weight of a mode today: sullen staff are rude more often, unskilled staff more often do not know.

    Who served multiplies the weights of staff who do not care, are impolite or do not respond by ``curt``, that of
    staff who do not know by ``ignorant``; both are 1 as is. At a desk, ignorance goes with 1 / ``desk.skill``.
    """
    weight = p.mode_weights[mode - 1]
    if mode >= Mode.UNCARING and mode <= Mode.UNRESPONSIVE:
        weight *= curt
    if mode == Mode.IGNORANT:
        weight *= ignorant
        weight = weight / p.desk_skill if p.desk_on else weight
    return weight


def ignorance(p: Parameters, c: Person) -> float:
    """Return what multiplies the weight of staff who do not know, for a customer whom somebody raw has served."""
    return (1.0 + IGNORANCE * c.raw) / (1.0 + IGNORANCE * p.staff_raw) if p.staff_on else 1.0


def drawn_mode(p: Parameters, c: Person, cause: int, occasion: int) -> int:
    """Return the mode of a new failure, drawn by weight among those of its cause; none if the cause has none."""
    curt = c.curt if p.staff_on else 1.0
    ignorant = ignorance(p, c)
    total = 0.0
    for mode in range(1, Mode.UNSAFE + 1):
        if cause_of_mode(mode) == cause:
            total += mode_weight(p, mode, curt, ignorant)
    u = uniform(c.key, Purpose.MODE, occasion)
    reached = 0.0
    for mode in range(1, Mode.UNSAFE + 1):
        if cause_of_mode(mode) == cause:
            reached += mode_weight(p, mode, curt, ignorant)
            if u * total < reached:
                return mode
    return Mode.NONE


def share_of_major(p: Parameters, mode: int) -> float:
    """Return the share of failures of a mode that are major."""
    return min(1.0, p.failure_major * p.mode_major_fit * p.mode_major[mode - 1]) if mode > 0 else p.failure_major


def share_of_harm(p: Parameters, mode: int) -> float:
    """Return the share of major failures of a mode that do harm."""
    return min(1.0, p.failure_harm * p.mode_harm_fit * p.mode_harm[mode - 1]) if mode > 0 else p.failure_harm


def apology_worth(p: Parameters, c: Person) -> float:
    """Return what an apology, or empathy, is worth after a failure of the customer's mode; 1 without a mode."""
    return p.mode_apology_fit * p.recovery_apology_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def voice_of_mode(p: Parameters, c: Person) -> float:
    """Return the logits that the mode of a customer's failure adds to complaining; 0 on average, and without a mode."""
    if c.mode == 0:
        return 0.0
    return p.mode_voice[c.mode - 1] + p.mode_voice_fit[0 if c.severity == Severity.MINOR else 1]


def effort_factor(p: Parameters, c: Person) -> float:
    """Return by how much the mode of the failure multiplies the time that an agent needs."""
    return p.mode_need_fit * p.need_by_mode[c.mode - 1] if c.mode > 0 else 1.0


def is_corrected_late(p: Parameters, c: Person) -> bool:
    """Return whether the answer to a complaint about a wrong bill comes after the deadline: it corrects nothing."""
    return c.mode == Mode.BILLING and c.wait > p.billing_deadline
