"""What is said of the firm, all in all, and how does it move joining?"""

from sim.model.codes import Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log, round_half_up
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.steps import loudness
from sim.model.storage import Small


class Reputation(Mechanism):
    """Prospects ask around before they join; refused complaints go public."""

    reputation_on: int = switch(0, "prospects ask around before they join; refused complaints go public")
    reputation_tau: float = declared(
        "reputation.tau",
        Unit.TIME,
        YEAR,
        "time in which the weight of what was told falls to 37%",
        low=0.1,
        high=100 * YEAR,
        lively=(0.1, 400.0),
        plausible=(MONTH, 3 * YEAR),
    )
    reputation_weight: float = declared(
        "reputation.weight",
        Unit.NUMBER,
        20.0,
        "half the tellings that a reputation starts with: large moves slowly",
        low=0.1,
        high=1e6,
        lively=(0.1, 50.0),
        plausible=(5.0, 200.0),
    )
    reputation_power: float = declared(
        "reputation.power",
        Unit.NUMBER,
        1.0,
        "how strongly reputation moves joining: the power of its ratio to the reputation as is; 0: not at all",
        high=10.0,
        lively=(0.0, 3.0),
        plausible=(0.5, 3.0),
    )
    public_chance: float = declared(
        "public.chance",
        Unit.SHARE,
        0.02,
        "chance that a complaint that was refused or given up goes public",
        plausible=(0.005, 0.1),
    )
    public_reach: float = declared(
        "public.reach",
        Unit.NUMBER,
        50.0,
        "warnings that a complaint gone public counts as",
        high=1e6,
        lively=(0.0, 100.0),
        plausible=(10.0, 500.0),
    )
    public_tail: float = declared(
        "public.tail",
        Unit.NUMBER,
        0.0,
        "how thin the tail of a public complaint's reach is: the exponent of a Pareto law with mean public.reach, "
        "above 1; at most 1: every one reaches as many",
        high=100.0,
        lively=(0.0, 3.0),
        plausible=(0.0, 3.0),
    )
    reputation_notorious: float = declared(
        "reputation.notorious", Unit.SHARE, 0.0, "share of persons who have a bad name", plausible=(0.0, 0.05)
    )
    reputation_stain: float = declared(
        "reputation.stain",
        Unit.NUMBER,
        0.1,
        "bad word that a customer with a bad name adds in a day, in warnings",
        high=100.0,
        lively=(0.0, 5.0),
        plausible=(0.0, 1.0),
    )
    reputation_neutral: float = solved(0.75)  # share of good word, as is
    # of a person
    notorious: Small  # has a bad name


def goes_public(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a complaint that was refused or given up goes public."""
    return uniform(c.key, Purpose.PUBLIC, occasion) < p.public_chance * loudness(c)


def has_tail(p: Parameters) -> bool:
    """Return whether some complaints gone public reach far more than others."""
    return p.public_tail > 1.0


def reach_of(p: Parameters, c: Person, occasion: int) -> int:
    """Return how many warnings a complaint gone public counts as: Pareto with mean ``public.reach``, in whole ones.

    Whole, so that a day's sum is the same in whichever order persons are visited. 0 where all reach as many.
    """
    if not has_tail(p):
        return 0
    least = p.public_reach * (p.public_tail - 1.0) / p.public_tail
    return round_half_up(least * exp(-log(uniform(c.key, Purpose.PUBLIC_REACH, occasion)) / p.public_tail))


def bad_word(p: Parameters, warnings: int, made_public: int, reached: int) -> float:
    """Return what a day's warnings and complaints gone public count as, in warnings."""
    return warnings + (reached if has_tail(p) else p.public_reach * made_public)


def gathered_word(p: Parameters, pool: float, told: float) -> float:
    """Return a pool of word after a night: what was there has faded by a day, what was told is added."""
    return pool * exp(-1.0 / p.reputation_tau) + told


def reputation_index(p: Parameters, good: float, bad: float) -> float:
    """Return the share of good word, in (0, 1); as it is at first while nothing is told."""
    start = 2.0 * p.reputation_weight
    return (good + p.reputation_neutral * start) / (good + bad + start)


def reputation_pull(p: Parameters, index: float) -> float:
    """Return what reputation multiplies rates and chances of joining by: 1 as is, more for a better one.

    References
    ----------
    Mission row L04: who means to buy gathers information first. The form is assumed.
    """
    return exp(p.reputation_power * log(index / p.reputation_neutral))


def is_stain(c: Person) -> bool:
    """Return whether a customer's own bad name rubs off on the firm."""
    return c.notorious > 0 and c.status == Status.CUSTOMER
