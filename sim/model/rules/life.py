"""What comes next in a life? Clocks of prospects and customers; the first one to strike is the next event."""

from sim.model.codes import Cause, Purpose, Route, Status, Turn
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantiles import exponential
from sim.model.rules.advertising import advert_rate, await_advert
from sim.model.rules.clocks import threshold_time
from sim.model.rules.contagion import start_contagion
from sim.model.rules.talk import occasion_time, talk_time
from sim.model.storage import CAUSES, INFINITE


def start_looking(p: Parameters, c: Person, now: float, pull: float) -> None:
    """Start the clocks of a prospect or a rival's customer: advertising, category occasions, moving away."""
    await_advert(c, now, exponential(uniform(c.key, Purpose.ADVERT, c.purchases)), advert_rate(p, c.status, pull))
    c.route = Route.ADVERTISING
    c.next_purchase = threshold_time(now, c.advert_left, c.advert_rate)
    c.next_talk = INFINITE
    c.departure = c.moves
    c.departure_cause = Cause.INVOLUNTARY
    c.next_occasion = occasion_time(p, c, now)


def start_buying(p: Parameters, c: Person, now: float, route: int) -> None:
    """Make somebody a customer: clocks of talk and of calendar causes start; the first purchase is at once."""
    c.status = Status.CUSTOMER
    c.route = route
    c.joined = now
    c.came = now
    if p.novelty_on:
        c.spell = c.purchases
    if p.contacts_on:
        c.filed = 1
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


def stay_away(c: Person) -> None:
    """Let somebody who is no customer never become one: on no day, by no route that is open to her now."""
    if c.status == Status.ABSENT:
        c.entry = INFINITE
    c.next_purchase = INFINITE
    c.next_occasion = INFINITE


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
