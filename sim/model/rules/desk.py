"""When is the desk open, how long does a contact take, and how long does it wait?"""

from math import floor

from sim.model.draws import uniform
from sim.model.numerics import round_half_up
from sim.model.parameters import Parameters
from sim.model.person import INFINITE, Person
from sim.model.quantiles import exponential, lognormal_value
from sim.model.rules.modes import effort_factor
from sim.model.rules.worth import acquaintance
from sim.model.words import Purpose, SpanLaw

HOURS = 24
FAR = 1e6  # days; nobody simulates longer


def always_open(p: Parameters) -> bool:
    """Return whether the desk never closes."""
    return p.desk_opens <= 0.0 and p.desk_closes >= 1.0


def is_open(p: Parameters, now: float) -> bool:
    """Return whether the desk is open: from opening on, no longer at closing."""
    day = floor(now)
    return always_open(p) or (day + p.desk_opens <= now < day + p.desk_closes)


def desk_changes(old: Parameters, new: Parameters) -> bool:
    """Return whether the desk's hours or posts differ between two phases."""
    return old.desk_opens != new.desk_opens or old.desk_closes != new.desk_closes or old.desk_agents != new.desk_agents


def open_time(p: Parameters) -> float:
    """Return the days a day that the desk is open."""
    return max(0.0, p.desk_closes - p.desk_opens)


def span(law: int, mean: float, spread: float, u: float) -> float:
    """Return a span of a law by inversion: exponential, lognormal or fixed."""
    if law == SpanLaw.EXPONENTIAL:
        return mean * exponential(u)
    if law == SpanLaw.LOGNORMAL:
        return lognormal_value(u, mean, spread)
    return mean if law == SpanLaw.FIXED else 0.0


def patience_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return how long a complainer stays in the line; a letter waits for ever."""
    if c.written or p.patience_law == SpanLaw.NONE:
        return INFINITE
    return span(p.patience_law, p.patience_mean, p.patience_spread, uniform(c.key, Purpose.PATIENCE, occasion))


def service_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return how long an agent is busy with a complaint: its need, less with skill and under fast handling.

    Less too with somebody whom the firm knows, where serving is simulated; more for some modes of failing.
    """
    need = span(p.need_law, p.need_mean, p.need_spread, uniform(c.key, Purpose.SERVICE, occasion))
    if p.serving_on:
        need *= 1.0 - p.serve_time_fall * acquaintance(p, c, occasion)
    need *= effort_factor(p, c)
    quicker = p.recovery_fast_factor if p.recovery_fast_handling else 1.0
    return need * quicker / p.desk_skill


def line_class(p: Parameters) -> int:
    """Return the class of complaints in the line: 0 first, under fast handling, else 1 with everybody."""
    return 0 if p.recovery_fast_handling else 1


def outside_patience(p: Parameters, world: int, contact: int) -> float:
    """Return how long an outside contact stays in the line."""
    if p.patience_law == SpanLaw.NONE:
        return INFINITE
    return span(p.patience_law, p.patience_mean, p.patience_spread, uniform(world, Purpose.OUTSIDE_PATIENCE, contact))


def outside_service(p: Parameters, world: int, contact: int) -> float:
    """Return how long an agent is busy with an outside contact."""
    need = span(p.need_law, p.need_mean, p.need_spread, uniform(world, Purpose.OUTSIDE_SERVICE, contact))
    return need / p.desk_skill


def outside_time(p: Parameters, world: int, contact: int, now: float) -> float:
    """Return when the next outside contact comes after ``now``: Poisson, its rate shaped by the hours of the day.

    The threshold is carried through the hours; a day of weight 0 never ends it.
    """
    if p.outside_rate <= 0.0 or p.outside_total <= 0.0:
        return INFINITE
    left = exponential(uniform(world, Purpose.OUTSIDE_GAP, contact))
    days = left / p.outside_rate
    if days > FAR:
        return INFINITE
    whole = floor(days)
    left -= whole * p.outside_rate
    hour = floor(now * HOURS) + whole * HOURS
    time = now + whole
    while True:
        rate = p.outside_rate * p.outside_profile[hour % HOURS] * HOURS / p.outside_total
        ends = (hour + 1) / HOURS
        if rate > 0.0 and left <= rate * (ends - time):
            return time + left / rate
        left = left - rate * max(0.0, ends - time)
        time = max(time, ends)
        hour += 1


def overtime_pay(p: Parameters, began: float, ended: float) -> int:
    """Return the pay for a service that went on after closing, in minor units; until the next opening at most."""
    if always_open(p):
        return 0
    day = floor(began)
    late = min(ended, day + 1 + p.desk_opens) - (day + p.desk_closes)
    return round_half_up(p.desk_wage * p.desk_overtime * late) if late > 0.0 else 0
