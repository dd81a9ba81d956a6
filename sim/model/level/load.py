"""The firm as it is: its staff, and for which share of their paid time the desk's agents are busy, in means."""

from functools import cache
from typing import Any

from sim.model.codes import Severity, SpanLaw
from sim.model.flat import Parameters
from sim.model.level.endings import complaint_share
from sim.model.level.opening import Opening
from sim.model.level.staffing import staff_as_is
from sim.model.level.stations import stations_as_is
from sim.model.rules.desk import agents_at
from sim.model.rules.outside import HOURS
from sim.model.rules.roster import WEEK

LONGEST = 400  # line beyond the agents
NEVER, AT_ONCE = 1e-12, 1e12  # rates of giving up
LARGE = 1e100


@cache
def carried(rate: float, served: float, patience_rate: float, agents: int) -> float:
    """Return how many agents are busy on average: Erlang A, as if services were exponential.

    Rates are a day: of contacts, of one agent's services, of giving up.

    Examples
    --------
    >>> round(carried(6.0, 1.0, 0.5, 5), 3), carried(6.0, 1.0, 0.5, 0)
    (4.642, 0.0)
    """
    weight, total, busy = 1.0, 1.0, 0.0
    for k in range(1, agents + LONGEST):
        weight *= rate / (min(k, agents) * served + max(0, k - agents) * patience_rate)
        if weight > LARGE:
            weight, total, busy = 1.0, total / weight, busy / weight
        total += weight
        busy += weight * min(k, agents)
    return busy / total


def usual_load(p: Parameters, opening: Opening) -> float:
    """Return the share of their paid time for which the desk's agents are busy, as is.

    Complaints come evenly while the desk is open; who calls again or is called back is left out.
    """
    agents = [agents_at(p, (hour + 0.5) / HOURS, 0) for hour in range(WEEK)]
    staffed = sum(agents)
    if not p.desk_on or staffed <= 0 or p.need_mean <= 0.0:
        return 0.0
    buys = opening.persons * p.start_customers * p.buying_rate
    minor = (1.0 - p.failure_major) * complaint_share(p, Severity.MINOR)
    major = p.failure_major * complaint_share(p, Severity.MAJOR)
    fails = p.failure_rate if p.failures_on else 0.0
    complaints = buys * fails * (minor + major) * WEEK / sum(one > 0 for one in agents)
    quicker = p.recovery_fast_factor if p.recovery_fast_handling else 1.0
    served = p.desk_skill / (p.need_mean * quicker)
    patience_rate = NEVER if p.patience_law == SpanLaw.NONE else 1.0 / max(1.0 / AT_ONCE, p.patience_mean)
    busy = 0.0
    for hour, there in enumerate(agents):
        rate = complaints
        if p.outside_on and p.outside_total > 0.0:
            shape = p.outside_profile[hour % HOURS] * HOURS / p.outside_total
            rate += p.outside_rate * shape * p.outside_week_fit[hour // HOURS]
        if there > 0 and rate > 0.0:
            busy += carried(rate, served, patience_rate, there)
    return min(1.0, busy / staffed)


def firm_as_is(p: Parameters, opening: Opening) -> dict[str, Any]:
    """Return what centres staff, stations and manners at the desk, by field."""
    found = staff_as_is(p) if p.staff_on else {}
    if p.stations_on:
        found |= stations_as_is(p)
    if p.steps_on:
        found["manners_usual"] = usual_load(p, opening)
    return found
