"""Who tells whom, how often, and what does it do? Word told on a day travels overnight."""

from collections.abc import Sequence
from math import floor

from sim.model import events
from sim.model.codes import Cause, Kind, Network, Normalise, Purpose, Reception, Route, Severity, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantiles import exponential, poisson_quantile
from sim.model.quantities import YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.alike import conversion_probability
from sim.model.rules.always import openness
from sim.model.rules.causes import loudness_of_harm
from sim.model.rules.clocks import WITHIN_THE_DAY, leaves_by, threshold_time
from sim.model.rules.complaints import is_resolved
from sim.model.rules.doubt import begin_to_doubt, doubt_now
from sim.model.rules.price import joining_left
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
    talk_warn: float = declared(
        "talk.warn",
        Unit.NUMBER,
        2.0,
        "mean number of tellings after a failure that was not put right",
        high=50.0,
        lively=(0.0, 5.0),
        plausible=(0.0, 16.0),
    )
    talk_praise: float = declared(
        "talk.praise",
        Unit.NUMBER,
        0.1,
        "mean number of tellings after any other purchase, at the satisfaction of customers as is; counts while "
        "talk.ratio is 0",
        high=20.0,
        lively=(0.0, 3.0),
        plausible=(0.0, 0.5),
    )
    talk_ratio: float = declared(
        "talk.ratio",
        Unit.NUMBER,
        3.0,
        "praises for each warning, as is; above 0 it takes the place of talk.praise",
        high=100.0,
        source="East, Hammond & Wright (2007): 3 to 1 on average over 15 studies",
        lively=(0.0, 10.0),
        plausible=(2.0, 7.0),
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
        "mean correlation of attachment over ties: how like their contacts people are",
        source="assumed; the origin texts give the direction only",
    )
    talk_attachment: float = declared(
        "talk.attachment",
        Unit.NUMBER,
        0.5,
        "logits of being won by praise per unit of attachment; counts while talk.homophily is above 0",
        high=5.0,
        plausible=(0.0, 1.0),
    )
    praise_mean: float = solved(0.1)  # tellings after a purchase that left nothing to warn of, as is
    conversion_offset: float = solved(0.0)  # logits that keep the mean of the chance over attachment
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


def is_soured(c: Person) -> bool:
    """Return whether the story of a customer's last purchase ended badly: it failed, and was not put right."""
    return c.severity != Severity.NONE and not is_resolved(c.outcome)


def telling_mean(p: Parameters, c: Person) -> float:
    """Return the mean number of tellings after a purchase: what there is to tell follows from how its story ended.

    Praise grows with satisfaction.

    References
    ----------
    Form: assumed; dissatisfied customers tell more people than satisfied ones (mission rows A18, L02), and harm is
    told widely (D04).
    """
    if is_soured(c):
        return p.talk_warn * loudness_of_harm(p, c.severity)
    return p.praise_mean * c.satisfaction / p.satisfaction_bar


def telling_count(p: Parameters, c: Person, occasion: int) -> int:
    """Return how often a customer tells somebody about purchase ``occasion``."""
    if not p.talk_on:
        return 0
    count = poisson_quantile(uniform(c.key, Purpose.TALK_COUNT, occasion), telling_mean(p, c))
    return count if count < MOST_TELLINGS else MOST_TELLINGS


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


def hear(p: Parameters, teller: Person, c: Person, telling: int, praise: int, day: int, pull: float) -> bool:
    """Let a telling reach a listener at 00:00 of a day; return whether it made her join, or leave, later that day.

    A warning can make a customer leave, and leaves doubt with others; a prospect or a rival's customer can be won.
    """
    if c.status == Status.CUSTOMER:
        return not praise and leaves_on_warning(p, teller, c, telling, day)
    if c.status != Status.PROSPECT and c.status != Status.RIVAL:
        return False
    if p.doubt_on and not praise:
        begin_to_doubt(p, c, float(day))
    if p.talk_reception == Reception.HEADROOM:
        if praise:
            c.inclination += p.talk_headroom_praise * (1.0 - c.inclination)
        else:
            c.inclination -= p.talk_headroom_blame * c.inclination
        return False
    return bool(praise) and is_won(p, teller, c, telling, day, pull)


def joining_chance(p: Parameters, c: Person, chance: float, now: float, pull: float) -> float:
    """Return a chance of joining as openness, reputation and doubt leave it."""
    chance *= p.joining_scale * joining_left(p) * pull * openness(p, c.status)
    if p.doubt_on:
        chance *= 1.0 - doubt_now(p, c, now)
    return min(1.0, chance)


def is_won(p: Parameters, teller: Person, c: Person, telling: int, day: int, pull: float) -> bool:
    """Let praise reach somebody who is no customer; return whether it made her join, later that day."""
    chance = conversion_probability(p, c.attachment)
    if uniform(teller.key, Purpose.RECEPTION, telling) >= joining_chance(p, c, chance, float(day), pull):
        return False
    time = day + uniform(c.key, Purpose.JOIN_TIME, c.purchases)
    if time >= c.next_purchase:
        return False
    c.next_purchase = time
    c.route = Route.TELLING
    c.join_parent = teller.number
    c.join_occasion = telling
    return True


def joins_at_occasion(p: Parameters, c: Person, occasion: int, now: float, pull: float) -> bool:
    """Return whether a prospect joins at a category occasion, by inclination."""
    return uniform(c.key, Purpose.OCCASION, occasion) < joining_chance(p, c, c.inclination, now, pull)
