"""How quickly does advertising bring prospects in?"""

from sim.model.codes import Route
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.always import openness
from sim.model.rules.clocks import threshold_left, threshold_time
from sim.model.rules.price import joining_left
from sim.model.storage import Real


class Advertising(Mechanism):
    """Advertising brings prospects in."""

    advertising_on: int = switch(1, "advertising brings prospects in")
    advertising_most: float = declared(
        "advertising.most",
        Unit.RATE,
        0.5 / YEAR,
        "rate of joining that unlimited advertising would bring",
        high=100.0,
        lively=(0.0, 0.02),
    )
    advertising_response: float = declared(
        "advertising.response",
        Unit.NUMBER,
        0.1,
        "curvature of the answer to advertising, per currency unit a prospect and year",
        high=1e6,
    )
    advertising_spend: float = declared(
        "advertising.spend",
        Unit.MONEY_RATE,
        0.0,
        "advertising per prospect (and rival's customer)",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 20.0),
    )
    advertising_rate: float = solved(0.0)
    # of a person
    advert_left: Real  # what is left of the threshold of advertising at advert_since
    advert_since: Real
    advert_rate: Real  # since then, per day


def advert_rate(p: Parameters, status: int, pull: float) -> float:
    """Return the rate at which advertising makes a person join, per day; reputation multiplies it by ``pull``."""
    if not p.advertising_on:
        return 0.0
    return p.advertising_rate * p.joining_scale * joining_left(p) * pull * openness(p, status)


def await_advert(c: Person, now: float, left: float, rate: float) -> None:
    """Let a threshold of advertising run from now on at a rate."""
    c.advert_left = left
    c.advert_since = now
    c.advert_rate = rate


def change_advertising(p: Parameters, c: Person, now: float, pull: float) -> None:
    """Carry a prospect's threshold over to today's rate of advertising; a joining already promised keeps its time."""
    left = threshold_left(c.advert_left, c.advert_rate, now - c.advert_since)
    await_advert(c, now, left, advert_rate(p, c.status, pull))
    by_advert = threshold_time(now, left, c.advert_rate)
    if c.route == Route.ADVERTISING or by_advert < c.next_purchase:
        c.route = Route.ADVERTISING
        c.next_purchase = by_advert
