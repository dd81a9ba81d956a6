"""How quickly does advertising bring prospects in?"""

from sim.model.codes import Route
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.always import openness
from sim.model.rules.clocks import threshold_left, threshold_time
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


def advert_rate(p: Parameters, status: int) -> float:
    """Return the rate at which advertising makes a person join, per day."""
    return p.advertising_rate * openness(p, status) if p.advertising_on else 0.0


def change_advertising(old: Parameters, new: Parameters, c: Person, now: float) -> None:
    """Carry a prospect's threshold over to a new rate of advertising; a joining already promised keeps its time."""
    left = threshold_left(c.advert_left, advert_rate(old, c.status), now - c.advert_since)
    c.advert_left = left
    c.advert_since = now
    by_advert = threshold_time(now, left, advert_rate(new, c.status))
    if c.route == Route.ADVERTISING or by_advert < c.next_purchase:
        c.route = Route.ADVERTISING
        c.next_purchase = by_advert
