"""When is the desk open, how long does a contact take, and how long does it wait?"""

from math import floor

from sim.model import events
from sim.model.codes import Purpose, SpanLaw
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import round_half_up
from sim.model.quantiles import exponential, lognormal_value
from sim.model.quantities import FIRM, HOUR, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.friction import rules_time
from sim.model.rules.incentives import pace
from sim.model.rules.modes import effort_factor
from sim.model.rules.policies import moves_agents
from sim.model.rules.redial import redial_draw
from sim.model.rules.roster import WEEK, roster_begins, roster_ends, roster_hour, roster_time, rostered
from sim.model.rules.serving import acquaintance
from sim.model.storage import INFINITE, Real, Small


class Desk(Mechanism):
    """Complaints wait for agents; off: answered at once."""

    desk_on: int = switch(1, "complaints wait for agents; off: answered at once")
    patience_law: int = declared(
        "patience.law", Unit.CHOICE, events.SpanLaw.EXPONENTIAL, "law of patience in the line", choices=events.SpanLaw
    )
    patience_mean: float = declared(
        "patience.mean", Unit.TIME, HOUR, "mean patience in the line", high=YEAR, lively=(0.0, 2.0)
    )
    patience_spread: float = declared(
        "patience.spread",
        Unit.NUMBER,
        1.0,
        "coefficient of variation of lognormal patience",
        high=10.0,
        lively=(0.0, 2.0),
    )
    need_law: int = declared(
        "need.law",
        Unit.CHOICE,
        events.SpanLaw.LOGNORMAL,
        "law of the service that a contact needs",
        choices=events.SpanLaw,
    )
    need_mean: float = declared(
        "need.mean",
        Unit.TIME,
        0.25 * HOUR,
        "mean service that a contact needs from a fully skilled agent",
        high=YEAR,
        lively=(0.0, 1.5),
    )
    need_spread: float = declared(
        "need.spread",
        Unit.NUMBER,
        1.2,
        "coefficient of variation of the lognormal need",
        high=10.0,
        source="data: January 1999 bank call centre, cited in docs/sources.md: 1.24",
        lively=(0.0, 2.0),
    )
    desk_agents: int = declared(
        "desk.agents", Unit.COUNT, 1, "agents at the desk", high=10_000, owner=FIRM, lively=(0, 4)
    )
    desk_opens: float = declared(
        "desk.opens", Unit.TIME, 9 * HOUR, "opening time, hours after midnight", high=1.0, owner=FIRM
    )
    desk_closes: float = declared(
        "desk.closes",
        Unit.TIME,
        18 * HOUR,
        "closing time, hours after midnight; 0 to 24 hours never closes",
        high=1.0,
        owner=FIRM,
    )
    desk_wage: float = declared(
        "desk.wage",
        Unit.MONEY_RATE,
        0.0,
        "pay of one agent while the desk is open",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 50000.0),
    )
    desk_overtime: float = declared(
        "desk.overtime",
        Unit.NUMBER,
        1.5,
        "pay after closing, in wages",
        high=10.0,
        owner=FIRM,
        lively=(0.0, 3.0),
    )
    desk_skill: float = declared(
        "desk.skill",
        Unit.SHARE,
        1.0,
        "skill of the agents: divides service time, multiplies empathy",
        low=0.01,
        owner=FIRM,
    )
    desk_duties: float = declared(
        "desk.duties",
        Unit.TIME,
        0.0,
        "time a day of other work that the desk's agents can do together while nobody needs them",
        high=1.0,
        owner=FIRM,
        plausible=(0.0, 12 * HOUR),
    )
    desk_duty_worth: float = declared(
        "desk.duty_worth",
        Unit.SHARE,
        0.8,
        "what other work at the desk is worth, in wages for the time it takes",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    desk_fee: int = declared(
        "desk.fee",
        Unit.MONEY,
        0,
        "what each answered contact costs where others run the desk; its wage is then 0",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(0, 2_000),
    )
    # of a person
    wait: Real
    patient: Small  # patience has begun to run
    booked: Small  # will be called back
    attempt: Small  # calls about the same complaint before this one


def desk_posts(p: Parameters) -> int:
    """Return the most agents who are at the desk at once."""
    more = p.policy_agents_most if moves_agents(p) else 0
    return p.roster_posts if p.roster_on else p.desk_agents + more


def always_open(p: Parameters) -> bool:
    """Return whether the desk never closes and its agents are always as many."""
    return not p.roster_on and p.desk_opens <= 0.0 and p.desk_closes >= 1.0


def agents_at(p: Parameters, now: float, more: int) -> int:
    """Return how many agents are at the desk: from opening on, nobody any longer at closing.

    ``more`` have come by a rule of the manager's, to a desk of fixed hours.
    """
    if p.roster_on:
        return rostered(p, roster_hour(now))
    return p.desk_agents + more if is_open(p, now) else 0


def is_open(p: Parameters, now: float) -> bool:
    """Return whether the desk is open; one without agents keeps its hours."""
    if p.roster_on:
        return rostered(p, roster_hour(now)) > 0
    day = floor(now)
    return always_open(p) or (day + p.desk_opens <= now < day + p.desk_closes)


def desk_changes(old: Parameters, new: Parameters) -> bool:
    """Return whether the desk's hours or posts differ between two phases."""
    if old.roster_on != new.roster_on:
        return True
    if new.roster_on:
        for hour in range(WEEK):
            if rostered(old, hour) != rostered(new, hour):
                return True
        return False
    return old.desk_opens != new.desk_opens or old.desk_closes != new.desk_closes or old.desk_agents != new.desk_agents


def open_time(p: Parameters) -> float:
    """Return the days a day that the desk is open."""
    return max(0.0, p.desk_closes - p.desk_opens)


def staffed_between(p: Parameters, began: float, ended: float) -> float:
    """Return the agent-days of the desk between two times."""
    if not p.desk_on:
        return 0.0
    if p.roster_on:
        return roster_time(p, began, ended)
    return p.desk_agents * (_open_until(p, ended) - _open_until(p, began))


def _open_until(p: Parameters, time: float) -> float:
    """Return the days that a desk of fixed hours is open from day 0 to a time."""
    day = floor(time)
    return day * open_time(p) + max(0.0, min(time - day, p.desk_closes) - p.desk_opens)


def paid_time(p: Parameters, day: int, part: float, more: int) -> float:
    """Return the days that the desk's agents are paid for together, in the first ``part`` of a day."""
    if not p.desk_on:
        return 0.0
    if p.roster_on:
        return roster_time(p, float(day), day + part)
    return (p.desk_agents + more) * max(0.0, min(part, p.desk_closes) - p.desk_opens)


def shift_ends(p: Parameters, began: float, post: int) -> float:
    """Return when the agent who began a service at a post goes home; never where the desk is always open."""
    if p.roster_on:
        return roster_ends(p, began, post)
    return INFINITE if always_open(p) else floor(began) + p.desk_closes


def time_within_hours(p: Parameters, began: float, ended: float, post: int) -> float:
    """Return the part of a service, in days, that lies within the hours for which the agent at a post is paid."""
    return max(0.0, min(ended, shift_ends(p, began, post)) - began)


def duties_done(p: Parameters, paid: float, busy: float) -> float:
    """Return the days of other work that a day's idle paid time was good for: never more than there is to do."""
    return min(max(0.0, paid - busy), p.desk_duties)


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
    u = redial_draw(c.key, occasion, 8 + c.attempt) if c.attempt else uniform(c.key, Purpose.PATIENCE, occasion)
    return span(p.patience_law, p.patience_mean, p.patience_spread, u)


def service_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return how long an agent is busy with a complaint: its need, less with skill and under fast handling.

    Less too with somebody whom the firm knows, where serving is simulated, and where agents are paid by number; more
    for some modes of failing, and where rules ask for a number or a form.
    """
    need = span(p.need_law, p.need_mean, p.need_spread, uniform(c.key, Purpose.SERVICE, occasion))
    if p.serving_on:
        need *= 1.0 - p.serve_time_fall * acquaintance(p, c, occasion)
    if p.friction_on:
        need = need * p.friction_need_fit + rules_time(p, c, occasion)
    need *= effort_factor(p, c) * pace(p)
    quicker = p.recovery_fast_factor if p.recovery_fast_handling else 1.0
    return need * quicker / p.desk_skill


def line_class(p: Parameters) -> int:
    """Return the class of complaints in the line: 0 first, under fast handling, else 1 with everybody."""
    return 0 if p.recovery_fast_handling else 1


def overtime_pay(p: Parameters, began: float, ended: float, post: int) -> int:
    """Return the pay for a service that went on after hours, in minor units; until the agent's next hours at most."""
    ends = shift_ends(p, began, post)
    if ended <= ends:
        return 0
    late = min(ended, roster_begins(p, ends, post) if p.roster_on else floor(began) + 1 + p.desk_opens) - ends
    return round_half_up(p.desk_wage * p.desk_overtime * late) if late > 0.0 else 0
