"""Who tells whom, how often, and what does it do? Word told on a day travels overnight."""

from collections.abc import Sequence
from math import floor

from sim.model.draws import uniform
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.quantiles import poisson_quantile
from sim.model.rules.life import openness
from sim.model.rules.spreading import leaves_on_warning
from sim.model.words import Network, Normalise, Purpose, Reception, Route, Status

MOST_TELLINGS = 255


def telling_mean(p: Parameters, satisfaction: float) -> float:
    """Return the mean number of tellings after an experience: more, the further from neutral; blame weighs more.

    References
    ----------
    Form: science C, "Model" 1; Anderson (1998), asymmetric U.
    """
    above = satisfaction - p.talk_neutral
    return p.talk_base + (p.talk_praise * above if above > 0.0 else -p.talk_blame * above)


def telling_count(p: Parameters, c: Person, occasion: int) -> int:
    """Return how often a customer tells somebody about purchase ``occasion``."""
    if not p.talk_on:
        return 0
    count = poisson_quantile(uniform(c.key, Purpose.TALK_COUNT, occasion), telling_mean(p, c.satisfaction))
    return count if count < MOST_TELLINGS else MOST_TELLINGS


def is_praise(p: Parameters, c: Person) -> bool:
    """Return whether what a customer tells is good."""
    return c.satisfaction >= p.talk_neutral


def telling_after(occasion: int, k: int) -> int:
    """Return the number of the k-th telling after purchase ``occasion``: even."""
    return (occasion * (MOST_TELLINGS + 1) + k) * 2


def telling_unprompted(serial: int) -> int:
    """Return the number of a telling out of the blue: odd."""
    return serial * 2 + 1


def listener_weight(number: int, starts: Sequence[int], contacts: Sequence[int]) -> float:
    """Return how much a person tells when all listeners are to hear the same: the sum of 1 / contacts of contacts."""
    weight = 0.0
    for k in range(starts[number], starts[number + 1]):
        other = contacts[k]
        weight += 1.0 / (starts[other + 1] - starts[other])
    return weight


def listener(
    p: Parameters, c: Person, telling: int, persons: int, starts: Sequence[int], contacts: Sequence[int]
) -> int:
    """Return who is told: one contact, or anyone under complete mixing; -1 if there is nobody."""
    u = uniform(c.key, Purpose.CONTACT, telling)
    if p.talk_network == Network.COMPLETE:
        if persons < 2:
            return -1
        other = floor(u * (persons - 1))
        return other + 1 if other >= c.number else other
    first = starts[c.number]
    degree = starts[c.number + 1] - first
    if degree == 0:
        return -1
    if p.talk_normalise == Normalise.TELLER:
        return contacts[first + floor(u * degree)]
    left = u * c.talk_weight
    for k in range(first, first + degree - 1):
        other = contacts[k]
        left -= 1.0 / (starts[other + 1] - starts[other])
        if left < 0.0:
            return other
    return contacts[first + degree - 1]


def hear(p: Parameters, teller: Person, c: Person, telling: int, praise: int, day: int) -> bool:
    """Let a telling reach a listener at 00:00 of a day; return whether it made her join, or leave, later that day.

    A warning can make a customer leave; a prospect or a rival's customer can be won.
    """
    if c.status == Status.CUSTOMER:
        return not praise and leaves_on_warning(p, teller, c, telling, day)
    return (c.status == Status.PROSPECT or c.status == Status.RIVAL) and is_won(p, teller, c, telling, praise, day)


def is_won(p: Parameters, teller: Person, c: Person, telling: int, praise: int, day: int) -> bool:
    """Let a telling reach somebody who is no customer; return whether it made her join, later that day.

    Conversion: praise makes her join with a chance. Headroom: the inclination moves a part of the way to 1 by praise,
    loses a part by blame (East-type rule, science C).
    """
    if p.talk_reception == Reception.HEADROOM:
        if praise:
            c.inclination += p.talk_headroom_praise * (1.0 - c.inclination)
        else:
            c.inclination -= p.talk_headroom_blame * c.inclination
        return False
    if not praise:
        return False
    if uniform(teller.key, Purpose.RECEPTION, telling) >= p.talk_conversion * openness(p, c.status):
        return False
    time = day + uniform(c.key, Purpose.JOIN_TIME, c.purchases)
    if time >= c.next_purchase:
        return False
    c.next_purchase = time
    c.route = Route.TELLING
    c.join_parent = teller.number
    c.join_occasion = telling
    return True


def joins_at_occasion(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a prospect joins at a category occasion, by inclination."""
    return uniform(c.key, Purpose.OCCASION, occasion) < c.inclination * openness(p, c.status)
