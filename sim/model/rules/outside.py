"""Who else calls at the desk, when, and for how long?"""

from math import floor

from sim.model.codes import Purpose, SpanLaw
from sim.model.draws import uniform
from sim.model.flat import Parameters
from sim.model.quantiles import exponential
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch
from sim.model.rules.desk import span
from sim.model.rules.incentives import pace
from sim.model.rules.redial import redial_draw
from sim.model.storage import INFINITE

HOURS = 24
FAR = 1e6  # days; nobody simulates longer


class Outside(Mechanism):
    """The desk has other contacts."""

    outside_on: int = switch(0, "the desk has other contacts")
    outside_rate: float = declared(
        "outside.rate",
        Unit.RATE,
        0.0,
        "contacts at the desk that come from outside the model",
        high=1e7,
        lively=(0.0, 10.0),
    )
    outside_profile: tuple[float, ...] = declared(
        "outside.profile",
        Unit.NUMBERS,
        (1.0,) * 24,
        "weights of the 24 hours of the day",
        size=24,
        high=1e6,
        lively=(0.0, 3.0),
    )
    outside_week: tuple[float, ...] = declared(
        "outside.week",
        Unit.NUMBERS,
        (1.0,) * 7,
        "weights of the seven days of the week from Monday on; week.first says which comes first",
        size=7,
        high=1e6,
        lively=(0.0, 3.0),
        plausible=(0.0, 3.0),
    )
    outside_value: int = declared(
        "outside.value",
        Unit.MONEY,
        0,
        "what answering a contact from outside brings; one that gives up brings nothing",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(0, 1_000),
    )
    outside_total: float = solved(0.0)
    outside_week_fit: tuple[float, ...] = solved((1.0,) * 7)  # weights around 1, from the first day on
    outside_uneven: int = solved(0)  # the days of the week differ


def outside_patience(p: Parameters, world: int, contact: int, attempt: int) -> float:
    """Return how long an outside contact stays in the line."""
    if p.patience_law == SpanLaw.NONE:
        return INFINITE
    u = redial_draw(world, contact, 8 + attempt) if attempt else uniform(world, Purpose.OUTSIDE_PATIENCE, contact)
    return span(p.patience_law, p.patience_mean, p.patience_spread, u)


def outside_service(p: Parameters, world: int, contact: int) -> float:
    """Return how long an agent is busy with an outside contact."""
    need = span(p.need_law, p.need_mean, p.need_spread, uniform(world, Purpose.OUTSIDE_SERVICE, contact))
    return need * pace(p) / p.desk_skill


def outside_time(p: Parameters, world: int, contact: int, now: float) -> float:
    """Return when the next outside contact comes after ``now``: Poisson, its rate shaped by hours and weekdays.

    The threshold is carried through the hours; an hour of weight 0 never ends it.
    """
    if p.outside_rate <= 0.0 or p.outside_total <= 0.0:
        return INFINITE
    left = exponential(uniform(world, Purpose.OUTSIDE_GAP, contact))
    days = left / p.outside_rate
    if days > FAR:
        return INFINITE
    whole = floor(days / 7) * 7 if p.outside_uneven else floor(days)
    left -= whole * p.outside_rate
    hour = floor(now * HOURS) + whole * HOURS
    time = now + whole
    while True:
        rate = p.outside_rate * p.outside_profile[hour % HOURS] * HOURS / p.outside_total
        rate *= p.outside_week_fit[hour // HOURS % 7]
        ends = (hour + 1) / HOURS
        if rate > 0.0 and left <= rate * (ends - time):
            return time + left / rate
        left = left - rate * max(0.0, ends - time)
        time = max(time, ends)
        hour += 1
