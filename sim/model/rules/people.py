"""Who are they? Traits, and how a person starts."""

from sim.model.codes import LeaveLaw, Purpose, RateLaw, Status
from sim.model.draws import subject_key, uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp
from sim.model.quantiles import beta_quantile, exponential, gamma_quantile, lognormal_value, normal_quantile
from sim.model.rules.burdens import burden
from sim.model.storage import INFINITE

MOST_TRIES = 1000


def endow(p: Parameters, c: Person, attempt: int) -> None:
    """Draw the purchase rate and the personal chance of leaving; ``attempt`` counts survivors' draws."""
    if p.buying_rate_law == RateLaw.GAMMA:
        drawn = gamma_quantile(uniform(c.key, Purpose.RATE, attempt), p.buying_rate_shape)
        c.rate = drawn * p.buying_rate / p.buying_rate_shape
    else:
        c.rate = p.buying_rate
    if p.leaving_law == LeaveLaw.BETA:
        c.leave_chance = beta_quantile(uniform(c.key, Purpose.LEAVE_CHANCE, attempt), p.leaving_a, p.leaving_b)
    else:
        c.leave_chance = p.leaving_chance
    if c.intermediary:
        c.leave_chance *= p.partners_leaving
    if p.leaving_scale != 1.0:
        c.leave_chance = min(1.0, c.leave_chance * p.leaving_scale)


def tenure_at_start(p: Parameters, c: Person) -> float:
    """Return for how many days a customer at the start has been one."""
    return p.start_tenure * exponential(uniform(c.key, Purpose.TENURE, 0))


def endow_survivor(p: Parameters, c: Person) -> None:
    """Draw the traits of a customer who has stayed for a drawn tenure.

    Rejection: a pair of traits is kept with the chance ``exp(-rate x leave chance x tenure)`` of having survived the
    tenure without failures. Failures of the past are not in it (a simulated history has them).
    """
    tenure = tenure_at_start(p, c)
    attempt = 0
    endow(p, c, 0)
    while uniform(c.key, Purpose.SURVIVAL, attempt) > exp(-c.rate * c.leave_chance * tenure) and attempt < MOST_TRIES:
        attempt += 1
        endow(p, c, attempt)


def start_status(p: Parameters, key: int) -> int:
    """Return what somebody who is there from the start is: customer, rival's customer or prospect."""
    u = uniform(key, Purpose.START, 0)
    if u < p.start_customers:
        return Status.CUSTOMER
    if u < p.start_customers + p.start_rival:
        return Status.RIVAL
    return Status.PROSPECT


def create(p: Parameters, c: Person, seed: int, replication: int, number: int) -> None:
    """Give a person a key and traits; everything else starts at zero or never."""
    c.key = subject_key(seed, replication, number)
    c.number = number
    c.basket = lognormal_value(uniform(c.key, Purpose.BASKET_MEAN, 0), p.basket_mean, p.basket_personal_spread)
    c.attachment = normal_quantile(uniform(c.key, Purpose.ATTACHMENT, 0))
    c.own_attachment = c.attachment
    c.satisfaction = p.satisfaction_start
    c.inclination = p.talk_inclination
    c.talk_weight = 1.0
    c.left = INFINITE
    c.joined = INFINITE
    c.first_purchase = INFINITE
    c.last_purchase = INFINITE
    c.last_failure = -INFINITE
    c.called = -INFINITE
    c.expectation = p.expectation_start if p.expectation_on else 0.0
    c.next_purchase = INFINITE
    c.next_talk = INFINITE
    c.next_occasion = INFINITE
    c.departure = INFINITE
    if p.reputation_on and p.reputation_notorious > 0.0:
        c.notorious = int(uniform(c.key, Purpose.NAME, 0) < p.reputation_notorious)
    if p.burdens_on:
        burden(p, c)
    c.join_parent = -1
    c.join_occasion = -1
    c.partner = -1


def entry_time(key: int, day: int) -> float:
    """Return when somebody enters on a given day."""
    return day + uniform(key, Purpose.ENTRY_TIME, 0)
