"""What pulls a customer to a rival? A hazard whose rate moves with her mood, with prices and with qualities."""

from sim.model.codes import Loss, Purpose, Route
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import logistic
from sim.model.quantiles import exponential
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.clocks import settle_departure, threshold_left
from sim.model.rules.price import level_for
from sim.model.storage import Real


class Rivals(Mechanism):
    """A rival attracts customers."""

    rivals_on: int = switch(0, "a rival attracts customers")
    rivals_rate: float = declared(
        "rivals.rate",
        Unit.RATE,
        0.3 / YEAR,
        "rate of leaving for a rival that everybody knows and that is overwhelmingly better",
        high=100.0,
        lively=(0.0, 0.05),
        plausible=(0.1 / YEAR, 2 / YEAR),
    )
    rivals_reach: float = declared(
        "rivals.reach", Unit.SHARE, 0.5, "share of customers who know the rival", plausible=(0.3, 1.0)
    )
    rivals_enters: int = declared(
        "rivals.enters",
        Unit.COUNT,
        0,
        "day on which the rival enters, counted from the start of the history",
        high=36_500,
        lively=(0, 60),
        plausible=(0, 1000),
    )
    rivals_quality: float = declared(
        "rivals.quality", Unit.NUMBER, 0.0, "quality of the rival's offer", low=-10.0, high=10.0, plausible=(-2.0, 2.0)
    )
    rivals_price: float = declared(
        "rivals.price",
        Unit.NUMBER,
        1.0,
        "the rival's price, as a multiple of the basket",
        high=10.0,
        plausible=(0.8, 1.2),
    )
    rivals_price_weight: float = declared(
        "rivals.price_weight",
        Unit.NUMBER,
        1.0,
        "value that a price of one basket costs, on the scale of quality",
        high=10.0,
        plausible=(0.2, 3.0),
    )
    rivals_beta: float = declared(
        "rivals.beta", Unit.NUMBER, 2.0, "logits of leaving per unit of value", high=20.0, plausible=(0.5, 5.0)
    )
    rivals_barrier: float = declared(
        "rivals.barrier",
        Unit.NUMBER,
        1.0,
        "cost of switching, in logits",
        high=20.0,
        source="form: science B5 (Burnham, Frels & Mahajan 2003); size assumed",
        plausible=(0.0, 4.0),
    )
    rivals_resistance: float = declared(
        "rivals.resistance",
        Unit.NUMBER,
        0.5,
        "value that full satisfaction adds to the firm's offer and none takes off it",
        high=10.0,
        source="direction: mission row B06; size assumed",
        plausible=(0.0, 2.0),
    )
    own_quality: float = declared(
        "own.quality",
        Unit.NUMBER,
        0.0,
        "quality of the firm's offer, on the scale of the rival's",
        low=-10.0,
        high=10.0,
        owner=FIRM,
        plausible=(-2.0, 2.0),
    )
    own_barrier: float = declared(
        "own.barrier",
        Unit.NUMBER,
        0.0,
        "cost of switching that the firm adds for its customers, in logits, beside rivals.barrier",
        high=20.0,
        owner=FIRM,
        plausible=(0.0, 3.0),
    )
    # of a person
    pull_left: Real  # what is left of the threshold of leaving for a rival at pull_since
    pull_since: Real
    pull_rate: Real  # since then, per day


def mood_of(p: Parameters, c: Person) -> float:
    """Return how far satisfaction is above that of customers as is, doubled: 0 for the usual customer."""
    return 2.0 * (c.satisfaction - p.satisfaction_bar)


def switching_barrier(p: Parameters) -> float:
    """Return the cost of switching to a rival, in logits: what the market has and what the firm adds."""
    return p.rivals_barrier + p.own_barrier if p.rivals_on else 0.0


def pull_rate(p: Parameters, c: Person, now: float) -> float:
    """Return the rate of leaving for the rival, per day: 0 before the rival enters.

    References
    ----------
    Logit of the difference in value less the cost of switching: science B5. Resistance of the satisfied: row B06.
    """
    if now < p.rivals_enters:
        return 0.0
    return pull_of(p, level_for(p, c), mood_of(p, c))


def pull_of(p: Parameters, level: float, mood: float) -> float:
    """Return the rate of leaving for a rival who is there, per day, at a price level and a mood."""
    rival = p.rivals_quality - p.rivals_price_weight * p.rivals_price
    own = p.own_quality - p.rivals_price_weight * level + p.rivals_resistance * mood
    return p.rivals_rate * p.rivals_reach * logistic(p.rivals_beta * (rival - own) - switching_barrier(p))


def feel_pull(p: Parameters, c: Person, now: float) -> None:
    """Carry the threshold over to today's rate of leaving for the rival."""
    rate = pull_rate(p, c, now)
    if rate == c.pull_rate:
        return
    c.pull_left = threshold_left(c.pull_left, c.pull_rate, now - c.pull_since)
    c.pull_since = now
    c.pull_rate = rate
    settle_departure(c)


def start_comparing(p: Parameters, c: Person, now: float) -> None:
    """Let somebody who became a customer take a price as her reference and begin to feel the rival's pull.

    The reference is the price of the day, or what customers at the start are used to.
    """
    if p.price_on:
        c.reference_level = p.price_known if c.route == Route.START else level_for(p, c)
    if p.wallet_on:
        c.strayed = 0
    if p.rivals_on:
        c.appointed = c.departure
        c.appointed_cause = c.departure_cause
        c.appointed_loss = Loss.NONE
        c.pull_left = exponential(uniform(c.key, Purpose.RIVAL, c.purchases))
        c.pull_since = now
        c.pull_rate = pull_rate(p, c, now)
        settle_departure(c)
