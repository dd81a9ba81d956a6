"""What is said of the firm, all in all, and whom does it keep from joining?"""

from sim.model.draws import uniform
from sim.model.numerics import exp, log
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.quantiles import exponential
from sim.model.rules.life import advert_rate, threshold_time
from sim.model.words import Purpose


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
