"""What is said of the firm, all in all, and whom does it keep from joining?"""

from sim.model.codes import Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log
from sim.model.quantiles import exponential
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.advertising import advert_rate
from sim.model.rules.clocks import threshold_time
from sim.model.storage import Small, Whole


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
    reputation_neutral: float = declared(
        "reputation.neutral",
        Unit.SHARE,
        0.5,
        "share of good word that a reputation starts with, and from which on nobody is put off",
        low=0.05,
        high=0.99,
        source="assumed; 3 good to 1 bad is usual (East, Hammond & Wright 2007, science C)",
        plausible=(0.5, 0.95),
    )
    reputation_power: float = declared(
        "reputation.power",
        Unit.NUMBER,
        1.0,
        "how strongly a bad reputation keeps people from joining; 0: not at all",
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
    # of a person
    consulted: Whole  # how often she has asked around before joining
    notorious: Small  # has a bad name


def goes_public(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a complaint that was refused or given up goes public."""
    return uniform(c.key, Purpose.PUBLIC, occasion) < p.public_chance


def bad_word(p: Parameters, warnings: int, made_public: int) -> float:
    """Return what a day's warnings and complaints gone public count as, in warnings."""
    return warnings + p.public_reach * made_public


def gathered_word(p: Parameters, pool: float, told: float) -> float:
    """Return a pool of word after a night: what was there has faded by a day, what was told is added."""
    return pool * exp(-1.0 / p.reputation_tau) + told


def reputation_index(p: Parameters, good: float, bad: float) -> float:
    """Return the share of good word, in (0, 1); ``reputation.neutral`` while nothing is told."""
    start = 2.0 * p.reputation_weight
    return (good + p.reputation_neutral * start) / (good + bad + start)


def listening_probability(p: Parameters, index: float) -> float:
    """Return the chance that a prospect who asks around joins: 1 from an index of ``reputation.neutral`` on.

    Never rises when the index falls.
    """
    return exp(p.reputation_power * log(min(1.0, index / p.reputation_neutral)))


def heard(c: Person, answer: int) -> float:
    """Return a draw of somebody who asks around; each time has two, of even and of odd number."""
    return uniform(c.key, Purpose.HEARD, answer)


def joins_after_asking(p: Parameters, c: Person, index: float) -> bool:
    """Let a prospect who is about to join ask around first; return whether she still joins.

    References
    ----------
    Mission row L04: who means to buy gathers information first. The form is assumed.
    """
    c.consulted += 1
    return heard(c, 2 * (c.consulted - 1)) < listening_probability(p, index)


def look_again(p: Parameters, c: Person, now: float) -> None:
    """Let a prospect whom advertising had won start anew: with another threshold of advertising."""
    c.advert_left = exponential(heard(c, 2 * (c.consulted - 1) + 1))
    c.advert_since = now
    c.next_purchase = threshold_time(now, c.advert_left, advert_rate(p, c.status))


def is_stain(c: Person) -> bool:
    """Return whether a customer's own bad name rubs off on the firm."""
    return c.notorious > 0 and c.status == Status.CUSTOMER
