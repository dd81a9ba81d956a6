"""Whom does the firm call, and what does a call find?"""

from sim.model.codes import Cause, Kind, Loss, Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint, owe
from sim.model.rules.winback import hear_gone
from sim.model.storage import Real, Whole

# What a call finds
ASLEEP = 0  # a customer who stays as she was
WOKEN = 1  # a customer whom it makes leave
GONE = 2  # somebody who has left in silence


class Calls(Mechanism):
    """The firm calls customers who have been silent."""

    calls_on: int = switch(0, "the firm calls customers who have been silent")
    call_wakes: float = declared(
        "call.wakes",
        Unit.SHARE,
        0.04,
        "chance that a call wakes a sleeping customer who then leaves",
        source="science B8: churn 10% of the called against 6% (Ascarza, Iyengar & Schleicher 2016)",
        plausible=(0.0, 0.1),
    )
    call_every: float = declared(
        "call.every",
        Unit.TIME,
        30.0,
        "days from one round of calls to the next",
        low=1.0,
        high=50 * YEAR,
        owner=FIRM,
        lively=(1.0, 40.0),
        plausible=(7.0, YEAR),
    )
    call_after: float = declared(
        "call.after",
        Unit.NUMBER,
        3.0,
        "silence, in mean gaps of the customer's own past, that makes the firm call",
        low=0.01,
        high=1e3,
        owner=FIRM,
        lively=(0.01, 3.0),
        plausible=(1.0, 10.0),
    )
    call_cost: int = declared(
        "call.cost",
        Unit.MONEY,
        100,
        "cost of one call",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 1000),
        anchor="0.1 agent-hours",
    )
    # of a person
    called: Real  # when the firm last called, did something that suited her, or heard that she had left
    calls: Whole


def is_round_of_calls(p: Parameters, day: int) -> bool:
    """Return whether the firm calls the silent at 00:00 of a day."""
    return bool(p.calls_on) and day > 0 and day % max(1, int(p.call_every)) == 0


def is_called(p: Parameters, c: Person, day: int) -> bool:
    """Return whether somebody on the firm's list is called: silent for longer than her own past explains.

    On the list is who has bought twice and was not spoken to since. The firm sees purchases and no departures, so who
    left in silence is on it too.
    """
    if not is_round_of_calls(p, day):
        return False
    if c.case or c.bought < 2 or c.called >= c.last_purchase:
        return False
    gap = (c.last_purchase - c.first_purchase) / (c.bought - 1)
    return day - c.last_purchase > p.call_after * gap


def strike_off(p: Parameters, c: Person, now: float) -> None:
    """Take somebody off the firm's list and file: it has dropped her, or heard that she left and may win her back."""
    if p.calls_on:
        c.called = now
    if p.contacts_on:
        c.filed = 0
    if p.winback_on:
        hear_gone(c, now)


def call(p: Parameters, c: Person, day: int) -> int:
    """Call somebody; return what the call finds: who is woken leaves later that day.

    References
    ----------
    Calls that wake: Ascarza, Iyengar & Schleicher (2016), science B8.
    """
    c.called = float(day)
    c.calls += 1
    if c.status != Status.CUSTOMER:
        strike_off(p, c, float(day))
        return GONE
    u = uniform(c.key, Purpose.CALL, c.calls - 1)
    if u >= p.call_wakes:
        return ASLEEP
    if appoint(p, c, day + WITHIN_THE_DAY * (u / p.call_wakes), Cause.ENCOUNTER, Loss.NONE):
        owe(c, Kind.CALL, c.number, c.calls - 1)
    return WOKEN
