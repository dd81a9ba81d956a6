"""What comes next in a life? Clocks of prospects and customers; the first one to strike is the next event."""

from sim.model.draws import uniform
from sim.model.parameters import Parameters
from sim.model.person import CAUSES, INFINITE, Person
from sim.model.quantiles import exponential
from sim.model.words import Cause, Purpose, Reception, Route, Status, Turn


def threshold_time(now: float, left: float, rate: float) -> float:
    """Return when an integrated hazard reaches what is left of its threshold; never if the rate is 0."""
    return now + left / rate if rate > 0.0 else INFINITE


def threshold_left(left: float, rate: float, elapsed: float) -> float:
    """Return what is left of a threshold after some days at a rate: carried over when the rate changes."""
    return max(0.0, left - rate * elapsed)


def openness(p: Parameters, status: int) -> float:
    """Return how far a person answers what moves prospects: wholly, or less as a rival's customer."""
    return p.rival_openness if status == Status.RIVAL else 1.0


def advert_rate(p: Parameters, status: int) -> float:
    """Return the rate at which advertising makes a person join, per day."""
    return p.advertising_rate * openness(p, status) if p.advertising_on else 0.0


def start_looking(p: Parameters, c: Person, now: float) -> None:
    """Start the clocks of a prospect or a rival's customer: advertising, category occasions, moving away."""
    c.advert_left = exponential(uniform(c.key, Purpose.ADVERT, c.purchases))
    c.advert_since = now
    c.route = Route.ADVERTISING
    c.next_purchase = threshold_time(now, c.advert_left, advert_rate(p, c.status))
    c.next_talk = INFINITE
    c.departure = c.moves
    c.departure_cause = Cause.INVOLUNTARY
    c.next_occasion = occasion_time(p, c, now)


def occasion_time(p: Parameters, c: Person, now: float) -> float:
    """Return when a prospect next meets an occasion to join; only the headroom reception has them."""
    if not p.talk_on or p.talk_reception != Reception.HEADROOM:
        return INFINITE
    return threshold_time(now, exponential(uniform(c.key, Purpose.OCCASION_TIME, c.occasions)), p.talk_occasion_rate)


def change_advertising(old: Parameters, new: Parameters, c: Person, now: float) -> None:
    """Carry a prospect's threshold over to a new rate of advertising; a joining already promised keeps its time."""
    left = threshold_left(c.advert_left, advert_rate(old, c.status), now - c.advert_since)
    c.advert_left = left
    c.advert_since = now
    by_advert = threshold_time(now, left, advert_rate(new, c.status))
    if c.route == Route.ADVERTISING or by_advert < c.next_purchase:
        c.route = Route.ADVERTISING
        c.next_purchase = by_advert


def start_contagion(c: Person, now: float) -> None:
    """Draw the threshold of contagion of a stay that begins; nobody has left yet."""
    c.contagion_left = exponential(uniform(c.key, Purpose.CONTAGION, c.purchases))
    c.contagion_stock = 0.0
    c.contagion_since = now


def start_buying(p: Parameters, c: Person, now: float, route: int) -> None:
    """Make somebody a customer: clocks of talk and of calendar causes start; the first purchase is at once."""
    c.status = Status.CUSTOMER
    c.route = route
    c.joined = now
    if p.novelty_on:
        c.spell = c.purchases
    c.next_purchase = now
    c.next_occasion = INFINITE
    c.next_talk = talk_time(p, c, now)
    c.departure = c.moves
    c.departure_cause = Cause.INVOLUNTARY
    c.departure_kind = 0
    if p.contagion_on and p.talk_on:
        start_contagion(c, now)
    if p.hazards_on:
        for cause in range(CAUSES - 1):
            rate = p.hazard_rates[cause]
            if rate > 0.0:
                time = now + exponential(uniform(c.key, Purpose.HAZARD + cause, c.purchases)) / rate
                if time < c.departure or (time == c.departure and cause + 1 < c.departure_cause):
                    c.departure = time
                    c.departure_cause = cause + 1


def talk_time(p: Parameters, c: Person, now: float) -> float:
    """Return when a customer next tells somebody out of the blue."""
    if not p.talk_on:
        return INFINITE
    return threshold_time(now, exponential(uniform(c.key, Purpose.TALK_TIME, c.tellings)), p.talk_rate * c.talk_weight)


def next_time(c: Person) -> float:
    """Return the time of a person's next own event; never for somebody who is out of the market."""
    if c.status == Status.CUSTOMER:
        time = INFINITE if c.case else c.next_purchase
        other = c.next_talk
    elif c.status == Status.ABSENT:
        return c.entry
    elif c.status == Status.OUT:
        return INFINITE
    else:
        time = c.next_purchase
        other = c.next_occasion
    if other < time:
        time = other
    return c.departure if c.departure < time else time


def next_turn(c: Person, time: float) -> int:
    """Return which event comes at ``time``, which is :func:`next_time`; ties go by the order of :class:`Turn`."""
    if c.status == Status.CUSTOMER:
        if not c.case and c.next_purchase == time:
            return Turn.PURCHASE
        return Turn.TELLING if c.next_talk == time else Turn.DEPARTURE
    if c.status == Status.ABSENT:
        return Turn.ENTRY
    if c.next_purchase == time:
        return Turn.JOIN
    return Turn.OCCASION if c.next_occasion == time else Turn.DEPARTURE
