"""In which order and words is a complaint answered, is what was promised done, and does she come again if not?"""

from sim.model.codes import Outcome, Purpose, RecoveryLaw
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import expm1
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.storage import Real, Small

MEMORY_OF_LOAD = 7.0  # days for which agents feel how busy they were
ROUNDS = 2  # in which somebody who was refused comes again, at most
USUAL_WORDING = 0.5


class Steps(Mechanism):
    """Order, words and promises of an answer count; who is refused may come again."""

    steps_on: int = switch(0, "order, words and promises of an answer count; who is refused may come again")
    steps_late_empathy: float = declared(
        "steps.late_empathy",
        Unit.SHARE,
        0.70,
        "what empathy is worth after the remedy, as a share of what it is worth before",
        plausible=(0.4, 1.0),
    )
    wording_effect: float = declared(
        "wording.effect",
        Unit.NUMBER,
        0.20,
        "by how much the worth of an apology rises from the worst to the kindest wording",
        high=2.0,
        lively=(0.0, 1.0),
        plausible=(0.0, 0.6),
    )
    wait_relief: float = declared(
        "wait.relief",
        Unit.SHARE,
        0.30,
        "share of a wait that is not felt where the firm apologises for it",
        plausible=(0.0, 0.6),
    )
    manners_load: float = declared(
        "manners.load",
        Unit.NUMBER,
        0.5,
        "part of the worth of an apology and of empathy that is lost at a desk that is busy all the time, beside one "
        "that never is",
        high=2.0,
        lively=(0.0, 1.0),
        plausible=(0.0, 1.0),
    )
    apology_blame: float = declared(
        "apology.blame",
        Unit.SHARE,
        0.50,
        "share of a failure's blame that an apology takes; counts with blame",
        plausible=(0.0, 1.0),
    )
    again_chance: float = declared(
        "again.chance",
        Unit.SHARE,
        0.0,
        "chance that somebody whose complaint was refused comes again, twice at most",
        plausible=(0.0, 0.6),
    )
    again_after: float = declared(
        "again.after",
        Unit.TIME,
        3.0,
        "days after which somebody who was refused comes again",
        high=YEAR,
        lively=(0.0, 20.0),
        plausible=(0.1, 30.0),
    )
    steps_remedy_first: int = declared(
        "steps.remedy_first", Unit.SWITCH, 0, "the remedy comes first, and empathy after it", owner=FIRM
    )
    recovery_wording: float = declared(
        "recovery.wording",
        Unit.SHARE,
        USUAL_WORDING,
        "how kindly an apology is worded: positive, from the customer's benefit, saving face",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    wait_apology: int = declared("wait.apology", Unit.SWITCH, 0, "the firm apologises for every wait", owner=FIRM)
    promise_kept: float = declared(
        "promise.kept",
        Unit.SHARE,
        0.80,
        "share of the solutions promised for later that come",
        owner=FIRM,
        plausible=(0.5, 1.0),
    )
    promise_caught: float = declared(
        "promise.caught",
        Unit.SHARE,
        0.90,
        "chance that a follow-up finds out that a promised solution did not come, and brings it",
        owner=FIRM,
        plausible=(0.5, 1.0),
    )
    manners_usual: float = solved(0.0)  # share of its time for which the desk is busy, as is
    # of a person
    load: Real  # share of its time for which the desk was busy lately when she was answered
    broken: Small  # the solution that was promised her did not come, and nobody has noticed
    refused: Small  # rounds in which she came again with the complaint


def wording_worth(p: Parameters) -> float:
    """Return what the wording multiplies the worth of an apology by: 1 for the usual wording."""
    return 1.0 + p.wording_effect * (p.recovery_wording - USUAL_WORDING) if p.steps_on else 1.0


def order_worth(p: Parameters) -> float:
    """Return what the order of the steps multiplies the worth of empathy by: 1 if it comes first.

    References
    ----------
    Mission row G10: sense the emotion first. The number is assumed.
    """
    return p.steps_late_empathy if p.steps_on and p.steps_remedy_first else 1.0


def load_felt(load: float, busy: float, paid: float) -> float:
    """Return for which share of its time the desk was busy lately, after a day of so much time, in agent-days."""
    return load + (min(1.0, busy / paid) - load) * -expm1(-1.0 / MEMORY_OF_LOAD) if paid > 0.0 else load


def manners(p: Parameters, c: Person) -> float:
    """Return what the desk's load multiplies the worth of an apology and of empathy by: 1 as is, less when busier.

    References
    ----------
    Mission row F18: a relaxed smile, the customer's pace, thanks at the end. The size is assumed.
    """
    if not p.steps_on or not p.desk_on:
        return 1.0
    return max(0.0, 1.0 - p.manners_load * (c.load - p.manners_usual))


def felt_wait(p: Parameters, wait: float) -> float:
    """Return how long a wait is felt to be, in days: less where the firm apologises for it."""
    return wait * (1.0 - p.wait_relief) if p.steps_on and p.wait_apology else wait


def promise_draw(c: Person, occasion: int, question: int) -> float:
    """Return the draw that decides whether a promised solution comes (question 0), or is caught if not (1)."""
    return uniform(c.key, Purpose.PROMISE, 2 * occasion + question)


def again_draw(c: Person, occasion: int, question: int) -> float:
    """Return the draw that decides whether she comes again in this round (question 0), and what comes of it (1)."""
    return uniform(c.key, Purpose.AGAIN, 8 * occasion + 2 * c.refused + question)


def is_broken(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a solution that was promised for now does not come."""
    return bool(p.steps_on) and promise_draw(c, occasion, 0) >= p.promise_kept


def is_caught(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a follow-up finds out that a promised solution did not come."""
    return promise_draw(c, occasion, 1) < p.promise_caught


def comes_again(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a customer whose complaint was not resolved comes again with it."""
    if not p.steps_on or p.recovery_law == RecoveryLaw.MIX or c.refused >= ROUNDS:
        return False
    if c.outcome == Outcome.RESOLVED or c.outcome == Outcome.FAST:
        return False
    return again_draw(c, occasion, 0) < p.again_chance


def loudness(c: Person) -> int:
    """Return what multiplies the chance that a complaint in vain goes public: each round in vain doubles it."""
    return 1 << int(c.refused)
