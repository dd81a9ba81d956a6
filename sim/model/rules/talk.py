"""Who tells whom, how often, and what does it do? Word told on a day travels overnight."""

from collections.abc import Sequence
from math import floor

from sim.model import events
from sim.model.codes import Cause, Kind, Network, Normalise, Purpose, Reception, Route, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantiles import exponential, poisson_quantile
from sim.model.quantities import YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.always import openness
from sim.model.rules.clocks import WITHIN_THE_DAY, leaves_by, threshold_time
from sim.model.storage import INFINITE, Real, Whole

MOST_TELLINGS = 255


class Talk(Mechanism):
    """People tell each other."""

    talk_on: int = switch(1, "people tell each other")
    talk_network: int = declared(
        "talk.network", Unit.CHOICE, events.Network.SMALL_WORLD, "who can tell whom", choices=events.Network
    )
    talk_degree: int = declared(
        "talk.degree", Unit.COUNT, 8, "contacts of a person (mean), even", low=2, high=1000, lively=(2, 12)
    )
    talk_rewiring: float = declared("talk.rewiring", Unit.SHARE, 0.1, "share of rewired contacts in a small world")
    talk_normalise: int = declared(
        "talk.normalise",
        Unit.CHOICE,
        events.Normalise.TELLER,
        "whose tellings sum to talk.rate",
        choices=events.Normalise,
    )
    talk_rate: float = declared(
        "talk.rate",
        Unit.RATE,
        0.5 / YEAR,
        "tellings of a customer out of the blue",
        high=100.0,
        lively=(0.0, 0.2),
    )
    talk_base: float = declared(
        "talk.base",
        Unit.NUMBER,
        0.02,
        "mean number of tellings after an experience",
        high=20.0,
        lively=(0.0, 2.0),
    )
    talk_praise: float = declared(
        "talk.praise",
        Unit.NUMBER,
        0.5,
        "tellings per unit of satisfaction above neutral",
        high=20.0,
        lively=(0.0, 3.0),
    )
    talk_blame: float = declared(
        "talk.blame",
        Unit.NUMBER,
        1.0,
        "tellings per unit of satisfaction below neutral",
        high=20.0,
        source="twice talk.praise: science C 'Model' 1, consistent with East, Hammond & Wright (2007) 3:1",
        lively=(0.0, 5.0),
    )
    talk_neutral: float = declared(
        "talk.neutral", Unit.SHARE, 0.5, "satisfaction at which a telling turns from blame to praise"
    )
    talk_reception: int = declared(
        "talk.reception",
        Unit.CHOICE,
        events.Reception.CONVERSION,
        "what a telling does to a listener",
        choices=events.Reception,
    )
    talk_conversion: float = declared(
        "talk.conversion",
        Unit.SHARE,
        0.125,
        "chance that praise makes a prospect join",
        source="science C: about 1 in 8 recommendations converts (Keller Fay, second-hand)",
    )
    talk_headroom_praise: float = declared(
        "talk.headroom_praise", Unit.SHARE, 0.25, "part of the way to 1 by which praise moves the inclination"
    )
    talk_headroom_blame: float = declared(
        "talk.headroom_blame", Unit.SHARE, 0.20, "part of the inclination that blame takes"
    )
    talk_inclination: float = declared("talk.inclination", Unit.SHARE, 0.05, "inclination of a prospect at first")
    talk_occasion_rate: float = declared(
        "talk.occasion_rate",
        Unit.RATE,
        2 / YEAR,
        "rate at which a prospect meets an occasion to join",
        high=100.0,
        lively=(0.0, 0.2),
    )
    talk_defection: float = declared(
        "talk.defection",
        Unit.SHARE,
        0.0,
        "chance that a warning makes a customer who hears it leave that day; the origin texts say a quarter",
    )
    talk_homophily: float = declared(
        "talk.homophily",
        Unit.SHARE,
        0.0,
        "how much of attachment neighbours have in common: its loading on the neighbourhood",
        source="assumed; the origin texts give the direction only",
    )
    # of a person
    next_talk: Real
    next_occasion: Real
    inclination: Real
    talk_weight: Real  # tellings relative to talk.rate
    tellings: Whole  # number of the next telling out of the blue
    occasions: Whole  # number of the next category occasion
    join_parent: Whole  # who told, -1 nobody
    join_occasion: Whole  # which telling
    praised: Whole
    warned: Whole


def occasion_time(p: Parameters, c: Person, now: float) -> float:
    """Return when a prospect next meets an occasion to join; only the headroom reception has them."""
    if not p.talk_on or p.talk_reception != Reception.HEADROOM:
        return INFINITE
    return threshold_time(now, exponential(uniform(c.key, Purpose.OCCASION_TIME, c.occasions)), p.talk_occasion_rate)


def talk_time(p: Parameters, c: Person, now: float) -> float:
    """Return when a customer next tells somebody out of the blue."""
    if not p.talk_on:
        return INFINITE
    return threshold_time(now, exponential(uniform(c.key, Purpose.TALK_TIME, c.tellings)), p.talk_rate * c.talk_weight)


def leaves_on_warning(p: Parameters, teller: Person, c: Person, telling: int, day: int) -> bool:
    """Return whether a warning makes a customer leave later that day, sooner than she would anyway.

    One draw of the teller decides, and where it falls below the chance gives the time of day. The cause is what
    failed the teller last, or the core service if nothing did.

    References
    ----------
    Mission row A19: a quarter of those who are told stop coming.
    """
    if p.talk_defection <= 0.0:
        return False
    u = uniform(teller.key, Purpose.PERSUASION, telling)
    if u >= p.talk_defection:
        return False
    cause = teller.nature if teller.failures > 0 else Cause.CORE
    return leaves_by(p, c, day + WITHIN_THE_DAY * (u / p.talk_defection), cause, Kind.WARNING, teller.number, telling)


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
