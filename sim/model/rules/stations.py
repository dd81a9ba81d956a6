"""How far is a customer from the firm's nearest station, how soon is help there, and who is left behind by a move?"""

from math import floor, sqrt

from sim.model import events
from sim.model.codes import Cause, Layout, Loss, Purpose, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import expm1, round_half_up
from sim.model.quantities import FIRM, HOUR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.clocks import WITHIN_THE_DAY, appoint
from sim.model.storage import INFINITE, Real


class Stations(Mechanism):
    """The firm has stations, near or far, and help comes from the nearest one."""

    stations_on: int = switch(0, "the firm has stations, near or far, and help comes from the nearest one")
    region_side: float = declared(
        "region.side",
        Unit.NUMBER,
        10.0,
        "kilometres: side of the square on which customers live and stations lie, or length of the road",
        low=0.01,
        high=1e5,
        lively=(1.0, 100.0),
        plausible=(1.0, 1e4),
    )
    region_layout: int = declared(
        "region.layout",
        Unit.CHOICE,
        events.Layout.RANDOM,
        "how stations lie: at random on a square without edges, or at equal distances along a road that leads round",
        choices=events.Layout,
    )
    stations_count: int = declared(
        "stations.count",
        Unit.COUNT,
        1,
        "stations; those that are added are the last ones",
        low=1,
        high=100_000,
        owner=FIRM,
        lively=(1, 6),
        plausible=(1, 5000),
    )
    stations_moved: float = declared(
        "stations.moved",
        Unit.NUMBER,
        0.0,
        "kilometres by which the firm has moved all its stations",
        high=1e5,
        owner=FIRM,
        lively=(0.0, 50.0),
        plausible=(0.0, 100.0),
    )
    stations_near: float = declared(
        "stations.near",
        Unit.NUMBER,
        5.0,
        "kilometres within which what is wrong is put right on the spot; beyond, it is taken to the station and may "
        "need the back office",
        high=1e5,
        owner=FIRM,
        lively=(0.0, 20.0),
        plausible=(0.0, 30.0),
    )
    stations_cost: float = declared(
        "stations.cost",
        Unit.MONEY_RATE,
        1000.0,
        "standing cost of a station",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 100.0),
        plausible=(100.0, 10_000.0),
        anchor="1 agent-hours/day",
    )
    dispatch_speed: float = declared(
        "dispatch.speed",
        Unit.NUMBER,
        40.0,
        "kilometres an hour at which help comes, from when the complaint has been heard",
        low=0.1,
        high=1e4,
        owner=FIRM,
        lively=(1.0, 100.0),
        plausible=(15.0, 80.0),
    )
    dispatch_cost: int = declared(
        "dispatch.cost",
        Unit.MONEY,
        100,
        "cost of the way there and back, a kilometre that lies between",
        high=1e12,
        owner=FIRM,
        lively=(0, 50),
        plausible=(20, 300),
        anchor="0.1 agent-hours",
    )
    distance_effort: float = declared(
        "distance.effort",
        Unit.NUMBER,
        0.01,
        "part of satisfaction that a kilometre is worth at a purchase, as inconvenience",
        lively=(0.0, 0.1),
        plausible=(0.001, 0.05),
    )
    distance_hold: float = declared(
        "distance.hold",
        Unit.NUMBER,
        5.0,
        "kilometres farther away at which about 63% of customers are lost to a firm that moves or closes stations",
        low=0.01,
        high=1e5,
        lively=(1.0, 50.0),
        plausible=(0.5, 50.0),
    )
    stations_usual: int = solved(1)  # as is
    stations_stood: float = solved(0.0)  # kilometres by which they had been moved, as is
    distance_usual: float = solved(0.0)  # mean over customers, as is
    # of a person
    distance: Real  # kilometres to the nearest station


def apart(a: float, b: float, side: float) -> float:
    """Return how far two places are from each other on a line that leads round.

    Examples
    --------
    >>> apart(1.0, 9.0, 10.0), apart(4.0, 9.0, 10.0)
    (2.0, 5.0)
    """
    straight = abs(a - b)
    return min(straight, side - straight)


def lives_at(p: Parameters, key: int, axis: int) -> float:
    """Return where somebody lives, in kilometres along an axis."""
    return p.region_side * uniform(key, Purpose.PLACE, axis)


def site_at(p: Parameters, world: int, number: int, axis: int) -> float:
    """Return where a station lies before any has been moved, in kilometres along an axis."""
    return p.region_side * uniform(world, Purpose.SITE, 2 * number + axis)


def nearest(p: Parameters, key: int, world: int, count: int, moved: float) -> float:
    """Return how far somebody lives from the nearest of some stations that have been moved, in kilometres.

    Stations that move one way are customers who move the other.
    """
    side = p.region_side
    x = lives_at(p, key, 0) - moved
    x -= side * floor(x / side)
    if p.region_layout == Layout.ROAD:
        step = side / count
        return abs(x - step * floor(x / step) - 0.5 * step)
    y = lives_at(p, key, 1)
    least = INFINITE
    for k in range(count):
        dx = apart(x, site_at(p, world, k, 0), side)
        if dx * dx < least:
            dy = apart(y, site_at(p, world, k, 1), side)
            least = min(least, dx * dx + dy * dy)
    return sqrt(least)


def settle_near(p: Parameters, c: Person, world: int) -> None:
    """Let somebody live where she does, and the firm's stations lie where they do as is."""
    c.distance = nearest(p, c.key, world, p.stations_usual, p.stations_stood)


def stations_differ(p: Parameters, count: int, moved: float) -> bool:
    """Return whether there are other stations today, or elsewhere."""
    return bool(p.stations_on) and (p.stations_count != count or p.stations_moved != moved)


def meet_stations(p: Parameters, c: Person, world: int, day: int, count: int, moved: float) -> None:
    """Let stations lie elsewhere from today on; a customer who has it farther may leave later that day, left behind.

    More stations where they were lose nobody.
    """
    before = c.distance
    c.distance = nearest(p, c.key, world, p.stations_count, p.stations_moved)
    farther = c.distance - before
    stays = p.stations_moved == moved and p.stations_count >= count
    if c.status != Status.CUSTOMER or farther <= 0.0 or stays:
        return
    chance = -expm1(-farther / p.distance_hold)
    u = uniform(c.key, Purpose.LEFT_BEHIND, day)
    if u < chance:
        appoint(p, c, day + WITHIN_THE_DAY * (u / chance), Cause.INVOLUNTARY, Loss.FORCED)


def is_on_the_spot(p: Parameters, c: Person) -> bool:
    """Return whether somebody lives so near a station that she is helped on the spot."""
    return bool(p.stations_on) and c.distance <= p.stations_near


def way_time(p: Parameters, distance: float) -> float:
    """Return the days that help needs over a distance."""
    return distance / p.dispatch_speed * HOUR


def dispatch_due(p: Parameters, c: Person) -> int:
    """Return what the way to somebody costs, in minor units."""
    return round_half_up(p.dispatch_cost * c.distance)
