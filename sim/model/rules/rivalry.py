"""What pulls a customer away, or pushes her: a rival to compare with, its offers, a scandal, the firm that drops her.

The pull of a rival is a hazard whose rate moves with her satisfaction and with prices and qualities; its threshold is
carried. Everything else appoints a time of leaving at 00:00 of a day. The earliest of all times is ``departure``.
"""

from sim.model.draws import uniform
from sim.model.numerics import exp, logistic
from sim.model.parameters import Parameters
from sim.model.person import ACCOUNTS, Person
from sim.model.quantiles import exponential, normal_quantile
from sim.model.rules.life import threshold_left, threshold_time
from sim.model.rules.pricing import level_for
from sim.model.words import Cause, Kind, Loss, Purpose, Route

WITHIN_THE_DAY = 0.999999  # of a day: day + this part of it never rounds to the next midnight


def mood_of(c: Person) -> float:
    """Return satisfaction on a scale from -1 to 1, neutral at 0."""
    return 2.0 * (c.satisfaction - 0.5)


def pull_rate(p: Parameters, c: Person, now: float) -> float:
    """Return the rate of leaving for the rival, per day: 0 before the rival enters.

    References
    ----------
    Logit of the difference in value less the cost of switching: science B5. Resistance of the satisfied: row B06.
    """
    if now < p.rivals_enters:
        return 0.0
    rival = p.rivals_quality - p.rivals_price_weight * p.rivals_price
    own = p.own_quality - p.rivals_price_weight * level_for(p, c) + p.rivals_resistance * mood_of(c)
    return p.rivals_rate * p.rivals_reach * logistic(p.rivals_beta * (rival - own) - p.rivals_barrier)


def settle_departure(c: Person) -> None:
    """Make the earlier of the appointed time and the rival's the time of leaving; at a tie the appointed one."""
    time = threshold_time(c.pull_since, c.pull_left, c.pull_rate)
    if time < c.appointed:
        c.departure = time
        c.departure_cause = Cause.COMPETITION
        c.departure_loss = Loss.ATTRACTED
    else:
        c.departure = c.appointed
        c.departure_cause = c.appointed_cause
        c.departure_loss = c.appointed_loss


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


def appoint(p: Parameters, c: Person, time: float, cause: int, loss: int) -> bool:
    """Let a customer leave at a time for a cause, unless something else is appointed before; return whether it is not.

    The event that makes her leave is none until :func:`owe` names it.
    """
    if p.rivals_on:
        if time >= c.appointed:
            return False
        c.appointed = time
        c.appointed_cause = cause
        c.appointed_loss = loss
        settle_departure(c)
    else:
        if time >= c.departure:
            return False
        c.departure = time
        c.departure_cause = cause
        c.departure_loss = loss
    c.departure_kind = 0
    return True


def owe(c: Person, kind: int, person: int, occasion: int) -> None:
    """Name the event that makes a customer leave at the appointed time: its kind, whose it is, and which."""
    c.departure_kind = kind
    c.departure_parent = person
    c.departure_occasion = occasion


def is_owed(c: Person) -> bool:
    """Return whether a customer who leaves now leaves because of a named event; the rival's pull is none."""
    return c.departure_kind != 0 and c.departure_loss != Loss.ATTRACTED


# The night --------------------------------------------------------------------------------------------------------


def is_poaching_night(p: Parameters, day: int) -> bool:
    """Return whether the rival makes offers at 00:00 of a day."""
    return bool(p.poaching_on) and day > 0 and day % p.poaching_every == 0


def is_dropping_night(p: Parameters, day: int) -> bool:
    """Return whether the firm looks for customers to drop at 00:00 of a day."""
    return bool(p.dropping_on) and day > 0 and day % p.dropping_every == 0


def is_scandal(p: Parameters, day: int) -> bool:
    """Return whether the scandal breaks at 00:00 of a day."""
    return bool(p.scandal_on) and day == p.scandal_day


def is_stirred(p: Parameters, day: int, begins: bool) -> bool:
    """Return whether something reaches the customers at 00:00 of a day; ``begins`` says that a phase does."""
    if p.rivals_on and (begins or day == p.rivals_enters):
        return True
    return is_scandal(p, day) or is_dropping_night(p, day) or is_poaching_night(p, day)


def stir(p: Parameters, c: Person, day: int) -> None:
    """Let the night reach a customer: the scandal, the firm's list of customers to drop, the rival's new pull."""
    if is_scandal(p, day):
        shake(p, c, day)
    if is_dropping_night(p, day) and is_unwanted(p, c):
        appoint(p, c, float(day), Cause.INVOLUNTARY, Loss.DROPPED)
    if p.rivals_on:
        feel_pull(p, c, float(day))


def shake(p: Parameters, c: Person, day: int) -> None:
    """Let a scandal cost satisfaction, and some customers at once, later that day."""
    if p.satisfaction_on:
        c.satisfaction *= 1.0 - p.scandal_shock
    u = uniform(c.key, Purpose.SCANDAL, day)
    if u < p.scandal_leaving:
        appoint(p, c, day + WITHIN_THE_DAY * (u / p.scandal_leaving), Cause.ETHICS, Loss.LEFT)


def is_unwanted(p: Parameters, c: Person) -> bool:
    """Return whether the firm drops a customer: many complaints, little money so far, no complaint open."""
    if c.case or c.complaints < p.dropping_complaints:
        return False
    brought = 0
    for account in range(ACCOUNTS):
        brought += c.totals[account]
    return brought < p.dropping_worth


def is_offered(p: Parameters, c: Person, day: int) -> bool:
    """Return whether the rival makes a customer an offer: who looks worth it, and has no complaint open.

    The rival sees sales a day, blurred by noise, and compares them with those of an average customer.
    """
    if c.case or not is_poaching_night(p, day):
        return False
    blur = exp(p.poaching_noise * normal_quantile(uniform(c.key, Purpose.POACH_NOISE, day)))
    return c.rate * c.basket * blur >= p.poaching_above * (p.buying_rate * p.basket_mean)


def offer_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer takes a rival's offer: falls with satisfaction and the barrier to switching."""
    barrier = p.rivals_barrier if p.rivals_on else 0.0
    return logistic(p.poaching_strength - p.poaching_resistance * mood_of(c) - barrier)


def takes_offer(p: Parameters, c: Person, day: int) -> bool:
    """Let a customer answer an offer; return whether she takes it, and so leaves later that day.

    One draw decides and sets the time, so that a weaker offer never makes anybody leave earlier.
    """
    u = uniform(c.key, Purpose.OFFER, day)
    chance = offer_probability(p, c)
    if u >= chance:
        return False
    if appoint(p, c, day + WITHIN_THE_DAY * (u / chance), Cause.COMPETITION, Loss.POACHED):
        owe(c, Kind.OFFER, c.number, day)
    return True


# The wallet -------------------------------------------------------------------------------------------------------


def own_share(p: Parameters, c: Person) -> float:
    """Return the share of a customer's occasions to buy that are the firm's; rises with satisfaction."""
    return min(1.0, p.wallet_share + p.wallet_satisfaction * c.satisfaction)


def buys_elsewhere(p: Parameters, c: Person) -> bool:
    """Return whether the occasion to buy that has come goes elsewhere; who just joined came to buy."""
    if c.joined == c.next_purchase:
        return False
    return uniform(c.key, Purpose.WALLET, c.purchases) >= own_share(p, c)
